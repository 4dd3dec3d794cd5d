/** More letters that differ make another word. */
const MAX_DISTANCE = 2;

/** A word of three letters has one that may differ. */
const LETTERS_FOR_EACH = 3;

/**
 * Finds the text that one was most likely meant to be, written with a slip of the keys.
 *
 * @param text what was written; case and the blanks around it do not count
 * @param meanings by each text that is known
 * @returns the meaning of the nearest one, of several that are as near the first; undefined where none is near
 */
export function nearestText<Meaning>(
	text: string,
	meanings: ReadonlyMap<string, Meaning>,
): Meaning | undefined {
	const written = text.trim().toLowerCase();
	let least = Math.min(MAX_DISTANCE, Math.floor(written.length / LETTERS_FOR_EACH)) + 1;
	let nearest: Meaning | undefined;
	for (const [known, meaning] of meanings) {
		// Another length is a distance, too: long texts are not compared.
		if (Math.abs(known.length - written.length) >= least) continue;
		const distance = editDistance(written, known.toLowerCase());
		if (distance >= least) continue;
		least = distance;
		nearest = meaning;
	}
	return nearest;
}

/**
 * How many letters have to be put in, taken out, replaced, or exchanged with the one beside them, to get from one
 * text to the other: the optimal string alignment distance.
 *
 * @see https://en.wikipedia.org/wiki/Damerau–Levenshtein_distance
 */
function editDistance(a: string, b: string): number {
	let beforeLast: number[] = [];
	let last = Array.from({ length: b.length + 1 }, (_, column) => column);
	for (let row = 1; row <= a.length; row++) {
		const current = [row];
		for (let column = 1; column <= b.length; column++) {
			const isSame = a[row - 1] === b[column - 1];
			let distance = Math.min(
				last[column] + 1,
				current[column - 1] + 1,
				last[column - 1] + (isSame ? 0 : 1),
			);
			const isExchanged =
				row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
			if (isExchanged) distance = Math.min(distance, beforeLast[column - 2] + 1);
			current.push(distance);
		}
		beforeLast = last;
		last = current;
	}
	return last[b.length];
}
