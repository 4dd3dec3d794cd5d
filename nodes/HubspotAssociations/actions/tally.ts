import type { Outcome } from '../batch/outcome';
import type { Target } from '../batch/target';
import type { Operation } from './operation';
import { type Counts, noCounts } from './outcomes';

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
	targets: Iterable<Target>,
): string => {
	let isEmpty = true;
	for (const { types } of targets) {
		if (types === undefined) return noun;
		isEmpty = false;
	}
	return isEmpty ? noun : nounWithLabels;
};

/**
 * Counts how a run went.
 *
 * @param byTarget what became of each thing, however many items asked for it
 * @param refusedItems how many items could not be used
 */
export function tallyOf(
	operation: Operation,
	byTarget: ReadonlyMap<Target, Outcome>,
	refusedItems: number,
): Tally {
	const tally: Tally = {
		noun: nounOf(operation, byTarget.keys()),
		counts: noCounts(),
		...{ total: 0, unknown: 0, emptyRecords: 0, unreadRecords: 0, refusedItems },
	};
	byTarget.forEach((outcome, target) => {
		if (isRecord(target)) {
			if (outcome.status === 'absent') tally.emptyRecords++;
			else tally.unreadRecords++;
			return;
		}
		tally.total++;
		tally.counts[outcome.status]++;
		if ('unknown' in outcome) tally.unknown++;
	});
	return tally;
}
