import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { LocalHubspot } from '../../hubspot';
import { installN8n } from '../installN8n';
import { N8n, packPackage } from '../n8n';
import { Session } from '../session';
import { contents, difference, exampleAccount } from './account';
import { type Chosen, connectedAccount, makeCredentials, withCredentials } from './credentials';
import { DataTables } from './dataTables';
import type { Example } from './files';
import { publish } from './publish';
import { ScriptedModel } from './scriptedModel';

/** An example that has been imported. */
export type Imported = Example & { id: string; versionId: string };

/** A real n8n with all that the examples need: somebody signed in, credentials, a HubSpot, a chat model. */
export class Stage {
	private constructor(
		private readonly folder: string,
		private readonly hubspot: LocalHubspot,
		readonly model: ScriptedModel,
		readonly n8n: N8n,
		readonly session: Session,
		readonly tables: DataTables,
		private readonly chosen: Chosen,
	) {}

	/**
	 * Starts everything; there is one n8n for all examples, because that takes longest.
	 *
	 * @param settings environment variables of n8n
	 */
	static async start(settings: Record<string, string> = {}): Promise<Stage> {
		await installN8n(() => undefined);
		const folder = await mkdtemp(join(tmpdir(), 'hubspot-associations-pack-'));
		const hubspot = await LocalHubspot.start({ account: exampleAccount() });
		const model = await ScriptedModel.start();
		const n8n = await N8n.create(settings);
		try {
			await n8n.installPackage(await packPackage(folder));
			await n8n.importCredentials([connectedAccount(hubspot)]);
			await n8n.start();
			const session = await Session.of(n8n);
			const tables = await DataTables.of(session);
			const chosen = await makeCredentials(session, model.url);
			return new Stage(folder, hubspot, model, n8n, session, tables, chosen);
		} catch (error) {
			// Nobody else could stop it: the test has no stage yet.
			await stopAll(n8n, model, hubspot, folder);
			throw error;
		}
	}

	/** Stops everything and removes what it left. */
	async stop(): Promise<void> {
		await stopAll(this.n8n, this.model, this.hubspot, this.folder);
	}

	/** Imports an example with its credentials chosen, as the editor saves it. */
	async imported(example: Example): Promise<Imported> {
		return await this.session.ask('/workflows', withCredentials(example, this.chosen));
	}

	/** Imports an example, and publishes it. */
	async published(example: Example): Promise<Imported> {
		const workflow = await this.imported(example);
		await publish(this.session, workflow);
		return workflow;
	}

	/**
	 * Runs a workflow by hand; it has to end well.
	 *
	 * @param data what the trigger gives out, where it is the editor that says so
	 * @returns all that n8n stored of the execution, as text
	 */
	async run(workflow: Imported, startNode: string, data?: object): Promise<string> {
		const execution = await this.session.run(workflow, startNode, data);
		assert.equal(execution.status, 'success', execution.data);
		return execution.data;
	}

	/**
	 * Does something that has to change exactly this in HubSpot.
	 *
	 * @param expected lines as `contents` writes them: what has to be gone, and to have come
	 */
	async changes<Result>(
		expected: { gone?: string[]; come?: string[] },
		act: () => Promise<Result>,
	): Promise<Result> {
		const { account } = this.hubspot;
		const before = contents(account);
		const result = await act();
		const all = { gone: [], come: [], ...expected };
		assert.deepEqual(difference(before, contents(account)), all);
		return result;
	}
}

async function stopAll(n8n: N8n, model: ScriptedModel, hubspot: LocalHubspot, folder: string) {
	await n8n.dispose();
	await model.stop();
	await hubspot.stop();
	await rm(folder, { recursive: true, force: true });
}
