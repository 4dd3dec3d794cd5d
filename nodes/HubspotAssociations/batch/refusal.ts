import type { OutcomeError } from './outcome';

/**
 * Why a request has no 2xx answer: HubSpot refused it, gave no answer, or was never asked.
 * What sends the requests throws errors with these fields.
 */
export interface Refusal extends OutcomeError {
	/**
	 * What makes it useless to send the like of it again: `everything` (the credential, the day's limit),
	 * `objectTypes` (every request between these two), `size` (too many inputs at once),
	 * `inputs` (one of them or more). Absent when it says nothing of the kind, such as a 503.
	 */
	about?: 'everything' | 'objectTypes' | 'size' | 'inputs';
	/** It certainly never left this machine. */
	notSent?: boolean;
	/** It, or an earlier attempt at it, may have been carried out all the same. */
	uncertain?: boolean;
	/** HubSpot's error body with `context` and `errors`, which may name the inputs meant. */
	said?: unknown;
}

/** Reads a thrown error: nothing but {@link Refusal}'s fields gets any further. */
export function refusalOf(thrown: unknown): Refusal {
	const fields = (thrown ?? {}) as Partial<Refusal>;
	const { httpCode, category, subCategory, correlationId, about, notSent, uncertain, said } =
		fields;
	return {
		message: fields.message ?? 'Unknown error',
		httpCode,
		category,
		subCategory,
		correlationId,
		about,
		notSent,
		uncertain,
		said,
	};
}

/** What an outcome says of a refusal: only what is known, and nothing but that. */
export function errorOf(refusal: Refusal): OutcomeError {
	const { message, httpCode, category, subCategory, correlationId } = refusal;
	const known = Object.entries({ httpCode, category, subCategory, correlationId });
	return {
		message,
		...Object.fromEntries(known.filter(([, value]) => value !== undefined)),
	};
}
