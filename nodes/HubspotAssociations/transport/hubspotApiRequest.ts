import { Credential } from './credential';
import { withDeadline } from './deadline';
import type { Endpoint } from './endpoints';
import { HubspotError } from './errors/hubspotError';
import { readRateLimitHeaders } from './rateLimit/rateLimitHeaders';
import { type RateLimiter, rateLimiterFor } from './rateLimit/rateLimiter';
import { retryDelayMs, RETRY_OPTIONS, abortableSleep } from './retry';
import { type Exchange, type HubspotAnswer, sendOnce } from './sendOnce';
import type { Context } from './signedRequest';

/** Sends one request to HubSpot, and again when it failed in a way that passes. */
export type Request = (
	endpoint: Endpoint,
	body?: object,
) => Promise<HubspotAnswer & { mayHaveApplied: boolean }>;

/**
 * HubSpot's API as one run, or one list of the editor, uses it: with the credential that the node has chosen, each
 * request as soon as the rate limit allows it.
 *
 * @param timeout milliseconds to wait for the answer to each attempt
 * @param options how often and how long to retry
 * @returns sends a request: `endpoint` from `endpoints.ts`, `body` as JSON (none for a GET). It resolves with HubSpot's
 *   answer when its status is 2xx, `mayHaveApplied` when an earlier attempt may have been carried out as well; it rejects with
 *   a HubspotError for every other status, for no answer, when the credential cannot be used, and when the user stops
 *   the workflow meanwhile
 */
export function hubspotApiRequest(
	context: Context,
	timeout = 60_000,
	options = RETRY_OPTIONS,
): Request {
	const credential = new Credential(context);
	const signal =
		'getExecutionCancelSignal' in context ? context.getExecutionCancelSignal() : undefined;

	return async (endpoint, body) => {
		const limiter = rateLimiterFor(credential.id, endpoint.policy ?? 'associations');
		/** Set with the first permit: waiting for the limit is no failing. */
		let lastStart: number | undefined;
		let failures = 0;
		let mayHaveApplied = false;

		for (;;) {
			const { acquireTimeoutMs } = options;
			const permit =
				acquireTimeoutMs === undefined
					? await limiter.acquire(signal)
					: await withDeadline(
							acquireTimeoutMs,
							async (deadline) => await limiter.acquire(deadline),
						);
			if (!permit) {
				throw withEarlier(acquireTimeoutMs === undefined ? STOPPED : BUSY, mayHaveApplied);
			}
			lastStart ??= performance.now() + options.maxRetryTimeMs;
			let isRefused = false;
			let exchange: Exchange;
			try {
				exchange = await sendOnce.call(context, credential, endpoint, body, timeout, signal);
				// The limit of a day says nothing about the one that is found out here.
				isRefused =
					'error' in exchange &&
					exchange.error.httpCode === 429 &&
					exchange.error.policy !== 'DAILY';
				limiter.updateFromHeaders(readRateLimitHeaders(exchange.headers), permit);
			} finally {
				limiter.release(permit, isRefused ? 'refused' : 'counted');
			}
			if ('answer' in exchange) return { ...exchange.answer, mayHaveApplied };

			const { error } = exchange;
			let pauseMs = 0;
			// Being told to wait is no failure: a 429 costs time only.
			if (isRefused) pauseMs = applyRetryAfter(limiter, error);
			else if (error.httpCode !== 429) failures++;
			const isToBeDivided = endpoint.isDivisible === true && error.isTimeout === true;
			const { maxAttempts = options.maxAttempts } = endpoint;
			const ms = isToBeDivided
				? undefined
				: retryDelayMs(error, failures, { ...options, maxAttempts });
			const isInTime = performance.now() + Math.max(ms ?? 0, pauseMs) < lastStart;
			const again = ms !== undefined && isInTime && (await abortableSleep(ms, signal));
			if (!again) throw withEarlier(error, mayHaveApplied);
			mayHaveApplied ||= error.mayHaveApplied === true;
		}
	};
}

/** HubSpot's shortest window; asked to wait less, a request would only be refused again. */
const SHORTEST_PAUSE_MS = 1_000;

const STOPPED = new HubspotError('Not sent, because the workflow was stopped.', {
	notSent: true,
	scope: 'account',
});

const BUSY = new HubspotError(
	"HubSpot's rate limit is used up for now, by runs with the same credential. Try again in a moment.",
	{ notSent: true, scope: 'account' },
);

/** An earlier attempt may have been carried out although its answer never came. */
function withEarlier(error: HubspotError, mayHaveApplied: boolean): HubspotError {
	if (!mayHaveApplied || error.mayHaveApplied) return error;
	return new HubspotError(error.message, { ...error, notSent: false, mayHaveApplied: true });
}

/**
 * All requests that share the limiter wait out a 429.
 *
 * @returns for how many milliseconds
 */
function applyRetryAfter(limiter: RateLimiter, { retryAfterMs }: HubspotError): number {
	if (retryAfterMs === undefined) return limiter.pausedMs;
	const asked = Math.max(retryAfterMs, SHORTEST_PAUSE_MS);
	// No request waits for longer than that; a later one may ask again.
	if (asked < RETRY_OPTIONS.maxRetryTimeMs) limiter.applyRetryAfter(asked);
	return Math.max(asked, limiter.pausedMs);
}
