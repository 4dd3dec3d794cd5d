import { at, type Fields, isObject, text } from '../unknownData';

/**
 * What a refused request was refused for, and so how much else would be refused with it: `account` that
 * this credential sends, everything between these `objectTypes`, a request of this `batchSize`, or some of its `inputs`.
 */
export type ErrorScope = 'account' | 'objectTypes' | 'batchSize' | 'inputs';

/** Statuses that HubSpot gives when it does not like what a request holds, if nothing says otherwise. */
const INPUT_STATUSES: readonly number[] = [400, 404, 409, 410, 422];

/** How a message speaks about too many inputs: "The maximum number of inputs supported in a batch … is 100". */
const SIZE_MESSAGE =
	/\b(max(imum)?|too many|at most|limit of|exceeds?)\b.{0,60}\b(inputs|batch|batch size|payload)\b|\b(batch|payload|request)( \w+)? (is )?(too large|exceeds?)\b/i;

/** How a message speaks about the path: "Unable to infer object type from: contcats", "resource not found". */
const PATH_MESSAGE =
	/infer object ?type|object ?type\b.{0,80}\b(unknown|invalid|not (found|exist|supported|valid))|(unknown|invalid|unsupported|no such) object ?type|^resource not found|no such (endpoint|route)|not a valid version/i;

/** The keys of a context that name records or association types: `fromObjectId`, `associationSpec`; not `objectTypeId`. */
const NAMES_INPUTS =
	/^((from|to|invalid)?_?(object|record|input)?_?ids?|(association)?_?type_?ids?|association_?specs?)$/i;

/** Whether an error names anything inside the request: only then it is about that, whatever its words. */
const namesInputs = (body: Fields | undefined): boolean => {
	const errors = at(body, 'errors');
	const details: unknown[] = Array.isArray(errors) ? errors : [];
	return [body, ...details].some((error) => {
		const context = at(error, 'context');
		return isObject(context) && Object.keys(context).some((key) => NAMES_INPUTS.test(key));
	});
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
	const message = (text(body?.message) ?? '').slice(0, 1_000);
	if (![...INPUT_STATUSES, 403].includes(httpCode)) return 'objectTypes';
	if (namesInputs(body)) return 'inputs';
	if (httpCode === 403) return 'objectTypes';
	if (httpCode === 400 && SIZE_MESSAGE.test(message)) return 'batchSize';
	// HubSpot explains its own 404s; one without a body comes from something in between.
	const isPath = body === undefined ? [404, 410].includes(httpCode) : PATH_MESSAGE.test(message);
	return isPath ? 'objectTypes' : 'inputs';
}
