import { type Fields, isFields, plainText } from '../fields';
import { findStandardObjectType } from '../standardObjectTypes';
import { isCount, mayMeanOtherwise, meansOneOf, meansOthers } from './unnamedOthers';

/** An association type as HubSpot names it in an error. */
export interface NamedType {
	typeId: string;
	/** Undefined where the error does not say. */
	category?: string;
	/** A category that is not this one. */
	notCategory?: string;
}

/** What a value says of association types. */
export interface ParsedTypes {
	types: NamedType[];
	/** The value says something besides that was not understood: it may name further types. */
	isUnclear: boolean;
	/** Some may not be meant: "all but USER_DEFINED=36". */
	isGuess: boolean;
}

/** A number by itself, or after an ordinal ("0-5"), and the name before it ("USER_DEFINED=36"). */
const NUMBERS = /(?:([\p{L}_]+)\s*[=:]\s*)?(?<![\w-])(\d+)(?:-(\d+))?(?![\w-])/gu;

const CATEGORY = /^([A-Z]+_DEFINED|WORK)$/i;

/** Names before a number that say that it is a type, and not of which category. */
const TYPE_WORD = /^\w*(type|label|definition|spec)s?(_?ids?)?$|^ids?$/i;

/** What may stand around types without naming any. */
const HARMLESS =
	/^(a|an|the|and|or|of|for|is|are|was|were|be|not|no|in|does|do|exist|exists|found|valid|invalid|unknown|locked|between|association|label|type|definition|spec|category|categorie|id)s?$/i;

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
 * @param value such as `"USER_DEFINED=36"`, `"0-5"`, `36`, `"36 and 40 are not valid"`, or an object with category and ID
 */
export function parseTypes(value: unknown): ParsedTypes {
	if (isFields(value)) return parseObject(value);
	const text = plainText(value);
	const types: NamedType[] = [];
	let isUnclear = meansOthers(text);
	const words = text.replace(NUMBERS, (...match: unknown[]) => {
		const [all, name, first, second, at] = match as [string, string?, string?, string?, number?];
		const isOther = name !== undefined && !CATEGORY.test(name) && !TYPE_WORD.test(name);
		if (isOther || isCount(text, at ?? 0, all)) isUnclear = true;
		else types.push(namedType(name, first ?? '', second));
		return ' ';
	});
	const others = words.match(/[\p{L}\d_]+/gu) ?? [];
	isUnclear ||= others.some(
		(word) => !HARMLESS.test(word) && findStandardObjectType(word) === undefined,
	);
	const isGuess = mayNotBeMeant(types, text) || (isUnclear && types.length > 1);
	return { types, isUnclear: isUnclear || mayMeanOtherwise(text) || types.length === 0, isGuess };
}

const mayNotBeMeant = (types: readonly NamedType[], text: string): boolean =>
	types.length > 0 && (mayMeanOtherwise(text) || (types.length > 1 && meansOneOf(text)));

/** @param second the type ID, where the first number is the ordinal of its category */
function namedType(name: string | undefined, first: string, second: string | undefined): NamedType {
	if (second !== undefined) return ofOrdinal(first, second);
	return name !== undefined && CATEGORY.test(name)
		? { typeId: first, category: name.toUpperCase() }
		: { typeId: first };
}

/** A type as requests write it, and as lists do. */
function parseObject(fields: Fields): ParsedTypes {
	const typeId = plainText(fields.associationTypeId) || plainText(fields.typeId);
	const category = plainText(fields.associationCategory) || plainText(fields.category);
	if (!/^\d+$/.test(typeId)) return { types: [], isUnclear: true, isGuess: false };
	const types = [category === '' ? { typeId } : { typeId, category }];
	return { types, isUnclear: false, isGuess: false };
}

/** A message names types only in these words: a time and a limit look much like them. */
const IN_MESSAGE =
	/\b(?:[A-Z]+_DEFINED|WORK)\s*[=:]\s*\d+(?![\w-])|(?<![\w-])\d+-\d+(?=(?:(?:,| and| or)+ \d+-\d+)* (?:is|are) not (?:a )?valid association types?\b)/g;

/** A number after a type, which may be that of another one. */
const CONTINUED = /(?:_DEFINED|WORK)\s*[=:]\s*\d+(?:\s*[,;|]\s*|\s+)(?:(?:and|or)\s+)?\d/;

/**
 * Reads a message that may name association types.
 *
 * @param message such as `"0-5 is not a valid association type between CONTACT and DEAL"`
 */
export function parseTypesInMessage(message: unknown): ParsedTypes {
	if (typeof message !== 'string') return { types: [], isUnclear: false, isGuess: false };
	const text = message.slice(0, 10_000);
	const types = (text.match(IN_MESSAGE) ?? []).flatMap((each) => parseTypes(each).types);
	const isUnclear = CONTINUED.test(text) || meansOthers(text) || mayMeanOtherwise(text);
	const isGuess = mayNotBeMeant(types, text) || (isUnclear && types.length > 1);
	return { types, isUnclear, isGuess };
}
