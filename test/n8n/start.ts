import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { Listr } from 'listr2';
import open from 'open';

import { LocalHubspot } from '../hubspot';
import { demoAccount } from './demo/account';
import { practiceWorkflow } from './demo/practice';
import { demoCredential, demoWorkflow } from './demo/workflow';
import { announceN8n, installN8n } from './installN8n';
import { N8n, packPackage } from './n8n';
import { N8N_2 } from './releases';
import { toldToStop } from './toldToStop';

/** Who may sign in; the n8n is gone with Ctrl-C, and reachable from this machine only. */
const OWNER = { email: 'demo@example.com', password: 'HubSpot-demo-1' };

/** Where n8n is by default. */
const N8N_PORT = 5678;

/** Leaves an n8n open with the demo workflow in it, and an empty one to try things in, until Ctrl-C. */
async function start(): Promise<void> {
	const stopped = toldToStop();
	await announceN8n();
	const folder = await mkdtemp(join(tmpdir(), 'hubspot-associations-pack-'));
	const hubspot = await LocalHubspot.start({ account: demoAccount() });
	const n8n = await N8n.create({}, N8N_2, N8N_PORT);
	try {
		const preparing = new Listr(
			[
				{
					title: 'Install n8n 2.41 with Node 24',
					task: async (_, task) => await installN8n((words) => (task.output = words)),
				},
				{
					title: 'Build the package and put it into n8n',
					task: async () => await n8n.installPackage(await packPackage(folder)),
				},
				{
					title: 'Import the demo credential and workflows',
					task: async () => {
						await n8n.importCredentials([
							demoCredential(hubspot.auth.addAccessToken(), hubspot.url),
						]);
						await n8n.importWorkflows([demoWorkflow, practiceWorkflow]);
					},
				},
				{
					title: 'Start n8n',
					task: async () => {
						await n8n.start();
						await n8n.setUpOwner(OWNER);
					},
				},
			],
			// Ctrl-C is for us to handle: n8n has to be stopped and its folder removed.
			{ registerSignalListeners: false },
		).run();
		const ready = await Promise.race([preparing.then(() => true), stopped.then(() => false)]);
		if (ready) await show(n8n, hubspot, stopped);
	} finally {
		console.log('Stopping.');
		await n8n.dispose();
		await hubspot.stop();
		await rm(folder, { recursive: true, force: true });
	}
}

async function show(n8n: N8n, hubspot: LocalHubspot, stopped: Promise<void>): Promise<void> {
	const workflow = `${n8n.url}/workflow/${demoWorkflow.id}`;
	console.log(`\nn8n is open at ${workflow}`);
	console.log(`An empty workflow to try the node in: ${n8n.url}/workflow/${practiceWorkflow.id}`);
	console.log(`Sign in as ${OWNER.email} with the password ${OWNER.password}`);
	console.log('Use the credential "Demo HubSpot account": it belongs to the local HubSpot.');
	console.log(`That one listens at ${hubspot.url}. Ctrl-C stops everything.\n`);
	// Where there is no browser, the address above is all there is to it.
	if (process.stdout.isTTY) await open(workflow).catch(() => undefined);
	await stopped;
}

start().then(
	() => process.exit(0),
	(error: unknown) => {
		console.error(error instanceof Error ? error.message : error);
		process.exit(1);
	},
);
