import { Account, LocalHubspot, type LocalHubspotOptions, type RecordedRequest } from '..';
import { send } from '../send';

const ARCHIVE = '/crm/associations/2026-03/contacts/companies/batch/archive';
const ONE_PAIR = { inputs: [{ from: { id: '1' }, to: [{ id: '10' }] }] };

describe('LocalHubspot', () => {
	let hubspot: LocalHubspot;
	let token: string;

	const start = async (options: LocalHubspotOptions = {}) => {
		hubspot = await LocalHubspot.start(options);
		token = hubspot.auth.addAccessToken();
		hubspot.account.associate('contacts', 1, 'companies', 10);
	};
	const archive = () => send(hubspot, 'POST', ARCHIVE, { token, body: ONE_PAIR });
	const remaining = () => hubspot.account.associations('contacts', 'companies').length;

	afterEach(async () => {
		await hubspot.stop();
	});

	it('serves the account it is given, on this machine only', async () => {
		const account = new Account({ portalId: 42 });
		await start({ account });
		expect(hubspot.account).toBe(account);
		expect(hubspot.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
		expect((await archive()).status).toBe(200);
		expect(account.associations('contacts', 'companies')).toEqual([]);
	});

	it('refuses connections once it is stopped', async () => {
		await start();
		await hubspot.stop();
		await expect(archive()).rejects.toThrow();
		expect(remaining()).toBe(1);
	});

	it('records every request in order, with its body and answer, refused ones too', async () => {
		await start();
		const since = Date.now();
		await archive();
		await send(hubspot, 'POST', `${ARCHIVE}?a=1&b=%20`, {
			body: '{"broken',
			headers: { 'X-Mine': 'yes' },
		});
		await send(hubspot, 'POST', '/oauth/2026-03/token', {
			body: 'grant_type=refresh_token&client_id=x',
			headers: { 'content-type': 'application/x-www-form-urlencoded' },
		});
		await send(hubspot, 'GET', '/nowhere');

		expect(hubspot.requests).toMatchObject([
			{ method: 'POST', path: ARCHIVE, query: '', body: ONE_PAIR, status: 200 },
			{ method: 'POST', path: ARCHIVE, query: 'a=1&b=%20', body: '{"broken', status: 401 },
			{
				method: 'POST',
				path: '/oauth/2026-03/token',
				body: { grant_type: 'refresh_token', client_id: 'x' },
				status: 401,
			},
			{ method: 'GET', path: '/nowhere', body: undefined, status: 404 },
		]);
		expect(hubspot.requests[0]?.headers.authorization).toBe(`Bearer ${token}`);
		expect(hubspot.requests[1]?.headers['x-mine']).toBe('yes');
		for (const { at } of hubspot.requests) expect(at).toBeGreaterThanOrEqual(since);

		hubspot.requests.length = 0;
		await archive();
		expect(hubspot.requests).toHaveLength(1);
	});

	it('forgets bodies once answered when told to, but shows them to an interceptor', async () => {
		await start({ recordBodies: false });
		const bodies: unknown[] = [];
		hubspot.intercept = ({ body }) => {
			bodies.push(body);
			return undefined;
		};
		await archive();
		expect(bodies).toEqual([ONE_PAIR]);
		expect(hubspot.requests).toMatchObject([{ path: ARCHIVE, status: 200 }]);
		expect(hubspot.requests[0]?.body).toBeUndefined();
		expect(remaining()).toBe(0);
	});

	it('gives every answer an ID of its own, the one its error body names', async () => {
		await start();
		const answers = [
			await archive(),
			await archive(),
			await send(hubspot, 'GET', '/nowhere'),
			await send(hubspot, 'POST', ARCHIVE),
			await send(hubspot, 'GET', '/oauth/authorize'),
		];
		const ids = answers.map(({ headers }) => headers.get('X-HubSpot-Correlation-Id'));
		expect(ids).not.toContain(null);
		expect(new Set(ids).size).toBe(answers.length);
		expect(answers[2]?.json?.correlationId).toBe(ids[2]);
		expect(answers[3]?.json?.correlationId).toBe(ids[3]);
	});

	describe('intercept', () => {
		it('answers instead of doing the work', async () => {
			const seen: RecordedRequest[] = [];
			await start({
				intercept: (request) => {
					seen.push(request);
					return { status: 503, body: { status: 'error' }, headers: { 'Retry-After': '2' } };
				},
			});
			const answer = await archive();
			expect(answer).toMatchObject({ status: 503, json: { status: 'error' } });
			expect(answer.headers.get('retry-after')).toBe('2');
			expect(answer.headers.get('X-HubSpot-Correlation-Id')).not.toBeNull();
			expect(seen).toMatchObject([{ path: ARCHIVE, body: ONE_PAIR }]);
			expect(hubspot.requests[0]?.status).toBe(503);
			expect(remaining()).toBe(1);
		});

		it('answers after doing the work when told to', async () => {
			await start({
				intercept: () => ({ status: 502, body: '<html>Bad Gateway</html>', after: true }),
			});
			const answer = await archive();
			expect(answer).toMatchObject({
				status: 502,
				text: '<html>Bad Gateway</html>',
				json: undefined,
			});
			expect(hubspot.requests[0]?.status).toBe(502);
			expect(remaining()).toBe(0);
		});

		it('can put a body where there was none, and none where there was one', async () => {
			await start();
			const v4 = '/crm/v4/associations/contacts/companies/batch/archive';
			hubspot.intercept = () => ({ status: 200, body: { status: 'COMPLETE' }, after: true });
			expect(await send(hubspot, 'POST', v4, { token, body: ONE_PAIR })).toMatchObject({
				status: 200,
				json: { status: 'COMPLETE' },
			});
			hubspot.intercept = () => ({ status: 204, after: true });
			expect(await archive()).toMatchObject({ status: 204, text: '' });
		});

		it('lets the server answer when it returns nothing, and can be set and unset at any time', async () => {
			await start();
			let failures = 1;
			hubspot.intercept = async () => {
				await Promise.resolve();
				return failures-- > 0 ? { status: 500 } : undefined;
			};
			expect((await archive()).status).toBe(500);
			expect((await archive()).status).toBe(200);
			failures = 1;
			hubspot.intercept = undefined;
			expect((await archive()).status).toBe(200);
		});

		it('is not asked about requests that authentication or the rate limit refused', async () => {
			let asked = 0;
			await start({
				rateLimit: { max: 1, intervalMs: 600_000 },
				intercept: () => {
					asked++;
					return undefined;
				},
			});
			expect((await send(hubspot, 'POST', ARCHIVE, { body: ONE_PAIR })).status).toBe(401);
			expect((await archive()).status).toBe(200);
			expect((await archive()).status).toBe(429);
			expect(asked).toBe(1);
		});

		it('reaches the OAuth endpoints too', async () => {
			await start({ intercept: () => ({ status: 500, body: 'no' }) });
			const answer = await send(hubspot, 'POST', '/oauth/2026-03/token', {
				body: 'grant_type=refresh_token',
				headers: { 'content-type': 'application/x-www-form-urlencoded' },
			});
			expect(answer).toMatchObject({ status: 500, text: 'no' });
		});
	});

	it('holds back every answer when told to', async () => {
		await start({ latencyMs: 60 });
		const before = performance.now();
		await archive();
		// Timers may fire a little early.
		expect(performance.now() - before).toBeGreaterThan(55);
	});

	it('writes IDs as numbers when told to', async () => {
		await start({ numericIds: true });
		const base = '/crm/associations/2026-03/contacts/companies/batch';
		const types = [{ associationCategory: 'HUBSPOT_DEFINED', associationTypeId: 279 }];
		const created = await send(hubspot, 'POST', `${base}/create`, {
			token,
			body: { inputs: [{ from: { id: '1' }, to: { id: '10' }, types }] },
		});
		expect(created.json?.results).toMatchObject([{ fromObjectId: 1, toObjectId: 10 }]);
		const read = await send(hubspot, 'POST', `${base}/read`, {
			token,
			body: { inputs: [{ id: '1' }] },
		});
		expect(read.json?.results).toMatchObject([{ from: { id: '1' }, to: [{ toObjectId: 10 }] }]);
	});

	it('takes an ID with leading zeros for the record of that number', async () => {
		await start();
		const read = await send(hubspot, 'POST', ARCHIVE.replace('archive', 'read'), {
			token,
			body: { inputs: [{ id: '001' }] },
		});
		expect(read.json?.results).toMatchObject([{ from: { id: '1' }, to: [{ toObjectId: '10' }] }]);

		const body = { inputs: [{ from: { id: '001' }, to: [{ id: '010' }] }] };
		expect((await send(hubspot, 'POST', ARCHIVE, { token, body })).status).toBe(200);
		expect(remaining()).toBe(0);
	});

	it('takes bodies of more than 16 MB', async () => {
		await start();
		const body = { ...ONE_PAIR, padding: 'x'.repeat(17 * 1024 * 1024) };
		expect((await send(hubspot, 'POST', ARCHIVE, { token, body })).status).toBe(200);
		expect(remaining()).toBe(0);
	});

	it('removes 100,000 associations in full batches within seconds', async () => {
		await start({ recordBodies: false });
		const { account } = hubspot;
		for (let id = 0; id < 100_000; id++)
			account.associate('contacts', 100 + (id % 1000), 'companies', 1000 + id);
		for (let first = 0; first < 100_000; first += 2000) {
			const inputs = Array.from({ length: 2000 }, (_, index) => ({
				from: { id: String(100 + ((first + index) % 1000)) },
				to: [{ id: String(1000 + first + index) }],
			}));
			expect((await send(hubspot, 'POST', ARCHIVE, { token, body: { inputs } })).status).toBe(200);
		}
		expect(remaining()).toBe(1);
	});
});
