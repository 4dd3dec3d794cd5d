import { type Batch, groupByObjectTypes } from '../../batch/planning/plan';
import { newSendState } from '../../batch/sending/sendState';
import { EVERY_OBJECT_TYPE, type Input, type Target } from '../../batch/target';
import type { Hubspot } from '../../operation';
import type { UnknownLabel } from '../everyType/namedLabels';
import { type NotReadType, readEveryType } from '../everyType/readEveryType';
import { giveOut, type OnRecord, readRecordGroup } from './readRecordGroup';

/** The records that were read. */
export interface RecordsRead {
	/** In the order given; inputs that ask for the same share one target. */
	inputs: Input[];
	/** By what was asked: why it could not be read, or not to its end. */
	unread: Map<Target, string>;
	/** By what was asked on every object type: a name in it that is no label there. */
	unknownLabels: Map<Target, UnknownLabel>;
	/** Object types that could not be read although every one was asked for. */
	notRead: NotReadType[];
}

/**
 * Reads what records are associated with. Each record is read once for each object type, however many items name it.
 *
 * @param inputs whose targets have no `toObjectId`
 * @param onRecord called for each record that could be read, also for one without associations
 */
export async function readRecords(
	inputs: readonly Input[],
	hubspot: Hubspot,
	onRecord: OnRecord,
): Promise<RecordsRead> {
	const state = newSendState();
	const { inputs: merged, groups } = groupByObjectTypes(inputs);
	const result: RecordsRead = {
		inputs: merged,
		unread: new Map(),
		unknownLabels: new Map(),
		notRead: [],
	};
	const joined = withoutKinds(groups);
	for (const { fromObjectType, toObjectType, targets } of joined) {
		if (toObjectType === EVERY_OBJECT_TYPE) continue;
		const requests = targets.map((target) => ({ asked: target, target }));
		const between = { fromObjectType, toObjectType };
		const group = await readRecordGroup(hubspot, between, requests, state);
		giveOut(group, onRecord, ({ asked }, reason) => result.unread.set(asked, reason));
	}
	const every = joined.filter(({ toObjectType }) => toObjectType === EVERY_OBJECT_TYPE);
	if (every.length > 0) {
		const spellings = joined.map(({ toObjectType }) => toObjectType);
		await readEveryType(every, spellings, hubspot, onRecord, result);
	}
	return result;
}

/** Groups of the same object types as one: labels and whole associations are read together. */
function withoutKinds(groups: readonly Batch[]): Batch[] {
	const joined = new Map<string, Batch>();
	for (const group of groups) {
		const key = JSON.stringify([group.fromObjectType, group.toObjectType]);
		const known = joined.get(key);
		joined.set(key, known ? { ...known, targets: known.targets.concat(group.targets) } : group);
	}
	return [...joined.values()];
}
