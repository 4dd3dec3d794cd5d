import { setTimeout as sleep } from 'node:timers/promises';
import { LocalHubspot, type LocalHubspotOptions } from '..';
import { RateLimiter } from '../http/rateLimiter';
import { send } from '../send';

const LABELS = '/crm/associations/2026-03/contacts/companies/labels';

/** Long enough that no machine is so slow that requests leave the window during a test. */
const LONG = 600_000;

describe('RateLimiter', () => {
	it('lets a request in as soon as the oldest has left the rolling window', () => {
		let now = 0;
		const limiter = new RateLimiter({ max: 2, intervalMs: 100 }, () => now);
		const accepts = (time: number) => {
			now = time;
			return limiter.take('app', false).error === undefined;
		};

		expect([0, 60, 99, 100, 101, 159, 160, 161].map(accepts)).toEqual([
			true, // 0
			true, // 60
			false, // 0 and 60 are in the window
			true, // 0 has left it
			false, // 60 and 100
			false,
			true, // 60 has left it
			false, // 100 and 160
		]);
	});

	it('does not count requests it refused', () => {
		let now = 0;
		const limiter = new RateLimiter({ max: 1, intervalMs: 100 }, () => now);
		limiter.take('app', false);
		for (now = 1; now < 100; now++) expect(limiter.take('app', false).error).toBeDefined();
		expect(limiter.take('app', false).error).toBeUndefined();
	});

	it('stays right over very many requests', () => {
		let now = 0;
		const limiter = new RateLimiter({ max: 1500, intervalMs: 1500 }, () => now);
		let refused = 0;
		// Three requests every two milliseconds: a third of them is too many.
		for (let index = 0; index < 30_000; index++) {
			now = Math.floor((index * 2) / 3);
			if (limiter.take('app', false).error) refused++;
		}
		expect(refused).toBeGreaterThan(9_000);
		expect(refused).toBeLessThan(10_000);
	});
});

describe('rate limits', () => {
	let hubspot: LocalHubspot;

	const start = async (options: LocalHubspotOptions) => {
		hubspot = await LocalHubspot.start(options);
		return hubspot.auth.addAccessToken();
	};

	afterEach(async () => {
		await hubspot.stop();
	});

	it('count down in the headers and end in a 429 that does no work', async () => {
		const token = await start({ rateLimit: { max: 5, intervalMs: LONG } });
		const remaining: Array<string | null> = [];
		for (let request = 0; request < 5; request++) {
			const answer = await send(hubspot, 'GET', LABELS, { token });
			expect(answer.status).toBe(200);
			expect(answer.headers.get('X-HubSpot-RateLimit-Max')).toBe('5');
			expect(answer.headers.get('X-HubSpot-RateLimit-Interval-Milliseconds')).toBe(String(LONG));
			expect(answer.headers.has('X-HubSpot-RateLimit-Daily')).toBe(false);
			remaining.push(answer.headers.get('X-HubSpot-RateLimit-Remaining'));
		}
		expect(remaining).toEqual(['4', '3', '2', '1', '0']);

		const refused = await send(hubspot, 'POST', LABELS, {
			token,
			body: { label: 'New', name: 'new' },
		});

		expect(refused.status).toBe(429);
		const id = refused.headers.get('X-HubSpot-Correlation-Id');
		expect(refused.json).toEqual({
			status: 'error',
			message: 'You have reached your ten_secondly_rolling limit.',
			errorType: 'RATE_LIMIT',
			policyName: 'TEN_SECONDLY_ROLLING',
			correlationId: id,
			requestId: id,
		});
		expect(refused.headers.get('X-HubSpot-RateLimit-Remaining')).toBe('0');
		expect(hubspot.account.labels('contacts', 'companies')).toHaveLength(2);
	});

	it('open again once the window has passed', async () => {
		const token = await start({ rateLimit: { max: 5, intervalMs: 300 } });
		const statuses: number[] = [];
		// However slow the machine is, at some time six requests fall into one window.
		while (!statuses.includes(429) && statuses.length < 1000) {
			const answers = await Promise.all(
				Array.from({ length: 20 }, () => send(hubspot, 'GET', LABELS, { token })),
			);
			statuses.push(...answers.map(({ status }) => status));
		}
		expect(statuses).toContain(429);

		await sleep(320);

		expect((await send(hubspot, 'GET', LABELS, { token })).status).toBe(200);
	});

	it('are counted for each app, over all its tokens', async () => {
		const token = await start({ rateLimit: { max: 2, intervalMs: LONG } });
		const app = hubspot.auth.addOAuthApp();
		const [first, second] = [hubspot.auth.issueTokens(app), hubspot.auth.issueTokens(app)];
		const statusOf = async (each: string) =>
			(await send(hubspot, 'GET', LABELS, { token: each })).status;

		expect(await statusOf(first.access_token)).toBe(200);
		expect(await statusOf(second.access_token)).toBe(200);
		expect(await statusOf(first.access_token)).toBe(429);
		expect(await statusOf(second.access_token)).toBe(429);
		expect(await statusOf(token)).toBe(200);
	});

	it('by the day are for private apps only', async () => {
		const token = await start({ rateLimit: { max: 100, intervalMs: LONG, daily: 2 } });
		const { access_token: oauth } = hubspot.auth.issueTokens(hubspot.auth.addOAuthApp());

		const first = await send(hubspot, 'GET', LABELS, { token });
		expect(first.headers.get('X-HubSpot-RateLimit-Daily')).toBe('2');
		expect(first.headers.get('X-HubSpot-RateLimit-Daily-Remaining')).toBe('1');
		expect((await send(hubspot, 'GET', LABELS, { token })).status).toBe(200);
		const refused = await send(hubspot, 'GET', LABELS, { token });
		expect(refused).toMatchObject({
			status: 429,
			json: { policyName: 'DAILY', message: 'You have reached your daily limit.' },
		});

		for (let request = 0; request < 3; request++) {
			const answer = await send(hubspot, 'GET', LABELS, { token: oauth });
			expect(answer.status).toBe(200);
			expect(answer.headers.has('X-HubSpot-RateLimit-Daily')).toBe(false);
		}
	});

	it('are named but never reached when a test sets none', async () => {
		const token = await start({});
		const answers = await Promise.all(
			Array.from({ length: 150 }, () => send(hubspot, 'GET', LABELS, { token })),
		);
		expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
		expect(answers.at(-1)?.headers.get('X-HubSpot-RateLimit-Max')).toBe('100');
		expect(answers.at(-1)?.headers.get('X-HubSpot-RateLimit-Interval-Milliseconds')).toBe('10000');
		expect(answers.at(-1)?.headers.get('X-HubSpot-RateLimit-Remaining')).not.toBe('0');
	});

	it('do not count requests whose token is refused', async () => {
		const token = await start({ rateLimit: { max: 1, intervalMs: LONG } });
		for (let request = 0; request < 3; request++) {
			const answer = await send(hubspot, 'GET', LABELS, { token: 'nobody' });
			expect(answer.status).toBe(401);
			expect(answer.headers.has('X-HubSpot-RateLimit-Max')).toBe(false);
		}
		expect((await send(hubspot, 'GET', LABELS, { token })).status).toBe(200);
	});
});
