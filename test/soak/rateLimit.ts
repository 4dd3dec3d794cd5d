import { parseArgs } from 'node:util';

import { Listr } from 'listr2';
import { markdownTable } from 'markdown-table';

import { Account, LocalHubspot } from '../hubspot';
import { readyWorker } from './startWorker';
import { measureTraffic, type Traffic } from './traffic';

const INTERVAL_MS = 10_000;
/** About what HubSpot takes for a small request. */
const LATENCY_MS = 150;
/** Most refusals come at first, until the processes know of each other: a shorter row has missed nothing. */
const LEAST_SECONDS = 120;
/** n8n's engine takes much longer to load than to run; more at once would only wait for each other. */
const STARTED_AT_ONCE = 4;

const PARAMETERS = {
	resource: 'association',
	operation: 'delete',
	fromObjectType: { __rl: true, mode: 'id', value: 'contacts' },
	fromId: { __rl: true, mode: 'id', value: '={{ $json.contact }}' },
	toObjectType: { __rl: true, mode: 'id', value: 'companies' },
	toIds: '1',
	// A request for each pair, and only requests that delete: it is the limit that is measured.
	options: { batchSize: 1, snapshot: 'off' },
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
	used: number;
	refused: number;
	/** Whether {@link used} is wanted from the third minute's end on: a higher limit has to be found first. */
	isLater?: boolean;
}

/** Every row that has a goal, as `--rows` takes them. */
const ALL_ROWS = [
	'1/100/true',
	'1/100/none',
	'1/150/none',
	'1/200/none',
	'1/150/wrong',
	'3/100/true',
	'5/100/true',
	'3/100/none',
	'5/100/none',
	'10/100/true',
	'20/100/true',
	'10/100/none',
	'20/100/none',
	'50/100/none',
].join(',');

/** What is to be reached, at least used and at most refused, by how many processes share the account. */
function goalOf({ processes, limit, headers }: Setting): Goal {
	const isTrue = headers === 'true';
	if (headers === 'wrong') return { used: 0.9, refused: 0.02 };
	if (processes === 1 && limit > 100 && !isTrue)
		return { used: 0.85, refused: 0.01, isLater: true };
	if (processes === 1) return isTrue ? { used: 0.97, refused: 0 } : { used: 0.9, refused: 0.01 };
	if (processes <= 5) return { used: isTrue ? 0.95 : 0.82, refused: 0.02 };
	if (processes <= 20) return { used: isTrue ? 0.85 : 0.8, refused: 0.05 };
	return { used: 0.8, refused: 0.1 };
}

/** @throws when it is not written as "processes/limit/headers" */
function settingOf(row: string): Setting {
	const [processes, limit, headers = ''] = row.split('/');
	const setting = { processes: Number(processes), limit: Number(limit) };
	if (!isHeaders(headers) || !(setting.processes > 0) || !(setting.limit > 0))
		throw new Error(`Not a row: "${row}". One is "3/100/none": processes/limit/headers.`);
	return { ...setting, headers };
}

/** What a request that deletes says. */
interface ArchiveBody {
	inputs: Array<{ from: { id: string } }>;
}

/** The contact whose association a request deletes: there is one in each. */
const contactIn = ({ inputs: [{ from }] }: ArchiveBody) => Number(from.id);

/** Ready workers, a few starting at a time. */
async function readyWorkers(count: number) {
	const workers: Array<Awaited<ReturnType<typeof readyWorker>>> = [];
	while (workers.length < count) {
		const length = Math.min(STARTED_AT_ONCE, count - workers.length);
		workers.push(...(await Promise.all(Array.from({ length }, readyWorker))));
	}
	return workers;
}

/**
 * Several processes, each with n8n's engine and the node in it, delete what one account holds. All begin at once.
 *
 * @param minutes how long all of them together take at least, at the limit
 */
async function measure(setting: Setting, minutes: number): Promise<Measurement> {
	const { processes, limit, headers } = setting;
	const rateLimit = { max: limit, intervalMs: INTERVAL_MS };
	const perProcess = Math.ceil((minutes * 60_000 * limit) / INTERVAL_MS / processes);
	const count = perProcess * processes;
	const account = new Account();
	for (let contact = 1; contact <= count; contact++) {
		account.associate('contacts', contact, 'companies', 1);
	}
	const hubspot = await LocalHubspot.start({
		account,
		rateLimit,
		rateLimitHeaders: HEADERS[headers],
		latencyMs: LATENCY_MS,
	});
	try {
		const workers = await readyWorkers(processes);
		const token = hubspot.auth.addAccessToken();
		const deleted = await Promise.all(
			workers.map(async ({ run }, index) => {
				const items = Array.from({ length: perProcess }, (_, item) => ({
					contact: index * perProcess + item + 1,
				}));
				const done = await run({ url: hubspot.url, token, items, parameters: PARAMETERS });
				return done.filter(({ status }) => status === 'deleted').length;
			}),
		);
		const remaining = account.associations('contacts', 'companies').length;
		return {
			...setting,
			...measureTraffic(
				hubspot.requests,
				processes,
				({ body }) => Math.floor((contactIn(body as ArchiveBody) - 1) / perProcess),
				rateLimit,
			),
			lost: remaining + count - deleted.reduce((sum, each) => sum + each, 0),
		};
	} finally {
		await hubspot.stop();
	}
}

const HEAD = [
	'Processes',
	'Limit',
	'Headers',
	'Seconds',
	'Requests',
	'Used, wanted',
	'Used',
	'Refused, wanted',
	'Refused',
	'Least share',
	'Lost',
	'',
];

function rowOf(one: Measurement): string[] {
	const percent = (part: number) => (Number.isNaN(part) ? '' : `${(part * 100).toFixed(1)} %`);
	const wanted = goalOf(one);
	const used = wanted.isLater ? one.usedLater : one.used;
	const refused = one.refused / one.requests;
	const isReached = used >= wanted.used && refused <= wanted.refused;
	const isTooShort = Number.isNaN(used) || one.seconds < LEAST_SECONDS;
	return [
		String(one.processes),
		String(one.limit),
		one.headers === 'wrong' ? `say ${HEADERS.wrong}` : one.headers,
		one.seconds.toFixed(0),
		String(one.requests),
		`≥ ${percent(wanted.used)}${wanted.isLater ? ' after 3 minutes' : ''}`,
		percent(used),
		`≤ ${percent(wanted.refused)}`,
		percent(refused),
		percent(one.least),
		String(one.lost),
		isReached ? 'reached' : isTooShort ? 'too short' : '**missed**',
	];
}

const { values } = parseArgs({
	options: {
		/** What is measured, one row after the other, each as "processes/limit/headers"; or "all" that has a goal. */
		rows: { type: 'string', default: '1/100/true,1/100/none,3/100/true,3/100/none' },
		/** How long each row takes, once its processes have started. */
		minutes: { type: 'string', default: '0.8' },
	},
});
const minutes = Number(values.minutes);
const settings = (values.rows === 'all' ? ALL_ROWS : values.rows).split(',').map(settingOf);
const measurements: Measurement[] = [];
new Listr(
	settings.map((setting) => ({
		title: `${setting.processes} process(es) at ${setting.limit} in ${INTERVAL_MS / 1000} s for ${minutes} minute(s), headers: ${setting.headers}`,
		task: async () => {
			measurements.push(await measure(setting, minutes));
		},
	})),
	{ exitOnError: false },
)
	.run()
	.then(() => {
		// Those that ended well, so that hours of measuring are not lost with one row.
		console.log(markdownTable([HEAD, ...measurements.map(rowOf)]));
		// Figures depend on the machine, and a slow one is no mistake; a lost input is.
		if (measurements.some(({ lost }) => lost > 0)) throw new Error('Inputs were lost.');
		if (measurements.length < settings.length) throw new Error('A row could not be measured.');
	})
	.catch((error: unknown) => {
		console.error(error instanceof Error ? error.message : error);
		process.exitCode = 1;
	});
