import { LoadOptionsContext } from 'n8n-core';
import { type INodeParameters, Workflow } from 'n8n-workflow';

import { HubspotAssociations } from '../../nodes/HubspotAssociations/HubspotAssociations.node';
import { rateLimiterFor } from '../../nodes/HubspotAssociations/transport/rateLimit/rateLimiter';
import { API_VERSIONS } from '../hubspot';
import { NODE_TYPE, nodeTypes } from './engine';
import { additionalDataFor } from './runWorkflow';
import { deleteLabelsParameters, type Fixture, objectType, startFixture, stored } from './fixture';
import type * as fastSleep from './fastSleep';

jest.mock('n8n-workflow', () =>
	jest.requireActual<typeof fastSleep>('./fastSleep').withFastSleep(),
);

let fixture: Fixture;
beforeEach(async () => {
	fixture = await startFixture();
});
afterEach(async () => await fixture.hubspot.stop());

const { methods } = new HubspotAssociations();

/** What the editor asks the server for while the node's panel is open. */
async function inEditor(parameters: INodeParameters = {}, credentials = fixture.accessToken) {
	const node = {
		id: 'node',
		name: 'HubSpot Associations',
		type: NODE_TYPE,
		typeVersion: 1,
		position: [0, 0] as [number, number],
		parameters: stored(deleteLabelsParameters({ authentication: 'accessToken', ...parameters })),
		credentials,
	};
	const workflow = new Workflow({ nodes: [node], connections: {}, active: false, nodeTypes });
	const additionalData = additionalDataFor(fixture.store);
	additionalData.currentNodeParameters = node.parameters;
	return await Promise.resolve(
		new LoadOptionsContext(workflow, node, additionalData, 'parameters/toObjectType'),
	);
}

const search = async (filter?: string) =>
	(await methods.listSearch.searchObjectTypes.call(await inEditor(), filter)).results;

/** The custom object types as HubSpot lists them. */
async function schemas() {
	const response = await fetch(`${fixture.hubspot.url}/crm-object-schemas/2026-03/schemas`, {
		headers: { authorization: `Bearer ${fixture.token}` },
	});
	const { results } = (await response.json()) as {
		results: Array<{ name: string; fullyQualifiedName: string }>;
	};
	return results;
}

describe('searchToObjectTypes', () => {
	const searchTo = async (filter?: string) =>
		(await methods.listSearch.searchToObjectTypes.call(await inEditor(), filter)).results;

	it('has every object type first, where it is not filtered away', async () => {
		expect((await searchTo())[0]).toEqual({ name: 'Every Object Type', value: '*' });
		expect(await searchTo()).toEqual([(await searchTo())[0], ...(await search())]);
		expect(await searchTo('every')).toEqual([{ name: 'Every Object Type', value: '*' }]);
		expect(await searchTo('COMP')).toEqual([{ name: 'Companies', value: 'companies' }]);
	});
});

describe('getRealLabels', () => {
	it('leaves out the unlabeled type', async () => {
		const labels = await methods.loadOptions.getLabels.call(await inEditor());
		const real = await methods.loadOptions.getRealLabels.call(await inEditor());
		expect(real).toEqual(labels.filter(({ value }) => value !== 'HUBSPOT_DEFINED:279'));
		expect(real).toHaveLength(labels.length - 1);
	});

	it('says how labels are given for every object type, and asks HubSpot nothing', async () => {
		const context = await inEditor({ operation: 'getAll', toObjectType: objectType('*') });
		expect(await methods.loadOptions.getRealLabels.call(context)).toMatchObject([{ value: '' }]);
		expect(fixture.hubspot.requests).toEqual([]);
	});
});

describe('searchObjectTypes', () => {
	it("lists HubSpot's own object types, then the account's, by the words people know", async () => {
		const pets = fixture.hubspot.account.addObjectType('pets', {
			singular: 'Pet',
			plural: 'My pets',
		});
		const results = await search();
		expect(results).toContainEqual({ name: 'Contacts', value: 'contacts' });
		expect(results).toContainEqual({ name: 'Line Items', value: 'line_items' });
		expect(results.at(-1)).toEqual({ name: 'My pets', value: pets, description: 'pets' });
	});

	it('finds by name and by value, whatever the case', async () => {
		fixture.hubspot.account.addObjectType('pets', { singular: 'Pet', plural: 'My pets' });
		expect(await search('COMP')).toEqual([{ name: 'Companies', value: 'companies' }]);
		expect(await search('my p')).toMatchObject([{ name: 'My pets' }]);
		expect(await search('2-')).toMatchObject([{ name: 'My pets' }]);
	});

	it('lists what most accounts associate first, the others by name', async () => {
		const names = (await search()).map(({ name }) => name);
		expect(names.slice(0, 6)).toEqual([
			...['Contacts', 'Companies', 'Deals', 'Tickets', 'Appointments', 'Calls'],
		]);
		expect(names.slice(4)).toEqual(names.slice(4).sort());
	});

	it.each([
		['company', 'Companies'],
		['Contact', 'Contacts'],
		['line item', 'Line Items'],
		['line_items', 'Line Items'],
		['0-1', 'Contacts'],
		['0-8', 'Line Items'],
		['pet', 'My pets'],
		['pets', 'My pets'],
		['MY PETS', 'My pets'],
	])('finds by %j first of all: %s', async (filter, name) => {
		fixture.hubspot.account.addObjectType('pets', { singular: 'Pet', plural: 'My pets' });
		expect((await search(filter))[0]).toMatchObject({ name });
	});

	it('finds a custom type by its ID and by its full name', async () => {
		const { account } = fixture.hubspot;
		const pets = account.addObjectType('pets', { singular: 'Pet', plural: 'My pets' });
		account.addObjectType('cars', { singular: 'Car', plural: 'Cars' });
		const { fullyQualifiedName } = (await schemas()).find(({ name }) => name === 'pets') ?? {};
		expect(fullyQualifiedName).toMatch(/^p\d+_pets$/);
		for (const filter of [pets, fullyQualifiedName]) {
			expect(await search(filter)).toMatchObject([{ name: 'My pets', value: pets }]);
		}
	});

	it('lists the standard types where the credential may not read schemas', async () => {
		fixture.hubspot.account.addObjectType('pets', { singular: 'Pet', plural: 'My pets' });
		const token = fixture.hubspot.auth.addAccessToken(undefined, ['crm.objects.contacts.read']);
		const type = 'hubspotAssociationsAccessTokenApi';
		const credentials = {
			[type]: await fixture.store.add(type, {
				accessToken: token,
				apiBaseUrl: fixture.hubspot.url,
			}),
		};
		const context = await inEditor({}, credentials);
		const { results } = await methods.listSearch.searchObjectTypes.call(context);
		expect(results).toHaveLength(32);
		expect(results.at(-1)).toEqual({
			name: 'Custom objects need the scope crm.schemas.custom.read',
			value: '',
		});
	});

	it('does not hide that HubSpot is out of order', async () => {
		fixture.hubspot.intercept = () => ({ status: 500 });
		await expect(search()).rejects.toThrow('500');
	});

	it('does not wait for minutes behind a run that has been told to wait', async () => {
		const type = 'hubspotAssociationsAccessTokenApi';
		rateLimiterFor(String(fixture.accessToken?.[type]?.id), 'general').applyRetryAfter(60_000);
		await expect(search()).rejects.toThrow("HubSpot's rate limit is used up for now");
		expect(fixture.hubspot.requests).toEqual([]);
	});

	it('says what is wrong with the credential', async () => {
		fixture.hubspot.auth.revoke(fixture.token);
		await expect(search()).rejects.toThrow(
			'HubSpot does not accept the credential "My hubspotAssociationsAccessTokenApi" (401)',
		);
	});
});

describe.each(API_VERSIONS)(
	'on $name',
	({ name: apiVersion, schemas, definitions: [definitions] }) => {
		/** Each list has to ask the version that the node is set to. */
		const asked = () => fixture.hubspot.requests.map(({ path }) => path);

		it('searchObjectTypes asks for the custom object types where this version has them', async () => {
			const context = await inEditor({ apiVersion });
			await methods.listSearch.searchObjectTypes.call(context);
			expect(asked()).toEqual([schemas]);
		});

		it('getLabels lists the types between the two object types, the unlabeled one marked', async () => {
			fixture.hubspot.account.addLabel('contacts', 'companies', { label: 'Boss', typeId: 36 });
			const options = await methods.loadOptions.getLabels.call(await inEditor({ apiVersion }));
			expect(options).toContainEqual({
				name: 'Boss (custom)',
				value: 'USER_DEFINED:36',
				description: 'contacts → companies, USER_DEFINED:36',
			});
			expect(options).toContainEqual({
				name: 'Primary (HubSpot)',
				value: 'HUBSPOT_DEFINED:1',
				description: 'contacts → companies, HUBSPOT_DEFINED:1',
			});
			expect(options).toContainEqual({
				name: 'Unlabeled: removes the whole association (HubSpot)',
				value: 'HUBSPOT_DEFINED:279',
				description: 'contacts → companies, HUBSPOT_DEFINED:279',
			});
			expect(options.at(-1)?.value).toBe('HUBSPOT_DEFINED:279');
			expect(asked()).toEqual([`${definitions}/contacts/companies/labels`]);
		});

		it('searchCustomLabels lists the labels that can be deleted', async () => {
			const { account } = fixture.hubspot;
			account.addLabel('contacts', 'companies', { label: 'Boss', typeId: 36 });
			account.addLabel('contacts', 'companies', {
				label: 'Synced',
				category: 'INTEGRATOR_DEFINED',
			});
			const context = await inEditor({ apiVersion });
			const boss = { name: 'Boss (custom)', value: 'USER_DEFINED:36' };
			const search = async (filter?: string) =>
				(await methods.listSearch.searchCustomLabels.call(context, filter)).results;
			expect(await search()).toMatchObject([boss]);
			expect(await search('bos')).toMatchObject([boss]);
			expect(await search(':36')).toMatchObject([boss]);
			expect(await search('friend')).toEqual([]);
			expect(new Set(asked())).toEqual(new Set([`${definitions}/contacts/companies/labels`]));
		});

		it('getLimits lists the limits with their number', async () => {
			const { account } = fixture.hubspot;
			account.addLabel('contacts', 'companies', { label: 'Boss', typeId: 36 });
			account.setLimit('contacts', 'companies', { category: 'USER_DEFINED', typeId: 36 }, 5);
			const options = await methods.loadOptions.getLimits.call(await inEditor({ apiVersion }));
			expect(options).toMatchObject([
				{ name: 'Boss (custom): at most 5 companies for each contact', value: 'USER_DEFINED:36' },
			]);
			expect(asked()).toEqual([`${definitions}/definitions/configurations/contacts/companies`]);
		});
	},
);

describe('getLimits', () => {
	const limitNames = async (from: string, to: string) => {
		const parameters = { fromObjectType: objectType(from), toObjectType: objectType(to) };
		const options = await methods.loadOptions.getLimits.call(await inEditor(parameters));
		return options.map(({ name }) => name);
	};

	it('says of what at most how many, in any spelling of the object types', async () => {
		const { account } = fixture.hubspot;
		const { from } = account.addLabel('contacts', 'companies', { label: 'Boss' });
		account.setLimit('contacts', 'companies', from, 1);
		const names = ['Boss (custom): at most 1 company for each contact'];
		expect(await limitNames('contacts', 'companies')).toEqual(names);
		expect(await limitNames('0-1', 'company')).toEqual(names);
	});

	it('leaves out a type that HubSpot lists without a number: it has no limit', async () => {
		const { account } = fixture.hubspot;
		const { from } = account.addLabel('contacts', 'companies', { label: 'Boss' });
		fixture.hubspot.behaviour.nullLimits = true;
		expect(await limitNames('contacts', 'companies')).toEqual([
			expect.stringMatching(/no limits/i),
		]);
		account.setLimit('contacts', 'companies', from, 1);
		expect(await limitNames('contacts', 'companies')).toEqual([
			'Boss (custom): at most 1 company for each contact',
		]);
	});

	it('calls custom object types as the account does', async () => {
		const { account } = fixture.hubspot;
		const pets = account.addObjectType('pets', { singular: 'Pet', plural: 'My pets' });
		account.associate('contacts', 1, 'pets', 5);
		const { from } = account.addLabel('contacts', 'pets', { label: 'Owner' });
		account.setLimit('contacts', 'pets', from, 3);
		expect(await limitNames('contacts', pets)).toEqual([
			'Owner (custom): at most 3 My pets for each contact',
		]);
	});

	it('calls them as they are spelled where the account cannot be asked', async () => {
		const { account } = fixture.hubspot;
		account.addObjectType('pets', { singular: 'Pet', plural: 'My pets' });
		const { from } = account.addLabel('contacts', 'pets', { label: 'Owner' });
		account.setLimit('contacts', 'pets', from, 3);
		fixture.hubspot.intercept = ({ path }) =>
			path.includes('schemas') ? { status: 403 } : undefined;
		expect(await limitNames('contacts', 'pets')).toEqual([
			'Owner (custom): at most 3 pets for each contact',
		]);
	});
});

describe('where there is nothing to choose', () => {
	const lists = async (parameters: INodeParameters) => {
		const context = await inEditor(parameters);
		const { getLabels, getLimits } = methods.loadOptions;
		return {
			labels: await getLabels.call(context),
			limits: await getLimits.call(context),
			custom: (await methods.listSearch.searchCustomLabels.call(context)).results,
		};
	};

	it.each(['', ' ', '..', 'a/b', '={{ $json.type }}'])(
		'says what to do first, and asks nothing, for %j',
		async (to) => {
			const name = 'Choose both object types first. The list cannot load if they are expressions.';
			const first = [{ name, value: '' }];
			const all = await lists({ toObjectType: objectType(to) });
			expect(all).toEqual({ labels: first, limits: first, custom: first });
			expect(fixture.hubspot.requests).toEqual([]);
		},
	);

	it('says that there is none', async () => {
		const { limits, custom } = await lists({});
		expect(limits).toEqual([{ name: 'There are no limits for contacts → companies', value: '' }]);
		const name = 'There are no labels made in this account for contacts → companies';
		expect(custom).toEqual([{ name, value: '' }]);
	});

	it.each([
		['delete', 'associationLimit', { limits: [''] }],
		['deleteLabels', 'association', { labels: [''] }],
		['deleteAll', 'association', { labels: [''] }],
	])('%s of %s refuses those words', async (operation, resource, more) => {
		const parameters = deleteLabelsParameters({ resource, operation, fromId: '1', toIds: '2' });
		const { error } = await fixture.run({ ...parameters, ...more });
		expect(error?.message).toMatch(/Nothing was changed$/);
		expect(fixture.hubspot.requests).toEqual([]);
	});
});

const NOT_LOADED = { name: 'This list could not be loaded', value: '' };

describe('a list that cannot be loaded', () => {
	it('says so soon: somebody is waiting', async () => {
		fixture.hubspot.intercept = () => ({ status: 500 });
		await expect(search()).rejects.toThrow('500');
		expect(fixture.hubspot.requests).toHaveLength(2);
	});
});

describe('getLabels', () => {
	it('takes blanks around an object type, as a run does', async () => {
		const context = await inEditor({ toObjectType: objectType(' companies ') });
		await expect(methods.loadOptions.getLabels.call(context)).resolves.not.toHaveLength(0);
	});

	it('says so when the answer is no list', async () => {
		fixture.hubspot.intercept = () => ({ status: 200, body: '<html>Sign in</html>' });
		const context = await inEditor();
		const description = 'HubSpot answered with something that is not a list';
		expect(await methods.loadOptions.getLabels.call(context)).toEqual([
			{ ...NOT_LOADED, description },
		]);
		await expect(search()).rejects.toThrow('not a list');
	});

	it('says so when HubSpot does not know an object type', async () => {
		const context = await inEditor({ toObjectType: objectType('ghosts') });
		const description =
			'"To Object Type" got "ghosts", which HubSpot does not know. A custom object may have to be given by its ID, such as 2-123456.';
		const { getLabels, getLimits } = methods.loadOptions;
		for (const list of [getLabels, getLimits]) {
			expect(await list.call(context)).toEqual([{ ...NOT_LOADED, description }]);
		}
	});
});
