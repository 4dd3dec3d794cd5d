import { readFile, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';

import { Listr } from 'listr2';

import { LocalHubspot } from '../hubspot';
import { PROJECT } from '../n8n/paths';
import type { Measurement } from './measurement';
import { type Part, type Run, throttled, unthrottled } from './parts';
import { RealN8n } from './realN8n';
import { results } from './results';

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
async function measure({ entry, pairs }: Run, hubspot: LocalHubspot): Promise<Measurement> {
	const { who, shape } = entry;
	hubspot.requests.length = 0;
	const { startedAt, ...measured } = await entry.measure(pairs);
	const requests = hubspot.requests.filter(({ at }) => at >= startedAt);
	const refused = requests.filter(({ status }) => status === 429).length;
	return { who, shape, pairs, requests: requests.length, refused, ...measured };
}

/** Everybody with everything by turns, as often as there are rounds. */
async function measureAll(part: Part, onRun: (words: string) => void): Promise<Measurement[]> {
	const hubspot = await LocalHubspot.start(part.hubspot);
	const account = { url: hubspot.url, token: hubspot.auth.addAccessToken() };
	onRun('putting the package into a real n8n');
	const n8n = await RealN8n.start(account);
	const { isThrottled } = part;
	const measurements: Measurement[] = [];
	try {
		for (let round = 1; round <= rounds; round++) {
			for (const run of part.runs({ ...account, n8n, isThrottled })) {
				if (round > (run.rounds ?? rounds)) continue;
				const pairs = run.pairs.toLocaleString('en-US');
				onRun(`round ${round} of ${rounds}, ${pairs} pairs: ${run.entry.who}`);
				if (isThrottled) await sleep(WINDOW_MS);
				measurements.push(await measure(run, hubspot));
			}
		}
	} finally {
		await n8n.dispose();
		await hubspot.stop();
	}
	return measurements;
}

const PARTS = [
	{ name: 'speed', part: unthrottled(Number(values.largest)) },
	{ name: 'limit', part: throttled(Number(values['one-by-one'])) },
];

async function bench(): Promise<void> {
	const measured: Record<string, Measurement[]> = {};
	await new Listr(
		PARTS.filter(({ name }) => (values.only ?? name) === name).map(({ name, part }) => ({
			title: `Measure ${part.title}`,
			task: async (_, task) => {
				measured[name] = await measureAll(part, (words) => (task.output = words));
			},
		})),
	).run();
	const { devDependencies } = JSON.parse(await readFile(join(PROJECT, 'package.json'), 'utf8')) as {
		devDependencies: Record<string, string>;
	};
	const machine = { cores: cpus().length, node: process.versions.node, rounds };
	const text = results(measured, { ...machine, versions: devDependencies });
	// A part of it replaces nothing that was measured as a whole.
	if (values.only === undefined) await writeFile(join(PROJECT, 'test/bench/RESULTS.md'), text);
	console.log(text);
}

bench().catch((error: unknown) => {
	console.error(error instanceof Error ? error.message : error);
	process.exitCode = 1;
});
