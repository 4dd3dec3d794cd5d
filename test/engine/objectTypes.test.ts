import type { IDataObject } from 'n8n-workflow';

import { API_VERSIONS, type Behaviour } from '../hubspot';
import {
	deleteAllParameters,
	deleteLabelsParameters,
	deleteLimitsParameters,
	deleteParameters,
	type Fixture,
	objectType,
	startFixture,
} from './fixture';

let fixture: Fixture;
let pets: string;
const start = async (behaviour: Partial<Behaviour> = {}) => {
	fixture = await startFixture(behaviour);
	const { account } = fixture.hubspot;
	account.addRecords('contacts', [1, 2, 3, 4, 5]);
	account.addRecords('companies', [10, 11]);
	pets = account.addObjectType('pets', { singular: 'Pet', plural: 'Pets' });
	account.addRecords(pets, [20, 21]);
	for (const contact of [1, 2, 3, 4, 5]) {
		account.associate('contacts', contact, 'companies', 10);
		for (const pet of [20, 21]) account.associate('contacts', contact, pets, pet);
	}
};
afterEach(async () => await fixture.hubspot.stop());

/** Object types as each item says them. */
const TYPES_OF_ITEM = {
	fromObjectType: objectType('={{ $json.from }}'),
	toObjectType: objectType('={{ $json.to }}'),
};
const onError = 'continueRegularOutput' as const;

const sent = () => fixture.hubspot.requests.map(({ method, path }) => `${method} ${path}`);
const schemaReads = () => sent().filter((request) => request.includes('/schemas')).length;
const remaining = (from: string, to: string) =>
	fixture.hubspot.account.associations(from, to).map(({ fromId, toId }) => [fromId, toId]);
const messagesOf = (done: Array<{ json: IDataObject }>) =>
	done.map(({ json }) => (json.error as { message: string }).message);

describe.each(API_VERSIONS)('on $name', ({ name: apiVersion, batches, definitions, schemas }) => {
	const params = { apiVersion, ...TYPES_OF_ITEM };

	it('any spelling of a standard type goes into one request, and each item shows its own', async () => {
		await start();
		const items = [
			{ from: 'contact', to: 'Companies', contact: 1, company: 10 },
			{ from: 'contacts', to: 'company', contact: 2, company: 10 },
			{ from: 'Contacts', to: '0-2', contact: 3, company: 10 },
			{ from: ' CONTACT ', to: 'companies', contact: 4, company: 10 },
			{ from: '0-1', to: 'COMPANY', contact: 5, company: 10 },
		];
		const { done, error } = await fixture.run(deleteParameters(params), { items });
		expect(error).toBeUndefined();
		expect(remaining('contacts', 'companies')).toEqual([]);
		expect(sent()).toEqual([`POST ${batches}/contacts/companies/batch/archive`]);
		expect(done.map(({ json }) => json)).toMatchObject(
			items.map(({ from, to, contact }) => ({
				...{ status: 'deleted', fromObjectType: from.trim(), fromObjectId: String(contact) },
				...{ toObjectType: to, toObjectId: '10' },
			})),
		);
	});

	it('a pair that is asked for in two spellings is sent once, and answered to each', async () => {
		await start();
		const items = [
			{ from: '0-1', to: 'companies', contact: 1, company: 10 },
			{ from: 'Contact', to: '0-2', contact: 1, company: 10 },
		];
		const { done } = await fixture.run(deleteParameters(params), { items });
		expect(fixture.hubspot.requests.map(({ body }) => body)).toEqual([
			{ inputs: [{ from: { id: '1' }, to: [{ id: '10' }] }] },
		]);
		expect(remaining('contacts', 'companies')).not.toContainEqual(['1', '10']);
		expect(
			done.map(({ json, pairedItem }) => [
				...[json.status, json.fromObjectType, json.toObjectType],
				pairedItem,
			]),
		).toEqual([
			['deleted', '0-1', 'companies', { item: 0 }],
			['deleted', 'Contact', '0-2', { item: 1 }],
		]);
	});

	it('the two directions stay apart', async () => {
		await start();
		const items = [
			{ from: 'contact', to: 'company', contact: 1, company: 10 },
			{ from: '0-2', to: '0-1', contact: 10, company: 2 },
		];
		await fixture.run(deleteParameters(params), { items });
		expect(remaining('contacts', 'companies')).toEqual([
			['3', '10'],
			['4', '10'],
			['5', '10'],
		]);
		expect(fixture.deletes()).toHaveLength(2);
	});

	it('labels and limits are read once, and meant in each spelling', async () => {
		await start();
		const { account } = fixture.hubspot;
		const { from: friend } = account.addLabel('contacts', 'companies', { label: 'Friend' });
		for (const contact of [1, 2]) account.associate('contacts', contact, 'companies', 10, [friend]);
		account.setLimit('contacts', 'companies', friend, 5);
		const items = [
			{ from: 'contacts', to: 'companies', contact: 1, company: 10 },
			{ from: '0-1', to: 'COMPANY', contact: 2, company: 10 },
		];
		await fixture.run(deleteLabelsParameters({ ...params, labels: 'Friend' }), { items });
		const labelsOf = (contact: number) =>
			account.typesBetween('contacts', contact, 'companies', 10).map(({ label }) => label);
		expect([labelsOf(1), labelsOf(2)]).toEqual([[null], [null]]);
		expect(sent()).toEqual([
			`GET ${definitions[0]}/contacts/companies/labels`,
			`POST ${batches}/contacts/companies/batch/labels/archive`,
		]);

		fixture.hubspot.requests.length = 0;
		const limits = [`USER_DEFINED:${friend.typeId}`];
		const dryRun = await fixture.run(
			deleteLimitsParameters({ ...params, limits, options: { dryRun: true } }),
			{ items },
		);
		expect(dryRun.done.map(({ json }) => [json.status, json.fromObjectType])).toEqual([
			['wouldDelete', 'contacts'],
			['wouldDelete', '0-1'],
		]);
		expect(sent()).toHaveLength(1);
	});

	it('a record that Delete All names in two spellings is read once', async () => {
		await start();
		const items = [
			{ from: '0-1', to: 'companies', contact: 1 },
			{ from: 'contacts', to: '0-2', contact: 1 },
			{ from: 'contacts', to: 'company', contact: 2 },
		];
		const { done } = await fixture.run(deleteAllParameters({ ...params, labels: [] }), { items });
		expect(sent()).toEqual([
			`POST ${batches}/contacts/companies/batch/read`,
			`POST ${batches}/contacts/companies/batch/archive`,
		]);
		expect(remaining('contacts', 'companies')).toHaveLength(3);
		expect(done.map(({ json }) => [json.status, json.toObjectType])).toEqual([
			['deleted', 'companies'],
			['deleted', '0-2'],
			['deleted', 'company'],
		]);
	});

	it('Restore makes one input of one pair in two spellings', async () => {
		await start();
		const { account } = fixture.hubspot;
		const { from: friend } = account.addLabel('contacts', 'companies', { label: 'Friend' });
		const removed = (fromObjectType: string, typeId: number, category: string) => ({
			...{ status: 'deleted', fromObjectType, fromObjectId: '1' },
			...{ toObjectType: 'companies', toObjectId: '11', removed: [{ category, typeId }] },
		});
		const items = [
			removed('contacts', 279, 'HUBSPOT_DEFINED'),
			removed('0-1', friend.typeId, 'USER_DEFINED'),
		];
		const { done } = await fixture.run(
			{ resource: 'association', operation: 'restore', apiVersion },
			{ items: items as never },
		);
		expect(account.typesBetween('contacts', 1, 'companies', 11).map(({ label }) => label)).toEqual([
			null,
			'Friend',
		]);
		expect(sent()).toEqual(
			['read', 'create'].map((what) => `POST ${batches}/contacts/companies/batch/${what}`),
		);
		expect(done.map(({ json }) => [json.status, json.fromObjectType])).toEqual([
			['restored', 'contacts'],
			['restored', '0-1'],
		]);
	});

	it('a custom type by name, full name and ID is one: schemas are read once, and its ID is sent', async () => {
		await start({ refusesShortNames: true });
		const names = ['pets', 'p12345678_pets', 'P_Pets', pets];
		const items = names.map((to, index) => ({ from: 'contacts', to, contact: index + 1 }));
		const { done } = await fixture.run(deleteParameters({ ...params, toIds: '20' }), { items });
		expect(done.map(({ json }) => [json.status, json.toObjectType])).toEqual(
			names.map((name) => ['deleted', name]),
		);
		expect(remaining('contacts', pets).filter(([, pet]) => pet === '20')).toEqual([['5', '20']]);
		expect(sent()).toEqual([`GET ${schemas}`, `POST ${batches}/contacts/${pets}/batch/archive`]);
	});

	it('where schemas cannot be read, spellings go as they were given', async () => {
		await start();
		const token = fixture.hubspot.auth.addAccessToken('pat-na1-without-schemas', [
			'crm.objects.contacts.read',
		]);
		const credentials = {
			hubspotAssociationsAccessTokenApi: await fixture.store.add(
				'hubspotAssociationsAccessTokenApi',
				{ accessToken: token, apiBaseUrl: fixture.hubspot.url },
			),
		};
		const items = [
			{ from: 'contacts', to: 'pets', contact: 1, company: 20 },
			{ from: '0-1', to: pets, contact: 2, company: 20 },
			{ from: 'Contact', to: 'pets', contact: 3, company: 20 },
		];
		const { done, error } = await fixture.run(deleteParameters(params), { items, credentials });
		expect(error).toBeUndefined();
		expect(done.map(({ json }) => [json.status, json.toObjectType])).toEqual([
			['deleted', 'pets'],
			['deleted', pets],
			['deleted', 'pets'],
		]);
		expect(schemaReads()).toBe(1);
		expect(fixture.deletes()).toEqual([
			`${batches}/contacts/pets/batch/archive`,
			`${batches}/contacts/${pets}/batch/archive`,
		]);
		for (const contact of ['1', '2', '3']) {
			expect(remaining('contacts', pets)).not.toContainEqual([contact, '20']);
		}
	});

	it('an unknown type names its field, and the nearest type there is', async () => {
		await start();
		const items = [
			{ from: 'contcats', to: 'companies', contact: 1, company: 10 },
			{ from: 'contacts', to: 'compnies', contact: 1, company: 10 },
			{ from: 'Ticket', to: 'qwertz', contact: 1, company: 10 },
			{ from: 'deels', to: 'deels', contact: 1, company: 10 },
		];
		const { done } = await fixture.run(deleteParameters(params), { items, onError });
		expect(done.map(({ json }) => json.error)).toMatchObject([
			{
				message:
					'"From Object Type" got "contcats", which HubSpot does not know. Did you mean contacts?',
				httpCode: 400,
				correlationId: expect.any(String) as string,
			},
			{
				message:
					'"To Object Type" got "compnies", which HubSpot does not know. Did you mean companies?',
			},
			{
				message:
					'"To Object Type" got "qwertz", which HubSpot does not know. A custom object may have to be given by its ID, such as 2-123456.',
			},
			{
				message:
					'"From Object Type" and "To Object Type" got "deels", which HubSpot does not know. Did you mean deals?',
			},
		]);
		expect(remaining('contacts', 'companies')).toHaveLength(5);
	});

	it('an unknown type that items have in different fields is named by the field of each', async () => {
		await start();
		const items = [
			{ from: 'contcats', to: 'companies', contact: 1, company: 10 },
			{ from: 'companies', to: 'contcats', contact: 10, company: 1 },
		];
		const { done } = await fixture.run(deleteParameters(params), { items, onError });
		expect(messagesOf(done)).toEqual([
			expect.stringMatching(/^"From Object Type" got "contcats"/),
			expect.stringMatching(/^"To Object Type" got "contcats"/),
		]);
	});

	it('says so in a run that it stops, and what comes after in whole sentences', async () => {
		await start();
		const { error } = await fixture.run(
			deleteParameters({ apiVersion, fromObjectType: objectType('contcats') }),
			{ items: [{ contact: 1, company: 10 }] },
		);
		expect(error?.message).toMatch(
			/^"From Object Type" got "contcats", which HubSpot does not know\. Did you mean contacts\? 1 of 1 associations failed/,
		);
		expect(error?.httpCode).toBe('400');
	});

	it.each([
		['labels', deleteLabelsParameters({ labels: 'Friend', toIds: '10' })],
		['associations', deleteAllParameters({ labels: [] })],
		['what is there', deleteParameters({ options: { dryRun: true }, toIds: '10' })],
		['limits', deleteLimitsParameters({ limits: 'USER_DEFINED:1', options: { dryRun: true } })],
		[
			'a label itself',
			{ resource: 'associationLabel', operation: 'delete', label: 'USER_DEFINED:1' },
		],
	])('the same where %s would be read first', async (_, parameters) => {
		await start();
		const { done } = await fixture.run(
			{ ...parameters, apiVersion, ...TYPES_OF_ITEM, toObjectType: objectType('contcats') },
			{ items: [{ contact: 1, from: 'Company' }], onError },
		);
		expect(messagesOf(done)).toEqual([
			expect.stringContaining(
				'"To Object Type" got "contcats", which HubSpot does not know. Did you mean contacts?',
			),
		]);
		expect(messagesOf(done)[0]).not.toContain('infer');
	});

	it('Restore names the field of the item', async () => {
		await start();
		const item = {
			...{ status: 'deleted', fromObjectType: 'contcats', fromObjectId: '1' },
			...{ toObjectType: 'companies', toObjectId: '11' },
			removed: [{ category: 'HUBSPOT_DEFINED', typeId: 279 }],
		};
		const { done } = await fixture.run(
			{ resource: 'association', operation: 'restore', apiVersion },
			{ items: [item], onError },
		);
		expect(messagesOf(done)).toEqual([
			'Not sent, because what is there could not be read: "Items to Restore: fromObjectType" got "contcats", which HubSpot does not know. Did you mean contacts?',
		]);
	});

	it('an unknown type ID is named as it is, with or without a category', async () => {
		await start({ unknownObjectType: 'id', errorCategory: false });
		const items = ['0-9999', '2-4711'].map((to) => ({
			...{ from: 'contacts', to, contact: 1, company: 10 },
		}));
		const { done } = await fixture.run(deleteParameters(params), { items, onError });
		expect(messagesOf(done)).toEqual([
			'"To Object Type" got "0-9999", which HubSpot does not know.',
			'"To Object Type" got "2-4711", which HubSpot does not know.',
		]);
	});

	it('a custom type is suggested where schemas were read', async () => {
		await start();
		const horses = fixture.hubspot.account.addObjectType('horses', {
			...{ singular: 'Horse', plural: 'Horses' },
		});
		const items = ['horsse', pets].map((to) => ({ from: 'contacts', to, contact: 1, company: 20 }));
		const { done } = await fixture.run(deleteParameters(params), { items, onError });
		expect(done[0].json.error).toMatchObject({
			message: `"To Object Type" got "horsse", which HubSpot does not know. Did you mean ${horses} (horses)?`,
		});
		expect(done[1].json.status).toBe('deleted');
	});
});

it('an unknown type that shows in a read from the other side is named by its own field', async () => {
	await start();
	// From the side that was named nothing shows, so that the other one is read.
	const nothing = { status: 'COMPLETE', results: [{ from: { id: '1' }, to: [] }] };
	fixture.hubspot.intercept = ({ path }) => {
		if (path.endsWith('/archive')) return { status: 200, body: 'Hello' };
		return path.endsWith('/contcats/companies/batch/read')
			? { status: 200, body: nothing }
			: undefined;
	};
	const { done } = await fixture.run(
		deleteParameters({ fromObjectType: objectType('contcats'), toIds: '10, 11' }),
		{ items: [{ contact: 1 }], onError },
	);
	expect(sent()[2]).toMatch(/^POST .*\/companies\/contcats\/batch\/read$/);
	expect(messagesOf(done)[0]).toContain(
		'"From Object Type" got "contcats", which HubSpot does not know. Did you mean contacts?',
	);
});

it('of a custom type that is asked for in two spellings, the schemas are read in a dry run, too', async () => {
	await start();
	const items = ['pets', pets].map((to) => ({ from: 'contacts', to, contact: 1, company: 20 }));
	const { done } = await fixture.run(
		deleteParameters({ ...TYPES_OF_ITEM, options: { dryRun: true } }),
		{ items },
	);
	expect(done.map(({ json }) => [json.status, json.toObjectType])).toEqual([
		['wouldDelete', 'pets'],
		['wouldDelete', pets],
	]);
	expect(remaining('contacts', pets)).toHaveLength(10);
	expect(sent().filter((request) => request.endsWith('/read'))).toHaveLength(1);
});

it('a type that HubSpot does not take in the spelling that it is sent is named as the item says it', async () => {
	await start();
	fixture.hubspot.intercept = ({ path }) =>
		path.includes('/leads/')
			? {
					status: 400,
					body: { status: 'error', message: 'Unable to infer object type from: leads' },
				}
			: undefined;
	const items = [{ from: 'contacts', to: 'Lead', contact: 1, company: 10 }];
	const { done } = await fixture.run(deleteParameters(TYPES_OF_ITEM), { items, onError });
	expect(fixture.deletes()[0]).toContain('/contacts/leads/');
	expect(messagesOf(done)).toEqual([
		'"To Object Type" got "Lead", which HubSpot does not know. Did you mean leads?',
	]);
});

it.each([
	['two custom types have', 'pets', ['pets', 'pets']],
	["HubSpot's own type has, too", 'orders', ['orders', 'pets']],
])('a name that %s is sent as it is', async (_, name, names) => {
	await start();
	const results = names.map((each, index) => ({ objectTypeId: `2-77${index}`, name: each }));
	fixture.hubspot.intercept = ({ path }) =>
		path.includes('/schemas') ? { status: 200, body: { results } } : undefined;
	const items = [name, '2-770', '2-771', 'pets'].map((to) => ({
		...{ from: 'contacts', to, contact: 1, company: 20 },
	}));
	await fixture.run(deleteParameters(TYPES_OF_ITEM), { items, onError });
	expect(schemaReads()).toBe(1);
	expect(fixture.deletes()[0]).toContain(`/contacts/${name}/`);
});

describe('schemas are not read', () => {
	beforeEach(async () => await start());

	it.each<[string, Array<[from: string, to: string]>]>([
		[
			'for standard types',
			[
				['contacts', 'companies'],
				['0-1', 'Company'],
			],
		],
		[
			'for one custom type',
			[
				['contacts', 'pets'],
				['0-1', 'pets'],
			],
		],
		[
			'for two IDs',
			[
				['contacts', '2-1000001'],
				['contacts', '2-1000002'],
			],
		],
		[
			'for two names',
			[
				['contacts', 'pets'],
				['contacts', 'horses'],
			],
		],
		[
			'for the two sides of one pair of object types',
			[
				['pets', '2-1000001'],
				['pets', '2-1000001'],
			],
		],
	])('%s', async (_, types) => {
		const items = types.map(([from, to]) => ({ from, to, contact: 1, company: 20 }));
		await fixture.run(deleteParameters(TYPES_OF_ITEM), { items, onError });
		expect(schemaReads()).toBe(0);
		expect(fixture.hubspot.requests.length).toBeGreaterThan(0);
	});
});

it.each([
	['not a list', { status: 200, body: { results: 'none' } }],
	[
		'a list of something else',
		{ status: 200, body: { results: [null, 1, { objectTypeId: '../x' }] } },
	],
	['no JSON', { status: 200, body: 'Hello' }],
])('schemas that are %s change nothing', async (_, answer) => {
	await start();
	fixture.hubspot.intercept = ({ path }) => (path.includes('/schemas') ? answer : undefined);
	const items = ['pets', pets].map((to, index) => ({
		...{ from: 'contacts', to, contact: index + 1, company: 20 },
	}));
	const { done } = await fixture.run(deleteParameters(TYPES_OF_ITEM), { items });
	expect(done.map(({ json }) => json.status)).toEqual(['deleted', 'deleted']);
	expect(remaining('contacts', pets)).toHaveLength(8);
});

it('at the error output, too, an item shows the object types as it said them', async () => {
	await start();
	fixture.hubspot.intercept = () => ({
		status: 400,
		body: { status: 'error', message: 'No', category: 'VALIDATION_ERROR' },
	});
	const items = ['contacts', '0-1'].map((from) => ({
		...{ from, to: 'companies', contact: 1, company: 10 },
	}));
	const { failed } = await fixture.run(deleteParameters(TYPES_OF_ITEM), {
		items,
		onError: 'continueErrorOutput',
	});
	expect(failed.map(({ json }) => json.fromObjectType)).toEqual(['contacts', '0-1']);
	const { error } = await fixture.run(deleteParameters(TYPES_OF_ITEM), { items });
	expect(error?.description).toContain('0-1 1 → companies 10, item 1');
});
