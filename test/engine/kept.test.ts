import type { IDataObject } from 'n8n-workflow';

import { type Fixture, startFixture } from './fixture';
import { type FileForm, KEPT } from './keptItems';

const BIG_ID = '9007199254740993';

let fixture: Fixture;
beforeEach(async () => {
	fixture = await startFixture({ rateLimit: { max: 100_000 } });
	const { account } = fixture.hubspot;
	account.addLabel('contacts', 'companies', { label: 'Friend, "best"', typeId: 36 });
	account.addLabel('contacts', 'companies', {
		...{ label: 'Boss', typeId: 38, inverseLabel: 'Employee', inverseTypeId: 39 },
	});
	account.addRecords('contacts', ['1', '2', '3', '4', BIG_ID]);
	account.addRecords('companies', [1, 2, 3]);
});
afterEach(async () => await fixture.hubspot.stop());

const restore = async (items: IDataObject[], itemsToRestore = '={{ $json }}') =>
	await fixture.run(
		{ resource: 'association', operation: 'restore', itemsToRestore },
		{ items, onError: 'continueRegularOutput' },
	);

/** What the account holds, a line for each two records. */
const associations = () =>
	fixture.hubspot.account
		.associations('contacts', 'companies')
		.map(({ fromId, toId, types }) => {
			const keys = types.map(({ category, typeId }) => `${category}:${typeId}`);
			return `${fromId} ${toId}: ${keys.sort().join()}`;
		})
		.sort();

/** What the account holds when all that the kept items say was removed is there again. */
const ALL = [
	'1 1: HUBSPOT_DEFINED:279,USER_DEFINED:36',
	'2 1: HUBSPOT_DEFINED:279,USER_DEFINED:38',
	'3 2: HUBSPOT_DEFINED:279',
	'4 2: HUBSPOT_DEFINED:1,HUBSPOT_DEFINED:279',
	`${BIG_ID} 3: HUBSPOT_DEFINED:279`,
];
const ANSWERS = [
	...['1 1 restored', '2 1 restored', '3 2 restored', '4 2 restored', '4 3 absent'],
	`${BIG_ID} 3 restored`,
];

/** What the run says of each two records; items come out in the order of what they were read from. */
const answersOf = (done: Array<{ json: IDataObject }>) =>
	done.map(({ json: item }) => [item.fromObjectId, item.toObjectId, item.status].join(' ')).sort();

type Row = Record<string, unknown>;
const json = (value: unknown) => JSON.stringify(value);

/** A row of a table in which each column that any item has is a cell of each, those of other items empty. */
const asTable = (rows: Row[], empty: unknown): Row[] => {
	const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
	return rows.map((row) =>
		Object.fromEntries(columns.map((column) => [column, row[column] ?? empty])),
	);
};
const renamed = (row: Row, rename: (column: string) => string): Row =>
	Object.fromEntries(Object.entries(row).map(([column, value]) => [rename(column), value]));
const withNestedAsText = (row: Row): Row =>
	Object.fromEntries(
		Object.entries(row).map(([column, value]) => [
			column,
			typeof value === 'object' ? json(value) : value,
		]),
	);
const asSheet = (row: Row, index: number): Row => {
	const isShort = Number(row.fromObjectId) < 1_000;
	return {
		...{ row_number: index + 2, ...withNestedAsText(row), toObjectId: Number(row.toObjectId) },
		...(isShort ? { fromObjectId: Number(row.fromObjectId) } : {}),
		...('unknown' in row ? { unknown: 'TRUE' } : {}),
	};
};

/** One item in the field `kept`, for each form in which something else than a whole item is kept. */
const kept = (...values: unknown[]): Row[] => values.map((value) => ({ kept: value }));
const { items } = KEPT;
const FORMS: Record<string, Row[]> = {
	'an array': kept(items),
	'JSON text, one item at a time': kept(...items.map(json)),
	'JSON text of an array': kept(json(items)),
	'JSON text inside JSON text': kept(json(json(items))),
	'an array of JSON texts': kept(items.map(json)),
	"items as n8n's editor and executions show them": kept(
		items.map((item, index) => ({ json: item, pairedItem: { item: index } })),
	),
	'one such item at a time': items.map((item) => ({ kept: { json: item } })),
	'the data of an execution': kept([[items.map((item) => ({ json: item }))]]),
	'a summary with items in it': kept({ inputs: 6, deleted: 2, items }),
	'a row with the item in a column': kept(
		...items.map((item) => ({ id: 1, fromObjectId: item.fromObjectId, item: json(item) })),
	),
	'a data table with nested fields as JSON text': asTable(items.map(withNestedAsText), null),
	'a data table with a column for each nested field': asTable(
		KEPT.xlsx.map((row) => renamed(row, (column) => column.replaceAll('.', '_'))),
		null,
	).map((row, id) => ({ id, ...row, createdAt: '2026-11-22T10:00:00.000Z' })),
	'a database that makes small letters of column names': KEPT.xlsx.map((row) =>
		renamed(row, (column) => column.toLowerCase()),
	),
	'Google Sheets': asTable(items.map(asSheet), ''),
	'columns in another order, beside columns of a user': KEPT.csv.map((row) => ({
		...{ removed_at: 'Sunday', note: 'keep', types: 'x', unknownCause: 'y', '': 'z' },
		...Object.fromEntries(Object.entries(row).reverse()),
	})),
	'the field and columns, one of them each': items.map((item) => {
		const removed = item.removed as unknown as IDataObject[] | undefined;
		return {
			...item,
			removed: json(removed?.slice(0, 1) ?? []),
			'removed.1.category': removed?.[1]?.category,
			'removed.1.typeId': removed?.[1]?.typeId,
		};
	}),
	'types as text': items.map((item) => {
		const removed = item.removed as unknown as IDataObject[] | undefined;
		const text = removed?.map(({ category, typeId }) => `${String(category)}:${String(typeId)}`);
		return { ...item, removed: text?.join(', ') ?? '' };
	}),
	...Object.fromEntries(
		['; ', ' | ', '\n'].map((separator) => [
			`types as text, with ${JSON.stringify(separator)} between them`,
			items.map((item) => {
				const removed = item.removed as unknown as IDataObject[] | undefined;
				const text = removed?.map(
					({ category, typeId }) => `${String(category)}:${String(typeId)}`,
				);
				return { ...item, removed: text?.join(separator) ?? 'None' };
			}),
		]),
	),
	'a spreadsheet that keeps digits as text': items.map((item) => {
		const removed = item.removed as unknown as IDataObject[] | undefined;
		const types = removed?.map((type) => ({ ...type, typeId: `${String(type.typeId)}.0` }));
		return {
			...{ ...item, removed: json(types ?? []) },
			...{
				fromObjectId: `'${String(item.fromObjectId)}`,
				toObjectId: `="${String(item.toObjectId)}"`,
			},
		};
	}),
	'a column for each type as JSON text': items.map(({ removed, ...item }) => {
		const types = (removed as unknown as IDataObject[] | undefined) ?? [];
		return {
			...item,
			...Object.fromEntries(types.map((type, place) => [`removed.${place}`, json(type)])),
		};
	}),
};
const FILES: Record<string, FileForm> = {
	"n8n's CSV": 'csv',
	"n8n's CSV with empty cells": 'csvWithEmptyCells',
	'an Excel file': 'xlsx',
	'an OpenDocument file': 'ods',
};

describe('Restore brings back what was kept as', () => {
	it.each<[string, Row[]]>([
		['items as they came out', items],
		...Object.entries(FILES).map(([name, form]): [string, Row[]] => [name, KEPT[form]]),
		...Object.entries(FORMS),
	])('%s', async (_, rows) => {
		const field = rows.every((row) => 'kept' in row) ? '={{ $json.kept }}' : undefined;
		const { done } = await restore(rows as IDataObject[], field);
		expect(answersOf(done)).toEqual(ANSWERS);
		expect(associations()).toEqual(ALL);
	});

	it('a rich text file, which rounds long IDs: those are refused, and only those', async () => {
		const { done } = await restore(KEPT.rtf);
		expect(answersOf(done.slice(0, 5))).toEqual(ANSWERS.slice(0, 5));
		expect(done[5].json.error).toMatchObject({
			message: expect.stringMatching(
				/^Item 5: "Items to Restore: fromObjectId" got the number 9007199254740992, .*Pass long IDs as text/,
			) as string,
		});
		expect(associations()).toEqual(ALL.slice(0, -1));
	});
});

it('a way back that survives a crash: dry run, keep, delete, restore from what was kept', async () => {
	const { account } = fixture.hubspot;
	account.associate('contacts', 1, 'companies', 1, [{ category: 'USER_DEFINED', typeId: 36 }]);
	account.associate('contacts', 2, 'companies', 1, [{ category: 'HUBSPOT_DEFINED', typeId: 1 }]);
	account.associate('contacts', 3, 'companies', 2);
	const before = associations();
	const locator = (value: string) => ({ __rl: true, mode: 'id', value });
	const deletion = {
		...{ resource: 'association', operation: 'delete' },
		...{ fromObjectType: locator('contacts'), fromId: '={{ $json.contact }}' },
		...{ toObjectType: locator('companies'), toIds: '1, 2' },
	};
	const contacts = [1, 2, 3].map((contact) => ({ contact }));
	const dry = await fixture.run({ ...deletion, options: { dryRun: true } }, { items: contacts });
	expect(associations()).toEqual(before);
	const table = asTable(
		dry.done.map(({ json: item }) => withNestedAsText(item)),
		null,
	);
	// Nothing of what this run says is left.
	await fixture.run(deletion, { items: contacts });
	expect(associations()).toEqual([]);
	const { done } = await restore(table as IDataObject[]);
	expect(done.map(({ json: { status } }) => status).sort()).toEqual([
		...['absent', 'absent', 'absent', 'restored', 'restored', 'restored'],
	]);
	expect(associations()).toEqual(before);
});
