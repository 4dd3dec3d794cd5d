import { isFields } from './fields';
import type { Target } from './target';

/** HubSpot writes an ID bare, or in a sentence: "CONTACT=12 is not valid". */
const idIn = (said: unknown): string | undefined =>
	/^(?:\w+=)?(\d+)(?=\s|$)/.exec(String(said))?.[1];

const asItIs = (said: unknown): string => String(said);

/** Something a `context` can say about an input, in HubSpot's various spellings. */
interface Role {
	key: RegExp;
	/** Tells records apart; several of these together may mean fewer targets than fit them all. */
	record?: boolean;
	/** Reads one value of the context; undefined where it cannot be compared with anything. */
	read: (said: unknown) => string | undefined;
	/** What a target has to show for it; nothing where the role means nothing for it. */
	values: (target: Target) => Array<string | undefined>;
}

const ROLES: readonly Role[] = [
	{
		key: /^from(object|record)?ids?$/,
		record: true,
		read: idIn,
		values: ({ fromObjectId }) => [fromObjectId],
	},
	{
		key: /^to(object|record)?ids?$/,
		record: true,
		read: idIn,
		values: ({ toObjectId }) => [toObjectId],
	},
	{
		// Says which record, but not on which side.
		key: /^(object|record|input|invalidobject)?ids?$/,
		record: true,
		read: idIn,
		values: ({ fromObjectId, toObjectId }) => [fromObjectId, toObjectId],
	},
	{
		key: /^(association)?typeids?$/,
		read: idIn,
		values: ({ types = [] }) => types.map(({ typeId }) => String(typeId)),
	},
	{
		key: /^(association)?categor(y|ies)$/,
		read: asItIs,
		values: ({ types = [] }) => types.map(({ category }) => category),
	},
	{
		key: /^associationspecs?$/,
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
}

const NOBODY: Named<never> = { targets: [], andUnknown: true, exact: true };

/** One thing a context says: the values it lists, and those of each target they are compared with. */
interface Clue {
	record: boolean;
	said: Array<string | undefined>;
	values: Array<Array<string | undefined>>;
}

function cluesOf(targets: readonly Target[], context: unknown): Clue[] {
	if (!isFields(context)) return [];
	return Object.entries(context).flatMap(([key, value]) => {
		const spelling = key.toLowerCase().replace(/[^a-z]/g, '');
		const role = ROLES.find((candidate) => candidate.key.test(spelling));
		if (role === undefined) return [];
		const values = targets.map(role.values);
		// An archived pair has no types, a limit no records: for them such a clue says nothing.
		const comparable = values.flat().some((own) => own !== undefined);
		if (!comparable) return [];
		return [{ record: role.record ?? false, said: [value].flat().map(role.read), values }];
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
	const known = clues.map(({ said, values }) => {
		const own = new Set(values.flat());
		return said.filter((value) => value !== undefined && own.has(value));
	});
	const andUnknown = clues.some(({ said }, index) => known[index].length < said.length);
	// "from 1, to 2 and 3" is two pairs; "from 1" alone may be one of its pairs or all.
	const records = known.filter((_, index) => clues[index].record).map(({ length }) => length);
	const exact = records.length === 0 || named.length <= Math.max(...records);
	return { targets: named, andUnknown: andUnknown || named.length === 0, exact };
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
	};
}
