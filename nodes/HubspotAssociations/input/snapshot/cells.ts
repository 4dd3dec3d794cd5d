import { isAbsent } from './keptItems';

/** What databases and scripts write into a cell that holds nothing. */
const NOTHING_IN_WORDS = /^\s*(null|undefined|none|nan|n\/a)\s*$/i;

/** Whether a cell of a table says nothing. */
export const isEmptyCell = (value: unknown): boolean =>
	isAbsent(value) || (typeof value === 'string' && NOTHING_IN_WORDS.test(value));

/**
 * A whole number as spreadsheets show it: in groups of three (`1,234`, `1 234`, `1'234`, `1.234.567`), or with decimals
 * that are zeros (`279.0`). One group after a point alone may be decimals, so it is none.
 */
const FORMATTED_NUMBER =
	/^(\d{1,3}(?:([,'’ \u00a0\u202f])\d{3})(?:\2\d{3})*|\d{1,3}(?:\.\d{3}){2,}|\d+)(?:[.,]0{1,2})?$/;

/** How spreadsheets keep digits as text: `'12345`, `="12345"`. */
const KEPT_AS_TEXT = /^(?:'|=")(\d+)"?$/;

/**
 * Takes the formatting off a cell that holds one whole number.
 *
 * @returns its digits; anything else as it is
 */
export function unformatted(cell: unknown): unknown {
	if (typeof cell !== 'string') return cell;
	const text = cell.trim().replace(KEPT_AS_TEXT, '$1');
	const [, digits] = FORMATTED_NUMBER.exec(text) ?? [];
	return digits === undefined ? cell : digits.replace(/\D/g, '');
}
