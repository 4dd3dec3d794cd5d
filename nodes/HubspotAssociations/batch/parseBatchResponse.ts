import { type Fields, isFields, plainText } from './fields';
import { matchItemFailures } from './matchItemFailures';
import { type BatchInfo, type ItemResult, type OutcomeError, withFullStop } from './outcome';
import type { Target } from './target';

/** A 2xx answer: the status and the parsed body ('' where there was none, text where it was not JSON). */
export interface Answer {
	httpCode: number;
	body: unknown;
	/** An earlier attempt at the same request may have been carried out as well, although its answer never came. */
	mayHaveApplied?: boolean;
}

/** How much of HubSpot's message is kept: each input of a batch has a copy. */
const MAX_CHARACTERS = 500;

const optionalText = (value: unknown): string | undefined =>
	typeof value === 'string' && value !== '' ? value.slice(0, MAX_CHARACTERS) : undefined;

/** HubSpot's status of the batches that are over, and over well. */
const COMPLETE = 'COMPLETE';

/** HubSpot's statuses of batches that it has yet to finish. */
const PENDING: readonly string[] = ['PENDING', 'PROCESSING'];

/** HubSpot answers v4's deletes with an empty 204: as much as a batch that is complete, without times. */
const NO_CONTENT = 204;

/** What HubSpot sends where some inputs of a batch failed. */
const MULTI_STATUS = 207;

/**
 * Reads a 2xx answer and says what it shows about each target of the batch.
 * Whatever the answer leaves open is `unknown`: success is never assumed.
 *
 * @param targets the batch, in the order it was sent
 * @param answer HubSpot's answer to it
 * @returns one result for each target, in the same order
 * @see https://developers.hubspot.com/docs/api-reference/error-handling#multi-status-errors
 */
export function parseBatchResponse(targets: readonly Target[], answer: Answer): ItemResult[] {
	const { httpCode, body } = answer;
	const batch = parseBatchInfo(answer);
	if (batch === undefined) {
		const message = `HubSpot answered ${httpCode} with something that is not a batch response.`;
		return targets.map(() => ({ status: 'unknown', error: { message, httpCode } }));
	}
	// One for all: most answers say the same of every target.
	const done: ItemResult = { status: 'done', batch };
	if (!isFields(body)) return targets.map(() => done);

	const failures = parseItemFailures(targets, body, httpCode);
	const pending = PENDING.includes(batch.status);
	const doubt = reasonForDoubt(batch.status, body, failures, httpCode);
	return targets.map((target): ItemResult => {
		const failure = failures.byTarget.get(target);
		if (failure !== undefined) {
			const error = { httpCode, ...failure.error };
			return failure.certain
				? { status: 'failed', error, batch }
				: { status: 'unknown', error, batch, pending };
		}
		if (doubt === undefined) return done;
		return { status: 'unknown', error: { httpCode, ...doubt }, batch, pending };
	});
}

/**
 * What an answer says about its batch as a whole.
 *
 * @returns undefined when the answer is no batch response
 */
export function parseBatchInfo({ httpCode, body }: Answer): BatchInfo | undefined {
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
interface ItemFailures {
	/** `certain`: some error means exactly this target. */
	byTarget: Map<Target, { error: OutcomeError; certain: boolean }>;
	/** An error whose inputs are not known. */
	unmatched?: OutcomeError;
	count: number;
}

function parseItemFailures(
	targets: readonly Target[],
	body: Fields,
	httpCode: number,
): ItemFailures {
	const errors = [body.errors ?? []].flat();
	const failures: ItemFailures = { byTarget: new Map(), count: errors.length };
	for (const entry of errors) {
		const error = outcomeError(entry, httpCode);
		const matched = matchItemFailures(targets, entry);
		for (const target of matched.targets) {
			const known = failures.byTarget.get(target);
			if (known === undefined) failures.byTarget.set(target, { error, certain: matched.exact });
			else known.certain ||= matched.exact;
		}
		if (matched.andUnknown) failures.unmatched ??= error;
	}
	return failures;
}

/** Why the targets that no error names cannot be called done; undefined when they can. */
function reasonForDoubt(
	status: string,
	body: Fields,
	{ unmatched, count }: ItemFailures,
	httpCode: number,
): OutcomeError | undefined {
	const reported = outcomeError(body, httpCode);
	const message = optionalText(body.message);
	const quoted = message === undefined ? '' : ` ("${message}")`;
	if (status !== COMPLETE) {
		return { ...reported, message: `HubSpot left the batch in status ${status}${quoted}.` };
	}
	if (unmatched !== undefined) {
		return {
			...unmatched,
			message: `${withFullStop(unmatched.message)} HubSpot did not say which inputs this is about.`,
		};
	}
	const announced = body.numErrors ?? 0;
	if (!Number.isInteger(announced) || Number(announced) > count) {
		return {
			message: `HubSpot counted ${plainText(announced)} errors in this batch but explained ${count}.`,
		};
	}
	if (httpCode === MULTI_STATUS && count === 0) {
		return {
			message: 'HubSpot answered 207, which means that some inputs failed, but named none.',
		};
	}
	return undefined;
}

/** One entry of `errors` as the error of the targets it names. */
function outcomeError(error: unknown, httpCode: number): OutcomeError {
	const fields = isFields(error) ? error : {};
	const reported: OutcomeError = {
		message: optionalText(fields.message) ?? 'HubSpot reported an error without a message.',
		httpCode,
	};
	for (const name of ['category', 'subCategory', 'correlationId'] as const) {
		const value = optionalText(fields[name]);
		if (value !== undefined) reported[name] = value;
	}
	return reported;
}
