import { LocalHubspot, MISBEHAVIOURS, misbehave, type Misbehaviour, randomly } from '..';
import { send } from '../send';

let hubspot: LocalHubspot;
let token: string;
beforeEach(async () => {
	hubspot = await LocalHubspot.start();
	token = hubspot.auth.addAccessToken();
	for (const contact of CONTACTS) hubspot.account.associate('contacts', contact, 'companies', 9);
});
afterEach(async () => await hubspot.stop());

const CONTACTS = [1, 2, 3, 4, 5, 6];
const PATH = '/crm/associations/2026-03/contacts/companies/batch/archive';
const BODY = {
	inputs: CONTACTS.map((id) => ({ from: { id: String(id) }, to: [{ id: '9' }] })),
};
const remaining = () =>
	hubspot.account.associations('contacts', 'companies').map(({ fromId }) => fromId);
const archive = async (kind?: Misbehaviour, seed = 1) => {
	misbehave(hubspot, () => kind, seed);
	return await send(hubspot, 'POST', PATH, { token, body: BODY });
};

describe('misbehaviour', () => {
	it.each([
		['rateLimited', 429],
		['error500', 500],
		['error502', 502],
		['error503', 503],
		['error504', 504],
		['locked', 423],
		['migrating', 477],
	] as const)('%s answers %i', async (kind, status) => {
		expect((await archive(kind)).status).toBe(status);
		expect(hubspot.requests).toMatchObject([{ status }]);
	});

	it('a server error comes after the work was done, or without', async () => {
		const seen = new Set<number>();
		for (let seed = 0; seed < 20; seed++) {
			await archive('error502', seed);
			seen.add(remaining().length);
			for (const id of CONTACTS) hubspot.account.associate('contacts', id, 'companies', 9);
		}
		expect(seen).toEqual(new Set([0, 6]));
	});

	it('resetBefore breaks the connection before the work, resetAfter after it', async () => {
		await expect(archive('resetBefore')).rejects.toThrow('fetch failed');
		expect(remaining()).toHaveLength(6);
		await expect(archive('resetAfter')).rejects.toThrow('fetch failed');
		expect(remaining()).toEqual([]);
	});

	it('truncated breaks it in the middle of the answer', async () => {
		await expect(archive('truncated')).rejects.toThrow('terminated');
		expect(remaining()).toEqual([]);
	});

	it('partlyNamed does some, and names the others', async () => {
		const { status, json } = await archive('partlyNamed');
		expect(status).toBe(207);
		const errors = json?.errors as Array<{ context: { fromObjectId: string[] } }>;
		expect(errors.flatMap(({ context }) => context.fromObjectId)).toEqual(remaining());
		expect(remaining().length).toBeGreaterThan(0);
		expect(remaining().length).toBeLessThan(6);
	});

	it('partlyNamed keeps what HubSpot itself says against those it does', async () => {
		hubspot.account.addRecord('companies', 9);
		const types = [{ associationCategory: 'HUBSPOT_DEFINED', associationTypeId: 1 }];
		const inputs = [404, 405, 406].map((id) => ({
			...{ from: { id: String(id) }, to: { id: '9' }, types },
		}));
		misbehave(hubspot, () => 'partlyNamed');

		const path = '/crm/associations/2026-03/contacts/companies/batch/create';
		const { json } = await send(hubspot, 'POST', path, { token, body: { inputs } });

		const errors = json?.errors as Array<{ context: { fromObjectId: string[] } }>;
		const named = errors.flatMap(({ context }) => context.fromObjectId);
		expect(named.sort()).toEqual(['404', '405', '406']);
	});

	it('partlyUnnamed does some, and names nobody', async () => {
		const { status, json } = await archive('partlyUnnamed');
		expect([status, json?.numErrors]).toEqual([207, 1]);
		expect(remaining().length).toBeLessThan(6);
	});

	it('refused does nothing', async () => {
		expect([400, 404]).toContain((await archive('refused')).status);
		expect(remaining()).toHaveLength(6);
	});

	it('pending does it in the end', async () => {
		const { status, json } = await archive('pending');
		expect(status).toBe(200);
		expect(['PENDING', 'PROCESSING']).toContain(json?.status);
		await hubspot.settled();
		expect(remaining()).toEqual([]);
	});

	it('canceled says so', async () => {
		expect((await archive('canceled')).json?.status).toBe('CANCELED');
	});

	it('notJson is none', async () => {
		expect((await archive('notJson')).json).toBeUndefined();
		expect(remaining()).toEqual([]);
	});

	it('stalled and withoutHeaders do it all the same', async () => {
		const before = performance.now();
		expect((await archive('stalled')).json?.status).toBe('COMPLETE');
		expect(performance.now() - before).toBeGreaterThanOrEqual(45);
		const { status, headers } = await archive('withoutHeaders');
		expect(status).toBe(200);
		expect([...headers.keys()].join()).not.toContain('ratelimit');
	});

	it('expired ends the life of every OAuth token', async () => {
		const { access_token: oauth } = hubspot.auth.issueTokens(hubspot.auth.addOAuthApp());
		misbehave(hubspot, () => 'expired');
		const { status } = await send(hubspot, 'POST', PATH, { token: oauth, body: BODY });
		expect(status).toBe(401);
		// That of a private app never expires.
		expect((await archive('expired')).status).toBe(200);
	});

	it('at random is the same for the same seed, whatever the order', () => {
		const requests = CONTACTS.map((id) => ({
			...{ method: 'POST', path: PATH, query: '', headers: {}, at: 0 },
			body: { id },
		}));
		const kinds = (seed: number) => {
			const which = randomly(seed, 0.5);
			return new Map([...requests].reverse().map((request) => [request, which(request, 0)]));
		};
		const forward = randomly(1, 0.5);
		expect(requests.map((request) => forward(request, 0))).toEqual(
			requests.map((request) => kinds(1).get(request)),
		);
		const all = new Set(Array.from({ length: 200 }, (_, seed) => [...kinds(seed).values()]).flat());
		expect(all.size).toBe(Object.keys(MISBEHAVIOURS).length + 1);
	});
});
