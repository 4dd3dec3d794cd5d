import { AdaptiveBatchSize } from './adaptiveBatchSize';
import { type BatchError, toBatchError } from './batchError';
import { BisectBudget } from './bisectBudget';
import { CircuitBreaker } from './circuitBreaker';
import type { BatchItemFailures } from './matchItemFailures';
import { withFullStop } from './outcome';
import type { Answer } from './parseBatchResponse';
import type { ObjectTypes } from './target';

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
});

/** After so many refusals in a row that name one input after the other, halving is faster. */
const MAX_NAMED_IN_A_ROW = 8;

/** What sending needs to know. */
export interface BisectOptions<T> {
	/** Sends one request; rejects with an error that has the fields of {@link BatchError}. */
	send: (batch: SubBatch<T>) => Promise<Answer>;
	/** Which inputs an error's `responseBody` names. */
	matchItemFailures: (
		targets: T[],
		responseBody: unknown,
	) => Pick<BatchItemFailures, 'exact' | 'byType'> & { targets: T[] };
	state: SendState;
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
}

/**
 * Sends inputs in one request, and in as many smaller ones as it takes when HubSpot refuses that.
 *
 * - Too large: cut in half; the smaller size is kept for the run.
 * - Refused because of some input: the inputs that HubSpot names are out, and the others go again. Where HubSpot names
 *   none, the request is halved, and what is refused again is halved again. Of the two halves the second one is
 *   only sent whole if the first was refused, too: otherwise it is known to hold the bad input. So one bad input
 *   among n costs at most 2·log2(n) requests more. Where HubSpot refuses one part after the other, the search ends:
 *   see {@link BisectBudget}.
 * - Refused for the account or for these object types: nothing more of it is sent.
 *
 * @param batch at least one input
 * @param attempts gets every request that was sent, in order
 * @returns results that hold each target exactly once; never rejects for a request that failed
 */
export async function sendWithBisect<T>(
	batch: SubBatch<T>,
	{ send, matchItemFailures, state, stopReason, onFailure }: BisectOptions<T>,
	attempts: Array<Attempt<T>> = [],
): Promise<Array<SubBatchResult<T>>> {
	const { circuitBreaker, batchSize, bisectBudget } = state;
	const results: Array<SubBatchResult<T>> = [];
	/** What has to be bisected. */
	const failed: Array<FailedSubBatch<T>> = [];
	let refusalsInARow = 0;
	let namedInARow = 0;
	let isAnyAccepted = false;

	/** Sends once, and files the inputs under what came of it. */
	const sendOnce = async (targets: T[], appliedEarlier: boolean): Promise<boolean> => {
		const notSent = stopReason?.() ?? circuitBreaker.openReason(batch);
		if (notSent !== undefined) {
			results.push({ targets, result: { notSent }, mayHaveApplied: appliedEarlier });
			return false;
		}
		let error: BatchError;
		try {
			const answer = await send({ ...batch, targets });
			circuitBreaker.recordSuccess();
			bisectBudget.recordSuccess();
			isAnyAccepted = true;
			refusalsInARow = 0;
			namedInARow = 0;
			attempts.push({ targets, answer });
			const mayHaveApplied = appliedEarlier || answer.mayHaveApplied === true;
			results.push({ targets, result: { answer }, mayHaveApplied });
			return true;
		} catch (thrown) {
			error = toBatchError(thrown);
		}
		const isTooLarge = batchSize.isTooLarge(error);
		if (isTooLarge) batchSize.recordTooLarge(targets.length);
		circuitBreaker.recordFailure(batch, error);
		if (error.notSent !== true) attempts.push({ targets, error });
		const mayHaveApplied = appliedEarlier || error.mayHaveApplied === true;
		if (isTooLarge && targets.length > 1) {
			await sendAll(targets, mayHaveApplied);
			return false;
		}
		onFailure?.();
		const isAboutInputs = error.scope === 'inputs' || error.scope === 'batchSize';
		if (isAboutInputs) refusalsInARow++;
		if (isAboutInputs && targets.length > 1) {
			failed.push({ targets, error, mayHaveApplied });
		} else {
			results.push({ targets, result: { error }, mayHaveApplied });
		}
		return false;
	};

	/** Sends, in one request or as few as HubSpot's largest size allows. */
	const sendAll = async (targets: T[], appliedEarlier: boolean): Promise<boolean> => {
		let isAccepted = true;
		for (let rest = targets; rest.length > 0;) {
			// Looked up each time: a request of this loop may have made it smaller.
			const size = Math.min(rest.length, batchSize.max);
			isAccepted = (await sendOnce(rest.slice(0, size), appliedEarlier)) && isAccepted;
			rest = rest.slice(size);
		}
		return isAccepted;
	};

	await sendAll(batch.targets, false);
	// By turns the largest, in which most can be saved, and the smallest, in which something good is soon found.
	for (let round = 0; failed.length > 0; round++) {
		const current = takeOut(failed, round % 2 === 0 ? isLarger : isSmaller);
		const { error, mayHaveApplied } = current;
		const maxRefusals = bisectBudget.maxRefusals(batch.targets.length);
		if (refusalsInARow >= maxRefusals) {
			const result = { error: withoutSearch(error, current.targets.length, maxRefusals) };
			results.push({ targets: current.targets, result, mayHaveApplied });
			continue;
		}
		const matched = matchItemFailures(current.targets, error.responseBody);
		const isNamed = (matched.exact || matched.byType) && matched.targets.length > 0;
		if (isNamed && namedInARow < MAX_NAMED_IN_A_ROW) {
			namedInARow++;
			results.push({ targets: matched.targets, result: { error }, mayHaveApplied });
			await sendAll(without(current.targets, matched.targets), mayHaveApplied);
			continue;
		}
		const [first, second] = bisect(current.targets, matched.targets);
		const isAccepted = await sendAll(first, mayHaveApplied);
		// A request that is refused, and not because of its first part, is refused because of its second.
		if (isAccepted && second.length > 1) failed.push({ ...current, targets: second });
		else await sendAll(second, mayHaveApplied);
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
