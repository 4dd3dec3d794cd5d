import { type Fields, isFields, plainText } from '../fields';
import { withFullStop } from '../outcome';
import { recordsOf, type Target } from '../target';
import { idsOfResult, isPlainResult } from './batchResults';

/** HubSpot's status of the batches that are over, and over well. */
export const COMPLETE = 'COMPLETE';

/** The answers of which it is known that they may confirm: done, created, and done but for what `errors` names. */
const KNOWN_HTTP_CODES: readonly number[] = [200, 201, 207];

/** What HubSpot sends where some inputs of a batch failed. */
const MULTI_STATUS = 207;

/** Looks at the `results` of a batch response: why they confirm nothing; undefined where they do. */
export type ResultsCheck = (results: unknown, sent: readonly Target[]) => string | undefined;

const isNothing = (value: unknown): boolean => value === undefined || value === null;

const isTime = (value: unknown): boolean => value === undefined || typeof value === 'string';

const isEmptyObject = (value: unknown): boolean =>
	isFields(value) && Object.keys(value).length === 0;

/** The fields of a batch response, and whether a value of theirs is one that is known to speak of no failure. */
const KNOWN_FIELDS: Readonly<Record<string, (value: unknown) => boolean>> = {
	status: (value) => value === COMPLETE,
	// Looked at apart.
	results: () => true,
	errors: (value) => isNothing(value) || Array.isArray(value),
	numErrors: () => true,
	requestedAt: (value) => value === null || isTime(value),
	startedAt: isTime,
	completedAt: isTime,
	links: (value) => isNothing(value) || isEmptyObject(value),
};

/**
 * Why a batch response does not confirm what its errors do not name. Success is not the absence of known
 * failures: only an answer of a known shape confirms, and everything else is read back.
 *
 * @param body the batch response
 * @param sent the targets of the batch, those left out that its errors name
 * @param checkResults what `results` have to be
 * @returns a sentence; undefined when the response confirms
 */
export function reasonForDoubt(
	{ httpCode, body }: { httpCode: number; body: Fields },
	sent: readonly Target[],
	checkResults: ResultsCheck,
): string | undefined {
	const { status, message, numErrors } = body;
	const reported =
		typeof message === 'string' && message !== '' ? ` ("${message.slice(0, 500)}")` : '';
	if (status !== COMPLETE) {
		return withFullStop(`HubSpot left the batch in status ${plainText(status)}${reported}`);
	}
	if (!KNOWN_HTTP_CODES.includes(httpCode)) {
		return `HubSpot answered ${httpCode}, which does not say that the batch is done${reported}.`;
	}
	const strange = Object.entries(body).find(([name, value]) => !isKnown(name, value));
	if (strange !== undefined) {
		return `HubSpot's answer has "${strange[0].slice(0, 50)}", which may speak of a failure${reported}.`;
	}
	const errors = Array.isArray(body.errors) ? body.errors.length : 0;
	// Without errors the number may be absent; where it is there it counts all of them.
	if (numErrors !== undefined && numErrors !== errors) {
		return `HubSpot counted ${plainText(numErrors)} errors in this batch but explained ${errors}.`;
	}
	if (httpCode === MULTI_STATUS && errors === 0) {
		return 'HubSpot answered 207, which means that some inputs failed, but named none.';
	}
	return checkResults(body.results, sent);
}

const isKnown = (name: string, value: unknown): boolean =>
	value === undefined || (Object.hasOwn(KNOWN_FIELDS, name) && KNOWN_FIELDS[name](value));

/** HubSpot lists nothing for deletions, as far as it is known; what it does list has to be all of them, and nothing else. */
export const checkDeletionResults: ResultsCheck = (results, sent) => {
	if (results === undefined) return undefined;
	if (!Array.isArray(results)) return `HubSpot's answer has "results" that are not a list.`;
	const entries: unknown[] = results;
	if (entries.length === 0) return undefined;
	if (!entries.every((entry) => isFields(entry) && isPlainResult(entry))) {
		return "HubSpot's answer lists a result that may speak of a failure.";
	}
	// Each pair, each pair in both directions, or all of one record together.
	const records = new Set(sent.map(({ fromObjectId }, index) => fromObjectId ?? index)).size;
	if (![sent.length, 2 * sent.length, records].includes(entries.length)) {
		return `HubSpot's answer lists ${entries.length} results for ${sent.length} inputs.`;
	}
	const ids = new Set(sent.flatMap(recordsOf));
	const isForeign = (entry: unknown) => idsOfResult(entry).some((id) => !ids.has(id));
	return ids.size > 0 && entries.some(isForeign)
		? "HubSpot's answer lists a result of a record that was not sent."
		: undefined;
};
