import type { RateLimitOptions, RecordedRequest } from '../hubspot';

/** What went over the wire, measured at HubSpot. */
export interface Traffic {
	requests: number;
	/** Those answered with 429. */
	refused: number;
	/** From the first request that was let through to the last one. */
	seconds: number;
	/**
	 * Share of what the limit allows, from the end of the first window on, in whole windows: the first window's
	 * requests may come at once. Not a number where there is no such window.
	 */
	throughput: number;
}

/** Measures the requests that arrived, by a limit in a rolling window. */
export function measureTraffic(
	requests: RecordedRequest[],
	limit: Required<Pick<RateLimitOptions, 'max' | 'intervalMs'>>,
): Traffic {
	const accepted = requests.filter(({ status }) => status !== 429).map(({ at }) => at);
	const [start] = accepted;
	const end = Math.max(...accepted);
	const windows = Math.max(0, Math.floor((end - start) / limit.intervalMs) - 1);
	const counted = accepted.filter((at) => {
		const elapsed = (at - start) / limit.intervalMs;
		return elapsed >= 1 && elapsed < windows + 1;
	});
	return {
		requests: requests.length,
		refused: requests.length - accepted.length,
		seconds: (end - start) / 1000,
		throughput: counted.length / (windows * limit.max),
	};
}
