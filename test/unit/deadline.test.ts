import { randomUUID } from 'node:crypto';

import { hubspotApiRequest } from '../../nodes/HubspotAssociations/transport/hubspotApiRequest';
import { rateLimiterFor } from '../../nodes/HubspotAssociations/transport/rateLimit/rateLimiter';
import { contextOf } from './context';

const ENDPOINT = { method: 'POST', path: '/' } as const;
const NO_RETRY = { maxAttempts: 1, maxRetryTimeMs: 1_000 };

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

/** What has come of a promise so far. */
function watch(promise: Promise<unknown>) {
	const seen: { error?: unknown; value?: unknown } = {};
	promise.then(
		(value) => (seen.value = value),
		(error: unknown) => (seen.error = error),
	);
	return seen;
}

const never = async () => await new Promise<never>(() => {});

describe('the deadline of a request', () => {
	it('gives up a request that is not answered, once its time is over and not before', async () => {
		const request = hubspotApiRequest(contextOf(randomUUID(), never), 60_000, NO_RETRY);
		const seen = watch(request(ENDPOINT, {}));
		await jest.advanceTimersByTimeAsync(59_999);
		expect(seen).toEqual({});
		await jest.advanceTimersByTimeAsync(1);
		expect(seen.error).toMatchObject({
			message: expect.stringContaining('did not answer in time') as string,
		});
		expect(jest.getTimerCount()).toBe(0);
	});

	it('is as long for each of several requests at once, whenever they start', async () => {
		let answered = 0;
		const answerOnce = async () =>
			answered++ === 0 ? { statusCode: 204, body: '', headers: {} } : await never();
		const request = hubspotApiRequest(contextOf(randomUUID(), answerOnce), 1_000, NO_RETRY);
		// The limiter starts slowly: before the first answer, no two requests are under way.
		await request(ENDPOINT, {});
		const first = watch(request(ENDPOINT, {}));
		await jest.advanceTimersByTimeAsync(600);
		const second = watch(request(ENDPOINT, {}));
		await jest.advanceTimersByTimeAsync(400);
		expect([first.error === undefined, second.error === undefined]).toEqual([false, true]);
		await jest.advanceTimersByTimeAsync(600);
		expect(second.error).toBeDefined();
	});

	it('lets an answer through that comes at the last moment', async () => {
		const answer = async () =>
			await new Promise((resolve) =>
				setTimeout(() => resolve({ statusCode: 204, body: '', headers: {} }), 59_999),
			);
		const request = hubspotApiRequest(contextOf(randomUUID(), answer), 60_000, NO_RETRY);
		const seen = watch(request(ENDPOINT, {}));
		await jest.advanceTimersByTimeAsync(60_000);
		expect(seen.value).toMatchObject({ httpCode: 204 });
	});

	it('keeps nothing alive for longer than a quarter of a second after the answer', async () => {
		const answer = async () => await Promise.resolve({ statusCode: 204, body: '', headers: {} });
		const request = hubspotApiRequest(contextOf(randomUUID(), answer));
		for (let count = 0; count < 90; count++) await request(ENDPOINT, {});
		await jest.advanceTimersByTimeAsync(250);
		expect(jest.getTimerCount()).toBe(0);
	});

	it('of a turn: who waits for the rate limit is told soon that it is used up', async () => {
		const id = randomUUID();
		rateLimiterFor(id, 'associations').applyRetryAfter(60_000);
		const request = hubspotApiRequest(contextOf(id, never), 60_000, {
			...NO_RETRY,
			acquireTimeoutMs: 3_000,
		});
		const seen = watch(request(ENDPOINT, {}));
		await jest.advanceTimersByTimeAsync(2_999);
		expect(seen).toEqual({});
		await jest.advanceTimersByTimeAsync(1);
		expect(seen.error).toMatchObject({ notSent: true });
		// The limiter itself looks at it within a quarter of a second.
		await jest.advanceTimersByTimeAsync(250);
		expect(jest.getTimerCount()).toBe(0);
	});
});
