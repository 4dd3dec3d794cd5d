import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';

import { LocalHubspot, type OAuthApp } from '../hubspot';
import { contents, demoAccount, EXPECTED } from './demo/account';
import { demoWorkflow } from './demo/workflow';
import { installN8n } from './installN8n';
import { N8n, packPackage } from './n8n';
import { Session } from './session';

const OAUTH = 'hubspotAssociationsOAuth2Api';
const ACCESS_TOKEN = 'hubspotAssociationsAccessTokenApi';

let folder: string;
let hubspot: LocalHubspot;
let n8n: N8n;
let session: Session;

before(async () => {
	await installN8n(() => undefined);
	folder = await mkdtemp(join(tmpdir(), 'hubspot-associations-pack-'));
	hubspot = await LocalHubspot.start({ account: demoAccount() });
	n8n = await N8n.create({
		// The addresses are hidden fields; this is n8n's way to set them for a whole instance.
		CREDENTIALS_OVERWRITE_DATA: JSON.stringify({
			[OAUTH]: {
				authUrl: `${hubspot.url}/oauth/authorize`,
				accessTokenUrl: `${hubspot.url}/oauth/2026-03/token`,
				apiBaseUrl: hubspot.url,
			},
		}),
	});
	await n8n.installPackage(await packPackage(folder));
	await n8n.importWorkflows([demoWorkflow]);
	await n8n.start();
	session = await Session.of(n8n);
});

after(async () => {
	await n8n?.dispose();
	await hubspot?.stop();
	await rm(folder, { recursive: true, force: true });
});

const create = async (type: string, data: object) =>
	await session.ask<{ id: string }>('/credentials', { name: `My ${type}`, type, data });

describe('the test of the access token credential, in a real n8n', () => {
	const test = async (accessToken: string, apiBaseUrl = hubspot.url) => {
		const data = { accessToken, apiBaseUrl };
		const { id } = await create(ACCESS_TOKEN, data);
		const credentials = { id, name: 'x', type: ACCESS_TOKEN, data };
		return await session.ask<{ status: string; message: string }>('/credentials/test', {
			credentials,
		});
	};

	for (const scope of ['crm.objects.contacts.read', 'crm.objects.deals.write']) {
		it(`passes with ${scope} alone`, async () => {
			const token = hubspot.auth.addAccessToken(undefined, [scope]);
			assert.equal((await test(token)).status, 'OK');
		});
	}

	it('passes with a line break pasted along', async () => {
		assert.equal((await test(`${hubspot.auth.addAccessToken()}\n`)).status, 'OK');
	});

	it('says that HubSpot does not know the token', async () => {
		const { status, message } = await test('pat-na1-unknown');
		assert.equal(status, 'Error');
		assert.match(message, /HubSpot does not know this access token/);
	});

	it('says that the app has no scope of an object type', async () => {
		const token = hubspot.auth.addAccessToken(undefined, ['oauth']);
		const { status, message } = await test(token);
		assert.equal(status, 'Error');
		assert.match(message, /no scope of an object type/);
	});

	it('refuses to send the token to an address without https', async () => {
		const { status, message } = await test(hubspot.auth.addAccessToken(), 'http://example.com');
		assert.equal(status, 'Error');
		assert.match(message, /"API Base URL" cannot be used/);
	});
});

describe("n8n's own OAuth2, in a real n8n", () => {
	let app: OAuthApp;
	let credential: { id: string };

	it('asks HubSpot for the required and the optional scopes', async () => {
		const required = ['oauth', 'crm.objects.contacts.read', 'crm.objects.contacts.write'];
		const optional = [
			'crm.objects.companies.read',
			'crm.objects.companies.write',
			'crm.objects.deals.read',
			'crm.objects.deals.write',
			'crm.objects.custom.read',
			'crm.objects.custom.write',
			'crm.schemas.custom.read',
			'tickets',
		];
		app = hubspot.auth.addOAuthApp({
			scopes: required,
			optionalScopes: optional,
			redirectUris: [`${n8n.url}/rest/oauth2-credential/callback`],
		});
		const { clientId, clientSecret } = app;
		credential = await create(OAUTH, { clientId, clientSecret });
		const address = new URL(
			await session.ask<string>(`/oauth2-credential/auth?id=${credential.id}`),
		);
		assert.equal(`${address.origin}${address.pathname}`, `${hubspot.url}/oauth/authorize`);
		assert.equal(address.searchParams.get('scope'), required.join(' '));
		assert.equal(address.searchParams.get('optional_scope'), optional.join(' '));
		assert.equal(address.searchParams.get('client_id'), clientId);
	});

	it('asks for no optional scopes when there are none', async () => {
		const data = { clientId: app.clientId, clientSecret: app.clientSecret, optionalScope: '' };
		const { id } = await create(OAUTH, data);
		const address = new URL(await session.ask<string>(`/oauth2-credential/auth?id=${id}`));
		assert.equal(address.searchParams.has('optional_scope'), false);
	});

	it("connects by the way over HubSpot's page", async () => {
		const address = await session.ask<string>(`/oauth2-credential/auth?id=${credential.id}`);
		const page = await (await fetch(address)).text();
		const connect =
			/id="connect"[^>]*href="([^"]+)"/.exec(page)?.[1].replaceAll('&amp;', '&') ?? '';
		const back = await fetch(new URL(connect, hubspot.url), { redirect: 'manual' });
		const answer = await session.visit(String(back.headers.get('location')));
		assert.equal(answer.status, 200, await answer.text());
		const exchange = hubspot.requests.find(({ path }) => path === '/oauth/2026-03/token');
		assert.equal(exchange?.status, 200);
		const sent = exchange.body as Record<string, string>;
		assert.equal(sent.grant_type, 'authorization_code');
		assert.equal(sent.client_id, app.clientId);
		assert.equal(sent.client_secret, app.clientSecret);
	});

	it('deletes with the connected account, and renews a token that has run out', async () => {
		hubspot.auth.expireAccessTokens();
		const used = { [OAUTH]: { id: credential.id, name: `My ${OAUTH}` } };
		const workflow = {
			...demoWorkflow,
			id: 'demoWorkflow0002',
			nodes: demoWorkflow.nodes.map((node) =>
				'credentials' in node
					? {
							...node,
							parameters: { ...node.parameters, authentication: 'oAuth2' },
							credentials: used,
						}
					: node,
			),
		};
		await n8n.importWorkflows([workflow]);
		// In the server, because commands such as `n8n execute` do not know CREDENTIALS_OVERWRITE_DATA.
		const { status, data } = await session.run(workflow, 'When clicking Execute');
		assert.equal(status, 'success', data);
		assert.deepEqual(contents(hubspot.account).sort(), [...EXPECTED].sort());
		const renewals = hubspot.requests.filter(
			({ path, body }) => path.endsWith('/token') && JSON.stringify(body).includes('refresh_token'),
		);
		assert.deepEqual(
			renewals.map(({ status }) => status),
			[200],
		);
		assert.equal(data.includes(app.clientSecret), false);
	});
});
