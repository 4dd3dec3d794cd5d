import { plainText } from '../fields';

/** An association type as HubSpot names it in an error. */
export interface NamedType {
	typeId: string;
	/** Undefined where the error does not say. */
	category?: string;
	/** A category that is not this one. */
	notCategory?: string;
}

/** "USER_DEFINED=36", or "0-5": the category as an ordinal, and the type ID. */
const TYPES = /([A-Za-z]+(?:_[A-Za-z]+)*)\s*[=:]\s*(\d+)(?![\w-])|(?<![\w-])(\d+)-(\d+)(?![\w-])/g;

/** The only ordinal of a category that is known. */
const HUBSPOT_DEFINED = { ordinal: '0', category: 'HUBSPOT_DEFINED' };

function ofOrdinal(ordinal: string, typeId: string): NamedType {
	const { category } = HUBSPOT_DEFINED;
	return ordinal === HUBSPOT_DEFINED.ordinal
		? { typeId, category }
		: { typeId, notCategory: category };
}

/**
 * Reads a value that stands where HubSpot names association types.
 *
 * @param value such as `"USER_DEFINED=36"`, `"0-5"`, `36`, `"36 is not valid"`
 * @returns none where it cannot be read
 */
export function parseTypes(value: unknown): NamedType[] {
	const text = plainText(value);
	const bare = /^\s*(\d+)(?=\s|$)/.exec(text)?.[1];
	if (bare !== undefined) return [{ typeId: bare }];
	return [...text.matchAll(TYPES)].map(([, category, typeId, ordinal, ofOrdinalId]) =>
		category === undefined
			? ofOrdinal(ordinal, ofOrdinalId)
			: { typeId, category: category.toUpperCase() },
	);
}

/** A message names types only in these words: a time and a limit look much like them. */
const IN_MESSAGE =
	/\b(?:[A-Z]+_DEFINED|WORK)\s*[=:]\s*\d+(?![\w-])|(?<![\w-])\d+-\d+(?= is not a valid association type)/g;

/**
 * Reads a message that may name association types.
 *
 * @param message such as `"0-5 is not a valid association type between CONTACT and DEAL"`
 */
export const parseTypesInMessage = (message: unknown): NamedType[] =>
	typeof message === 'string'
		? (message.slice(0, 10_000).match(IN_MESSAGE) ?? []).flatMap(parseTypes)
		: [];
