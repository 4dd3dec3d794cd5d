import { LocalHubspot, type IssuedTokens, type OAuthApp } from '..';
import { send, type WireAnswer } from '../send';

const LABELS = '/crm/associations/2026-03/contacts/companies/labels';
const REDIRECT = 'https://n8n.example.com/rest/oauth2-credential/callback?kept=1';

describe('OAuth', () => {
	let hubspot: LocalHubspot;
	let app: OAuthApp;

	beforeEach(async () => {
		hubspot = await LocalHubspot.start();
		app = hubspot.auth.addOAuthApp({
			name: 'Tests <& friends>',
			scopes: ['oauth', 'crm.objects.contacts.read'],
			optionalScopes: ['crm.schemas.custom.read', 'crm.objects.custom.read'],
			redirectUris: [REDIRECT],
		});
	});

	afterEach(async () => {
		jest.restoreAllMocks();
		await hubspot.stop();
	});

	/** The link an app sends its user to; a null drops a parameter. */
	function authorizePath(changes: Record<string, string | null> = {}): string {
		const query = new URLSearchParams();
		const all = {
			client_id: app.clientId,
			redirect_uri: REDIRECT,
			scope: app.scopes.join(' '),
			state: 'a state & more',
			...changes,
		};
		for (const [name, value] of Object.entries(all)) if (value !== null) query.set(name, value);
		return `/oauth/authorize?${query.toString()}`;
	}

	/** Follows the button on the consent page and gives the address the user's browser ends at. */
	async function consent(path = authorizePath()): Promise<URL> {
		const page = await send(hubspot, 'GET', path);
		expect(page.status).toBe(200);
		const href = /<a id="connect"[^>]* href="([^"]+)"/
			.exec(page.text)?.[1]
			?.replaceAll('&amp;', '&');
		const redirect = await send(hubspot, 'GET', href ?? 'no button');
		expect(redirect.status).toBe(302);
		return new URL(redirect.headers.get('location') ?? '');
	}

	function requestToken(
		form: Record<string, string>,
		headers: Record<string, string> = {},
	): Promise<WireAnswer> {
		return send(hubspot, 'POST', '/oauth/2026-03/token', {
			body: new URLSearchParams(form).toString(),
			headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
		});
	}

	const client = () => ({ client_id: app.clientId, client_secret: app.clientSecret });
	const exchange = (code: string, changes: Record<string, string> = {}) =>
		requestToken({
			grant_type: 'authorization_code',
			...client(),
			redirect_uri: REDIRECT,
			code,
			...changes,
		});
	const refresh = (refreshToken: string, changes: Record<string, string> = {}) =>
		requestToken({
			grant_type: 'refresh_token',
			...client(),
			refresh_token: refreshToken,
			...changes,
		});
	const statusWith = async (token: string) =>
		(await send(hubspot, 'GET', LABELS, { token })).status;

	it('asks the user, hands out a code, and gives tokens that work for it', async () => {
		const page = await send(hubspot, 'GET', authorizePath());
		expect(page.headers.get('content-type')).toMatch('text/html');
		expect(page.text).toContain('Tests &lt;&amp; friends&gt;');
		expect(page.text).toContain('Connect app');
		for (const scope of app.scopes) expect(page.text).toContain(`<li>${scope}</li>`);

		const target = await consent();
		expect(
			target.href.startsWith('https://n8n.example.com/rest/oauth2-credential/callback?kept=1&'),
		).toBe(true);
		expect(target.searchParams.get('state')).toBe('a state & more');

		const answer = await exchange(target.searchParams.get('code') ?? '');
		expect(answer.status).toBe(200);
		expect(answer.json).toMatchObject({
			token_type: 'bearer',
			expires_in: 1800,
			hub_id: hubspot.account.portalId,
		});
		const tokens = answer.json as unknown as IssuedTokens;
		expect(await statusWith(tokens.access_token)).toBe(200);
		expect(await statusWith(tokens.refresh_token)).toBe(401);
	});

	it('takes the scopes in any order, and grants those and the optional ones asked for', async () => {
		const target = await consent(
			authorizePath({
				scope: 'crm.objects.contacts.read oauth',
				optional_scope: 'crm.schemas.custom.read',
			}),
		);
		const { json } = await exchange(target.searchParams.get('code') ?? '');
		const token = json?.access_token as string;
		expect(
			(await send(hubspot, 'GET', '/crm-object-schemas/2026-03/schemas', { token })).status,
		).toBe(200);

		const without = await exchange((await consent()).searchParams.get('code') ?? '');
		const weaker = without.json?.access_token as string;
		expect(
			(await send(hubspot, 'GET', '/crm-object-schemas/2026-03/schemas', { token: weaker })).status,
		).toBe(403);
	});

	it.each<[string, Record<string, string | null>, string]>([
		['an unknown client', { client_id: 'nobody' }, 'client ID'],
		['no client', { client_id: null }, 'client ID'],
		[
			'a redirect URL that is not the app’s',
			{ redirect_uri: 'https://evil.example.com/' },
			'redirect URL',
		],
		['no redirect URL', { redirect_uri: null }, 'redirect URL'],
		['a scope too few', { scope: 'oauth' }, 'mismatch between the scopes'],
		[
			'a scope too many',
			{ scope: 'oauth crm.objects.contacts.read crm.lists.read' },
			'mismatch between the scopes',
		],
		['no scopes', { scope: null }, 'mismatch between the scopes'],
		[
			'an optional scope the app does not have',
			{ optional_scope: 'crm.lists.read' },
			'crm.lists.read',
		],
	])('shows an error page without a button to %s', async (_what, changes, reason) => {
		const path = authorizePath(changes);
		const page = await send(hubspot, 'GET', path);
		expect(page.status).toBe(400);
		expect(page.text).toContain(reason);
		expect(page.text).not.toContain('id="connect"');

		const connect = await send(hubspot, 'GET', path.replace('/authorize?', '/authorize/connect?'));
		expect(connect.status).toBe(400);
		expect(connect.headers.has('location')).toBe(false);
	});

	it('takes a code once', async () => {
		const code = (await consent()).searchParams.get('code') ?? '';
		expect((await exchange(code)).status).toBe(200);
		expect(await exchange(code)).toMatchObject({
			status: 400,
			json: { error: 'invalid_grant', status: 'BAD_AUTH_CODE' },
		});
	});

	it('takes a code only with the redirect URL and the app it was given for', async () => {
		const other = hubspot.auth.addOAuthApp();
		const code = (await consent()).searchParams.get('code') ?? '';
		expect((await exchange(code, { redirect_uri: 'https://n8n.example.com/other' })).status).toBe(
			400,
		);
		expect(
			(await exchange(code, { client_id: other.clientId, client_secret: other.clientSecret }))
				.status,
		).toBe(400);
		expect((await exchange(code)).status).toBe(200);
	});

	it('renews access tokens with a refresh token that stays', async () => {
		const issued = hubspot.auth.issueTokens(app);
		const first = await refresh(issued.refresh_token);
		const second = await refresh(issued.refresh_token);

		for (const { status, json } of [first, second]) {
			expect(status).toBe(200);
			expect(json).toMatchObject({ refresh_token: issued.refresh_token, expires_in: 1800 });
			expect(await statusWith(json?.access_token as string)).toBe(200);
		}
		const tokens = [issued.access_token, first.json?.access_token, second.json?.access_token];
		expect(new Set(tokens).size).toBe(3);
	});

	it('refuses a refresh token that is unknown, revoked or of another app', async () => {
		const { refresh_token } = hubspot.auth.issueTokens(app);
		const other = hubspot.auth.addOAuthApp();
		const refused = { status: 400, json: { error: 'invalid_grant', status: 'BAD_REFRESH_TOKEN' } };

		expect(await refresh('unknown')).toMatchObject(refused);
		expect(
			await refresh(refresh_token, {
				client_id: other.clientId,
				client_secret: other.clientSecret,
			}),
		).toMatchObject(refused);
		expect((await refresh(refresh_token)).status).toBe(200);
		hubspot.auth.revokeRefreshTokens();
		expect(await refresh(refresh_token)).toMatchObject(refused);
	});

	it('reads the client from the form only: a Basic header does not count', async () => {
		const { refresh_token } = hubspot.auth.issueTokens(app);
		const basic = Buffer.from(`${app.clientId}:${app.clientSecret}`).toString('base64');

		const answer = await requestToken(
			{ grant_type: 'refresh_token', refresh_token },
			{ authorization: `Basic ${basic}` },
		);

		expect(answer).toMatchObject({ status: 401, json: { error: 'invalid_client' } });
	});

	it.each([
		['a wrong secret', { client_secret: 'wrong' }, 401, 'invalid_client'],
		['an unknown client', { client_id: 'nobody' }, 401, 'invalid_client'],
		['another grant type', { grant_type: 'password' }, 400, 'unsupported_grant_type'],
	])('refuses a token request with %s', async (_what, changes, status, error) => {
		const { refresh_token } = hubspot.auth.issueTokens(app);
		expect(await refresh(refresh_token, changes)).toMatchObject({ status, json: { error } });
	});

	it('refuses a token request that is JSON', async () => {
		const { refresh_token } = hubspot.auth.issueTokens(app);
		const answer = await send(hubspot, 'POST', '/oauth/2026-03/token', {
			body: { grant_type: 'refresh_token', ...client(), refresh_token },
		});
		expect(answer).toMatchObject({ status: 401, json: { error: 'invalid_client' } });
	});

	it('expires access tokens by the clock after 30 minutes', async () => {
		const issuedAt = Date.now();
		const clock = jest.spyOn(Date, 'now').mockReturnValue(issuedAt);
		const { access_token: token, expires_in } = hubspot.auth.issueTokens(app);

		clock.mockReturnValue(issuedAt + expires_in * 1000 - 1);
		expect(await statusWith(token)).toBe(200);

		clock.mockReturnValue(issuedAt + expires_in * 1000 + 5 * 60_000);
		const answer = await send(hubspot, 'GET', LABELS, { token });
		expect(answer).toMatchObject({
			status: 401,
			json: {
				status: 'error',
				category: 'EXPIRED_AUTHENTICATION',
				message: 'The OAuth token used to make this call expired 5 minute(s) ago.',
			},
		});
	});

	it('expires every access token so far on demand; refresh tokens and private apps stay', async () => {
		const privateToken = hubspot.auth.addAccessToken();
		const issued = hubspot.auth.issueTokens(app);

		hubspot.auth.expireAccessTokens();

		const answer = await send(hubspot, 'GET', LABELS, { token: issued.access_token });
		expect(answer).toMatchObject({ status: 401, json: { category: 'EXPIRED_AUTHENTICATION' } });
		expect(await statusWith(privateToken)).toBe(200);
		const renewed = await refresh(issued.refresh_token);
		expect(await statusWith(renewed.json?.access_token as string)).toBe(200);
	});

	it('says how long tokens live when a test makes that shorter', async () => {
		hubspot.auth.accessTokenSeconds = 60;
		const { refresh_token } = hubspot.auth.issueTokens(app);
		expect((await refresh(refresh_token)).json).toMatchObject({ expires_in: 60 });
	});

	it('opens one record’s endpoints to the oauth scope alone, but no batches', async () => {
		const bare = hubspot.auth.addOAuthApp({ scopes: ['oauth'] });
		const { access_token: token } = hubspot.auth.issueTokens(bare);
		hubspot.account.associate('contacts', 1, 'companies', 10);

		const record = await send(hubspot, 'GET', '/crm/v4/objects/contacts/1/associations/companies', {
			token,
		});
		const batch = await send(
			hubspot,
			'POST',
			'/crm/v4/associations/contacts/companies/batch/read',
			{
				token,
				body: { inputs: [{ id: '1' }] },
			},
		);

		expect(record.status).toBe(200);
		expect(batch.status).toBe(403);
	});
});
