import { type Fields, isFields, plainText } from '../fields';

/** The fields of an entry of `results`, or of something inside it, that name records and types and say nothing else. */
const KNOWN_RESULT_FIELDS =
	/^((from|to)((object)?(type)?id)?|id|labels?|types?|associationtypes?|(association)?(category|typeid))$/i;

/** HubSpot's own results are flatter. */
const MAX_DEPTH = 6;

/**
 * Whether an entry of `results`, however deep, names records and types and nothing else: any other field may speak of
 * a failure.
 */
export function isPlainResult(value: unknown, depth = 0): boolean {
	if (typeof value !== 'object' || value === null) return true;
	if (depth > MAX_DEPTH) return false;
	return Object.entries(value).every(
		([name, inner]) =>
			(Array.isArray(value) || KNOWN_RESULT_FIELDS.test(name)) && isPlainResult(inner, depth + 1),
	);
}

/** The ID of the record at one end of a result: it stands in a field of its own, or in an object. */
const idAt = (id: unknown, record: unknown): string =>
	plainText(id) || (isFields(record) ? plainText(record.id) : '');

/** The two ends of a result; an ID is '' where it says none. */
export const endsOfResult = (entry: Fields): { from: string; to: string } => ({
	from: idAt(entry.fromObjectId, entry.from),
	to: idAt(entry.toObjectId, entry.to),
});

/** The IDs of the records that a result names. */
export function idsOfResult(entry: unknown): string[] {
	if (!isFields(entry)) return [];
	const { from, to } = endsOfResult(entry);
	return [from, to].filter((id) => id !== '');
}
