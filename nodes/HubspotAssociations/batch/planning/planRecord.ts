import { affectedTypes, REMOVED } from '../desiredState';
import { isSameType, type LabeledType, type Selection, type Target } from '../target';

/** One association that a record's target means. */
export interface PlannedPair {
	target: Target;
	/** What is there. */
	current: LabeledType[];
	/** It is left alone; `note` says why, where that does not show from what was asked. */
	kept?: { note?: string };
}

/** By the associated record's ID: what is there. */
type Associated = ReadonlyMap<string, LabeledType[]>;

const LEFT_WITH_NONE = 'Not touched, because the record would be left with none.';

/**
 * Decides which of a record's associations are to be deleted, and which are left alone.
 *
 * What one of the targets keeps is kept for all of them, and stays whole: no label is taken off it either. Where a
 * target leaves at least one, and the record would be left with none after all that its targets delete, everything is
 * kept. With labels chosen, that is none with one of these labels.
 *
 * @param records targets that mean the same record and object type: all of a run
 * @param associated what the record is associated with there
 * @returns the pairs of each target, in the order in which they were found
 */
export function planRecord(
	records: readonly Target[],
	associated: Associated,
): Map<Target, PlannedPair[]> {
	const keptIds = new Set(
		[...associated]
			.filter(([id, types]) => records.some(({ selection }) => keeps(selection, id, types)))
			.map(([id]) => id),
	);
	const plan = new Map(
		records.map((record) => [record, pairsOf(record, associated, keptIds)] as const),
	);
	const careful = records.filter(({ selection }) => selection?.leavesOne === true);
	if (careful.length === 0) return plan;
	const after = stateAfter(plan, associated);
	if (!careful.some((record) => isLeftWithNone(record, associated, after))) return plan;
	const keepAll = (pair: PlannedPair) => ({ ...pair, kept: pair.kept ?? { note: LEFT_WITH_NONE } });
	return new Map([...plan].map(([record, pairs]) => [record, pairs.map(keepAll)]));
}

/** Whether a selection says that an association stays. */
function keeps(selection: Selection | undefined, id: string, types: LabeledType[]): boolean {
	const { keepIds = [], keepTypes = [] } = selection ?? {};
	return keepIds.includes(id) || keepTypes.some((type) => types.some((t) => isSameType(t, type)));
}

/** The pairs that a target means, of what a record is associated with. */
function pairsOf(
	record: Target,
	associated: Associated,
	keptIds: ReadonlySet<string>,
): PlannedPair[] {
	const { fromObjectType, fromObjectId, toObjectType } = record;
	return [...associated].flatMap(([toObjectId, current]): PlannedPair[] => {
		const meant = REMOVED.diff(record, current) ?? [];
		if (meant.length === 0) return [];
		const types = meant.map(({ category, typeId }) => ({ category, typeId }));
		const pair = { fromObjectType, fromObjectId, toObjectType, toObjectId };
		const target = record.types === undefined ? pair : { ...pair, types };
		return [keptIds.has(toObjectId) ? { target, current, kept: {} } : { target, current }];
	});
}

/** What is there of each association once everything planned is deleted. */
function stateAfter(
	plan: ReadonlyMap<Target, readonly PlannedPair[]>,
	associated: Associated,
): Map<string, LabeledType[]> {
	const after = new Map(associated);
	for (const { target, current, kept } of [...plan.values()].flat()) {
		if (kept !== undefined) continue;
		const { toObjectId = '' } = target;
		const gone = affectedTypes(target, REMOVED.diff(target, current) ?? [], current);
		const left = after.get(toObjectId) ?? [];
		after.set(
			toObjectId,
			left.filter((type) => !gone.some((each) => isSameType(each, type))),
		);
	}
	return after;
}

/** Whether a record has no association any more, or of the chosen labels one on no association any more. */
function isLeftWithNone(
	{ types }: Target,
	before: Associated,
	after: ReadonlyMap<string, LabeledType[]>,
): boolean {
	const has = (state: Associated, isMeant: (type: LabeledType) => boolean) =>
		[...state.values()].some((all) => all.some(isMeant));
	const isLost = (isMeant: (type: LabeledType) => boolean) =>
		has(before, isMeant) && !has(after, isMeant);
	return types === undefined
		? isLost(() => true)
		: types.some((type) => isLost((each) => isSameType(each, type)));
}
