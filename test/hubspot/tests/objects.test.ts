import { HUBSPOT_RATE_LIMITS, LocalHubspot, type LocalHubspotOptions } from '..';
import { send } from '../send';

/** Where each version has its objects, its properties and its schemas. */
const ADDRESSES = [
	['/crm/v3/objects', '/crm/v3/properties', '/crm-object-schemas/v3/schemas'],
	...['2025-09', '2026-03', '2026-09'].map((version) => [
		`/crm/objects/${version}`,
		`/crm/properties/${version}`,
		`/crm-object-schemas/${version}/schemas`,
	]),
] as Array<[objects: string, properties: string, schemas: string]>;

const SCOPES = [
	...['contacts', 'companies', 'custom'].map((name) => `crm.objects.${name}.read`),
	'crm.schemas.custom.read',
];

describe('records, properties and schemas', () => {
	let hubspot: LocalHubspot;
	let token: string;
	let pets: string;

	const start = async (options: LocalHubspotOptions = {}) => {
		hubspot = await LocalHubspot.start(options);
		token = hubspot.auth.addAccessToken(undefined, SCOPES);
		const { account } = hubspot;
		pets = account.addObjectType('pets', { singular: 'Pet', plural: 'Pets' }, ['contacts']);
		account.addRecord('contacts', 1, { email: 'ada@example.com' });
		account.addRecord('pets', 7, { name: 'Rex' });
	};
	const get = async (path: string) => await send(hubspot, 'GET', path, { token });
	const post = async (path: string, body: unknown, as = token) =>
		await send(hubspot, 'POST', path, { token: as, body });

	afterEach(async () => await hubspot.stop());

	describe.each(ADDRESSES)('at %s', (objects, properties, schemas) => {
		it('are found by every name of their type', async () => {
			await start();
			const body = { inputs: [{ id: '7' }], properties: ['name'] };
			for (const name of ['pets', 'PETS', 'p12345678_pets', pets]) {
				const { status, json } = await post(`${objects}/${name}/batch/read`, body);
				expect(status).toBe(200);
				expect(json?.results).toMatchObject([{ id: '7', properties: { name: 'Rex' } }]);
			}
			for (const name of ['contact', 'Contacts', '0-1']) {
				const { json } = await post(`${objects}/${name}/search`, { query: 'ada@example.com' });
				const url = 'https://app.hubspot.com/contacts/12345678/record/0-1/1';
				expect(json).toMatchObject({ total: 1, results: [{ id: '1', url }] });
			}
			hubspot.behaviour.refusesShortNames = true;
			expect(await post(`${objects}/pets/batch/read`, body)).toMatchObject({
				status: 400,
				json: { message: 'Unable to infer object type from: pets' },
			});
		});

		it('say which values no record has, or leave some out', async () => {
			await start();
			const ids = ['ada@example.com', 'none@example.com', 'unknown@example.com'];
			const body = { inputs: ids.map((id) => ({ id })), idProperty: 'email' };
			const partial = objects.endsWith('2026-09') ? 200 : 207;
			expect(await post(`${objects}/contacts/batch/read`, body)).toMatchObject({
				status: partial,
				json: { results: [{ id: '1' }], errors: [{ context: { ids: ids.slice(1) } }] },
			});
			hubspot.behaviour.unmentionedIds = [ids[0], ids[2]];
			expect(await post(`${objects}/contacts/batch/read`, body)).toMatchObject({
				json: { results: [], errors: [{ context: { ids: [ids[1]] } }] },
			});
		});

		it('list the properties of a type', async () => {
			await start();
			const uniqueOf = async (name: string) => {
				const { json } = await get(`${properties}/${name}`);
				return (json?.results as Array<{ name: string; hasUniqueValue: boolean }>)
					.filter(({ hasUniqueValue }) => hasUniqueValue)
					.map((property) => property.name);
			};
			expect(await uniqueOf('contacts')).toEqual(['email', 'hs_object_id']);
			expect(await uniqueOf('pets')).toEqual(['hs_object_id']);
			hubspot.behaviour.emailIsUnique = false;
			expect(await uniqueOf('contacts')).toEqual(['hs_object_id']);
		});

		it('have schemas with their associations', async () => {
			await start();
			const { json } = await get(schemas);
			const between = [
				expect.objectContaining({ fromObjectTypeId: pets, toObjectTypeId: '0-1' }) as object,
				expect.objectContaining({ fromObjectTypeId: '0-1', toObjectTypeId: pets }) as object,
			];
			expect(json?.results).toMatchObject([{ objectTypeId: pets, associations: between }]);
			expect((await get(`${schemas}/pets`)).json?.associations).toEqual(between);
			const contacts = await get(`${schemas}/contacts`);
			expect(contacts.json?.associations).toEqual(expect.arrayContaining(between));
			expect(contacts.text).toContain('"fromObjectTypeId":"0-1","toObjectTypeId":"0-2"');
			hubspot.account.associate('pets', 7, 'deals', 3);
			expect((await get(`${schemas}/${pets}`)).text).toContain('"toObjectTypeId":"0-3"');
		});
	});

	it('ask for a scope of the type', async () => {
		await start();
		const weak = hubspot.auth.addAccessToken(undefined, ['crm.objects.companies.read']);
		const read = { inputs: [{ id: '1' }] };
		expect((await post('/crm/v3/objects/contacts/batch/read', read, weak)).status).toBe(403);
		expect((await post('/crm/v3/objects/companies/batch/read', read, weak)).status).toBe(207);
		expect((await post('/crm/v3/objects/contacts/search', {}, weak)).status).toBe(403);
	});

	it('are searched 5 times a second, without headers, by all apps together', async () => {
		const search = { ...HUBSPOT_RATE_LIMITS.search, intervalMs: 600_000 };
		await start({ rateLimits: { search } });
		const other = hubspot.auth.addAccessToken(undefined, SCOPES);
		const statuses: number[] = [];
		for (const as of [token, other, token, other, token, other]) {
			const { status, headers } = await post('/crm/v3/objects/contacts/search', {}, as);
			statuses.push(status);
			expect([...headers.keys()].join()).not.toContain('ratelimit');
		}
		expect(statuses).toEqual([200, 200, 200, 200, 200, 429]);
		expect((await get('/crm/v3/properties/contacts')).headers.get('x-hubspot-ratelimit-max')).toBe(
			'100',
		);
	});

	it('give both of two records that have a value which should be unique', async () => {
		await start();
		hubspot.account.addRecord('contacts', 2, { email: 'ada@example.com' });
		const body = { inputs: [{ id: 'ada@example.com' }], idProperty: 'email' };
		const { json } = await post('/crm/v3/objects/contacts/batch/read', body);
		expect(json?.results).toMatchObject([{ id: '1' }, { id: '2' }]);
	});

	it('filter by values', async () => {
		await start();
		const found = async (filter: object) => {
			const body = { filterGroups: [{ filters: [{ propertyName: 'email', ...filter }] }] };
			return (await post('/crm/v3/objects/contacts/search', body)).json?.total;
		};
		expect(await found({ operator: 'EQ', value: 'ada@example.com' })).toBe(1);
		expect(await found({ operator: 'IN', values: ['x@example.com'] })).toBe(0);
	});

	it('tell a search that asks for too much', async () => {
		await start();
		expect((await post('/crm/v3/objects/contacts/search', { limit: 201 })).status).toBe(400);
		expect((await post('/crm/v3/objects/contacts/search', { limit: 200 })).status).toBe(200);
	});

	it('say which account they are in, unless that is refused', async () => {
		await start();
		expect((await get('/account-info/v3/details')).json).toMatchObject({
			...{ portalId: 12_345_678, accountType: 'DEVELOPER_TEST', uiDomain: 'app.hubspot.com' },
		});
		hubspot.behaviour.refusesAccountInfo = true;
		expect((await get('/account-info/v3/details')).status).toBe(403);
	});
});
