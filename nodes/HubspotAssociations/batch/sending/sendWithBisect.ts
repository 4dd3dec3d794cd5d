import { AdaptiveBatchSize, countTargets, type RequestSize } from './adaptiveBatchSize';
import { type BatchError, toBatchError } from './batchError';
import { BisectBudget } from './bisectBudget';
import { chooseProbe } from './chooseProbe';
import { CircuitBreaker } from './circuitBreaker';
import type { BatchItemFailures } from '../responses/matchItemFailures';
import { withFullStop } from '../outcome';
import type { Answer } from '../responses/parseBatchResponse';
import { RefusalForAll } from './refusalForAll';
import { refusalWords } from './refusalWords';
import type { ObjectTypes } from '../target';

/** Inputs of one request; they share their object types. */
export interface SubBatch<T> extends ObjectTypes {
	targets: T[];
}

/** A request that was sent, and HubSpot's answer or the error. */
export type Attempt<T> = { targets: T[] } & ({ answer: Answer } | { error: BatchError });

/** Some inputs of a batch, and what their last request showed. */
export interface SubBatchResult<T> {
	targets: T[];
	/** `notSent`: nothing was sent, and why. */
	result: { answer: Answer } | { error: BatchError } | { notSent: string };
	/** An earlier request with these inputs may have been carried out although HubSpot did not say so. */
	mayHaveApplied: boolean;
}

/** What the requests of a run have shown so far; shared by all its batches. */
export interface SendState {
	circuitBreaker: CircuitBreaker;
	batchSize: AdaptiveBatchSize;
	bisectBudget: BisectBudget;
	refusalForAll: RefusalForAll;
}

/**
 * The state of a run that has sent nothing yet.
 *
 * @param maxNoAnswers requests in a row without an answer, after which nothing more is sent
 */
export const newSendState = (maxNoAnswers?: number): SendState => ({
	circuitBreaker: new CircuitBreaker(maxNoAnswers),
	batchSize: new AdaptiveBatchSize(),
	bisectBudget: new BisectBudget(),
	refusalForAll: new RefusalForAll(),
});

/** After so many refusals in a row that name one input after the other, halving is faster. */
const MAX_NAMED_IN_A_ROW = 8;

/** An input of a batch that was not sent yet, to be sent alone, and where what comes of it goes. */
export interface Elsewhere<T> {
	target: T;
	results: Array<SubBatchResult<T>>;
	attempts: Array<Attempt<T>>;
}

/** What sending needs to know. */
export interface BisectOptions<T> {
	/** Sends one request; rejects with an error that has the fields of {@link BatchError}. */
	send: (batch: SubBatch<T>) => Promise<Answer>;
	/** Which inputs an error's `responseBody` names. */
	matchItemFailures: (
		targets: T[],
		responseBody: unknown,
	) => Pick<BatchItemFailures, 'exact' | 'byType'> & { targets: T[] };
	/** The targets because of which an answer says that its whole batch was not carried out; none unless given. */
	canceledFor?: (targets: T[], answer: Answer) => T[];
	state: SendState;
	/** How many inputs HubSpot counts in a request; the number of its targets unless given. */
	sizeOf?: RequestSize<T>;
	/** Whether a large request that HubSpot did not answer in time is sent in smaller ones. */
	cutsSlow?: boolean;
	/** The IDs of the records that a target is about; none unless given. */
	recordsOf?: (target: T) => readonly string[];
	/**
	 * Takes an input out of a batch between the same object types that was not sent yet; undefined where there is none.
	 * It is sent alone, to find out whether a refusal is about everything.
	 *
	 * @param before inputs taken for the same purpose
	 * @param nth from 0 on
	 */
	takeElsewhere?: (before: readonly T[], nth: number) => Elsewhere<T> | undefined;
	/** Called when a request failed for another reason than its size. */
	onFailure?: () => void;
	/** Why nothing may be sent any more, besides what the circuit breaker knows. */
	stopReason?: () => string | undefined;
}

/** Inputs that were refused together; they have to be sent apart. */
interface FailedSubBatch<T> {
	targets: T[];
	error: BatchError;
	mayHaveApplied: boolean;
	/** What the refusal says, if it names none of the inputs. */
	words?: string;
	/** What it was refused for may have been taken out of it since. */
	isUntested?: boolean;
}

/** Why inputs of a batch that HubSpot canceled go again. */
const CANCELED: BatchError = { message: 'HubSpot canceled the batch.', scope: 'inputs' };

/** What came of a request: `words` where it was refused and none of its inputs named. */
interface SendResult {
	isAccepted: boolean;
	words?: string;
}

/** So many refused requests make halving one of them needless before inputs are sent alone. */
const REFUSED_BATCHES = 3;

/**
 * Sends inputs in one request, and in as many smaller ones as it takes when HubSpot refuses that.
 *
 * - Too large, or too slow: cut to the size that HubSpot names, or in half; the smaller size is kept for the run.
 * - Refused because of some input: the inputs that HubSpot names are out, and the others go again. Where HubSpot names
 *   none, the request is halved, and what is refused again is halved again. Of the two halves the second one is
 *   only sent whole if the first was refused, too: otherwise it is known to hold the bad input. So one bad input
 *   among n costs at most 2·log2(n) requests more. Where HubSpot refuses one part after the other, the search ends:
 *   see {@link BisectBudget}.
 * - Canceled because of inputs that the answer names: those are out, and the others go again.
 * - Refused for the account or for these object types: nothing more of it is sent. A refusal that names no input may be
 *   one of these, whatever its words: while nothing was accepted between these object types, and both halves are
 *   refused, some inputs from all over the run are sent alone. Where HubSpot says the same of each, it is about all:
 *   see {@link RefusalForAll}.
 *
 * @param batch at least one input
 * @param attempts gets every request that was sent, in order
 * @returns results that hold each target exactly once; never rejects for a request that failed
 */
export async function sendWithBisect<T>(
	batch: SubBatch<T>,
	options: BisectOptions<T>,
	attempts: Array<Attempt<T>> = [],
): Promise<Array<SubBatchResult<T>>> {
	const { send, matchItemFailures, state, stopReason, onFailure } = options;
	const { sizeOf = countTargets, recordsOf = () => [], takeElsewhere } = options;
	const { canceledFor = () => [] } = options;
	const { circuitBreaker, batchSize, bisectBudget, refusalForAll } = state;
	const results: Array<SubBatchResult<T>> = [];
	const own = { results, attempts };
	/** What has to be bisected. */
	const failed: Array<FailedSubBatch<T>> = [];
	let refusalsInARow = 0;
	let namedInARow = 0;
	let isAnyAccepted = false;

	/** The first refusal that names no input. */
	let suspect: { error: BatchError; words: string } | undefined;
	let isExamined = false;

	/** Whether an error names inputs that can be taken out of the request. */
	const match = (targets: T[], error: BatchError) => {
		const matched = matchItemFailures(targets, error.responseBody);
		const isAny = matched.targets.length > 0;
		const isNamed = (matched.exact || matched.byType) && isAny;
		return { matched: matched.targets, isNamed, namesRecords: isAny && !matched.byType };
	};

	/** What an error is about: its records, where it names any of the request, whatever else it looks like. */
	const scopeOf = (targets: T[], error: BatchError): BatchError['scope'] => {
		const { scope, httpCode } = error;
		if (scope !== 'objectTypes' && scope !== 'batchSize') return scope;
		// Object types that HubSpot took before are not what it does not know.
		const isOddity = scope === 'objectTypes' && httpCode === 400;
		if (isOddity && refusalForAll.hasAccepted(batch)) return 'inputs';
		return match(targets, error).namesRecords ? 'inputs' : scope;
	};

	/** The words of a refusal that may be about everything; undefined where it is about inputs. */
	const wordsOf = (targets: T[], error: BatchError): string | undefined => {
		if (!refusalForAll.isOpen(batch)) return undefined;
		// HubSpot has no such label: the path names it.
		const hasNoRecord = (target: T) => options.recordsOf?.(target).length === 0;
		if (error.httpCode === 404 && targets.every(hasNoRecord)) return undefined;
		if (targets.length > 1) {
			const { matched, isNamed } = match(targets, error);
			if (isNamed || (matched.length > 0 && matched.length < targets.length)) return undefined;
		}
		return refusalWords(error, targets.length);
	};

	const recordRefusal = (targets: T[], error: BatchError): string | undefined => {
		const words = wordsOf(targets, error);
		if (words === undefined) return undefined;
		refusalForAll.recordRefusal(batch, words, targets.length);
		suspect ??= { error, words };
		// At once: other batches must not send before this one has found out.
		if (!isExamined) refusalForAll.claim(batch, results);
		return words;
	};

	/** Sends once, and files the inputs under what came of it. */
	const sendOnce = async (
		targets: T[],
		appliedEarlier: boolean,
		sink = own,
	): Promise<SendResult> => {
		await refusalForAll.begin(batch, results);
		const notSent = stopReason?.() ?? circuitBreaker.openReason(batch);
		if (notSent !== undefined) {
			refusalForAll.end(batch);
			sink.results.push({ targets, result: { notSent }, mayHaveApplied: appliedEarlier });
			return { isAccepted: false };
		}
		let error: BatchError;
		try {
			const answer = await send({ ...batch, targets });
			circuitBreaker.recordSuccess();
			const guilty = canceledFor(targets, answer);
			const isSeparable = guilty.length > 0 && guilty.length < targets.length;
			if (isSeparable && namedInARow < MAX_NAMED_IN_A_ROW) {
				namedInARow++;
				onFailure?.();
				sink.attempts.push({ targets, answer });
				const mayHaveApplied = appliedEarlier || answer.mayHaveApplied === true;
				sink.results.push({ targets: guilty, result: { answer }, mayHaveApplied });
				// Some of the others may have been carried out all the same.
				const others = { targets: without(targets, guilty), mayHaveApplied: true };
				failed.push({ ...others, error: CANCELED, isUntested: true });
				return { isAccepted: false };
			}
			bisectBudget.recordSuccess();
			refusalForAll.recordSuccess(batch);
			isAnyAccepted = true;
			refusalsInARow = 0;
			namedInARow = 0;
			sink.attempts.push({ targets, answer });
			const mayHaveApplied = appliedEarlier || answer.mayHaveApplied === true;
			sink.results.push({ targets, result: { answer }, mayHaveApplied });
			return { isAccepted: true };
		} catch (thrown) {
			error = toBatchError(thrown);
			error.scope = scopeOf(targets, error);
		} finally {
			refusalForAll.end(batch);
		}
		const isTooLarge = batchSize.isTooLarge(error);
		const isTooSlow = options.cutsSlow === true && batchSize.isTooSlow(targets.length, error);
		if (isTooLarge) batchSize.recordTooLarge(sizeOf(targets), targets.length, error);
		if (isTooSlow) batchSize.recordTooSlow(targets.length);
		else circuitBreaker.recordFailure(batch, error);
		if (error.notSent !== true) sink.attempts.push({ targets, error });
		const mayHaveApplied = appliedEarlier || error.mayHaveApplied === true;
		if ((isTooLarge || isTooSlow) && targets.length > 1) {
			await sendAll(targets, mayHaveApplied);
			return { isAccepted: false };
		}
		onFailure?.();
		const isAboutInputs = error.scope === 'inputs' || error.scope === 'batchSize';
		if (isAboutInputs) refusalsInARow++;
		const words = isAboutInputs ? recordRefusal(targets, error) : undefined;
		if (isAboutInputs && targets.length > 1) {
			failed.push({ targets, error, mayHaveApplied, words });
		} else {
			sink.results.push({ targets, result: { error }, mayHaveApplied });
		}
		return { isAccepted: false, words };
	};

	/** Sends, in one request or as few as HubSpot's largest size allows. */
	const sendAll = async (targets: T[], appliedEarlier: boolean): Promise<boolean> => {
		let isAccepted = true;
		for (let rest = targets; rest.length > 0;) {
			// Looked up each time: a request of this loop may have made it smaller.
			const count = batchSize.fitting(rest, sizeOf);
			const sent = await sendOnce(rest.slice(0, count), appliedEarlier);
			isAccepted = sent.isAccepted && isAccepted;
			rest = rest.slice(count);
		}
		return isAccepted;
	};

	/** Sends the two parts of what was refused. */
	const bisectOne = async (current: FailedSubBatch<T>, matched: T[]): Promise<void> => {
		const [first, second] = bisect(current.targets, matched);
		const isAccepted = await sendAll(first, current.mayHaveApplied);
		// A request that is refused, and not because of its first part, is refused because of its second.
		if (isAccepted && second.length > 1) failed.push({ ...current, targets: second });
		else await sendAll(second, current.mayHaveApplied);
	};

	/** Sends an input alone, out of what was refused; undefined where nothing is left of that. */
	const probeOwn = async (before: T[], nth: number): Promise<SendResult | undefined> => {
		const untestedParts = failed.filter(({ words }) => words !== undefined);
		if (untestedParts.length === 0) return undefined;
		const part = untestedParts.reduce((best, each) => (isLarger(each, best) ? each : best));
		const target = chooseProbe(part.targets, before, nth, recordsOf);
		before.push(target);
		const rest = without(part.targets, [target]);
		failed.splice(failed.indexOf(part), 1);
		const sent = await sendOnce([target], part.mayHaveApplied);
		const isUntested = part.isUntested === true || !sent.isAccepted || rest.length === 1;
		if (rest.length > 0) failed.push({ ...part, targets: rest, isUntested });
		return sent;
	};

	/** Finds out whether a refusal is about everything, unless another batch does, or already has. */
	const examine = async (error: BatchError, words: string): Promise<void> => {
		isExamined = true;
		while (refusalForAll.isOpen(batch)) {
			const isExaminer = refusalForAll.claim(batch, results);
			await refusalForAll.quiet(batch, results);
			if (isExaminer) break;
		}
		const stop = (scope: 'account' | 'objectTypes') => {
			refusalForAll.recordForAll(batch, words);
			circuitBreaker.recordFailure(batch, { ...error, scope });
		};
		if (!refusalForAll.isOpen(batch)) return;
		if (refusalForAll.isForWholeRun(batch, words)) return stop('account');
		const [part] = failed.filter((each) => each.words !== undefined);
		if (part !== undefined && refusalForAll.requestsBetween(batch, words) < REFUSED_BATCHES) {
			failed.splice(failed.indexOf(part), 1);
			await bisectOne(part, []);
		}
		const before: T[] = [];
		for (let nth = 0; ; nth++) {
			if (!refusalForAll.isOpen(batch)) return;
			if (refusalForAll.isEnough(batch, words)) return stop('objectTypes');
			// From this batch first, so that it is about what was refused, and then from as far away as possible.
			const isOwn = refusalForAll.singlesBetween(batch, words) === 0 && failed.length > 0;
			const elsewhere = isOwn ? undefined : takeElsewhere?.(before, nth);
			if (elsewhere !== undefined) before.push(elsewhere.target);
			const sent =
				elsewhere === undefined
					? await probeOwn(before, nth)
					: await sendOnce([elsewhere.target], false, elsewhere);
			if (sent?.words !== words) return;
		}
	};

	try {
		await sendAll(batch.targets, false);
		// By turns the largest, in which most can be saved, and the smallest, in which something good is soon found.
		for (let round = 0; ; round++) {
			if (suspect !== undefined && !isExamined) await examine(suspect.error, suspect.words);
			refusalForAll.release(results);
			if (failed.length === 0) break;
			const current = takeOut(failed, round % 2 === 0 ? isLarger : isSmaller);
			const { targets, error, mayHaveApplied } = current;
			if (refusalForAll.isForAll(batch)) {
				results.push({ targets, result: { error }, mayHaveApplied });
				continue;
			}
			const maxRefusals = bisectBudget.maxRefusals(batch.targets.length);
			if (refusalsInARow >= maxRefusals) {
				const result = { error: withoutSearch(error, targets.length, maxRefusals) };
				results.push({ targets, result, mayHaveApplied });
				continue;
			}
			if (current.isUntested === true) {
				await sendAll(targets, mayHaveApplied);
				continue;
			}
			const { matched, isNamed } = match(targets, error);
			if (isNamed && namedInARow < MAX_NAMED_IN_A_ROW) {
				namedInARow++;
				results.push({ targets: matched, result: { error }, mayHaveApplied });
				await sendAll(without(targets, matched), mayHaveApplied);
				continue;
			}
			await bisectOne(current, matched);
		}
	} finally {
		refusalForAll.release(results);
	}
	if (!isAnyAccepted && refusalsInARow > 0) bisectBudget.recordFruitlessBisect();
	return results;
}

type Compare<T> = (a: FailedSubBatch<T>, b: FailedSubBatch<T>) => boolean;

const isLarger: Compare<unknown> = (a, b) => a.targets.length > b.targets.length;

const isSmaller: Compare<unknown> = (a, b) => a.targets.length < b.targets.length;

/** Takes the first one out of a list that no other one comes before. */
function takeOut<T>(failed: Array<FailedSubBatch<T>>, isBefore: Compare<T>): FailedSubBatch<T> {
	const first = failed.reduce((best, each) => (isBefore(each, best) ? each : best));
	failed.splice(failed.indexOf(first), 1);
	return first;
}

/** Two parts, the first of which is less likely to be refused. */
function bisect<T>(targets: T[], matched: T[]): [T[], T[]] {
	// Sorting out many named inputs costs more than halving.
	if (matched.length > 0 && matched.length <= targets.length / 2) {
		return [without(targets, matched), matched];
	}
	const half = Math.floor(targets.length / 2);
	return [targets.slice(0, half), targets.slice(half)];
}

function without<T>(targets: T[], others: T[]): T[] {
	const excluded = new Set(others);
	return targets.filter((target) => !excluded.has(target));
}

function withoutSearch(error: BatchError, size: number, maxRefusals: number): BatchError {
	const message = `${withFullStop(error.message)} HubSpot refused ${size} inputs together; after ${maxRefusals} refusals in a row the node no longer looks for those it means.`;
	return { ...error, message };
}
