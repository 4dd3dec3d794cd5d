import { randomUUID } from 'node:crypto';

import type { HubspotError } from '../../nodes/HubspotAssociations/transport/errors/hubspotError';
import { hubspotApiRequest } from '../../nodes/HubspotAssociations/transport/hubspotApiRequest';
import { rateLimiterFor } from '../../nodes/HubspotAssociations/transport/rateLimit/rateLimiter';
import { contextOf } from './context';

const MINUTE_MS = 60_000;

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

/** An answer of HubSpot's, or the code of a connection that failed. */
type Scripted = number | string | { status: number; retryAfter: number | string };

async function give(answer: Scripted): Promise<unknown> {
	if (typeof answer === 'string') throw Object.assign(new Error(answer), { code: answer });
	const { status, retryAfter } =
		typeof answer === 'number' ? { status: answer, retryAfter: undefined } : answer;
	const headers = retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) };
	return await Promise.resolve({ statusCode: status, body: '', headers });
}

/**
 * Sends one request, which gets these answers one after the other, and then a success.
 *
 * @returns the seconds between the attempts, and how it ended
 */
async function send(...answers: Scripted[]) {
	const times: number[] = [];
	const context = contextOf(randomUUID(), async () => {
		times.push(Date.now());
		return await give(answers.shift() ?? 204);
	});
	let end: number | HubspotError | undefined;
	hubspotApiRequest(context)({ method: 'POST', path: '/' }, {}).then(
		({ httpCode }) => (end = httpCode),
		(error: unknown) => (end = error as HubspotError),
	);
	await jest.advanceTimersByTimeAsync(20 * MINUTE_MS);
	const waits = times.slice(1).map((time, index) => (time - times[index]) / 1000);
	return { waits, end };
}

const times = (count: number, answer: Scripted) => Array.from({ length: count }, () => answer);

/** Waits are up to these seconds, and at least half of them, so that many do not come back at the same moment. */
function expectUpTo(waits: number[], most: number[]) {
	expect(waits).toHaveLength(most.length);
	waits.forEach((wait, index) => {
		expect(wait).toBeGreaterThanOrEqual(most[index] / 2);
		// A wait glances every quarter of a second whether the run was stopped.
		expect(wait).toBeLessThanOrEqual(most[index] + 0.01);
	});
}

describe('what fails is sent again', () => {
	it.each([408, 500, 503, 599, 477, 'ECONNREFUSED', 'ECONNRESET', 'ETIMEDOUT'])(
		'after waits of up to 1, 2, 4, 8 and 16 seconds, six times at most: %s',
		async (answer) => {
			const five = await send(...times(5, answer));
			expectUpTo(five.waits, [1, 2, 4, 8, 16]);
			expect(five.end).toBe(204);
			const six = await send(...times(6, answer));
			expectUpTo(six.waits, [1, 2, 4, 8, 16]);
			expect(six.end).toBeInstanceOf(Error);
		},
	);

	it.each([408, 503, 477, 423])('%i: or as long as HubSpot asks', async (status) => {
		const { waits, end } = await send({ status, retryAfter: 45 });
		expect(waits[0]).toBeCloseTo(45, 1);
		expect(end).toBe(204);
	});

	it('503 with an empty Retry-After: as if there were none', async () => {
		const { waits } = await send({ status: 503, retryAfter: '' }, { status: 429, retryAfter: '' });
		expectUpTo([waits[0]], [1]);
		const { waits: without } = await send(503, 429);
		expect(waits[1]).toBeCloseTo(without[1], 0);
	});

	it('423: after two seconds', async () => {
		const { waits } = await send(...times(3, 423));
		expect(waits.map(Math.round)).toEqual([2, 2, 2]);
	});

	it('not later than five minutes after its first time', async () => {
		const { waits, end } = await send(...times(5, { status: 503, retryAfter: 140 }));
		expect(waits.map(Math.round)).toEqual([140, 140]);
		expect(end).toMatchObject({ httpCode: 503 });
	});

	it.each([400, 401, 403, 404, 409, 413, 302])('%i is not', async (status) => {
		const { waits, end } = await send(status);
		expect(waits).toEqual([]);
		expect(end).toMatchObject({ httpCode: status });
	});
});

describe('a 429', () => {
	it('is waited out as long as HubSpot asks', async () => {
		const { waits, end } = await send(
			{ status: 429, retryAfter: 33 },
			{ status: 429, retryAfter: 4 },
		);
		expect(waits.map(Math.round)).toEqual([33, 4]);
		expect(end).toBe(204);
	});

	it('that does not say how long, for at least 1, 2, 4 and then 7 seconds; it counts as no failure', async () => {
		const { waits, end } = await send(...times(8, 429), ...times(5, 503));
		[1, 2, 4, 7, 7, 7, 7, 7].forEach((least, index) => {
			expect(waits[index]).toBeGreaterThanOrEqual(least);
			// The share left after a refusal may hold the next request back for longer.
			expect(waits[index]).toBeLessThanOrEqual(7.5);
		});
		expectUpTo(waits.slice(8), [1, 2, 4, 8, 16]);
		expect(end).toBe(204);
	});

	it('for more than five minutes ends the request at once', async () => {
		const { waits, end } = await send({ status: 429, retryAfter: 301 });
		expect(waits).toEqual([]);
		expect(end).toMatchObject({ httpCode: 429, scope: 'account' });
	});

	it('again and again is not waited out past five minutes after the first time', async () => {
		const { waits, end } = await send(...times(3, { status: 429, retryAfter: 200 }));
		expect(waits.map(Math.round)).toEqual([200]);
		expect(end).toMatchObject({ httpCode: 429 });
	});

	it('holds back every run that uses the credential', async () => {
		const id = randomUUID();
		const answers: Scripted[] = [{ status: 429, retryAfter: 20 }];
		const sent: string[] = [];
		const start = Date.now();
		const runCalled = (name: string) =>
			hubspotApiRequest(
				contextOf(id, async () => {
					sent.push(`${name} after ${Math.round((Date.now() - start) / 1000)} s`);
					return await give(answers.shift() ?? 204);
				}),
			);
		const [one, other] = [runCalled('one'), runCalled('other')];
		const first = one({ method: 'POST', path: '/' }, {});
		await jest.advanceTimersByTimeAsync(1_000);
		const second = other({ method: 'POST', path: '/' }, {});
		await jest.advanceTimersByTimeAsync(30_000);
		await Promise.all([first, second]);
		expect(sent[0]).toBe('one after 0 s');
		expect(sent.slice(1).sort()).toEqual(['one after 20 s', 'other after 20 s']);
	});
});

describe('whoever waits', () => {
	it('for a turn does not use up retries: what fails after six minutes of it is tried again', async () => {
		const id = randomUUID();
		rateLimiterFor(id, 'associations').applyRetryAfter(6 * MINUTE_MS);
		const answers: Scripted[] = [503];
		const request = hubspotApiRequest(
			contextOf(id, async () => await give(answers.shift() ?? 204)),
		);
		const answered = request({ method: 'POST', path: '/' }, {});
		await jest.advanceTimersByTimeAsync(7 * MINUTE_MS);
		await expect(answered).resolves.toMatchObject({ httpCode: 204 });
	});

	it('for a turn when the workflow is stopped is told so', async () => {
		const id = randomUUID();
		rateLimiterFor(id, 'associations').applyRetryAfter(MINUTE_MS);
		const stop = new AbortController();
		const request = hubspotApiRequest(contextOf(id, async () => await give(204), stop.signal));
		const answered = request({ method: 'POST', path: '/' }, {});
		stop.abort();
		await expect(answered).rejects.toMatchObject({
			message: 'Not sent, because the workflow was stopped.',
			notSent: true,
		});
	});

	it("does not wait an hour longer when the machine's clock is set back by one", async () => {
		const id = randomUUID();
		const answers: Scripted[] = [{ status: 429, retryAfter: 20 }];
		const request = hubspotApiRequest(
			contextOf(id, async () => await give(answers.shift() ?? 204)),
		);
		const answered = request({ method: 'POST', path: '/' }, {});
		await jest.advanceTimersByTimeAsync(1_000);
		jest.setSystemTime(Date.now() - 60 * MINUTE_MS);
		await jest.advanceTimersByTimeAsync(30_000);
		await expect(Promise.race([answered, Promise.resolve('still waiting')])).resolves.toMatchObject(
			{
				httpCode: 204,
			},
		);
	});
});
