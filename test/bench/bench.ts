import { readFile, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';

import { Listr } from 'listr2';

import { LocalHubspot } from '../hubspot';
import { PROJECT } from '../n8n/paths';
import type { Measurement } from './measurement';
import { pairOf } from './contenders/job';
import { type Part, requests, type Run, throttled, unthrottled } from './parts';
import { RealN8n } from './realN8n';
import { limitSections, requestsSections, speedSections, withSections } from './results';

const { values } = parseArgs({
	options: {
		rounds: { type: 'string', default: '3' },
		largest: { type: 'string', default: '1000000' },
		'one-by-one': { type: 'string', default: '1000' },
		only: { type: 'string' },
	},
});
const rounds = Number(values.rounds);

/** HubSpot's window: after that everybody starts with an empty one. */
const WINDOW_MS = 10_000;

/** One contender does the job once. */
async function measure(run: Run, hubspot: LocalHubspot): Promise<Measurement> {
	const { entry, pairs, withoutHeaders = false } = run;
	const { who, shape } = entry;
	hubspot.behaviour.rateLimitHeaders = withoutHeaders ? 'none' : 'own';
	hubspot.requests.length = 0;
	const { startedAt, ...measured } = await entry.measure(pairs);
	const requests = hubspot.requests.filter(({ at }) => at >= startedAt);
	const refused = requests.filter(({ status }) => status === 429).length;
	const reads = requests.filter(({ path }) => path.endsWith('/batch/read')).length;
	const counts = { requests: requests.length, reads, refused };
	return { who, shape, pairs, withoutHeaders, ...counts, ...measured };
}

/** Puts the pairs of a run into the account. */
function associate({ entry, pairs }: Run, { account }: LocalHubspot): void {
	for (let index = 0; index < pairs; index++) {
		const { contact, company } = pairOf(entry.shape, index);
		account.associate('contacts', contact, 'companies', company);
	}
}

/** Everybody with everything by turns, as often as there are rounds. */
async function measureAll(part: Part, onRun: (words: string) => void): Promise<Measurement[]> {
	const hubspot = await LocalHubspot.start(part.hubspot);
	const account = { url: hubspot.url, token: hubspot.auth.addAccessToken() };
	if (part.usesN8n) onRun('putting the package into a real n8n');
	const n8n = part.usesN8n ? await RealN8n.start(account) : undefined;
	const { isThrottled } = part;
	const measurements: Measurement[] = [];
	try {
		for (let round = 1; round <= rounds; round++) {
			for (const run of part.runs({ ...account, n8n, isThrottled })) {
				if (round > (run.rounds ?? rounds)) continue;
				const pairs = run.pairs.toLocaleString('en-US');
				onRun(`round ${round} of ${rounds}, ${pairs} pairs: ${run.entry.who}`);
				if (part.hasPairs === true) associate(run, hubspot);
				if (isThrottled) await sleep(WINDOW_MS);
				measurements.push(await measure(run, hubspot));
			}
		}
	} finally {
		await n8n?.dispose();
		await hubspot.stop();
	}
	return measurements;
}

/** Each can be measured alone, with `--only`. */
const PARTS = [
	{ name: 'speed', part: unthrottled(Number(values.largest)), sectionsOf: speedSections },
	{ name: 'limit', part: throttled(Number(values['one-by-one'])), sectionsOf: limitSections },
	{ name: 'requests', part: requests, sectionsOf: requestsSections },
];

/** The command, as it was called. */
const COMMAND = [
	'npm run bench',
	...(process.argv.length > 2 ? ['--'] : []),
	...process.argv.slice(2),
];

async function bench(): Promise<void> {
	const { devDependencies } = JSON.parse(await readFile(join(PROJECT, 'package.json'), 'utf8')) as {
		devDependencies: Record<string, string>;
	};
	const circumstances = {
		command: COMMAND.join(' '),
		...{ cores: cpus().length, node: process.versions.node, rounds, versions: devDependencies },
	};
	const path = join(PROJECT, 'test/bench/RESULTS.md');
	await new Listr(
		PARTS.filter(({ name }) => (values.only ?? name) === name).map(({ part, sectionsOf }) => ({
			title: `Measure ${part.title}`,
			task: async (_, task) => {
				const measured = await measureAll(part, (words) => (task.output = words));
				// At once, so that an hour of measuring is not lost with the next part.
				const page = await readFile(path, 'utf8');
				await writeFile(path, withSections(page, sectionsOf(measured, circumstances)));
			},
		})),
	).run();
	console.log(`See ${path}`);
}

bench().catch((error: unknown) => {
	console.error(error instanceof Error ? error.message : error);
	process.exitCode = 1;
});
