import {
	type Permit,
	RateLimiter,
} from '../../nodes/HubspotAssociations/transport/rateLimit/rateLimiter';

const WINDOW_MS = 10_000;

/** A request that gets nothing but refusals for so long is given up. */
const GIVEN_UP_AFTER_MS = 5 * 60_000;

/** What is simulated: processes with a limiter each, at one rolling window of HubSpot's. */
export interface Scenario {
	/** When each process starts, in seconds. */
	starts: number[];
	/** Requests in ten seconds that HubSpot allows; 100 unless told. */
	limit?: number;
	/** The limit that the headers name; without it there are none. */
	headers?: number;
	/** How long it goes on; eight minutes unless told. */
	seconds?: number;
	/** Requests that each process has under way; 5 unless told. */
	concurrency?: number;
	/** How long a request takes, at least and at most, in milliseconds. */
	latencyMs?: [number, number];
	/** Where chance starts from; the same seed gives the same result. */
	seed?: number;
	/** When each process ends, in seconds; at the end unless told. */
	ends?: number[];
}

/** What became of one process's requests: when they arrived at HubSpot, in seconds. */
export interface ProcessLog {
	accepted: number[];
	refused: number[];
	/** Requests that were refused again and again for five minutes. */
	givenUp: number;
}

/** A clock that jumps from event to event, so that minutes pass in milliseconds. */
class Clock {
	now = 0;

	/** The earliest last. */
	private readonly events: Array<{ at: number; go: () => void }> = [];

	readonly wait = async (ms: number): Promise<void> =>
		await new Promise((go) => {
			const at = this.now + ms;
			const index = this.events.findLastIndex((event) => event.at > at);
			this.events.splice(index + 1, 0, { at, go });
		});

	/** What still waits at the end never goes on, and is forgotten with this clock. */
	async runUntil(end: number): Promise<void> {
		for (;;) {
			// What an event set going comes to rest before time goes on.
			await new Promise(setImmediate);
			const event = this.events.at(-1);
			if (event === undefined || event.at > end) return;
			this.events.pop();
			this.now = event.at;
			event.go();
		}
	}
}

/** HubSpot's rolling window. */
class Window {
	private readonly times: number[] = [];

	private first = 0;

	constructor(private readonly limit: number) {}

	accepts(now: number): boolean {
		if (this.used(now) >= this.limit) return false;
		this.times.push(now);
		return true;
	}

	used(now: number): number {
		while (this.times[this.first] <= now - WINDOW_MS) this.first++;
		return this.times.length - this.first;
	}
}

/**
 * Lets processes send as much as their limiters allow. Each has the real one, knows nothing of the others, and sends
 * what was refused again. No real time passes.
 *
 * @returns a log for each process
 */
export async function simulate(scenario: Scenario): Promise<ProcessLog[]> {
	const { starts, limit = 100, headers, seconds = 480, concurrency = 5 } = scenario;
	const { latencyMs = [60, 240], seed = 1, ends = [] } = scenario;
	const clock = new Clock();
	const window = new Window(limit);
	let state = seed * 7_919;
	const between = (least: number, most: number) => {
		state = (state * 48_271) % 2_147_483_647;
		return least + (state / 2_147_483_647) * (most - least);
	};

	const startProcess = async (log: ProcessLog, start: number, end: number) => {
		await clock.wait(start * 1_000 + between(0, 50));
		const limiter = new RateLimiter(
			{ max: 100, intervalMs: WINDOW_MS },
			() => clock.now,
			clock.wait,
		);
		const send = async (permit: Permit): Promise<boolean> => {
			const ms = between(...latencyMs);
			const arrivesAfter = ms * between(0.3, 0.6);
			await clock.wait(arrivesAfter);
			const isAccepted = window.accepts(clock.now);
			(isAccepted ? log.accepted : log.refused).push(clock.now / 1_000);
			const remaining =
				headers === undefined ? undefined : Math.max(0, headers - window.used(clock.now));
			await clock.wait(ms - arrivesAfter);
			limiter.updateFromHeaders({ max: headers, remaining }, permit);
			limiter.release(permit, isAccepted ? 'counted' : 'refused');
			return isAccepted;
		};
		const sendOneAfterAnother = async () => {
			let firstSentAt: number | undefined;
			while (clock.now < end * 1_000) {
				const permit = await limiter.acquire();
				if (permit === undefined) return;
				firstSentAt ??= clock.now;
				const isAccepted = await send(permit);
				const isGivenUp = !isAccepted && clock.now - firstSentAt > GIVEN_UP_AFTER_MS;
				if (isGivenUp) log.givenUp++;
				if (isAccepted || isGivenUp) firstSentAt = undefined;
			}
		};
		for (let count = 0; count < concurrency; count++) void sendOneAfterAnother();
	};

	const logs = starts.map((start, index) => {
		const log: ProcessLog = { accepted: [], refused: [], givenUp: 0 };
		void startProcess(log, start, ends[index] ?? Infinity);
		return log;
	});
	await clock.runUntil(seconds * 1_000);
	return logs;
}

/** How many of these times are from one second on and before another. */
export const countBetween = (times: readonly number[], from: number, to: number): number =>
	times.filter((time) => time >= from && time < to).length;

/** What a simulation comes to. */
export interface Figures {
	/** Share of what the limit allows that was used. */
	used: number;
	/** Share of the requests that were refused. */
	refused: number;
	/** What the process with the fewest requests got, as part of a fair share. */
	least: number;
	givenUp: number;
}

/**
 * Sums up what all processes got together.
 *
 * @param from the second from which on it is counted
 * @param to the second until which it is counted
 */
export function figuresOf(logs: ProcessLog[], from: number, to: number, limit = 100): Figures {
	const sumOf = (times: (log: ProcessLog) => number[]) =>
		logs.reduce((sum, log) => sum + countBetween(times(log), from, to), 0);
	const accepted = sumOf((log) => log.accepted);
	const refused = sumOf((log) => log.refused);
	const possible = (limit * (to - from)) / 10;
	const fewest = Math.min(...logs.map((log) => countBetween(log.accepted, from, to)));
	return {
		used: accepted / possible,
		refused: refused / (refused + accepted),
		least: fewest / (possible / logs.length),
		givenUp: logs.reduce((sum, log) => sum + log.givenUp, 0),
	};
}
