import { API_VERSIONS, LocalHubspot, type AssociationType } from '..';
import { send, type WireAnswer } from '../send';

const UNLABELED = { category: 'HUBSPOT_DEFINED', typeId: 279, label: null };
const PRIMARY: AssociationType = { category: 'HUBSPOT_DEFINED', typeId: 1 };
const ISO_DATE = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/) as unknown;

function spec({ category, typeId }: AssociationType) {
	return { associationCategory: category, associationTypeId: typeId };
}

describe.each(API_VERSIONS)('API $name', (version) => {
	let hubspot: LocalHubspot;
	let token: string;

	const post = (path: string, body: unknown) => send(hubspot, 'POST', path, { body, token });
	const batch = (path: string, inputs: unknown[], direction = 'contacts/companies') =>
		post(`${version.batches}/${direction}/batch/${path}`, { inputs });
	const limits = `${version.definitions[0]}/definitions/configurations`;

	function expectDeleted(answer: WireAnswer): void {
		expect(answer.status).toBe(version.deletesWithoutBody ? 204 : 200);
		if (version.deletesWithoutBody) {
			expect(answer.text).toBe('');
			return;
		}
		expect(answer.json).toEqual({
			status: 'COMPLETE',
			results: [],
			requestedAt: ISO_DATE,
			startedAt: ISO_DATE,
			completedAt: ISO_DATE,
		});
	}

	beforeEach(async () => {
		hubspot = await LocalHubspot.start({ readPageSize: 3 });
		token = hubspot.auth.addAccessToken();
	});

	afterEach(async () => {
		await hubspot.stop();
	});

	describe('batch/archive', () => {
		it('removes all types of the named pairs, both ways', async () => {
			const { account } = hubspot;
			const buyer = account.addLabel('contacts', 'companies', {
				label: 'Buyer',
				inverseLabel: 'Seller',
			}).from;
			account.associate('contacts', 1, 'companies', 10, [buyer, PRIMARY]);
			account.associate('contacts', 1, 'companies', 11, [buyer]);

			expectDeleted(await batch('archive', [{ from: { id: '1' }, to: [{ id: '10' }] }]));

			expect(account.typesBetween('contacts', 1, 'companies', 10)).toEqual([]);
			expect(account.typesBetween('companies', 10, 'contacts', 1)).toEqual([]);
			expect(account.typesBetween('contacts', 1, 'companies', 11)).toHaveLength(2);
		});

		it('succeeds for what is not associated and for records that do not exist', async () => {
			const { account } = hubspot;
			account.associate('contacts', 1, 'companies', 10);
			account.addRecord('companies', 11);
			const before = account.snapshot();

			expectDeleted(
				await batch('archive', [
					{ from: { id: '1' }, to: [{ id: '11' }, { id: '999' }] },
					{ from: { id: '888' }, to: [{ id: '10' }] },
				]),
			);

			expect(account.snapshot()).toEqual(before);
		});

		it('changes nothing when any one input is wrong', async () => {
			const { account } = hubspot;
			account.associate('contacts', 1, 'companies', 10);
			const before = account.snapshot();

			const answer = await batch('archive', [
				{ from: { id: '1' }, to: [{ id: '10' }] },
				{ from: { id: 'abc' }, to: [{ id: '10' }] },
			]);

			expect(answer.status).toBe(400);
			expect(answer.json).toMatchObject({ status: 'error', category: 'VALIDATION_ERROR' });
			expect(answer.json?.message).toMatch(/^Invalid input JSON .*"abc"/);
			expect(account.snapshot()).toEqual(before);
		});
	});

	describe('batch/labels/archive', () => {
		it("removes a paired label's inverse with it and keeps the association", async () => {
			const { account } = hubspot;
			const boss = account.addLabel('contacts', 'contacts', {
				label: 'Boss',
				inverseLabel: 'Report',
			});
			account.associate('contacts', 1, 'contacts', 2, [boss.from]);
			expect(account.typesBetween('contacts', 2, 'contacts', 1)).toContainEqual({
				...boss.to,
				label: 'Report',
			});

			expectDeleted(
				await batch(
					'labels/archive',
					[{ from: { id: '2' }, to: { id: '1' }, types: [spec(boss.to)] }],
					'contacts/contacts',
				),
			);

			const plain = [{ category: 'HUBSPOT_DEFINED', typeId: 449, label: null }];
			expect(account.typesBetween('contacts', 1, 'contacts', 2)).toEqual(plain);
			expect(account.typesBetween('contacts', 2, 'contacts', 1)).toEqual(plain);
		});

		it('removes every label when the unlabeled type is removed', async () => {
			const { account } = hubspot;
			const buyer = account.addLabel('contacts', 'companies', { label: 'Buyer' }).from;
			account.associate('contacts', 1, 'companies', 10, [buyer, PRIMARY]);
			account.associate('contacts', 2, 'companies', 10, [buyer]);

			expectDeleted(
				await batch('labels/archive', [
					{
						from: { id: '1' },
						to: { id: '10' },
						types: [{ associationCategory: 'HUBSPOT_DEFINED', associationTypeId: 279 }],
					},
				]),
			);

			expect(account.associations('contacts', 'companies').map(({ fromId }) => fromId)).toEqual([
				'2',
			]);
			expect(account.associations('companies', 'contacts').map(({ toId }) => toId)).toEqual(['2']);
		});

		it('tells two types with the same number apart by their category', async () => {
			const { account } = hubspot;
			const own = account.addLabel('contacts', 'companies', { label: 'Buyer', typeId: 1 }).from;
			account.associate('contacts', 1, 'companies', 10, [own, PRIMARY]);

			expectDeleted(
				await batch('labels/archive', [
					{ from: { id: '1' }, to: { id: '10' }, types: [spec(own)] },
				]),
			);

			expect(account.typesBetween('contacts', 1, 'companies', 10)).toEqual([
				{ ...PRIMARY, label: 'Primary' },
				UNLABELED,
			]);
		});

		it('succeeds for a label two records do not have', async () => {
			const { account } = hubspot;
			account.associate('contacts', 1, 'companies', 10);
			const before = account.snapshot();

			expectDeleted(
				await batch('labels/archive', [
					{ from: { id: '1' }, to: { id: '10' }, types: [spec(PRIMARY)] },
					{ from: { id: '77' }, to: { id: '88' }, types: [spec(PRIMARY)] },
				]),
			);

			expect(account.snapshot()).toEqual(before);
		});

		it('refuses the whole batch for a type the object types do not have', async () => {
			const { account } = hubspot;
			account.associate('contacts', 1, 'companies', 10, [PRIMARY]);
			const before = account.snapshot();

			const answer = await batch('labels/archive', [
				{ from: { id: '1' }, to: { id: '10' }, types: [spec(PRIMARY)] },
				{
					from: { id: '1' },
					to: { id: '10' },
					types: [{ associationCategory: 'USER_DEFINED', associationTypeId: 404 }],
				},
			]);

			expect(answer.status).toBe(400);
			expect(answer.json).toMatchObject({
				category: 'VALIDATION_ERROR',
				message: 'One or more associations are invalid',
				context: { associationSpec: ['USER_DEFINED=404'] },
			});
			expect(account.snapshot()).toEqual(before);
		});
	});

	describe('batch/read', () => {
		it('gives all types of each record, the unlabeled one included, with IDs as text', async () => {
			const { account } = hubspot;
			account.associate('contacts', 1, 'companies', 10, [PRIMARY]);
			account.associate('contacts', 2, 'companies', 11);

			const answer = await batch('read', [{ id: '1' }, { id: '2' }]);

			expect(answer.status).toBe(200);
			expect(answer.json).toMatchObject({
				status: 'COMPLETE',
				results: [
					{
						from: { id: '1' },
						to: [
							{
								toObjectId: '10',
								associationTypes: [{ ...PRIMARY, label: 'Primary' }, UNLABELED],
							},
						],
					},
					{ from: { id: '2' }, to: [{ toObjectId: '11', associationTypes: [UNLABELED] }] },
				],
			});
			expect(answer.json).not.toHaveProperty('errors');
		});

		it('names each record without associations in an error of its own', async () => {
			const { account } = hubspot;
			account.associate('contacts', 2, 'companies', 11);
			account.addRecord('contacts', 1);

			const answer = await batch('read', [{ id: '1' }, { id: '2' }, { id: '3' }]);

			expect(answer.status).toBe(version.partial);
			expect(answer.json?.results).toHaveLength(1);
			expect(answer.json?.numErrors).toBe(2);
			expect(answer.json?.errors).toEqual(
				['1', '3'].map((id) => ({
					status: 'error',
					category: 'OBJECT_NOT_FOUND',
					subCategory: 'crm.associations.NO_ASSOCIATIONS_FOUND',
					message: `No company is associated with contact ${id}.`,
					context: { fromObjectId: [id], fromObjectType: ['contact'], toObjectType: ['company'] },
					errors: [],
					links: {},
				})),
			);
		});

		it('pages each result on its own, to the end', async () => {
			const { account } = hubspot;
			for (let id = 1; id <= 7; id++) account.associate('contacts', 1, 'companies', id);
			account.associate('contacts', 2, 'companies', 9);

			type Result = {
				from: { id: string };
				to: Array<{ toObjectId: string }>;
				paging?: { next: { after: string } };
			};
			const seen: Record<string, string[]> = { 1: [], 2: [] };
			let inputs: Array<{ id: string; after?: string }> = [{ id: '1' }, { id: '2' }];
			let requests = 0;
			while (inputs.length > 0) {
				const answer = await batch('read', inputs);
				expect(answer.status).toBe(200);
				requests++;
				inputs = [];
				for (const { from, to, paging } of answer.json?.results as Result[]) {
					seen[from.id]?.push(...to.map(({ toObjectId }) => toObjectId));
					if (paging) inputs.push({ id: from.id, after: paging.next.after });
				}
			}

			expect(requests).toBe(3);
			expect(seen).toEqual({ 1: ['1', '2', '3', '4', '5', '6', '7'], 2: ['9'] });
		});

		it('goes on rightly when what it gave was archived meanwhile', async () => {
			const { account } = hubspot;
			for (let id = 1; id <= 5; id++) account.associate('contacts', 1, 'companies', id);
			const first = await batch('read', [{ id: '1' }]);
			const [result] = first.json?.results as Array<{ paging: { next: { after: string } } }>;
			const after = result?.paging.next.after;
			for (let id = 1; id <= 3; id++) account.dissociate('contacts', 1, 'companies', id);

			const second = await batch('read', [{ id: '1', after }]);

			expect(second.json?.results).toMatchObject([
				{ to: [{ toObjectId: '4' }, { toObjectId: '5' }] },
			]);
			account.associate('contacts', 1, 'companies', 2);
			expect((await batch('read', [{ id: '1' }])).json?.results).toMatchObject([
				{ to: [{ toObjectId: '2' }, { toObjectId: '4' }, { toObjectId: '5' }] },
			]);
			account.dissociate('contacts', 1, 'companies', 4);
			expect((await batch('read', [{ id: '1' }])).json?.results).toMatchObject([
				{ to: [{ toObjectId: '2' }, { toObjectId: '5' }] },
			]);
		});
	});

	describe('batch/create', () => {
		it('associates both ways and answers what it made', async () => {
			const { account } = hubspot;
			const buyer = account.addLabel('contacts', 'companies', {
				label: 'Buyer',
				inverseLabel: 'Seller',
			});
			account.addRecord('contacts', 1);
			account.addRecord('companies', 10);

			const answer = await batch('create', [
				{ from: { id: '1' }, to: { id: '10' }, types: [spec(buyer.from)] },
			]);

			expect(answer.status).toBe(200);
			expect(answer.json?.results).toEqual([
				{
					fromObjectTypeId: '0-1',
					fromObjectId: '1',
					toObjectTypeId: '0-2',
					toObjectId: '10',
					labels: ['Buyer'],
				},
			]);
			expect(account.typesBetween('companies', 10, 'contacts', 1)).toEqual([
				{ category: 'HUBSPOT_DEFINED', typeId: 280, label: null },
				{ ...buyer.to, label: 'Seller' },
			]);
		});

		it('does what it can and names the records that do not exist', async () => {
			const { account } = hubspot;
			account.addRecord('contacts', 1);
			account.addRecord('companies', 10);
			const types = [spec(PRIMARY)];

			const answer = await batch('create', [
				{ from: { id: '404' }, to: { id: '10' }, types },
				{ from: { id: '1' }, to: { id: '10' }, types },
			]);

			expect(answer.status).toBe(version.partial);
			expect(answer.json).toMatchObject({
				numErrors: 1,
				errors: [
					{
						status: 'error',
						category: 'VALIDATION_ERROR',
						context: {
							fromObjectId: ['404'],
							toObjectId: ['10'],
							INVALID_OBJECT_IDS: ['CONTACT=404 is not valid'],
						},
					},
				],
				results: [{ fromObjectId: '1', toObjectId: '10' }],
			});
			expect(account.associations('contacts', 'companies')).toHaveLength(1);
			expect(account.hasRecord('contacts', 404)).toBe(false);
		});
	});

	it('batch/associate/default makes the unlabeled association and names both directions', async () => {
		const { account } = hubspot;
		account.addRecord('contacts', 1);
		account.addRecord('companies', 10);

		const answer = await batch('associate/default', [{ from: { id: '1' }, to: { id: '10' } }]);

		expect(answer.status).toBe(200);
		expect(answer.json?.results).toEqual([
			{
				from: { id: '1' },
				to: { id: '10' },
				associationSpec: { associationCategory: 'HUBSPOT_DEFINED', associationTypeId: 279 },
			},
			{
				from: { id: '10' },
				to: { id: '1' },
				associationSpec: { associationCategory: 'HUBSPOT_DEFINED', associationTypeId: 280 },
			},
		]);
		expect(account.typesBetween('contacts', 1, 'companies', 10)).toEqual([UNLABELED]);
	});

	it('creates and deletes the association of one record with PUT and DELETE', async () => {
		const { account } = hubspot;
		account.addRecord('contacts', 1);
		account.addRecord('companies', 10);
		const path = `${version.objects}/contacts/1/associations`;

		const created = await send(hubspot, 'PUT', `${path}/companies/10`, {
			token,
			body: [spec(PRIMARY)],
		});
		expect(created.status).toBe(201);
		expect(created.json).toMatchObject({
			fromObjectId: '1',
			toObjectId: '10',
			labels: ['Primary'],
		});
		expect(account.typesBetween('contacts', 1, 'companies', 10)).toHaveLength(2);

		const refused = await send(hubspot, 'PUT', `${path}/companies/404`, {
			token,
			body: [spec(PRIMARY)],
		});
		expect(refused.status).toBe(400);
		expect(refused.json?.context).toMatchObject({
			INVALID_OBJECT_IDS: ['COMPANY=404 is not valid'],
		});

		const deleted = await send(hubspot, 'DELETE', `${path}/companies/10`, { token });
		expect(deleted).toMatchObject({ status: 204, text: '' });
		expect(account.associations('contacts', 'companies')).toEqual([]);

		const byDefault = await send(hubspot, 'PUT', `${path}/default/companies/10`, { token });
		expect(byDefault.status).toBe(200);
		expect(account.typesBetween('contacts', 1, 'companies', 10)).toEqual([UNLABELED]);
	});

	it("lists one record's associations with GET, where it has that", async () => {
		const { account } = hubspot;
		for (let id = 1; id <= 3; id++) account.associate('contacts', 1, 'companies', id);
		const path = `${version.objects}/contacts/1/associations/companies?limit=2`;

		const first = await send(hubspot, 'GET', path, { token });

		if (!version.listsWithGet) {
			expect(first.status).toBe(404);
			return;
		}
		expect(first.json?.results).toMatchObject([{ toObjectId: '1' }, { toObjectId: '2' }]);
		const { after } = (first.json?.paging as { next: { after: string } }).next;
		const second = await send(hubspot, 'GET', `${path}&after=${encodeURIComponent(after)}`, {
			token,
		});
		expect(second.json).toEqual({ results: [{ toObjectId: '3', associationTypes: [UNLABELED] }] });
	});

	describe('labels', () => {
		const labels = `${version.definitions[0]}/contacts/companies/labels`;

		it('are listed with the unlabeled type as null', async () => {
			const buyer = hubspot.account.addLabel('contacts', 'companies', { label: 'Buyer' }).from;

			const answer = await send(hubspot, 'GET', labels, { token });

			expect(answer.status).toBe(200);
			expect(answer.json).toEqual({
				results: [{ ...PRIMARY, label: 'Primary' }, UNLABELED, { ...buyer, label: 'Buyer' }],
			});
		});

		it('are created in both directions and renamed', async () => {
			const { account } = hubspot;
			const created = await post(labels, {
				label: 'Buyer',
				inverseLabel: 'Seller',
				name: 'buying',
			});
			expect(created.status).toBe(200);
			const [buyer, seller] = created.json?.results as [AssociationType, AssociationType];
			expect(account.labels('contacts', 'companies')).toContainEqual({ ...buyer, label: 'Buyer' });
			expect(account.labels('companies', 'contacts')).toContainEqual({
				...seller,
				label: 'Seller',
			});

			const renamed = await send(hubspot, 'PUT', labels, {
				token,
				body: { associationTypeId: buyer.typeId, label: 'Client' },
			});

			expect(renamed).toMatchObject({ status: 204, text: '' });
			expect(account.labels('contacts', 'companies')).toContainEqual({ ...buyer, label: 'Client' });
			expect(account.labels('companies', 'contacts')).toContainEqual({
				...seller,
				label: 'Seller',
			});
		});

		it('are renamed in both directions at once when they read the same in both', async () => {
			const { account } = hubspot;
			const buyer = account.addLabel('contacts', 'companies', { label: 'Buyer' });

			await send(hubspot, 'PUT', labels, {
				token,
				body: { associationTypeId: buyer.from.typeId, label: 'Client' },
			});

			expect(account.labels('contacts', 'companies')).toContainEqual({
				...buyer.from,
				label: 'Client',
			});
			expect(account.labels('companies', 'contacts')).toContainEqual({
				...buyer.to,
				label: 'Client',
			});
		});

		it('are deleted with every use and limit, in both directions', async () => {
			const { account } = hubspot;
			const buyer = account.addLabel('contacts', 'companies', {
				label: 'Buyer',
				inverseLabel: 'Seller',
			});
			account.associate('contacts', 1, 'companies', 10, [buyer.from, PRIMARY]);
			account.associate('contacts', 2, 'companies', 10, [buyer.from]);
			account.setLimit('contacts', 'companies', buyer.from, 5);
			account.setLimit('companies', 'contacts', buyer.to, 5);

			const answer = await send(hubspot, 'DELETE', `${labels}/${buyer.from.typeId}`, { token });

			expect(answer).toMatchObject({ status: 204, text: '' });
			expect(account.snapshot()).toMatchObject({ labels: [] });
			expect(account.limits('contacts', 'companies')).toEqual([]);
			expect(account.limits('companies', 'contacts')).toEqual([]);
			expect(account.associations('contacts', 'companies').map(({ types }) => types)).toEqual([
				[{ ...PRIMARY, label: 'Primary' }, UNLABELED],
				[UNLABELED],
			]);
			expect(account.typesBetween('companies', 10, 'contacts', 2)).toHaveLength(1);
		});

		it("refuses to delete HubSpot's own types, and those that do not exist", async () => {
			const { account } = hubspot;
			account.associate('contacts', 1, 'companies', 10, [PRIMARY]);
			const before = account.snapshot();

			const primary = await send(hubspot, 'DELETE', `${labels}/1`, { token });
			const unlabeled = await send(hubspot, 'DELETE', `${labels}/279`, { token });
			const unknown = await send(hubspot, 'DELETE', `${labels}/404`, { token });

			expect(primary).toMatchObject({ status: 400, json: { category: 'VALIDATION_ERROR' } });
			expect(unlabeled).toMatchObject({ status: 400, json: { category: 'VALIDATION_ERROR' } });
			expect(unknown).toMatchObject({ status: 404, json: { category: 'OBJECT_NOT_FOUND' } });
			expect(account.snapshot()).toEqual(before);
		});
	});

	describe('limits', () => {
		it('are created, listed by direction and altogether, and updated', async () => {
			const { account } = hubspot;
			account.setLimit('companies', 'contacts', { category: 'HUBSPOT_DEFINED', typeId: 280 }, 9);

			const created = await post(`${limits}/contacts/companies/batch/create`, {
				inputs: [{ ...PRIMARY, maxToObjectIds: 1 }],
			});
			expect(created.status).toBe(version.limitCreated);
			const limit = { ...PRIMARY, label: 'Primary', userEnforcedMaxToObjectIds: 1 };
			expect(created.json?.results).toEqual([limit]);

			const between = await send(hubspot, 'GET', `${limits}/contacts/companies`, { token });
			expect(between.json).toEqual({ results: [limit] });
			const all = await send(hubspot, 'GET', `${limits}/all`, { token });
			expect(all.json?.results).toHaveLength(2);

			const updated = await post(`${limits}/contacts/companies/batch/update`, {
				inputs: [{ ...PRIMARY, maxToObjectIds: 2 }],
			});
			expect(updated.status).toBe(200);
			expect(updated.json?.results).toEqual([{ ...PRIMARY, userEnforcedMaxToObjectIds: 2 }]);
			expect(account.limits('contacts', 'companies')).toEqual([
				{ ...PRIMARY, label: 'Primary', maxToObjectIds: 2 },
			]);
		});

		it('updates what is limited and names what is not', async () => {
			const { account } = hubspot;
			account.setLimit('contacts', 'companies', PRIMARY, 1);

			const answer = await post(`${limits}/contacts/companies/batch/update`, {
				inputs: [
					{ category: 'HUBSPOT_DEFINED', typeId: 279, maxToObjectIds: 3 },
					{ ...PRIMARY, maxToObjectIds: 2 },
				],
			});

			expect(answer.status).toBe(version.limitPartial);
			expect(answer.json).toMatchObject({
				numErrors: 1,
				errors: [{ context: { associationSpec: ['HUBSPOT_DEFINED=279'] } }],
			});
			expect(account.limits('contacts', 'companies')).toHaveLength(1);
			expect(account.limits('contacts', 'companies')[0]?.maxToObjectIds).toBe(2);
		});

		it('are purged one by one and in one direction; what is not set is no error', async () => {
			const { account } = hubspot;
			account.setLimit('contacts', 'companies', PRIMARY, 1);
			account.setLimit('contacts', 'companies', { category: 'HUBSPOT_DEFINED', typeId: 279 }, 50);
			account.setLimit('companies', 'contacts', { category: 'HUBSPOT_DEFINED', typeId: 2 }, 7);
			const purge = () => post(`${limits}/contacts/companies/batch/purge`, { inputs: [PRIMARY] });

			expectDeleted(await purge());
			expect(account.limits('contacts', 'companies')).toEqual([
				{ ...UNLABELED, maxToObjectIds: 50 },
			]);
			expect(account.limits('companies', 'contacts')).toHaveLength(1);

			const before = account.snapshot();
			expectDeleted(await purge());
			expect(account.snapshot()).toEqual(before);
		});

		it('refuses to purge a type that does not exist', async () => {
			hubspot.account.setLimit('contacts', 'companies', PRIMARY, 1);

			const answer = await post(`${limits}/contacts/companies/batch/purge`, {
				inputs: [PRIMARY, { category: 'USER_DEFINED', typeId: 404 }],
			});

			expect(answer.status).toBe(400);
			expect(hubspot.account.limits('contacts', 'companies')).toHaveLength(1);
		});
	});

	it('takes singular names, type IDs and the names of custom objects', async () => {
		const { account } = hubspot;
		const carId = account.addObjectType('car', { singular: 'Car', plural: 'Cars' });
		for (const name of ['contact', '0-1', 'CONTACTS']) {
			for (const car of [carId, 'p_car', `p${account.portalId}_car`, 'car', 'Car']) {
				account.associate('contacts', 1, 'car', 5);
				expectDeleted(
					await batch('archive', [{ from: { id: '1' }, to: [{ id: '5' }] }], `${name}/${car}`),
				);
				expect(account.associations('contacts', 'car')).toEqual([]);
			}
		}
		hubspot.behaviour.refusesShortNames = true;
		const short = await batch(
			'archive',
			[{ from: { id: '1' }, to: [{ id: '5' }] }],
			'contacts/car',
		);
		expect(short).toMatchObject({
			status: 400,
			json: { message: 'Unable to infer object type from: car' },
		});
	});
});

describe('the v4 split', () => {
	let hubspot: LocalHubspot;

	beforeAll(async () => {
		hubspot = await LocalHubspot.start();
	});

	afterAll(async () => {
		await hubspot.stop();
	});

	it('has no record endpoints under /crm/associations/v4', async () => {
		const token = hubspot.auth.addAccessToken();
		hubspot.account.associate('contacts', 1, 'companies', 10);
		const body = { inputs: [{ from: { id: '1' }, to: [{ id: '10' }] }] };

		const answer = await send(
			hubspot,
			'POST',
			'/crm/associations/v4/contacts/companies/batch/archive',
			{ token, body },
		);

		expect(answer.status).toBe(404);
		expect(hubspot.account.associations('contacts', 'companies')).toHaveLength(1);
	});
});
