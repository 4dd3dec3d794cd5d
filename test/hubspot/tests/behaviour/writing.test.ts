import { type AssociationType, LocalHubspot, type LocalHubspotOptions } from '../..';
import { send } from '../../send';

const PRIMARY: AssociationType = { category: 'HUBSPOT_DEFINED', typeId: 1 };
const UNLABELED: AssociationType = { category: 'HUBSPOT_DEFINED', typeId: 279 };

/** An input of labels/archive or create. */
const input = (from: number, to: number, types: AssociationType[]) => ({
	...{ from: { id: String(from) }, to: { id: String(to) } },
	types: types.map((type) => ({
		associationCategory: type.category,
		associationTypeId: type.typeId,
	})),
});

describe('writing', () => {
	let hubspot: LocalHubspot;
	let token: string;
	let buyer: AssociationType;
	let payer: AssociationType;

	const start = async (options: LocalHubspotOptions = {}) => {
		hubspot = await LocalHubspot.start(options);
		token = hubspot.auth.addAccessToken();
		const { account } = hubspot;
		account.addRecords('contacts', [1, 2]);
		account.addRecords('companies', [10, 11]);
		const names = { label: 'Buyer', inverseLabel: 'Seller' };
		buyer = account.addLabel('contacts', 'companies', names).from;
		payer = account.addLabel('contacts', 'companies', { label: 'Payer' }).from;
	};
	const batch = async (
		path: string,
		inputs: unknown[],
		{ version = '2026-03', ends = 'contacts/companies', as = token } = {},
	) =>
		await send(hubspot, 'POST', `/crm/associations/${version}/${ends}/batch/${path}`, {
			...{ token: as, body: { inputs } },
		});
	const typesOf = (from: number, to: number) =>
		hubspot.account
			.typesBetween('contacts', from, 'companies', to)
			.map(({ category, typeId }) => ({ category, typeId }));

	afterEach(async () => await hubspot.stop());

	it('of deletions has no effect from the side that it ignores, and says the same', async () => {
		await start({ ignoredDirections: ['0-2>0-1'] });
		hubspot.account.associate('contacts', 1, 'companies', 10);
		const fromCompany = { from: { id: '10' }, to: [{ id: '1' }] };
		const ignored = await batch('archive', [fromCompany], { ends: 'companies/contacts' });
		expect(ignored.status).toBe(200);
		expect(typesOf(1, 10)).toEqual([UNLABELED]);
		const taken = await batch('archive', [{ from: { id: '1' }, to: [{ id: '10' }] }]);
		expect(taken.json).toMatchObject({ status: ignored.json?.status, results: [] });
		expect(typesOf(1, 10)).toEqual([]);
	});

	it('of labels replaces the custom ones unless told, and leaves those of HubSpot', async () => {
		await start();
		hubspot.account.associate('contacts', 1, 'companies', 10, [PRIMARY, buyer]);
		await batch('create', [input(1, 10, [payer])]);
		expect(typesOf(1, 10)).toEqual([PRIMARY, UNLABELED, payer]);
		expect(
			hubspot.account.typesBetween('companies', 10, 'contacts', 1).map(({ label }) => label),
		).toEqual(['Primary', null, 'Payer']);
		await batch('create', [input(1, 10, [UNLABELED])]);
		expect(typesOf(1, 10)).toEqual([PRIMARY, UNLABELED]);
	});

	it('of labels replaces them with PUT, too, but not when nothing but the default is asked for', async () => {
		await start({ create: 'replaces' });
		hubspot.account.associate('contacts', 1, 'companies', 10, [buyer]);
		await batch('associate/default', [input(1, 10, [])]);
		expect(typesOf(1, 10)).toEqual([UNLABELED, buyer]);
		const path = '/crm/objects/2026-03/contacts/1/associations/companies/10';
		await send(hubspot, 'PUT', path, { token, body: input(1, 10, [payer]).types });
		expect(typesOf(1, 10)).toEqual([UNLABELED, payer]);
	});

	it('of labels adds them when told so, and the unlabeled type beside a label', async () => {
		await start({ create: 'adds' });
		await batch('create', [input(1, 10, [buyer])]);
		await batch('create', [input(1, 10, [payer])]);
		expect(typesOf(1, 10)).toEqual([UNLABELED, buyer, payer]);
	});

	it('of two inputs of one pair in both directions lets the second replace what the first brought', async () => {
		await start({ create: 'replaces' });
		const boss = { label: 'Boss', inverseLabel: 'Report' };
		const { from, to } = hubspot.account.addLabel('contacts', 'contacts', boss);
		const peer = hubspot.account.addLabel('contacts', 'contacts', { label: 'Peer' }).from;
		const ends = { ends: 'contacts/contacts' };
		await batch('create', [input(1, 2, [from, peer])], ends);
		await batch('create', [input(2, 1, [to])], ends);
		expect(
			hubspot.account.typesBetween('contacts', 1, 'contacts', 2).map(({ label }) => label),
		).toEqual([null, 'Boss']);
	});

	it('of a primary company takes it from the one before, for that record only', async () => {
		await start();
		hubspot.account.associate('contacts', 1, 'companies', 10, [PRIMARY]);
		hubspot.account.associate('contacts', 2, 'companies', 10, [PRIMARY]);
		await batch('create', [input(1, 11, [PRIMARY])]);
		expect(typesOf(1, 10)).toEqual([UNLABELED]);
		expect(typesOf(1, 11)).toEqual([PRIMARY, UNLABELED]);
		expect(typesOf(2, 10)).toEqual([PRIMARY, UNLABELED]);
		// The same from the company's side.
		const inverse: AssociationType = { category: 'HUBSPOT_DEFINED', typeId: 2 };
		await batch('create', [input(11, 2, [inverse])], { ends: 'companies/contacts' });
		expect(typesOf(2, 10)).toEqual([UNLABELED]);
		expect(typesOf(1, 11)).toEqual([PRIMARY, UNLABELED]);
	});

	it.each([200, 201] as const)('answers a creation with %i', async (createStatus) => {
		await start({ createStatus });
		expect((await batch('create', [input(1, 10, [buyer])])).status).toBe(createStatus);
	});

	it.each([
		['sent', [['0-1', '1', '0-2', '10', ['Buyer']]]],
		[
			'bothDirections',
			[
				['0-1', '1', '0-2', '10', ['Buyer']],
				['0-2', '10', '0-1', '1', ['Seller']],
			],
		],
		['nothing', []],
	] as const)('lists what was created: %s', async (createLists, listed) => {
		await start({ createLists });
		const { json } = await batch('create', [input(1, 10, [buyer])]);
		expect((json?.results as object[]).map((result) => Object.values(result) as unknown[])).toEqual(
			listed,
		);
		expect(typesOf(1, 10)).toHaveLength(2);
	});

	it('says COMPLETE and creates nothing', async () => {
		await start({ createsNothing: true });
		const { status, json } = await batch('create', [input(1, 10, [buyer])]);
		expect(status).toBe(200);
		expect(json).toMatchObject({ status: 'COMPLETE', results: [] });
		expect(typesOf(1, 10)).toEqual([]);
	});

	it('leaves the optional fields of a batch response empty', async () => {
		await start({ batchFields: 'null' });
		for (const [path, one] of [
			['create', input(1, 10, [buyer])],
			['archive', { from: { id: '1' }, to: [{ id: '10' }] }],
		] as const) {
			const { json } = await batch(path, [one]);
			expect(json).toMatchObject({ status: 'COMPLETE', requestedAt: null, errors: [] });
			expect(json).not.toHaveProperty('numErrors');
		}
	});

	describe('without the permission to edit associations', () => {
		const pair = { from: { id: '1' }, to: [{ id: '10' }] };

		it('is refused in 2026-09 and ignored before', async () => {
			await start();
			hubspot.account.associate('contacts', 1, 'companies', 10);
			const app = hubspot.auth.addOAuthApp();
			const { access_token: as } = hubspot.auth.issueTokens(app);
			app.userEditsAssociations = false;
			const { status, json } = await batch('archive', [pair], { version: '2026-09', as });
			expect(status).toBe(400);
			expect(json).toEqual({
				status: 'error',
				category: 'VALIDATION_ERROR',
				message: "Missing 'Edit Associations' permission.",
				correlationId: expect.any(String) as string,
			});
			expect(typesOf(1, 10)).toEqual([UNLABELED]);
			const read = await batch('read', [{ id: '1' }], { version: '2026-09', as });
			expect(read.status).toBe(200);
			expect((await batch('archive', [pair], { version: '2026-03', as })).status).toBe(200);
			expect(typesOf(1, 10)).toEqual([]);
			// A private app has no user.
			expect((await batch('archive', [pair], { version: '2026-09' })).status).toBe(200);
		});
	});

	it.each([
		[
			'archive',
			{ from: { id: '404' }, to: [{ id: '10' }] },
			{ from: { id: '1' }, to: [{ id: '10' }] },
		],
		['labels/archive', input(404, 10, [PRIMARY]), input(1, 10, [PRIMARY])],
		['create', input(404, 10, [PRIMARY]), input(1, 11, [PRIMARY])],
	])('of %s is refused as a whole for one bad record', async (path, bad, good) => {
		await start({ missingRecord: 'refusesBatch' });
		hubspot.account.associate('contacts', 1, 'companies', 10, [PRIMARY]);
		const before = hubspot.account.snapshot();
		expect(await batch(path, [good, bad])).toMatchObject({
			status: 400,
			json: {
				message: 'One or more associations are invalid',
				context: {
					INVALID_OBJECT_IDS: ['CONTACT=404 is not valid'],
					objectId: ['404'],
					objectType: ['CONTACT'],
				},
			},
		});
		expect(hubspot.account.snapshot()).toEqual(before);
	});

	it('blames the record for a type of another pair of object types', async () => {
		await start({ wrongTypeBlamesRecord: true });
		hubspot.account.addRecord('deals', 7);
		const ends = { ends: 'deals/companies' };
		expect(await batch('create', [input(7, 10, [PRIMARY])], ends)).toMatchObject({
			status: 400,
			json: { context: { INVALID_OBJECT_IDS: ['CONTACT=7 is not valid'] } },
		});
		const none: AssociationType = { category: 'USER_DEFINED', typeId: 404 };
		expect((await batch('create', [input(7, 10, [none])], ends)).json).toMatchObject({
			context: { associationSpec: ['USER_DEFINED=404'] },
		});
	});

	it.each([
		['ordinal', 400],
		['canceled', 200],
	] as const)('names an invalid type by its ordinal: %s', async (invalidType, status) => {
		await start({ invalidType });
		hubspot.account.addRecord('deals', 7);
		hubspot.account.associate('contacts', 1, 'deals', 7);
		const wrong: AssociationType = { category: 'HUBSPOT_DEFINED', typeId: 5 };
		const answer = await batch('labels/archive', [input(1, 7, [wrong])], {
			ends: 'contacts/deals',
		});
		expect(answer.status).toBe(status);
		const error = {
			subCategory: 'crm.associations.INVALID_ASSOCIATION_TYPE',
			message: '0-5 is not a valid association type between CONTACT and DEAL',
			context: { type: ['0-5'], fromObjectType: ['CONTACT'], toObjectType: ['DEAL'] },
		};
		expect(answer.json).toMatchObject(
			status === 400 ? error : { status: 'CANCELED', results: [], errors: [error] },
		);
		expect(hubspot.account.associations('contacts', 'deals')).toHaveLength(1);
	});

	it.each([0, 1, 2])('brings an association back %i requests after its deletion', async (after) => {
		await start({ reassociatesAfter: after });
		hubspot.account.associate('contacts', 1, 'companies', 10, [buyer]);
		const { status } = await batch('archive', [{ from: { id: '1' }, to: [{ id: '10' }] }]);
		expect(status).toBe(200);
		for (let request = 0; request < after; request++) {
			expect(typesOf(1, 10)).toEqual([]);
			await send(hubspot, 'GET', '/crm/associations/2026-03/contacts/companies/labels', { token });
		}
		expect(typesOf(1, 10)).toEqual([UNLABELED]);
	});

	it('brings back only what was there', async () => {
		await start({ reassociatesAfter: 0 });
		await batch('archive', [{ from: { id: '1' }, to: [{ id: '10' }] }]);
		expect(typesOf(1, 10)).toEqual([]);
	});
});
