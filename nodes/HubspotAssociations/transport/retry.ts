import { sleep } from 'n8n-workflow';

import type { HubspotError } from './errors/hubspotError';

/** How often a request may be sent, and how long after the first time it may still be sent again. */
export interface RetryOptions {
	maxAttempts: number;
	maxRetryTimeMs: number;
	/** How long it may wait for the rate limit before it is sent at all; as long as it takes where absent. */
	acquireTimeoutMs?: number;
}

/** The options of a run; a user does not wait for it. */
export const RETRY_OPTIONS: RetryOptions = { maxAttempts: 6, maxRetryTimeMs: 5 * 60_000 };

/** HubSpot asks for two seconds before a locked record is tried again. */
const LOCKED_MS = 2_000;

/** The first wait after a failure; each further one is twice as long. */
const FIRST_WAIT_MS = 1_000;

/** How often a wait checks whether the workflow was stopped. */
const POLL_MS = 250;

/**
 * Says how long to wait before a failed request is sent again.
 * Deletes can be repeated safely: HubSpot answers the deletion of what is already gone as success, so a
 * request that was carried out although its answer got lost does no harm when it is sent again. Nor does
 * creating an association by types that it has already.
 *
 * @param error why the last attempt failed
 * @param failures how often it failed so far, this time included; 429s do not count
 * @param random a number from 0 to 1, so that many clients do not come back at the same moment
 * @returns milliseconds; undefined when sending it again is of no use
 * @see https://developers.hubspot.com/docs/api-reference/error-handling
 */
export function retryDelayMs(
	error: HubspotError,
	failures: number,
	options: RetryOptions,
	random = Math.random(),
): number | undefined {
	if (failures >= options.maxAttempts) return undefined;
	const { httpCode, retryAfterMs } = error;
	const backoff = FIRST_WAIT_MS * 2 ** (failures - 1) * (0.5 + random / 2);
	if (httpCode === 429) {
		// The rate limiter waits. The day's limit is never waited for.
		return error.policy === 'DAILY' ? undefined : 0;
	}
	if (httpCode === 423) return Math.max(LOCKED_MS, retryAfterMs ?? 0);
	const passing =
		httpCode === undefined
			? error.connectionFailed
			: [408, 477].includes(httpCode) || httpCode >= 500;
	return passing ? Math.max(backoff, retryAfterMs ?? 0) : undefined;
}

/**
 * Waits, but not past the moment the user stops the workflow.
 *
 * @returns false when the workflow was stopped
 */
export async function abortableSleep(ms: number, signal?: AbortSignal): Promise<boolean> {
	for (let remaining = ms; remaining > 0 && !signal?.aborted; remaining -= POLL_MS) {
		await sleep(Math.min(remaining, POLL_MS));
	}
	return !signal?.aborted;
}
