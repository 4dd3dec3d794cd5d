import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { Listr } from 'listr2';
import type { IRun } from 'n8n-workflow';

import { LocalHubspot } from '../hubspot';
import { contents, demoAccount, EXPECTED } from './demo/account';
import { itemTable, listTable } from './demo/report';
import { demoCredential, demoWorkflow } from './demo/workflow';
import { installN8n } from './installN8n';
import { N8n, packPackage } from './n8n';
import { chosenRelease, type Release } from './releases';

interface Stage {
	tarball: string;
	n8n: N8n;
	hubspot: LocalHubspot;
	before: string[];
	run: IRun;
}

/** Runs the demo; the exit code is 0 only if the account then holds exactly what it should. */
async function demo(release: Release): Promise<void> {
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
					title: `Install n8n ${release.version} with Node ${release.nodeMajor} (some minutes the first time)`,
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
		report(stage);
	} finally {
		await stage.n8n?.dispose();
		await stage.hubspot?.stop();
		await rm(folder, { recursive: true, force: true });
	}
}

function report({ before, hubspot, run }: Stage): void {
	const after = contents(hubspot.account);
	console.log(
		listTable('What the account held before', before, (line) =>
			after.includes(line) ? '' : 'goes',
		),
	);
	console.log(itemTable(run));
	console.log(
		listTable('What it holds after', after, (line) => (before.includes(line) ? '' : 'changed')),
	);
	console.log(`${hubspot.requests.length} requests went to HubSpot.`);

	if (run.status !== 'success') {
		throw new Error(
			`n8n says the workflow ended in ${run.status}: ${run.data.resultData.error?.message}`,
		);
	}
	if (JSON.stringify([...after].sort()) !== JSON.stringify([...EXPECTED].sort())) {
		throw new Error(`The account should hold:\n${EXPECTED.join('\n')}`);
	}
	console.log('The account holds exactly what it should.');
}

async function main(): Promise<void> {
	const { values } = parseArgs({ options: { n8n: { type: 'string' } } });
	await demo(chosenRelease(values.n8n));
}

main().catch((error: unknown) => {
	console.error(error instanceof Error ? error.message : error);
	process.exitCode = 1;
});
