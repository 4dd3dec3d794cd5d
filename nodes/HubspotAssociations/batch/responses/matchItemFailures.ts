import { type Clue, cluesOfContext, cluesOfMessage } from './errorClues';
import { type Fields, isFields } from '../fields';
import { indexOf, type TargetIndex, typeKey } from './targetIndex';
import { mayMeanOtherwise, meansOthers } from './unnamedOthers';
import type { AssociationType, Target } from '../target';

/** Which inputs an error means. */
export interface BatchItemFailures<T extends Target = Target> {
	/** The targets it names, in the order of the batch; the same array for errors that name the same. Not to be changed. */
	targets: T[];
	/** True when it means inputs besides, or instead, that are not known. */
	andUnknown: boolean;
	/** False when more targets fit than it may mean: one record of several pairs, or IDs in many combinations. */
	exact: boolean;
	/** It names nothing but association types: what was refused for one is refused for every input that has it. */
	byType: boolean;
	/** It names some record of a target. */
	namesRecords: boolean;
	/** Those of a target's types that it names; undefined where it names none, or none clearly. */
	refusedTypes: (target: T) => AssociationType[] | undefined;
}

/** The same by their places in the batch, and the keys of the types. */
interface Match {
	places: number[];
	andUnknown: boolean;
	exact: boolean;
	byType: boolean;
	namesRecords: boolean;
	types: ReadonlySet<string>;
	/** The keys of everything named. */
	named: ReadonlySet<string>;
}

const NO_KEYS: ReadonlySet<string> = new Set();

const UNMATCHED: Match = {
	places: [],
	andUnknown: true,
	exact: true,
	byType: false,
	namesRecords: false,
	types: NO_KEYS,
	named: NO_KEYS,
};

/** The places in the batch of the targets that every clue fits, in the order of the batch. */
function fitting({ places, keys }: TargetIndex, clues: readonly Clue[]): number[] {
	const keysOf = ({ named }: Clue) => new Set(named.flat());
	const sizeOf = (wanted: ReadonlySet<string>) =>
		[...wanted].reduce((size, key) => size + (places.get(key)?.length ?? 0), 0);
	// From the clue that fits the fewest: one record may be in every pair.
	const [first, ...rest] = clues
		.map(keysOf)
		.map((wanted) => ({ wanted, size: sizeOf(wanted) }))
		.sort((a, b) => a.size - b.size)
		.map(({ wanted }) => wanted);
	const candidates = [...new Set([...first].flatMap((key) => places.get(key) ?? []))];
	return candidates
		.filter((place) => rest.every((wanted) => keys[place].some((key) => wanted.has(key))))
		.sort((a, b) => a - b);
}

/** "from 1, to 2 and 3" is two pairs; "from 1" alone may be one of its pairs or all. */
function isExact({ keys, places }: TargetIndex, found: number[], clues: readonly Clue[]): boolean {
	if (found.length <= 1) return true;
	const isSided = clues.every(({ kind }) => kind !== 'anySide');
	const isEachOnce = ({ kind, named }: Clue) => {
		const wanted = new Set(named.flat().filter((key) => places.has(key)));
		const pairs = found.flatMap((place) => keys[place].filter((key) => wanted.has(key)));
		return kind === 'side' && pairs.length === wanted.size && new Set(pairs).size === wanted.size;
	};
	return isSided && clues.some(isEachOnce);
}

/** A batch may get the same error as often as it has inputs: what it names is worked out once. */
const knownMatches = new WeakMap<TargetIndex, Map<string, Match>>();

/** The targets that every one of some clues fits; undefined when there are none. */
function match(index: TargetIndex, clues: readonly Clue[]): Match | undefined {
	if (clues.length === 0) return undefined;
	const known = knownMatches.get(index) ?? new Map<string, Match>();
	knownMatches.set(index, known);
	const key = JSON.stringify(clues);
	const found = known.get(key) ?? newMatch(index, clues);
	known.set(key, found);
	return found;
}

function newMatch(index: TargetIndex, clues: readonly Clue[]): Match {
	const places = fitting(index, clues);
	const isKnown = (keys: string[]) => keys.some((key) => index.places.has(key));
	const isUnclear = clues.some((clue) => clue.isUnclear || !clue.named.every(isKnown));
	const isGuess = clues.some((clue) => clue.isGuess);
	const typeClues = clues.filter(({ kind }) => kind === 'type');
	// The same number in two categories: which of the two is not known.
	const isTypeClear = typeClues.every(({ named }) => named.every(({ length }) => length <= 1));
	return {
		places,
		andUnknown: isUnclear || places.length === 0,
		exact: !isGuess && isExact(index, places, clues),
		byType: !isGuess && isTypeClear && typeClues.length === clues.length,
		namesRecords: places.length > 0 && typeClues.length < clues.length,
		types: new Set(isTypeClear && !isGuess ? typeClues.flatMap(({ named }) => named.flat()) : []),
		named: new Set(clues.flatMap(({ named }) => named.flat())),
	};
}

/** What one error, or one detail inside it, names: by its context, or else by its message. */
function matchOne(
	index: TargetIndex,
	{ context, message }: Fields,
	objectTypes: readonly string[],
): Match | undefined {
	const byContext = match(index, cluesOfContext(index, context));
	const clues = cluesOfMessage(index, message, objectTypes);
	if (byContext === undefined) return match(index, clues);
	// A message may name more than the context does.
	const isMore = ({ named }: Clue) =>
		named.some((keys) => !keys.some((key) => byContext.named.has(key)));
	const words = typeof message === 'string' ? message : '';
	if (mayMeanOtherwise(words)) {
		return { ...byContext, andUnknown: true, exact: false, byType: false, types: NO_KEYS };
	}
	const isMoreSaid = clues.some(isMore) || meansOthers(words);
	return isMoreSaid ? { ...byContext, andUnknown: true } : byContext;
}

/** HubSpot's errors are flatter. */
const MAX_DEPTH = 5;

/** What an error and each detail inside it names, however deep; undefined for one that names nothing. */
function matchesIn(
	index: TargetIndex,
	error: unknown,
	objectTypes: readonly string[],
	depth = 0,
): Array<Match | undefined> {
	if (!isFields(error) || depth > MAX_DEPTH) return [undefined];
	const own = matchOne(index, error, objectTypes);
	const details = [error.errors ?? []]
		.flat()
		.flatMap((detail: unknown) => matchesIn(index, detail, objectTypes, depth + 1));
	// Details without a name explain the error that has one; where it has none, some input is left out.
	if (own === undefined && details.length > 0) return details.map((detail) => detail ?? UNMATCHED);
	return [own, ...details];
}

/**
 * Finds the targets that one entry of a batch response's `errors`, or the body of a refusal, is about: by its
 * `context` and those of the details inside it, and where these name nothing by its message. Where a context lists
 * several IDs on both sides, every combination counts as named, but not as `exact`: rather one pair too many looked
 * at again than one called deleted that is still there. For the same reason an ID that cannot be read, or that no
 * input of this batch has, means that unknown inputs are meant as well. For errors that do not all name the same
 * record, takes time in proportion to what they name.
 *
 * @param targets the batch that was sent; the array must not change between calls
 * @param error `{ context: { fromObjectId: ["1"], toObjectId: ["2"] }, errors: [...] }`; anything else names none
 */
export function matchItemFailures<T extends Target>(
	targets: readonly T[],
	error: unknown,
): BatchItemFailures<T> {
	const index = indexOf(targets);
	const [first] = targets as ReadonlyArray<T | undefined>;
	const objectTypes = first === undefined ? [] : [first.fromObjectType, first.toObjectType];
	const named = matchesIn(index, error, objectTypes).filter((each) => each !== undefined);
	const matches = named.length === 0 ? [UNMATCHED] : named;
	// A match that names no type may be about each type of its targets.
	const areTypesNamed = matches.every(({ types }) => types.size > 0);
	const types = new Set(areTypesNamed ? matches.flatMap((each) => [...each.types]) : []);
	return {
		targets: targetsOf(targets, matches),
		andUnknown: matches.some(({ andUnknown }) => andUnknown),
		exact: matches.every(({ exact }) => exact),
		byType: matches.every(({ byType }) => byType),
		namesRecords: matches.some(({ namesRecords }) => namesRecords),
		refusedTypes: ({ types: own = [] }) => {
			const refused = own.filter(({ category, typeId }) => types.has(typeKey(category, typeId)));
			return refused.length > 0 ? refused : undefined;
		},
	};
}

const knownTargets = new WeakMap<Match, readonly Target[]>();

/** The targets of all matches; the same array each time for one match that is known. */
function targetsOf<T extends Target>(targets: readonly T[], matches: readonly Match[]): T[] {
	const [only, ...others] = matches;
	if (others.length > 0) {
		const places = new Set(matches.flatMap((each) => each.places));
		return [...places].sort((a, b) => a - b).map((place) => targets[place]);
	}
	const known = knownTargets.get(only) as T[] | undefined;
	if (known !== undefined) return known;
	const named = only.places.map((place) => targets[place]);
	if (only !== UNMATCHED) knownTargets.set(only, named);
	return named;
}
