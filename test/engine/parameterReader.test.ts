import fc from 'fast-check';
import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { parameterReader } from '../../nodes/HubspotAssociations/input/parameterReader';
import { executeContext } from './executeContext';
import { deleteParameters } from './fixture';
import { randomRuns, runParameters, timeFor } from '../randomRuns';

/** What reading gives, or throws, as text that tells 1 from "1". */
function resultOf(read: () => unknown): string {
	try {
		const value = read();
		return `${typeof value} ${JSON.stringify(value)}`;
	} catch (error) {
		return `throws ${(error as Error).message}`;
	}
}

const NAMES = ['fromId', 'toIds', 'fromObjectType', 'toObjectType'];

/** Reads all parameters of all items both ways. */
async function bothWays(parameters: INodeParameters, items: IDataObject[]) {
	const context = await executeContext({ parameters: deleteParameters(parameters), items });
	const readerFor = parameterReader(context);
	const read = (way: (item: number, name: string) => unknown) =>
		items.flatMap((_, item) => NAMES.map((name) => resultOf(() => way(item, name))));
	return {
		ours: read((item, name) => readerFor(item)(name)),
		engines: read((item, name) =>
			context.getNodeParameter(name, item, undefined, { extractValue: true }),
		),
	};
}

const ODD_NAME = fc.constantFrom(
	...['a', 'b', 'Contact ID', 'contact-id', 'a.b', '0', 'length', '$json', 'x"y', "x'y", 'ü', '_a'],
	...['constructor', '__proto__', 'prototype', 'toString', 'caller', 'arguments', 'binding'],
	...['isEmpty', 'first', 'item', 'json', 'value', 'mode', '__rl'],
);
const NAME = fc.oneof({ weight: 3, arbitrary: fc.constantFrom('a', 'b') }, ODD_NAME);
const LEAF = fc.oneof(
	fc.integer(),
	fc.double(),
	fc.string(),
	fc.constantFrom(
		'',
		'=1',
		'={{ 1 + 1 }}',
		'{{ 2 }}',
		'123',
		' 7 ',
		'$json.a',
		'null',
		'2026-11-22',
	),
	fc.boolean(),
	fc.constant(null),
	fc.constant(undefined),
);
const { value: VALUE } = fc.letrec((tie) => ({
	value: fc.oneof(
		{ depthSize: 'small' },
		LEAF,
		fc.array(tie('value'), { maxLength: 3 }),
		fc.array(fc.tuple(NAME, tie('value')), { maxLength: 4 }).map(asObject),
	),
}));
const ITEM = fc.array(fc.tuple(NAME, VALUE), { maxLength: 6 }).map(asObject);

/** As JSON.parse makes it: `__proto__` is a name like any other. */
function asObject(entries: Array<[string, unknown]>): IDataObject {
	const made: IDataObject = {};
	for (const [name, value] of entries) {
		Object.defineProperty(made, name, {
			...{ value, enumerable: true, configurable: true, writable: true },
		});
	}
	return made;
}

const STEP = fc.tuple(NAME, fc.constantFrom('.', '"', "'", '?.', '[]')).map(([name, kind]) => {
	if (kind === '"') return `["${name}"]`;
	if (kind === "'") return `['${name}']`;
	if (kind === '[]') return `[${name}]`;
	return `${kind}${name}`;
});
const PATH = fc
	.array(STEP, { minLength: 1, maxLength: 3 })
	.map((steps) => `$json${steps.join('')}`);
const EXPRESSION = fc.oneof(
	{ weight: 6, arbitrary: PATH.map((path) => `={{ ${path} }}`) },
	PATH.map((path) => `={{${path}}}`),
	PATH.map((path) => `={{\n\t${path}\n}}`),
	PATH.map((path) => `= {{ ${path} }}`),
	PATH.map((path) => `={{ ${path} }} `),
	PATH.map((path) => `=x{{ ${path} }}`),
	PATH.map((path) => `={{ ${path} + 1 }}`),
	fc.tuple(PATH, PATH).map(([one, other]) => `={{ ${one} }}{{ ${other} }}`),
	fc.constant('={{ $json.a }}{{ $json.b }}'),
	PATH.map((path) => `={{ ${path}; 7 }}`),
	PATH.map((path) => `={{ ${path}.toString() }}`),
	PATH.map((path) => `{{ ${path} }}`),
	PATH.map((path) => `=${path}`),
	fc.constantFrom('=', '={{ }}', '={{ $json }}', '12', ''),
);

const RUNS = randomRuns(5);

describe('reading parameters', () => {
	it(
		'gives what the engine gives, whatever the expression and the items',
		async () => {
			const property = fc.asyncProperty(
				fc.array(ITEM, { minLength: 1, maxLength: 4 }),
				EXPRESSION,
				EXPRESSION,
				EXPRESSION,
				fc.constantFrom('id', 'list', 'url'),
				async (items, fromId, toIds, value, mode) => {
					const fromObjectType = { __rl: true, mode, value };
					const { ours, engines } = await bothWays({ fromId, toIds, fromObjectType }, items);
					expect(ours).toEqual(engines);
				},
			);
			await fc.assert(property, runParameters(RUNS));
		},
		timeFor(RUNS),
	);

	it.each([
		[
			'={{ $json.a }}{{ $json.b }}',
			[
				{ a: 'x', b: '' },
				{ a: 'x', b: 'y' },
			],
		],
		['={{ $json.a }} ', [{ a: 'x' }, { a: 1 }]],
		['={{ $json.a }}', [{ a: 1 }, { a: null }, { a: [1] }, {}, { a: '={{ 1 }}' }]],
		['={{ $json.a.b }}', [{ a: { b: 1 } }, { a: null }, { a: 'x' }, { a: [] }]],
		['={{ $json.a || "z" }}', [{ a: 'x' }, { a: '' }]],
		['={{ $json["Contact ID"] }}', [{ 'Contact ID': 1 }, { 'Contact ID': 2 }]],
	])('gives what the engine gives for %s', async (fromId, items) => {
		const { ours, engines } = await bothWays({ fromId }, items);
		expect(ours).toEqual(engines);
	});

	it('asks the engine for the first item only, where a path leads to texts and numbers', async () => {
		const items = Array.from({ length: 50 }, (_, index) => ({ contact: index + 1, company: 'x' }));
		const context = await executeContext({ parameters: deleteParameters(), items });
		const asked = jest.spyOn(context, 'getNodeParameter');
		const readerFor = parameterReader(context);
		const read = items.map((_, item) => NAMES.map((name) => readerFor(item)(name)));
		expect(read[49]).toEqual([50, 'x', 'contacts', 'companies']);
		// Each parameter once as it stands, and once evaluated.
		expect(asked).toHaveBeenCalledTimes(8);
	});
});
