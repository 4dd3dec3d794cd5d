import { readFile, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { Listr } from 'listr2';

import { LocalHubspot } from '../hubspot';
import { PROJECT } from '../n8n/paths';
import { entriesOf, type Entry, FLOOR } from './entries';
import { RealN8n } from './realN8n';
import { type Measurement, tableOf } from './table';

const { values } = parseArgs({
	options: {
		rounds: { type: 'string', default: '3' },
		largest: { type: 'string', default: '100000' },
	},
});

/** How many pairs are measured. */
const SIZES = [1_000, 10_000, 100_000, 1_000_000].filter((size) => size <= Number(values.largest));

async function bench(): Promise<void> {
	let hubspot: LocalHubspot | undefined;
	let n8n: RealN8n | undefined;
	let entries: Entry[] = [];
	const measurements: Measurement[] = [];
	const rounds = Array.from({ length: Number(values.rounds) }, (_, round) => round + 1);
	try {
		await new Listr([
			{
				title: 'Start a local HubSpot without a limit, and put the package into a real n8n',
				task: async () => {
					const rateLimit = { max: 100_000 };
					hubspot = await LocalHubspot.start({ recordBodies: false, rateLimit });
					const account = { url: hubspot.url, token: hubspot.auth.addAccessToken() };
					n8n = await RealN8n.start(account);
					entries = entriesOf(account, n8n);
				},
			},
			...SIZES.flatMap((pairs) =>
				rounds.map((round) => ({
					title: `${pairs.toLocaleString('en-US')} pairs, round ${round} of ${rounds.length}`,
					task: async (_: unknown, task: { output: string }) => {
						for (const { name, most = Infinity, measure } of entries) {
							if (pairs > most) continue;
							task.output = name;
							const before = hubspot?.requests.length ?? 0;
							const measured = await measure(pairs);
							const requests = (hubspot?.requests.length ?? 0) - before;
							measurements.push({ name, pairs, requests, ...measured });
						}
					},
				})),
			),
		]).run();
	} finally {
		await n8n?.dispose();
		await hubspot?.stop();
	}
	const { devDependencies } = JSON.parse(await readFile(join(PROJECT, 'package.json'), 'utf8')) as {
		devDependencies: Record<string, string>;
	};
	const head = [
		'# Benchmark',
		'',
		`Measured by \`npm run bench\` on ${new Date().toISOString().slice(0, 10)}: ${cpus().length} cores, Node ${process.versions.node}, n8n-core ${devDependencies['n8n-core']}, @hubspot/api-client ${devDependencies['@hubspot/api-client']}, n8n 2.41 with Node 24 for the real n8n. Medians of ${rounds.length} interleaved rounds, against a local HubSpot without a rate limit, in batches of 100, five requests at a time. Only the ratios mean anything; the seconds are those of this machine.`,
		'',
	];
	const table = tableOf(measurements, FLOOR);
	await writeFile(join(PROJECT, 'test', 'bench', 'RESULTS.md'), `${head.join('\n')}\n${table}\n`);
	console.log(table);
}

bench().catch((error: unknown) => {
	console.error(error instanceof Error ? error.message : error);
	process.exitCode = 1;
});
