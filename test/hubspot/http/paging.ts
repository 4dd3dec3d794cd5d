import type { ObjectType } from '../account/objectTypes';
import { compareIds } from '../account/links';
import type { Behaviour } from '../behaviour/behaviour';
import type { AssociationTypeWithLabel } from '../types';
import { validationError } from './errors';

/** What one record is associated with, as a read shows it. */
export interface AssociationsView {
	/** Sorted by number. */
	ids: readonly string[];
	typesOf: (toId: string) => AssociationTypeWithLabel[];
}

/** A part of what one record is associated with. */
export interface Page {
	associations: Array<{ toId: string; types: AssociationTypeWithLabel[] }>;
	/** Where the next page goes on; undefined on the last. */
	after?: string;
}

/** Where a page begins. */
interface Position {
	/** The last record given, so that a page goes on rightly when records went away meanwhile; '0' at the start. */
	lastId: string;
	/** Whether the empty page that comes before this one was given. */
	isAfterEmpty: boolean;
}

type CursorBehaviour = Pick<Behaviour, 'encodedCursors' | 'emptyPages'>;

function writeCursor(
	to: ObjectType,
	{ lastId, isAfterEmpty }: Position,
	{ encodedCursors }: CursorBehaviour,
): string {
	// What a cursor says is the server's own affair. The text before it keeps Base64's "=" at its end.
	const text = `${to.id}-${lastId}${isAfterEmpty ? '-e' : ''}`;
	const padded = text.length % 3 === 0 ? `0-${text}` : text;
	const cursor = Buffer.from(padded).toString('base64');
	return encodedCursors ? encodeURIComponent(cursor) : cursor;
}

function readCursor(to: ObjectType, after: string, behaviour: CursorBehaviour): Position {
	const isEncoded = after.includes('%');
	const refused = validationError(`Invalid paging cursor: ${after}`);
	if (behaviour.encodedCursors && !isEncoded) throw refused;
	const text = Buffer.from(isEncoded ? after.replace(/%3D/g, '=') : after, 'base64').toString();
	const [, type, lastId = '', empty] = /^(?:0-(?=\d+-\d+-))?(\d+-\d+)-(\d+)(-e)?$/.exec(text) ?? [];
	const position = { lastId, isAfterEmpty: empty !== undefined };
	const written = writeCursor(to, position, { ...behaviour, encodedCursors: isEncoded });
	if (type !== to.id || written !== after) throw refused;
	return position;
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
 * One page of what a record is associated with, by record number. Throws 400 for a cursor that was
 * not given out.
 */
export function readPage(
	view: AssociationsView,
	to: ObjectType,
	options: { after?: string; size: number; behaviour: CursorBehaviour },
): Page {
	const { after, size, behaviour } = options;
	const start: Position =
		after === undefined ? { lastId: '0', isAfterEmpty: false } : readCursor(to, after, behaviour);
	if (behaviour.emptyPages && !start.isAfterEmpty) {
		return {
			associations: [],
			after: writeCursor(to, { ...start, isAfterEmpty: true }, behaviour),
		};
	}
	const first = after === undefined ? 0 : firstAbove(view.ids, start.lastId);
	const end = first + size;
	const associations = view.ids
		.slice(first, end)
		.map((toId) => ({ toId, types: view.typesOf(toId) }));
	const last = associations.at(-1);
	if (end >= view.ids.length || !last) return { associations };
	return {
		associations,
		after: writeCursor(to, { lastId: last.toId, isAfterEmpty: false }, behaviour),
	};
}
