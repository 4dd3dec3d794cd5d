import '../../engine/instance';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';

import { execa } from 'execa';
import { Listr } from 'listr2';
import type { ICredentialType, INodeType, INodeTypes } from 'n8n-workflow';

import { CredentialStore } from '../../engine/credentialStore';
import { NODE_TYPE, plainNode } from '../../engine/engine';
import { runWorkflow, type WorkflowRun } from '../../engine/runWorkflow';
import { LocalHubspot } from '../../hubspot';
import { contents, demoAccount } from './account';
import { type Outcome, showOutcome } from './report';
import { demoCredential, demoWorkflow, PINNED, TRIGGER } from './workflow';

/** What the built package exports, see index.js. */
interface BuiltPackage {
	HubspotAssociations: new () => INodeType;
	HubspotAssociationsAccessTokenApi: new () => ICredentialType;
}

interface Stage extends Outcome {
	built: BuiltPackage;
}

/** The node types of the demo workflow: ours as it is built. n8n's own are pinned, so they never run. */
function nodeTypesWith(ours: INodeType): INodeTypes {
	const pinned = plainNode('pinned', async () => await Promise.resolve([[]]));
	const typeOf = (type: string) => (type === NODE_TYPE ? ours : pinned);
	return { getByName: typeOf, getByNameAndVersion: typeOf, getKnownTypes: () => ({}) };
}

/** Runs the demo on n8n's engine; the exit code is 0 only if the account then holds exactly what it should. */
async function demo(): Promise<void> {
	const stage = {} as Stage;
	try {
		await new Listr<Stage>(
			[
				{
					title: 'Build the package',
					task: async (context) => {
						await execa('gulp', ['build'], { preferLocal: true });
						const load = createRequire(resolve('package.json'));
						context.built = load('./index.js') as BuiltPackage;
					},
				},
				{
					title: 'Start a local HubSpot with a small account',
					task: async (context) => {
						context.hubspot = await LocalHubspot.start({ account: demoAccount() });
						context.before = contents(context.hubspot.account);
					},
				},
				{
					title: "Run the workflow on n8n's engine",
					task: async (context) => {
						context.run = await runDemoWorkflow(context);
					},
				},
			],
			{ ctx: stage },
		).run();
		showOutcome(stage);
	} finally {
		await stage.hubspot?.stop();
	}
}

async function runDemoWorkflow({ built, hubspot }: Stage) {
	const nodeTypes = nodeTypesWith(new built.HubspotAssociations());
	const store = new CredentialStore(nodeTypes, [new built.HubspotAssociationsAccessTokenApi()]);
	const { id, name, type, data } = demoCredential(hubspot.auth.addAccessToken(), hubspot.url);
	await store.add(type, data, { id, name });
	const workflow = demoWorkflow as WorkflowRun['workflow'];
	return await runWorkflow({ workflow, nodeTypes, store, startNode: TRIGGER, pinData: PINNED });
}

demo().then(
	// n8n's engine keeps timers of its own.
	() => process.exit(0),
	(error: unknown) => {
		console.error(error instanceof Error ? error.message : error);
		process.exit(1);
	},
);
