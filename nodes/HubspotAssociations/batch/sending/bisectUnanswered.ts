import { type BatchError, toBatchError } from './batchError';
import type { Attempt, BisectOptions, SubBatch, SubBatchResult } from './subBatch';

/** HubSpot had a problem of its own, or a record was locked: it may come for one input again and again. */
const PASSING: readonly number[] = [423, 500, 502, 503, 504];

/** How often the last input is sent that may be the reason; a larger part is sent once. */
const TRIES_OF_LAST = 3;

type Unanswered<T> = SubBatchResult<T> & { result: { error: BatchError } };

const isUnanswered = <T>(subBatch: SubBatchResult<T>): subBatch is Unanswered<T> =>
	'error' in subBatch.result &&
	subBatch.targets.length > 1 &&
	PASSING.includes(subBatch.result.error.httpCode ?? 0);

/**
 * Bisects what HubSpot did not take in spite of all tries, so that one input that it cannot work on costs only itself.
 * Only where HubSpot is well otherwise, and only for one such input: where both halves fail, it ends. So it takes at most
 * 2·log2(n) + 3 requests.
 *
 * @param batch that was sent
 * @param results of its parts; all but what is bisected comes back as it is
 * @param attempts gets every request that is sent
 */
export async function bisectUnanswered<T>(
	batch: SubBatch<T>,
	results: ReadonlyArray<SubBatchResult<T>>,
	options: BisectOptions<T>,
	attempts: Array<Attempt<T>>,
): Promise<Array<SubBatchResult<T>>> {
	const all: Array<SubBatchResult<T>> = [];
	for (const subBatch of results) {
		const isBisected = isUnanswered(subBatch) && options.state.circuitBreaker.isWell();
		all.push(...(isBisected ? await bisectOne(batch, subBatch, options, attempts) : [subBatch]));
	}
	return all;
}

async function bisectOne<T>(
	batch: SubBatch<T>,
	subBatch: Unanswered<T>,
	options: BisectOptions<T>,
	attempts: Array<Attempt<T>>,
): Promise<Array<SubBatchResult<T>>> {
	const results: Array<SubBatchResult<T>> = [];
	/** Whether HubSpot took it; only then is it among the results. */
	const isTaken = async (targets: T[], maxAttempts: number): Promise<boolean> => {
		const sent = await sendPart({ ...batch, targets, maxAttempts }, options, attempts);
		if (sent !== undefined) results.push(sent);
		return sent !== undefined;
	};
	let rest = subBatch.targets;
	while (rest.length > 1) {
		const half = Math.floor(rest.length / 2);
		const [first, second] = [rest.slice(0, half), rest.slice(half)];
		if (await isTaken(first, 1)) rest = second;
		else if (await isTaken(second, 1)) rest = first;
		else return [...results, { ...subBatch, targets: rest, mayHaveApplied: true }];
	}
	if (await isTaken(rest, TRIES_OF_LAST)) return results;
	return [...results, { ...subBatch, targets: rest, mayHaveApplied: true }];
}

/** Sends a part of what HubSpot did not take; undefined where it does not take that either, or nothing may be sent. */
async function sendPart<T>(
	part: SubBatch<T>,
	{ send, state, stopReason }: BisectOptions<T>,
	attempts: Array<Attempt<T>>,
): Promise<SubBatchResult<T> | undefined> {
	const { circuitBreaker, refusalForAll } = state;
	if ((stopReason?.() ?? circuitBreaker.openReason(part)) !== undefined) return undefined;
	const { targets } = part;
	try {
		const answer = await send(part);
		attempts.push({ targets, answer });
		circuitBreaker.recordSuccess();
		refusalForAll.recordSuccess(part);
		// The request before may have been carried out in part.
		return { targets, result: { answer }, mayHaveApplied: true };
	} catch (thrown) {
		const error = toBatchError(thrown);
		attempts.push({ targets, error });
		// What it says of the account stops the run; that it fails again says nothing new of HubSpot.
		if (error.scope === 'account') circuitBreaker.recordFailure(part, error);
		return undefined;
	}
}
