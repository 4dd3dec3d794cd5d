import { HUBSPOT_BATCH_LIMITS, LocalHubspot, type LocalHubspotOptions } from '../..';
import { send } from '../../send';

const BATCH = '/crm/associations/2026-03/contacts/companies/batch';

describe('refusing', () => {
	let hubspot: LocalHubspot;
	let token: string;

	const start = async (options: LocalHubspotOptions = {}) => {
		hubspot = await LocalHubspot.start(options);
		token = hubspot.auth.addAccessToken();
		hubspot.account.associate('contacts', 1, 'companies', 10);
	};
	const post = async (path: string, body: unknown, as = token) =>
		await send(hubspot, 'POST', path, { token: as, body });
	const range = (count: number) => Array.from({ length: count }, (_, index) => String(index + 1));

	afterEach(async () => {
		const remaining = hubspot.account.typesBetween('contacts', 1, 'companies', 10);
		await hubspot.stop();
		expect(remaining).toHaveLength(1);
	});

	describe('batches for their size', () => {
		const types = [{ associationCategory: 'HUBSPOT_DEFINED', associationTypeId: 1 }];
		const archive = (ids: string[]) => ({
			inputs: ids.map((id) => ({ from: { id }, to: range(3).map((to) => ({ id: to })) })),
		});
		const labels = (ids: string[]) => ({
			inputs: ids.map((id) => ({ from: { id }, to: { id: '1' }, types })),
		});

		it.each<[string, (ids: string[]) => unknown]>([
			['archive', archive],
			['labels/archive', labels],
		])('takes 100 of %s, and says so', async (path, bodyOf) => {
			await start({ batchLimits: HUBSPOT_BATCH_LIMITS });
			expect((await post(`${BATCH}/${path}`, bodyOf(range(100)))).status).toBe(200);
			const refused = await post(`${BATCH}/${path}`, bodyOf(range(101)));
			expect(refused.status).toBe(400);
			expect(refused.json).toEqual({
				status: 'error',
				category: 'VALIDATION_ERROR',
				message:
					'The maximum number of inputs supported in a batch is 100. Please reduce the number of items and try again',
				correlationId: expect.any(String) as string,
			});
		});

		it('counts a From record of archive once', async () => {
			await start({ batchLimits: HUBSPOT_BATCH_LIMITS });
			const twice = archive([...range(100), ...range(100)]);
			expect((await post(`${BATCH}/archive`, twice)).status).toBe(200);
		});

		it('says the number in other words', async () => {
			await start({ batchLimits: { read: 1 }, sizeErrorWords: 'long' });
			const { json } = await post(`${BATCH}/read`, { inputs: [{ id: '1' }, { id: '2' }] });
			expect(json?.message).toContain('in a batch request for associations is 1.');
		});
	});

	it('refuses a record that two inputs name', async () => {
		await start({ refusesDuplicates: true });
		const message = 'Duplicate IDs found in batch input: [1]. IDs must be unique';
		const inputs = [{ id: '1' }, { id: '2' }, { id: '1' }];
		const read = await post(`${BATCH}/read`, { inputs });
		expect(read).toMatchObject({ status: 400, json: { message } });
		const archived = inputs.map(({ id }) => ({ from: { id }, to: [{ id: '10' }] }));
		const archive = await post(`${BATCH}/archive`, { inputs: archived });
		expect(archive).toMatchObject({ status: 400, json: { message } });
		hubspot.behaviour.refusesDuplicates = false;
		expect((await post(`${BATCH}/read`, { inputs })).json?.results).toHaveLength(2);
	});

	it.each([true, false])('malformed bodies with a category: %s', async (errorCategory) => {
		await start({ errorCategory });
		const { status, json } = await post(`${BATCH}/archive`, {
			inputs: [{ from: { id: [] }, to: [] }],
		});
		expect(status).toBe(400);
		expect(json?.message).toMatch(/^Invalid input JSON on line 1, column 11: Cannot deserialize/);
		expect(json?.category).toBe(errorCategory ? 'VALIDATION_ERROR' : undefined);
	});

	it('leaves the category where only some errors lack it', async () => {
		await start({ errorCategory: false });
		const { json } = await post(`${BATCH}/archive`, { inputs: [] });
		expect(json?.category).toBe('VALIDATION_ERROR');
	});

	it.each([
		['infer', 'widgets', 'Unable to infer object type from: widgets'],
		['infer', '0-9999', 'Unable to infer object type from: 0-9999'],
		['id', 'widgets', 'Unable to infer object type from: widgets'],
		['id', '0-9999', 'Invalid object or event type id: 0-9999'],
	] as const)('an unknown object type: %s %s', async (unknownObjectType, name, message) => {
		await start({ unknownObjectType, errorCategory: false });
		const path = `/crm/associations/2026-03/${name}/companies/batch/read`;
		const { status, json } = await post(path, { inputs: [{ id: '1' }] });
		expect(status).toBe(400);
		expect(json).toMatchObject({ message });
		expect(json).not.toHaveProperty('category');
	});

	it('a known object type without its scope before an unknown one', async () => {
		await start({ scopesByObjectType: true });
		hubspot.account.addObjectType('pets', { singular: 'Pet', plural: 'Pets' });
		const weak = hubspot.auth.addAccessToken(undefined, ['crm.objects.contacts.read']);
		const read = async (ends: string) =>
			await post(`/crm/associations/2026-03/${ends}/batch/read`, { inputs: [{ id: '1' }] }, weak);
		expect(await read('companies/widgets')).toMatchObject({
			status: 403,
			json: { errors: [{ context: { requiredGranularScopes: COMPANY_SCOPES } }] },
		});
		expect((await read('contacts/widgets')).status).toBe(400);
		expect((await read('contacts/0-2')).status).toBe(403);
		expect((await read('contacts/pets')).status).toBe(403);
		expect((await read('contacts/contacts')).status).toBe(207);
		hubspot.intercept = async (_request, perform) => {
			const { status, body } = await perform();
			return { status, body };
		};
		expect((await read('contacts/0-2')).status).toBe(403);
	});

	it.each([
		['both', 'context.missingScopes'],
		['granular', 'errors.0.context.requiredGranularScopes'],
		['required', 'context.requiredScopes'],
		['missing', 'context.missingScopes'],
	] as const)('names missing scopes as told: %s', async (missingScopes, place) => {
		await start({ missingScopes, scopesByObjectType: true });
		const weak = hubspot.auth.addAccessToken(undefined, ['crm.objects.contacts.read']);
		const { status, json } = await post(`${BATCH}/read`, { inputs: [{ id: '1' }] }, weak);
		expect(status).toBe(403);
		expect(json?.category).toBe('MISSING_SCOPES');
		expect(json).toHaveProperty(place, COMPANY_SCOPES);
		const text = JSON.stringify(json);
		expect(text.match(/companies\.write/g)).toHaveLength(missingScopes === 'both' ? 2 : 1);
	});

	it.each([
		['text', 'MISSING_SCOPES', /\{missingScopes=\[crm.objects.companies.read, crm/],
		['prose', 'MISSING_SCOPES', /not granted: crm.objects.companies.read, crm/],
		['permissions', 'USER_DOES_NOT_HAVE_PERMISSIONS', /^User level/],
	] as const)('says of missing scopes in its message: %s', async (where, category, message) => {
		await start({ missingScopes: where, scopesByObjectType: true });
		const weak = hubspot.auth.addAccessToken(undefined, ['crm.objects.contacts.read']);
		const { status, json } = await post(`${BATCH}/read`, { inputs: [{ id: '1' }] }, weak);
		expect(status).toBe(403);
		expect(json).toEqual({
			...{ status: 'error', category, message: expect.stringMatching(message) as string },
			correlationId: expect.any(String) as string,
		});
	});
});

const COMPANY_SCOPES = ['crm.objects.companies.read', 'crm.objects.companies.write'];
