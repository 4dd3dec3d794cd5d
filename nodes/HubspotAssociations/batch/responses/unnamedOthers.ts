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

/** What is counted, where a number stands before it: "3 more", "2 of 40", "5 attempts"; not "12 of type CONTACT". */
const COUNTED =
	/^\s*(?:more|others?|further|additional|remaining|of (?:(?:the|these|all|your) )*(?:\d+|them|inputs|items|records|objects|associations)|in total|inputs?|items?|errors?|failures?|times?|attempts?|tries|retries|ms|millis(?:econds)?|milliseconds?|s|secs?|seconds?|minutes?|hours?|days?)\b(?!\s*[=:#])/i;

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
