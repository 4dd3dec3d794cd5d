import { isFields } from './fields';
import type { Target } from './target';

/** HubSpot writes an ID bare, or in a sentence: "CONTACT=12 is not valid". */
const idIn = (said: unknown): string | undefined => /^(?:\w+=)?(\d+)\b/.exec(String(said))?.[1];

const asItIs = (said: unknown): string => String(said);

/** Something a `context` can say about an input, in HubSpot's various spellings. */
interface Role {
	key: RegExp;
	/** Reads one value of the context; undefined where it says nothing that could be compared. */
	read: (said: unknown) => string | undefined;
	/** What a target has to show for it. */
	values: (target: Target) => unknown[];
}

const ROLES: readonly Role[] = [
	{
		key: /^from(object|record)?ids?$/,
		read: idIn,
		values: ({ fromObjectId }) => [fromObjectId],
	},
	{
		key: /^to(object|record)?ids?$/,
		read: idIn,
		values: ({ toObjectId }) => [toObjectId],
	},
	{
		// Says which record, but not on which side.
		key: /^(object|record|input|invalidobject)?ids?$/,
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

/** One thing a `context` says: a target is meant only if one of these values is its own. */
interface Clue {
	said: ReadonlySet<unknown>;
	values: (target: Target) => unknown[];
}

function cluesOf(context: unknown): Clue[] {
	if (!isFields(context)) return [];
	return Object.entries(context).flatMap(([key, value]) => {
		const spelling = key.toLowerCase().replace(/[^a-z]/g, '');
		const role = ROLES.find((candidate) => candidate.key.test(spelling));
		if (role === undefined) return [];
		const said = new Set([value].flat().map(role.read));
		said.delete(undefined);
		return said.size === 0 ? [] : [{ said, values: role.values }];
	});
}

function matching(targets: readonly Target[], context: unknown): Target[] {
	const clues = cluesOf(context);
	if (clues.length === 0) return [];
	return targets.filter((target) =>
		clues.every(({ said, values }) => values(target).some((value) => said.has(value))),
	);
}

/**
 * Finds the targets that one entry of a batch response's `errors` is about, by its `context`,
 * or by the contexts of the details inside it where it has none itself.
 * Where a context lists several IDs on both sides, every combination counts as named:
 * rather one pair too many called failed than one called deleted that is still there.
 *
 * @param targets the batch that was sent
 * @param error `{ context: { fromObjectId: ["1"], toObjectId: ["2"] }, errors: [...] }`; anything else names nobody
 * @returns the named targets in the order of the batch; empty when it names none of them
 */
export function namedTargets(targets: readonly Target[], error: unknown): Target[] {
	if (!isFields(error)) return [];
	const named = matching(targets, error.context);
	if (named.length > 0 || !Array.isArray(error.errors)) return named;
	const details = error.errors.map((detail) =>
		matching(targets, isFields(detail) ? detail.context : undefined),
	);
	return [...new Set(details.flat())];
}
