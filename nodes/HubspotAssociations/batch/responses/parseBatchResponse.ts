import { type Fields, isFields } from '../fields';
import { matchItemFailures } from './matchItemFailures';
import { type BatchInfo, type ItemResult, type OutcomeError, withFullStop } from '../outcome';
import { isNoAssociations } from './noAssociations';
import { listedPairs, notListedMessage } from './listedPairs';
import {
	checkDeletionResults,
	COMPLETE,
	reasonForDoubt,
	type ResultsCheck,
} from './reasonForDoubt';
import { type AssociationType, isSameType, type Target } from '../target';
import { wrongTypeAdvice } from './wrongTypeAdvice';

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

/** HubSpot's statuses of batches that it has yet to finish. */
const PENDING: readonly string[] = ['PENDING', 'PROCESSING'];

/** HubSpot answers v4's deletes with an empty 204: as much as a batch that is complete, without times. */
const NO_CONTENT = 204;

/** HubSpot took the request, and may still be at it. */
const ACCEPTED = 202;

/**
 * Reads a 2xx answer and says what it shows about each target of the batch.
 * Whatever the answer leaves open is `unknown`: success is never assumed.
 *
 * @param targets the batch, in the order it was sent
 * @param answer HubSpot's answer to it
 * @param isCreation whether the batch created associations: these are only done when the answer lists them
 * @returns one result for each target, in the same order
 * @see https://developers.hubspot.com/docs/api-reference/error-handling#multi-status-errors
 */
export function parseBatchResponse(
	targets: readonly Target[],
	answer: Answer,
	isCreation = false,
): ItemResult[] {
	const { httpCode, body } = answer;
	const batch = parseBatchInfo(answer);
	if (batch === undefined) {
		const message = `HubSpot answered ${httpCode} with something that is not a batch response.`;
		// What such an answer hides HubSpot may still be doing.
		return targets.map(() => ({
			status: 'unknown',
			error: { message, httpCode },
			pending: true,
		}));
	}
	// One for all: most answers say the same of every target.
	const done: ItemResult = { status: 'done', batch };
	if (!isFields(body)) {
		// An empty 204 lists nothing.
		const error = { message: notListedMessage(batch.status), httpCode };
		const unlisted: ItemResult = { status: 'unknown', error, batch, pending: true };
		return targets.map(() => (isCreation ? unlisted : done));
	}

	const failures = parseItemFailures(targets, body, httpCode);
	const pending = httpCode === ACCEPTED || PENDING.includes(batch.status);
	const checkResults = isCreation ? () => undefined : checkDeletionResults;
	const doubt = errorOfOthers(targets, answer, failures, checkResults);
	const isListed = isCreation ? listedPairs(body.results) : () => true;
	return targets.map((target): ItemResult => {
		const failure = failures.byTarget.get(target);
		if (failure !== undefined) {
			const error = { httpCode, ...failure.error };
			const { refused } = failure;
			// What a record does not have is not there to be deleted: a read shows it.
			if (failure.certain && !isCreation && isNoAssociations(error)) {
				return { status: 'unknown', error, batch, wasAbsent: true };
			}
			if (failure.certain && isWhole(target, refused)) return { status: 'failed', error, batch };
			const refusedField = failure.certain && refused !== undefined ? { refused } : {};
			return { status: 'unknown', error, batch, pending, ...refusedField };
		}
		if (doubt === undefined) {
			if (isListed(target)) return done;
			const error = { message: notListedMessage(batch.status), httpCode };
			return { status: 'unknown', error, batch, pending: true };
		}
		return { status: 'unknown', error: { httpCode, ...doubt }, batch, pending };
	});
}

/**
 * What an answer says about its batch as a whole.
 *
 * @returns undefined when the answer is no batch response
 */
export function parseBatchInfo({ httpCode, body }: Answer): BatchInfo | undefined {
	if (httpCode === NO_CONTENT && body === '') return { status: COMPLETE };
	if (!isFields(body)) return undefined;
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
	/** `certain`: some error means exactly this target; `refused`: those of its types that errors name. */
	byTarget: Map<
		Target,
		{ error: OutcomeError; certain: boolean; refused: AssociationType[] | undefined }
	>;
	/** An error whose inputs are not known. */
	unmatched?: OutcomeError;
}

function parseItemFailures(
	targets: readonly Target[],
	body: Fields,
	httpCode: number,
): ItemFailures {
	const errors = [body.errors ?? []].flat();
	const failures: ItemFailures = { byTarget: new Map() };
	const seen = new Set<readonly Target[]>();
	for (const entry of errors) {
		const error = outcomeError(entry, httpCode);
		const matched = matchItemFailures(targets, entry);
		if (matched.andUnknown) failures.unmatched ??= error;
		// The first error about a target speaks; further ones that name the very same add nothing.
		if (seen.has(matched.targets)) continue;
		seen.add(matched.targets);
		for (const target of matched.targets) {
			const known = failures.byTarget.get(target);
			const certain = matched.exact;
			const refused = matched.refusedTypes(target);
			if (known === undefined) {
				const advice = wrongTypeAdvice(target, entry);
				const message = advice ? `${withFullStop(error.message)} ${advice}` : error.message;
				failures.byTarget.set(target, { error: { ...error, message }, certain, refused });
				continue;
			}
			known.certain ||= certain;
			known.refused = union(known.refused, refused);
		}
	}
	return failures;
}

/** The types of both lists, each once. */
function union(
	some: AssociationType[] | undefined,
	others: AssociationType[] | undefined,
): AssociationType[] | undefined {
	if (some === undefined || others === undefined) return some ?? others;
	return [...some, ...others.filter((type) => !some.some((each) => isSameType(each, type)))];
}

/**
 * Whether an error that means a target means all of it. Of several labels, one may be refused while the others
 * went; what the error does not say has to be read.
 */
const isWhole = ({ types = [] }: Target, refused: AssociationType[] | undefined): boolean =>
	types.length <= 1 || refused?.length === types.length;

/** Why the targets that no error names cannot be called done; undefined when they can. */
function errorOfOthers(
	targets: readonly Target[],
	{ httpCode, body }: Answer,
	{ unmatched, byTarget }: ItemFailures,
	checkResults: ResultsCheck,
): OutcomeError | undefined {
	if (!isFields(body)) return undefined;
	if (unmatched !== undefined && body.status === COMPLETE) {
		return {
			...unmatched,
			message: `${withFullStop(unmatched.message)} HubSpot did not say which inputs this is about.`,
		};
	}
	const sent = targets.filter((target) => !byTarget.has(target));
	const message = reasonForDoubt({ httpCode, body }, sent, checkResults);
	return message === undefined ? undefined : { ...outcomeError(body, httpCode), message };
}

/** One entry of `errors` as the error of the targets it names; it may be nothing but a text. */
function outcomeError(error: unknown, httpCode: number): OutcomeError {
	const fields = isFields(error) ? error : {};
	const reported: OutcomeError = {
		message:
			optionalText(fields.message ?? error) ?? 'HubSpot reported an error without a message.',
		httpCode,
	};
	for (const name of ['category', 'subCategory', 'correlationId'] as const) {
		const value = optionalText(fields[name]);
		if (value !== undefined) reported[name] = value;
	}
	return reported;
}
