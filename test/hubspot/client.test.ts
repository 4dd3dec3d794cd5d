import { Client } from '@hubspot/api-client';
import {
	type AssociationSpecAssociationCategoryEnum as SpecCategory,
	type AssociationSpec,
} from '@hubspot/api-client/lib/codegen/crm/associations/v4';
import {
	createConfiguration,
	DefinitionConfigurationsApi,
	ServerConfiguration,
} from '@hubspot/api-client/lib/codegen/crm/associations/v4/schema';
import { PublicAssociationDefinitionConfigurationCreateRequestCategoryEnum as CreateCategory } from '@hubspot/api-client/lib/codegen/crm/associations/v4/schema/models/PublicAssociationDefinitionConfigurationCreateRequest';
import { PublicAssociationDefinitionConfigurationUpdateRequestCategoryEnum as UpdateCategory } from '@hubspot/api-client/lib/codegen/crm/associations/v4/schema/models/PublicAssociationDefinitionConfigurationUpdateRequest';
import { LocalHubspot, type AssociationType } from './index';

/** Written by HubSpot for its real API: what it sends and understands is not ours to choose. */
describe("HubSpot's own client", () => {
	let hubspot: LocalHubspot;
	let client: Client;
	let accessToken: string;

	const unlabeled = { category: 'HUBSPOT_DEFINED', typeId: 279, label: null };
	const spec = ({ category, typeId }: AssociationType): AssociationSpec => ({
		associationCategory: category as SpecCategory,
		associationTypeId: typeId,
	});

	beforeEach(async () => {
		hubspot = await LocalHubspot.start();
		accessToken = hubspot.auth.addAccessToken();
		client = new Client({ accessToken, basePath: hubspot.url, numberOfApiCallRetries: 0 });
	});

	afterEach(async () => {
		await hubspot.stop();
	});

	describe('batchApi', () => {
		it('archives every type between the pairs it names, and nothing else', async () => {
			const { account } = hubspot;
			const label = account.addLabel('contacts', 'companies', { label: 'Buyer' }).from;
			account.associate('contacts', 1, 'companies', 10, [label]);
			account.associate('contacts', 1, 'companies', 11);
			account.associate('contacts', 2, 'companies', 10);
			account.associate('contacts', 1, 'companies', 12, [label]);

			await client.crm.associations.v4.batchApi.archive('contacts', 'companies', {
				inputs: [
					{ _from: { id: '1' }, to: [{ id: '10' }, { id: '11' }] },
					{ _from: { id: '2' }, to: [{ id: '10' }] },
				],
			});

			expect(account.associations('contacts', 'companies')).toEqual([
				{ fromId: '1', toId: '12', types: [unlabeled, { ...label, label: 'Buyer' }] },
			]);
			expect(account.associations('companies', 'contacts')).toHaveLength(1);
		});

		it('archives one label and leaves the others', async () => {
			const { account } = hubspot;
			const buyer = account.addLabel('contacts', 'companies', { label: 'Buyer' }).from;
			const payer = account.addLabel('contacts', 'companies', { label: 'Payer' }).from;
			account.associate('contacts', 1, 'companies', 10, [buyer, payer]);

			await client.crm.associations.v4.batchApi.archiveLabels('contacts', 'companies', {
				inputs: [{ _from: { id: '1' }, to: { id: '10' }, types: [spec(buyer)] }],
			});

			expect(account.typesBetween('contacts', 1, 'companies', 10)).toEqual([
				unlabeled,
				{ ...payer, label: 'Payer' },
			]);
		});

		it('creates labelled associations and understands the answer', async () => {
			const { account } = hubspot;
			const buyer = account.addLabel('contacts', 'companies', { label: 'Buyer' }).from;
			account.addRecord('contacts', 1);
			account.addRecord('companies', 10);
			// The client calls 200, which HubSpot's changelog announced, an error.
			hubspot.behaviour.createStatus = 201;

			const answer = await client.crm.associations.v4.batchApi.create('contacts', 'companies', {
				inputs: [{ _from: { id: '1' }, to: { id: '10' }, types: [spec(buyer)] }],
			});

			expect(answer.status).toBe('COMPLETE');
			expect(answer.startedAt).toBeInstanceOf(Date);
			expect(answer.results).toEqual([
				{
					fromObjectTypeId: '0-1',
					fromObjectId: '1',
					toObjectTypeId: '0-2',
					toObjectId: '10',
					labels: ['Buyer'],
				},
			]);
			expect(account.typesBetween('contacts', 1, 'companies', 10)).toEqual([
				unlabeled,
				{ ...buyer, label: 'Buyer' },
			]);
		});

		it('creates default associations in a batch', async () => {
			const { account } = hubspot;
			account.addRecord('contacts', 1);
			account.addRecord('companies', 10);

			const answer = await client.crm.associations.v4.batchApi.createDefault(
				'contacts',
				'companies',
				{
					inputs: [{ _from: { id: '1' }, to: { id: '10' } }],
				},
			);

			expect(answer.results.map((result) => result.associationSpec.associationTypeId)).toEqual([
				279, 280,
			]);
			expect(account.typesBetween('contacts', 1, 'companies', 10)).toEqual([unlabeled]);
		});

		it('reads associations, and which records have none', async () => {
			const { account } = hubspot;
			account.associate('contacts', 1, 'companies', 10);
			account.addRecord('contacts', 2);

			const answer = await client.crm.associations.v4.batchApi.getPage('contacts', 'companies', {
				inputs: [{ id: '1' }, { id: '2' }],
			});

			expect(answer.results).toHaveLength(1);
			expect(answer.results[0]).toMatchObject({
				_from: { id: '1' },
				to: [{ toObjectId: '10', associationTypes: [unlabeled] }],
			});
			expect(answer).toMatchObject({
				numErrors: 1,
				errors: [
					{
						category: 'OBJECT_NOT_FOUND',
						subCategory: 'crm.associations.NO_ASSOCIATIONS_FOUND',
						context: {
							fromObjectId: ['2'],
							fromObjectType: ['contact'],
							toObjectType: ['company'],
						},
					},
				],
			});
		});
	});

	describe('basicApi', () => {
		it('pages to the end with the cursors it is given', async () => {
			const { account } = hubspot;
			for (let id = 1; id <= 23; id++) account.associate('contacts', 7, 'companies', id);

			const ids: string[] = [];
			const pages: number[] = [];
			let after: string | undefined;
			do {
				const page = await client.crm.associations.v4.basicApi.getPage(
					'contacts',
					'7',
					'companies',
					after,
					10,
				);
				pages.push(page.results.length);
				ids.push(...page.results.map((result) => result.toObjectId));
				after = page.paging?.next?.after;
			} while (after !== undefined);

			expect(pages).toEqual([10, 10, 3]);
			expect(ids).toEqual(Array.from({ length: 23 }, (_, index) => String(index + 1)));
		});

		it('creates, creates by default and archives one association', async () => {
			const { account } = hubspot;
			const buyer = account.addLabel('contacts', 'companies', { label: 'Buyer' }).from;
			account.addRecord('contacts', 1);
			account.addRecords('companies', [10, 11]);
			const { basicApi } = client.crm.associations.v4;

			const created = await basicApi.create('contacts', '1', 'companies', '10', [spec(buyer)]);
			expect(created).toMatchObject({ fromObjectId: '1', toObjectId: '10', labels: ['Buyer'] });
			const byDefault = await basicApi.createDefault('contacts', '1', 'companies', '11');
			expect(byDefault.results[0]?.associationSpec.associationTypeId).toBe(279);
			expect(account.associations('contacts', 'companies')).toEqual([
				{ fromId: '1', toId: '10', types: [unlabeled, { ...buyer, label: 'Buyer' }] },
				{ fromId: '1', toId: '11', types: [unlabeled] },
			]);

			await basicApi.archive('contacts', '1', 'companies', '10');
			expect(account.associations('contacts', 'companies').map(({ toId }) => toId)).toEqual(['11']);
		});
	});

	describe('definitionsApi', () => {
		it('lists, creates, updates and removes labels', async () => {
			const { account } = hubspot;
			const { definitionsApi } = client.crm.associations.v4.schema;

			const created = await definitionsApi.create('contacts', 'companies', {
				label: 'Employee',
				inverseLabel: 'Employer',
				name: 'employment',
			});
			expect(created.results.map(({ label }) => label)).toEqual(['Employee', 'Employer']);
			const [employee, employer] = created.results.map(({ typeId }) => typeId) as [number, number];
			account.associate('contacts', 1, 'companies', 10, [
				{ category: 'USER_DEFINED', typeId: employee },
			]);
			expect(account.typesBetween('companies', 10, 'contacts', 1)).toContainEqual({
				category: 'USER_DEFINED',
				typeId: employer,
				label: 'Employer',
			});

			await definitionsApi.update('contacts', 'companies', {
				associationTypeId: employee,
				label: 'Worker',
				inverseLabel: 'Boss',
			});
			const listed = await definitionsApi.getAll('contacts', 'companies');
			expect(listed.results).toEqual(account.labels('contacts', 'companies'));
			expect(listed.results.map(({ label }) => label)).toEqual(['Primary', null, 'Worker']);
			expect(account.labels('companies', 'contacts').map(({ label }) => label)).toContain('Boss');

			await definitionsApi.remove('contacts', 'companies', employee);
			expect(account.labels('contacts', 'companies').map(({ label }) => label)).toEqual([
				'Primary',
				null,
			]);
			expect(account.labels('companies', 'contacts').map(({ label }) => label)).toEqual([
				'Primary',
				null,
			]);
			expect(account.typesBetween('contacts', 1, 'companies', 10)).toEqual([unlabeled]);
		});
	});

	describe('definitionConfigurationsApi', () => {
		it('creates, lists, updates and purges limits', async () => {
			const { account } = hubspot;
			const buyer = account.addLabel('contacts', 'companies', { label: 'Buyer' }).from;
			// The package has this API but its Client does not offer it, so it is put together here.
			const limitsApi = new DefinitionConfigurationsApi(
				createConfiguration({
					baseServer: new ServerConfiguration(hubspot.url, {}),
					authMethods: { oauth2: { accessToken } },
				}),
			);

			const created = await limitsApi.batchCreate('contacts', 'companies', {
				inputs: [
					{ category: CreateCategory.UserDefined, typeId: buyer.typeId, maxToObjectIds: 3 },
					{ category: CreateCategory.HubspotDefined, typeId: 279, maxToObjectIds: 50 },
				],
			});
			expect(created.results).toHaveLength(2);
			account.setLimit('deals', 'contacts', { category: 'HUBSPOT_DEFINED', typeId: 3 }, 1);

			const between = await limitsApi.getAllBetweenTwoObjectTypes('contacts', 'companies');
			expect(between.results).toEqual([
				{ category: 'HUBSPOT_DEFINED', typeId: 279, label: null, userEnforcedMaxToObjectIds: 50 },
				{ ...buyer, label: 'Buyer', userEnforcedMaxToObjectIds: 3 },
			]);
			expect((await limitsApi.getAll()).results).toHaveLength(3);

			const updated = await limitsApi.batchUpdate('contacts', 'companies', {
				inputs: [{ category: UpdateCategory.HubspotDefined, typeId: 279, maxToObjectIds: 40 }],
			});
			expect(updated.results).toEqual([
				{ category: 'HUBSPOT_DEFINED', typeId: 279, userEnforcedMaxToObjectIds: 40 },
			]);
			expect(account.limits('contacts', 'companies').map((limit) => limit.maxToObjectIds)).toEqual([
				40, 3,
			]);

			await limitsApi.batchRemove('contacts', 'companies', { inputs: [{ ...buyer }] });
			expect(account.limits('contacts', 'companies')).toEqual([
				{ ...unlabeled, maxToObjectIds: 40 },
			]);
			expect(account.limits('deals', 'contacts')).toHaveLength(1);
		});
	});

	describe('schemas.coreApi', () => {
		it("lists and gets the account's own objects", async () => {
			const id = hubspot.account.addObjectType('car', { singular: 'Car', plural: 'Cars' });

			const all = await client.crm.schemas.coreApi.getAll();
			expect(all.results).toHaveLength(1);
			expect(all.results[0]).toMatchObject({
				objectTypeId: id,
				name: 'car',
				fullyQualifiedName: `p${hubspot.account.portalId}_car`,
				labels: { singular: 'Car', plural: 'Cars' },
			});
			expect((await client.crm.schemas.coreApi.getById(id)).name).toBe('car');
			// Without associations, labels or a word of the test it can be associated with nothing.
			expect(all.results[0]?.associations).toEqual([]);
			hubspot.account.addObjectType('tyre', { singular: 'Tyre', plural: 'Tyres' }, ['car', '0-1']);
			const { associations } = await client.crm.schemas.coreApi.getById('tyre');
			expect(
				associations.map(({ fromObjectTypeId, toObjectTypeId }) => [
					fromObjectTypeId,
					toObjectTypeId,
				]),
			).toEqual([
				...[
					['2-1000002', '0-1'],
					['0-1', '2-1000002'],
				],
				...[
					['2-1000002', id],
					[id, '2-1000002'],
				],
			]);
			expect((await client.crm.schemas.coreApi.getAll(true)).results).toEqual([]);
		});
	});

	describe('records', () => {
		beforeEach(() => {
			const { account } = hubspot;
			account.addProperty('contacts', { name: 'badge', label: 'Badge', hasUniqueValue: true });
			account.addRecord('contacts', 1, {
				...{ email: 'Ada@example.com', firstname: 'Ada', badge: 'A1' },
				hs_additional_emails: 'countess@example.com;ada@example.org',
			});
			account.addRecord('contacts', 2, { email: 'bob@example.com', firstname: 'Bob' });
			account.addRecord('contacts', 3, { email: 'carla@example.com', lastname: 'Adams' });
		});

		const batch = (ids: string[], idProperty?: string) => ({
			...{ inputs: ids.map((id) => ({ id })), properties: ['email', 'lastname'] },
			...{ propertiesWithHistory: [], idProperty },
		});

		it('reads them by ID and by a property with unique values', async () => {
			const { batchApi } = client.crm.contacts;
			const byId = await batchApi.read(batch(['2']));
			expect(byId).toMatchObject({ status: 'COMPLETE' });
			expect(byId.results).toMatchObject([
				{ id: '2', properties: { email: 'bob@example.com', lastname: null }, archived: false },
			]);
			expect(byId.results[0]?.createdAt).toBeInstanceOf(Date);
			for (const [value, property] of [
				['ada@EXAMPLE.com', 'email'],
				['ada@example.org', 'email'],
				['A1', 'badge'],
			] as const) {
				const { results } = await batchApi.read(batch([value], property));
				expect(results.map(({ id }) => id)).toEqual(['1']);
			}
		});

		it('names the ones it does not find', async () => {
			const answer = await client.crm.objects.batchApi.read(
				'0-1',
				batch(['ada@example.com', 'nobody@example.com'], 'email'),
			);
			expect(answer).toMatchObject({
				results: [{ id: '1' }],
				numErrors: 1,
				errors: [{ category: 'OBJECT_NOT_FOUND', context: { ids: ['nobody@example.com'] } }],
			});
			expect(hubspot.requests.at(-1)?.status).toBe(207);
		});

		it('refuses more than 100, and a property without unique values', async () => {
			const { batchApi } = client.crm.contacts;
			const ids = Array.from({ length: 101 }, (_, index) => String(index + 1));
			await expect(batchApi.read(batch(ids))).rejects.toMatchObject({ code: 400 });
			await expect(batchApi.read(batch(['Ada'], 'firstname'))).rejects.toMatchObject({ code: 400 });
			expect((await batchApi.read(batch(ids.slice(1)))).results).toHaveLength(2);
		});

		it('searches them, page by page', async () => {
			const { searchApi } = client.crm.contacts;
			const { total, results, paging } = await searchApi.doSearch({
				...{ query: 'ada', limit: 1, properties: ['firstname'] },
			});
			expect([total, results.map(({ id }) => id)]).toEqual([2, ['1']]);
			expect(results[0]?.properties.firstname).toBe('Ada');
			const next = await searchApi.doSearch({ query: 'ada', after: paging?.next?.after, limit: 1 });
			expect(next.results.map(({ id }) => id)).toEqual(['3']);
			expect(next.paging).toBeUndefined();
		});

		it('lists the properties of their type', async () => {
			const { results } = await client.crm.properties.coreApi.getAll('contacts');
			const unique = results.filter(({ hasUniqueValue }) => hasUniqueValue);
			expect(unique.map(({ name }) => name)).toEqual(['email', 'hs_object_id', 'badge']);
			expect(results.map(({ name }) => name)).toContain('firstname');
		});
	});

	it('is refused at the old OAuth token endpoint, the only one it knows', async () => {
		const app = hubspot.auth.addOAuthApp();
		const { refresh_token } = hubspot.auth.issueTokens(app);

		const request = client.oauth.tokensApi.create(
			'refresh_token',
			undefined,
			undefined,
			app.clientId,
			app.clientSecret,
			refresh_token,
		);

		await expect(request).rejects.toMatchObject({ code: 404 });
		expect(hubspot.requests.at(-1)).toMatchObject({
			path: '/oauth/v1/token',
			body: { refresh_token },
		});
	});

	it("throws its own ApiException with HubSpot's error body for a refused request", async () => {
		const request = client.crm.associations.v4.batchApi.archive('unicorns', 'companies', {
			inputs: [{ _from: { id: '1' }, to: [{ id: '10' }] }],
		});

		await expect(request).rejects.toMatchObject({
			code: 400,
			body: { category: 'VALIDATION_ERROR', message: 'Unable to infer object type from: unicorns' },
		});
	});
});
