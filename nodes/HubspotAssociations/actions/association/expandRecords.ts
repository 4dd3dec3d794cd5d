import { Course } from '../../batch/course';
import { GONE } from '../../batch/goal';
import type { Outcome } from '../../batch/outcome';
import { group } from '../../batch/plan';
import type { FoundType, Input, Target } from '../../batch/target';
import type { Expanded, Hubspot } from '../operation';
import { type Associations, readAssociations } from './readAssociations';

/**
 * Finds the pairs that records stand for: all that they are associated with, or (where a target names labels) what
 * bears one of them. Each record is read once, however many items name it.
 *
 * @param inputs whose targets have no `toObjectId`
 */
export async function expandRecords(inputs: readonly Input[], hubspot: Hubspot): Promise<Expanded> {
	const course = new Course();
	const { inputs: merged, groups } = group(inputs);
	const byRecord = new Map<Target, Target[] | Outcome>();
	const found = new Map<Target, FoundType[]>();
	for (const each of groups) {
		const fromIds = new Set(each.targets.map(({ fromObjectId = '' }) => fromObjectId));
		const read = await readAssociations(hubspot, each, [...fromIds], course);
		for (const record of each.targets) byRecord.set(record, pairsOf(record, read, found));
	}

	const expanded: Expanded = {
		inputs: [],
		settled: [],
		outcomes: new Map(),
		look: async ({ targets }) => {
			const types = targets.map((target) => [target, found.get(target) ?? []] as const);
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

/** The pairs of one record, with what was found of each; or, where there are none, why. */
function pairsOf(
	record: Target,
	{ associations, unread }: Associations,
	found: Map<Target, FoundType[]>,
): Target[] | Outcome {
	const { fromObjectId = '' } = record;
	const associated = associations.get(fromObjectId);
	if (associated === undefined) {
		const why = unread.get(fromObjectId) ?? 'HubSpot did not say';
		const message = `Not sent, because what the record is associated with could not be read: ${why}`;
		return { status: 'notSent', error: { message } };
	}
	const pairs = [...associated].flatMap(([toObjectId, types]) => {
		const meant = GONE.left(record, types) ?? [];
		if (meant.length === 0) return [];
		const labels = meant.map(({ category, typeId }) => ({ category, typeId }));
		const pair = {
			...record,
			toObjectId,
			...(record.types === undefined ? {} : { types: labels }),
		};
		found.set(pair, types);
		return [pair];
	});
	return pairs.length > 0 ? pairs : { status: 'absent' };
}
