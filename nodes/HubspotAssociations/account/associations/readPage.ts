import { isFields, plainText } from '../../batch/fields';
import { matchItemFailures } from '../../batch/responses/matchItemFailures';
import { isNoAssociations } from '../../batch/responses/noAssociations';
import type { Answer } from '../../batch/responses/parseBatchResponse';
import { isSameType, type LabeledType, type Target } from '../../batch/target';
import { at } from '../../transport/unknownData';
import { parseAssociationTypes } from '../labels/parseAssociationTypes';

/** One page of one record's associations. */
export interface Page {
	/** By the associated record's ID. */
	associated: Map<string, LabeledType[]>;
	/** Where the next page begins, as HubSpot wrote it. */
	after?: string;
}

/** What one answer of batch/read says about each record asked for. */
export interface ReadAnswer {
	pages: Map<string, Page>;
	/** Why it says nothing about other records. */
	reasons: Map<string, string>;
	/** Records of which it is not known which one has a next page: each has to be read alone. */
	ambiguous: Set<string>;
}

/** Why a record is unread that an answer does not mention. */
export const LEFT_OUT = "HubSpot's answer leaves it out, or says of it what cannot be read";

/**
 * Reads an answer of batch/read.
 *
 * @param wanted the records asked for
 * @see https://developers.hubspot.com/docs/api-reference/crm-associations-v4/guide
 */
export function parseReadAnswer(
	wanted: ReadonlyArray<Target & { fromObjectId: string }>,
	{ httpCode, body }: Answer,
): ReadAnswer {
	const answer: ReadAnswer = { pages: new Map(), reasons: new Map(), ambiguous: new Set() };
	const { pages, reasons } = answer;
	if (!isFields(body) || body.status !== 'COMPLETE' || !Array.isArray(body.results)) {
		const reason = `HubSpot answered ${httpCode} with something that is not a list`;
		return { ...answer, reasons: new Map(wanted.map((each) => [each.fromObjectId, reason])) };
	}
	const unreadable = new Set<string>();
	const listedEmpty = new Set<string>();
	for (const entry of body.results as unknown[]) {
		const fromId = parseId(at(entry, 'from', 'id'));
		if (fromId === undefined) continue;
		const page = parsePage(entry);
		// Twice the same record: neither of the two can be believed.
		if (page === undefined || pages.has(fromId)) unreadable.add(fromId);
		else pages.set(fromId, page);
		if (page?.associated.size === 0 && page.after === undefined) listedEmpty.add(fromId);
	}
	const errors = [body.errors ?? []].flat();
	const isMoreCounted = Number(body.numErrors ?? 0) > errors.length;
	let unexplained = isMoreCounted ? LEFT_OUT : undefined;
	for (const error of errors) {
		const details = isFields(error) ? error : {};
		const isEmpty = isNoAssociations(details);
		const { targets } = matchItemFailures(wanted, error);
		if (targets.length === 0 && !isEmpty) unexplained ??= plainText(details.message) || LEFT_OUT;
		for (const { fromObjectId } of targets) {
			if (isEmpty && !pages.has(fromObjectId)) {
				pages.set(fromObjectId, { associated: new Map() });
				continue;
			}
			unreadable.add(fromObjectId);
			if (!isEmpty) reasons.set(fromObjectId, plainText(details.message) || LEFT_OUT);
		}
	}
	const isLeftOut = wanted.some(({ fromObjectId: id }) => !pages.has(id) && !unreadable.has(id));
	if (unexplained !== undefined && !isLeftOut) {
		// It is about one of those that the answer lists: one of which it lists nothing.
		for (const fromId of listedEmpty) {
			unreadable.add(fromId);
			reasons.set(fromId, unexplained);
		}
	}
	for (const fromId of unreadable) pages.delete(fromId);
	addTopPaging(body, answer);
	return answer;
}

/**
 * A next page may stand at the top of the answer instead of with its record. The record that has one fills its page, so
 * no other one has more associations; where several have as many, each of them has to be read alone.
 */
function addTopPaging(body: unknown, { pages, ambiguous, reasons }: ReadAnswer): void {
	if (!isFields(at(body, 'paging', 'next'))) return;
	const after = at(body, 'paging', 'next', 'after');
	const last = [...pages].filter(([, page]) => page.after === undefined);
	if (typeof after !== 'string' || after === '') {
		// Any of them may have more than this page.
		for (const [fromId] of last) {
			pages.delete(fromId);
			reasons.set(fromId, LEFT_OUT);
		}
		return;
	}
	const most = Math.max(...last.map(([, { associated }]) => associated.size));
	const candidates = last.filter(([, { associated }]) => associated.size === most);
	if (candidates.length === 1) candidates[0][1].after = after;
	else {
		for (const [fromId] of candidates) {
			pages.delete(fromId);
			ambiguous.add(fromId);
		}
	}
}

/** Reads one entry of `results`; undefined when any part of it cannot be read: half a truth would be a lie. */
function parsePage(result: unknown): Page | undefined {
	const to = at(result, 'to');
	const after = at(result, 'paging', 'next', 'after') ?? undefined;
	const hasNext = isFields(at(result, 'paging', 'next'));
	if (!Array.isArray(to) || speaksOfFailure(result)) return undefined;
	if (after === undefined ? hasNext : typeof after !== 'string' || after === '') return undefined;
	const associated = new Map<string, LabeledType[]>();
	for (const each of to as unknown[]) {
		const toId = parseId(at(each, 'toObjectId'));
		const types = parseAssociationTypes(at(each, 'associationTypes'));
		if (toId === undefined || types === undefined || types.length === 0) return undefined;
		associated.set(toId, mergeTypes(associated.get(toId), types));
	}
	return { associated, after: after as string | undefined };
}

/** Fields that HubSpot's entries do not have, and that say that there is more, or that something went wrong. */
const OF_FAILURE =
	/^(status|errors?|numErrors|message|warnings?|truncated|partial|incomplete|hasMore)$/i;

/** Whether an entry of `results` has something to say besides what it lists. */
const speaksOfFailure = (result: unknown): boolean =>
	[result, at(result, 'paging')]
		.filter(isFields)
		.some((fields) =>
			Object.entries(fields).some(
				([name, value]) => OF_FAILURE.test(name) && Boolean(value) && String(value) !== '',
			),
		);

/** Both lists as one, each type once. */
export function mergeTypes(known: LabeledType[] = [], more: readonly LabeledType[]): LabeledType[] {
	const merged = [...known];
	for (const type of more) {
		if (!merged.some((each) => isSameType(each, type))) merged.push(type);
	}
	return merged;
}

/** An ID as text; undefined for what is none, and for a number that JavaScript has rounded. */
export function parseId(value: unknown): string | undefined {
	if (typeof value === 'number') return Number.isSafeInteger(value) ? String(value) : undefined;
	return typeof value === 'string' && /^\d+$/.test(value) ? value : undefined;
}
