import { isEmptyCell, unformatted } from './cells';

/** An item's fields as this node names them, and what its columns such as `removed.0.category` hold. */
export interface Unflattened {
	fields: Readonly<Partial<Record<Field, unknown>>>;
	/** What was removed, as far as it stood in columns of its own. */
	removedInColumns: unknown[];
}

type Field = (typeof FIELDS)[number];
const FIELDS = [
	...(['status', 'unknown', 'removed'] as const),
	...(['fromObjectType', 'fromObjectId', 'toObjectType', 'toObjectId'] as const),
];

/**
 * A column's name without what tables do to it: n8n's CSV files begin with a byte order mark, which becomes part of the
 * first name; data tables take no dots, and databases make small letters of capital ones.
 */
const plain = (column: string) => column.toLowerCase().replace(/[^a-z0-9]/g, '');

const BY_PLAIN_NAME: ReadonlyMap<string, Field> = new Map(
	FIELDS.map((field) => [plain(field), field]),
);
const REMOVED_COLUMN = /^removed(\d+)(category|typeid|label)?$/;
const PARTS: Readonly<Record<string, string>> = {
	category: 'category',
	typeid: 'typeId',
	label: 'label',
};

/**
 * Turns a table's row back into the fields of an item: spreadsheets and CSV files hold nested fields in columns of
 * their own, such as `removed.0.category`. Cells that are empty or `null`, also in words, count as not there, unknown columns and the
 * order of columns do not matter, and a column whose name is exact goes before one that is only similar.
 *
 * @param row an item as it came out is one, too
 * @see https://docs.n8n.io/integrations/builtin/core-nodes/n8n-nodes-base.converttofile/
 */
export function unflatten(row: Readonly<Record<string, unknown>>): Unflattened {
	const fields: Partial<Record<Field, unknown>> = {};
	const removed = new Map<number, unknown>();
	for (const [column, value] of Object.entries(row)) {
		if (isEmptyCell(value)) continue;
		const name = plain(column);
		const field = BY_PLAIN_NAME.get(name);
		if (field !== undefined && (column === field || fields[field] === undefined)) {
			fields[field] = value;
		}
		const [, place, part] = REMOVED_COLUMN.exec(name) ?? [];
		if (place === undefined) continue;
		const others = removed.get(Number(place));
		const cell = part === 'typeid' ? unformatted(value) : value;
		const known = typeof others === 'object' ? others : {};
		removed.set(Number(place), part === undefined ? value : { ...known, [PARTS[part]]: cell });
	}
	const inOrder = [...removed].sort(([one], [other]) => one - other);
	return { fields, removedInColumns: inOrder.map(([, type]) => type) };
}
