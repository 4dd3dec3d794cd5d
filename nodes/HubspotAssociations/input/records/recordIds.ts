import { readList } from '../list';
import { ParameterError, shown } from '../parameterError';

const WHAT_AN_ID_IS =
	'A record ID is a whole number, such as 12345: HubSpot shows it as "Record ID" and at the end of the record\'s web address. Give only the number.';

/** HubSpot's IDs are 64-bit numbers; a larger one would make it refuse the whole batch. */
const LARGEST_ID = 2n ** 63n - 1n;

/** An ID as HubSpot writes it, too short to be too large: what nearly every item has. */
const PLAIN_ID = /^[1-9]\d{0,17}$/;

/** Several IDs with something else than commas between them: blanks, `;`, `|`, `/`, `&`, "and". */
const OTHERWISE_SEPARATED = /^\d+(?:(?:[\s;:|/\\+&،、，；]+|\s+and\s+)\d+)+[\s;:|/\\+&،、，；]*$/i;

/**
 * Reads one or many record IDs.
 *
 * @param value a number, a text, comma-separated text, an array of numbers and texts, or that as JSON text
 * @param parameter the field's name, for messages
 * @returns IDs as HubSpot takes them: digits without leading zeros, each once, in the order given
 * @throws ParameterError for an empty list, and for every element that is no record ID
 */
export function readRecordIds(value: unknown, parameter: string): string[] {
	if (typeof value === 'string' && PLAIN_ID.test(value)) return [value];
	return readEach(value, parameter, 'Put commas between several IDs.');
}

/** @param ofSeveral what to do about several IDs that are no list */
function readEach(value: unknown, parameter: string, ofSeveral: string): string[] {
	const ids = readList(value, parameter).map((element) =>
		readRecordId(element, parameter, ofSeveral),
	);
	return [...new Set(ids)];
}

const ONE_ITEM_EACH =
	'Use one item for each record, for example with a Split Out node before this one.';

/**
 * Reads exactly one record ID.
 *
 * @param value as for {@link readRecordIds}, with one ID in it
 * @throws ParameterError when there is none, more than one, or something else
 */
export function readOneRecordId(value: unknown, parameter: string): string {
	if (typeof value === 'string' && PLAIN_ID.test(value)) return value;
	const ids = readEach(value, parameter, ONE_ITEM_EACH);
	if (ids.length > 1) {
		throw new ParameterError(
			parameter,
			`takes one record ID but got ${ids.length}: ${shown(ids)}`,
			ONE_ITEM_EACH,
		);
	}
	return ids[0];
}

function readRecordId(element: unknown, parameter: string, ofSeveral: string): string {
	if (typeof element === 'number' && Math.abs(element) > Number.MAX_SAFE_INTEGER) {
		throw new ParameterError(
			parameter,
			`got the number ${element}, which is too large for JavaScript to hold exactly`,
			'It may have lost its last digits on the way here. Pass long IDs as text.',
		);
	}
	if (typeof element !== 'string' && typeof element !== 'number' && typeof element !== 'bigint') {
		const problem =
			element === null || element === undefined
				? 'is empty'
				: `got ${shown(element)}, which is not a record ID`;
		throw new ParameterError(parameter, problem, WHAT_AN_ID_IS);
	}
	const text = String(element).trim();
	if (PLAIN_ID.test(text)) return text;
	if (text === '') {
		throw new ParameterError(
			parameter,
			'holds an empty record ID',
			`Is the field or the expression empty, or is there a comma too many? ${WHAT_AN_ID_IS}`,
		);
	}
	if (!/^0*[1-9]\d{0,18}$/.test(text) || BigInt(text) > LARGEST_ID) {
		throw new ParameterError(
			parameter,
			`got ${shown(element)}, which is not a record ID`,
			OTHERWISE_SEPARATED.test(text) ? `${ofSeveral} ${WHAT_AN_ID_IS}` : WHAT_AN_ID_IS,
		);
	}
	return text.replace(/^0+/, '');
}
