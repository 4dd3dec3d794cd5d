/** "12 to 14", "12..14", "CONTACT=12 - CONTACT=14": what is between is not named. */
const RANGE =
	/\d\s*(?:\.\.+|…|–|—|\s-\s|\b(?:up )?to\b|\b(?:through|till|until)\b)\s*(?:\p{L}[\p{L}_]*\s*[=:#]?\s*)?\d/iu;

/** Words for what is not named; "one or more are not valid" comes before what is. */
const OTHERS =
	/(?<!\bone or )\bmore\b|\b(?:an)?others?\b|\b(?:further|additional|remaining|rest|all|every|each|etc)\b|,\s*(?:…|\.\.\.)/i;

/** What is counted, where a number stands before it: "3 more", "2 of 40", "5 attempts". */
const COUNTED =
	/^\s*(?:more|others?|further|additional|remaining|of|in total|inputs?|items?|errors?|failures?|times?|attempts?|tries|retries|ms|millis(?:econds)?|milliseconds?|s|secs?|seconds?|minutes?|hours?|days?)\b(?!\s*[=:#])/i;

/**
 * Whether a text that names records or types says that it means others besides: a range, or "and 3 more".
 *
 * @param text such as `"CONTACT=12 and 3 more are not valid"`
 */
export const meansOthers = (text: string): boolean => RANGE.test(text) || OTHERS.test(text);

/**
 * Whether a number says how many, and not which.
 *
 * @param after what the text says after the number
 */
export const isCount = (after: string): boolean => COUNTED.test(after.slice(0, 40));
