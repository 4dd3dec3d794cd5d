import { parseArgs } from 'node:util';

import Table from 'cli-table3';
import { Listr } from 'listr2';

import { Account, LocalHubspot } from '../hubspot';
import { startWorker } from './startWorker';
import { measureTraffic, type Traffic } from './traffic';

const INTERVAL_MS = 10_000;
const BATCH_SIZE = 100;
/** About what HubSpot takes for a small request. */
const LATENCY_MS = 150;

const PARAMETERS = {
	resource: 'association',
	operation: 'delete',
	fromObjectType: { __rl: true, mode: 'id', value: 'contacts' },
	fromId: { __rl: true, mode: 'id', value: '={{ $json.contact }}' },
	toObjectType: { __rl: true, mode: 'id', value: 'companies' },
	toIds: '1',
	// Only requests that delete are measured.
	options: { batchSize: BATCH_SIZE, snapshot: 'off' },
};

/** What responses say about the limit: the truth, nothing, or another limit than the one that is enforced. */
const HEADERS = { true: 'own', none: 'none', wrong: 190 } as const;

type Headers = keyof typeof HEADERS;

const isHeaders = (value: string): value is Headers => Object.hasOwn(HEADERS, value);

/** What is to be measured. */
interface Setting {
	processes: number;
	limit: number;
	headers: Headers;
}

interface Measurement extends Traffic, Setting {
	lost: number;
}

interface Goal {
	throughput: number;
	refused: number;
}

/** What is to be reached, at least used and at most refused, by how many processes share the account. */
function goalOf({ processes, limit, headers }: Setting): Goal {
	const isTrue = headers === 'true';
	if (headers === 'wrong') return { throughput: 0.9, refused: 0.02 };
	if (processes === 1 && limit > 100 && !isTrue) return { throughput: 0.85, refused: 0.01 };
	if (processes === 1)
		return isTrue ? { throughput: 0.97, refused: 0 } : { throughput: 0.9, refused: 0.01 };
	if (processes <= 5) return { throughput: isTrue ? 0.95 : 0.82, refused: 0.02 };
	if (processes <= 20) return { throughput: isTrue ? 0.85 : 0.8, refused: 0.05 };
	return { throughput: 0.8, refused: 0.1 };
}

/**
 * Several processes, each with n8n's engine and the node in it, delete what one account holds at once.
 *
 * @param total requests that all of them together need at least
 */
async function measure(setting: Setting, total: number): Promise<Measurement> {
	const { processes, limit, headers } = setting;
	const rateLimit = { max: limit, intervalMs: INTERVAL_MS };
	const account = new Account();
	const perProcess = Math.ceil(total / processes);
	const count = perProcess * processes * BATCH_SIZE;
	for (let contact = 1; contact <= count; contact++) {
		account.associate('contacts', contact, 'companies', 1);
	}
	const hubspot = await LocalHubspot.start({
		account,
		rateLimit,
		rateLimitHeaders: HEADERS[headers],
		latencyMs: LATENCY_MS,
		recordBodies: false,
	});
	const token = hubspot.auth.addAccessToken();
	try {
		const workers = Array.from({ length: processes }, async (_, index) => {
			const first = index * perProcess * BATCH_SIZE + 1;
			const items = Array.from({ length: perProcess * BATCH_SIZE }, (__, item) => ({
				contact: first + item,
			}));
			const done = await startWorker({ url: hubspot.url, token, items, parameters: PARAMETERS });
			return done.filter(({ status }) => status === 'deleted').length;
		});
		const deleted = await Promise.all(workers);
		const remaining = account.associations('contacts', 'companies').length;
		return {
			...setting,
			...measureTraffic(hubspot.requests, rateLimit),
			lost: remaining + count - deleted.reduce((sum, each) => sum + each, 0),
		};
	} finally {
		await hubspot.stop();
	}
}

function report(measurements: Measurement[]): void {
	const table = new Table({
		head: [
			'Processes',
			'Limit',
			'Headers',
			'Requests',
			'Seconds',
			'Used, wanted',
			'Used',
			'Refused, wanted',
			'Refused',
			'Lost',
			'',
		],
		style: process.stdout.isTTY ? {} : { head: [], border: [] },
	});
	const percent = (part: number) => `${(part * 100).toFixed(1)} %`;
	for (const one of measurements) {
		const refused = one.refused / one.requests;
		const wanted = goalOf(one);
		table.push([
			one.processes,
			one.limit,
			one.headers,
			one.requests,
			one.seconds.toFixed(1),
			`≥ ${percent(wanted.throughput)}`,
			percent(one.throughput),
			`≤ ${percent(wanted.refused)}`,
			percent(refused),
			one.lost,
			one.throughput >= wanted.throughput && refused <= wanted.refused ? 'reached' : 'MISSED',
		]);
	}
	console.log(table.toString());
}

const { values } = parseArgs({
	options: {
		requests: { type: 'string', default: '500' },
		/** How many processes share the account, one measurement each: "1,3". */
		processes: { type: 'string', default: '1,3' },
		/** What is enforced, in ten seconds. */
		limit: { type: 'string', default: '100' },
		/** What responses say about it, one measurement each: "true,none,wrong". */
		headers: { type: 'string', default: 'true,none' },
	},
});
const total = Number(values.requests);
const limit = Number(values.limit);
const settings = values.headers
	.split(',')
	.filter(isHeaders)
	.flatMap((headers) =>
		values.processes
			.split(',')
			.map((processes) => ({ headers, limit, processes: Number(processes) })),
	);
const measurements: Measurement[] = [];
new Listr(
	settings.map((setting) => ({
		title: `${setting.processes} process(es), ${total} requests of ${BATCH_SIZE} pairs at ${limit} in ${INTERVAL_MS / 1000} s, headers: ${setting.headers}`,
		task: async () => {
			measurements.push(await measure(setting, total));
		},
	})),
)
	.run()
	.then(() => {
		report(measurements);
		// Figures depend on the machine, and a slow one is no mistake; a lost input is.
		if (measurements.some(({ lost }) => lost > 0)) throw new Error('Inputs were lost.');
	})
	.catch((error: unknown) => {
		console.error(error instanceof Error ? error.message : error);
		process.exitCode = 1;
	});
