import { LoadOptionsContext } from 'n8n-core';
import { type INode, type INodeParameters, Workflow } from 'n8n-workflow';

import { HubspotAssociations } from '../../nodes/HubspotAssociations/HubspotAssociations.node';
import { API_VERSIONS } from '../hubspot';
import { NODE_TYPE, nodeTypes } from './engine';
import { additionalDataFor } from './runWorkflow';
import { deleteParameters, type Fixture, objectType, startFixture, stored } from './fixture';
import type * as fastSleep from './fastSleep';

jest.mock('n8n-workflow', () =>
	jest.requireActual<typeof fastSleep>('./fastSleep').withFastSleep(),
);

const SCOPES = [
	...['contacts', 'companies', 'deals', 'custom'].map((name) => `crm.objects.${name}.read`),
	...['crm.schemas.custom.read', 'tickets'],
];

let fixture: Fixture;
let token: string;
let credentials: INode['credentials'];
beforeEach(async () => {
	fixture = await startFixture();
	token = fixture.hubspot.auth.addAccessToken(undefined, SCOPES);
	const type = 'hubspotAssociationsAccessTokenApi';
	const data = { accessToken: token, apiBaseUrl: fixture.hubspot.url };
	credentials = { [type]: await fixture.store.add(type, data) };
});
afterEach(async () => await fixture.hubspot.stop());

const { methods } = new HubspotAssociations();

/** What the editor asks the server for while the node's panel is open. */
function inEditor(parameters: INodeParameters = {}) {
	const node = {
		...{ id: 'node', name: 'HubSpot Associations', type: NODE_TYPE, typeVersion: 1 },
		position: [0, 0] as [number, number],
		parameters: stored(deleteParameters({ authentication: 'accessToken', ...parameters })),
		credentials,
	};
	const workflow = new Workflow({ nodes: [node], connections: {}, active: false, nodeTypes });
	const additionalData = additionalDataFor(fixture.store);
	additionalData.currentNodeParameters = node.parameters;
	return new LoadOptionsContext(workflow, node, additionalData, 'parameters/fromId');
}

const search = async (parameters: INodeParameters, filter?: string, page?: string) =>
	await methods.listSearch.searchRecords.call(inEditor(parameters), filter, page);
const asked = () => fixture.hubspot.requests.map(({ method, path }) => `${method} ${path}`);
const url = (type: string, id: number) =>
	`https://app.hubspot.com/contacts/12345678/record/${type}/${id}`;

describe.each(API_VERSIONS)('on $name', ({ name: apiVersion, schemas }) => {
	const objects = apiVersion === 'v4' ? '/crm/v3/objects' : `/crm/objects/${apiVersion}`;
	const properties = objects.replace('objects', 'properties');

	it('searchRecords finds records by what people know of them', async () => {
		const { account } = fixture.hubspot;
		account.addRecord('contacts', 1, {
			...{ email: 'ada@example.com', firstname: 'Ada', lastname: 'Lovelace' },
		});
		account.addRecord('contacts', 2, { firstname: 'Bob' });
		account.addRecord('contacts', 3, { email: 'carla@example.com' });
		account.addRecord('contacts', 4);
		const { results } = await search({ apiVersion });
		expect(results).toEqual([
			{
				...{ name: 'Ada Lovelace (ada@example.com)', value: '1' },
				...{ description: 'Record ID 1', url: url('0-1', 1) },
			},
			{ name: 'Bob', value: '2', description: 'Record ID 2', url: url('0-1', 2) },
			{ name: 'carla@example.com', value: '3', description: 'Record ID 3', url: url('0-1', 3) },
			{ name: 'Record 4', value: '4', description: 'Record ID 4', url: url('0-1', 4) },
		]);
		for (const filter of [' lovel ', 'ada@example.com']) {
			expect((await search({ apiVersion }, filter)).results).toMatchObject([{ value: '1' }]);
		}
		expect(new Set(asked())).toEqual(new Set([`POST ${objects}/contacts/search`]));
	});

	it.each([
		['companies', { name: 'Engines', domain: 'engines.com' }, 'Engines (engines.com)'],
		['deals', { dealname: 'A big one' }, 'A big one'],
		['tickets', { subject: 'It broke' }, 'It broke'],
	])('searchRecords shows %s by their names', async (type, values, name) => {
		fixture.hubspot.account.addRecord(type, 5, values);
		const { results } = await search({ apiVersion, fromObjectType: objectType(type) });
		expect(results).toMatchObject([{ name, value: '5' }]);
	});

	it("searchRecords shows records of the account's own types by the property of the schema", async () => {
		const { account } = fixture.hubspot;
		const pets = account.addObjectType('pets', { singular: 'Pet', plural: 'Pets' });
		account.addRecord('pets', 7, { name: 'Rex' });
		const fromObjectType = objectType(pets);
		expect((await search({ apiVersion, fromObjectType })).results).toMatchObject([
			{ name: 'Rex', value: '7' },
		]);
		expect(asked()).toEqual([`GET ${schemas}/${pets}`, `POST ${objects}/${pets}/search`]);
	});

	it('getFromIdProperties and getToIdProperties list the properties with unique values', async () => {
		const { account, behaviour } = fixture.hubspot;
		account.addProperty('companies', { name: 'code', label: 'Code', hasUniqueValue: true });
		const { getFromIdProperties, getToIdProperties } = methods.loadOptions;
		const email = { name: 'Email', value: 'email', description: 'email' };
		for (const emailIsUnique of [true, false]) {
			behaviour.emailIsUnique = emailIsUnique;
			expect(await getFromIdProperties.call(inEditor({ apiVersion }))).toEqual([email]);
		}
		expect(await getToIdProperties.call(inEditor({ apiVersion }))).toEqual([
			{ name: 'Code', value: 'code', description: 'code' },
		]);
		expect(new Set(asked())).toEqual(
			new Set([`GET ${properties}/contacts`, `GET ${properties}/companies`]),
		);
	});
});

it('searchRecords gives page after page', async () => {
	fixture.hubspot.account.addRecords(
		'contacts',
		Array.from({ length: 120 }, (_, index) => index + 1),
	);
	const sizes: number[] = [];
	let page: string | undefined;
	do {
		const { results, paginationToken } = await search({}, '', page);
		sizes.push(results.length);
		page = paginationToken as string | undefined;
	} while (page !== undefined);
	expect(sizes).toEqual([50, 50, 20]);
});

it("searchRecords shows the account's own records by their IDs where schemas cannot be read", async () => {
	const { account } = fixture.hubspot;
	const pets = account.addObjectType('pets', { singular: 'Pet', plural: 'Pets' });
	account.addRecord('pets', 7);
	fixture.hubspot.intercept = ({ path }) =>
		path.includes('schemas') ? { status: 403, body: { status: 'error' } } : undefined;
	const { results } = await search({ fromObjectType: objectType(pets) });
	expect(results).toMatchObject([{ name: 'Record 7', value: '7' }]);
});

it('shows no link that is none', async () => {
	const record = { id: '1', properties: {}, url: 'javascript:alert(1)' };
	fixture.hubspot.intercept = () => ({ status: 200, body: { results: [record] } });
	expect((await search({})).results).toEqual([
		{ name: 'Record 1', value: '1', description: 'Record ID 1' },
	]);
});

it.each(['', '={{ $json.type }}', 'a/b'])('says what to choose first for %j', async (type) => {
	const parameters = { fromObjectType: objectType(type), toObjectType: objectType(type) };
	const { getFromIdProperties, getToIdProperties } = methods.loadOptions;
	const words = (side: string) => [
		{
			name: `Choose ${side} Object Type first. The list cannot load if it is an expression.`,
			value: '',
		},
	];
	expect((await search(parameters)).results).toEqual(words('From'));
	expect(await getFromIdProperties.call(inEditor(parameters))).toEqual(words('From'));
	expect(await getToIdProperties.call(inEditor(parameters))).toEqual(words('To'));
	expect(fixture.hubspot.requests).toEqual([]);
});

it('says that a type has no property with unique values', async () => {
	const { getToIdProperties } = methods.loadOptions;
	expect(await getToIdProperties.call(inEditor())).toEqual([
		{ name: 'companies have no property with unique values', value: '' },
	]);
});

it('says why properties cannot be listed', async () => {
	fixture.hubspot.intercept = () => ({ status: 500 });
	expect(await methods.loadOptions.getToIdProperties.call(inEditor())).toMatchObject([
		{ name: 'This list could not be loaded', value: '' },
	]);
});

it('says why records cannot be searched', async () => {
	fixture.hubspot.auth.revoke(token);
	await expect(search({})).rejects.toThrow('HubSpot does not accept the credential');
});
