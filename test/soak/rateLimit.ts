import { parseArgs } from 'node:util';

import Table from 'cli-table3';
import { Listr } from 'listr2';

import { Account, LocalHubspot } from '../hubspot';
import { startWorker } from './startWorker';
import { measureTraffic, type Traffic } from './traffic';

/** HubSpot's limit for the apps that it allows least. */
const LIMIT = { max: 100, intervalMs: 10_000 };
const BATCH_SIZE = 100;
/** About what HubSpot takes for a small request. */
const LATENCY_MS = 150;

const PARAMETERS = {
	resource: 'association',
	operation: 'delete',
	fromObjectType: { __rl: true, mode: 'id', value: 'contacts' },
	fromId: '={{ $json.contact }}',
	toObjectType: { __rl: true, mode: 'id', value: 'companies' },
	toIds: '1',
	options: { batchSize: BATCH_SIZE },
};

interface Measurement extends Traffic {
	processes: number;
	lost: number;
}

/** What is to be reached, by how many processes share the account. */
const GOALS: Record<number, { throughput: number; refused: number }> = {
	1: { throughput: 0.95, refused: 0.01 },
	3: { throughput: 0, refused: 0.05 },
};

/**
 * Several processes, each with n8n's engine and the node in it, delete what one account holds at once.
 *
 * @param total requests that all of them together need at least
 */
async function measure(processes: number, total: number): Promise<Measurement> {
	const account = new Account();
	const perProcess = Math.ceil(total / processes);
	const count = perProcess * processes * BATCH_SIZE;
	for (let contact = 1; contact <= count; contact++) {
		account.associate('contacts', contact, 'companies', 1);
	}
	const hubspot = await LocalHubspot.start({
		account,
		rateLimit: LIMIT,
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
		const left = account.associations('contacts', 'companies').length;
		return {
			processes,
			...measureTraffic(hubspot.requests, LIMIT),
			lost: left + count - deleted.reduce((sum, each) => sum + each, 0),
		};
	} finally {
		await hubspot.stop();
	}
}

function report(measurements: Measurement[]): void {
	const table = new Table({
		head: ['Processes', 'Requests', '429', 'Share', 'Seconds', 'Throughput', 'Lost', ''],
		style: process.stdout.isTTY ? {} : { head: [], border: [] },
	});
	const percent = (part: number) => `${(part * 100).toFixed(1)} %`;
	for (const one of measurements) {
		const refused = one.refused / one.requests;
		const goal = GOALS[one.processes] ?? { throughput: 0, refused: 1 };
		table.push([
			one.processes,
			one.requests,
			one.refused,
			percent(refused),
			one.seconds.toFixed(1),
			percent(one.throughput),
			one.lost,
			one.throughput >= goal.throughput && refused <= goal.refused ? 'reached' : 'MISSED',
		]);
	}
	console.log(table.toString());
}

const { values } = parseArgs({
	options: {
		requests: { type: 'string', default: '500' },
		/** How many processes share the account, one measurement each: "1,3". */
		processes: { type: 'string', default: Object.keys(GOALS).join(',') },
	},
});
const total = Number(values.requests);
const measurements: Measurement[] = [];
new Listr(
	values.processes.split(',').map((processes) => ({
		title: `${processes} process(es), ${total} requests of ${BATCH_SIZE} pairs at ${LIMIT.max} in ${LIMIT.intervalMs / 1000} s`,
		task: async () => {
			measurements.push(await measure(Number(processes), total));
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
