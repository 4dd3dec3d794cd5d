import type { Answer } from '../batch/parseBatchResponse';
import { isFields, plainText } from '../batch/fields';
import { matchItemFailures } from '../batch/matchItemFailures';
import { type SendState, sendWithBisect } from '../batch/sendWithBisect';
import type { LabeledType, Target } from '../batch/target';
import { readEndpoint } from '../transport/endpoints';
import { at } from '../transport/unknownData';
import type { WireBatch, WireReadInput } from '../transport/wire';
import { parseAssociationTypes } from './parseAssociationTypes';
import type { Hubspot } from '../operation';

/** HubSpot's batch/read takes no more. */
const MAX_READ_INPUTS = 1_000;

/** What a read says about a record without associations: an error that is none. */
const NO_ASSOCIATIONS = /\bNO_ASSOCIATIONS_FOUND$/;

/** What records of one object type are associated with on another. */
export interface Associations {
	/** By the record's ID: the associated IDs, and by which types; an empty map for a record without any. */
	associations: Map<string, Map<string, LabeledType[]>>;
	/** By the record's ID: why it could not be read, or not to its end. */
	unread: Map<string, string>;
}

/** One page that is wanted. */
interface Wanted extends Target {
	fromObjectId: string;
	after?: string;
	/** Where the pages before it began. */
	before?: Set<string>;
}

/** What one answer says about one record. */
interface Page {
	associated: Map<string, LabeledType[]>;
	after?: string;
}

/**
 * Reads what records are associated with, all pages, 1,000 records a request.
 *
 * @param between the object types
 * @param fromIds each once
 * @param state shared by the reading requests of this run
 * @returns every ID in exactly one of the two maps; never rejects
 * @see https://developers.hubspot.com/docs/api-reference/crm-associations-v4/guide
 */
export async function readAssociations(
	{ apiVersion, request }: Hubspot,
	between: { fromObjectType: string; toObjectType: string },
	fromIds: readonly string[],
	state: SendState,
): Promise<Associations> {
	const result: Associations = { associations: new Map(), unread: new Map() };
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
		const inputs = { ...between, targets: wanted.splice(0, MAX_READ_INPUTS) };
		const subBatches = await sendWithBisect(inputs, { send, matchItemFailures, state });
		for (const { targets, result: last } of subBatches) {
			if ('answer' in last) wanted.push(...addPages(result, targets, last.answer));
			else setUnread(result, targets, 'error' in last ? last.error.message : last.notSent);
		}
	}
	return result;
}

function setUnread({ associations, unread }: Associations, wanted: Wanted[], reason: string): void {
	for (const { fromObjectId } of wanted) {
		// Half of a record's associations would be mistaken for all of them.
		associations.delete(fromObjectId);
		unread.set(fromObjectId, reason);
	}
}

/** Adds what an answer says, and returns the pages that come after it. */
function addPages(result: Associations, wanted: Wanted[], answer: Answer): Wanted[] {
	const { pages, reasons } = pagesOf(wanted, answer);
	const next: Wanted[] = [];
	for (const each of wanted) {
		const { fromObjectId, before = new Set() } = each;
		const page = pages.get(fromObjectId);
		if (page === undefined) {
			setUnread(result, [each], reasons.get(fromObjectId) ?? LEFT_OUT);
			continue;
		}
		const known = result.associations.get(fromObjectId) ?? new Map<string, LabeledType[]>();
		const size = known.size;
		for (const [toId, types] of page.associated) {
			known.set(toId, [...(known.get(toId) ?? []), ...types]);
		}
		result.associations.set(fromObjectId, known);
		if (page.after === undefined) continue;
		// Such pages would be read for ever.
		if (before.has(page.after) || known.size === size) {
			setUnread(result, [each], "HubSpot's pages lead nowhere");
		} else next.push({ ...each, after: page.after, before: before.add(page.after) });
	}
	return next;
}

const LEFT_OUT = "HubSpot's answer leaves it out, or says of it what cannot be read";

/** What an answer says about each record asked for, and why it says nothing about the others. */
function pagesOf(
	wanted: Wanted[],
	{ httpCode, body }: Answer,
): { pages: Map<string, Page>; reasons: Map<string, string> } {
	const pages = new Map<string, Page>();
	const reasons = new Map<string, string>();
	if (!isFields(body) || body.status !== 'COMPLETE' || !Array.isArray(body.results)) {
		const reason = `HubSpot answered ${httpCode} with something that is not a list`;
		return { pages, reasons: new Map(wanted.map((each) => [each.fromObjectId, reason])) };
	}
	const unreadable = new Set<string>();
	for (const entry of body.results as unknown[]) {
		const fromId = idOf(at(entry, 'from', 'id'));
		if (fromId === undefined) continue;
		const page = pageOf(entry);
		// Twice the same record: neither of the two can be believed.
		if (page === undefined || pages.has(fromId)) unreadable.add(fromId);
		else pages.set(fromId, page);
	}
	for (const error of [body.errors ?? []].flat()) {
		const details = isFields(error) ? error : {};
		const isEmpty = NO_ASSOCIATIONS.test(plainText(details.subCategory));
		for (const { fromObjectId } of matchItemFailures(wanted, error).targets) {
			if (isEmpty && !pages.has(fromObjectId)) {
				pages.set(fromObjectId, { associated: new Map() });
				continue;
			}
			unreadable.add(fromObjectId);
			if (!isEmpty) reasons.set(fromObjectId, plainText(details.message) || LEFT_OUT);
		}
	}
	for (const fromId of unreadable) pages.delete(fromId);
	return { pages, reasons };
}

/** Reads one entry of `results`; undefined when any part of it cannot be read: half a truth would be a lie. */
function pageOf(result: unknown): Page | undefined {
	const to = at(result, 'to');
	const after = at(result, 'paging', 'next', 'after') ?? undefined;
	const hasNext = isFields(at(result, 'paging', 'next'));
	if (!Array.isArray(to)) return undefined;
	if (after === undefined ? hasNext : typeof after !== 'string' || after === '') return undefined;
	const associated = new Map<string, LabeledType[]>();
	for (const each of to as unknown[]) {
		const toId = idOf(at(each, 'toObjectId'));
		const types = parseAssociationTypes(at(each, 'associationTypes'));
		if (toId === undefined || types === undefined || types.length === 0) return undefined;
		associated.set(toId, [...(associated.get(toId) ?? []), ...types]);
	}
	return { associated, after: after as string | undefined };
}

/** An ID as text; undefined for what is none, and for a number that JavaScript has rounded. */
function idOf(value: unknown): string | undefined {
	if (typeof value === 'number') return Number.isSafeInteger(value) ? String(value) : undefined;
	return typeof value === 'string' && /^\d+$/.test(value) ? value : undefined;
}
