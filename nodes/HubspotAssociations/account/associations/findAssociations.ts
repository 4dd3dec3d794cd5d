import { isUnlabeled, REMOVED } from '../../batch/desiredState';
import type { Outcome } from '../../batch/outcome';
import type { Input, LabeledType, Target } from '../../batch/target';
import type { Expanded, Hubspot } from '../../operation';
import type { OnRecord } from './readRecordGroup';
import { readRecords } from './readRecords';
import { type LabelFieldNames, settleUnread } from './settleUnread';

/**
 * Finds what records are associated with, for its own sake: nothing is to be sent.
 *
 * The types of what is found are its labels: the chosen ones where the record's target names some, all of them
 * otherwise. The unlabeled type, which every association has, is not among them, so that they can be given to Delete
 * Labels as they are.
 *
 * @param inputs whose targets have no `toObjectId`
 * @param fields what the field with labels is called, for messages
 * @returns everything settled, in the order of the inputs
 */
export async function findAssociations(
	inputs: readonly Input[],
	hubspot: Hubspot,
	fields: LabelFieldNames,
): Promise<Expanded> {
	const found = new Map<Target, Target[]>();
	const onRecord: OnRecord = (requests, associated) => {
		for (const { asked, target } of requests) {
			found.set(asked, [...(found.get(asked) ?? []), ...foundIn(target, associated)]);
		}
	};
	const read = await readRecords(inputs, hubspot, onRecord);

	const expanded: Expanded = { inputs: [], settled: [], outcomes: new Map() };
	const settle = (item: number, target: Target, outcome: Outcome) => {
		expanded.settled.push({ item, target });
		expanded.outcomes.set(target, outcome);
	};
	for (const { item, target: asked } of read.inputs) {
		if (read.unknownLabels.has(asked)) continue;
		const reason = read.unread.get(asked);
		const pairs = (found.get(asked) ?? []).slice(0, asked.selection?.limit);
		for (const pair of pairs) settle(item, pair, { status: 'found' });
		if (reason !== undefined) {
			const message = `What the record is associated with could not be read: ${reason}`;
			settle(item, asked, { status: 'notSent', error: { message } });
		} else if (pairs.length === 0) settle(item, asked, { status: 'absent', isUnlisted: true });
	}
	settleUnread(expanded, read, fields);
	return expanded;
}

/** The pairs that a target means, of what a record is associated with. */
function foundIn(target: Target, associated: ReadonlyMap<string, LabeledType[]>): Target[] {
	const { fromObjectType, fromObjectId, toObjectType } = target;
	return [...associated].flatMap(([toObjectId, current]) => {
		const meant = REMOVED.diff(target, current) ?? [];
		if (meant.length === 0) return [];
		const types = meant.filter((type) => !isUnlabeled(type));
		return [{ fromObjectType, fromObjectId, toObjectType, toObjectId, types }];
	});
}
