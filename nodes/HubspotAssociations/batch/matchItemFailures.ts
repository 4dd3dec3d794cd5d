import { type Fields, isFields, plainText } from './fields';
import type { Target } from './target';

/** HubSpot writes an ID bare, or in a sentence: "CONTACT=12 is not valid". */
const parseId = (value: unknown): string | undefined => {
	// A number that JavaScript has rounded names another record.
	if (typeof value === 'number' && !Number.isSafeInteger(value)) return undefined;
	return /^(?:\w+=)?(\d+)(?=\s|$)/.exec(plainText(value))?.[1];
};

const parseText = (value: unknown): string => plainText(value);

/** Something a `context` can say about an input, in HubSpot's various spellings. */
interface Role {
	key: RegExp;
	/** What it tells apart: records on one side, records on either side, or association types. */
	of: 'side' | 'anySide' | 'type';
	/** Reads one value of the context; undefined where it cannot be compared with anything. */
	read: (value: unknown) => string | undefined;
	/** What a target has to show for it; nothing where the role means nothing for it. */
	values: (target: Target) => Array<string | undefined>;
}

const TYPE_ID = /^(association)?typeids?$/;
const CATEGORY = /^(association)?categor(y|ies)$/;

const ROLES: readonly Role[] = [
	{
		key: /^from(object|record)?ids?$/,
		of: 'side',
		read: parseId,
		values: ({ fromObjectId }) => [fromObjectId],
	},
	{
		key: /^to(object|record)?ids?$/,
		of: 'side',
		read: parseId,
		values: ({ toObjectId }) => [toObjectId],
	},
	{
		// Says which record, but not on which side.
		key: /^(object|record|input|invalidobject)?ids?$/,
		of: 'anySide',
		read: parseId,
		values: ({ fromObjectId, toObjectId }) => [fromObjectId, toObjectId],
	},
	{
		key: TYPE_ID,
		of: 'type',
		read: parseId,
		values: ({ types = [] }) => types.map(({ typeId }) => String(typeId)),
	},
	{
		key: CATEGORY,
		of: 'type',
		read: parseText,
		values: ({ types = [] }) => types.map(({ category }) => category),
	},
	{
		key: /^associationspecs?$/,
		of: 'type',
		read: parseText,
		values: ({ types = [] }) => types.map(({ category, typeId }) => `${category}=${typeId}`),
	},
];

/** Which inputs an error means. */
export interface BatchItemFailures<T extends Target = Target> {
	/** The targets it names, in the order of the batch. */
	targets: T[];
	/** True when it means inputs besides, or instead, that are not known. */
	andUnknown: boolean;
	/** False when more targets fit than it may mean: one record of several pairs, or IDs in many combinations. */
	exact: boolean;
	/** It names nothing but association types: what was refused for one is refused for every input that has it. */
	byType: boolean;
}

/** The same by their places in the batch. */
type Places = Omit<BatchItemFailures, 'targets'> & { places: number[] };

const UNMATCHED: Places = { places: [], andUnknown: true, exact: true, byType: false };

/** What the targets of a batch have to show for a role. */
interface Values {
	/** Of each target. */
	values: Array<Array<string | undefined>>;
	/** The places in the batch of the targets that have a value. */
	places: Map<string, number[]>;
}

/** One thing a context says: the values it lists, and those of the targets they are compared with. */
interface Clue extends Values {
	of: Role['of'];
	named: Array<string | undefined>;
}

/** A batch can have as many errors as inputs: what its targets have to show is worked out once. */
const worked = new WeakMap<readonly Target[], Map<Role, Values>>();

function valuesOf(targets: readonly Target[], role: Role): Values {
	const byRole = worked.get(targets) ?? new Map<Role, Values>();
	worked.set(targets, byRole);
	const known = byRole.get(role);
	if (known !== undefined) return known;
	const indexed: Values = { values: targets.map(role.values), places: new Map() };
	indexed.values.forEach((own, place) => {
		for (const value of own) {
			if (value === undefined) continue;
			const others = indexed.places.get(value);
			if (others === undefined) indexed.places.set(value, [place]);
			else others.push(place);
		}
	});
	byRole.set(role, indexed);
	return indexed;
}

/** A category and a type ID that stand apart mean one type together. */
function specsOf(context: Fields): Fields {
	const keyOf = (wanted: RegExp) =>
		Object.keys(context).find((key) => wanted.test(key.toLowerCase().replace(/[^a-z]/g, '')));
	const [idKey, categoryKey] = [keyOf(TYPE_ID), keyOf(CATEGORY)];
	if (idKey === undefined || categoryKey === undefined) return context;
	const { [idKey]: ids, [categoryKey]: categories, ...others } = context;
	const associationSpec = [categories]
		.flat()
		.flatMap((category) => [ids].flat().map((id) => `${parseText(category)}=${parseId(id) ?? ''}`));
	return { ...others, associationSpec };
}

function cluesOf(targets: readonly Target[], context: unknown): Clue[] {
	if (!isFields(context)) return [];
	return Object.entries(specsOf(context)).flatMap(([key, value]) => {
		const spelling = key.toLowerCase().replace(/[^a-z]/g, '');
		const role = ROLES.find((candidate) => candidate.key.test(spelling));
		if (role === undefined) return [];
		const own = valuesOf(targets, role);
		// An archived pair has no types, a limit no records: for them such a clue says nothing.
		if (own.places.size === 0) return [];
		return [{ of: role.of, named: [value].flat().map(role.read), ...own }];
	});
}

/** The places of the targets that have what a clue says; a target with two of its values comes twice. */
const placesOf = ({ named, places }: Clue): number[] =>
	named.flatMap((value) => (value === undefined ? [] : (places.get(value) ?? [])));

/** The places in the batch of the targets that every clue fits. */
function fitting(clues: readonly Clue[]): number[] {
	const sizeOf = ({ named, places }: Clue) =>
		named.reduce((size, value) => size + (places.get(value ?? '')?.length ?? 0), 0);
	// From the clue that fits the fewest: one record may be in every pair.
	const [first, ...others] = [...clues].sort((a, b) => sizeOf(a) - sizeOf(b));
	const rest = others.map(({ named, values }) => ({ wanted: new Set(named), values }));
	const fits = (place: number) =>
		rest.every(({ wanted, values }) =>
			values[place].some((value) => value !== undefined && wanted.has(value)),
		);
	return [...new Set(placesOf(first))].filter(fits);
}

/** The targets that every clue of a context fits; undefined when it gives none. */
function matchContext(targets: readonly Target[], context: unknown): Places | undefined {
	const clues = cluesOf(targets, context);
	if (clues.length === 0) return undefined;
	const places = fitting(clues);
	const known = clues.map(({ named, places: own }) =>
		named.filter((value) => value !== undefined && own.has(value)),
	);
	const andUnknown = clues.some(({ named }, index) => known[index].length < named.length);
	// "from 1, to 2 and 3" is two pairs; "from 1" alone may be one of its pairs or all.
	const sides = known.filter((_, index) => clues[index].of === 'side').map(({ length }) => length);
	const isSided = clues.every((clue) => clue.of !== 'anySide') && sides.length > 0;
	const exact = places.length <= 1 || (isSided && places.length <= Math.max(...sides));
	const byType = clues.every((clue) => clue.of === 'type');
	return { places, andUnknown: andUnknown || places.length === 0, exact, byType };
}

/**
 * Finds the targets that one entry of a batch response's `errors` is about, by its `context` and those of
 * the details inside it. Where a context lists several IDs on both sides, every combination counts as named,
 * but not as `exact`: rather one pair too many looked at again than one called deleted that is still there. For
 * the same reason an ID that cannot be read, or that no input of this batch has, means that unknown inputs are
 * meant as well.
 *
 * @param targets the batch that was sent
 * @param error `{ context: { fromObjectId: ["1"], toObjectId: ["2"] }, errors: [...] }`; anything else names none
 */
export function matchItemFailures<T extends Target>(
	targets: readonly T[],
	error: unknown,
): BatchItemFailures<T> {
	if (!isFields(error)) return withTargets(targets, UNMATCHED);
	const own = matchContext(targets, error.context);
	const details = [error.errors ?? []]
		.flat()
		.map((detail) => matchContext(targets, isFields(detail) ? detail.context : undefined));
	// Details without a name explain the error that has one; where it has none, some input is left out.
	const contexts =
		own === undefined ? details.map((match) => match ?? UNMATCHED) : [own, ...details];
	const matches = contexts.filter((match) => match !== undefined);
	if (matches.length === 0) return withTargets(targets, UNMATCHED);
	return withTargets(targets, {
		places: matches.flatMap(({ places }) => places),
		andUnknown: matches.some(({ andUnknown }) => andUnknown),
		exact: matches.every(({ exact }) => exact),
		byType: matches.every(({ byType }) => byType),
	});
}

const withTargets = <T extends Target>(
	targets: readonly T[],
	{ places, ...match }: Places,
): BatchItemFailures<T> => ({
	targets: [...new Set(places)].sort((a, b) => a - b).map((place) => targets[place]),
	...match,
});
