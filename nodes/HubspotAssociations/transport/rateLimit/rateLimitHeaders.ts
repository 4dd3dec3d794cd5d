/** What HubSpot's headers say about a rate limit. HubSpot may leave out any of them, or all. */
export interface RateLimitHeaders {
	/** Requests in one window. */
	max?: number;
	/** Length of the rolling window in milliseconds. */
	intervalMs?: number;
	/** Requests left in the window, whichever process used the others. */
	remaining?: number;
}

/** What limits can be. A header that says otherwise must not keep a credential waiting for ever. */
const PLAUSIBLE = {
	max: [1, 100_000],
	'interval-milliseconds': [100, 60_000],
	remaining: [0, 100_000],
} as const;

/**
 * Reads what HubSpot says about its limits in a response's headers.
 *
 * @param headers names in small letters; what is missing, no number or not plausible is left out
 * @see https://developers.hubspot.com/docs/developer-tooling/platform/usage-guidelines
 */
export function readRateLimitHeaders(headers: Record<string, unknown>): RateLimitHeaders {
	const read = (name: keyof typeof PLAUSIBLE) => {
		const text = String(headers[`x-hubspot-ratelimit-${name}`] ?? '');
		const [least, most] = PLAUSIBLE[name];
		const value = Number(text);
		return /^\d+$/.test(text) && value >= least && value <= most ? value : undefined;
	};
	return {
		max: read('max'),
		intervalMs: read('interval-milliseconds'),
		remaining: read('remaining'),
	};
}
