import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { demoCredential } from '../n8n/demo/workflow';
import { installN8n } from '../n8n/installN8n';
import { N8n, packPackage } from '../n8n/n8n';
import { PROJECT } from '../n8n/paths';

/** Which node does the job in the real n8n; `nothing` lets the items through. */
export type N8nContender = 'ours' | 'httpRequest' | 'nothing';

/** What it took: the node's own seconds; CPU and memory of the whole process, its start included. */
interface Taken {
	seconds: number;
	cpuSeconds: number;
	peakMb: number;
}

/** One node of a workflow for n8n. */
const node = (name: string, type: string, typeVersion: number, more: object = {}) => ({
	...{ id: name, name, type, typeVersion, position: [0, 0], parameters: {} },
	...more,
});

const byId = (value: string) => ({ __rl: true, mode: 'id', value });
const link = (name: string) => ({ main: [[{ node: name, type: 'main', index: 0 }]] });

const credentials = {
	hubspotAssociationsAccessTokenApi: { id: 'demoCredential01', name: 'Demo HubSpot account' },
};

/** A headless n8n with the packed package in it, as users have it. */
export class RealN8n {
	private count = 0;

	private constructor(
		private readonly n8n: N8n,
		private readonly folder: string,
		private readonly url: string,
	) {}

	/** Sets it up, with a credential for the HubSpot at `url`. */
	static async start({ url, token }: { url: string; token: string }): Promise<RealN8n> {
		await installN8n(() => undefined);
		const folder = await mkdtemp(join(tmpdir(), 'hubspot-associations-pack-'));
		const n8n = await N8n.create({
			NODE_OPTIONS: `--max-old-space-size=8192 --require ${join(PROJECT, 'test/bench/contenders/usage.cjs')}`,
			BENCH_USAGE: usageFile(folder),
		});
		await n8n.installPackage(await packPackage(folder));
		await n8n.importCredentials([demoCredential(token, url)]);
		return new RealN8n(n8n, folder, url);
	}

	/**
	 * Deletes pairs, one item each.
	 *
	 * @param isThrottled whether HubSpot's limit is on: then the HTTP Request node keeps to it by its own option
	 * @throws when not every item came out well
	 */
	async run(
		contender: N8nContender,
		pairs: number,
		{ isThrottled }: { isThrottled: boolean },
	): Promise<Taken> {
		const workflow = this.workflow(contender, pairs, isThrottled);
		await this.n8n.importWorkflows([workflow]);
		const { data } = await this.n8n.execute(workflow.id);
		const [task] = data.resultData.runData.Delete ?? [];
		const items = task?.data?.main[0] ?? [];
		if (items.length !== pairs) {
			const why = task?.error?.message ?? data.resultData.error?.message ?? '';
			throw new Error(`${items.length} of ${pairs} items came out. ${why}`);
		}
		const usage = JSON.parse(await readFile(usageFile(this.folder), 'utf8')) as Omit<
			Taken,
			'seconds'
		>;
		return { seconds: task.executionTime / 1000, ...usage };
	}

	async dispose(): Promise<void> {
		await this.n8n.dispose();
		await rm(this.folder, { recursive: true, force: true });
	}

	private workflow(contender: N8nContender, pairs: number, isThrottled: boolean) {
		const items = `={{ { pairs: Array.from({ length: ${pairs} }, (_, index) => ({ type: 'companies', contact: String(10000000001 + index), company: String(20000000001 + index) })) } }}`;
		return {
			id: `bench${this.count++}`.padEnd(16, '0'),
			...{ name: 'Benchmark', active: false, settings: { executionOrder: 'v1' } },
			nodes: [
				node('Start', 'n8n-nodes-base.manualTrigger', 1),
				node('Pairs', 'n8n-nodes-base.set', 3.4, {
					parameters: { mode: 'raw', jsonOutput: items, options: {} },
				}),
				node('Split', 'n8n-nodes-base.splitOut', 1, {
					parameters: { fieldToSplitOut: 'pairs', options: {} },
				}),
				this.deleting(contender, isThrottled),
			],
			connections: { Start: link('Pairs'), Pairs: link('Split'), Split: link('Delete') },
		};
	}

	/** The node that does it. */
	private deleting(contender: N8nContender, isThrottled: boolean) {
		if (contender === 'nothing') return node('Delete', 'n8n-nodes-base.noOp', 1);
		if (contender === 'ours') {
			return node('Delete', 'n8n-nodes-hubspot-associations.hubspotAssociations', 1, {
				parameters: {
					authentication: 'accessToken',
					fromObjectType: byId('contacts'),
					fromId: { __rl: true, mode: 'id', value: '={{ $json.contact }}' },
					toObjectType: byId('={{ $json.type }}'),
					toIds: '={{ $json.company }}',
					// As in the bare engine: the HTTP Request node reads nothing before either.
					options: { snapshot: 'off' },
				},
				credentials,
			});
		}
		// Ten at once, then a second's rest: the largest such numbers that HubSpot never refuses.
		const batching = { batching: { batch: { batchSize: 10, batchInterval: 1_000 } } };
		return node('Delete', 'n8n-nodes-base.httpRequest', 4.2, {
			parameters: {
				method: 'DELETE',
				url: `=${this.url}/crm/v4/objects/contacts/{{ $json.contact }}/associations/companies/{{ $json.company }}`,
				authentication: 'predefinedCredentialType',
				nodeCredentialType: 'hubspotAssociationsAccessTokenApi',
				options: isThrottled ? batching : {},
			},
			credentials,
		});
	}
}

const usageFile = (folder: string) => join(folder, 'usage.json');
