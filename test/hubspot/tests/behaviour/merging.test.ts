import { LocalHubspot } from '../..';
import { send } from '../../send';

const BATCH = '/crm/associations/2026-03/contacts/companies/batch';
const TYPES = [{ associationCategory: 'HUBSPOT_DEFINED', associationTypeId: 279 }];

describe('merged records', () => {
	let hubspot: LocalHubspot;
	let token: string;

	beforeEach(async () => {
		hubspot = await LocalHubspot.start();
		token = hubspot.auth.addAccessToken();
		const { account } = hubspot;
		account.associate('contacts', 1, 'companies', 10);
		account.associate('contacts', 2, 'companies', 11, [{ category: 'HUBSPOT_DEFINED', typeId: 1 }]);
		account.associate('contacts', 1, 'contacts', 2);
		account.mergeRecords('contacts', 2, 1);
	});
	afterEach(async () => await hubspot.stop());

	const post = async (path: string, body: unknown) =>
		await send(hubspot, 'POST', path, { token, body });

	it('leave their associations to the one that is kept', () => {
		const { account } = hubspot;
		expect(account.hasRecord('contacts', 2)).toBe(false);
		expect(account.associatedIds('contacts', 1, 'companies')).toEqual(['10', '11']);
		expect(account.typesBetween('contacts', 1, 'companies', 11)).toHaveLength(2);
		expect(account.associations('contacts', 'contacts')).toEqual([]);
		expect(account.associatedIds('companies', 11, 'contacts')).toEqual(['1']);
	});

	it.each([
		['asked', ['2']],
		['kept', ['1']],
		['unmentioned', []],
	] as const)('are read by their old IDs: %s', async (mergedIds, ids) => {
		hubspot.behaviour.mergedIds = mergedIds;
		const read = await post(`${BATCH}/read`, { inputs: [{ id: '2' }] });
		const results = read.json?.results as Array<{ from: { id: string }; to: unknown[] }>;
		expect(results.map(({ from, to }) => [from.id, to.length])).toEqual(ids.map((id) => [id, 2]));
		expect(read.json).not.toHaveProperty('errors');
		const records = await post('/crm/v3/objects/contacts/batch/read', { inputs: [{ id: '2' }] });
		expect((records.json?.results as Array<{ id: string }>).map(({ id }) => id)).toEqual(ids);
		expect(records.json).not.toHaveProperty('errors');
	});

	it('are written by their old IDs', async () => {
		await post(`${BATCH}/archive`, { inputs: [{ from: { id: '2' }, to: [{ id: '10' }] }] });
		expect(hubspot.account.associatedIds('contacts', 1, 'companies')).toEqual(['11']);
		const inputs = [{ from: { id: '2' }, to: { id: '10' }, types: TYPES }];
		expect((await post(`${BATCH}/create`, { inputs })).status).toBe(200);
		expect(hubspot.account.associatedIds('contacts', 1, 'companies')).toEqual(['10', '11']);
	});
});
