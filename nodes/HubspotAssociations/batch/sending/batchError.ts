import type { OutcomeError } from '../outcome';

/**
 * What else is of no use once a request failed: `account` (the credential, the day's limit: every request),
 * `objectTypes` (every request between these two), `batchSize` (a request with so many inputs), `inputs` (one of
 * them, or more).
 */
export type ErrorScope = 'account' | 'objectTypes' | 'batchSize' | 'inputs';

/**
 * Why a request has no 2xx answer: HubSpot refused it, gave no answer, or was never asked.
 * What sends the requests throws errors with these fields.
 */
export interface BatchError extends OutcomeError {
	/** Absent when the error says nothing about other requests, such as a 503. */
	scope?: ErrorScope;
	/** The request certainly never left this machine. */
	notSent?: boolean;
	/** The request, or an earlier attempt at it, may have been carried out all the same. */
	mayHaveApplied?: boolean;
	/** HubSpot, or what is in between, took longer for the request than it had time. */
	isTimeout?: boolean;
	/** HubSpot's error body with `context` and `errors`, which may name the inputs meant. */
	responseBody?: unknown;
}

/** Reads a thrown error: nothing but the fields of {@link BatchError} gets any further. */
export function toBatchError(thrown: unknown): BatchError {
	const fields = (thrown ?? {}) as Partial<BatchError>;
	const { httpCode, category, subCategory, correlationId } = fields;
	const { scope, notSent, mayHaveApplied, isTimeout, responseBody } = fields;
	return {
		message: fields.message ?? 'Unknown error',
		httpCode,
		category,
		subCategory,
		correlationId,
		scope,
		notSent,
		mayHaveApplied,
		isTimeout,
		responseBody,
	};
}

/** The part of a batch error that an outcome shows: only fields that are known. */
export function toOutcomeError(error: BatchError): OutcomeError {
	const { message, httpCode, category, subCategory, correlationId } = error;
	const known = Object.entries({ httpCode, category, subCategory, correlationId });
	return {
		message,
		...Object.fromEntries(known.filter(([, value]) => value !== undefined)),
	};
}
