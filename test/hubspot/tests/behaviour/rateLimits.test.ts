import { HUBSPOT_RATE_LIMITS, LocalHubspot, type LocalHubspotOptions } from '../..';
import { send, type WireAnswer } from '../../send';

const LABELS = '/crm/associations/2026-03/contacts/companies/labels';
const SCHEMAS = '/crm-object-schemas/2026-03/schemas';
/** Long enough that no machine is so slow that requests leave the window during a test. */
const LONG = 600_000;

describe('rate limits', () => {
	let hubspot: LocalHubspot;
	let token: string;

	const start = async (options: LocalHubspotOptions) => {
		hubspot = await LocalHubspot.start(options);
		token = hubspot.auth.addAccessToken();
	};
	const get = async (path = LABELS) => await send(hubspot, 'GET', path, { token });
	const reported = ({ headers }: WireAnswer) =>
		[...headers.keys()].filter((name) => name.startsWith('x-hubspot-ratelimit'));
	const refused = async (): Promise<WireAnswer> => {
		await get();
		return await get();
	};

	afterEach(async () => await hubspot.stop());

	it('send no headers at all, refused or not', async () => {
		const rateLimit = { max: 1, intervalMs: LONG, daily: 100 };
		await start({ rateLimitHeaders: 'none', rateLimit });
		expect(reported(await get())).toEqual([]);
		const answer = await get();
		expect(answer.status).toBe(429);
		expect(reported(answer)).toEqual([]);
	});

	it('send headers that speak of another limit', async () => {
		await start({ rateLimitHeaders: 190, rateLimit: { max: 3, intervalMs: LONG } });
		const remaining: unknown[] = [];
		for (let request = 0; request < 4; request++) {
			const { status, headers } = await get();
			expect(headers.get('X-HubSpot-RateLimit-Max')).toBe('190');
			remaining.push([status, headers.get('X-HubSpot-RateLimit-Remaining')]);
		}
		expect(remaining).toEqual([
			...[
				[200, '189'],
				[200, '188'],
				[200, '187'],
			],
			[429, '187'],
		]);
	});

	it('refuse without category, groupName and Retry-After unless told', async () => {
		await start({ rateLimit: { max: 1, intervalMs: LONG } });
		const { status, json, headers } = await refused();
		expect(status).toBe(429);
		expect(json).toMatchObject({ errorType: 'RATE_LIMIT', policyName: 'TEN_SECONDLY_ROLLING' });
		expect(json).not.toHaveProperty('category');
		expect(json).not.toHaveProperty('groupName');
		expect(headers.has('Retry-After')).toBe(false);
	});

	it('refuse with what they are told', async () => {
		const rateLimitError = {
			...{ category: 'RATE_LIMITS', groupName: 'publicapi:private-apps:1', retryAfter: 3 },
		};
		await start({ rateLimit: { max: 1, intervalMs: LONG }, rateLimitError });
		const { json, headers } = await refused();
		expect(json).toMatchObject({ category: 'RATE_LIMITS', groupName: 'publicapi:private-apps:1' });
		expect(headers.get('Retry-After')).toBe('3');
	});

	it('count associations, searches and everything else apart', async () => {
		const one = { max: 1, intervalMs: LONG };
		await start({ rateLimits: { associations: one, other: one } });
		expect((await get(LABELS)).status).toBe(200);
		expect((await get(SCHEMAS)).status).toBe(200);
		expect((await get(LABELS)).status).toBe(429);
		expect((await get(SCHEMAS)).status).toBe(429);
	});

	it('are those of the guides', async () => {
		await start({ rateLimits: HUBSPOT_RATE_LIMITS });
		expect((await get(LABELS)).headers.get('X-HubSpot-RateLimit-Max')).toBe('100');
		expect((await get(SCHEMAS)).headers.get('X-HubSpot-RateLimit-Max')).toBe('110');
	});
});
