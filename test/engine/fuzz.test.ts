import fc from 'fast-check';
import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { deleteLabelsParameters, deleteParameters, type Fixture, startFixture } from './fixture';
import { randomRuns, SEED as GIVEN_SEED, timeFor } from '../randomRuns';

/** How many values in all. */
const VALUES = randomRuns(100 / 3);
/** Decides which values; a failing run names it. */
const SEED = GIVEN_SEED ?? Date.now() % 2 ** 31;
/** Values that go through one run. */
const AT_ONCE = 100;

let fixture: Fixture;
beforeAll(async () => (fixture = await startFixture({ rateLimit: { max: 100_000 } })));
afterAll(async () => await fixture.hubspot.stop());

const nested = (depth: number): unknown =>
	Array.from({ length: depth }).reduce((inner: unknown) => [inner], 1);

/** What people and programs get wrong, and what attackers try. */
const TRICKS: unknown[] = [
	...['', ' ', '\n', '0', '-1', '1.0', '1e3', '0x10', ' 12 ', '12,13', '12,,13', ',', '١٢', '１２'],
	...[
		'../..',
		'..%2f..',
		'%2e%2e',
		'a/b',
		'a\\b',
		'?x=1',
		'#',
		'.',
		'..',
		'contacts\u0000',
		'\u202e12',
	],
	...['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'prototype', 'valueOf', 'null'],
	...[
		'[1,2]',
		'[1,',
		'{"id":1}',
		'["1"]',
		'[[1]]',
		'{{ $json }}',
		'= 1',
		'={{ 1 }}',
		'$json',
		'<b>',
	],
	...['USER_DEFINED:36', 'user_defined:1', 'WORK:', ':1', 'NO:1', 'HUBSPOT_DEFINED:279', '279'],
	...[null, true, false, [], {}, [[]], [null], [undefined], [{}], [1, '1', ' 1'], [1, 'x']],
	...[0, -0, -1, 1.5, 1e21, 2 ** 53, 2 ** 53 - 1, 2 ** 63, NaN, Infinity, -Infinity],
	...[
		'9223372036854775807',
		'9223372036854775808',
		'9'.repeat(400),
		'x'.repeat(100_000),
		nested(500),
	],
	...[new Date(0), new Date(NaN), Symbol.iterator.toString(), 10n, { id: 1 }, { length: 3 }],
	...[
		{ category: 'USER_DEFINED', typeId: 36 },
		{ associationCategory: 'WORK', associationTypeId: '7' },
	],
	...[{ category: 'USER_DEFINED' }, { typeId: 1 }, { category: '__proto__', typeId: 1 }],
	JSON.parse('{"__proto__":{"typeId":1,"category":"WORK"}}') as unknown,
	Object.create(null) as unknown,
	...[Array.from({ length: 300 }, (_, index) => index + 1), 'companies', 'COMPANIES', '0-2', '2-1'],
];

const anything = fc.oneof(
	{ arbitrary: fc.constantFrom(...TRICKS), weight: 3 },
	{
		arbitrary: fc.anything({ withBigInt: true, withDate: true, withNullPrototype: true }),
		weight: 3,
	},
	{ arbitrary: fc.string({ unit: 'binary' }), weight: 1 },
	{ arbitrary: fc.integer().map(String), weight: 1 },
	{
		arbitrary: fc.array(fc.oneof(fc.integer(), fc.string(), fc.constantFrom(...TRICKS))),
		weight: 2,
	},
);

/** Other values each time. */
const samples = (count: number, offset: number) =>
	fc.sample(anything, { numRuns: count, seed: SEED + offset });

/** One field of the node that takes a value by expression; its name in the panel. */
interface Field {
	parameters: INodeParameters;
	name: string;
	/** A value that it takes, whatever else is drawn. */
	usual: string;
}

const EXPRESSION = '={{ $json.value }}';
const fixed = { fromId: '1', toIds: '2' };
const byId = (value: string) => ({ __rl: true, mode: 'id', value });

const FIELDS: Field[] = [
	{
		...{ name: 'From Record ID', usual: '1' },
		parameters: deleteParameters({ ...fixed, fromId: EXPRESSION }),
	},
	{
		...{ name: 'To Record IDs', usual: '2' },
		parameters: deleteParameters({ ...fixed, toIds: EXPRESSION }),
	},
	{
		...{ name: 'Label Names or IDs', usual: 'HUBSPOT_DEFINED:1' },
		parameters: deleteLabelsParameters({ ...fixed, labels: EXPRESSION }),
	},
	{
		...{ name: 'To Object Type', usual: 'companies' },
		parameters: deleteParameters({ ...fixed, toObjectType: byId(EXPRESSION) }),
	},
];

const ID = /^[1-9]\d{0,18}$/;
/** A read from the side that was not named, where some links show only. */
const OTHER_SIDE = /^\/crm\/associations\/2026-03\/[^/]+\/contacts\/batch\/read$/;
const PATH = /^\/crm\/associations\/2026-03\/contacts\/([^/]+)\/batch\/(labels\/)?(archive|read)$/;
/** What may be looked up: the labels there are, and which custom object types have several names. */
const GETS = [
	'/crm/associations/2026-03/contacts/companies/labels',
	'/crm-object-schemas/2026-03/schemas',
];
const CATEGORY = /^(HUBSPOT_DEFINED|USER_DEFINED|INTEGRATOR_DEFINED|WORK)$/;

const hasOnly = (value: unknown, ...keys: string[]) =>
	typeof value === 'object' &&
	value !== null &&
	JSON.stringify(Object.keys(value).sort()) === JSON.stringify(keys.sort());

const isReference = (value: unknown) =>
	hasOnly(value, 'id') && ID.test((value as { id: string }).id);

/** Whether a request has exactly the documented shape, written down independently of the node. */
function isDocumented({
	method,
	path,
	query,
	body,
}: (typeof fixture.hubspot.requests)[number]): boolean {
	if (method === 'GET') {
		return GETS.includes(path) && body === undefined;
	}
	const [, , labels] = PATH.exec(path) ?? [];
	if (!(PATH.test(path) || OTHER_SIDE.test(path)) || query !== '' || !hasOnly(body, 'inputs'))
		return false;
	const { inputs } = body as { inputs: Array<Record<string, unknown>> };
	if (!Array.isArray(inputs) || inputs.length === 0) return false;
	return inputs.every((input) => {
		if (path.endsWith('/read')) return ID.test(String(input.id));
		if (labels === undefined) {
			const { from, to } = input;
			if (!hasOnly(input, 'from', 'to') || !Array.isArray(to)) return false;
			return isReference(from) && to.length > 0 && to.every(isReference);
		}
		const { from, to, types } = input;
		if (!hasOnly(input, 'from', 'to', 'types') || !Array.isArray(types)) return false;
		const areTypes = types.every(
			(type: Record<string, unknown>) =>
				hasOnly(type, 'associationCategory', 'associationTypeId') &&
				CATEGORY.test(String(type.associationCategory)) &&
				Number.isInteger(type.associationTypeId),
		);
		return isReference(from) && isReference(to) && types.length > 0 && areTypes;
	});
}

/** The spellings of one object type among the tricks go out as one. */
const asOneType = (objectType: unknown) =>
	['companies', '0-2'].includes(String(objectType).toLowerCase()) ? 'companies' : objectType;

/** Every pair that requests asked to delete, as text. */
const pairsSent = () =>
	fixture.hubspot.requests
		.filter(({ path }) => path.endsWith('archive'))
		.flatMap(({ path, body }) =>
			(
				body as { inputs: Array<{ from: { id: string }; to: unknown; types?: unknown }> }
			).inputs.flatMap(({ from, to, types }) =>
				([to].flat() as Array<{ id: string }>).map(({ id }) =>
					JSON.stringify([
						asOneType(decodeURIComponent(PATH.exec(path)?.[1] ?? '')),
						...[from.id, id, types],
					]),
				),
			),
		);

/** The same, as the outcomes of a run name what was asked for. */
const pairsNamed = (outcomes: IDataObject[]) =>
	outcomes.map(({ toObjectType, fromObjectId, toObjectId, types }) =>
		JSON.stringify([
			asOneType(toObjectType),
			fromObjectId,
			toObjectId,
			(types as Array<{ category: string; typeId: number }> | undefined)?.map(
				({ category, typeId }) => ({ associationCategory: category, associationTypeId: typeId }),
			),
		]),
	);

describe.each(FIELDS)(
	`any value (RANDOM_SEED=${SEED}) in "$name"`,
	({ name, parameters, usual }) => {
		it(
			'is an error that names field and item, or a request as documented',
			async () => {
				const perField = Math.ceil((VALUES * 0.9) / FIELDS.length);
				let refusedCount = 0;
				for (let done = 0; done < perField; done += AT_ONCE) {
					fixture.hubspot.requests.length = 0;
					const [, ...drawn] = samples(Math.min(AT_ONCE, perField - done), done);
					const values = [usual, ...drawn];
					const items = values.map((value) => ({ value }) as IDataObject);
					const result = await fixture.run(parameters, { items, onError: 'continueRegularOutput' });
					expect(result.error).toBeUndefined();

					// Of an item that cannot be used, the error says which one it is.
					const messageOf = ({ error }: IDataObject) =>
						String((error as IDataObject | undefined)?.message ?? '');
					const isRefused = (json: IDataObject) => messageOf(json).startsWith('Item ');
					const refused = result.done.filter(({ json }) => isRefused(json));
					for (const { json, pairedItem } of refused) {
						const { item } = pairedItem as { item: number };
						expect(json.status).toBe('failed');
						const message = messageOf(json);
						expect(message.startsWith(`Item ${item}: "${name}" `)).toBe(true);
						expect(message.length).toBeLessThan(600);
					}
					refusedCount += refused.length;

					const wrong = fixture.hubspot.requests.filter((request) => !isDocumented(request));
					expect(wrong.map(({ path, body }) => ({ path, body }))).toEqual([]);
					// Nothing is sent but what an outcome answers for, and each item has an outcome.
					const named = result.done.filter(({ json }) => !isRefused(json)).map(({ json }) => json);
					const known = new Set(pairsNamed(named));
					expect(pairsSent().filter((pair) => !known.has(pair))).toEqual([]);
					const answered = new Set(
						result.done.map(({ pairedItem }) => (pairedItem as { item: number }).item),
					);
					expect(answered.size).toBe(items.length);
				}
				expect(refusedCount).toBeGreaterThan(perField / 10);
				expect(refusedCount).toBeLessThan(perField);
			},
			timeFor(VALUES / AT_ONCE),
		);
	},
);

describe(`any value (RANDOM_SEED=${SEED}) in an option`, () => {
	const OPTIONS = {
		batchSize: 'Batch Size',
		concurrency: 'Concurrency',
		output: 'Output',
		requestTimeout: 'Request Timeout',
		verify: 'Verify',
	};

	it.each(Object.entries(OPTIONS))(
		'%s: an error with its name and nothing sent, or it works',
		async (option, name) => {
			const values = samples(Math.ceil((VALUES * 0.1) / Object.keys(OPTIONS).length), 0);
			for (const value of values) {
				fixture.hubspot.requests.length = 0;
				const { error, done } = await fixture.run(
					deleteParameters({ ...fixed, options: { [option]: EXPRESSION } }),
					{ items: [{ value } as IDataObject] },
				);
				if (error === undefined) {
					expect(done).toHaveLength(1);
					expect(fixture.hubspot.requests.every(isDocumented)).toBe(true);
				} else {
					expect(error.message).toContain(`"${name}" got`);
					expect(error.message).toMatch(/Nothing was changed$/);
					expect(fixture.hubspot.requests).toEqual([]);
				}
			}
		},
		timeFor(VALUES / AT_ONCE),
	);
});
