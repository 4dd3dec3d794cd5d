import { ParameterError } from '../../nodes/HubspotAssociations/input/parameterError';
import { readSnapshot } from '../../nodes/HubspotAssociations/input/snapshot/snapshot';

const UNLABELED = { category: 'HUBSPOT_DEFINED', typeId: 279 };
const item = (more: object = {}) => ({
	...{ status: 'deleted', fromObjectType: 'contacts', fromObjectId: '1' },
	...{ toObjectType: 'companies', toObjectId: '2', removed: [UNLABELED] },
	...more,
});
const read = (value: unknown) => readSnapshot(value, 'Items');

/** What is wrong with a value, and what to do about it. */
function errorBody(value: unknown): { message: string; description: string } {
	try {
		read(value);
	} catch (error) {
		if (error instanceof ParameterError) return error;
		throw error;
	}
	throw new Error('It was read');
}

describe('readSnapshot', () => {
	it.each(['deleted', 'failed', 'wouldDelete', 'wouldRestore', 'notSent', 'unheard of', undefined])(
		'restores what an item lists as removed, with the status %s',
		(status) => {
			expect(read(item({ status }))).toMatchObject([{ toObjectId: '2', types: [UNLABELED] }]);
		},
	);

	it.each([
		...['absent', 'kept', 'present', 'restored', 'notSent', 'notRead', 'failed', ' Absent '].map(
			(status) => ({ status }),
		),
		...[false, 'false', 'FALSE', '', null, 0, 'NULL'].map((unknown) => ({
			status: 'failed',
			unknown,
		})),
	])('has nothing to restore for an item that says that nothing was removed: %j', (reported) => {
		for (const removed of [undefined, null, '', [], '[]', 'null', {}]) {
			const [target] = read(item({ ...reported, removed }));
			expect(target).toMatchObject({ fromObjectId: '1', toObjectId: '2' });
			expect(target.types).toBeUndefined();
		}
	});

	it.each([
		...['deleted', 'wouldDelete', 'wouldRestore', undefined].map((status) => ({ status })),
		...[true, 'true', 'TRUE', ' True ', 1, 'WAHR'].map((unknown) => ({
			status: 'failed',
			unknown,
		})),
	])('refuses an item that lost what was removed: %j', (reported) => {
		for (const removed of [undefined, null, '', [], '[]']) {
			const { message, description } = errorBody(item({ ...reported, removed }));
			expect(message).toBe('"Items" holds an item without "removed"');
			expect(description).toContain('dry run');
		}
	});

	it('names the item of a list, and the field in it', () => {
		const { message } = errorBody([item(), item({ toObjectId: 'x' })]);
		expect(message).toBe('"Items[1]: toObjectId" got "x", which is not a record ID');
		expect(errorBody([[item()], [{ json: item() }, 7]]).message).toBe(
			'"Items[2]" got 7, which is not an item',
		);
	});

	it('says how to keep items where text was made of them', () => {
		const texts = ['[object Object]', '[object Object],[object Object]', '[Object: null]'];
		const row = { ...item(), removed: undefined };
		for (const text of texts) {
			for (const value of [
				text,
				item({ removed: text }),
				item({ removed: [text] }),
				{ ...row, 'removed.0': text },
			]) {
				const { message, description } = errorBody(value);
				expect(message).toContain(`got "${text}": what was there before is lost in it`);
				expect(description).toContain('{{ JSON.stringify($json) }}');
			}
		}
	});

	it.each<[unknown, string]>([
		['', '"Items" is empty'],
		[null, '"Items" is empty'],
		['  ', '"Items" is empty'],
		['[]', '"Items" is an empty list'],
		['{"status":"deleted","remo', '"Items" got'],
		[item({ removed: '[{"category":"HUBSPOT_DEF' }), '"Items: removed" got'],
		[item({ removed: 'Friend' }), '"Items: removed" got "Friend", which is not'],
		[item({ removed: 279 }), '"Items: removed" got 279, which is not'],
		[item({ removed: [{ typeId: 279 }] }), '"Items: removed" got {"typeId":279}, whose category'],
		[
			item({ removed: '', 'removed.0.category': 'HUBSPOT_DEFINED', 'removed.0.typeId': '' }),
			'"Items: removed" got {"category":"HUBSPOT_DEFINED"}, whose type ID is not a number',
		],
		[item({ 'removed.1.label': 'Friend' }), '"Items: removed" got {"label":"Friend"}, whose'],
		[item({ fromObjectId: '9.0072E+15' }), '"Items: fromObjectId" got "9.0072E+15", which is not'],
		[item({ fromObjectId: 2 ** 53 }), '"Items: fromObjectId" got the number 9007199254740992'],
		[item({ fromObjectId: '' }), '"Items: fromObjectId" is empty'],
		[
			item({ fromObjectId: '1.234' }),
			'"Items: fromObjectId" got "1.234", which is not a record ID',
		],
		[item({ fromObjectId: '12,34' }), '"Items: fromObjectId" takes one record ID but got 2'],
		[
			item({ fromObjectId: '279.5' }),
			'"Items: fromObjectId" got "279.5", which is not a record ID',
		],
		[item({ toObjectType: null }), '"Items: toObjectType" is empty'],
	])('refuses %j', (value, message) => {
		const error = errorBody(value);
		expect(error.message).toContain(message);
		expect(error.description).not.toContain('Choose from the list');
		expect(error.description).not.toBe('');
	});

	it.each([
		['1,234,567', '1234567'],
		['1.234.567', '1234567'],
		['1 234 567', '1234567'],
		['1\u00a0234\u202f567', undefined],
		['1\u202f234\u202f567', '1234567'],
		["1'234'567", '1234567'],
		['1,234,567.00', '1234567'],
		['1.234.567,00', '1234567'],
		['1234567.0', '1234567'],
		[' 1234567 ', '1234567'],
	])('takes the formatting of a spreadsheet off the number %j', (text, digits) => {
		const columns = { 'removed.0.category': 'USER_DEFINED', 'removed.0.typeId': text };
		const row = { ...item(), removed: '', ...columns, fromObjectId: text, toObjectId: text };
		if (digits === undefined) expect(() => read(row)).toThrow(ParameterError);
		else {
			expect(read(row)).toMatchObject([
				{ fromObjectId: digits, toObjectId: digits, types: [{ typeId: Number(digits) }] },
			]);
		}
	});

	it.each<[string, unknown]>([
		['the node Aggregate', { data: [item()] }],
		['a webhook', { headers: {}, body: item() }],
		['an object by place', item({ removed: { '0': UNLABELED } })],
		['words for empty cells', item({ 'removed.1.category': 'NULL', 'removed.1.typeId': 'null' })],
		['words for an empty cell', item({ status: 'wouldDelete', unknown: 'undefined' })],
	])('reads an item that was kept by %s', (_, value) => {
		expect(read(value)).toMatchObject([{ toObjectId: '2', types: [UNLABELED] }]);
	});

	it('takes a column whose name is exact before one that is only similar', () => {
		const before = { REMOVED: 'no', From_Object_ID: 'Ada', ...item(), toobjectid: 'x' };
		expect(read(before)).toEqual([expect.objectContaining({ fromObjectId: '1', toObjectId: '2' })]);
	});

	it('puts the columns of more than ten types together in their order', () => {
		const columns = Array.from({ length: 12 }, (_, place) => [
			[`removed.${place}.typeId`, String(place + 1)],
			[`removed.${place}.category`, 'USER_DEFINED'],
		]).flat();
		const [{ types }] = read({ ...item(), removed: null, ...Object.fromEntries(columns) });
		expect(types?.map(({ typeId }) => typeId)).toEqual(
			Array.from({ length: 12 }, (_, place) => place + 1),
		);
	});
});
