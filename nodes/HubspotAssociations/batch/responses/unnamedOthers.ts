/** "12 to 14", "12..14", "CONTACT=12 - CONTACT=14": what is between is not named. */
const RANGE =
	/\d\s*(?:\.\.+|…|–|—|\s-\s|\b(?:up )?to\b|\b(?:through|till|until)\b)\s*(?:\p{L}[\p{L}_]*\s*[=:#]?\s*)?\d/iu;

/** What more of something there may be than is meant: "for more information". */
const NO_INPUTS = '(?!\\s+(?:information|info|details?)\\b)';

/** Words for what is not named: "and others", "and 3 more", "and the rest"; not "one or more are not valid". */
const OTHERS = new RegExp(
	`\\bothers\\b|(?:\\d\\s|\\band\\s|[,+]\\s*|\\b(?:many|several|some|any)\\s)\\s*(?:other|more|further|additional)\\b${NO_INPUTS}|\\b(?:remaining|rest|etc)\\b|,\\s*(?:…|\\.\\.\\.)|(?<!\\d)\\+\\s?\\d`,
	'i',
);

/** What is counted, where a number stands before it: "3 more", "2 of 40", "5 attempts", "12%"; not "12 of type CONTACT". */
const COUNTED =
	/^\s*(?:%|(?:percent|more|others?|further|additional|remaining|of (?:(?:the|these|all|your) )*(?:\d+|them|inputs|items|records|objects|associations)|in total|inputs?|items?|errors?|failures?|times?|attempts?|tries|retries|ms|millis(?:econds)?|milliseconds?|s|secs?|seconds?|minutes?|hours?|days?)\b(?!\s*[=:#]))/i;

/** An ID with the words that may stand before it: "contact 12", "CONTACT=12", "the record with ID 12". */
const NAMED = `(?:\\p{L}[\\p{L}_]*[\\s=:#"']*){0,4}(?<number>\\d+)(?!\\d|[:.-]\\d)`;

/** What a text names is not what it means: the others are, or those on one side of it in a row. */
const TURNED_AROUND: readonly RegExp[] = [
	/\b(?:except|excepting|excluding|other than|apart from|aside from|with the exception of)\b/i,
	/\b(?:all|every\w*|any\w*|each|none|nothing|no \w+)\b[^.;!?]{0,40}\bbut\b/i,
	new RegExp(`\\bonly\\s+${NAMED}|\\d["']? only\\b`, 'iu'),
	/(?:\band|,)\s+(?:(?:the|all|any|those)\s+)*(?:following|subsequent|later|next|preceding|previous|earlier)\b/i,
	/\bfrom\b[^.;!?]{0,40}\d["']? on\b|\b(?:on|up)wards?\b|\band (?:up|above|below|higher|lower)\b/i,
	/[<>]=\s*\d|[≥≤]\s*\d|(?<![-=<\w])[<>]\s\d|\d\+(?!\d)/,
	/\b(?:succeeded|successful(?:ly)?)\b|\b(?:was|were|is|are) (?:processed|completed|done|removed|disassociated)\b/i,
];

/** Where a row of inputs was left: "after contact 12"; not "after 12 attempts". */
const PLACE_IN_ROW = new RegExp(
	`\\b(?:after|before|until|since|beyond|(?:starting|beginning) (?:at|with))\\s+${NAMED}`,
	'giu',
);

/** Digits in groups, as in "1,042", which may be one number or two; and "12/40", which may be a count. */
const MORE_THAN_ONE_READING =
	/(?<![\d.,-])\d{1,3}([,'’ \u00a0\u202f])\d{3}(?:\1\d{3})*(?!\d)|\d\s?\/\s?\d/;

/** "CONTACT=12 or CONTACT=13", "one of the contacts 12, 13". */
const ONE_OF = new RegExp(
	`\\d["']?\\s+or\\s+${NAMED}|\\b(?:one|any|some|either|several|most|part) of\\b`,
	'iu',
);

/**
 * Whether a text that names records or types says that it means others besides: a range, or "and 3 more".
 *
 * @param text such as `"CONTACT=12 and 3 more are not valid"`
 */
export const meansOthers = (text: string): boolean => RANGE.test(text) || OTHERS.test(text);

/**
 * Whether a number says how many, and not which: "3 more", "2 of 40", "+5".
 *
 * @param at where the number stands in the text
 */
export const isCount = (text: string, at: number, number: string): boolean =>
	text.charAt(at - 1) === '+' ||
	COUNTED.test(text.slice(at + number.length, at + number.length + 40));

/**
 * Whether a text may mean something else than what it names: "all but 12", "only 12 was deleted", "stopped after 12"; or
 * names something that may be read in two ways: "1,042".
 *
 * @param text such as `"Processing stopped after contact 12"`
 */
export const mayMeanOtherwise = (text: string): boolean =>
	TURNED_AROUND.some((words) => words.test(text)) ||
	MORE_THAN_ONE_READING.test(text) ||
	[...text.matchAll(PLACE_IN_ROW)].some(({ 0: words, index, groups = {} }) => {
		const { number } = groups;
		return !isCount(text, index + words.length - number.length, number);
	});

/**
 * Whether a text that names several means one of them, without saying which.
 *
 * @param text such as `"Contact 12 or 13 is not valid"`
 */
export const meansOneOf = (text: string): boolean => ONE_OF.test(text);

const ADDRESS = /\b\w+:\/\/\S+/g;

/** A text without web addresses: the numbers in them are of an account, or of a page about something else. */
export const withoutAddresses = (text: string): string => text.replace(ADDRESS, ' ');
