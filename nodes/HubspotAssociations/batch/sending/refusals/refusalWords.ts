import type { BatchError } from '../batchError';

/** What differs between two refusals that say the same: UUIDs, trace IDs, times, places in the body. */
const VARYING = [
	/[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}/gi,
	/"?\b(?:correlation|request|trace|span)[ _-]?id"?\s*[:=]?\s*"?[\w-]+/gi,
	/\b(?=[a-f]*\d)[\da-f]{16,}\b/gi,
	/\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?/gi,
	/\b1[5-9]\d{11}\b/g,
	/\bline \d+, col(?:umn)? \d+/gi,
	/\b\d+(?:\.\d+)? ?(?:ms|milliseconds?|seconds?)\b/gi,
];

/** A number of inputs, in words: "100 inputs", "1 of the records". */
const COUNT =
	/(?<![\w.-])(\d+) (?:of )?(?:[a-z]+ )?(?:input|item|record|object|association|entr(?:y|ie)|element)s?\b/gi;

/**
 * What a refusal says, all of it, without what differs each time: two that are equal are the same refusal.
 * What names a record is part of it: of two inputs that share none, it is not the same.
 *
 * @param error message, codes and body
 * @param size how many inputs the request had, which the refusal may say
 */
export function refusalWords(error: BatchError, size: number): string {
	const { message, httpCode, category, subCategory, correlationId, responseBody } = error;
	const reported = JSON.stringify([httpCode, category, subCategory, message, responseBody]);
	// An ID of its own kind is known only from the field that holds it.
	const known = correlationId === undefined ? reported : reported.replaceAll(correlationId, '');
	return VARYING.reduce((words, varying) => words.replace(varying, ''), known).replace(
		COUNT,
		(words, count: string) => (Number(count) === size ? '' : words),
	);
}
