import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { Listr } from 'listr2';

import { LocalHubspot } from '../../hubspot';
import { announceN8n, installN8n } from '../installN8n';
import { N8n, packPackage } from '../n8n';
import { chosenRelease, type Release } from '../releases';
import { contents, demoAccount } from './account';
import { type Outcome, showOutcome } from './report';
import { demoCredential, demoWorkflow } from './workflow';

interface Stage extends Outcome {
	tarball: string;
	n8n: N8n;
}

/** Runs the demo in a whole n8n; the exit code is 0 only if the account then holds exactly what it should. */
async function demo(release: Release): Promise<void> {
	await announceN8n(release);
	const folder = await mkdtemp(join(tmpdir(), 'hubspot-associations-pack-'));
	const stage = {} as Stage;
	try {
		await new Listr<Stage>(
			[
				{
					title: 'Build the package and pack it',
					task: async (context) => {
						context.tarball = await packPackage(folder);
					},
				},
				{
					title: `Install n8n ${release.version} with Node ${release.nodeMajor}`,
					task: async (_, task) => await installN8n((words) => (task.output = words), release),
				},
				{
					title: 'Start a local HubSpot with a small account',
					task: async (context) => {
						context.hubspot = await LocalHubspot.start({ account: demoAccount() });
						context.before = contents(context.hubspot.account);
					},
				},
				{
					title: 'Put the packed package into an empty n8n',
					task: async (context) => {
						context.n8n = await N8n.create({}, release);
						await context.n8n.installPackage(context.tarball);
					},
				},
				{
					title: 'Import the credential and the workflow',
					task: async ({ n8n, hubspot }) => {
						await n8n.importCredentials([
							demoCredential(hubspot.auth.addAccessToken(), hubspot.url),
						]);
						await n8n.importWorkflows([demoWorkflow]);
					},
				},
				{
					title: 'Run the workflow',
					task: async (context) => {
						context.run = await context.n8n.execute(demoWorkflow.id);
					},
				},
			],
			{ ctx: stage },
		).run();
		showOutcome(stage);
	} finally {
		await stage.n8n?.dispose();
		await stage.hubspot?.stop();
		await rm(folder, { recursive: true, force: true });
	}
}

async function main(): Promise<void> {
	const { values } = parseArgs({ options: { n8n: { type: 'string' } } });
	await demo(chosenRelease(values.n8n));
}

main().catch((error: unknown) => {
	console.error(error instanceof Error ? error.message : error);
	process.exitCode = 1;
});
