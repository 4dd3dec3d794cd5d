import { Credential } from './credential';
import { withDeadline } from './deadline';
import type { Endpoint } from './endpoints';
import { HubspotError } from './hubspotError';
import { type RateLimiter, rateLimiterFor, readRateLimitHeaders } from './rateLimiter';
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
	const limiter = rateLimiterFor(credential.id);
	const signal =
		'getExecutionCancelSignal' in context ? context.getExecutionCancelSignal() : undefined;

	return async (endpoint, body) => {
		/** Set at the first turn: waiting for the limit is no failing. */
		let lastStart: number | undefined;
		let failures = 0;
		let refusals = 0;
		let uncertain = false;

		for (;;) {
			const { turnMs } = bounds;
			const turn =
				turnMs === undefined
					? await limiter.takeTurn(signal)
					: await withDeadline(turnMs, async (deadline) => await limiter.takeTurn(deadline));
			if (!turn) throw withEarlier(turnMs === undefined ? STOPPED : BUSY, uncertain);
			lastStart ??= performance.now() + bounds.totalMs;
			let isRefused = false;
			let exchange: Attempt;
			try {
				exchange = await sendOnce.call(context, credential, endpoint, body, timeout, signal);
				isRefused = 'error' in exchange && exchange.error.httpCode === 429;
			} finally {
				limiter.leave(turn, isRefused);
			}
			limiter.learn(readRateLimitHeaders(exchange.headers), turn.ours - (isRefused ? 1 : 0));
			if ('answer' in exchange) return { ...exchange.answer, uncertain };

			const { error } = exchange;
			let heldBackMs = 0;
			// Being told to wait is no failure: a 429 costs time only.
			if (isRefused) heldBackMs = holdBack(limiter, error, ++refusals);
			else failures++;
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
 * Everybody who shares the limiter waits out a 429, except that of a whole day, which nobody can wait out.
 * Where HubSpot does not say for how long, room may come free at any moment of the window: the next try comes
 * soon, and later each time.
 *
 * @param refusals how often this request was answered 429 so far, this time included
 * @returns for how many milliseconds
 */
function holdBack(
	limiter: RateLimiter,
	{ policy, retryAfterMs }: HubspotError,
	refusals: number,
): number {
	if (policy === 'DAILY') return 0;
	const usual = Math.min(SHORTEST_PAUSE_MS * 2 ** (refusals - 1), limiter.windowMs);
	const asked = Math.max(retryAfterMs ?? usual, SHORTEST_PAUSE_MS);
	// Nobody waits for longer than that; whoever comes later may ask again.
	if (asked < RETRY_BOUNDS.totalMs) limiter.pause(asked);
	return asked;
}
