import { type Batch, groupByObjectTypes } from '../batch/plan';
import { newSendState } from '../batch/sending/sendWithBisect';
import type { Input, LabeledType, Target } from '../batch/target';
import type { Hubspot } from '../operation';
import { readAssociations } from './readAssociations';

/** What is asked of one record, on one object type. */
export interface RecordRequest {
	/** As the items say it. */
	asked: Target;
	/** What is meant between the record and the object type. */
	target: Target;
}

/** The records that were read. */
export interface RecordsRead {
	/** In the order given; inputs that ask for the same share one target. */
	inputs: Input[];
	/** By what was asked: why it could not be read, or not to its end. */
	unread: Map<Target, string>;
}

/** Gets what one record is associated with on one object type, by ID, once for all that is asked of it there. */
export type OnRecord = (
	requests: readonly RecordRequest[],
	associated: ReadonlyMap<string, LabeledType[]>,
) => void;

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
	const unread = new Map<Target, string>();
	for (const each of withoutKinds(groups)) {
		const byRecord = new Map<string, RecordRequest[]>();
		for (const target of each.targets) {
			const { fromObjectId = '' } = target;
			const requests = byRecord.get(fromObjectId);
			if (requests === undefined) byRecord.set(fromObjectId, [{ asked: target, target }]);
			else requests.push({ asked: target, target });
		}
		const read = await readAssociations(hubspot, each, [...byRecord.keys()], state);
		for (const [fromObjectId, requests] of byRecord) {
			const associated = read.associations.get(fromObjectId);
			if (associated !== undefined) {
				onRecord(requests, associated);
				continue;
			}
			const reason = read.unread.get(fromObjectId) ?? 'HubSpot did not say';
			for (const { asked } of requests) unread.set(asked, reason);
		}
	}
	return { inputs: merged, unread };
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
