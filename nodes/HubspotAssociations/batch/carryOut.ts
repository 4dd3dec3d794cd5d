import { type Look, lookFirst } from './look';
import type { Outcome } from './outcome';
import { type Batch, cut } from './plan';
import { type BatchResult, run, type RunSettings, type Send } from './run';
import type { FoundType, Target } from './target';

/** How targets are dealt with. */
export interface CarryOutSettings extends RunSettings {
	/** Most targets in one request, at least 1. */
	batchSize: number;
	/** Look at what is there before deleting it, and say what was. */
	includeRemoved: boolean;
	/** Look at what is there, and send nothing that changes anything. */
	dryRun: boolean;
	/** Told what there is to send, once everything is looked at. */
	onBegin?: (batches: readonly Batch[]) => void;
	/** How to look before anything is sent; `look` is for reading back. */
	lookBefore: Look;
}

/** What became of all targets. */
export interface CarriedOut {
	/** One for each target. */
	outcomes: Map<Target, Outcome>;
	/** One for each batch, in order; none in a dry run. */
	results: BatchResult[];
}

/**
 * Deletes or restores targets, or says what that would do; looks at them before, where that is wanted.
 *
 * @param groups from `group`
 */
export async function carryOut(
	groups: readonly Batch[],
	send: Send,
	settings: CarryOutSettings,
): Promise<CarriedOut> {
	const { goal, batchSize, includeRemoved, dryRun, lookBefore } = settings;
	const isDeletion = goal.status === 'deleted';
	const looked =
		dryRun || (includeRemoved && isDeletion)
			? await lookFirst(groups, lookBefore, goal)
			: undefined;
	const outcomes = new Map(looked?.outcomes);
	if (dryRun) {
		for (const [target, removed] of looked?.left ?? []) {
			outcomes.set(target, { status: goal.would, removed });
		}
		return { outcomes, results: [] };
	}
	const isUnread = [...outcomes.values()].some(({ status }) => status === 'notSent');
	const batches = cut(looked?.groups ?? groups, batchSize);
	settings.onBegin?.(batches);
	const results = await run(batches, send, {
		...settings,
		failedBefore: settings.failedBefore === true || isUnread,
	});
	for (const result of results) {
		result.batch.targets.forEach((target, index) => {
			const removed = isDeletion ? looked?.left.get(target) : target.types;
			outcomes.set(target, withRemoved(result.outcomes[index], removed, isDeletion));
		});
	}
	return { outcomes, results };
}

/**
 * Says with an outcome what Restore would need: of a deletion what is gone, or may be gone in part although it failed;
 * of a Restore what has not come back, so that it can be tried again.
 */
function withRemoved(
	outcome: Outcome,
	removed: FoundType[] | undefined,
	isDeletion: boolean,
): Outcome {
	const { status } = outcome;
	const isWanted = status === 'failed' || status === (isDeletion ? 'deleted' : 'notSent');
	return isWanted && removed !== undefined ? { ...outcome, removed } : outcome;
}
