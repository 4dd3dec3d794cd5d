import type { Outcome } from './outcome';
import { sendFromCheaperSide } from './planning/cheaperSide';
import { chunk } from './planning/chunk';
import type { Batch } from './planning/plan';
import { preflight, type PreflightOptions, type PreflightResult, takenMessage } from './preflight';
import { type BatchResult, runBatches, type RunOptions, type Send } from './runBatches';
import { newSendState } from './sending/sendState';
import { endsKey, isSameType, reversedEnds, type Target, typesToCreate } from './target';

/** How targets are deleted or restored. */
export interface BulkOptions extends RunOptions, PreflightOptions {
	/** Most inputs in one request, as HubSpot counts them, at least 1. */
	batchSize: number;
	/** Let whole associations that were read before be deleted from the other side where that saves requests. */
	cheaperSide: boolean;
	/** Read what is there before anything is sent. */
	readsFirst: boolean;
	/** Read what is there, and send nothing that changes anything. */
	dryRun: boolean;
	/** Called with what there is to send, once everything is read. */
	onBegin?: (batches: readonly Batch[]) => void;
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
 * @param stages groups from `groupByObjectTypes`; a stage is read and sent once the one before it is over
 */
export async function executeBatches(
	stages: ReadonlyArray<readonly Batch[]>,
	send: Send,
	options: BulkOptions,
): Promise<BulkResult> {
	const bulk: BulkResult = { outcomes: new Map(), results: [] };
	for (const groups of stages) {
		const brought = typesBrought(bulk.outcomes);
		const isAnyFailed = [...bulk.outcomes.values()].some(isFailure);
		const failedBefore = options.failedBefore === true || isAnyFailed;
		await executeStage(groups, send, { ...options, failedBefore, brought }, bulk);
	}
	return bulk;
}

/** How many types the pairs restored so far have at least when they are read from their other side; by `endsKey`. */
const typesBrought = (outcomes: ReadonlyMap<Target, Outcome>): Map<string, number> =>
	new Map(
		[...outcomes]
			.filter(([, { status }]) => status === 'restored')
			.map(([target]) => [endsKey(reversedEnds(target)), typesToCreate(target).length]),
	);

const isFailure = ({ status }: Outcome) => status === 'failed' || status === 'notSent';

async function executeStage(
	groups: readonly Batch[],
	send: Send,
	options: BulkOptions,
	{ outcomes, results }: BulkResult,
): Promise<void> {
	const { desiredState, batchSize, readsFirst, dryRun } = options;
	const before = dryRun || readsFirst ? await preflight(groups, options) : undefined;
	for (const [target, outcome] of before?.outcomes ?? []) outcomes.set(target, outcome);
	if (before !== undefined && dryRun) {
		for (const target of before.groups.flatMap(({ targets }) => targets)) {
			const removed = before.affected.get(target);
			const outcome: Outcome =
				removed === undefined
					? { status: 'absent' }
					: { status: desiredState.dryRunStatus, removed };
			outcomes.set(target, withNote(outcome, before.notes.get(target)));
		}
		return;
	}
	const isAnyUnread = [...(before?.outcomes.values() ?? [])].some(isFailure);
	const toSend = before?.groups ?? groups;
	options.onBegin?.(toSend);
	const isDeletion = desiredState.status === 'deleted';
	const runOptions = {
		...options,
		failedBefore: options.failedBefore === true || isAnyUnread,
		seenBefore: before?.affected,
		state: newSendState(),
	};
	const otherSide =
		options.cheaperSide && isDeletion && before !== undefined
			? await sendFromCheaperSide(toSend, send, { ...runOptions, seenBefore: before.affected })
			: undefined;
	const batches = chunk(otherSide?.rest ?? toSend, batchSize);
	const asAsked = await runBatches(batches, send, runOptions);
	results.push(...(otherSide?.results ?? []), ...asAsked);
	const settled = new Map(otherSide?.outcomes);
	for (const { batch, outcomes: ofBatch } of asAsked) {
		batch.targets.forEach((target, index) => {
			const outcome = ofBatch[index];
			// What was sent from the other side, and not again, is not called unsent.
			if (outcome.status !== 'notSent' || !settled.has(target)) settled.set(target, outcome);
		});
	}
	for (const [target, outcome] of settled) {
		const after = isDeletion ? afterDeletion : afterRestore;
		outcomes.set(target, after(target, outcome, before));
	}
}

/** Lays what was there before a deletion beside its outcome: what Restore needs. */
function afterDeletion(target: Target, outcome: Outcome, before?: PreflightResult): Outcome {
	if (before === undefined) return outcome;
	const removed = before.affected.get(target);
	if (outcome.status === 'deleted') {
		const { batch } = outcome;
		const batchField = batch === undefined ? {} : { batch };
		if (removed !== undefined) return { ...outcome, removed };
		const note = before.notes.get(target);
		return before.notKept.has(target)
			? withNote(outcome, note)
			: withNote({ status: 'absent', ...batchField }, note);
	}
	if (outcome.status !== 'failed' || removed === undefined) return outcome;
	const { unknown, remaining } = outcome;
	// HubSpot refused it: nothing is gone.
	if (unknown !== true && remaining === undefined) return outcome;
	// Of a set of labels some may have gone; whatever else is not known to be there may be gone.
	const gone = removed.filter((type) => !remaining?.some((each) => isSameType(each, type)));
	return gone.length === 0 ? outcome : { ...outcome, removed: gone };
}

/** Says of a Restore what has not come back, so that it can be tried again. */
function afterRestore(target: Target, outcome: Outcome, before?: PreflightResult): Outcome {
	const missing = (before?.affected.get(target) ?? []).concat(target.withheld ?? []);
	if (outcome.status === 'failed' || outcome.status === 'notSent') {
		return { ...outcome, removed: missing };
	}
	const taken = before?.taken.get(target);
	if (taken !== undefined) {
		return { status: 'failed', error: { message: takenMessage(taken) }, removed: target.withheld };
	}
	return withNote(outcome, before?.notes.get(target));
}

function withNote(outcome: Outcome, note: string | undefined): Outcome {
	const { status } = outcome;
	const takesNote =
		status !== 'failed' && status !== 'notSent' && status !== 'present' && status !== 'found';
	return note === undefined || !takesNote ? outcome : { ...outcome, note };
}
