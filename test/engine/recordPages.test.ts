import {
	associateWithCompany,
	byId,
	byUrl,
	deleteAllParameters,
	deleteParameters,
	type Fixture,
	objectType,
	startFixture,
} from './fixture';
import { VERSIONS } from './versions';

let fixture: Fixture;
beforeEach(async () => {
	fixture = await startFixture();
	associateWithCompany(fixture, [1, 2, 3]);
});
afterEach(async () => await fixture.hubspot.stop());

/** The contacts that are still associated with company 10. */
const left = () =>
	fixture.hubspot.account.associations('contacts', 'companies').map(({ fromId }) => fromId);
const page = (rest: string, host = 'app.hubspot.com') =>
	`https://${host}/contacts/12345678/${rest}`;

describe.each(VERSIONS)('on version %s', (apiVersion) => {
	it('takes the addresses of record pages, mixed with IDs', async () => {
		const { account } = fixture.hubspot;
		for (const company of [11, 12, 13]) account.associate('contacts', 1, 'companies', company);
		const { done, error } = await fixture.run(
			deleteParameters({
				apiVersion,
				fromId: byUrl(page('record/0-1/1')),
				toIds: `10, ${page('company/11')}\n${page('record/0-2/12')}`,
			}),
		);
		expect(error).toBeUndefined();
		expect(done.map(({ json }) => [json.status, json.fromObjectId, json.toObjectId])).toEqual([
			['deleted', '1', '10'],
			['deleted', '1', '11'],
			['deleted', '1', '12'],
		]);
		expect([...account.associatedIds('contacts', 1, 'companies')]).toEqual(['13']);
		// Nothing had to be looked up.
		expect(fixture.hubspot.requests.map(({ path }) => path.split('/').at(-1))).toEqual(['archive']);
	});

	it('Delete All takes the address of a page', async () => {
		const parameters = deleteAllParameters({ apiVersion, fromId: byId('={{ $json.page }}') });
		const items = [{ page: page('contact/2') }];
		const { done } = await fixture.run(parameters, { items });
		expect(done.map(({ json }) => [json.status, json.fromObjectId])).toEqual([['deleted', '2']]);
		expect(left()).toEqual(['1', '3']);
	});
});

it.each([
	page('record/0-1/1'),
	page('record/0-1/1/'),
	page('record/0-1/1/view/1?interaction=note&from=a,b#top'.replace(',', '')),
	page('record/0-1/1', 'app-eu1.hubspot.com'),
	page('record/0-1/1', 'app-na2.hubspot.com'),
	page('record/0-1/1', 'APP.HubSpot.com'),
	page('contact/1'),
	page('contact/1/?interaction=call'),
	'app.hubspot.com/contacts/12345678/record/0-1/1',
	' http://app.hubspot.com/contacts/12345678/record/0-1/1 ',
	'https://app.hubspot.com/sales/12345678/contact/1',
])('reads %s', async (fromId) => {
	const { done } = await fixture.run(deleteParameters({ fromId: byUrl(fromId), toIds: '10' }));
	expect(done.map(({ json }) => [json.status, json.fromObjectId])).toEqual([['deleted', '1']]);
	expect(left()).toEqual(['2', '3']);
});

it.each([
	[page('record/0-3/1'), 'which is a page of deals, but "From Object Type" is contacts'],
	[page('deal/1'), 'which is a page of deals, but "From Object Type" is contacts'],
	[page('record/2-77/1'), 'which is a page of the object type 2-77, but "From Object Type"'],
	[page('record/0-1'), "which is not a record's page"],
	[page('record/0-1/0'), 'which is not a record ID'],
	[page('objects/0-1/views/all/list'), "which is not a record's page"],
	['https://app.hubspot.com/', "which is not a record's page"],
	['https://example.com/contacts/1/record/0-1/1', "which is no page of HubSpot's"],
	['https://app.hubspot.com.example.com/contacts/1/record/0-1/1', "which is no page of HubSpot's"],
	['https://app.hubspot.com@example.com/contacts/1/contact/1', "which is no page of HubSpot's"],
	[`${page('contact/1')},${page('contact/2')}`, 'takes one record ID but got 2'],
])('refuses %s', async (fromId, problem) => {
	const { error } = await fixture.run(deleteParameters({ fromId: byUrl(fromId), toIds: '10' }));
	expect(error?.message).toContain('"From Record ID"');
	expect(error?.message).toContain(problem);
	expect(error?.message).toMatch(/Nothing was changed$/);
	expect(fixture.hubspot.requests).toEqual([]);
});

it('checks the pages of the "to" records against their own object type', async () => {
	const { done } = await fixture.run(
		deleteParameters({ toIds: ['10', page('contact/2')].join(',') }),
		{ items: [{ contact: 1 }], onError: 'continueRegularOutput' },
	);
	expect(done).toMatchObject([
		{
			json: {
				status: 'failed',
				error: {
					message: expect.stringContaining(
						'which is a page of contacts, but "To Object Type" is companies',
					) as string,
				},
			},
		},
	]);
	expect(left()).toEqual(['1', '2', '3']);
});

describe('a page of a custom object type', () => {
	let pets: string;
	beforeEach(() => {
		const { account } = fixture.hubspot;
		pets = account.addObjectType('pets', { singular: 'Pet', plural: 'Pets' });
		account.addObjectType('cars', { singular: 'Car', plural: 'Cars' });
		account.associate('pets', 7, 'companies', 10);
	});

	const run = async (type: string, fromId: string) => {
		const { done } = await fixture.run(
			deleteParameters({ fromObjectType: objectType(type), fromId: byUrl(fromId), toIds: '10' }),
			{ onError: 'continueRegularOutput' },
		);
		const schemas = fixture.hubspot.requests.filter(({ path }) => path.includes('schemas'));
		const [{ json }] = done;
		return [json.status, schemas.length, (json.error as { message?: string })?.message];
	};

	it('is compared with the ID of the type, without reading schemas', async () => {
		expect(await run(pets, page(`record/${pets}/7`))).toEqual(['deleted', 0, undefined]);
		expect(fixture.hubspot.account.areAssociated('pets', '7', 'companies', '10')).toBe(false);
	});

	it.each(['pets', 'PETS', 'p12345678_pets'])('is compared with the name %s', async (name) => {
		expect(await run(name, page(`record/${pets}/7`))).toEqual(['deleted', 1, undefined]);
		expect(fixture.hubspot.account.areAssociated('pets', '7', 'companies', '10')).toBe(false);
	});

	it('is refused where the name is that of another one', async () => {
		expect(await run('cars', page(`record/${pets}/7`))).toEqual([
			...['failed', 1],
			expect.stringContaining('got a page of pets, but "From Object Type" is cars'),
		]);
		expect(fixture.hubspot.account.areAssociated('pets', '7', 'companies', '10')).toBe(true);
	});

	it('is refused where the schemas cannot be read', async () => {
		fixture.hubspot.intercept = ({ path }) =>
			path.includes('schemas') ? { status: 403, body: { status: 'error' } } : undefined;
		expect(await run('pets', page(`record/${pets}/7`))).toEqual([
			...['failed', 1],
			expect.stringContaining(`Give "From Object Type" by its ID, such as ${pets}`),
		]);
		expect(fixture.deletes()).toEqual([]);
	});
});
