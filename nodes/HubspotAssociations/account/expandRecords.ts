import { REMOVED } from '../batch/desiredState';
import type { Outcome } from '../batch/outcome';
import type { Input, LabeledType, Target } from '../batch/target';
import type { Expanded, Hubspot } from '../operation';
import { type OnRecord, readRecords } from './readRecords';

/**
 * Finds the pairs that records stand for: all that they are associated with, or (where a target names labels) what
 * has one of them. Each record is read once, however many items name it.
 *
 * @param inputs whose targets have no `toObjectId`
 */
export async function expandRecords(inputs: readonly Input[], hubspot: Hubspot): Promise<Expanded> {
	const pairs = new Map<Target, Target[]>();
	const current = new Map<Target, LabeledType[]>();
	const onRecord: OnRecord = (requests, associated) => {
		for (const { asked, target } of requests) {
			const found = pairsOf(target, associated, current);
			pairs.set(asked, (pairs.get(asked) ?? []).concat(found));
		}
	};
	const { inputs: merged, unread } = await readRecords(inputs, hubspot, onRecord);

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
	for (const { item, target: asked } of merged) {
		const found = pairs.get(asked) ?? [];
		const reason = unread.get(asked);
		for (const target of found) expanded.inputs.push({ item, target });
		if (reason !== undefined) {
			const message = `Not sent, because what the record is associated with could not be read: ${reason}`;
			settle(item, asked, { status: 'notSent', error: { message } });
		} else if (found.length === 0) settle(item, asked, { status: 'absent' });
	}
	return expanded;
}

/** The pairs that a target means, of what a record is associated with. */
function pairsOf(
	record: Target,
	associated: ReadonlyMap<string, LabeledType[]>,
	current: Map<Target, LabeledType[]>,
): Target[] {
	const { fromObjectType, fromObjectId, toObjectType } = record;
	return [...associated].flatMap(([toObjectId, types]) => {
		const meant = REMOVED.diff(record, types) ?? [];
		if (meant.length === 0) return [];
		const labels = meant.map(({ category, typeId }) => ({ category, typeId }));
		const pair = { fromObjectType, fromObjectId, toObjectType, toObjectId };
		const target = record.types === undefined ? pair : { ...pair, types: labels };
		current.set(target, types);
		return [target];
	});
}
