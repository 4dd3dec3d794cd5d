import { isN8n1 } from './engineVersion';
import {
	associateWithCompany,
	deleteLimitsParameters,
	deleteParameters,
	type Fixture,
	type RunOptions,
	startFixture,
} from './fixture';
import type * as fastSleep from './fastSleep';

jest.mock('n8n-workflow', () =>
	jest.requireActual<typeof fastSleep>('./fastSleep').withFastSleep(),
);

let fixture: Fixture;
beforeEach(async () => {
	fixture = await startFixture();
	associateWithCompany(fixture, CONTACTS);
});
afterEach(async () => await fixture.hubspot.stop());

const CONTACTS = Array.from({ length: 8 }, (_, index) => index + 1);
const ITEMS = CONTACTS.map((contact) => ({ contact, company: 10 }));
const FOUR_REQUESTS = { batchSize: 2 };
const onError = 'continueRegularOutput';

const remaining = () => fixture.hubspot.account.associations('contacts', 'companies').length;
const renewals = () =>
	fixture.hubspot.requests.filter(({ path, body }) => {
		return path === '/oauth/2026-03/token' && JSON.stringify(body).includes('refresh_token');
	});
const refused = () => fixture.hubspot.requests.filter(({ status }) => status === 401);

const OAUTH = 'hubspotAssociationsOAuth2Api';
const ACCESS_TOKEN = 'hubspotAssociationsAccessTokenApi';
const UNLABELED = { category: 'HUBSPOT_DEFINED', typeId: 279 } as const;

it.each([OAUTH, ACCESS_TOKEN])(
	'%s that is deleted in the middle of a run: what follows was never sent',
	async (type) => {
		const credentials = type === OAUTH ? fixture.oAuth2 : fixture.accessToken;
		fixture.hubspot.intercept = () => {
			fixture.store.remove(String(credentials?.[type]?.id));
			return undefined;
		};
		const { done } = await fixture.run(
			deleteParameters({
				authentication: type === OAUTH ? 'oAuth2' : 'accessToken',
				options: { ...FOUR_REQUESTS, concurrency: 1 },
			}),
			{ items: ITEMS, credentials, onError },
		);
		expect(done.map(({ json }) => json.status)).toEqual([
			...['deleted', 'deleted'],
			...ITEMS.slice(2).map(() => 'notSent'),
		]);
		expect(remaining()).toBe(6);
		expect(fixture.hubspot.requests).toHaveLength(1);
	},
);

describe.each<[string, Pick<RunOptions, 'credentials'>, string]>([
	['no credential', { credentials: {} }, 'The credential cannot be used: '],
	[
		'a credential that was deleted',
		{ credentials: { [ACCESS_TOKEN]: { id: 'deleted', name: 'Acme' } } },
		'The credential "Acme" cannot be used: ',
	],
])('with %s, the error says what to do about it, and nothing about Snapshot', (_, chosen, why) => {
	const advice = 'Choose one in the node, or create one there.';
	const settings = { ...chosen, items: ITEMS };
	const parameters = (more = {}) =>
		deleteParameters({ options: { snapshot: 'default', batchSize: 2, ...more } });

	it('with Stop Workflow', async () => {
		const { error } = await fixture.run(parameters(), settings);
		expect(error?.message).toContain(why);
		expect(error?.message).toContain(advice);
	});

	it.each([[parameters()], [parameters({ snapshot: 'off' })]])('with Continue', async (given) => {
		const { done } = await fixture.run(given, { ...settings, onError });
		expect(done.map(({ json }) => json.status)).toEqual(ITEMS.map(() => 'notSent'));
		for (const { json } of done) {
			const { message } = json.error as { message: string };
			expect(message).toContain(why);
			expect(message).toContain(advice);
			expect(message).not.toContain('Snapshot');
		}
	});

	it('in a tool', async () => {
		const { done } = await fixture.run(parameters({ dryRun: false }), {
			...settings,
			isTool: true,
		});
		expect(done).toMatchObject([{ json: { notSent: 8, errors: [{ count: 8 }] } }]);
		const [{ message }] = done[0].json.errors as Array<{ message: string }>;
		expect(message).toContain(why);
		expect(message).toContain(advice);
		expect(message).not.toContain('Snapshot');
	});

	it('where limits are deleted', async () => {
		fixture.hubspot.account.setLimit('contacts', 'companies', UNLABELED, 5);
		const limits = ['HUBSPOT_DEFINED:279'];
		const options = { snapshot: 'default' };
		const { done } = await fixture.run(deleteLimitsParameters({ limits, options }), {
			...{ ...settings, items: [{}], onError },
		});
		const { message } = done[0].json.error as { message: string };
		expect(message).toContain(advice);
		expect(message).not.toContain('Snapshot');
	});

	afterEach(() => {
		expect(fixture.hubspot.requests).toEqual([]);
		expect(remaining()).toBe(8);
	});
});

describe('OAuth2', () => {
	it('signs requests with the access token it holds', async () => {
		const { done } = await fixture.run(deleteParameters(), {
			items: ITEMS,
			credentials: fixture.oAuth2,
		});
		expect(done).toHaveLength(8);
		expect(remaining()).toBe(0);
		expect(renewals()).toEqual([]);
	});

	it.each([1, 4])(
		'renews a token that expires in the middle of a run, and loses no input (concurrency %i)',
		async (concurrency) => {
			let answered = 0;
			fixture.hubspot.intercept = ({ path }) => {
				// After the second batch every token given out so far has run out.
				if (path.endsWith('/archive') && ++answered === 2)
					fixture.hubspot.auth.expireAccessTokens();
				return undefined;
			};
			const { done, error } = await fixture.run(
				deleteParameters({ options: { ...FOUR_REQUESTS, concurrency } }),
				{ items: ITEMS, credentials: fixture.oAuth2 },
			);
			expect(error).toBeUndefined();
			expect(done.map(({ json }) => json.status)).toEqual(ITEMS.map(() => 'deleted'));
			expect(remaining()).toBe(0);
			expect(refused().length).toBeGreaterThan(0);
			// Requests that are under way together share one renewal in n8n 2.x; 1.x renews for each of them.
			expect(renewals().length).toBeGreaterThan(0);
			expect(renewals().length).toBeLessThanOrEqual(isN8n1 ? concurrency : 1);
		},
	);

	it('renews with the client in the body, and keeps the new token encrypted for the next run', async () => {
		fixture.hubspot.auth.expireAccessTokens();
		const { id = '' } = fixture.oAuth2?.[OAUTH] ?? {};
		const before = await fixture.store.read(String(id));
		await fixture.run(deleteParameters(), { items: ITEMS, credentials: fixture.oAuth2 });
		const { clientId, clientSecret } = fixture.app;
		expect(renewals()).toMatchObject([
			{
				method: 'POST',
				body: { grant_type: 'refresh_token', client_id: clientId, client_secret: clientSecret },
				status: 200,
			},
		]);
		expect(renewals()[0].headers.authorization ?? '').toBe('');
		// n8n 1.x renews on an error that is thrown only: HubSpot has to refuse the token once more.
		const statuses = fixture.hubspot.requests.map(({ status }) => status);
		expect(statuses).toEqual(isN8n1 ? [401, 401, 200, 200] : [401, 200, 200]);
		const after = await fixture.store.read(String(id));
		expect(after.oauthTokenData).not.toEqual(before.oauthTokenData);

		fixture.hubspot.requests.length = 0;
		await fixture.run(deleteParameters(), { items: ITEMS, credentials: fixture.oAuth2 });
		expect(fixture.hubspot.requests.map(({ status }) => status)).toEqual([200]);
		const { access_token: token } = after.oauthTokenData as unknown as { access_token: string };
		expect(fixture.store.encrypted(String(id))).not.toContain(token);
	});

	it('says which credential to connect again when the connection was taken away', async () => {
		fixture.hubspot.auth.expireAccessTokens();
		fixture.hubspot.auth.revokeRefreshTokens();
		const { error } = await fixture.run(deleteParameters(), {
			items: ITEMS,
			credentials: fixture.oAuth2,
		});
		// The words are n8n's own in 2.x, the node's in 1.x.
		const { name } = fixture.oAuth2?.[OAUTH] ?? {};
		const words = isN8n1
			? `Open the credential "${name}" in n8n and connect your account again.`
			: `The credential "${name}" needs to be reconnected.`;
		expect(error?.message).toContain(words);
		expect(error?.message).toContain('8 of 8 associations failed');
		expect(remaining()).toBe(8);
	});

	it('says so when the account was never connected', async () => {
		const oAuth2 = {
			[OAUTH]: await fixture.store.add(OAUTH, {
				clientId: 'a',
				clientSecret: 'b',
				apiBaseUrl: fixture.hubspot.url,
			}),
		};
		const { error } = await fixture.run(deleteParameters(), { items: ITEMS, credentials: oAuth2 });
		expect(error?.message).toContain('The credential is not connected to HubSpot yet');
		expect(fixture.hubspot.requests).toEqual([]);
	});
});

describe('access token', () => {
	const withToken = async (accessToken: string, apiBaseUrl = fixture.hubspot.url) => ({
		[ACCESS_TOKEN]: await fixture.store.add(ACCESS_TOKEN, { accessToken, apiBaseUrl }),
	});

	it('is sent as it was meant when it was pasted with blanks around it', async () => {
		const credentials = await withToken(`  ${fixture.token}\n`);
		await fixture.run(deleteParameters(), { items: ITEMS, credentials });
		expect(fixture.hubspot.requests[0].headers.authorization).toBe(`Bearer ${fixture.token}`);
		expect(remaining()).toBe(0);
	});

	it('is read once for all that the node sends, besides what n8n reads to sign each request', async () => {
		const read = jest.spyOn(fixture.store, 'getDecrypted');
		await fixture.run(deleteParameters({ options: { batchSize: 1 } }), { items: ITEMS });
		expect(remaining()).toBe(0);
		expect(read).toHaveBeenCalledTimes(ITEMS.length + 1);
	});

	it('that HubSpot does not know fails every input, with what to do', async () => {
		const credentials = await withToken('pat-na1-not-a-token');
		const { done } = await fixture.run(deleteParameters(), { items: ITEMS, credentials, onError });
		expect(done.map(({ json }) => json.status)).toEqual(ITEMS.map(() => 'failed'));
		expect(done[0].json.error).toMatchObject({
			httpCode: 401,
			message: expect.stringContaining('connect it again, or replace its token') as string,
		});
		expect(fixture.hubspot.requests).toHaveLength(1);
		expect(remaining()).toBe(8);
	});

	it('that HubSpot does not know gets no advice about Snapshot: nothing can be sent', async () => {
		const credentials = await withToken('pat-na1-not-a-token');
		const options = { snapshot: 'default', batchSize: 2 };
		const settings = { items: ITEMS, credentials, onError } as const;
		const { done } = await fixture.run(deleteParameters({ options }), settings);
		expect(done.map(({ json }) => json.status)).toEqual(ITEMS.map(() => 'notSent'));
		expect(JSON.stringify(done)).toContain('connect it again, or replace its token');
		expect(JSON.stringify(done)).not.toContain('Snapshot');
		expect(remaining()).toBe(8);
	});

	it('that HubSpot does not know: a title of one line, and below it what to do', async () => {
		const credentials = await withToken('pat-na1-not-a-token');
		const { error } = await fixture.run(deleteParameters(), { items: ITEMS, credentials });
		expect(error?.message).toBe(
			`HubSpot does not accept the credential "My ${ACCESS_TOKEN}" (401). 8 of 8 associations failed.`,
		);
		expect(error?.description).toContain(
			'Open it in n8n and connect it again, or replace its token.',
		);
		expect(error?.description).toContain('HubSpot says: ');
		expect(remaining()).toBe(8);
	});

	it('without a CRM scope: the error names the scopes that are missing', async () => {
		const credentials = await withToken(fixture.hubspot.auth.addAccessToken(undefined, ['oauth']));
		const { error } = await fixture.run(deleteParameters(), { items: ITEMS, credentials });
		expect(error?.httpCode).toBe('403');
		expect(error?.message).toMatch(/Missing: .*crm\.objects\./);
		expect(remaining()).toBe(8);
	});

	it.each(['http://api.hubapi.com', 'http://10.0.0.1:80', 'ftp://127.0.0.1', 'nowhere'])(
		'never goes to %s',
		async (apiBaseUrl) => {
			const credentials = await withToken(fixture.token, apiBaseUrl);
			const { error } = await fixture.run(deleteParameters(), { items: ITEMS, credentials });
			expect(error?.message).toContain('"API Base URL"');
			expect(remaining()).toBe(8);
		},
	);

	it('is refused by the credential itself for such an address, whoever sends', async () => {
		const credential = { accessToken: fixture.token, apiBaseUrl: 'http://example.com' };
		await expect(
			fixture.store.authenticate(credential, ACCESS_TOKEN, { url: 'http://example.com' }),
		).rejects.toThrow('"API Base URL" cannot be used');
	});

	it('is not taken along by a redirect, whoever sends', async () => {
		const credential = { accessToken: fixture.token, apiBaseUrl: 'https://api.hubapi.com' };
		const request = { url: 'https://api.hubapi.com/x', headers: { accept: 'text/plain' } };
		await expect(fixture.store.authenticate(credential, ACCESS_TOKEN, request)).resolves.toEqual({
			url: 'https://api.hubapi.com/x',
			headers: { accept: 'text/plain', Authorization: `Bearer ${fixture.token}` },
			disableFollowRedirect: true,
		});
	});

	it("is given to n8n's HTTP Request node, which says uri, and is not taken along by its redirects", async () => {
		const credential = { accessToken: fixture.token, apiBaseUrl: 'https://api.hubapi.com' };
		const request = { uri: 'https://api.hubapi.com/x' } as never;
		await expect(fixture.store.authenticate(credential, ACCESS_TOKEN, request)).resolves.toEqual({
			uri: 'https://api.hubapi.com/x',
			headers: { Authorization: `Bearer ${fixture.token}` },
			disableFollowRedirect: true,
			...{ followRedirect: false, followAllRedirects: false },
		});
	});

	it.each([
		{ url: 'http://example.com/x' },
		{ url: '/x', baseURL: 'http://example.com' },
		{ url: '/x' },
		{ url: 'ftp://example.com/x' },
		{ uri: 'http://example.com/x' },
	])('is not given to another node that would send it to %j', async (request) => {
		const credential = { accessToken: fixture.token, apiBaseUrl: 'https://api.hubapi.com' };
		await expect(
			fixture.store.authenticate(credential, ACCESS_TOKEN, request as never),
		).rejects.toThrow('The HubSpot access token is sent to https addresses only');
	});
});

/** The characters of Base64 that only the secret decides, after the client's ID and a colon. */
function base64Of(secret: string): string {
	const before = Buffer.byteLength(`${fixture.app.clientId}:`) % 3;
	const text = Buffer.concat([Buffer.alloc(before), Buffer.from(secret)]).toString('base64');
	return text.slice(4, -4);
}

describe('secrets', () => {
	it('are no labels that sound like one', async () => {
		const { account } = fixture.hubspot;
		const names = ['Ring Bearer of the house', 'Bearer CIOQ2pTzMhIHAAEAQAAAARjx7', 'Basic YTpi'];
		for (const label of names) {
			const { from } = account.addLabel('contacts', 'companies', { label });
			account.associate('contacts', 1, 'companies', 10, [from]);
		}
		const { done } = await fixture.run(deleteParameters({ options: { dryRun: true } }), {
			items: ITEMS.slice(0, 1),
		});
		const labels = (done[0].json.removed as Array<{ label?: string }>).map(({ label }) => label);
		expect(labels).toEqual(expect.arrayContaining(names));
	});

	it.each([460, 480, 490, 496])(
		'show no part where long words are cut, nor in codes: character %i',
		async (place) => {
			const secret = fixture.hubspot.auth.addAccessToken('CIOQ2pTzMhIHAAEAQAAAARjx7Bcg0r4fKNnC');
			const credentials = {
				[ACCESS_TOKEN]: await fixture.store.add(ACCESS_TOKEN, {
					accessToken: secret,
					apiBaseUrl: fixture.hubspot.url,
				}),
			};
			for (const form of [secret, Buffer.from(`client:${secret}`).toString('base64')]) {
				const message = `${'. '.repeat(place / 2)}${form} and more`.padEnd(1_000, '.');
				const codes = { category: form, subCategory: form, correlationId: form };
				fixture.hubspot.intercept = () => ({ status: 400, body: { message, ...codes } });
				const result = await fixture.run(deleteParameters(), {
					...{ items: ITEMS, credentials, onError: 'continueRegularOutput' as const },
				});
				const everything = JSON.stringify([result.done, result.hints, result.run]);
				expect(everything).toContain('[hidden]');
				const parts = [0, 9, 20].map((start) => form.slice(start, start + 4));
				for (const part of parts) expect(everything).not.toContain(part);
			}
		},
	);

	it('never show in what a run leaves behind, even when HubSpot repeats them', async () => {
		const { clientSecret } = fixture.app;
		const tokensNow = async () =>
			(await fixture.store.read(String(fixture.oAuth2?.[OAUTH].id)))
				.oauthTokenData as unknown as Record<string, string>;
		const { refresh_token: refreshToken } = await tokensNow();

		for (const status of [200, 207, 400, 401, 403, 404, 429, 502]) {
			const seen = new Set([clientSecret, refreshToken]);
			fixture.hubspot.intercept = ({ path, headers }) => {
				if (!path.startsWith('/crm')) return undefined;
				seen.add(headers.authorization.replace('Bearer ', ''));
				const forms = [...seen].flatMap((secret) => [
					secret,
					encodeURIComponent(secret),
					Buffer.from(`${fixture.app.clientId}:${secret}`).toString('base64'),
				]);
				// The last of them stands where long messages are cut.
				const message = `You sent ${forms.join(' and ')}, and that was wrong`
					.padEnd(490, '.')
					.concat([...seen][0]);
				if (status === 502) return { status, body: message };
				// DAILY, because nobody waits for that.
				const policyName = 'DAILY';
				const errors = [{ message, context: { fromObjectId: ['1'] } }];
				const outcome = status < 300 ? 'COMPLETE' : 'error';
				return { status, body: { status: outcome, message, policyName, errors } };
			};
			for (const credentials of [fixture.accessToken, fixture.oAuth2]) {
				for (const mode of [undefined, onError, 'continueErrorOutput'] as const) {
					seen.clear();
					if (credentials === fixture.oAuth2) seen.add(clientSecret).add(refreshToken);
					const options = { items: ITEMS.slice(0, 1), credentials, onError: mode };
					const { run } = await fixture.run(deleteParameters(), options);
					const everything = JSON.stringify(run) + String(run.data.resultData.error?.stack);
					expect(seen.size).toBeGreaterThan(0);
					for (const secret of seen) {
						// Ten characters in a row are none that both kinds of text have by chance.
						expect(everything).not.toContain(secret.slice(-10));
						expect(everything).not.toContain(secret.slice(0, 12));
						expect(everything).not.toContain(base64Of(secret));
					}
					expect(everything).toContain('failed');
					if (status !== 502) expect(everything).toContain('You sent [hidden]');
				}
			}
		}
	});
});

describe('redirects', () => {
	it.each([301, 302, 303, 304, 307, 308])(
		'%i is not followed: nobody else gets the token or is believed',
		async (status) => {
			const elsewhere = await startFixture();
			fixture.hubspot.intercept = () => ({
				status,
				headers: { location: `${elsewhere.hubspot.url}/anywhere` },
			});
			elsewhere.hubspot.intercept = () => ({ status: 204 });
			for (const credentials of [fixture.accessToken, fixture.oAuth2]) {
				const { done } = await fixture.run(deleteParameters(), {
					items: ITEMS,
					credentials,
					onError,
				});
				expect(done.map(({ json }) => json.status)).toEqual(ITEMS.map(() => 'failed'));
			}
			await elsewhere.hubspot.stop();
			expect(elsewhere.hubspot.requests).toEqual([]);
			expect(remaining()).toBe(8);
		},
	);
});
