import {
	type Answer,
	failedOutcomes,
	notSentOutcomes,
	type Outcome,
	type OutcomeError,
	outcomesOf,
} from './outcome';
import type { Batch } from './plan';

/**
 * Sends one batch. Resolves with a 2xx answer, rejects with an error that may carry {@link OutcomeError}'s
 * fields, and `notSent: true` when nothing was sent.
 */
export type Send = (batch: Batch) => Promise<Answer>;

/** How a run goes about its batches. */
export interface RunSettings {
	/** Most requests under way at once, at least 1. */
	concurrency: number;
	/** Send nothing more once a batch failed, in whole or in part, or could not be sent. */
	stopAtFailure: boolean;
	/** Aborted when the user stops the workflow: nothing more is sent. */
	signal?: AbortSignal;
}

/** One batch and what became of it. */
export interface BatchResult {
	batch: Batch;
	/** HubSpot's answer; absent when it refused the batch, did not answer, or was never asked. */
	answer?: Answer;
	/** Why there is no answer although the batch was sent. */
	error?: OutcomeError;
	/** One for each target of the batch, in its order. */
	outcomes: Outcome[];
}

/** Why a batch was not sent. */
export const NOT_SENT = {
	afterFailure: 'Not sent, because an earlier request of this run failed.',
	stopped: 'Not sent, because the workflow was stopped.',
} as const;

/**
 * Sends batches, some at a time, and gathers what became of each.
 *
 * @param batches from `plan`
 * @returns one result for each batch, in the order given, the unsent ones included; never rejects for a failed batch
 */
export async function run(
	batches: readonly Batch[],
	send: Send,
	{ concurrency, stopAtFailure, signal }: RunSettings,
): Promise<BatchResult[]> {
	const results: BatchResult[] = new Array<BatchResult>(batches.length);
	let next = 0;
	let failed = false;

	const worker = async () => {
		while (next < batches.length) {
			const index = next++;
			const batch = batches[index];
			if (signal?.aborted || (failed && stopAtFailure)) {
				const why = signal?.aborted ? NOT_SENT.stopped : NOT_SENT.afterFailure;
				results[index] = { batch, outcomes: notSentOutcomes(batch.targets, why) };
				continue;
			}
			const result = await sendOne(batch, send);
			results[index] = result;
			failed ||= result.outcomes.some(({ status }) => status !== 'deleted');
		}
	};
	await Promise.all(Array.from({ length: Math.min(concurrency, batches.length) }, worker));
	return results;
}

async function sendOne(batch: Batch, send: Send): Promise<BatchResult> {
	try {
		const answer = await send(batch);
		return { batch, answer, outcomes: outcomesOf(batch.targets, answer) };
	} catch (thrown) {
		const error = outcomeErrorOf(thrown);
		if ((thrown as { notSent?: boolean }).notSent === true) {
			return { batch, outcomes: notSentOutcomes(batch.targets, error.message) };
		}
		return { batch, error, outcomes: failedOutcomes(batch.targets, error) };
	}
}

/** Picks what an outcome may say from a thrown error: nothing else of it gets into the workflow's data. */
function outcomeErrorOf(thrown: unknown): OutcomeError {
	const fields = (thrown ?? {}) as Partial<OutcomeError>;
	const error: OutcomeError = { message: fields.message ?? 'Unknown error' };
	if (fields.httpCode !== undefined) error.httpCode = fields.httpCode;
	if (fields.category !== undefined) error.category = fields.category;
	if (fields.subCategory !== undefined) error.subCategory = fields.subCategory;
	if (fields.correlationId !== undefined) error.correlationId = fields.correlationId;
	return error;
}
