import { type Fields, isFields, plainText } from './fields';
import type { Target } from './target';

/** HubSpot writes an ID bare, or in a sentence: "CONTACT=12 is not valid". */
const idIn = (said: unknown): string | undefined => {
	// A number that JavaScript has rounded names somebody else.
	if (typeof said === 'number' && !Number.isSafeInteger(said)) return undefined;
	return /^(?:\w+=)?(\d+)(?=\s|$)/.exec(plainText(said))?.[1];
};

const asItIs = (said: unknown): string => plainText(said);

/** Something a `context` can say about an input, in HubSpot's various spellings. */
interface Role {
	key: RegExp;
	/** What it tells apart: records on one side, records on either side, or association types. */
	of: 'side' | 'anySide' | 'type';
	/** Reads one value of the context; undefined where it cannot be compared with anything. */
	read: (said: unknown) => string | undefined;
	/** What a target has to show for it; nothing where the role means nothing for it. */
	values: (target: Target) => Array<string | undefined>;
}

const TYPE_ID = /^(association)?typeids?$/;
const CATEGORY = /^(association)?categor(y|ies)$/;

const ROLES: readonly Role[] = [
	{
		key: /^from(object|record)?ids?$/,
		of: 'side',
		read: idIn,
		values: ({ fromObjectId }) => [fromObjectId],
	},
	{
		key: /^to(object|record)?ids?$/,
		of: 'side',
		read: idIn,
		values: ({ toObjectId }) => [toObjectId],
	},
	{
		// Says which record, but not on which side.
		key: /^(object|record|input|invalidobject)?ids?$/,
		of: 'anySide',
		read: idIn,
		values: ({ fromObjectId, toObjectId }) => [fromObjectId, toObjectId],
	},
	{
		key: TYPE_ID,
		of: 'type',
		read: idIn,
		values: ({ types = [] }) => types.map(({ typeId }) => String(typeId)),
	},
	{
		key: CATEGORY,
		of: 'type',
		read: asItIs,
		values: ({ types = [] }) => types.map(({ category }) => category),
	},
	{
		key: /^associationspecs?$/,
		of: 'type',
		read: asItIs,
		values: ({ types = [] }) => types.map(({ category, typeId }) => `${category}=${typeId}`),
	},
];

/** Whom an error means. */
export interface Named<T extends Target = Target> {
	/** The targets it names, in the order of the batch. */
	targets: T[];
	/** True when it means somebody besides, or instead, who cannot be made out. */
	andUnknown: boolean;
	/** False when more targets fit than it may mean: one record of several pairs, or IDs in many combinations. */
	exact: boolean;
	/** It names nothing but association types: what was refused for one is refused for everybody who bears it. */
	byType: boolean;
}

const NOBODY: Named<never> = { targets: [], andUnknown: true, exact: true, byType: false };

/** One thing a context says: the values it lists, and those of each target they are compared with. */
interface Clue {
	of: Role['of'];
	said: Array<string | undefined>;
	values: Array<Array<string | undefined>>;
	/** All of them together. */
	known: ReadonlySet<string>;
}

type Values = Pick<Clue, 'values' | 'known'>;

/** A batch can have as many errors as inputs: what its targets have to show is worked out once. */
const worked = new WeakMap<readonly Target[], Map<Role, Values>>();

function valuesOf(targets: readonly Target[], role: Role): Values {
	const byRole = worked.get(targets) ?? new Map<Role, Values>();
	worked.set(targets, byRole);
	const found = byRole.get(role);
	if (found !== undefined) return found;
	const values = targets.map(role.values);
	const known = new Set(values.flat().filter((value) => value !== undefined));
	byRole.set(role, { values, known });
	return { values, known };
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
		.flatMap((category) => [ids].flat().map((id) => `${asItIs(category)}=${idIn(id) ?? ''}`));
	return { ...others, associationSpec };
}

function cluesOf(targets: readonly Target[], said: unknown): Clue[] {
	if (!isFields(said)) return [];
	const context = specsOf(said);
	return Object.entries(context).flatMap(([key, value]) => {
		const spelling = key.toLowerCase().replace(/[^a-z]/g, '');
		const role = ROLES.find((candidate) => candidate.key.test(spelling));
		if (role === undefined) return [];
		const { values, known } = valuesOf(targets, role);
		// An archived pair has no types, a limit no records: for them such a clue says nothing.
		if (known.size === 0) return [];
		return [{ of: role.of, said: [value].flat().map(role.read), values, known }];
	});
}

/** The targets that every clue of a context fits; undefined when it gives none. */
function namedIn<T extends Target>(targets: readonly T[], context: unknown): Named<T> | undefined {
	const clues = cluesOf(targets, context);
	if (clues.length === 0) return undefined;
	const fits = clues.map(({ said, values }) => {
		const wanted = new Set(said);
		return values.map((own) => own.some((value) => value !== undefined && wanted.has(value)));
	});
	const named = targets.filter((_, index) => fits.every((fit) => fit[index]));
	const known = clues.map(({ said, known: own }) =>
		said.filter((value) => value !== undefined && own.has(value)),
	);
	const andUnknown = clues.some(({ said }, index) => known[index].length < said.length);
	// "from 1, to 2 and 3" is two pairs; "from 1" alone may be one of its pairs or all.
	const sides = known.filter((_, index) => clues[index].of === 'side').map(({ length }) => length);
	const isSided = clues.every((clue) => clue.of !== 'anySide') && sides.length > 0;
	const exact = named.length <= 1 || (isSided && named.length <= Math.max(...sides));
	const byType = clues.every((clue) => clue.of === 'type');
	return { targets: named, andUnknown: andUnknown || named.length === 0, exact, byType };
}

/**
 * Finds the targets that one entry of a batch response's `errors` is about, by its `context` and those of
 * the details inside it. Where a context lists several IDs on both sides, every combination counts as named,
 * but not as `exact`: rather one pair too many looked at again than one called deleted that is still there. For
 * the same reason an ID that cannot be read, or that is nobody's in this batch, means that somebody unknown is
 * meant, too.
 *
 * @param targets the batch that was sent
 * @param error `{ context: { fromObjectId: ["1"], toObjectId: ["2"] }, errors: [...] }`; anything else names nobody
 */
export function namedTargets<T extends Target>(targets: readonly T[], error: unknown): Named<T> {
	if (!isFields(error)) return NOBODY;
	const own = namedIn(targets, error.context);
	const details = [error.errors ?? []]
		.flat()
		.map((detail) => namedIn(targets, isFields(detail) ? detail.context : undefined));
	// Details without a name explain the error that has one; where it has none, they leave somebody out.
	const contexts = own === undefined ? details.map((named) => named ?? NOBODY) : [own, ...details];
	const found = contexts.filter((named) => named !== undefined);
	if (found.length === 0) return NOBODY;
	const meant = new Set<T>(found.flatMap((named) => named.targets));
	return {
		targets: targets.filter((target) => meant.has(target)),
		andUnknown: found.some(({ andUnknown }) => andUnknown),
		exact: found.every(({ exact }) => exact),
		byType: found.every(({ byType }) => byType),
	};
}
