import { readRateLimitHeaders } from '../../nodes/HubspotAssociations/transport/rateLimit/rateLimitHeaders';
import {
	type Permit,
	RateLimiter,
	rateLimiterFor,
} from '../../nodes/HubspotAssociations/transport/rateLimit/rateLimiter';

const LIMIT = { max: 100, intervalMs: 10_000 };

/** A limiter on a clock that only moves when the limiter waits, or a test says so. */
function limiterWithClock(limit: ConstructorParameters<typeof RateLimiter>[0] = LIMIT) {
	const clock = { now: 1_000_000 };
	const limiter = new RateLimiter(
		limit,
		() => clock.now,
		async (ms) => {
			clock.now += ms;
			await Promise.resolve();
		},
	);
	return { clock, limiter };
}

async function permitOf(limiter: RateLimiter): Promise<Permit> {
	const permit = await limiter.acquire();
	if (!permit) throw new Error('The workflow was not stopped');
	return permit;
}

/** Sends requests that HubSpot accepts at once; when each was sent, in milliseconds from now. */
async function sendAccepted(
	{ clock, limiter }: ReturnType<typeof limiterWithClock>,
	count: number,
): Promise<number[]> {
	const start = clock.now;
	const times: number[] = [];
	for (let index = 0; index < count; index++) {
		const permit = await permitOf(limiter);
		times.push(clock.now - start);
		limiter.release(permit, 'counted');
	}
	return times;
}

const zeros = (count: number) => Array.from({ length: count }, () => 0);

describe('RateLimiter', () => {
	it('lets 100 requests through at once, and the next when the first leave the window', async () => {
		const times = await sendAccepted(limiterWithClock(), 101);
		expect(times.slice(0, 100)).toEqual(zeros(100));
		expect(times[100]).toBe(10_000);
	});

	it('starts slowly: with each round trip twice as many are under way', async () => {
		const { clock, limiter } = limiterWithClock();
		const start = clock.now;
		for (const together of [1, 2, 4, 8, 16]) {
			const permits: Permit[] = [];
			while (permits.length < together) permits.push(await permitOf(limiter));
			expect(clock.now).toBe(start);
			for (const permit of permits) limiter.release(permit, 'counted');
		}
	});

	it('waits a second for a slow answer before it sends the second request, and then sends one each second', async () => {
		const { clock, limiter } = limiterWithClock();
		const times: number[] = [];
		for (let index = 0; index < 4; index++) {
			await permitOf(limiter);
			times.push(clock.now - 1_000_000);
		}
		expect(times).toEqual([0, 1_000, 2_000, 3_000]);
	});

	it('counts a request from when it is sent until one window after its answer', async () => {
		const { clock, limiter } = limiterWithClock({ max: 1, intervalMs: 1_000 });
		const slow = await permitOf(limiter);
		const start = clock.now;
		const next = limiter.acquire();
		for (let tick = 0; tick < 1_000 && clock.now - start < 3_000; tick++) await Promise.resolve();
		expect(clock.now - start).toBeGreaterThanOrEqual(3_000);
		const answeredAt = clock.now;
		limiter.release(slow, 'counted');
		await next;
		expect(clock.now - answeredAt).toBeGreaterThanOrEqual(1_000);
		expect(clock.now - answeredAt).toBeLessThan(1_500);
	});

	it('lets five searches a second through, and tries no more', async () => {
		const times = await sendAccepted(
			limiterWithClock({ max: 5, intervalMs: 1_000, isMost: true }),
			501,
		);
		expect(times.slice(0, 6)).toEqual([...zeros(5), 1_000]);
		expect(times[500]).toBeGreaterThanOrEqual(100_000);
		expect(times[500]).toBeLessThan(101_000);
	});

	it('takes the limit from the headers, and the length of the window', async () => {
		const { clock, limiter } = limiterWithClock();
		const permit = await permitOf(limiter);
		limiter.updateFromHeaders({ max: 3, remaining: 2, intervalMs: 2_000 }, permit);
		limiter.release(permit, 'counted');
		expect(await sendAccepted({ clock, limiter }, 4)).toEqual([0, 0, 2_000, 2_000]);
	});

	it('lets no request through until a pause is over, however short a later one is', async () => {
		const { clock, limiter } = limiterWithClock();
		limiter.applyRetryAfter(7_000);
		limiter.applyRetryAfter(2_000);
		expect(limiter.pausedMs).toBe(7_000);
		const before = clock.now;
		await permitOf(limiter);
		expect(clock.now - before).toBe(7_000);
	});

	it('pauses for longer each time that a request is refused, and not after an accepted one', async () => {
		const { limiter } = limiterWithClock();
		const pauses: number[] = [];
		for (const outcome of [
			...zeros(6).map(() => 'refused' as const),
			'counted',
			'refused',
		] as const) {
			limiter.release(await permitOf(limiter), outcome);
			pauses.push(limiter.pausedMs);
		}
		expect(pauses).toEqual([1_000, 2_000, 4_000, 7_000, 7_000, 7_000, 0, 1_000]);
	});

	it('pauses once for all requests that were under way together', async () => {
		const { limiter } = limiterWithClock();
		const permits = [await permitOf(limiter), await permitOf(limiter), await permitOf(limiter)];
		for (const permit of permits) limiter.release(permit, 'refused');
		expect(limiter.pausedMs).toBe(1_000);
	});

	it('forgets what it learned of others after a minute of rest', async () => {
		const { clock, limiter } = limiterWithClock();
		limiter.release(await permitOf(limiter), 'refused');
		clock.now += 61_000;
		expect(await sendAccepted({ clock, limiter }, 100)).toEqual(zeros(100));
	});

	it('gives no permit once the workflow is stopped', async () => {
		const { limiter } = limiterWithClock();
		limiter.applyRetryAfter(3_600_000);
		const stop = new AbortController();
		stop.abort();
		await expect(limiter.acquire(stop.signal)).resolves.toBeUndefined();
	});
});

describe('a run that is stopped', () => {
	it("leaves the queue at once, whatever waits before it, and takes no other request's place", async () => {
		let goOn = () => {};
		const paused = new Promise<void>((resolve) => (goOn = resolve));
		let now = 0;
		const limiter = new RateLimiter(
			LIMIT,
			() => now,
			async () => await paused,
		);
		limiter.applyRetryAfter(60_000);
		const ahead = limiter.acquire();
		const stop = new AbortController();
		const stopped = limiter.acquire(stop.signal);
		const behind = limiter.acquire();
		stop.abort();
		await expect(stopped).resolves.toBeUndefined();
		now = 60_000;
		goOn();
		const first = await ahead;
		if (!first) throw new Error('The workflow was not stopped');
		limiter.release(first, 'counted');
		await expect(behind).resolves.toBeDefined();
	});
});

describe('rateLimiterFor', () => {
	it('gives all runs with one credential the same limiter, and others another', () => {
		const limiter = rateLimiterFor('a', 'associations');
		expect(rateLimiterFor('a', 'associations')).toBe(limiter);
		expect(rateLimiterFor('b', 'associations')).not.toBe(limiter);
	});

	it('keeps the policies of HubSpot apart', async () => {
		rateLimiterFor('c', 'general').applyRetryAfter(60_000);
		expect(rateLimiterFor('c', 'associations').pausedMs).toBe(0);
		expect(rateLimiterFor('c', 'search').pausedMs).toBe(0);
		await expect(rateLimiterFor('c', 'associations').acquire()).resolves.toBeDefined();
	});
});

describe('readRateLimitHeaders', () => {
	it('reads what is there, and leaves out what is missing, no number or not plausible', () => {
		expect(
			readRateLimitHeaders({
				'x-hubspot-ratelimit-max': '110',
				'x-hubspot-ratelimit-remaining': '0',
				'x-hubspot-ratelimit-interval-milliseconds': 'soon',
			}),
		).toEqual({ max: 110, remaining: 0, intervalMs: undefined });
		expect(
			readRateLimitHeaders({
				'x-hubspot-ratelimit-max': '0',
				'x-hubspot-ratelimit-remaining': '-1',
				'x-hubspot-ratelimit-interval-milliseconds': '86400000',
			}),
		).toEqual({});
		expect(readRateLimitHeaders({})).toEqual({});
	});
});
