import type { SendState } from '../../batch/sending/sendState';
import type { LabeledType, ObjectTypes, Target } from '../../batch/target';
import type { Hubspot } from '../../operation';
import { type Associations, readAssociations } from './readAssociations';

/** What is asked of one record, on one object type. */
export interface RecordRequest {
	/** As the items say it. */
	asked: Target;
	/** What is meant between the record and the object type. */
	target: Target;
}

/** Gets what one record is associated with on one object type, by ID, once for all that is asked of it there. */
export type OnRecord = (
	requests: readonly RecordRequest[],
	associated: ReadonlyMap<string, LabeledType[]>,
) => void;

/** What records of one object type are associated with on another, still to be given out. */
export interface RecordGroup {
	byRecord: ReadonlyMap<string, readonly RecordRequest[]>;
	read: Associations;
}

/** Reads what is asked of records between two object types, each record once. */
export async function readRecordGroup(
	hubspot: Hubspot,
	between: ObjectTypes,
	requests: readonly RecordRequest[],
	state: SendState,
): Promise<RecordGroup> {
	const byRecord = new Map<string, RecordRequest[]>();
	for (const request of requests) {
		const { fromObjectId = '' } = request.target;
		const known = byRecord.get(fromObjectId);
		if (known === undefined) byRecord.set(fromObjectId, [request]);
		else known.push(request);
	}
	const read = await readAssociations(hubspot, between, [...byRecord.keys()], state);
	return { byRecord, read };
}

/**
 * Gives out what was read.
 *
 * @param onUnread called for each request of a record that could not be read
 */
export function giveOut(
	{ byRecord, read }: RecordGroup,
	onRecord: OnRecord,
	onUnread: (request: RecordRequest, reason: string) => void,
): void {
	for (const [fromObjectId, requests] of byRecord) {
		const associated = read.associations.get(fromObjectId);
		if (associated !== undefined) {
			onRecord(requests, associated);
			continue;
		}
		const reason = read.unread.get(fromObjectId) ?? 'HubSpot did not say';
		for (const request of requests) onUnread(request, reason);
	}
}
