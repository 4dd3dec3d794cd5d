import { Credential } from './credential';
import type { Endpoint } from './endpoints';
import { HubspotError } from './hubspotError';
import { readRateLimitHeaders } from './rateLimitHeaders';
import { type RateLimiter, rateLimiterFor } from './rateLimiter';
import { msBeforeRetry, RETRY_BOUNDS, waited } from './retry';
import { type Attempt, type HubspotAnswer, sendOnce } from './sendOnce';
import type { Context } from './signedRequest';

/** Sends one request to HubSpot, and again when it failed in a way that passes. */
export type Request = (
	endpoint: Endpoint,
	body?: object,
) => Promise<HubspotAnswer & { uncertain: boolean }>;

/**
 * HubSpot's API as one run, or one list of the editor, uses it: with the credential that the node has chosen, each
 * request as soon as the rate limit allows it.
 *
 * @param timeout milliseconds to wait for the answer to each attempt
 * @param bounds of trying again
 * @returns sends a request: `endpoint` from `endpoints.ts`, `body` as JSON (none for a GET). It resolves with HubSpot's
 *   answer when its status is 2xx, `uncertain` when an earlier attempt may have been carried out, too; it rejects with
 *   a HubspotError for every other status, for no answer, when the credential cannot be used, and when the user stops
 *   the workflow meanwhile
 */
export function hubspotApi(context: Context, timeout = 60_000, bounds = RETRY_BOUNDS): Request {
	const credential = new Credential(context);
	const signal =
		'getExecutionCancelSignal' in context ? context.getExecutionCancelSignal() : undefined;

	return async (endpoint, body) => {
		const limiter = rateLimiterFor(credential.id, endpoint.policy ?? 'associations');
		/** Set at the first turn: waiting for the limit is no failing. */
		let lastStart: number | undefined;
		let failures = 0;
		let uncertain = false;

		for (;;) {
			const { turnMs } = bounds;
			const patience = turnMs === undefined ? signal : AbortSignal.timeout(turnMs);
			const permit = await limiter.acquire(patience);
			if (!permit) throw withEarlier(turnMs === undefined ? STOPPED : BUSY, uncertain);
			lastStart ??= performance.now() + bounds.totalMs;
			let isRefused = false;
			let exchange: Attempt;
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
			if ('answer' in exchange) return { ...exchange.answer, uncertain };

			const { error } = exchange;
			let heldBackMs = 0;
			// Being told to wait is no failure: a 429 costs time only.
			if (isRefused) heldBackMs = holdBack(limiter, error);
			else if (error.httpCode !== 429) failures++;
			const ms = msBeforeRetry(error, failures, bounds);
			const isInTime = performance.now() + Math.max(ms ?? 0, heldBackMs) < lastStart;
			const again = ms !== undefined && isInTime && (await waited(ms, signal));
			if (!again) throw withEarlier(error, uncertain);
			uncertain ||= error.uncertain === true;
		}
	};
}

/** HubSpot's shortest window; asked to wait less, a request would only be refused again. */
const SHORTEST_PAUSE_MS = 1_000;

const STOPPED = new HubspotError('Not sent, because the workflow was stopped.', {
	notSent: true,
	about: 'everything',
});

const BUSY = new HubspotError(
	"HubSpot's rate limit is used up for now, by runs with the same credential. Try again in a moment.",
	{ notSent: true, about: 'everything' },
);

/** An earlier attempt may have been carried out although its answer never came. */
function withEarlier(error: HubspotError, uncertain: boolean): HubspotError {
	if (!uncertain || error.uncertain) return error;
	return new HubspotError(error.message, { ...error, notSent: false, uncertain: true });
}

/**
 * Every request that shares the limiter waits out a 429.
 *
 * @returns for how many milliseconds
 */
function holdBack(limiter: RateLimiter, { retryAfterMs }: HubspotError): number {
	if (retryAfterMs === undefined) return limiter.pausedMs;
	const asked = Math.max(retryAfterMs, SHORTEST_PAUSE_MS);
	// No request waits for longer than that; one that comes later may ask again.
	if (asked < RETRY_BOUNDS.totalMs) limiter.applyRetryAfter(asked);
	return Math.max(asked, limiter.pausedMs);
}
