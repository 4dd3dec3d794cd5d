import type { RateLimitOptions, RecordedRequest } from '../hubspot';

/** What went over the wire while all processes had something to send, measured at HubSpot. */
export interface Traffic {
	/** Requests that arrived until the first process was done. */
	requests: number;
	/** Those of them that were answered with 429. */
	refused: number;
	/** From the first request that was let through until the first process was done. */
	seconds: number;
	/**
	 * Share of what the limit allows, from the end of the first window on: the first window's requests may come at
	 * once. Not a number where nothing is left after it.
	 */
	used: number;
	/** {@link used}, from the third minute's end on. Not a number where nothing is left after it. */
	usedLater: number;
	/** What the process with the fewest requests got after the first minute, as part of an equal share of the limit. */
	least: number;
}

/**
 * Measures the requests that arrived at HubSpot, by a limit in a rolling window. The time counts in which all processes
 * have something to send: from the first request until the first process sends its last one.
 *
 * @param processes how many processes there are
 * @param processOf which process sent a request, from 0
 */
export function measureTraffic(
	requests: readonly RecordedRequest[],
	processes: number,
	processOf: (request: RecordedRequest) => number,
	limit: Required<Pick<RateLimitOptions, 'max' | 'intervalMs'>>,
): Traffic {
	const accepted = requests.filter(({ status }) => status !== 429);
	const timesOf = Array.from({ length: processes }, (_, index) =>
		accepted.filter((request) => processOf(request) === index).map(({ at }) => at),
	);
	const [{ at: start } = { at: Number.NaN }] = accepted;
	const end = Math.min(...timesOf.map((times) => Math.max(...times)));
	const counted = requests.filter(({ at }) => at <= end);
	const allowed = (from: number) => (limit.max * (end - from)) / limit.intervalMs;
	const countFrom = (times: readonly number[], from: number) =>
		times.filter((at) => at >= from && at < end).length;
	const usedFrom = (from: number) =>
		from < end
			? timesOf.reduce((sum, times) => sum + countFrom(times, from), 0) / allowed(from)
			: Number.NaN;
	const minute = start + 60_000;
	const fewest = Math.min(...timesOf.map((times) => countFrom(times, minute)));
	return {
		requests: counted.length,
		refused: counted.filter(({ status }) => status === 429).length,
		seconds: (end - start) / 1000,
		used: usedFrom(start + limit.intervalMs),
		usedLater: usedFrom(start + 3 * 60_000),
		least: minute < end ? fewest / (allowed(minute) / processes) : Number.NaN,
	};
}
