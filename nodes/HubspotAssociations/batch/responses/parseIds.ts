import { plainText } from '../fields';
import { findStandardObjectType, objectTypeKey } from '../standardObjectTypes';
import {
	isCount,
	mayMeanOtherwise,
	meansOneOf,
	meansOthers,
	withoutAddresses,
} from './unnamedOthers';

/** A record as a text names it. */
export interface NamedRecord {
	id: string;
	/** In HubSpot's spelling: of "CONTACT=12" the CONTACT. */
	objectType?: string;
}

/** The records that a value names. */
export interface ParsedIds {
	records: NamedRecord[];
	/** The value says something besides that was not understood: it may name further records. */
	isUnclear: boolean;
	/** Some may be named for another reason: "CONTACT=12 was merged into CONTACT=13", "all but CONTACT=12". */
	isGuess: boolean;
}

/** A number of a text. */
interface NumberInText extends NamedRecord {
	/** The words before it say that it is an ID: "ID 12", "CONTACT=12", "records 12 and 13"; or it is quoted. */
	isIntroduced: boolean;
	/** The words around it say that it is something else: "type 36", "3 more". */
	isForeign: boolean;
	/** The words before it say that it is an ID, and those behind it that it is none. */
	isContradicted: boolean;
	/** Words that are no list stand between the number before and it. */
	isApart: boolean;
	/** Nothing stands before it. */
	isFirst: boolean;
}

/** Words with digits and inner hyphens ("0-1"), the signs between a name and its ID, the end of a sentence. */
const TOKENS = /-?[\p{L}\d_]+(?:[-.][\p{L}\d_]+)*|[=:#]|[.;!?](?=\s|$)/gu;

const NUMBER = /^\d+$/;
const ID_WORD = /^(from|to)?(object|record|input)?v?(id|identifier)s?$/;
const RECORD_WORD = /^(object|record)s?$/;
const TYPE_WORD = /^((object|association)?type|definition|category|categorie)s?$/;
const CONNECTOR = /^(and|or|with|the|=|:|#)$/;
const SENTENCE_END = /^[.;!?]$/;
/** Of these HubSpot has IDs, too, but they are no records of a batch. */
const FOREIGN_OWNER = /^(user|owner|team|portal|hub|account|app|request|correlation|trace)s?$/;
const CATEGORY = /^([A-Z]+_DEFINED|WORK)$/i;
/** What may stand around IDs without naming anything. */
const HARMLESS =
	/^(a|an|are|be|do|does|exist|exists|for|found|invalid|is|not|of|valid|was|were|and|or|with|the)$/;

/** The numbers of a text, what the words before them make of them, and whether any other word is not understood. */
function numbersIn(
	text: string,
	isBatchType: (name: string) => boolean,
): { numbers: NumberInText[]; isUnclear: boolean } {
	const numbers: NumberInText[] = [];
	let isUnclear = false;
	let isApart = false;
	/** What the words before say that the next number is. */
	let subject: { objectType?: string } | 'foreign' | undefined;
	let isObjectTypeNext = false;
	let objectTypeOfAll: string | undefined;
	let previous = '';
	const tokens = [...text.matchAll(TOKENS)].map((match) => ({ token: match[0], at: match.index }));
	tokens.forEach(({ token, at }, index) => {
		const word = token.toLowerCase();
		const isName = tokens.at(index + 1)?.token === '=';
		if (isObjectTypeNext && !CONNECTOR.test(word)) {
			objectTypeOfAll = token;
			isObjectTypeNext = false;
			subject = undefined;
		} else if (NUMBER.test(token)) {
			const isNumberOf = isCount(text, at, token);
			const isForeign = subject === 'foreign' || isNumberOf;
			numbers.push({
				id: token,
				...(subject !== 'foreign' && subject?.objectType !== undefined
					? { objectType: subject.objectType }
					: {}),
				isIntroduced: !isForeign && (subject !== undefined || isQuoted(text, token, at)),
				isForeign,
				isContradicted: isNumberOf && subject !== undefined && subject !== 'foreign',
				isApart: numbers.length > 0 && isApart,
				isFirst: numbers.length === 0 && previous === '',
			});
			isApart = false;
		} else if (CONNECTOR.test(word)) {
			// What was introduced stays so: "IDs 12 and 13".
		} else if (SENTENCE_END.test(token)) {
			subject = undefined;
		} else if (TYPE_WORD.test(word)) {
			isObjectTypeNext = /^objecttypes?$/.test(word) || RECORD_WORD.test(previous);
			subject = 'foreign';
		} else if (CATEGORY.test(token)) {
			subject = 'foreign';
		} else if (ID_WORD.test(word)) {
			const isOfAnother = FOREIGN_OWNER.test(previous) && !isBatchType(previous);
			subject = subject === 'foreign' || isOfAnother ? 'foreign' : { ...subject };
		} else if (RECORD_WORD.test(word)) {
			subject = {};
		} else if (isBatchType(token) || (isName && findStandardObjectType(token) !== undefined)) {
			subject = { objectType: token };
		} else {
			subject = isName && !/\d$/.test(token) ? { objectType: token } : undefined;
			const isType = findStandardObjectType(token) !== undefined;
			const isWord = !isName && !isType;
			if (isWord && !HARMLESS.test(word)) isUnclear = true;
			if (isWord && (!HARMLESS.test(word) || word === 'for')) isApart = true;
		}
		if (!CONNECTOR.test(word)) previous = word;
	});
	for (const number of numbers) {
		if (objectTypeOfAll !== undefined) number.objectType ??= objectTypeOfAll;
	}
	return { numbers, isUnclear };
}

/** IDs are quoted, as "12"; counts and times are not. */
const isQuoted = (text: string, token: string, at: number): boolean =>
	/^["'`]$/.test(text.charAt(at - 1)) && text.charAt(at - 1) === text.charAt(at + token.length);

const withoutWords = ({ id, objectType }: NumberInText): NamedRecord =>
	objectType === undefined ? { id } : { id, objectType };

/**
 * Reads a value that stands where HubSpot names records by their IDs.
 *
 * @param value such as `"12"`, `12`, `"CONTACT=12 is not valid"`, `"Objects 12, 13 not found"`
 */
export function parseIds(value: unknown): ParsedIds {
	// A number that JavaScript has rounded names another record.
	if (typeof value === 'number' && !Number.isSafeInteger(value)) {
		return { records: [], isUnclear: true, isGuess: false };
	}
	const text = withoutAddresses(plainText(value));
	const { numbers, isUnclear } = numbersIn(
		text,
		(name) => findStandardObjectType(name) !== undefined,
	);
	// Among words that are not understood, only what they call an ID is one.
	const isRecord = ({ isForeign, isIntroduced, isFirst }: NumberInText) =>
		!isForeign && (!isUnclear || isIntroduced || isFirst);
	const records = numbers.filter(isRecord).map(withoutWords);
	const isOtherwise = mayMeanOtherwise(text);
	return {
		records,
		isGuess: isOtherwise || isReason(numbers.filter(isRecord), text),
		isUnclear:
			isUnclear ||
			isOtherwise ||
			meansOthers(text) ||
			records.length === 0 ||
			records.length < numbers.length,
	};
}

/** Whether some of the records that a text names may not be meant. */
const isReason = (records: readonly NumberInText[], text: string): boolean =>
	records.some(({ isApart }) => isApart) || (records.length > 1 && meansOneOf(text));

/** So much of a message is read. */
const MAX_CHARACTERS = 10_000;

/** Shorter ones in a message are counts, times and codes. */
const MIN_DIGITS_OF_BARE_ID = 6;

/**
 * Reads a message that may name records among many other things.
 *
 * @param message such as `"Object with ID 1042 and object type CONTACT does not exist"`
 * @param objectTypes those of the batch: "contact 12" is a record only where there are contacts
 * @returns `records`: those that the words around them say to be IDs; `numbers`: other numbers that are long
 *   enough for an ID; `isUnclear`: it says that it means others besides
 */
export function parseIdsInMessage(
	message: unknown,
	objectTypes: readonly string[],
): ParsedIds & { numbers: string[] } {
	if (typeof message !== 'string') {
		return { records: [], numbers: [], isUnclear: false, isGuess: false };
	}
	const keys = new Set(objectTypes.map(objectTypeKey));
	const isBatchType = (name: string) => keys.has(objectTypeKey(name));
	const text = withoutAddresses(message.slice(0, MAX_CHARACTERS));
	const { numbers } = numbersIn(text, isBatchType);
	const isOtherwise = mayMeanOtherwise(text);
	// "limit=100" is no record of an object type that the node has never heard of.
	const isRecord = ({ objectType, isIntroduced }: NumberInText) =>
		isIntroduced &&
		(objectType === undefined ||
			isBatchType(objectType) ||
			findStandardObjectType(objectType) !== undefined);
	return {
		records: numbers.filter(isRecord).map(withoutWords),
		numbers: numbers
			.filter(
				(each) => !isRecord(each) && !each.isForeign && each.id.length >= MIN_DIGITS_OF_BARE_ID,
			)
			.map(({ id }) => id),
		isGuess: isOtherwise || isReason(numbers.filter(isRecord), text),
		isUnclear:
			isOtherwise || meansOthers(text) || numbers.some(({ isContradicted }) => isContradicted),
	};
}
