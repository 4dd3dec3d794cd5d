import { type Input, keyOf, type Target } from './target';

/** What one request will delete: targets that share their object types, never more than `batchSize`. */
export interface Batch {
	fromObjectType: string;
	toObjectType: string;
	targets: Target[];
}

/** The requests to send, and for each input the target that stands for it in one of them. */
export interface Plan {
	/** In the order given; inputs that ask for the same share one target object. */
	inputs: Input[];
	batches: Batch[];
}

/** The targets of one pair of object types, each once, by key. */
interface Group {
	fromObjectType: string;
	toObjectType: string;
	targets: Map<string, Target>;
}

/**
 * Plans the fewest requests for the inputs of all items together: groups by what one request
 * can hold (a pair of object types), merges inputs that ask for the same, cuts by size.
 * The order of the inputs is kept within each group. Takes time in proportion to the inputs.
 *
 * @param inputs in item order
 * @param batchSize most targets in one request, at least 1
 */
export function plan(inputs: readonly Input[], batchSize: number): Plan {
	const groups = new Map<string, Group>();
	const merged = inputs.map(({ item, target }): Input => {
		const { targets } = groupOf(groups, target);
		const key = keyOf(target);
		const first = targets.get(key);
		if (first !== undefined) return { item, target: first };
		targets.set(key, target);
		return { item, target };
	});
	return {
		inputs: merged,
		batches: [...groups.values()].flatMap((group) => cut(group, batchSize)),
	};
}

function groupOf(groups: Map<string, Group>, { fromObjectType, toObjectType }: Target): Group {
	// JSON, because an object type may hold any character a plain separator could be.
	const key = JSON.stringify([fromObjectType, toObjectType]);
	let group = groups.get(key);
	if (group === undefined) {
		group = { fromObjectType, toObjectType, targets: new Map() };
		groups.set(key, group);
	}
	return group;
}

function cut({ fromObjectType, toObjectType, targets }: Group, batchSize: number): Batch[] {
	const all = [...targets.values()];
	const count = Math.ceil(all.length / batchSize);
	return Array.from({ length: count }, (_, index) => ({
		fromObjectType,
		toObjectType,
		targets: all.slice(index * batchSize, (index + 1) * batchSize),
	}));
}
