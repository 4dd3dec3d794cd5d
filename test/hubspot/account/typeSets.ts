import { compareTypes, typeKey, type Definition } from './definitions';

/**
 * The types between two records, in one direction: sorted, never empty, never changed in place.
 * There are few different sets and millions of pairs, so pairs share them.
 */
export interface TypeSet {
	readonly definitions: readonly Definition[];
	readonly has: (definition: Definition) => boolean;
}

/** Makes sets, giving the same one for the same types. */
export class TypeSets {
	private readonly sets = new Map<string, TypeSet>();
	private readonly inverses = new Map<TypeSet, TypeSet>();

	/** The set of these types, duplicates dropped. All must be of one direction. */
	of(definitions: Iterable<Definition>): TypeSet {
		const unique = new Set(definitions);
		const sorted = unique.size > 1 ? [...unique].sort(compareTypes) : [...unique];
		const [first] = sorted;
		if (!first) throw new Error('Two records are associated by at least one type');
		const key = `${first.from}>${first.to}|${sorted.map(typeKey).join()}`;
		const known = this.sets.get(key);
		// A label deleted and made again with the same number is another definition.
		if (known && known.definitions.every((definition, index) => definition === sorted[index])) {
			return known;
		}
		const created: TypeSet = { definitions: sorted, has: (definition) => unique.has(definition) };
		this.sets.set(key, created);
		return created;
	}

	/** The types the other direction has while this one has these. */
	inverse(set: TypeSet): TypeSet {
		const known = this.inverses.get(set);
		if (known) return known;
		const created = this.of(set.definitions.map((definition) => definition.inverse));
		this.inverses.set(set, created);
		return created;
	}

	/** The set without one type, or undefined when nothing is left. */
	without(set: TypeSet, definition: Definition): TypeSet | undefined {
		const remaining = set.definitions.filter((each) => each !== definition);
		return remaining.length > 0 ? this.of(remaining) : undefined;
	}
}
