import type { Target } from '../batch/target';
import type { Operation } from './operation';
import { type Counts, countOutcomes, type InputOutcome } from './outcomes';

/** How a run went: each thing counted once, however many items asked for it. */
export interface Tally {
	/** What is counted, in the plural. */
	noun: string;
	total: number;
	counts: Counts;
	/** Of how many failed ones nobody knows whether they were done. */
	unknown: number;
	/** Records that are associated with nothing that is meant. */
	emptyRecords: number;
	/** Records of which nobody knows what they are associated with. */
	unreadRecords: number;
	/** Items that could not be used. */
	refusedItems: number;
}

/** A record whose associations were to be found. */
const isRecord = ({ fromObjectId, toObjectId }: Target) =>
	fromObjectId !== undefined && toObjectId === undefined;

/** What an operation's targets are called, in the plural. */
export const nounOf = (
	{ noun, nounWithLabels = noun }: Operation,
	targets: readonly Target[],
): string =>
	targets.length > 0 && targets.every(({ types }) => types !== undefined) ? nounWithLabels : noun;

/**
 * Counts how a run went.
 *
 * @param outcomes one for each input; those that asked for the same share their target
 */
export function tallyOf(operation: Operation, outcomes: readonly InputOutcome[]): Tally {
	const byTarget = new Map<Target, InputOutcome>();
	for (const one of outcomes) if (one.target !== undefined) byTarget.set(one.target, one);
	const targets = [...byTarget.keys()];
	const all = [...byTarget.values()];
	const records = all.filter(({ target }) => target !== undefined && isRecord(target));
	const others = all.filter(({ target }) => target !== undefined && !isRecord(target));
	const emptyRecords = records.filter(({ outcome }) => outcome.status === 'absent').length;
	return {
		noun: nounOf(operation, targets),
		total: others.length,
		counts: countOutcomes(others),
		unknown: others.filter(({ outcome }) => 'unknown' in outcome).length,
		emptyRecords,
		unreadRecords: records.length - emptyRecords,
		refusedItems: outcomes.filter(({ target }) => target === undefined).length,
	};
}
