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
	if (!dryRun && goal.status === 'restored') {
		const results = await run(cut(groups, batchSize), send, settings);
		const outcomes = outcomesOf(results);
		// What could not be restored has to say so in a form that can be tried again.
		for (const [target, outcome] of outcomes) {
			const isDone = outcome.status === 'restored';
			if (!isDone) outcomes.set(target, withRemoved(outcome, target.types));
		}
		return { outcomes, results };
	}
	if (!dryRun && !includeRemoved) {
		const results = await run(cut(groups, batchSize), send, settings);
		return { outcomes: outcomesOf(results), results };
	}

	const looked = await lookFirst(groups, lookBefore, goal);
	const outcomes = new Map(looked.outcomes);
	if (dryRun) {
		for (const [target, removed] of looked.left) {
			outcomes.set(target, { status: goal.would, removed });
		}
		return { outcomes, results: [] };
	}
	const isUnread = [...outcomes.values()].some(({ status }) => status === 'notSent');
	const failedBefore = settings.failedBefore === true || isUnread;
	const results = await run(cut(looked.groups, batchSize), send, { ...settings, failedBefore });
	for (const [target, outcome] of outcomesOf(results)) {
		// Part of what failed may be gone all the same.
		const wasSent = outcome.status === 'deleted' || outcome.status === 'failed';
		outcomes.set(target, wasSent ? withRemoved(outcome, looked.left.get(target)) : outcome);
	}
	return { outcomes, results };
}

const withRemoved = (outcome: Outcome, removed: FoundType[] | undefined): Outcome =>
	outcome.status === 'deleted' || outcome.status === 'failed' || outcome.status === 'notSent'
		? { ...outcome, removed }
		: outcome;

function outcomesOf(results: readonly BatchResult[]): Map<Target, Outcome> {
	const outcomes = new Map<Target, Outcome>();
	for (const result of results) {
		result.batch.targets.forEach((target, index) => outcomes.set(target, result.outcomes[index]));
	}
	return outcomes;
}
