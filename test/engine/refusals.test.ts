import type { IDataObject } from 'n8n-workflow';

import {
	deleteLabelsParameters,
	deleteLimitsParameters,
	deleteParameters,
	type Fixture,
	objectType,
	startFixture,
} from './fixture';

let fixture: Fixture;
beforeAll(async () => {
	fixture = await startFixture();
	const { account } = fixture.hubspot;
	account.addRecords('contacts', [1]);
	account.addRecords('companies', [10, 11, 12]);
	account.addLabel('contacts', 'companies', { label: 'Decision maker', typeId: LABEL.typeId });
});
beforeEach(() => {
	fixture.hubspot.requests.length = 0;
	const { account } = fixture.hubspot;
	for (const company of [10, 11, 12]) account.associate('contacts', 1, 'companies', company);
});
afterAll(async () => await fixture.hubspot.stop());

const GOOD = {
	from: 'contacts',
	contact: 1,
	to: 'companies',
	company: 10,
	labels: 'USER_DEFINED:36',
};

const PARAMETERS = {
	fromObjectType: objectType('={{ $json.from }}'),
	toObjectType: objectType('={{ $json.to }}'),
};

/** Runs a good item, the given one in a bad way, and another good one, with "On Error: Stop". */
async function errorBody(bad: IDataObject) {
	const operation = 'labels' in bad ? deleteLabelsParameters : deleteParameters;
	const labels = 'labels' in bad ? { labels: '={{ $json.labels }}' } : {};
	const items = [GOOD, { ...GOOD, ...bad }, GOOD];
	const { error } = await fixture.run(operation({ ...PARAMETERS, ...labels }), { items });
	return error;
}

const LABEL = { category: 'USER_DEFINED', typeId: 36000 } as const;

const TOO_LARGE = 2 ** 53;

describe.each([
	['an empty ID', { contact: '' }, '"From Record ID" holds an empty record ID'],
	['an ID of blanks', { contact: '   ' }, '"From Record ID" holds an empty record ID'],
	['an empty ID in a list', { company: '10,,11' }, '"To Record IDs" holds an empty record ID'],
	['a list that ends with a comma', { company: '10,' }, '"To Record IDs" holds an empty record ID'],
	['a missing ID', { company: null }, '"To Record IDs" is empty'],
	['an empty array', { company: [] }, '"To Record IDs" is an empty list'],
	['an empty array as text', { company: '[]' }, '"To Record IDs" is an empty list'],
	['a missing ID in an array', { company: [10, null] }, '"To Record IDs" is empty'],
	['letters', { contact: 'abc' }, '"From Record ID" got "abc", which is not a record ID'],
	[
		'letters among IDs',
		{ company: '10, x1' },
		'"To Record IDs" got "x1", which is not a record ID',
	],
	['a sign', { contact: '-1' }, '"From Record ID" got "-1", which is not a record ID'],
	['a negative number', { contact: -1 }, '"From Record ID" got -1, which is not a record ID'],
	['a fraction', { contact: 1.5 }, '"From Record ID" got 1.5, which is not a record ID'],
	['zero', { contact: 0 }, '"From Record ID" got 0, which is not a record ID'],
	[
		'digits in parts',
		{ contact: '1 234' },
		'"From Record ID" got "1 234", which is not a record ID',
	],
	['other digits', { contact: '١٢٣' }, '"From Record ID" got "١٢٣", which is not a record ID'],
	[
		'20 digits',
		{ contact: '1'.repeat(20) },
		`"From Record ID" got "${'1'.repeat(20)}", which is not a record ID`,
	],
	[
		'more than 64 bits',
		{ contact: '9223372036854775808' },
		'"From Record ID" got "9223372036854775808", which is not a record ID',
	],
	['not a number', { contact: NaN }, '"From Record ID" got NaN, which is not a record ID'],
	['a hole in an array', { company: [10, , 11] }, '"To Record IDs" is empty'],
	[
		'a category in other letters',
		{ labels: 'hubspot_def\u0131ned:279' },
		'"Label Names or IDs" got "hubspot_def\u0131ned:279", whose category is not one of',
	],
	['a path', { contact: '../../1' }, '"From Record ID" got "../../1", which is not a record ID'],
	[
		'a number past the safe range',
		{ contact: TOO_LARGE },
		`"From Record ID" got the number ${TOO_LARGE}, which is too large`,
	],
	[
		'such a number in an array',
		{ company: [TOO_LARGE] },
		`"To Record IDs" got the number ${TOO_LARGE}, which is too large`,
	],
	[
		'such a number in JSON text',
		{ company: `[${TOO_LARGE}]` },
		`"To Record IDs" got the number ${TOO_LARGE}, which is too large`,
	],
	['true', { contact: true }, '"From Record ID" got true, which is not a record ID'],
	['an object', { company: { id: 10 } }, '"To Record IDs" got {"id":10}, which is not a record ID'],
	['arrays in arrays', { company: [[10]] }, '"To Record IDs" got [10], which is not a record ID'],
	[
		'nested rubbish',
		{ company: [10, { a: [{}] }] },
		'"To Record IDs" got {"a":[{}]}, which is not a record ID',
	],
	[
		'a list inside an array',
		{ company: ['10,11'] },
		'"To Record IDs" got "10,11", which is not a record ID',
	],
	[
		'broken JSON',
		{ company: '[10, 11' },
		'"To Record IDs" looks like a JSON array but cannot be read as one',
	],
	['several from IDs', { contact: '1, 2' }, '"From Record ID" takes one record ID but got 2'],
	['an empty object type', { from: '' }, '"From Object Type" is empty'],
	['an object type of blanks', { from: ' ' }, '"From Object Type" is empty'],
	['a missing object type', { to: null }, '"To Object Type" is empty'],
	[
		'a slash',
		{ from: 'contacts/../deals' },
		'"From Object Type" got "contacts/../deals", which is not an object type',
	],
	[
		'a backslash',
		{ from: 'contacts\\deals' },
		'"From Object Type" got "contacts\\\\deals", which is not an object type',
	],
	['one dot', { to: '.' }, '"To Object Type" got ".", which is not an object type'],
	['dots only', { to: '..' }, '"To Object Type" got "..", which is not an object type'],
	[
		'a control character',
		{ to: 'a\u0000b' },
		'"To Object Type" got "a\\u0000b", which is not an object type',
	],
	[
		'half a character',
		{ to: 'a\ud800' },
		'"To Object Type" got "a\\ud800", which is not an object type',
	],
	['a number as object type', { to: 7 }, '"To Object Type" got 7, which is not an object type'],
	[
		'an object as object type',
		{ to: { a: 1 } },
		'"To Object Type" got {"a":1}, which is not an object type',
	],
	['no label', { labels: [] }, '"Label Names or IDs" is empty: nothing is chosen'],
	['an empty label', { labels: '' }, '"Label Names or IDs" is empty: nothing is chosen'],
	['a missing label', { labels: null }, '"Label Names or IDs" is empty: nothing is chosen'],
	[
		'an unknown category',
		{ labels: 'MY_DEFINED:36' },
		'"Label Names or IDs" got "MY_DEFINED:36", whose category is not one of HUBSPOT_DEFINED, USER_DEFINED, INTEGRATOR_DEFINED, WORK',
	],
	[
		'an empty category',
		{ labels: ':36' },
		'"Label Names or IDs" got ":36", whose category is not one of',
	],
	[
		'a category of Object.prototype',
		{ labels: '__proto__:36' },
		'"Label Names or IDs" got "__proto__:36", whose category',
	],
	[
		'an object without a category',
		{ labels: { typeId: 36 } },
		'"Label Names or IDs" got {"typeId":36}, whose category is not one of',
	],
	[
		'a type ID that is no number',
		{ labels: 'USER_DEFINED:x' },
		'"Label Names or IDs" got "USER_DEFINED:x", whose type ID is not a number',
	],
	[
		'a type ID past 32 bits',
		{ labels: `USER_DEFINED:${2 ** 31}` },
		`"Label Names or IDs" got "USER_DEFINED:${2 ** 31}", whose type ID is not a number`,
	],
	[
		'no type ID',
		{ labels: { category: 'WORK' } },
		'"Label Names or IDs" got {"category":"WORK"}, whose type ID is not a number',
	],
	[
		'labels in labels',
		{ labels: [['USER_DEFINED:36']] },
		'"Label Names or IDs" got ["USER_DEFINED:36"], which is not an association type',
	],
])('%s', (_, bad, message) => {
	it('is refused by name, value and item, before anything is sent', async () => {
		const error = await errorBody(bad);
		expect(error?.message).toContain(message);
		expect(error?.message).toMatch(/ \[item 1\]\. Nothing was changed$/);
		expect(error?.description).toBeTruthy();
		expect(error?.context).toMatchObject({ itemIndex: 1 });
		expect(fixture.hubspot.requests).toEqual([]);
	});
});

describe('several IDs that are not separated by commas', () => {
	const SEVERAL = ['201; 202', '201;202;', '201 | 202', '201/202', '201 202', '201 and 202'];

	it.each(SEVERAL)('To Record IDs says what to do about %j', async (company) => {
		const error = await errorBody({ company });
		expect(error?.description).toMatch(/^Put commas between several IDs\./);
	});

	it.each(SEVERAL)('From Record ID, which takes one, says what to do about %j', async (contact) => {
		const error = await errorBody({ contact });
		expect(error?.description).toMatch(/^Use one item for each record/);
	});

	it.each(['201.202', 'x; y', '-1', '201;'])('%j is not taken for them', async (company) => {
		const error = await errorBody({ company });
		expect(error?.description).toMatch(/^A record ID is a whole number/);
	});
});

describe('of limits', () => {
	it.each([
		['={{ [] }}', '"Limit Names or IDs" is empty: nothing is chosen'],
		['={{ [{}] }}', '"Limit Names or IDs" got {}, whose category is not one of HUBSPOT_DEFINED'],
	])('%p is refused', async (limits, message) => {
		const { error } = await fixture.run(deleteLimitsParameters({ limits }));
		expect(error?.message).toContain(message);
		expect(error?.message).toMatch(/ \[item 0\]\. Nothing was changed$/);
		expect(fixture.hubspot.requests).toEqual([]);
	});
});

describe('settings of the run', () => {
	it.each([
		[{ options: { batchSize: 0 } }, '"Batch Size" got 0'],
		[{ options: { batchSize: 2001 } }, '"Batch Size" got 2001'],
		[{ options: { batchSize: 1.5 } }, '"Batch Size" got 1.5'],
		[{ options: { batchSize: 'many' } }, '"Batch Size" got "many"'],
		[{ options: { concurrency: 0 } }, '"Concurrency" got 0'],
		[{ options: { concurrency: 11 } }, '"Concurrency" got 11'],
		[{ options: { batchSize: '' } }, '"Batch Size" got ""'],
		[{ options: { batchSize: true } }, '"Batch Size" got true'],
		[{ options: { batchSize: '={{ [5] }}' } }, '"Batch Size" got [5]'],
		[{ options: { requestTimeout: -1 } }, '"Request Timeout" got -1'],
		[{ options: { requestTimeout: 999 } }, '"Request Timeout" got 999'],
		[{ options: { requestTimeout: 600_001 } }, '"Request Timeout" got 600001'],
		[{ options: { requestTimeout: 2 ** 31 } }, `"Request Timeout" got ${2 ** 31}`],
		[{ options: { output: 'table' } }, '"Output" got "table"'],
		[{ apiVersion: 'v3' }, '"API Version" got "v3"'],
		[{ apiVersion: 'toString' }, '"API Version" got "toString"'],
		[{ operation: 'create' }, '"Operation" got "create"'],
	])('%j is refused', async (parameters, message) => {
		const { error } = await fixture.run(deleteParameters(parameters), { items: [GOOD, GOOD] });
		expect(error?.message).toContain(message);
		expect(error?.message).toContain('Nothing was changed');
		expect(error?.description).not.toContain('more such items');
		expect(fixture.hubspot.requests).toEqual([]);
	});
});

it.each([
	...[{ batchSize: 1 }, { batchSize: 2000 }, { concurrency: 1 }, { concurrency: 10 }],
	...[{ requestTimeout: 1000 }, { requestTimeout: 600_000 }],
])('%j is not refused', async (options) => {
	const { error } = await fixture.run(deleteParameters({ options }), { items: [GOOD] });
	expect(error).toBeUndefined();
	expect(fixture.deletes()).toHaveLength(1);
});

describe('what is typed is read kindly', () => {
	it.each([
		['a number', 10, ['10']],
		['text', '10', ['10']],
		['padded text', '  10 \n', ['10']],
		['zeros in front', '00010', ['10']],
		['a list with commas', '10,11', ['10', '11']],
		['a list with commas and blanks', ' 10 , 11 ', ['10', '11']],
		['a list with line breaks', '10\n11\r\n12', ['10', '11', '12']],
		['an array of numbers', [10, 11], ['10', '11']],
		['an array of texts', ['10', ' 11 '], ['10', '11']],
		['a JSON array', '[10, "11"]', ['10', '11']],
		['the same ID twice', '10,10', ['10']],
	])('IDs: %s', async (_, company, ids) => {
		const { done, error } = await fixture.run(deleteParameters(), {
			items: [{ contact: 1, company }],
		});
		expect(error).toBeUndefined();
		expect(done.map(({ json }) => json.toObjectId)).toEqual(ids);
		const remaining = fixture.hubspot.account
			.associations('contacts', 'companies')
			.map(({ toId }) => toId);
		expect(remaining).toEqual(['10', '11', '12'].filter((id) => !ids.includes(id)));
	});

	it('a text of digits past the safe range is exact, and stays so', async () => {
		const company = '9007199254740993';
		await fixture.run(deleteParameters(), { items: [{ contact: 1, company }] });
		expect(fixture.hubspot.requests).toMatchObject([
			{ body: { inputs: [{ to: [{ id: company }] }] }, status: 200 },
		]);
	});

	it.each([
		['text', 'USER_DEFINED:36000'],
		['padded text in small letters', ' user_defined : 36000 '],
		['texts with commas', 'USER_DEFINED:36000, USER_DEFINED:36000'],
		['an array', ['USER_DEFINED:36000']],
		['JSON text', '["USER_DEFINED:36000"]'],
		['an object', { category: 'USER_DEFINED', typeId: 36000 }],
		[
			'an object as HubSpot writes it',
			{ associationCategory: 'USER_DEFINED', associationTypeId: '36000' },
		],
		['an object as JSON text', '{"category":"USER_DEFINED","typeId":"36000"}'],
		['an array of both', [{ category: 'USER_DEFINED', typeId: 36000 }, 'USER_DEFINED:36000']],
	])('labels: %s', async (_, labels) => {
		const { account } = fixture.hubspot;
		account.associate('contacts', 1, 'companies', 10, [LABEL]);
		const { done, error } = await fixture.run(
			deleteLabelsParameters({ labels: '={{ $json.labels }}' }),
			{ items: [{ contact: 1, company: 10, labels }] },
		);
		expect(error).toBeUndefined();
		expect(done.map(({ json }) => json.types)).toEqual([[{ ...LABEL, label: 'Decision maker' }]]);
		expect(account.typesBetween('contacts', 1, 'companies', 10)).not.toContainEqual(
			expect.objectContaining(LABEL),
		);
	});
});
