import type { Account } from '../account/account';
import { validationError } from './errors';
import { compareIds } from '../account/links';
import type { ObjectType } from '../account/objectTypes';
import type { AssociationTypeWithLabel } from '../types';

/** A part of what one record is associated with. */
export interface Page {
	associations: Array<{ toId: string; types: AssociationTypeWithLabel[] }>;
	/** Where the next page goes on; undefined on the last. */
	after?: string;
}

/** Cursors name the last record given, so that a page goes on rightly when records went away meanwhile. */
function writeCursor(to: ObjectType, lastId: string): string {
	return Buffer.from(`${to.id}-${lastId}`).toString('base64');
}

function readCursor(to: ObjectType, after: string): string {
	const text = Buffer.from(after, 'base64').toString();
	const lastId = text.startsWith(`${to.id}-`) ? text.slice(to.id.length + 1) : '';
	if (!/^\d+$/.test(lastId)) throw validationError(`Invalid paging cursor: ${after}`);
	return lastId;
}

/** Where in the sorted IDs the ones above `id` begin. */
function firstAbove(ids: readonly string[], id: string): number {
	let low = 0;
	let high = ids.length;
	while (low < high) {
		const middle = (low + high) >>> 1;
		if (compareIds(ids[middle] ?? '', id) <= 0) low = middle + 1;
		else high = middle;
	}
	return low;
}

/**
 * One page of what a record is associated with, by record number. Throws HubSpot's 400 for a cursor
 * it did not give.
 */
export function readPage(
	account: Account,
	from: ObjectType,
	fromId: string,
	to: ObjectType,
	options: { after?: string; size: number },
): Page {
	const ids = account.associatedIds(from.id, fromId, to.id);
	const start = options.after === undefined ? 0 : firstAbove(ids, readCursor(to, options.after));
	const end = start + options.size;
	const associations = ids.slice(start, end).map((toId) => ({
		toId,
		types: account.typesBetween(from.id, fromId, to.id, toId),
	}));
	const last = associations.at(-1);
	return end < ids.length && last
		? { associations, after: writeCursor(to, last.toId) }
		: { associations };
}
