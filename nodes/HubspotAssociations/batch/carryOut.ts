import { lookFirst, type LookedAt } from './look';
import type { Outcome } from './outcome';
import { type Batch, cut } from './plan';
import { type BatchResult, NOT_SENT, run, type RunSettings, type Send } from './run';
import type { FoundType, Target } from './target';

/** How targets are dealt with. */
export interface CarryOutSettings extends RunSettings {
	/** Most targets in one request, at least 1. */
	batchSize: number;
	/** Look at what is there before deleting it, and say what was. */
	includeRemoved: boolean;
	/** Look at what is there, and send nothing that changes anything. */
	dryRun: boolean;
}

/** What became of all targets. */
export interface CarriedOut {
	/** One for each target. */
	outcomes: Map<Target, Outcome>;
	/** One for each batch, in order; none in a dry run. */
	results: BatchResult[];
}

/**
 * Deletes targets, or says what deleting them would do; looks at them before, where that is wanted.
 *
 * @param groups from `group`
 */
export async function carryOut(
	groups: readonly Batch[],
	send: Send,
	settings: CarryOutSettings,
): Promise<CarriedOut> {
	const { batchSize, includeRemoved, dryRun, stopAtFailure, look } = settings;
	if (!dryRun && !includeRemoved) {
		const results = await run(cut(groups, batchSize), send, settings);
		return { outcomes: outcomesOf(results), results };
	}

	const looked = await lookFirst(groups, look);
	if (dryRun) return { outcomes: withEach(looked, wouldDelete), results: [] };
	const isUnread = [...looked.outcomes.values()].some(({ status }) => status === 'notSent');
	if (isUnread && stopAtFailure) return { outcomes: withEach(looked, afterFailure), results: [] };

	const results = await run(cut(looked.groups, batchSize), send, settings);
	const outcomes = new Map(looked.outcomes);
	for (const [target, outcome] of outcomesOf(results)) {
		const removed = looked.removed.get(target);
		outcomes.set(target, outcome.status === 'deleted' ? { ...outcome, removed } : outcome);
	}
	return { outcomes, results };
}

function outcomesOf(results: readonly BatchResult[]): Map<Target, Outcome> {
	const outcomes = new Map<Target, Outcome>();
	for (const result of results) {
		result.batch.targets.forEach((target, index) => outcomes.set(target, result.outcomes[index]));
	}
	return outcomes;
}

/** What the look showed, and for what is there what `outcome` says. */
const withEach = (
	{ outcomes, removed }: LookedAt,
	outcome: (removed: FoundType[]) => Outcome,
): Map<Target, Outcome> =>
	new Map([
		...outcomes,
		...[...removed].map(([target, types]): [Target, Outcome] => [target, outcome(types)]),
	]);

const wouldDelete = (removed: FoundType[]): Outcome => ({ status: 'wouldDelete', removed });

const afterFailure = (): Outcome => ({
	status: 'notSent',
	error: { message: NOT_SENT.afterFailure },
});
