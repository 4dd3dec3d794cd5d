import { isFields, plainText } from '../../batch/fields';
import type { Answer } from '../../batch/responses/parseBatchResponse';
import { at } from '../../transport/unknownData';
import { parseId } from '../associations/readPage';

/** What looking up one value showed: the record that has it, why there is none, or why nobody can say. */
export type RecordLookup = { id: string } | { problem: string } | { unread: string };

/** How HubSpot says that no record has a value. */
const NOT_FOUND = /\bOBJECT_NOT_FOUND$/;

/** What values are compared by where HubSpot may not tell capital letters from small ones. */
export const folded = (value: string): string => value.trim().toLowerCase();

/** The IDs of the records that have a value, as it stands, or apart from capital letters. */
interface Holders {
	exact: Map<string, Set<string>>;
	folded: Map<string, Set<string>>;
}

/**
 * Reads an answer of batch/read of records by a property. A record is taken for a value only where the answer shows that
 * it has it.
 *
 * @param values those that were asked for
 * @param properties those that hold such a value: the property itself, and others of which each holds several, separated
 *   by semicolons
 * @returns by value
 * @see https://developers.hubspot.com/docs/api-reference/crm-objects-v3/guide
 */
export function parseRecords(
	values: readonly string[],
	properties: readonly string[],
	{ httpCode, body }: Answer,
): Map<string, RecordLookup> {
	if (!isFields(body) || body.status !== 'COMPLETE' || !Array.isArray(body.results)) {
		const unread = `HubSpot answered ${httpCode} with something that is not a list of records`;
		return new Map(values.map((value) => [value, { unread }]));
	}
	const holders = holdersIn(body.results as unknown[], properties);
	const missing = new Set<string>();
	const failed = new Map<string, string>();
	let general: string | undefined;
	for (const error of [body.errors ?? []].flat() as unknown[]) {
		const isNotFound = NOT_FOUND.test(plainText(at(error, 'category')));
		const message = plainText(at(error, 'message')) || 'HubSpot refused it';
		const named = valuesIn(error);
		if (named.length === 0 && !isNotFound) general = message;
		for (const value of named) {
			if (isNotFound) missing.add(value);
			else failed.set(value, message);
		}
	}
	return new Map(
		values.map((value): [string, RecordLookup] => {
			const key = folded(value);
			const ids = [...(holders.exact.get(value) ?? holders.folded.get(key) ?? [])];
			const refusal = failed.get(key);
			if (refusal !== undefined) return [value, { unread: refusal }];
			if (ids.length > 0 && missing.has(key)) {
				return [
					value,
					{ unread: 'HubSpot says both that there is such a record and that there is none' },
				];
			}
			if (ids.length === 1) return [value, { id: ids[0] }];
			if (ids.length > 1) return [value, { problem: `several records have it: ${ids.join(', ')}` }];
			if (missing.has(key)) return [value, { problem: 'no record has it' }];
			if (general !== undefined) return [value, { unread: general }];
			return [value, { problem: "HubSpot's answer holds no record that has it" }];
		}),
	);
}

function holdersIn(results: readonly unknown[], properties: readonly string[]): Holders {
	const holders: Holders = { exact: new Map(), folded: new Map() };
	for (const record of results) {
		const id = parseId(at(record, 'id'));
		// What is in the recycle bin has no associations.
		if (id === undefined || at(record, 'archived') === true) continue;
		for (const value of valuesOf(record, properties)) {
			addTo(holders.exact, value, id);
			addTo(holders.folded, folded(value), id);
		}
	}
	return holders;
}

function valuesOf(record: unknown, [first = '', ...others]: readonly string[]): string[] {
	const own = plainText(at(record, 'properties', first)).trim();
	const more = others.flatMap((name) => plainText(at(record, 'properties', name)).split(';'));
	return [own, ...more.map((each) => each.trim())].filter((each) => each !== '');
}

function addTo(map: Map<string, Set<string>>, key: string, id: string): void {
	map.set(key, (map.get(key) ?? new Set()).add(id));
}

/** The values that an error names in its context, to be compared by. */
export function valuesIn(error: unknown): string[] {
	const context = at(error, 'context');
	const lists = isFields(context) ? [context.ids, context.id].flat() : [];
	return lists.map((value) => folded(plainText(value))).filter((value) => value !== '');
}
