import type { Outcome } from '../batch/outcome';
import type { Target } from '../batch/target';
import type { Operation } from '../operation';
import { type Counts, noCounts } from './inputOutcomes';

/** How a run went: each thing counted once, however many items asked for it. */
export interface RunStats {
	/** What is counted, in the plural. */
	noun: string;
	total: number;
	counts: Counts;
	/** How many of the failed ones may have been done all the same. */
	unknown: number;
	/** Records that were looked at; counted only where nothing is sent. */
	records: number;
	/** Records that are associated with nothing that is meant. */
	emptyRecords: number;
	/** The object types that those records were to be associated with. */
	emptyToTypes: Set<string>;
	/** Records whose associations could not be read. */
	unreadRecords: number;
	/** What the object types are called that could not be read. */
	notRead: string[];
	/** Items that could not be used. */
	invalidItems: number;
}

/** A record whose associations were to be found. */
const isRecord = ({ fromObjectId, toObjectId, names }: Target) =>
	(fromObjectId ?? names?.from) !== undefined && (toObjectId ?? names?.to) === undefined;

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
 * @param invalidItems how many items could not be used
 */
export function collectStats(
	operation: Operation,
	byTarget: ReadonlyMap<Target, Outcome>,
	invalidItems: number,
): RunStats {
	const stats: RunStats = {
		noun: nounOf(operation, byTarget.keys()),
		counts: noCounts(),
		emptyToTypes: new Set(),
		...{ total: 0, unknown: 0, records: 0, emptyRecords: 0, unreadRecords: 0, invalidItems },
		notRead: [],
	};
	const records = new Set<string>();
	byTarget.forEach((outcome, target) => {
		if (outcome.status === 'notRead') {
			stats.notRead.push(outcome.name);
			return;
		}
		const { desiredState } = operation;
		if (desiredState === undefined) records.add(`${target.fromObjectType} ${target.fromObjectId}`);
		// Restore finds nothing: an item about a record is one that it has nothing to do for.
		if (desiredState?.status !== 'restored' && isRecord(target)) {
			if (outcome.status === 'absent') {
				stats.emptyRecords++;
				stats.emptyToTypes.add(target.toObjectType);
			} else stats.unreadRecords++;
			return;
		}
		stats.total++;
		stats.counts[outcome.status]++;
		if ('unknown' in outcome) stats.unknown++;
	});
	return { ...stats, records: records.size };
}
