import type { DesiredState } from './desiredState';
import type { Batch } from './planning/plan';
import type { CurrentState, StateReader } from './stateReader';
import { endsKey, type Target } from './target';

/** How to read what is there before something is put back. */
export interface ReadBeforeRestoreOptions {
	desiredState: DesiredState;
	readStateBefore: StateReader;
	/** How many types earlier stages put on pairs, from their other side; by `endsKey`. */
	brought?: ReadonlyMap<string, number>;
	/** Waits so many milliseconds; false as soon as the workflow is stopped. */
	sleep: (ms: number) => Promise<boolean>;
}

/** How long to wait before each further read, in milliseconds. */
const DELAYS_MS: readonly number[] = [1_000, 2_000];

/**
 * Reads what is there before something is put back. A read may lag behind a deletion, so what seems to be there still
 * is read again; and behind a creation, so what an earlier stage brought is waited for.
 */
export async function readBeforeRestore(
	batch: Batch,
	options: ReadBeforeRestoreOptions,
): Promise<CurrentState> {
	const state = await options.readStateBefore(batch);
	for (const ms of DELAYS_MS) {
		const targets = batch.targets.filter((target) => mayLag(target, state, options));
		if (targets.length === 0 || !(await options.sleep(ms))) break;
		const again = await options.readStateBefore({ ...batch, targets });
		for (const target of targets) takeOver(target, again, state);
	}
	return state;
}

function mayLag(
	target: Target,
	{ types }: CurrentState,
	{ desiredState, brought }: ReadBeforeRestoreOptions,
): boolean {
	const current = types.get(target);
	if (current === undefined) return false;
	return desiredState.diff(target, current)?.length === 0 || lacksBrought(target, current, brought);
}

/** Whether a read does not show as many types as an earlier stage put there. */
export const lacksBrought = (
	target: Target,
	current: readonly unknown[],
	brought: ReadonlyMap<string, number> | undefined,
): boolean => current.length < (brought?.get(endsKey(target)) ?? 0);

/** A read that failed says less than the one before. */
function takeOver(target: Target, again: CurrentState, state: CurrentState): void {
	const types = again.types.get(target);
	if (types === undefined) return;
	state.types.set(target, types);
	const taken = again.taken?.get(target);
	if (taken === undefined) state.taken?.delete(target);
	else state.taken?.set(target, taken);
}
