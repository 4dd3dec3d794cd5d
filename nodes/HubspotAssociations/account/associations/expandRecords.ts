import type { Outcome } from '../../batch/outcome';
import { type PlannedPair, planRecord } from '../../batch/planning/planRecord';
import type { Input, LabeledType, Target } from '../../batch/target';
import type { Expanded, Hubspot } from '../../operation';
import type { OnRecord } from './readRecordGroup';
import { readRecords } from './readRecords';
import { type LabelFieldNames, settleUnread } from './settleUnread';

/**
 * Finds the pairs that records stand for: all that they are associated with, or (where a target names labels) what
 * has one of them, without those that are to be kept. Each record is read once, however many items name it.
 *
 * @param inputs whose targets have no `toObjectId`
 * @param fields what the fields with labels are called, for messages
 */
export async function expandRecords(
	inputs: readonly Input[],
	hubspot: Hubspot,
	fields: LabelFieldNames,
): Promise<Expanded> {
	const planned = new Map<Target, PlannedPair[]>();
	const keptPairs = new Set<string>();
	const onRecord: OnRecord = (requests, associated) => {
		const plan = planRecord(
			requests.map(({ target }) => target),
			associated,
		);
		for (const { asked, target } of requests) {
			const pairs = plan.get(target) ?? [];
			planned.set(asked, (planned.get(asked) ?? []).concat(pairs));
			for (const each of pairs) if (each.kept) keptPairs.add(pairKey(each.target));
		}
	};
	const read = await readRecords(inputs, hubspot, onRecord);

	const current = new Map<Target, LabeledType[]>();
	const expanded: Expanded = {
		inputs: [],
		settled: [],
		outcomes: new Map(),
		readState: async ({ targets }) => {
			const types = targets.map((target) => [target, current.get(target) ?? []] as const);
			return await Promise.resolve({ types: new Map(types), unread: new Map() });
		},
	};
	const settle = (item: number, target: Target, outcome: Outcome) => {
		expanded.settled.push({ item, target });
		expanded.outcomes.set(target, outcome);
	};
	for (const { item, target: asked } of read.inputs) {
		if (read.unknownLabels.has(asked)) continue;
		const pairs = planned.get(asked) ?? [];
		for (const { target, current: types, kept } of pairs) {
			// Another item may name the same pair from its other side.
			if (kept !== undefined || (keptPairs.size > 0 && keptPairs.has(pairKey(target)))) {
				settle(item, target, { status: 'kept', ...kept });
				continue;
			}
			current.set(target, types);
			expanded.inputs.push({ item, target });
		}
		const reason = read.unread.get(asked);
		if (reason !== undefined) {
			const message = `Not sent, because what the record is associated with could not be read: ${reason}`;
			settle(item, asked, { status: 'notSent', error: { message } });
		} else if (pairs.length === 0) settle(item, asked, { status: 'absent' });
	}
	settleUnread(expanded, read, fields);
	return expanded;
}

/** The same text for both directions of a pair. */
const pairKey = ({ fromObjectType, fromObjectId, toObjectType, toObjectId }: Target): string =>
	JSON.stringify(
		[
			[fromObjectType, fromObjectId],
			[toObjectType, toObjectId],
		]
			.map(String)
			.sort(),
	);
