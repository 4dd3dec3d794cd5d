import { objectTypeKey } from '../standardObjectTypes';
import type { NamedType } from './parseTypes';
import type { Target } from '../target';

/** The two ends of a pair. */
export type Side = 'from' | 'to';

/** The targets of a batch by what an error can name them by; keys are those of {@link recordKey} and `typeKey`. */
export interface TargetIndex {
	/** Of each target, by its place in the batch. */
	keys: string[][];
	/** The places of the targets that have a key. */
	places: Map<string, number[]>;
	/** The keys of the association types, by type ID. */
	typesById: Map<string, TypeInBatch[]>;
	/** Whether any target has an ID on this side, or association types. */
	has: Record<Side | 'types', boolean>;
	/** The object types of the batch, in the spelling of `objectTypeKey`. */
	objectTypes: Record<Side, string>;
}

/** An association type that targets of a batch have. */
export interface TypeInBatch {
	category: string;
	key: string;
}

/** The key of a record on one side. */
export const recordKey = (side: Side, id: string): string => `${side}:${id}`;

/** The key of an association type. */
export const typeKey = (category: string, typeId: number) => `type:${category}=${typeId}`;

/** A batch can have as many errors as inputs: its index is made once. */
const indexes = new WeakMap<readonly Target[], TargetIndex>();

/** The index of a batch; the array must not change afterwards. */
export function indexOf(targets: readonly Target[]): TargetIndex {
	const known = indexes.get(targets);
	if (known !== undefined) return known;
	const [first] = targets as ReadonlyArray<Target | undefined>;
	const index: TargetIndex = {
		keys: [],
		places: new Map(),
		typesById: new Map(),
		has: { from: false, to: false, types: false },
		objectTypes: {
			from: objectTypeKey(first?.fromObjectType ?? ''),
			to: objectTypeKey(first?.toObjectType ?? ''),
		},
	};
	targets.forEach((target, place) => {
		const keys = keysOf(target, index);
		index.keys.push(keys);
		for (const key of keys) {
			const others = index.places.get(key);
			if (others === undefined) index.places.set(key, [place]);
			else others.push(place);
		}
	});
	indexes.set(targets, index);
	return index;
}

function keysOf({ fromObjectId, toObjectId, types = [] }: Target, index: TargetIndex): string[] {
	const { has, places, typesById } = index;
	const keys: string[] = [];
	if (fromObjectId !== undefined) keys.push(recordKey('from', fromObjectId));
	if (toObjectId !== undefined) keys.push(recordKey('to', toObjectId));
	has.from ||= fromObjectId !== undefined;
	has.to ||= toObjectId !== undefined;
	has.types ||= types.length > 0;
	for (const { category, typeId } of types) {
		const key = typeKey(category, typeId);
		keys.push(key);
		if (places.has(key)) continue;
		const id = String(typeId);
		const sameId = typesById.get(id) ?? [];
		if (!sameId.some((other) => other.key === key)) sameId.push({ category, key });
		typesById.set(id, sameId);
	}
	return keys;
}

/** The keys of the types of a batch that a name fits: several where the category is not known. */
export const typeKeysOf = (
	{ typesById }: TargetIndex,
	{ typeId, category, notCategory }: NamedType,
): string[] =>
	(typesById.get(typeId) ?? [])
		.filter((type) => category === undefined || type.category === category)
		.filter((type) => type.category !== notCategory)
		.map(({ key }) => key);

/** An account's own object type has an ID and a name; with the account before it, the name is the same. */
const IS_CUSTOM_ID = /^2-\d+$/;
const bareName = (key: string): string => key.replace(/^p\d*_/, '');

/** Whether two spellings may be of one object type, as far as that is known without its schema. */
function mayBeSame(a: string, b: string): boolean {
	if (a === b || bareName(a) === bareName(b)) return true;
	const isName = (key: string) => !/^\d+-\d+$/.test(key);
	return (IS_CUSTOM_ID.test(a) && isName(b)) || (IS_CUSTOM_ID.test(b) && isName(a));
}

/**
 * The side on which records of an object type stand.
 *
 * @param names spellings of one type, or of several
 * @returns undefined where both sides are of this type, or neither, or several types are named
 */
export function sideOf({ objectTypes }: TargetIndex, names: readonly string[]): Side | undefined {
	const [key, ...others] = [...new Set(names.map(objectTypeKey))] as Array<string | undefined>;
	if (others.length > 0 || mayBeSame(objectTypes.from, objectTypes.to)) return undefined;
	if (key === objectTypes.from) return 'from';
	return key === objectTypes.to ? 'to' : undefined;
}
