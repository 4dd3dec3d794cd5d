import { associateWithCompany, deleteParameters, type Fixture, startFixture } from './fixture';

let fixture: Fixture;
afterEach(async () => await fixture.hubspot.stop());

const ITEMS = [{ contact: 1, company: 10 }];
const remaining = () => fixture.hubspot.account.associations('contacts', 'companies').length;

describe('an app that lacks the scopes of companies', () => {
	it.each([
		['both', /Missing: any one of (crm\.objects\.companies\.\w+, )+/],
		['granular', /Missing: any one of (crm\.objects\.companies\.\w+, )+/],
		['required', /Missing: crm\.objects\.companies\.read, /],
		['missing', /Missing: crm\.objects\.companies\.read, /],
		['text', /Missing: crm\.objects\.companies\.read, /],
		['prose', /Missing: any one of crm\.objects\.companies\.read, /],
	] as const)('is told which, where HubSpot names them so: %s', async (missingScopes, expected) => {
		fixture = await startFixture({ missingScopes, scopesByObjectType: true });
		associateWithCompany(fixture, [1]);
		const type = 'hubspotAssociationsAccessTokenApi';
		const accessToken = fixture.hubspot.auth.addAccessToken(undefined, [
			'crm.objects.contacts.read',
			'crm.objects.contacts.write',
		]);
		const credentials = {
			[type]: await fixture.store.add(type, { accessToken, apiBaseUrl: fixture.hubspot.url }),
		};
		const { error } = await fixture.run(deleteParameters(), { items: ITEMS, credentials });
		expect(error?.message).toMatch(expected);
		expect(error?.message).toContain('Add the scope to the HubSpot app');
		expect(remaining()).toBe(1);
	});

	const [READ, WRITE] = ['crm.objects.contacts.read', 'crm.objects.contacts.write'];
	it.each<[string, object, string]>([
		['a detail', { errors: [{ context: { requiredScopes: [READ] } }] }, READ],
		[
			'a detail of a detail',
			{ errors: [{ errors: [{ context: { requiredGranularScopes: [READ, WRITE] } }] }] },
			`any one of ${READ}, ${WRITE}`,
		],
		['a single scope', { context: { requiredScope: READ } }, READ],
		[
			'a list in brackets',
			{ context: { missingScopes: `[${READ}, ${WRITE}]` } },
			`${READ}, ${WRITE}`,
		],
		[
			'a list in JSON',
			{ context: { requiredGranularScopes: [JSON.stringify([READ, WRITE])] } },
			`any one of ${READ}, ${WRITE}`,
		],
		['null and a list', { context: { scopes: null, missingScopes: [null, READ] } }, READ],
		[
			'a text with a list',
			{ context: { missingScopes: [`{missingScopes=[${READ}, tickets]}`] } },
			`${READ}, tickets`,
		],
		['a message', { message: `The app lacks the scope ${READ}.` }, READ],
		[
			'a message with a choice',
			{ message: `This needs ${READ} or ${WRITE}.` },
			`any one of ${READ}, ${WRITE}`,
		],
		['a message with both', { message: `This needs ${READ} and ${WRITE}.` }, `${READ}, ${WRITE}`],
		[
			'the message of a detail',
			{ errors: [{ message: `Requires either ${READ} or ${WRITE}` }] },
			`any one of ${READ}, ${WRITE}`,
		],
	])('is told which, where HubSpot names them in %s', async (_, body, expected) => {
		fixture = await startFixture();
		associateWithCompany(fixture, [1]);
		const refusal = { status: 'error', category: 'MISSING_SCOPES', message: 'No', ...body };
		fixture.hubspot.intercept = () => ({ status: 403, body: refusal });
		const { error } = await fixture.run(deleteParameters(), { items: ITEMS });
		expect(error?.message).toContain(`Missing: ${expected}. Add the scope to the HubSpot app`);
		expect(remaining()).toBe(1);
	});

	it('is told that it is the user, where it is', async () => {
		fixture = await startFixture({ missingScopes: 'permissions', scopesByObjectType: true });
		associateWithCompany(fixture, [1]);
		const type = 'hubspotAssociationsAccessTokenApi';
		const accessToken = fixture.hubspot.auth.addAccessToken(undefined, ['oauth']);
		const credentials = {
			[type]: await fixture.store.add(type, { accessToken, apiBaseUrl: fixture.hubspot.url }),
		};
		const { error } = await fixture.run(deleteParameters(), { items: ITEMS, credentials });
		expect(error?.message).toContain(
			`The HubSpot user who connected the credential "My ${type}" lacks the permission for this; a super admin`,
		);
		expect(error?.message).not.toContain('Add the scope');
		expect(remaining()).toBe(1);
	});
});

it('a user who may not edit associations: which permission, and who can grant it', async () => {
	fixture = await startFixture();
	associateWithCompany(fixture, [1]);
	fixture.app.userEditsAssociations = false;
	const { error } = await fixture.run(deleteParameters({ apiVersion: '2026-09' }), {
		items: ITEMS,
		credentials: fixture.oAuth2,
	});
	expect(error?.message).toContain(
		'lacks the permission "Edit Associations"; a super admin of the HubSpot account can grant it to this user.',
	);
	expect(remaining()).toBe(1);
});
