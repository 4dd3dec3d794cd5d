import { type AssociationType, LocalHubspot, misbehave, type Misbehaviour, OBSERVED } from '..';
import { send, type WireAnswer } from '../send';

const BASE = '/crm/associations/2026-09';
const IDS = ['1', '2', '3', '4'];
const PRIMARY: AssociationType = { category: 'HUBSPOT_DEFINED', typeId: 1 };
const spec = ({ category, typeId }: AssociationType) => ({
	...{ associationCategory: category, associationTypeId: typeId },
});

/** The requests that the misbehaviours meet. */
const BODIES = {
	archive: IDS.map((id) => ({ from: { id }, to: [{ id: '9' }] })),
	'labels/archive': IDS.map((id) => ({ from: { id }, to: { id: '9' }, types: [spec(PRIMARY)] })),
	create: [{ from: { id: '1' }, to: { id: '9' }, types: [spec(PRIMARY)] }],
	read: IDS.map((id) => ({ id })),
};

describe('what was observed', () => {
	let hubspot: LocalHubspot;
	let token: string;

	beforeEach(async () => {
		hubspot = await LocalHubspot.start();
		token = hubspot.auth.addAccessToken();
		hubspot.account.addRecord('contacts', 1);
		hubspot.account.addRecord('companies', 9);
		for (const id of IDS.slice(1)) hubspot.account.associate('contacts', id, 'companies', 9);
		for (const id of [10, 11]) hubspot.account.associate('contacts', 2, 'companies', id);
		hubspot.account.addLabel('contacts', 'companies', { label: 'Buyer', typeId: 60 });
	});
	afterEach(async () => await hubspot.stop());

	const ask = async (
		kind: Misbehaviour,
		path: keyof typeof BODIES,
		{ ends = 'contacts/companies', inputs = BODIES[path] as unknown[] } = {},
	): Promise<WireAnswer> => {
		misbehave(hubspot, () => kind, 7);
		return await send(hubspot, 'POST', `${BASE}/${ends}/batch/${path}`, {
			...{ token, body: { inputs } },
		});
	};
	const there = () => hubspot.account.associatedIds('companies', 9, 'contacts');
	const results = ({ json }: WireAnswer) => json?.results as unknown[];

	it.each<[Misbehaviour, number, RegExp]>([
		['sizeRefused', 400, /number of inputs supported in a batch is [123]\. Please/],
		['permissionMissing', 400, /Missing 'Edit Associations' permission/],
		['badRecordRefusesBatch', 400, /"INVALID_OBJECT_IDS":\["CONTACTS=[1-4] is not valid"\]/],
		['malformedBody', 400, /"Invalid input JSON on line 1, column 11: Cannot deserialize/],
		['objectTypeUnknown', 400, /Unable to infer object type from: contacts|event type id: 0-9999/],
		['scopesMissing', 403, /crm\.objects\.contacts\.read|USER_DOES_NOT_HAVE_PERMISSIONS/],
	])('%s refuses with %i and does nothing', async (kind, status, text) => {
		const answer = await ask(kind, 'archive');
		expect(answer.status).toBe(status);
		expect(answer.text).toMatch(text);
		expect(there()).toEqual(['2', '3', '4']);
	});

	it.each<[Misbehaviour, keyof typeof BODIES]>([
		['malformedBody', 'archive'],
		['objectTypeUnknown', 'read'],
	])('%s has no category', async (kind, path) => {
		expect((await ask(kind, path)).json).not.toHaveProperty('category');
	});

	it('headersOfAnotherLimit does the work', async () => {
		const { status, headers } = await ask('headersOfAnotherLimit', 'archive');
		expect([status, headers.get('x-hubspot-ratelimit-max')]).toEqual([200, '190']);
		expect(there()).toEqual([]);
	});

	it('duplicatesRefused refuses a record named twice, and nothing else', async () => {
		const twice = [{ id: '1' }, { id: '1' }];
		expect((await ask('duplicatesRefused', 'read', { inputs: twice })).status).toBe(400);
		expect((await ask('duplicatesRefused', 'read')).status).toBe(200);
	});

	it('createReplaces takes custom labels away', async () => {
		const buyer = { category: 'USER_DEFINED', typeId: 60 } as const;
		hubspot.account.associate('contacts', 1, 'companies', 9, [buyer]);
		await ask('createReplaces', 'create');
		const types = hubspot.account.typesBetween('contacts', 1, 'companies', 9);
		expect(types.map(({ label }) => label)).toEqual(['Primary', null]);
	});

	it.each<[Misbehaviour, number, number, boolean]>([
		['createNothing', 200, 0, false],
		['createListsNothing', 200, 0, true],
		['createListsBothDirections', 200, 2, true],
		['create201', 201, 1, true],
	])('%s answers %i with %i results; created: %s', async (kind, status, count, isThere) => {
		const answer = await ask(kind, 'create');
		expect([answer.status, results(answer).length]).toEqual([status, count]);
		expect(there().includes('1')).toBe(isThere);
	});

	it('nullFields leaves out numErrors', async () => {
		const { json } = await ask('nullFields', 'read');
		expect(json).toMatchObject({ requestedAt: null, errors: [{ category: 'OBJECT_NOT_FOUND' }] });
		expect(json).not.toHaveProperty('numErrors');
	});

	it('missingRecordRefusesBatch does so', async () => {
		const inputs = [...BODIES.create, { ...BODIES.create[0], from: { id: '404' } }];
		expect((await ask('missingRecordRefusesBatch', 'create', { inputs })).status).toBe(400);
		expect(there()).not.toContain('1');
	});

	it.each<[Misbehaviour, RegExp]>([
		['wrongTypeBlamesRecord', /"DEAL=2 is not valid"/],
		['invalidTypeAsOrdinal', /"0-5 is not a valid association type between CONTACT and COMPANY"/],
		['invalidTypeCancels', /"status":"CANCELED"/],
	])('%s answers so to a wrong type', async (kind, text) => {
		const types = [{ associationCategory: 'HUBSPOT_DEFINED', associationTypeId: 5 }];
		const inputs = [{ from: { id: '2' }, to: { id: '9' }, types }];
		expect((await ask(kind, 'labels/archive', { inputs })).text).toMatch(text);
	});

	it('reassociates brings everything back within three requests', async () => {
		expect((await ask('reassociates', 'archive')).status).toBe(200);
		for (let request = 0; request < 3; request++) await ask('numericIds', 'read');
		expect(there()).toEqual(['2', '3', '4']);
	});

	it('noAssociationsAs404 answers 404 for all', async () => {
		const answer = await ask('noAssociationsAs404', 'read', { inputs: [{ id: '1' }] });
		expect(answer.status).toBe(404);
	});

	it('invalidIdsNamed names them', async () => {
		const answer = await ask('invalidIdsNamed', 'read', { inputs: [{ id: 'x' }, { id: '2' }] });
		expect(answer.text).toMatch(/INVALID_IDENTIFIER/);
		expect(results(answer)).toHaveLength(1);
	});

	it('unmentioned leaves some records out', async () => {
		const { json } = await ask('unmentioned', 'read');
		const { results: read, errors = [] } = json as { results: unknown[]; errors?: unknown[] };
		expect(read.length + errors.length).toBeLessThan(IDS.length);
	});

	it.each<[Misbehaviour, RegExp]>([
		['numericIds', /"toObjectId":9/],
		['encodedCursors', /"after":"\w+%3D/],
		['emptyPages', /"to":\[\],"paging":\{"next":\{"after"/],
		['pagingNull', /"paging":(null|\{"next":null\})/],
		['pagingAtTop', /"paging":\{"next":\{"after":"[^}]*\}\}\}$/],
		['typesRepeated', /\{"category":"HUBSPOT_DEFINED","typeId":279,"label":null\},\{"c/],
		['spelledDifferently', /Type":\["(contact|contacts|CONTACT|0-1)"\]/],
	])('%s shows in a read', async (kind, text) => {
		expect((await ask('createReplaces', 'read')).text).not.toMatch(
			kind === 'spelledDifferently' ? /never/ : text,
		);
		const seen: string[] = [];
		for (let seed = 0; seed < 8; seed++) {
			misbehave(hubspot, () => kind, seed);
			const path = `${BASE}/contacts/companies/batch/read`;
			seen.push((await send(hubspot, 'POST', path, { token, body: { inputs: BODIES.read } })).text);
		}
		expect(seen.some((each) => text.test(each))).toBe(true);
	});

	it('oneSided hides the later side only', async () => {
		expect(results(await ask('oneSided', 'read'))).toHaveLength(3);
		const ends = 'companies/contacts';
		expect(results(await ask('oneSided', 'read', { ends, inputs: [{ id: '9' }] }))).toHaveLength(0);
	});

	it('nullLimits lists limits that are none', async () => {
		misbehave(hubspot, () => 'nullLimits');
		const path = `${BASE}/definitions/configurations/contacts/companies`;
		const { text } = await send(hubspot, 'GET', path, { token });
		expect(text).toContain('"userEnforcedMaxToObjectIds":null');
	});

	it('readsLag shows the state before', async () => {
		await ask('readsLag', 'archive');
		expect(there()).toEqual([]);
		expect(results(await ask('oneSided', 'read'))).toHaveLength(3);
	});

	it('leaves alone what it is not about', async () => {
		const kinds = Object.keys(OBSERVED) as Array<keyof typeof OBSERVED>;
		for (const kind of kinds.filter((each) => each !== 'headersOfAnotherLimit')) {
			misbehave(hubspot, () => kind);
			const { status } = await send(hubspot, 'GET', '/crm-object-schemas/2026-03/schemas', {
				token,
			});
			expect([kind, status]).toEqual([kind, 200]);
		}
	});
});
