import { SMALL_REQUEST } from '../../batch/sending/adaptiveBatchSize';
import { toBatchError } from '../../batch/sending/batchError';
import { isAnswer } from '../../batch/sending/circuitBreaker';
import { matchItemFailures } from '../../batch/responses/matchItemFailures';
import { saysNoAssociations } from '../../batch/responses/noAssociations';
import type { Answer } from '../../batch/responses/parseBatchResponse';
import type { SendState } from '../../batch/sending/sendState';
import { sendWithBisect } from '../../batch/sending/sendWithBisect';
import type { LabeledType, ObjectTypes, Target } from '../../batch/target';
import type { Hubspot } from '../../operation';
import { readEndpoint } from '../../transport/endpoints';
import type { WireBatch, WireReadInput } from '../../transport/wire';
import { isRefused } from './refusal';
import { LEFT_OUT, mergeTypes, type Page, parseReadAnswer } from './readPage';

/** HubSpot's batch/read takes no more. */
const MAX_READ_INPUTS = 1_000;

/** After so many pages in a row without an association, more are not expected. */
const MAX_EMPTY_PAGES_IN_A_ROW = 100;

/** What records of one object type are associated with on another. */
export interface Associations {
	/** By the record's ID: the associated IDs, and by which types; an empty map for a record without any. */
	associations: Map<string, Map<string, LabeledType[]>>;
	/** Records of `associations` that have more pages than were read. */
	truncated: Set<string>;
	/** By the record's ID: why it could not be read, or not to its end. */
	unread: Map<string, string>;
	/** Where no record could be read, because HubSpot refuses to say anything between the two types: its reason. */
	refusal?: string;
}

/** One page that is wanted. */
interface Wanted extends Target {
	fromObjectId: string;
	after?: string;
	/** How many pages of the record were read before. */
	pagesRead: number;
	emptyPagesInARow: number;
	/** Where the pages before it began. */
	before: Set<string>;
	/** It must not share a request with other records. */
	isAlone?: boolean;
}

/**
 * Reads what records are associated with, page by page, 1,000 records a request. One that HubSpot does not answer in
 * time is sent in smaller ones, as long as HubSpot answers those.
 *
 * @param between the object types
 * @param fromIds each once
 * @param state shared by the reading requests of this run
 * @param maxPages most pages that are read of one record
 * @returns every ID in exactly one of `associations` and `unread`; never rejects
 * @see https://developers.hubspot.com/docs/api-reference/crm-associations-v4/guide
 */
export async function readAssociations(
	{ apiVersion, request }: Hubspot,
	{ fromObjectType, toObjectType }: ObjectTypes,
	fromIds: readonly string[],
	state: SendState,
	maxPages = Infinity,
): Promise<Associations> {
	const result: Associations = {
		associations: new Map(),
		truncated: new Set(),
		unread: new Map(),
	};
	const between = { fromObjectType, toObjectType };
	const endpoint = readEndpoint(apiVersion, fromObjectType, toObjectType);
	/** Why no further part of a read is sent: it was cut, and HubSpot does not answer a small part either. */
	let noAnswer: string | undefined;
	const send = async ({ targets }: { targets: Wanted[] }) => {
		const inputs = targets.map(({ fromObjectId, after }) => ({ id: fromObjectId, after }));
		const body: WireBatch<WireReadInput> = { inputs };
		const isDivisible = targets.length > SMALL_REQUEST;
		return await request({ ...endpoint, isDivisible }, body).catch((error: unknown) => {
			if (isEmptyForAll(targets, error)) return emptyAnswer(targets);
			if (isUnansweredPart(targets, error, state)) noAnswer = toBatchError(error).message;
			throw error;
		});
	};

	// Every page says whether there is another, so the array grows while it is read.
	const wanted = fromIds.map((fromObjectId): Wanted => ({
		...between,
		fromObjectId,
		pagesRead: 0,
		emptyPagesInARow: 0,
		before: new Set(),
	}));
	let refusal: string | undefined;
	let hasOtherErrors = false;
	while (wanted.length > 0) {
		const targets = wanted.splice(0, wanted[0].isAlone ? 1 : MAX_READ_INPUTS);
		noAnswer = undefined;
		const subBatches = await sendWithBisect(
			{ ...between, targets },
			{ send, matchItemFailures, state, cutsSlow: true, stopReason: () => noAnswer },
		);
		for (const { targets: read, result: last } of subBatches) {
			if ('answer' in last) wanted.push(...addPages(result, read, last.answer, maxPages));
			else if ('error' in last && saysNoAssociations(last.error)) {
				addPages(result, read, emptyAnswer(read), maxPages);
			} else {
				if ('error' in last && isRefused(last.error)) refusal ??= last.error.message;
				else if ('error' in last) hasOtherErrors = true;
				setUnread(result, read, 'error' in last ? last.error.message : last.notSent);
			}
		}
	}
	const isRefusedWhole = result.associations.size === 0 && !hasOtherErrors;
	return refusal !== undefined && isRefusedWhole ? { ...result, refusal } : result;
}

/** Whether a refusal says that none of the records has associations: HubSpot may answer so instead of an error each. */
function isEmptyForAll(targets: Wanted[], thrown: unknown): boolean {
	const error = toBatchError(thrown);
	if (!saysNoAssociations(error)) return false;
	const named = matchItemFailures(targets, error.responseBody).targets.length;
	return named === 0 || named === targets.length;
}

/** Whether HubSpot did not answer what was cut for that already, and is not cut again. */
function isUnansweredPart(targets: Wanted[], thrown: unknown, { batchSize }: SendState): boolean {
	const error = toBatchError(thrown);
	const isCutAgain = batchSize.isTooSlow(targets.length, error);
	return batchSize.isCutForTime && !isCutAgain && !isAnswer(error);
}

/** An answer that says of each record that it has no associations. */
const emptyAnswer = (targets: Wanted[]): Answer => ({
	httpCode: 200,
	body: {
		status: 'COMPLETE',
		results: targets.map(({ fromObjectId }) => ({ from: { id: fromObjectId }, to: [] })),
	},
});

function setUnread({ associations, unread }: Associations, wanted: Wanted[], reason: string): void {
	for (const { fromObjectId } of wanted) {
		// Half of a record's associations would be mistaken for all of them.
		associations.delete(fromObjectId);
		unread.set(fromObjectId, reason);
	}
}

/** Adds what an answer says, and returns the pages that come after it. */
function addPages(
	result: Associations,
	wanted: Wanted[],
	answer: Answer,
	maxPages: number,
): Wanted[] {
	const { pages, reasons, ambiguous } = parseReadAnswer(wanted, answer);
	return wanted.flatMap((each) => {
		const { fromObjectId } = each;
		if (ambiguous.has(fromObjectId)) return [{ ...each, isAlone: true }];
		const page = pages.get(fromObjectId);
		if (page !== undefined) return addPage(result, each, page, maxPages);
		setUnread(result, [each], reasons.get(fromObjectId) ?? LEFT_OUT);
		return [];
	});
}

/** Adds one page of one record, and returns the one that comes after it, where there is one. */
function addPage(
	{ associations, truncated, unread }: Associations,
	wanted: Wanted,
	{ associated, after }: Page,
	maxPages: number,
): Wanted[] {
	const { fromObjectId, before } = wanted;
	const known = associations.get(fromObjectId) ?? new Map<string, LabeledType[]>();
	for (const [toId, types] of associated) known.set(toId, mergeTypes(known.get(toId), types));
	associations.set(fromObjectId, known);
	if (after === undefined) return [];
	const pagesRead = wanted.pagesRead + 1;
	const emptyPagesInARow = associated.size > 0 ? 0 : wanted.emptyPagesInARow + 1;
	// Such pages would be read for ever.
	if (before.has(after) || emptyPagesInARow > MAX_EMPTY_PAGES_IN_A_ROW) {
		setUnread({ associations, truncated, unread }, [wanted], "HubSpot's pages lead nowhere");
		return [];
	}
	if (pagesRead >= maxPages) {
		truncated.add(fromObjectId);
		return [];
	}
	return [{ ...wanted, after, pagesRead, emptyPagesInARow, before: before.add(after) }];
}
