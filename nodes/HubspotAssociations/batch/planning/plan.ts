import { type Input, isWholeAssociation, keyOf, type ObjectTypes, type Target } from '../target';

/** Targets that share their object types and are all of one kind: as many as one request takes, or before they are chunked, all. */
export interface Batch extends ObjectTypes {
	targets: Target[];
	/** No two targets share their "from" record, as no two of any part of them do. Left out where that is not known. */
	hasEachRecordOnce?: boolean;
	/** How often one request of it may be sent; as often as any request unless given. */
	maxAttempts?: number;
}

/** What is to be done, each thing once. */
export interface Grouped {
	/** In the order given; inputs that ask for the same share one target object. */
	inputs: Input[];
	/** One for each pair of object types and kind (with labels, or whole associations), of any size. */
	groups: Batch[];
}

/** The targets of one pair of object types, each once. */
interface Group extends ObjectTypes {
	/** Whole associations, not labels of them. */
	isWhole: boolean;
	targets: Target[];
	/** Whole associations by the "from" record, which mostly has one, or by both: texts need not be joined. */
	pairs: Map<string, Target | Map<string, Target>>;
	/** Everything else by its key. */
	others: Map<string, Target>;
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
		const first = firstOf(last, target);
		return first === target ? input : { item, target: first };
	});
	return {
		inputs: merged,
		groups: [...groups.values()].map(({ fromObjectType, toObjectType, targets, pairs }) => ({
			...{ fromObjectType, toObjectType, targets },
			...(pairs.size === targets.length && { hasEachRecordOnce: true }),
		})),
	};
}

/** The target of a group that asks for the same; where there is none, this one is added. */
function firstOf({ pairs, others, targets }: Group, target: Target): Target {
	const isPair = isWholeAssociation(target);
	const key = isPair ? '' : keyOf(target);
	const found = isPair ? foundPair(pairs, target) : others.get(key);
	if (found !== undefined) return found;
	if (!isPair) others.set(key, target);
	targets.push(target);
	return target;
}

/** The pair that asks for the same; where there is none, this one is noted. */
function foundPair(pairs: Group['pairs'], target: Target): Target | undefined {
	const { fromObjectId = '', toObjectId = '' } = target;
	const found = pairs.get(fromObjectId);
	if (found === undefined) {
		pairs.set(fromObjectId, target);
		return undefined;
	}
	if (found instanceof Map) {
		const same = found.get(toObjectId);
		if (same === undefined) found.set(toObjectId, target);
		return same;
	}
	if (found.toObjectId === toObjectId) return found;
	const both = [
		[found.toObjectId ?? '', found],
		[toObjectId, target],
	] as const;
	pairs.set(fromObjectId, new Map(both));
	return undefined;
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
		group = {
			fromObjectType,
			toObjectType,
			isWhole,
			targets: [],
			pairs: new Map(),
			others: new Map(),
		};
		groups.set(key, group);
	}
	return group;
}
