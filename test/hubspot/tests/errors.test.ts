import { LocalHubspot } from '..';
import { send } from '../send';

const ARCHIVE = '/crm/associations/2026-03/contacts/companies/batch/archive';
const UUID = expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/) as unknown;
const ONE_PAIR = { inputs: [{ from: { id: '1' }, to: [{ id: '10' }] }] };

describe('refused requests', () => {
	let hubspot: LocalHubspot;
	let token: string;

	beforeEach(async () => {
		hubspot = await LocalHubspot.start();
		token = hubspot.auth.addAccessToken();
		hubspot.account.associate('contacts', 1, 'companies', 10);
	});

	afterEach(async () => {
		// Whatever was refused changed nothing.
		const remaining = hubspot.account.associations('contacts', 'companies').length;
		await hubspot.stop();
		expect(remaining).toBe(1);
	});

	it.each([
		['no token', undefined],
		['an unknown token', 'pat-na1-nobody'],
	])('answers 401 INVALID_AUTHENTICATION to %s', async (_what, unknown) => {
		const answer = await send(hubspot, 'POST', ARCHIVE, { token: unknown, body: ONE_PAIR });
		expect(answer.status).toBe(401);
		expect(answer.json).toEqual({
			status: 'error',
			message: expect.stringMatching(/^Authentication credentials not found/) as unknown,
			correlationId: UUID,
			category: 'INVALID_AUTHENTICATION',
		});
	});

	it('answers 401 INVALID_AUTHENTICATION to a token once it is revoked', async () => {
		hubspot.auth.revoke(token);
		const answer = await send(hubspot, 'POST', ARCHIVE, { token, body: ONE_PAIR });
		expect(answer).toMatchObject({ status: 401, json: { category: 'INVALID_AUTHENTICATION' } });
	});

	it('answers 403 MISSING_SCOPES with the scopes that would do to a token without any of them', async () => {
		const weak = hubspot.auth.addAccessToken(undefined, [
			'crm.lists.read',
			'crm.schemas.custom.read',
		]);
		const answer = await send(hubspot, 'POST', ARCHIVE, { token: weak, body: ONE_PAIR });
		expect(answer.status).toBe(403);
		expect(answer.json).toMatchObject({
			status: 'error',
			correlationId: UUID,
			category: 'MISSING_SCOPES',
			context: { missingScopes: expect.arrayContaining(['crm.objects.contacts.read']) as unknown },
			errors: [
				{
					context: {
						requiredGranularScopes: expect.arrayContaining(['crm.objects.deals.write']) as unknown,
					},
				},
			],
		});
	});

	it('lets a token in that has any one of the scopes', async () => {
		const oneScope = hubspot.auth.addAccessToken(undefined, ['crm.objects.invoices.read']);
		const path = '/crm/associations/2026-03/contacts/companies/labels';
		expect((await send(hubspot, 'GET', path, { token: oneScope })).status).toBe(200);
	});

	it('asks for a scope of its own before it lists custom objects', async () => {
		const weak = hubspot.auth.addAccessToken(undefined, ['crm.objects.contacts.read']);
		for (const version of ['v3', '2026-03']) {
			const path = `/crm-object-schemas/${version}/schemas`;
			expect(await send(hubspot, 'GET', path, { token: weak })).toMatchObject({
				status: 403,
				json: {
					category: 'MISSING_SCOPES',
					errors: [
						{
							context: {
								requiredGranularScopes: expect.arrayContaining([
									'crm.schemas.custom.read',
								]) as unknown,
							},
						},
					],
				},
			});
			expect(await send(hubspot, 'GET', path, { token })).toMatchObject({
				status: 200,
				json: { results: [] },
			});
		}
	});

	it.each([
		['GET', '/'],
		['POST', '/crm/associations/2019-03/contacts/companies/batch/archive'],
		['GET', ARCHIVE],
		['POST', '/oauth/v1/token'],
	])('answers 404 to %s %s, which it does not have', async (method, path) => {
		const answer = await send(hubspot, method, path, { token });
		expect(answer.status).toBe(404);
		expect(answer.json).toMatchObject({
			status: 'error',
			correlationId: UUID,
			category: 'OBJECT_NOT_FOUND',
		});
	});

	it('answers 404 to listing the associations of a record that does not exist', async () => {
		const path = '/crm/v4/objects/contacts/404/associations/companies';
		expect(await send(hubspot, 'GET', path, { token })).toMatchObject({ status: 404 });
	});

	it.each<[string, unknown, RegExp]>([
		['no body', undefined, /a request body was expected, but none found/],
		['a body that is not JSON', '{"inputs": [', /^Invalid input JSON/],
		['a body that is no object', [], /Cannot deserialize value of type `BatchInput` from Array/],
		['no inputs', {}, /Some required fields were not set: \[inputs\]/],
		['inputs that are null', { inputs: null }, /Some required fields were not set: \[inputs\]/],
		[
			'inputs that are no list',
			{ inputs: 'x' },
			/Cannot deserialize value of type `java.util.ArrayList`/,
		],
		['an empty list of inputs', { inputs: [] }, /must not be empty/],
		[
			'an input that is no object',
			{ inputs: ['1'] },
			/Cannot deserialize value of type `BatchInput` from string/,
		],
		['no from', { inputs: [{ to: [{ id: '10' }] }] }, /required fields were not set: \[from\]/],
		['no to', { inputs: [{ from: { id: '1' } }] }, /required fields were not set: \[to\]/],
		[
			'one to instead of a list',
			{ inputs: [{ from: { id: '1' }, to: { id: '10' } }] },
			/ArrayList/,
		],
		[
			'no ID',
			{ inputs: [{ from: {}, to: [{ id: '10' }] }] },
			/required fields were not set: \[id\]/,
		],
		[
			'an ID that is a number',
			{ inputs: [{ from: { id: 1 }, to: [{ id: '10' }] }] },
			/`java.lang.String` from number/,
		],
		[
			'an ID that is an object',
			{ inputs: [{ from: { id: { x: 1 } }, to: [{ id: '10' }] }] },
			/`java.lang.String` from object/,
		],
		[
			'an ID that is a word',
			{ inputs: [{ from: { id: 'abc' }, to: [{ id: '10' }] }] },
			/String "abc": not a valid/,
		],
		[
			'an ID that is empty',
			{ inputs: [{ from: { id: '1' }, to: [{ id: '' }] }] },
			/String "": not a valid/,
		],
		[
			'an ID with a space',
			{ inputs: [{ from: { id: '1 ' }, to: [{ id: '10' }] }] },
			/String "1 ": not a valid/,
		],
	])('answers 400 VALIDATION_ERROR to %s', async (_what, body, message) => {
		const answer = await send(hubspot, 'POST', ARCHIVE, {
			token,
			body,
			headers: { 'content-type': 'application/json' },
		});
		expect(answer.status).toBe(400);
		expect(answer.json).toEqual({
			status: 'error',
			message: expect.stringMatching(message) as unknown,
			correlationId: UUID,
			category: 'VALIDATION_ERROR',
		});
	});

	it('answers 415 to a body that is not called JSON', async () => {
		const answer = await send(hubspot, 'POST', ARCHIVE, {
			token,
			body: JSON.stringify(ONE_PAIR),
			headers: { 'content-type': 'text/plain' },
		});
		expect(answer.status).toBe(415);
	});

	it.each([
		['unicorns/companies', 'unicorns'],
		['contacts/0-99999', '0-99999'],
		['contacts/lists', 'lists'],
	])('answers 400 to the object types %s', async (direction, unknown) => {
		const answer = await send(hubspot, 'POST', `/crm/v4/associations/${direction}/batch/archive`, {
			token,
			body: ONE_PAIR,
		});
		expect(answer).toMatchObject({
			status: 400,
			json: {
				category: 'VALIDATION_ERROR',
				message: `Unable to infer object type from: ${unknown}`,
			},
		});
	});

	it.each<[string, unknown, RegExp]>([
		['no types', { from: { id: '1' }, to: { id: '10' } }, /not set: \[types\]/],
		[
			'an empty list of types',
			{ from: { id: '1' }, to: { id: '10' }, types: [] },
			/At least one association type/,
		],
		[
			'an unknown category',
			{
				from: { id: '1' },
				to: { id: '10' },
				types: [{ associationCategory: 'MINE', associationTypeId: 1 }],
			},
			/not one of the values accepted for Enum class/,
		],
		[
			'a type ID that is text',
			{
				from: { id: '1' },
				to: { id: '10' },
				types: [{ associationCategory: 'HUBSPOT_DEFINED', associationTypeId: '1' }],
			},
			/`int` from string/,
		],
	])(
		'answers 400 to an input of labels/archive and create with %s',
		async (_what, input, message) => {
			for (const path of ['labels/archive', 'create']) {
				const answer = await send(
					hubspot,
					'POST',
					`/crm/v4/associations/contacts/companies/batch/${path}`,
					{
						token,
						body: { inputs: [input] },
					},
				);
				expect(answer.status).toBe(400);
				expect(answer.json?.message).toMatch(message);
			}
		},
	);

	it('answers 400 to a type that belongs to the other direction', async () => {
		const answer = await send(
			hubspot,
			'POST',
			'/crm/v4/associations/contacts/companies/batch/create',
			{
				token,
				body: {
					inputs: [
						{
							from: { id: '1' },
							to: { id: '10' },
							types: [{ associationCategory: 'HUBSPOT_DEFINED', associationTypeId: 280 }],
						},
					],
				},
			},
		);
		expect(answer).toMatchObject({
			status: 400,
			json: {
				context: {
					INVALID_ASSOCIATION_TYPE_ID: [
						'HUBSPOT_DEFINED=280 is not a valid association definition id',
					],
				},
			},
		});
	});

	it('answers 400 to a cursor it did not give, and to a page size it does not have', async () => {
		const path = '/crm/v4/objects/contacts/1/associations/companies';
		for (const query of ['after=nonsense', 'limit=0', 'limit=501', 'limit=ten']) {
			expect(await send(hubspot, 'GET', `${path}?${query}`, { token })).toMatchObject({
				status: 400,
			});
		}
		expect(await send(hubspot, 'GET', `${path}?limit=500`, { token })).toMatchObject({
			status: 200,
		});
	});

	it('answers 400 to a cursor that was given for another object type', async () => {
		for (const id of [1, 2]) hubspot.account.associate('contacts', 1, 'deals', id);
		const path = '/crm/v4/objects/contacts/1/associations';
		const page = await send(hubspot, 'GET', `${path}/deals?limit=1`, { token });
		const { after } = (page.json?.paging as { next: { after: string } }).next;
		const query = `after=${encodeURIComponent(after)}`;

		expect((await send(hubspot, 'GET', `${path}/deals?${query}`, { token })).status).toBe(200);
		expect((await send(hubspot, 'GET', `${path}/companies?${query}`, { token })).status).toBe(400);
	});

	it.each([
		['a type that does not exist', { category: 'USER_DEFINED', typeId: 404, maxToObjectIds: 1 }],
		['a limit below 1', { category: 'HUBSPOT_DEFINED', typeId: 279, maxToObjectIds: 0 }],
		[
			'a limit that is no whole number',
			{ category: 'HUBSPOT_DEFINED', typeId: 279, maxToObjectIds: 1.5 },
		],
		['no limit', { category: 'HUBSPOT_DEFINED', typeId: 279 }],
	])('answers 400 to limiting %s', async (_what, input) => {
		for (const operation of ['create', 'update']) {
			const path = `/crm/associations/2026-03/definitions/configurations/contacts/companies/batch/${operation}`;
			const answer = await send(hubspot, 'POST', path, { token, body: { inputs: [input] } });
			expect(answer).toMatchObject({ status: 400, json: { category: 'VALIDATION_ERROR' } });
		}
		expect(hubspot.account.limits('contacts', 'companies')).toEqual([]);
	});

	it('answers 400 to a label that exists already', async () => {
		const path = '/crm/associations/2026-03/contacts/companies/labels';
		const body = { label: 'Buyer', name: 'buyer' };
		expect((await send(hubspot, 'POST', path, { token, body })).status).toBe(200);
		expect((await send(hubspot, 'POST', path, { token, body })).status).toBe(400);
		expect(hubspot.account.labels('contacts', 'companies')).toHaveLength(3);
	});
});

describe('batch limits', () => {
	let hubspot: LocalHubspot;
	let token: string;

	const batch = (path: string, inputs: unknown[]) =>
		send(hubspot, 'POST', `/crm/associations/2026-03/${path}`, { token, body: { inputs } });
	const types = [{ associationCategory: 'HUBSPOT_DEFINED', associationTypeId: 279 }];
	const limitsPath = 'definitions/configurations/contacts/companies/batch';

	afterEach(async () => {
		await hubspot.stop();
	});

	it.each<[string, string, number, (id: string) => unknown]>([
		['archive', 'contacts/companies/batch/archive', 2000, (id) => ({ from: { id }, to: [{ id }] })],
		[
			'labels/archive',
			'contacts/companies/batch/labels/archive',
			2000,
			(id) => ({ from: { id }, to: { id }, types }),
		],
		[
			'create',
			'contacts/companies/batch/create',
			2000,
			(id) => ({ from: { id }, to: { id }, types }),
		],
		['read', 'contacts/companies/batch/read', 1000, (id) => ({ id })],
		['purge', `${limitsPath}/purge`, 2000, () => ({ category: 'HUBSPOT_DEFINED', typeId: 279 })],
	])(
		'%s takes its limit and names it when there is one input more',
		async (_what, path, max, input) => {
			hubspot = await LocalHubspot.start();
			token = hubspot.auth.addAccessToken();
			const inputs = Array.from({ length: max + 1 }, (_, index) => input(String(index + 1)));

			const refused = await batch(path, inputs);
			expect(refused.status).toBe(400);
			expect(refused.json).toMatchObject({ category: 'VALIDATION_ERROR' });
			expect(refused.json?.message).toContain(`is ${max}.`);
			expect((await batch(path, inputs.slice(1))).status).toBeLessThan(300);
		},
	);

	it('counts every pair of an archive input', async () => {
		hubspot = await LocalHubspot.start({ batchLimits: { archive: 3 } });
		token = hubspot.auth.addAccessToken();
		for (const id of [10, 11, 12, 13]) hubspot.account.associate('contacts', 1, 'companies', id);
		const to = ['10', '11', '12', '13'].map((id) => ({ id }));
		const path = 'contacts/companies/batch/archive';

		expect((await batch(path, [{ from: { id: '1' }, to }])).status).toBe(400);
		expect(hubspot.account.associations('contacts', 'companies')).toHaveLength(4);
		expect((await batch(path, [{ from: { id: '1' }, to: to.slice(1) }])).status).toBe(200);
		expect(hubspot.account.associations('contacts', 'companies')).toHaveLength(1);
	});
});
