import fc from 'fast-check';

import { REMOVED } from '../../nodes/HubspotAssociations/batch/desiredState';
import type { Batch } from '../../nodes/HubspotAssociations/batch/planning/plan';
import { chunk } from '../../nodes/HubspotAssociations/batch/planning/chunk';
import { runBatches } from '../../nodes/HubspotAssociations/batch/runBatches';
import type { Target } from '../../nodes/HubspotAssociations/batch/target';
import { randomRuns, runParameters } from '../randomRuns';

const numbers = (count: number) => Array.from({ length: count }, (_, index) => index);
const upTo = (count: number) => numbers(count).map((index) => index + 1);
const numberOf = ({ fromObjectId }: Target) => Number(fromObjectId);

/** Pairs of the contacts 1 to `count`: each with a company of its own, or all with one. */
const pairs = (count: number, { shared = false, toObjectType = 'companies' } = {}): Target[] =>
	upTo(count).map((contact) => ({
		fromObjectType: 'contacts',
		fromObjectId: String(contact),
		toObjectType,
		toObjectId: String(shared ? 9_999_999 : 1_000_000 + contact),
	}));

interface Refusing {
	/** Whether a pair is bad: a request that holds one is refused. */
	isBad: (contact: number, target: Target) => boolean;
	/** HubSpot's words for it. */
	words?: (guilty: Target[], request: number) => object;
}

/** A HubSpot that keeps what was deleted, and refuses whole requests. */
function hubspotWith({ isBad, words = () => ({ message: 'Something is wrong' }) }: Refusing) {
	const deleted: number[] = [];
	const requests: Target[][] = [];
	const send = async ({ targets }: Batch) => {
		requests.push(targets);
		const request = requests.length;
		for (let tick = 0; tick < 1 + (request % 3); tick++) await new Promise(setImmediate);
		const guilty = targets.filter((target) => isBad(numberOf(target), target));
		if (guilty.length > 0) {
			const reported = words(guilty, request);
			throw Object.assign(new Error(), { httpCode: 400, scope: 'inputs', ...reported });
		}
		deleted.push(...targets.map(numberOf));
		return { httpCode: 204, body: '' };
	};
	const singles = () =>
		requests.filter(({ length }) => length === 1).map(([target]) => numberOf(target));
	return { send, deleted, requests, singles };
}

/** Runs all pairs; `by` says which contacts have which status. */
async function run(
	targets: Target[],
	refusing: Refusing,
	{ batchSize = 100, concurrency = 1, stopAtFailure = false } = {},
) {
	const hubspot = hubspotWith(refusing);
	const types = [...new Set(targets.map(({ toObjectType }) => toObjectType))];
	const groups = types.map((toObjectType) => ({
		fromObjectType: 'contacts',
		toObjectType,
		targets: targets.filter((target) => target.toObjectType === toObjectType),
	}));
	const results = await runBatches(chunk(groups, batchSize), hubspot.send, {
		...{ desiredState: REMOVED, verify: false, concurrency, stopAtFailure },
		readState: async () => await Promise.resolve({ types: new Map(), unread: new Map() }),
		sleep: async () => await Promise.resolve(true),
	});
	const all = results.flatMap(({ batch, outcomes }) =>
		batch.targets.map((target, index) => ({ target, outcome: outcomes[index] })),
	);
	const by = (status: string) =>
		all.filter(({ outcome }) => outcome.status === status).map(({ target }) => numberOf(target));
	const attempts = results.flatMap((result) => result.attempts);
	return { ...hubspot, all, by, attempts };
}

const UUID = (number: number) => `aa3cdd8f-4a3e-4c2f-9a2b-${String(number).padStart(12, '0')}`;

describe('a refusal that is about everything', () => {
	const SIZES: Array<[number, number]> = [
		[1_000, 100],
		[10_000, 100],
		[2_000, 2_000],
		[40, 1],
	];
	const CASES = SIZES.flatMap(([count, batchSize]) =>
		[1, 2, 5, 10].flatMap((concurrency) =>
			[true, false].flatMap((shared) =>
				[true, false].map((stopAtFailure) => ({
					...{ count, batchSize, concurrency, shared, stopAtFailure },
				})),
			),
		),
	);

	it.each(CASES)('costs at most 10 requests: %j', async ({ count, shared, ...options }) => {
		const { stopAtFailure } = options;
		const { requests, by, all, attempts } = await run(
			pairs(count, { shared }),
			{ isBad: () => true },
			options,
		);
		expect(requests.length).toBeLessThanOrEqual(10);
		expect(attempts).toHaveLength(requests.length);
		const sent = new Set(requests.flat().map(numberOf));
		expect(by('failed').sort((a, b) => a - b)).toEqual([...sent].sort((a, b) => a - b));
		expect(by('notSent')).toHaveLength(count - sent.size);
		const messages = new Set(
			all.flatMap(({ outcome }) => ('error' in outcome ? outcome.error.message : [])),
		);
		expect([...messages].filter((message) => message.startsWith('Something'))).toEqual([
			'Something is wrong',
		]);
		expect(messages.size).toBeLessThanOrEqual(stopAtFailure ? 3 : 2);
	});

	it.each([1, 5, 10])('also between several object types, %i at a time', async (concurrency) => {
		for (const count of [1_000, 50]) {
			const targets = [
				'companies',
				'deals',
				'tickets',
				'leads',
				'quotes',
				'calls',
				'tasks',
			].flatMap((toObjectType) => pairs(count, { toObjectType }));
			const { requests } = await run(targets, { isBad: () => true }, { concurrency });
			expect(requests.length).toBeLessThanOrEqual(10);
		}
	});

	it('leaves alone what is between other object types', async () => {
		const targets = ['companies', 'deals'].flatMap((toObjectType) => pairs(500, { toObjectType }));
		const refusing: Refusing = { isBad: (_, { toObjectType }) => toObjectType === 'companies' };
		for (const concurrency of [1, 5]) {
			const { requests, deleted } = await run(targets, refusing, { concurrency });
			expect(deleted).toHaveLength(500);
			expect(requests.length).toBeLessThanOrEqual(10 + 5);
		}
	});

	it.each([
		['its correlation ID', (request: number) => ({ correlationId: `c0ffee-${request}` })],
		[
			'a correlation ID of its own kind in the message',
			(request: number) => ({
				correlationId: `c0ffee-${request}`,
				message: `No (c0ffee-${request})`,
			}),
		],
		['a UUID', (request: number) => ({ message: `No. Request ${UUID(request)}` })],
		[
			'a UUID in the body',
			(request: number) => ({
				responseBody: { errors: [{ message: 'No', context: { requestId: [UUID(request)] } }] },
			}),
		],
		['a time', (request: number) => ({ message: `No (2026-11-26T01:00:${10 + request}.123Z)` })],
	])('is known although %s differs', async (_, more) => {
		const words = (__: Target[], request: number) => ({ message: 'No', ...more(request) });
		const { requests } = await run(pairs(1_000), { isBad: () => true, words });
		expect(requests.length).toBeLessThanOrEqual(10);
	});

	it('is looked for in different batches, in inputs that share no record', async () => {
		// Half of the pairs with one company, half with another.
		const targets = pairs(1_000).map((target, index) => ({
			...target,
			toObjectId: index % 4 === 1 ? '7' : '8',
		}));
		const { requests } = await run(targets, { isBad: () => true });
		const singles = requests.filter(({ length }) => length === 1).map(([target]) => target);
		expect(new Set(singles.slice(0, 2).map(({ toObjectId }) => toObjectId)).size).toBe(2);
		const batches = singles.map((target) => Math.floor((numberOf(target) - 1) / 100));
		expect(new Set(batches).size).toBeGreaterThanOrEqual(4);
	});
});

describe('what only looks like it', () => {
	it.each([1, 5, 10])('one bad input costs itself, %i at a time', async (concurrency) => {
		for (const [count, batchSize] of [
			[10_000, 100],
			[2_000, 2_000],
			[300, 1],
			[2, 2],
			[1, 1],
		]) {
			const places = [1, 50, 51, 100, 101, count];
			for (const bad of new Set(places.filter((place) => place >= 1 && place <= count))) {
				const options = { batchSize, concurrency };
				const isBad = (contact: number) => contact === bad;
				const { by, requests, deleted } = await run(pairs(count), { isBad }, options);
				expect(by('failed')).toEqual([bad]);
				expect(deleted).toHaveLength(count - 1);
				const extra = requests.length - count / batchSize;
				expect(extra).toBeLessThanOrEqual(2 * Math.log2(Math.min(count, batchSize)));
			}
		}
	});

	it.each([1, 5])(
		'bad inputs that are just those which are sent alone, %i at a time',
		async (concurrency) => {
			for (const batchSize of [1, 20]) {
				const options = { concurrency, batchSize };
				const everything = await run(pairs(200), { isBad: () => true }, options);
				const singles = everything.singles();
				expect(singles.length).toBeGreaterThanOrEqual(2);
				const unlucky = singles.flatMap((a) => singles.map((b) => [a, b].sort((x, y) => x - y)));
				for (const bad of unlucky) {
					const isBad = (contact: number) => bad.includes(contact);
					const { by } = await run(pairs(200), { isBad }, options);
					expect(by('deleted')).toEqual(upTo(200).filter((contact) => !isBad(contact)));
				}
			}
		},
	);

	it.each<[string, (contact: number) => boolean]>([
		['the first thousand', (contact) => contact <= 1_000],
		['the last thousand', (contact) => contact > 1_000],
		['every second', (contact) => contact % 2 === 0],
		['every third', (contact) => contact % 3 === 0],
		['every second of the first thousand', (contact) => contact <= 1_000 && contact % 2 === 1],
		['the first of each batch', (contact) => contact % 100 === 1],
		['the last of each batch', (contact) => contact % 100 === 0],
	])('many bad inputs: %s', async (_, isBad) => {
		for (const concurrency of [1, 5]) {
			const { by } = await run(pairs(2_000), { isBad }, { concurrency });
			expect(by('deleted')).toEqual(upTo(2_000).filter((contact) => !isBad(contact)));
			expect(by('notSent')).toEqual([]);
		}
	});

	it('nothing, once anything was accepted', async () => {
		// The credential loses its permission in the middle: what was accepted shows that HubSpot looks at the inputs.
		const { by } = await run(pairs(300), { isBad: (contact) => contact > 100 });
		expect(by('deleted')).toEqual(upTo(100));
		expect(by('failed')).toHaveLength(200);
	});

	it('a message that names a record', async () => {
		const words = ([guilty]: Target[]) => ({
			message: `Object with ID ${numberOf(guilty)} and object type CONTACT does not exist`,
		});
		const isBad = (contact: number) => contact <= 900;
		const { by } = await run(pairs(1_000), { isBad, words }, { batchSize: 250 });
		expect(by('deleted')).toEqual(numbers(100).map((index) => 901 + index));
	});
});

it('any inputs, in any words: each has one outcome, and what is good is lost only where nothing was accepted', async () => {
	const WORDS: Array<NonNullable<Refusing['words']>> = [
		() => ({ message: 'Something is wrong' }),
		([guilty]) => ({ message: `Object with ID ${numberOf(guilty)} does not exist` }),
		([guilty]) => ({
			message: 'One or more associations are invalid',
			responseBody: { context: { objectId: [guilty.fromObjectId], objectType: ['CONTACT'] } },
		}),
		([guilty]) => ({ message: `Wrong in way ${numberOf(guilty) % 3}` }),
		(_, request) => ({ message: 'No', correlationId: UUID(request) }),
		() => ({ message: 'Too many inputs in this batch, the maximum is 3', scope: 'batchSize' }),
	];
	await fc.assert(
		fc.asyncProperty(
			fc.integer({ min: 1, max: 80 }),
			fc.oneof(fc.array(fc.integer({ min: 1, max: 80 })), fc.constant(upTo(80))),
			fc.constantFrom(...WORDS),
			fc.constantFrom(1, 3, 10, 80),
			fc.constantFrom(1, 3, 5, 10),
			fc.boolean(),
			async (count, bad, words, batchSize, concurrency, shared) => {
				const isBad = (contact: number) => bad.includes(contact);
				const options = { batchSize, concurrency };
				const targets = pairs(count, { shared });
				const { by, all, deleted, attempts, requests } = await run(
					targets,
					{ isBad, words },
					options,
				);
				expect(all.map(({ target }) => target)).toEqual(targets);
				expect(by('deleted')).toEqual([...deleted].sort((a, b) => a - b));
				expect(attempts).toHaveLength(requests.length);
				expect(by('deleted').length + by('failed').length + by('notSent').length).toBe(count);
				if (deleted.length > 0) {
					const good = upTo(count).filter((contact) => !isBad(contact));
					expect(by('deleted')).toEqual(good);
				}
			},
		),
		runParameters(randomRuns()),
	);
});
