import { REMOVED } from '../batch/desiredState';
import type { Outcome } from '../batch/outcome';
import { type Batch, groupByObjectTypes } from '../batch/plan';
import { newSendState } from '../batch/sending/sendWithBisect';
import type { LabeledType, Input, Target } from '../batch/target';
import type { Expanded, Hubspot } from '../operation';
import { type Associations, readAssociations } from './readAssociations';

/**
 * Finds the pairs that records stand for: all that they are associated with, or (where a target names labels) what
 * has one of them. Each record is read once, however many items name it.
 *
 * @param inputs whose targets have no `toObjectId`
 */
export async function expandRecords(inputs: readonly Input[], hubspot: Hubspot): Promise<Expanded> {
	const state = newSendState();
	const { inputs: merged, groups } = groupByObjectTypes(inputs);
	const byRecord = new Map<Target, Target[] | Outcome>();
	const current = new Map<Target, LabeledType[]>();
	for (const each of byObjectTypes(groups)) {
		const fromIds = new Set(each.targets.map(({ fromObjectId = '' }) => fromObjectId));
		const read = await readAssociations(hubspot, each, [...fromIds], state);
		for (const record of each.targets) byRecord.set(record, pairsOf(record, read, current));
	}

	const expanded: Expanded = {
		inputs: [],
		settled: [],
		outcomes: new Map(),
		readState: async ({ targets }) => {
			const types = targets.map((target) => [target, current.get(target) ?? []] as const);
			return await Promise.resolve({ types: new Map(types), unread: new Map() });
		},
	};
	for (const { item, target: record } of merged) {
		const pairs = byRecord.get(record) ?? [];
		if (Array.isArray(pairs)) {
			for (const target of pairs) expanded.inputs.push({ item, target });
		} else {
			expanded.settled.push({ item, target: record });
			expanded.outcomes.set(record, pairs);
		}
	}
	return expanded;
}

/** One group for each pair of object types: a record is read once, whether labels of it are meant or all. */
function byObjectTypes(groups: readonly Batch[]): Batch[] {
	const merged = new Map<string, Batch>();
	for (const group of groups) {
		const key = JSON.stringify([group.fromObjectType, group.toObjectType]);
		const targets = (merged.get(key)?.targets ?? []).concat(group.targets);
		merged.set(key, { ...group, targets });
	}
	return [...merged.values()];
}

/** The pairs of one record, with what was found of each; or, where there are none, why. */
function pairsOf(
	record: Target,
	{ associations, unread }: Associations,
	current: Map<Target, LabeledType[]>,
): Target[] | Outcome {
	const { fromObjectId = '' } = record;
	const associated = associations.get(fromObjectId);
	if (associated === undefined) {
		const reason = unread.get(fromObjectId) ?? 'HubSpot did not say';
		const message = `Not sent, because what the record is associated with could not be read: ${reason}`;
		return { status: 'notSent', error: { message } };
	}
	const pairs = [...associated].flatMap(([toObjectId, types]) => {
		const meant = REMOVED.diff(record, types) ?? [];
		if (meant.length === 0) return [];
		const labels = meant.map(({ category, typeId }) => ({ category, typeId }));
		const pair = {
			...record,
			toObjectId,
			...(record.types === undefined ? {} : { types: labels }),
		};
		current.set(pair, types);
		return [pair];
	});
	return pairs.length > 0 ? pairs : { status: 'absent' };
}
