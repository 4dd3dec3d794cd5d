import { setTimeout as sleep } from 'node:timers/promises';

import type { Account, LocalHubspot } from '../../hubspot';
import { measureTraffic, type Traffic } from '../../soak/traffic';
import type { Report } from '../installBeside';
import { COMPANIES, companiesOf, CONTACTS } from './account';
import type { Execution } from './executions';
import { type Run, Runs } from './runs';
import { LIMIT, setStage, type Step } from './stage';
import type { Started } from './started';

/** Every workflow is in the middle of its requests then. */
const REQUESTS_BEFORE_KILL = 200;

/** How long that may take at most: at HubSpot's limit it is 20 seconds. */
const MIDDLE_MS = 300_000;

/** What came of the scenario. */
export interface Outcome {
	/** The runs of all workflows, which a worker was killed under. */
	firstRound: Run[];
	/** The ids of the executions that the killed worker was working on, by its own log. */
	interrupted: string[];
	/** Seconds from the kill until n8n had given up the last of these. */
	givenUpAfter: number;
	/** What n8n's own "Retry" made of one of them, and how often it asked HubSpot. */
	retried: { execution: Execution; requests: number };
	/** The workflows that did not finish, run again. */
	secondRound: Run[];
	/** What went over the wire while all workflows ran. */
	firstTraffic: Traffic;
	/** What went over the wire in all. */
	traffic: Traffic;
	/** The account in the end. */
	account: Account;
}

/**
 * n8n in queue mode: ten workflows that share one HubSpot account run on three workers at once, one worker is killed
 * in the middle, and what it was working on is run again.
 *
 * @param started takes down what has to be stopped; whoever calls stops it
 * @throws when something cannot be started, or n8n refuses something; not because of what the workflows end in
 */
export async function play(step: Step, started: Started): Promise<Outcome> {
	const { main, session, hubspot, workers, workflows } = await setStage(step, started);
	const { requests, account } = hubspot;
	const runs = new Runs(main, session, hubspot);

	const killed = await step('Run them all at once, and kill a worker', async (say) => {
		await whileWatching(hubspot, say, untilTheMiddle(runs.start(workflows), requests));
		const [worker] = [...workers].sort((a, b) => b.underWay.length - a.underWay.length);
		await worker.kill();
		return { name: worker.name, interrupted: worker.underWay, at: Date.now() };
	});
	const firstRound = await step(
		`Worker ${killed.name} is dead; wait for all workflows, and until n8n gives up its ${killed.interrupted.length}`,
		async (say) => await whileWatching(hubspot, say, runs.end(workflows, 0)),
	);
	const unfinished = firstRound.filter(({ execution }) => execution.status !== 'success');
	const ends = unfinished.map(({ execution }) => Date.parse(execution.stoppedAt));
	const afterFirst = requests.length;
	const again = workflows.filter(({ contact }) =>
		unfinished.some((run) => run.contact === contact),
	);
	if (again.length === 0) throw new Error('The worker was killed when everything was over.');
	const retried = await step('Try "Retry" of n8n on one of them', async () => ({
		execution: await runs.retry(again[0], unfinished[0]),
		requests: requests.length - afterFirst,
	}));
	const beforeSecond = requests.length;
	const secondRound = await step('Run again what was not finished', async (say) => {
		await runs.start(again);
		return await whileWatching(hubspot, say, runs.end(again, beforeSecond));
	});
	return {
		firstRound,
		interrupted: killed.interrupted,
		givenUpAfter: (Math.max(...ends) - killed.at) / 1000,
		retried,
		secondRound,
		firstTraffic: measureTraffic(requests.slice(0, afterFirst), 1, ALL_AS_ONE, LIMIT),
		traffic: measureTraffic(requests, 1, ALL_AS_ONE, LIMIT),
		account,
	};
}

/** n8n does not say which worker sent a request. */
const ALL_AS_ONE = () => 0;

/** @throws when the workflows do not get that far */
async function untilTheMiddle(starting: Promise<void>, requests: unknown[]): Promise<void> {
	await starting;
	const deadline = Date.now() + MIDDLE_MS;
	while (requests.length < REQUESTS_BEFORE_KILL) {
		if (Date.now() > deadline) throw new Error(`Only ${requests.length} requests came.`);
		await sleep(50);
	}
}

/** Says every two seconds how far everything is, until something has ended. */
async function whileWatching<Result>(
	hubspot: LocalHubspot,
	say: Report,
	something: Promise<Result>,
): Promise<Result> {
	let words = '';
	const timer = setInterval(() => {
		const latest = progress(hubspot);
		// Where nobody looks at a terminal, each word is a line of its own.
		if (latest !== words) say(latest);
		words = latest;
	}, 2_000);
	try {
		return await something;
	} finally {
		clearInterval(timer);
	}
}

function progress({ requests, account }: LocalHubspot): string {
	const refused = requests.filter(({ status }) => status === 429).length;
	const left = CONTACTS.reduce((sum, contact) => sum + companiesOf(account, contact).length, 0);
	const all = CONTACTS.length * COMPANIES.length;
	const [gone, total] = [all - left, all].map((count) => count.toLocaleString('en'));
	return `${gone} of ${total} associations gone, ${requests.length} requests, ${refused} refused`;
}
