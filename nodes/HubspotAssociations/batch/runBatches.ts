import { type BatchError, toOutcomeError } from './sending/batchError';
import { cancellation } from './responses/cancellation';
import { matchItemFailures } from './responses/matchItemFailures';
import { type ItemResult, type Outcome, withFullStop } from './outcome';
import { saysNoAssociations } from './responses/noAssociations';
import { type Answer, parseBatchResponse } from './responses/parseBatchResponse';
import { wrongTypeAdvice } from './responses/wrongTypeAdvice';
import { countInputs } from './planning/chunk';
import type { Batch } from './planning/plan';
import { readBack, type ReadBackOptions } from './readBack';
import { FIRST_REQUESTS } from './sending/refusals/refusalForAll';
import { sendOtherTypes } from './sending/sendOtherTypes';
import { sendTypesAlone } from './sending/sendTypesAlone';
import { newSendState, type SendState } from './sending/sendState';
import { sendWithBisect } from './sending/sendWithBisect';
import type { Attempt, BisectOptions, SubBatchResult } from './sending/subBatch';
import { recordsOf, type Target } from './target';
import { UnsentBatches, type UnsentPart } from './sending/refusals/unsentBatches';

/** Sends one batch. Resolves with a 2xx answer, rejects with an error that has the fields of a `BatchError`. */
export type Send = (batch: Batch) => Promise<Answer>;

/** How a run sends its batches. */
export interface RunOptions extends ReadBackOptions {
	/** Most requests under way at once, at least 1. */
	concurrency: number;
	/** Send nothing more once a batch failed, in whole or in part, or could not be sent. */
	stopAtFailure: boolean;
	/** Whether something failed already, before any batch. */
	failedBefore?: boolean;
	/** What other requests of the same run have shown so far; nothing unless given. */
	state?: SendState;
	/** Called with the outcomes of a finished batch. */
	onFinished?: (outcomes: readonly Outcome[]) => void;
	/** Aborted when the user stops the workflow: nothing more is sent. */
	signal?: AbortSignal;
}

/** One batch and its outcomes. */
export interface BatchResult {
	batch: Batch;
	/** Every request it took, in order: several where HubSpot refused the first, none where nothing was sent. */
	attempts: Array<Attempt<Target>>;
	/** One for each target of the batch, in its order. */
	outcomes: Outcome[];
}

/** Why a batch was not sent. */
export const NOT_SENT = {
	afterFailure: 'Not sent, because an earlier request of this run failed.',
	stopped: 'Not sent, because the workflow was stopped.',
} as const;

/**
 * Sends batches, some at a time, and gathers the outcomes of each.
 *
 * @param batches from `chunk`
 * @returns one result for each batch, in the order given, the unsent ones included; never rejects for a failed batch
 */
export async function runBatches(
	batches: readonly Batch[],
	send: Send,
	options: RunOptions,
): Promise<BatchResult[]> {
	const { concurrency, stopAtFailure, failedBefore = false, signal } = options;
	const { state = newSendState() } = options;
	const results: BatchResult[] = new Array<BatchResult>(batches.length);
	const unsent = new UnsentBatches(batches);
	let isAnyFailed = failedBefore;
	/** Batches of which something was refused or is unclear, until their outcomes are known. */
	const unsettled = new Set<Promise<void>>();

	let setFinished = () => {};
	const firstFinished = new Promise<void>((resolve) => (setFinished = resolve));

	const worker = async (place: number) => {
		// A batch that has to wait for its first request is not taken: it may turn out that it must not be sent.
		if (place >= FIRST_REQUESTS) await firstFinished;
		for (;;) {
			// Further batches may become unsettled while one is waited for.
			while (stopAtFailure && unsettled.size > 0) await Promise.all(unsettled);
			const part = unsent.take();
			if (part === undefined) return;
			const { index } = part;
			// A batch is finished in spite of its own failures; this is about those of others.
			const isOver = isAnyFailed && stopAtFailure;
			const stopReason = () => {
				if (signal?.aborted) return NOT_SENT.stopped;
				return isOver ? NOT_SENT.afterFailure : undefined;
			};
			let settle = () => {};
			const settled = new Promise<void>((resolve) => (settle = resolve));
			const onUnsettled = () => {
				unsettled.add(settled);
			};
			const bisectOptions: BisectOptions<Target> = {
				...{ send, matchItemFailures, recordsOf, state, stopReason, onFailure: onUnsettled },
				canceledFor: (targets, answer) => cancellation(targets, answer)?.targets ?? [],
				...{ sizeOf: countInputs, cutsSlow: true, bisectsUnanswered: true },
				// After a failure, nothing of another batch is sent.
				takeElsewhere: stopAtFailure
					? undefined
					: (before, nth) => unsent.takeOne(batches[index], before, nth),
			};
			results[index] = await runBatch(batches[index], part, bisectOptions, onUnsettled, options);
			isAnyFailed ||= results[index].outcomes.some(isFailure);
			options.onFinished?.(results[index].outcomes);
			unsettled.delete(settled);
			settle();
			setFinished();
		}
	};
	const workers = Array.from({ length: Math.min(concurrency, batches.length) });
	await Promise.all(workers.map(async (_, place) => await worker(place)));
	return results;
}

const isFailure = ({ status }: Outcome) => status === 'failed' || status === 'notSent';

/**
 * @param part what of the batch is still to be sent, and what was sent of it before
 * @param onUnsettled called when something did not simply go well; the outcomes are found out afterwards
 */
async function runBatch(
	batch: Batch,
	part: UnsentPart,
	bisectOptions: BisectOptions<Target>,
	onUnsettled: () => void,
	options: RunOptions,
): Promise<BatchResult> {
	const { attempts } = part;
	let outcomes = new Map<Target, Outcome>();
	let reason = 'The node lost track of it.';
	try {
		const { targets } = part;
		const sent =
			targets.length > 0
				? await sendWithBisect({ ...batch, targets }, bisectOptions, attempts)
				: [];
		const subBatches = [...part.results, ...sent];
		const isCreation = options.desiredState.status === 'restored';
		const itemResults = parseSubBatches(subBatches, isCreation);
		// Creating replaces what is there: it is never done with fewer labels than were meant to be there.
		if (!isCreation) {
			const resendOptions = { batch, bisectOptions, attempts };
			for (const [target, itemResult] of await resend(resendOptions, subBatches)) {
				itemResults.set(target, itemResult);
			}
		}
		const targetResults = [...itemResults].map(([target, itemResult]) => ({ target, itemResult }));
		if (targetResults.some(({ itemResult }) => itemResult.status !== 'done')) onUnsettled();
		outcomes = await readBack(batch, targetResults, options);
	} catch (error) {
		// A mistake of this program, in the middle of deleting: no input may get lost over it.
		reason = `The node could not read an answer (${(error as Error).message}).`;
	}
	const lost: Outcome = {
		status: 'failed',
		unknown: true,
		error: { message: `${reason} Whether it was ${options.desiredState.status} is unknown.` },
	};
	return {
		batch,
		attempts,
		outcomes: batch.targets.map((target) => outcomes.get(target) ?? lost),
	};
}

/**
 * Sends the other labels of sets of which HubSpot refused some, and so on until it refuses no more of them; and the labels
 * of a set alone, where it does not say which it refuses.
 */
async function resend(
	sent: { batch: Batch; bisectOptions: BisectOptions<Target>; attempts: Array<Attempt<Target>> },
	subBatches: ReadonlyArray<SubBatchResult<Target>>,
): Promise<Map<Target, ItemResult>> {
	const { batch, bisectOptions } = sent;
	const send = async (targets: Target[], originals: Target[]) => {
		const attempts: Array<Attempt<Target>> = [];
		const again = await sendWithBisect({ ...batch, targets }, bisectOptions, attempts);
		const itemResults = parseSubBatches(again);
		for (const [target, itemResult] of await resend({ ...sent, attempts }, again)) {
			itemResults.set(target, itemResult);
		}
		// To everything outside these are the targets that were asked for.
		const original = new Map(targets.map((target, index) => [target, originals[index]]));
		const named = (target: Target) => original.get(target) ?? target;
		sent.attempts.push(
			...attempts.map((attempt) => ({ ...attempt, targets: attempt.targets.map(named) })),
		);
		return itemResults;
	};
	const others = await sendOtherTypes(subBatches, send);
	const { refusalForAll } = bisectOptions.state;
	if (refusalForAll.isForAll(batch)) return others;
	const alone = await sendTypesAlone(subBatches, async (targets, originals) => {
		// It was found out as far as it can be: single types of a set say nothing about everything.
		refusalForAll.recordApart(batch);
		return await send(targets, originals);
	});
	return new Map([...others, ...alone]);
}

/** What the last request of each target shows about it. */
const parseSubBatches = (
	subBatches: ReadonlyArray<SubBatchResult<Target>>,
	isCreation = false,
): Map<Target, ItemResult> =>
	new Map(
		subBatches.flatMap((subBatch) =>
			parseSubBatch(subBatch, isCreation).map((itemResult, index): [Target, ItemResult] => [
				subBatch.targets[index],
				itemResult,
			]),
		),
	);

/** What the last request of a part shows about each of its targets, in their order. */
function parseSubBatch(
	{ targets, result, mayHaveApplied }: SubBatchResult<Target>,
	isCreation: boolean,
): ItemResult[] {
	if ('answer' in result) {
		return parseBatchResponse(targets, result.answer, isCreation).map((itemResult) =>
			mayHaveApplied && itemResult.status === 'failed'
				? { ...itemResult, status: 'unknown', pending: true }
				: itemResult,
		);
	}
	const error = 'error' in result ? toOutcomeError(result.error) : { message: result.notSent };
	const isNotSent = !('error' in result) || result.error.notSent === true;
	return targets.map((target): ItemResult => {
		// What HubSpot did not answer it may still be doing.
		if (mayHaveApplied) return { status: 'unknown', error, pending: true };
		if ('error' in result && mayBeGone(target, result.error)) return { status: 'unknown', error };
		if ('error' in result && !isCreation && saysNoAssociations(result.error)) {
			return { status: 'unknown', error, wasAbsent: true };
		}
		const advice = 'error' in result && wrongTypeAdvice(target, result.error.responseBody);
		const message = advice ? `${withFullStop(error.message)} ${advice}` : error.message;
		return { status: isNotSent ? 'notSent' : 'failed', error: { ...error, message } };
	});
}

/** A label that HubSpot does not find may have gone with its inverse, or under another name of its object types. */
const mayBeGone = ({ fromObjectId }: Target, { httpCode, scope }: BatchError): boolean =>
	fromObjectId === undefined && httpCode === 404 && scope === 'inputs';
