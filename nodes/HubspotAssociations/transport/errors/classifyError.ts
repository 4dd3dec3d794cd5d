import { at, type Fields, isObject, text } from '../unknownData';

/**
 * What a refused request was refused for, and so how much else would be refused with it: `account` that
 * this credential sends, everything between these `objectTypes`, a request of this `batchSize`, or some of its `inputs`.
 */
export type ErrorScope = 'account' | 'objectTypes' | 'batchSize' | 'inputs';

/** Statuses that HubSpot gives when it does not like what a request holds, if nothing says otherwise. */
const INPUT_STATUSES: readonly number[] = [400, 404, 409, 410, 422];

/** Statuses that are as often about everything: what they are about, their words say, or nothing does. */
const ACCESS_STATUSES: readonly number[] = [403, 405, 451];

/** How a refusal speaks of what the credential may do, or of the account. */
const ACCESS_WORDS =
	/scope|permission|privilege|\b(accounts?|portals?|apps?|(access )?tokens?|api keys?|credentials?|subscriptions?|plan|tier|upgrade|(daily|request) limit)\b|suspend/i;

/** How a message speaks of a limit, of what requests have many of, and of one request. */
const LIMIT =
	/(?:max(?:imum)?|too many|at most|more than|up to|only|limit(?:ed)?|exceed(?:s|ed|ing)?|greater than|less than or equal to|fewer than)/
		.source;
const INPUTS = /(?:inputs|batch(?: size)?|payload)/.source;
const REQUEST =
	/(?:requests? (?:has|have|holds?|contains?|may have|may contain|with)|(?:per|one|a single|each|at) (?:request|call|once))/
		.source;

/**
 * How a message speaks about too many inputs: "The maximum number of inputs supported in a batch … is 100", "Batch size
 * exceeded", "inputs: size must be between 0 and 100", "Up to 100 records are taken in a single request".
 */
const SIZE_MESSAGES: readonly RegExp[] = [
	/\b(max(imum)?|too many|at most|limit of|exceed(s|ed)?)\b.{0,60}\b(inputs|batch|batch size|payload)\b/i,
	/\b(batch|payload|request)( \w+)? (is )?(too large|exceed(s|ed)?)\b/i,
	/\b((inputs|batch)\W{1,3}size|(size|number) of (the )?(inputs|batch))\b.{0,20}\bbetween \d+ and \d/i,
	new RegExp(`\\b${LIMIT}\\b.{0,40}\\b\\d.{0,40}\\b(?:${INPUTS}|${REQUEST})\\b`, 'i'),
	new RegExp(`\\b(?:${INPUTS}|${REQUEST})\\b.{0,60}\\b${LIMIT}\\b.{0,25}\\b\\d`, 'i'),
];

/** How a message speaks about the path: "Unable to infer object type from: contcats", "Invalid object or event type id: 0-9999". */
const PATH_MESSAGE =
	/infer object ?type|object ?type\b.{0,80}\b(unknown|invalid|not (found|exist|supported|valid))|(unknown|invalid|unsupported|no such) object( or event)? ?type|no such (endpoint|route)|not a valid version/i;

/** How a message names a record: "Object with ID 1042 and …", "CONTACT=123 is not valid"; not "object type id: 2-123". */
const RECORD_MESSAGE =
	/(?<![Tt]ype[ _-]?)\b(?:ID|Id|id)s?\b(?: of)?\W{0,4}\d+(?![\d-])|\b[Rr]ecord\W{1,3}\d+(?![\d-])|\b[A-Z][A-Z_]+=\d+(?![\d-])/;

/** How a message points at a record without naming it: "You may not edit this record", "One or more contacts are restricted". */
const SOME_RECORD =
	/\b(?:this|that|these|those|one or more|some(?: of the)?|(?:for|of) (?:a|the)) (?:record|object|contact|compan(?:y|ie)|deal|ticket)s?\b(?!\s*types?\b)/i;

/** The categories and subcategories of errors about a record; the message may be as general as "resource not found". */
const RECORD_CATEGORY = /\b(OBJECT_NOT_FOUND|INVALID_IDENTIFIER|INVALID_OBJECT_IDS?)$/i;

/** How much of a message is looked at. */
const MAX_CHARACTERS = 1_000;

/** The keys of a context that name records or association types: `fromObjectId`, `associationSpec`; not `objectTypeId`. */
const NAMES_INPUTS =
	/^((from|to|invalid)?_?(object|record|input)?_?ids?|(association)?_?type_?ids?|association_?specs?)$/i;

/** Whether an error, or a detail of it, points at anything inside the request: then it is about that, whatever else it looks like. */
const namesInputs = (body: Fields | undefined): boolean => {
	const errors = at(body, 'errors');
	const details: unknown[] = Array.isArray(errors) ? errors : [];
	return [body, ...details].some((error) => {
		const context = at(error, 'context');
		if (isObject(context) && Object.keys(context).some((key) => NAMES_INPUTS.test(key)))
			return true;
		const categories = [at(error, 'category'), at(error, 'subCategory')];
		if (categories.some((each) => RECORD_CATEGORY.test(text(each) ?? ''))) return true;
		return RECORD_MESSAGE.test((text(at(error, 'message')) ?? '').slice(0, MAX_CHARACTERS));
	});
};

/**
 * Whether an error, or a detail of it, speaks of scopes, permissions or the account.
 *
 * @param body HubSpot's error body, where it was an object
 */
export const isAboutAccess = (body: Fields | undefined): boolean => {
	const errors = at(body, 'errors');
	return [body, ...(Array.isArray(errors) ? (errors as unknown[]) : [])].some((error) =>
		['category', 'subCategory', 'message'].some((name) =>
			ACCESS_WORDS.test((text(at(error, name)) ?? '').slice(0, MAX_CHARACTERS)),
		),
	);
};

/**
 * Says what a refused request was refused for.
 *
 * @param httpCode an HTTP status other than 2xx
 * @param body HubSpot's error body, where it was an object
 * @returns undefined where a failure says nothing about requests like it
 * @see https://developers.hubspot.com/docs/api-reference/error-handling
 */
export function classifyError(httpCode: number, body: Fields | undefined): ErrorScope | undefined {
	// A 429 gets here when waiting does not help, or not soon enough.
	if (httpCode === 401 || httpCode === 429) return 'account';
	if (httpCode === 413) return 'batchSize';
	if ([408, 423, 477].includes(httpCode) || httpCode >= 500) return undefined;
	const message = (text(body?.message) ?? '').slice(0, MAX_CHARACTERS);
	if (![...INPUT_STATUSES, ...ACCESS_STATUSES].includes(httpCode)) return 'objectTypes';
	const isAboutScopes = text(body?.category) === 'MISSING_SCOPES';
	if (namesInputs(body) || (SOME_RECORD.test(message) && !isAboutScopes)) return 'inputs';
	if (ACCESS_STATUSES.includes(httpCode) && isAboutAccess(body)) return 'objectTypes';
	if (httpCode === 400 && SIZE_MESSAGES.some((words) => words.test(message))) return 'batchSize';
	// A 404 that says no more may be about the path or about a record: sending less at a time shows which.
	return PATH_MESSAGE.test(message) ? 'objectTypes' : 'inputs';
}
