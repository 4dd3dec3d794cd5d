import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it, type TestContext } from 'node:test';

import type { OAuthApp } from '../../hubspot';
import type { Editor } from './editor';
import { type Stage, startStage } from './stage';

let stage: Stage;
let editor: Editor;
let app: OAuthApp;

before(async () => {
	stage = await startStage();
	({ editor } = stage);
	app = stage.hubspot.auth.addOAuthApp({
		scopes: ['oauth', 'crm.objects.contacts.read', 'crm.objects.contacts.write'],
		optionalScopes: ['crm.objects.companies.read', 'crm.objects.companies.write', 'tickets'],
		redirectUris: [`${stage.n8n.url}/rest/oauth2-credential/callback`],
	});
});

afterEach(async (context) => await editor.rememberFailure(context as TestContext));

after(async () => await stage?.dispose());

/** A new node in an empty workflow, that has no credential yet; n8n asks for one. */
async function newNode(): Promise<void> {
	await editor.newWorkflow();
	await editor.addNode('Delete associations between records');
}

/** Saves the access token; n8n closes the window once HubSpot has accepted it. */
async function saveGoodToken(): Promise<void> {
	await editor.at('credential-save-button').click();
	await editor.at('credential-edit-dialog').waitFor({ state: 'hidden' });
	const { path, status } = stage.hubspot.requests.at(-1) ?? {};
	assert.deepEqual([path, status], ['/crm/associations/2026-03/contacts/companies/labels', 200]);
}

describe('the access token credential', () => {
	it('is asked for before any list is loaded', async () => {
		await newNode();
		await editor.at('resource-locator-fromObjectType').getByTestId('rlc-input').click();
		await editor.at('rlc-error-container').getByText('credential').first().waitFor();
		await editor.closeList();
	});

	it('says that HubSpot does not know the token', async () => {
		await editor.newCredential('Access Token');
		await editor.type('accessToken', 'pat-na1-wrong');
		await editor.at('credential-save-button').click();
		await editor.page.getByText('Couldn’t connect with these settings').waitFor();
		await editor.page.getByText('More details').click();
		await editor.page.getByText('HubSpot does not know this access token').first().waitFor();
	});

	it('is tested as soon as it is saved', async () => {
		await editor.type('accessToken', stage.hubspot.auth.addAccessToken());
		await saveGoodToken();
	});

	it('works at once', async () => {
		const items = await editor.openList('fromObjectType');
		assert.ok((await items.allInnerTexts()).includes('Companies'));
	});

	it('says in the list which scope is missing', async () => {
		const token = stage.hubspot.auth.addAccessToken(undefined, ['crm.objects.contacts.read']);
		await newNode();
		await editor.newCredential('Access Token');
		await editor.type('accessToken', token);
		await saveGoodToken();
		const items = await editor.openList('fromObjectType');
		const words = 'Custom objects need the scope crm.schemas.custom.read';
		const all = await items.allInnerTexts();
		assert.ok(all.includes(words) && all.includes('Contacts'), all.join());
	});
});

describe('the OAuth2 credential', () => {
	it("connects over HubSpot's page", async () => {
		await newNode();
		await editor.newCredential('OAuth2');
		await editor.type('clientId', app.clientId);
		await editor.type('clientSecret', app.clientSecret);
		await editor.type('optionalScope', app.optionalScopes.join(' '));
		const opened = editor.page.waitForEvent('popup');
		await editor.at('oauth-not-connected-banner').getByRole('button', { name: 'Connect' }).click();
		const hubspot = await opened;
		await hubspot.getByText('Connect app').waitFor();
		assert.equal(new URL(hubspot.url()).origin, stage.hubspot.url);
		await hubspot.getByText('Connect app').click();
		// n8n closes the window once the account is connected.
		await editor.at('credential-edit-dialog').waitFor({ state: 'hidden' });
	});

	it('deletes with the connected account', async () => {
		await editor.chooseFromList('fromObjectType', 'Contacts');
		await editor.chooseFromList('toObjectType', 'Companies');
		await editor.giveId('fromId', '104');
		await editor.type('toIds', '203');
		await editor.execute();
		await editor.waitForOutput(/deleted\s*contacts\s*104/);
		assert.equal(await editor.hint(), '1 of 1 associations deleted in 1 request.');
		assert.deepEqual(stage.hubspot.account.associatedIds('contacts', 104, 'companies'), []);
		const [archive] = stage.hubspot.requests.filter(({ path }) => path.endsWith('/archive'));
		const token = archive.headers.authorization.replace('Bearer ', '');
		assert.ok(!stage.hubspot.requests.some(({ query }) => query.includes(token)));
		assert.ok(!(await editor.output()).includes(token));
	});
});
