import type { Permit } from '../../nodes/HubspotAssociations/transport/rateLimiter';
import { RateLimiter } from '../../nodes/HubspotAssociations/transport/rateLimiter';

export const WINDOW_MS = 10_000;

/** A clock that jumps from event to event. */
class Clock {
	now = 0;

	/** Latest first. */
	private readonly events: Array<{ at: number; go: () => void }> = [];

	readonly wait = async (ms: number): Promise<void> =>
		await new Promise((go) => {
			const at = this.now + ms;
			let low = 0;
			let high = this.events.length;
			while (low < high) {
				const middle = (low + high) >> 1;
				if (this.events[middle].at > at) low = middle + 1;
				else high = middle;
			}
			this.events.splice(low, 0, { at, go });
		});

	async runUntil(end: number): Promise<void> {
		for (;;) {
			// Whatever an event set going has to come to rest before time goes on.
			await new Promise(setImmediate);
			const event = this.events.at(-1);
			if (!event || event.at > end) break;
			this.events.pop();
			this.now = event.at;
			event.go();
		}
		this.now = end;
	}
}

export interface Scenario {
	/** When each process starts, in seconds. */
	starts: number[];
	limit?: number;
	headers?: 'true' | 'none' | number;
	seconds?: number;
	concurrency?: number;
	latencyMs?: [number, number];
	seed?: number;
	/** When each process ends, in seconds. */
	ends?: number[];
}

export interface ProcessLog {
	accepted: number[];
	refused: number[];
	longest: number;
	limiter?: RateLimiter;
}

export async function simulate({
	starts,
	limit = 100,
	headers = 'none',
	seconds = 480,
	concurrency = 5,
	latencyMs = [60, 240],
	seed = 1,
	ends = [],
}: Scenario): Promise<ProcessLog[]> {
	const clock = new Clock();
	let state = seed * 7919;
	const between = (least: number, most: number) => {
		state = (state * 48_271) % 2_147_483_647;
		return least + (state / 2_147_483_647) * (most - least);
	};
	const accepted: number[] = [];
	let oldest = 0;
	const used = () => {
		while (accepted[oldest] <= clock.now - WINDOW_MS) oldest++;
		return accepted.length - oldest;
	};
	const logs: ProcessLog[] = starts.map(() => ({ accepted: [], refused: [], longest: 0 }));
	const runProcess = async (index: number) => {
		await clock.wait(starts[index] * 1000 + between(0, 50));
		const log = logs[index];
		const limiter = new RateLimiter(
			{ max: 100, intervalMs: WINDOW_MS },
			() => clock.now,
			clock.wait,
		);
		log.limiter = limiter;
		const run = async () => {
			let first: number | undefined;
			while (clock.now < (ends[index] ?? Infinity) * 1000) {
				const permit = (await limiter.acquire()) as Permit;
				first ??= clock.now;
				const ms = between(...latencyMs);
				const there = ms * between(0.3, 0.6);
				await clock.wait(there);
				const isRefused = used() >= limit;
				(isRefused ? log.refused : log.accepted).push(clock.now);
				if (!isRefused) accepted.push(clock.now);
				const max = headers === 'true' ? limit : headers;
				const said =
					max === 'none'
						? {}
						: { max, intervalMs: WINDOW_MS, remaining: Math.max(0, max - used()) };
				await clock.wait(ms - there);
				limiter.updateFromHeaders(said, permit);
				limiter.release(permit, isRefused ? 'refused' : 'counted');
				log.longest = Math.max(log.longest, clock.now - first);
				if (!isRefused) first = undefined;
			}
		};
		for (let each = 0; each < concurrency; each++) void run();
	};
	starts.forEach((_, index) => void runProcess(index));
	await clock.runUntil(seconds * 1000);
	return logs;
}

export const between = (times: readonly number[], from: number, to: number) =>
	times.filter((time) => time >= from * 1000 && time < to * 1000).length;
