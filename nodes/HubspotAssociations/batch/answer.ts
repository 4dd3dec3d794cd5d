import { type Fields, isFields, plainText } from './fields';
import { namedTargets } from './namedTargets';
import { type BatchInfo, type Judgement, type OutcomeError, sentence } from './outcome';
import type { Target } from './target';

/** A 2xx answer: the status and the parsed body ('' where there was none, text where it was not JSON). */
export interface Answer {
	httpCode: number;
	body: unknown;
	/** An earlier attempt at the same request may have been carried out, too, although its answer never came. */
	uncertain?: boolean;
}

/** As much of HubSpot's words as anybody reads: each input of a batch bears them. */
const MOST_CHARACTERS = 500;

const optionalText = (value: unknown): string | undefined =>
	typeof value === 'string' && value !== '' ? value.slice(0, MOST_CHARACTERS) : undefined;

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
 * @returns one judgement for each target, in the same order
 * @see https://developers.hubspot.com/docs/api-reference/error-handling#multi-status-errors
 */
export function judgeAnswer(targets: readonly Target[], answer: Answer): Judgement[] {
	const { httpCode, body } = answer;
	const batch = batchInfoOf(answer);
	if (batch === undefined) {
		const message = `HubSpot answered ${httpCode} with something that is not a batch response.`;
		return targets.map(() => ({ status: 'unknown', error: { message, httpCode } }));
	}
	// One for all: most answers say the same of every target.
	const done: Judgement = { status: 'done', batch };
	if (!isFields(body)) return targets.map(() => done);

	const failures = failuresOf(targets, body, httpCode);
	const pending = PENDING.includes(batch.status);
	const whyUnknown = reasonForDoubt(batch.status, body, failures, httpCode);
	return targets.map((target): Judgement => {
		const failure = failures.byTarget.get(target);
		if (failure !== undefined) {
			const error = { httpCode, ...failure.error };
			return failure.certain
				? { status: 'failed', error, batch }
				: { status: 'unknown', error, batch, pending };
		}
		if (whyUnknown === undefined) return done;
		return { status: 'unknown', error: { httpCode, ...whyUnknown }, batch, pending };
	});
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
	/** `certain`: some error means exactly this target. */
	byTarget: Map<Target, { error: OutcomeError; certain: boolean }>;
	/** An error that means somebody who cannot be made out. */
	unnamed?: OutcomeError;
	count: number;
}

function failuresOf(targets: readonly Target[], body: Fields, httpCode: number): Failures {
	const errors = [body.errors ?? []].flat();
	const failures: Failures = { byTarget: new Map(), count: errors.length };
	for (const said of errors) {
		const error = outcomeError(said, httpCode);
		const named = namedTargets(targets, said);
		for (const target of named.targets) {
			const known = failures.byTarget.get(target);
			if (known === undefined) failures.byTarget.set(target, { error, certain: named.exact });
			else known.certain ||= named.exact;
		}
		if (named.andUnknown) failures.unnamed ??= error;
	}
	return failures;
}

/** Why the targets that no error names cannot be called done; undefined when they can. */
function reasonForDoubt(
	status: string,
	body: Fields,
	{ unnamed, count }: Failures,
	httpCode: number,
): OutcomeError | undefined {
	const said = outcomeError(body, httpCode);
	const message = optionalText(body.message);
	const saying = message === undefined ? '' : ` ("${message}")`;
	if (status !== COMPLETE) {
		return { ...said, message: `HubSpot left the batch in status ${status}${saying}.` };
	}
	if (unnamed !== undefined) {
		return {
			...unnamed,
			message: `${sentence(unnamed.message)} HubSpot did not say which inputs this is about.`,
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
