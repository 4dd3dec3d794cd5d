import { BUILT_IN } from './builtInTypes';

/** Which object types (by ID) can be associated with each other. */
export class RelatedTypes {
	private readonly pairs: Array<readonly [string, string]> = BUILT_IN.map(
		({ from, to }) => [from, to] as const,
	);

	/** Says that two types can be. */
	add(one: string, other: string): void {
		this.pairs.push([one, other]);
	}

	/**
	 * What a type can be associated with, sorted.
	 *
	 * @param more pairs that are known from elsewhere
	 */
	of(type: string, more: ReadonlyArray<readonly [string, string]>): string[] {
		const related = [...this.pairs, ...more].flatMap(([one, other]) =>
			one === type ? [other] : other === type ? [one] : [],
		);
		return [...new Set(related)].sort();
	}
}
