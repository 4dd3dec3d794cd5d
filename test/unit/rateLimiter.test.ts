import {
	RateLimiter,
	rateLimiterFor,
	readRateLimitHeaders,
	type Permit,
} from '../../nodes/HubspotAssociations/transport/rateLimiter';

async function takenTurn(limiter: RateLimiter): Promise<Permit> {
	const turn = await limiter.acquire();
	if (!turn) throw new Error('Nobody has stopped it');
	return turn;
}

/** HubSpot's rolling window, of which others use a part, and a clock that only moves when somebody waits. */
function simulation(max: number, intervalMs: number, latencyMs: number, others = 0) {
	const clock = { now: 1_000_000 };
	const arrivals: number[] = [];
	const limiter = new RateLimiter(
		() => clock.now,
		async (ms) => {
			clock.now += ms;
			await Promise.resolve();
		},
	);
	const inWindow = (now: number) =>
		others + arrivals.filter((time) => time > now - intervalMs).length;
	let refused = 0;
	/** One request: it arrives at some moment between being sent and being answered. */
	const send = async (arrivesAfter: number) => {
		const turn = await takenTurn(limiter);
		const arrival = clock.now + arrivesAfter * latencyMs;
		const used = inWindow(arrival);
		if (used >= max) refused++;
		else arrivals.push(arrival);
		clock.now += latencyMs;
		limiter.release(turn);
		const remaining = Math.max(0, max - inWindow(clock.now));
		limiter.updateFromHeaders({ max, intervalMs, remaining }, turn.ours);
	};
	return { clock, limiter, send, refused: () => refused };
}

describe('RateLimiter', () => {
	it.each([
		[100, 10_000, 20],
		[190, 10_000, 5],
		[10, 1_000, 3],
	])('keeps to %i in %i ms, and uses at least 94 %% of it', async (max, intervalMs, latencyMs) => {
		const { clock, send, refused } = simulation(max, intervalMs, latencyMs);
		const started = clock.now;
		const count = max * 20;
		// A jittery network: some requests arrive at once, others just before their answer.
		for (let index = 0; index < count; index++) await send(index % 3 === 0 ? 1 : 0);
		const possible = (max * (clock.now - started)) / intervalMs + max;
		expect(refused()).toBe(0);
		// A little is left for others.
		expect(count / possible).toBeGreaterThan(0.94);
	});

	it('starts with 100 requests in any 10 seconds, while no answer has said otherwise', async () => {
		const clock = { now: 0 };
		const limiter = new RateLimiter(
			() => clock.now,
			async (ms) => {
				clock.now += ms;
				await Promise.resolve();
			},
		);
		const times: number[] = [];
		for (let index = 0; index < 101; index++) {
			const turn = await takenTurn(limiter);
			times.push(clock.now);
			limiter.release(turn);
		}
		expect(times.slice(0, 100)).toEqual(Array.from({ length: 100 }, () => 0));
		expect(times[100]).toBe(10_000);
	});

	it('leaves 3 % to others after six windows, and after a rest uses all of it again', async () => {
		const { clock, send } = simulation(100, 10_000, 0);
		const sentIn = async (windows: number) => {
			const end = clock.now + windows * 10_000;
			let count = 0;
			for (; clock.now < end; count++) await send(0);
			return count;
		};
		// The last request of each span is the first one of the next window.
		expect(await sentIn(6)).toBe(601);
		const busy = await sentIn(10);
		expect(busy).toBeGreaterThanOrEqual(965);
		expect(busy).toBeLessThanOrEqual(975);
		clock.now += 20_000;
		expect(await sentIn(5)).toBe(501);
	});

	it('leaves room for what others use of the same limit', async () => {
		const { clock, send, refused } = simulation(100, 10_000, 5, 40);
		const started = clock.now;
		for (let index = 0; index < 600; index++) await send(0);
		// Ten windows of 60: the others' 40 stay free.
		expect(refused()).toBe(0);
		expect(clock.now - started).toBeLessThan(11 * 10_000);
	});

	it('lets nobody through while HubSpot wants everybody to wait', async () => {
		const { clock, limiter } = simulation(100, 10_000, 5);
		limiter.pause(7_000);
		const before = clock.now;
		await limiter.acquire();
		expect(clock.now - before).toBeGreaterThanOrEqual(7_000);
	});

	it('stops waiting when the workflow is stopped', async () => {
		const { limiter } = simulation(100, 10_000, 5);
		limiter.pause(3_600_000);
		const stop = new AbortController();
		stop.abort();
		await expect(limiter.acquire(stop.signal)).resolves.toBeUndefined();
	});
});

describe('a run that is stopped', () => {
	it("leaves the queue at once, whoever waits before it, and takes nobody's place", async () => {
		const limiter = new RateLimiter();
		limiter.pause(600);
		const ahead = limiter.acquire();
		const stop = new AbortController();
		const stopped = limiter.acquire(stop.signal);
		const behind = limiter.acquire();
		stop.abort();
		const first = await Promise.race([ahead, stopped.then((turn) => ({ turn }))]);
		expect(first).toEqual({ turn: undefined });
		const turns = await Promise.all([ahead, behind]);
		expect(turns.map((turn) => turn !== undefined)).toEqual([true, true]);
	});
});

describe('rateLimiterFor', () => {
	it('gives all runs with one credential the same limiter, and others another', () => {
		expect(rateLimiterFor('a')).toBe(rateLimiterFor('a'));
		expect(rateLimiterFor('a')).not.toBe(rateLimiterFor('b'));
	});
});

describe('readRateLimitHeaders', () => {
	it('reads what is there, and leaves out what is missing or no number', () => {
		expect(
			readRateLimitHeaders({
				'x-hubspot-ratelimit-max': '110',
				'x-hubspot-ratelimit-remaining': '0',
				'x-hubspot-ratelimit-interval-milliseconds': 'soon',
			}),
		).toEqual({ max: 110, remaining: 0, intervalMs: undefined });
		expect(readRateLimitHeaders({})).toEqual({});
	});
});
