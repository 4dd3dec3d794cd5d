import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { type Account, LocalHubspot } from '../../hubspot';
import { type Report } from '../installBeside';
import { installN8n } from '../installN8n';
import { N8n, packPackage } from '../n8n';
import { Session } from '../session';
import { CONTACTS, sharedAccount } from './account';
import { Postgres } from './postgres';
import { findPrograms, type Programs } from './programs';
import { Redis } from './redis';
import { queueSettings } from './settings';
import type { Started } from './started';
import { Worker } from './worker';
import { publishWorkflows, type Workflow } from './workflows';

/** HubSpot's limit for the apps that it allows least. */
export const LIMIT = { max: 100, intervalMs: 10_000 };
/** About what HubSpot takes for a small request. */
const LATENCY_MS = 150;
const WORKERS = ['A', 'B', 'C'];

/** Does one step of the scenario: shows what it is, and how it is getting on. */
export type Step = <Result>(
	title: string,
	act: (say: Report) => Promise<Result>,
) => Promise<Result>;

/** Shows a step by its title only: for a test's output. */
export const printedStep: Step = async (title, act) => {
	console.log(title);
	return await act(() => undefined);
};

/** An n8n in queue mode. */
export interface Queue {
	main: N8n;
	/** Somebody signed in to the main process. */
	session: Session;
	/** The HubSpot whose only account all workflows share. */
	hubspot: LocalHubspot;
	workers: Worker[];
}

/** An n8n in queue mode with workflows, ready to run. */
export interface Stage extends Queue {
	workflows: Workflow[];
}

/**
 * Starts everything, and publishes a workflow for each contact of the account that they share.
 *
 * @param started takes down what has to be stopped; whoever calls stops it
 * @throws when something is missing or does not start
 */
export async function setStage(step: Step, started: Started): Promise<Stage> {
	const queue = await startQueue(step, started, sharedAccount(false), WORKERS);
	const workflows = await step(`Publish ${CONTACTS.length} workflows`, async () => {
		const accessToken = queue.hubspot.auth.addAccessToken();
		const data = { accessToken, apiBaseUrl: queue.hubspot.url };
		return await publishWorkflows(queue.session, CONTACTS, data);
	});
	return { ...queue, workflows };
}

/**
 * Starts all that n8n's queue mode consists of, each with a home of its own, and a HubSpot to work on.
 *
 * @param started takes down what has to be stopped; whoever calls stops it
 * @param account what HubSpot holds
 * @param names one for each worker
 * @throws when something is missing or does not start
 */
export async function startQueue(
	step: Step,
	started: Started,
	account: Account,
	names: string[],
): Promise<Queue> {
	// First, because it is in vain to install n8n where they are missing.
	const programs = await step('Find Redis and PostgreSQL', findPrograms);
	await step('Install n8n 2.41 with Node 24 (some minutes the first time)', installN8n);
	const tarball = await step('Build the package and pack it', async () => await pack(started));
	const settings = await step(
		'Start Redis and PostgreSQL',
		async () => await services(started, programs),
	);
	const hubspot = await step(
		'Start a local HubSpot',
		async () => await localHubspot(started, account),
	);
	const main = await step("Start n8n's main process", async (say) => {
		const n8n = await started.add(
			async () => await N8n.create(settings),
			async (one) => await one.dispose(),
		);
		await n8n.installPackage(tarball);
		say('its first start takes longest, because it makes its tables');
		await n8n.start();
		return n8n;
	});
	const workers = await step(`Start ${names.length} workers`, async () => {
		const made = await startedWorkers(started, settings, names);
		await Promise.all(made.map(async (worker) => await worker.start(tarball)));
		return made;
	});
	return { main, session: await Session.of(main), hubspot, workers };
}

async function pack(started: Started): Promise<string> {
	const folder = await started.add(
		async () => await mkdtemp(join(tmpdir(), 'hubspot-associations-pack-')),
		async (made) => await rm(made, { recursive: true, force: true }),
	);
	return await packPackage(folder);
}

async function services(started: Started, programs: Programs): Promise<Record<string, string>> {
	const redis = await started.add(
		async () => await Redis.start(programs),
		async (one) => await one.stop(),
	);
	const postgres = await started.add(
		async () => await Postgres.start(programs),
		async (one) => await one.stop(),
	);
	return queueSettings(redis, postgres);
}

async function localHubspot(started: Started, account: Account): Promise<LocalHubspot> {
	const options = { account, rateLimit: LIMIT, latencyMs: LATENCY_MS };
	return await started.add(
		async () => await LocalHubspot.start(options),
		async (one) => await one.stop(),
	);
}

async function startedWorkers(
	started: Started,
	settings: Record<string, string>,
	names: string[],
): Promise<Worker[]> {
	return await started.add(
		async () => await Promise.all(names.map(async (name) => await Worker.create(name, settings))),
		async (all) => {
			await Promise.all(all.map(async (worker) => await worker.stop()));
		},
	);
}
