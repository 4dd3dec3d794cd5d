import type { Answer } from '../../batch/answer';
import type { Course } from '../../batch/course';
import { isFields } from '../../batch/fields';
import { namedTargets } from '../../batch/namedTargets';
import { sendApart } from '../../batch/sendApart';
import type { FoundType, Target } from '../../batch/target';
import { readEndpoint } from '../../transport/endpoints';
import type { WireBatch, WireReadInput, WireReadResult } from '../../transport/wire';
import type { Hubspot } from '../operation';

/** HubSpot's batch/read takes no more. */
const MOST_IN_ONE_READ = 1_000;

/** What a read says about a record without associations: an error that is none. */
const NO_ASSOCIATIONS = /\bNO_ASSOCIATIONS_FOUND$/;

/** What records of one object type are associated with on another. */
export interface Associations {
	/** By the record's ID: the associated IDs, and by which types; an empty map for a record without any. */
	associations: Map<string, Map<string, FoundType[]>>;
	/** By the record's ID: why it could not be read, or not to its end. */
	unread: Map<string, string>;
}

/** One page that is wanted. */
interface Wanted extends Target {
	fromObjectId: string;
	after?: string;
}

/** What one answer says about one record. */
interface Page {
	associated: Map<string, FoundType[]>;
	after?: string;
}

/**
 * Reads what records are associated with, all pages, 1,000 records a request.
 *
 * @param between the object types
 * @param fromIds each once
 * @param course of the reading requests of this run
 * @returns every ID in exactly one of the two maps; never rejects
 * @see https://developers.hubspot.com/docs/api-reference/crm-associations-v4/guide
 */
export async function readAssociations(
	{ apiVersion, request }: Hubspot,
	between: { fromObjectType: string; toObjectType: string },
	fromIds: readonly string[],
	course: Course,
): Promise<Associations> {
	const found: Associations = { associations: new Map(), unread: new Map() };
	const { fromObjectType, toObjectType } = between;
	const endpoint = readEndpoint(apiVersion, fromObjectType, toObjectType);
	const send = async ({ targets }: { targets: Wanted[] }) => {
		const inputs = targets.map(({ fromObjectId, after }) => ({ id: fromObjectId, after }));
		const body: WireBatch<WireReadInput> = { inputs };
		return await request(endpoint, body);
	};

	// Every page says whether there is another, so the array grows while it is read.
	const wanted = fromIds.map((fromObjectId): Wanted => ({ ...between, fromObjectId }));
	while (wanted.length > 0) {
		const inputs = { ...between, targets: wanted.splice(0, MOST_IN_ONE_READ) };
		const { pieces } = await sendApart(inputs, { send, named: namedTargets, course });
		for (const { targets, end } of pieces) {
			if ('answer' in end) wanted.push(...addPages(found, targets, end.answer));
			else setUnread(found, targets, 'refusal' in end ? end.refusal.message : end.notSent);
		}
	}
	return found;
}

function setUnread({ associations, unread }: Associations, wanted: Wanted[], why: string): void {
	for (const { fromObjectId } of wanted) {
		// Half of a record's associations would be mistaken for all of them.
		associations.delete(fromObjectId);
		unread.set(fromObjectId, why);
	}
}

/** Adds what an answer says, and returns the pages that come after it. */
function addPages(found: Associations, wanted: Wanted[], answer: Answer): Wanted[] {
	const { pages, reason } = pagesOf(wanted, answer);
	const next: Wanted[] = [];
	for (const each of wanted) {
		const page = pages.get(each.fromObjectId);
		// The same cursor again would be read for ever.
		if (page === undefined || (page.after !== undefined && page.after === each.after)) {
			setUnread(found, [each], reason);
			continue;
		}
		const known = found.associations.get(each.fromObjectId) ?? new Map<string, FoundType[]>();
		for (const [toId, types] of page.associated) known.set(toId, types);
		found.associations.set(each.fromObjectId, known);
		if (page.after !== undefined) next.push({ ...each, after: page.after });
	}
	return next;
}

/** What an answer says about each record asked for, and why it says nothing about the others. */
function pagesOf(
	wanted: Wanted[],
	{ httpCode, body }: Answer,
): { pages: Map<string, Page>; reason: string } {
	const pages = new Map<string, Page>();
	if (!isFields(body) || body.status !== 'COMPLETE' || !Array.isArray(body.results)) {
		return { pages, reason: `HubSpot answered ${httpCode} with something that is not a list` };
	}
	for (const result of body.results as unknown[]) {
		const page = pageOf(result);
		if (page !== undefined) pages.set(page.fromId, page);
	}
	let reason = "HubSpot's answer left it out";
	for (const error of [body.errors ?? []].flat()) {
		const { targets } = namedTargets(wanted, error);
		const said = isFields(error) ? error : {};
		if (NO_ASSOCIATIONS.test(String(said.subCategory))) {
			for (const { fromObjectId } of targets) {
				if (!pages.has(fromObjectId)) pages.set(fromObjectId, { associated: new Map() });
			}
		} else {
			if (typeof said.message === 'string') reason = said.message;
			for (const { fromObjectId } of targets) pages.delete(fromObjectId);
		}
	}
	return { pages, reason };
}

/** Reads one entry of `results`; undefined when any part of it cannot be read. */
function pageOf(result: unknown): (Page & { fromId: string }) | undefined {
	const { from, to, paging } = (result ?? {}) as Partial<WireReadResult>;
	if (from?.id === undefined || !Array.isArray(to)) return undefined;
	const associated = new Map<string, FoundType[]>();
	for (const each of to as Array<Partial<WireReadResult['to'][number]> | null>) {
		if (each?.toObjectId === undefined || !Array.isArray(each.associationTypes)) return undefined;
		if (!each.associationTypes.every(isFields)) return undefined;
		const types = each.associationTypes.map(({ category, typeId, label }) => ({
			category,
			typeId,
			label,
		}));
		associated.set(String(each.toObjectId), types);
	}
	return { fromId: String(from.id), associated, after: paging?.next?.after };
}
