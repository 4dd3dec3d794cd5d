import type { Outcome } from './outcome';
import { type Batch, chunk } from './plan';
import { preflight } from './preflight';
import { type BatchResult, runBatches, type RunOptions, type Send } from './runBatches';
import type { StateReader } from './stateReader';
import { isSameType, type LabeledType, type Target } from './target';

/** How targets are deleted or restored. */
export interface BulkOptions extends RunOptions {
	/** Most targets in one request, at least 1. */
	batchSize: number;
	/** Read what is there before deleting it, and give it out. */
	includeRemoved: boolean;
	/** Read what is there, and send nothing that changes anything. */
	dryRun: boolean;
	/** Called with what there is to send, once everything is read. */
	onBegin?: (batches: readonly Batch[]) => void;
	/** How to read before anything is sent; `readState` is for reading back. */
	readStateBefore: StateReader;
}

/** The outcomes of all targets. */
export interface BulkResult {
	/** One for each target. */
	outcomes: Map<Target, Outcome>;
	/** One for each batch, in order; none in a dry run. */
	results: BatchResult[];
}

/**
 * Deletes or restores targets, or says what that would do; reads them before, where that is wanted.
 *
 * @param groups from `groupByObjectTypes`
 */
export async function executeBatches(
	groups: readonly Batch[],
	send: Send,
	options: BulkOptions,
): Promise<BulkResult> {
	const { desiredState, batchSize, includeRemoved, dryRun, readStateBefore } = options;
	const isDeletion = desiredState.status === 'deleted';
	const before =
		dryRun || (includeRemoved && isDeletion)
			? await preflight(groups, readStateBefore, desiredState)
			: undefined;
	const outcomes = new Map(before?.outcomes);
	if (dryRun) {
		for (const [target, removed] of before?.affected ?? []) {
			outcomes.set(target, { status: desiredState.dryRunStatus, removed });
		}
		return { outcomes, results: [] };
	}
	const isAnyUnread = [...outcomes.values()].some(({ status }) => status === 'notSent');
	const batches = chunk(before?.groups ?? groups, batchSize);
	options.onBegin?.(batches);
	const results = await runBatches(batches, send, {
		...options,
		failedBefore: options.failedBefore === true || isAnyUnread,
	});
	for (const result of results) {
		result.batch.targets.forEach((target, index) => {
			const removed = isDeletion ? before?.affected.get(target) : target.types;
			outcomes.set(target, withRemoved(result.outcomes[index], removed, isDeletion));
		});
	}
	return { outcomes, results };
}

/**
 * Adds to an outcome what Restore would need: of a deletion what is gone, or may be gone in part although it failed;
 * of a Restore what has not come back, so that it can be tried again.
 */
function withRemoved(
	{ ...outcome }: Outcome,
	removed: LabeledType[] | undefined,
	isDeletion: boolean,
): Outcome {
	const { status } = outcome;
	let gone = removed;
	if (outcome.status === 'failed' && outcome.remaining !== undefined) {
		const { remaining } = outcome;
		delete outcome.remaining;
		if (isDeletion) {
			gone = gone?.filter((type) => !remaining.some((each) => isSameType(each, type)));
			if (gone?.length === 0) return outcome;
		}
	}
	const isWanted = status === 'failed' || status === (isDeletion ? 'deleted' : 'notSent');
	return isWanted && gone !== undefined ? { ...outcome, removed: gone } : outcome;
}
