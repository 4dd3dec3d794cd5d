import { withFullStop } from '../outcome';
import type { BatchError } from './batchError';
import { bisectOne, isLarger, isSmaller, takeOut } from './bisect';
import { bisectUnanswered } from './bisectUnanswered';
import { examineRefusal } from './refusals/examineRefusal';
import {
	type Attempt,
	type BisectOptions,
	type SubBatch,
	type SubBatchResult,
	without,
} from './subBatch';
import { MAX_NAMED_IN_A_ROW, SubBatchSender } from './subBatchSender';

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
 * - Failed in spite of all tries: halved, where the options say so; see {@link bisectUnanswered}.
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
	const { bisectBudget, refusalForAll } = options.state;
	const sender = new SubBatchSender(batch, options, attempts);
	const { results, failed } = sender;
	try {
		await sender.sendAll(batch.targets, false);
		// By turns the largest, in which most can be saved, and the smallest, in which something good is soon found.
		for (let round = 0; ; round++) {
			if (sender.suspect !== undefined && !sender.isExamined) {
				await examineRefusal(batch, sender, options, sender.suspect);
			}
			refusalForAll.release(results);
			if (failed.length === 0) break;
			const current = takeOut(failed, round % 2 === 0 ? isLarger : isSmaller);
			const { targets, error, mayHaveApplied } = current;
			if (refusalForAll.isForAll(batch)) {
				results.push({ targets, result: { error }, mayHaveApplied });
				continue;
			}
			const maxRefusals = bisectBudget.maxRefusals(batch.targets.length);
			if (sender.refusalsInARow >= maxRefusals) {
				const result = { error: withoutSearch(error, targets.length, maxRefusals) };
				results.push({ targets, result, mayHaveApplied });
				continue;
			}
			if (current.isUntested === true) {
				await sender.sendAll(targets, mayHaveApplied);
				continue;
			}
			const { matched, isNamed } = sender.match(targets, error);
			if (isNamed && sender.namedInARow < MAX_NAMED_IN_A_ROW) {
				sender.namedInARow++;
				results.push({ targets: matched, result: { error }, mayHaveApplied });
				await sender.sendAll(without(targets, matched), mayHaveApplied);
				continue;
			}
			await bisectOne(sender, current, matched);
		}
	} finally {
		refusalForAll.release(results);
	}
	if (!sender.isAnyAccepted && sender.refusalsInARow > 0) bisectBudget.recordFruitlessBisect();
	return options.bisectsUnanswered === true
		? await bisectUnanswered(batch, results, options, attempts)
		: results;
}

function withoutSearch(error: BatchError, size: number, maxRefusals: number): BatchError {
	const message = `${withFullStop(error.message)} HubSpot refused ${size} inputs together; after ${maxRefusals} refusals in a row the node no longer looks for those it means.`;
	return { ...error, message };
}
