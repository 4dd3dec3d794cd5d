import { type Fields, isFields } from './fields';
import { namedTargets } from './namedTargets';
import type { Target } from './target';

/** Why a target was not deleted, as far as it is known. */
export interface OutcomeError {
	message: string;
	httpCode?: number;
	category?: string;
	subCategory?: string;
	correlationId?: string;
}

/** What HubSpot says about the batch a target was in. */
export interface BatchInfo {
	status: string;
	requestedAt?: string;
	startedAt?: string;
	completedAt?: string;
}

/** What became of one target. `deleted` only where HubSpot said so. */
export type Outcome =
	| { status: 'deleted'; batch: BatchInfo }
	| { status: 'failed'; error: OutcomeError; batch?: BatchInfo }
	| { status: 'notSent'; error: OutcomeError };

/** A 2xx answer: the status and the parsed body ('' where there was none, text where it was not JSON). */
export interface Answer {
	httpCode: number;
	body: unknown;
}

const optionalText = (value: unknown): string | undefined =>
	typeof value === 'string' && value !== '' ? value : undefined;

/** HubSpot's status of the batches that are over, and over well. */
const COMPLETE = 'COMPLETE';

/** HubSpot answers v4's deletes with an empty 204: as much as a batch that is complete, without times. */
const NO_CONTENT = 204;

/** What HubSpot sends where some inputs of a batch failed. */
const MULTI_STATUS = 207;

/**
 * Reads a 2xx answer and says what became of each target of the batch.
 * Whatever the answer leaves open counts as failed: a deletion is never assumed.
 *
 * @param targets the batch, in the order it was sent
 * @param answer HubSpot's answer to it
 * @returns one outcome for each target, in the same order
 * @see https://developers.hubspot.com/docs/api-reference/error-handling#multi-status-errors
 */
export function outcomesOf(targets: readonly Target[], answer: Answer): Outcome[] {
	const { httpCode, body } = answer;
	const batch = batchInfoOf(answer);
	if (batch === undefined) {
		const message = `HubSpot answered ${httpCode} with something that is not a batch response. Whether it deleted anything is unknown.`;
		return targets.map(() => ({ status: 'failed', error: { message, httpCode } }));
	}
	if (!isFields(body)) return targets.map(() => ({ status: 'deleted', batch }));

	const failures = failuresOf(targets, body, httpCode);
	const unknown = whyUnknown(batch.status, body, failures, httpCode);
	return targets.map((target) => {
		const error = failures.byTarget.get(target) ?? unknown;
		return error === undefined
			? { status: 'deleted', batch }
			: { status: 'failed', error: { httpCode, ...error }, batch };
	});
}

/** What became of a batch that HubSpot refused as a whole, or that never got an answer. */
export function failedOutcomes(targets: readonly Target[], error: OutcomeError): Outcome[] {
	return targets.map(() => ({ status: 'failed', error }));
}

/** What became of a batch that was never sent. */
export function notSentOutcomes(targets: readonly Target[], message: string): Outcome[] {
	return targets.map(() => ({ status: 'notSent', error: { message } }));
}

/**
 * What an answer says about its batch as a whole.
 *
 * @returns undefined when the answer is no batch response
 */
export function batchInfoOf({ httpCode, body }: Answer): BatchInfo | undefined {
	if (!isFields(body)) return httpCode === NO_CONTENT ? { status: COMPLETE } : undefined;
	if (typeof body.status !== 'string') return undefined;
	const info: BatchInfo = { status: body.status };
	for (const name of ['requestedAt', 'startedAt', 'completedAt'] as const) {
		const time = optionalText(body[name]);
		if (time !== undefined) info[name] = time;
	}
	return info;
}

/** The errors of a batch response, laid onto the targets they name. */
interface Failures {
	byTarget: Map<Target, OutcomeError>;
	/** An error that means somebody who cannot be made out. */
	unnamed?: OutcomeError;
	count: number;
}

function failuresOf(targets: readonly Target[], body: Fields, httpCode: number): Failures {
	const errors = [body.errors ?? []].flat();
	const failures: Failures = { byTarget: new Map(), count: errors.length };
	for (const error of errors) {
		const said = outcomeError(error, httpCode);
		const named = namedTargets(targets, error);
		for (const target of named.targets) {
			if (!failures.byTarget.has(target)) failures.byTarget.set(target, said);
		}
		if (named.andUnknown) failures.unnamed ??= said;
	}
	return failures;
}

/** Why the targets that no error names cannot be called deleted; undefined when they can. */
function whyUnknown(
	status: string,
	body: Fields,
	{ unnamed, count }: Failures,
	httpCode: number,
): OutcomeError | undefined {
	const said = outcomeError(body, httpCode);
	const saying = typeof body.message === 'string' ? ` ("${body.message}")` : '';
	if (status !== COMPLETE) {
		return {
			...said,
			message: `HubSpot left the batch in status ${status}${saying}. Whether it deleted anything is unknown.`,
		};
	}
	if (unnamed !== undefined) {
		const words = unnamed.message.replace(/\.?$/, '.');
		return {
			...unnamed,
			message: `${words} HubSpot did not say which inputs this is about: whether this one was deleted is unknown.`,
		};
	}
	const announced = body.numErrors ?? 0;
	if (!Number.isInteger(announced) || Number(announced) > count) {
		return {
			message: `HubSpot counted ${String(announced)} errors in this batch but explained ${count}. Whom the others hit is unknown.`,
		};
	}
	if (httpCode === MULTI_STATUS && count === 0) {
		return {
			message:
				'HubSpot answered 207, which means that some inputs failed, but named none. Which were deleted is unknown.',
		};
	}
	return undefined;
}

/** One entry of `errors` as the outcome of the targets it names. */
function outcomeError(error: unknown, httpCode: number): OutcomeError {
	const fields = isFields(error) ? error : {};
	const said: OutcomeError = {
		message: optionalText(fields.message) ?? 'HubSpot reported an error without a message.',
		httpCode,
	};
	for (const name of ['category', 'subCategory', 'correlationId'] as const) {
		const value = optionalText(fields[name]);
		if (value !== undefined) said[name] = value;
	}
	return said;
}
