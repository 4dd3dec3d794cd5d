/** Where the golden ratio takes the next step: places that follow no pattern of the inputs, and lie far apart. */
const GOLDEN = (Math.sqrt(5) - 1) / 2;

/**
 * A place in a list, another one for each number, spread over the whole list.
 *
 * @param nth from 0 on
 * @param length at least 1
 * @returns an index
 */
export const spreadPlace = (nth: number, length: number): number =>
	Math.floor((((nth + 1) * GOLDEN) % 1) * length);

/**
 * Chooses a target to be sent alone: one that shares no record with those chosen before, or as few as possible.
 *
 * @param targets at least one
 * @param before chosen before
 * @param nth from 0 on
 */
export function chooseProbe<T>(
	targets: readonly T[],
	before: readonly T[],
	nth: number,
	recordsOf: (target: T) => readonly string[],
): T {
	const used = new Set(before.flatMap(recordsOf));
	const start = spreadPlace(nth, targets.length);
	let best = targets[start];
	let fewest = Infinity;
	for (let step = 0; step < targets.length && fewest > 0; step++) {
		const target = targets[(start + step) % targets.length];
		const shared = recordsOf(target).filter((record) => used.has(record)).length;
		if (shared < fewest) [best, fewest] = [target, shared];
	}
	return best;
}
