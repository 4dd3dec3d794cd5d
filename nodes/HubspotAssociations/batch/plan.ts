import { type Input, keyOf, type ObjectTypes, type Target } from './target';

/** Targets that share their object types and are all of one kind: as many as one request takes, or before they are chunked, all. */
export interface Batch extends ObjectTypes {
	targets: Target[];
}

/** What is to be done, each thing once. */
export interface Grouped {
	/** In the order given; inputs that ask for the same share one target object. */
	inputs: Input[];
	/** One for each pair of object types and kind (with labels, or whole associations), of any size. */
	groups: Batch[];
}

/** The targets of one pair of object types, each once, by key. */
interface Group extends ObjectTypes {
	/** Whole associations, not labels of them. */
	isWhole: boolean;
	targets: Map<string, Target>;
}

/**
 * Groups the inputs of all items together by what one request can hold (a pair of object types,
 * with labels or without), and merges inputs that ask for the same. The order of the inputs is kept within each group. Takes time in proportion to
 * the inputs.
 *
 * @param inputs in item order
 */
export function groupByObjectTypes(inputs: readonly Input[]): Grouped {
	const groups = new Map<string, Group>();
	let last: Group | undefined;
	const merged = inputs.map((input): Input => {
		const { item, target } = input;
		// Mostly the one before: finding it by its key takes longer than everything else here.
		last = last !== undefined && fits(last, target) ? last : groupOf(groups, target);
		const { targets } = last;
		const key = keyOf(target);
		const first = targets.get(key);
		if (first !== undefined) return { item, target: first };
		targets.set(key, target);
		return input;
	});
	return {
		inputs: merged,
		groups: [...groups.values()].map(({ fromObjectType, toObjectType, targets }) => ({
			fromObjectType,
			toObjectType,
			targets: [...targets.values()],
		})),
	};
}

const fits = (group: Group, { fromObjectType, toObjectType, types }: Target): boolean =>
	group.fromObjectType === fromObjectType &&
	group.toObjectType === toObjectType &&
	group.isWhole === (types === undefined);

function groupOf(groups: Map<string, Group>, target: Target): Group {
	const { fromObjectType, toObjectType, types } = target;
	const isWhole = types === undefined;
	// JSON, because an object type may hold any character a plain separator could be.
	const key = JSON.stringify([fromObjectType, toObjectType, isWhole]);
	let group = groups.get(key);
	if (group === undefined) {
		group = { fromObjectType, toObjectType, isWhole, targets: new Map() };
		groups.set(key, group);
	}
	return group;
}

/**
 * Splits groups into the fewest requests.
 *
 * @param groups from {@link groupByObjectTypes}, or parts of them; empty ones give no request
 * @param batchSize most targets in one request, at least 1
 */
export function chunk(groups: readonly Batch[], batchSize: number): Batch[] {
	return groups.flatMap((each) => {
		const count = Math.ceil(each.targets.length / batchSize);
		return Array.from({ length: count }, (_, index) => ({
			...each,
			targets: each.targets.slice(index * batchSize, (index + 1) * batchSize),
		}));
	});
}
