import { EVERY_OBJECT_TYPE, type Input, type ObjectTypes } from '../../batch/target';
import type { Hubspot } from '../../operation';
import { findStandardObjectType } from '../../batch/standardObjectTypes';
import { type CustomObjectType, readSchemas } from './readSchemas';

/** Inputs in which each object type has one spelling. */
export interface ResolvedObjectTypes {
	/** In the order given; the very same where nothing had to be changed. */
	inputs: readonly Input[];
	/** Gives the two object types of one of the item's targets as the item says them; undefined where they are those of the target. */
	givenBy: (item: number, target: ObjectTypes) => ObjectTypes | undefined;
	/** Every pair of object types as items say it, and as it is sent. */
	spellings: readonly Spelling[];
	/** The custom object types of the account; none where they did not have to be read. */
	customTypes: readonly CustomObjectType[];
}

/** A pair of object types. */
interface Spelling {
	/** As items say it. */
	given: ObjectTypes;
	/** As HubSpot is told. */
	sent: ObjectTypes;
}

/**
 * Gives each object type one spelling in the whole run, so that its inputs go out together. HubSpot is told a
 * spelling that it is known to take: of a standard type the plural or the ID, whichever the run has, and of a custom
 * type whose spellings differ the ID. Everything else stays as it was given; what exists is for HubSpot to say.
 *
 * The schemas of custom types are read once at most, and only where two spellings may mean the same one.
 * Takes time in proportion to the inputs, and next to none where each type has one spelling only.
 */
export async function resolveObjectTypes(
	inputs: readonly Input[],
	hubspot: Hubspot,
): Promise<ResolvedObjectTypes> {
	const pairs = new DistinctPairs();
	for (const { target } of inputs) pairs.of(target);
	const given = pairs.all;
	const names = [
		...new Set(given.flatMap(({ fromObjectType, toObjectType }) => [fromObjectType, toObjectType])),
	];
	const ownNames = names.filter(
		(name) => name !== EVERY_OBJECT_TYPE && findStandardObjectType(name) === undefined,
	);
	// Between two object types that are spelled in one way there is nothing to bring together.
	const isReadNeeded = given.length > 1 && mayMeanTheSame(ownNames);
	const customTypes = isReadNeeded ? await readSchemas(hubspot) : [];

	const sentAs = spellingsToSend(names, customTypes);
	const spellings = given.map((pair): Spelling => ({ given: pair, sent: sentPair(pair, sentAs) }));
	if (spellings.every((spelling) => isSamePair(spelling.given, spelling.sent))) {
		return { inputs, givenBy: () => undefined, spellings, customTypes };
	}

	// Items that say the same share one list.
	const alone = new Map(spellings.map((spelling) => [spelling.given, [spelling] as const]));
	const byItem = new Map<number, readonly Spelling[]>();
	const resolved = inputs.map((input): Input => {
		const { item, target } = input;
		const own = alone.get(pairs.of(target));
		if (own === undefined) return input;
		const known = byItem.get(item);
		if (known === undefined) byItem.set(item, own);
		else if (!known.includes(own[0])) byItem.set(item, [...known, own[0]]);
		const { sent } = own[0];
		return isSamePair(sent, target) ? input : { item, target: { ...target, ...sent } };
	});
	const givenBy = (item: number, target: ObjectTypes) => {
		const own = byItem.get(item);
		const { fromObjectType, toObjectType } = target;
		const exact = own?.find(({ sent }) => isSamePair(sent, target))?.given;
		const every = { fromObjectType, toObjectType: EVERY_OBJECT_TYPE };
		const given = exact ?? own?.find(({ sent }) => isSamePair(sent, every))?.given;
		// Of every object type, the one that was found.
		return given?.toObjectType === EVERY_OBJECT_TYPE ? { ...given, toObjectType } : given;
	};
	return { inputs: resolved, givenBy, spellings, customTypes };
}

const isSamePair = (a: ObjectTypes, b: ObjectTypes): boolean =>
	a.fromObjectType === b.fromObjectType && a.toObjectType === b.toObjectType;

/** Pairs of object types, each once. */
class DistinctPairs {
	readonly all: ObjectTypes[] = [];

	private readonly known = new Map<string, Map<string, ObjectTypes>>();

	private last?: ObjectTypes;

	/** The one object that stands for this pair. */
	of(target: ObjectTypes): ObjectTypes {
		// Mostly the one before.
		if (this.last !== undefined && isSamePair(this.last, target)) return this.last;
		const { fromObjectType, toObjectType } = target;
		const byTo = this.known.get(fromObjectType) ?? new Map<string, ObjectTypes>();
		this.known.set(fromObjectType, byTo);
		let pair = byTo.get(toObjectType);
		if (pair === undefined) {
			pair = { fromObjectType, toObjectType };
			byTo.set(toObjectType, pair);
			this.all.push(pair);
		}
		this.last = pair;
		return pair;
	}
}

const sentPair = ({ fromObjectType, toObjectType }: ObjectTypes, sentAs: Map<string, string>) => ({
	fromObjectType: sentAs.get(fromObjectType) ?? fromObjectType,
	toObjectType: sentAs.get(toObjectType) ?? toObjectType,
});

/** The IDs of an account's own object types. */
const IS_CUSTOM_ID = /^2-\d+$/;

/** A custom type's name as it is, or with the account before it: `pets`, `p123_pets`, `p_pets`. */
const bareName = (name: string): string => name.toLowerCase().replace(/^p\d*_/, '');

/** Whether two of these spellings, each different, may mean one custom type: a name and an ID, or a name in two forms. */
function mayMeanTheSame(spellings: readonly string[]): boolean {
	const names = spellings.filter((spelling) => spelling !== '' && !/^\d+-\d+$/.test(spelling));
	const hasId = spellings.some((spelling) => IS_CUSTOM_ID.test(spelling));
	return (hasId && names.length > 0) || new Set(names.map(bareName)).size < names.length;
}

/** How each of the run's spellings is sent; those that stay as they are may be left out. */
function spellingsToSend(
	names: readonly string[],
	customTypes: readonly CustomObjectType[],
): Map<string, string> {
	const sentAs = new Map<string, string>();
	const given = new Set(names);
	for (const name of names) {
		const type = findStandardObjectType(name);
		if (type === undefined) continue;
		const { id, singular, plural } = type;
		// HubSpot takes all three; what the run does not say is not made up.
		const sent = [plural, id, singular].find((spelling) => given.has(spelling));
		sentAs.set(name, sent ?? plural);
	}
	const idsByName = new Map<string, Set<string>>();
	for (const { id, name, fullyQualifiedName } of customTypes) {
		for (const spelling of [id, name, `p_${name}`, fullyQualifiedName]) {
			if (spelling === undefined) continue;
			const key = spelling.toLowerCase();
			idsByName.set(key, (idsByName.get(key) ?? new Set()).add(id));
		}
	}
	for (const name of names) {
		const [id, ...others] = idsByName.get(name.toLowerCase()) ?? [];
		if (id !== undefined && others.length === 0 && !sentAs.has(name)) sentAs.set(name, id);
	}
	return sentAs;
}
