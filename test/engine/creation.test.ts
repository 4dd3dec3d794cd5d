import type { IDataObject } from 'n8n-workflow';

import type { LocalHubspotOptions } from '../hubspot';
import { type Fixture, startFixture } from './fixture';
import type * as fastSleep from './fastSleep';
import { VERSIONS } from './versions';

jest.mock('n8n-workflow', () =>
	jest.requireActual<typeof fastSleep>('./fastSleep').withFastSleep(),
);

let fixture: Fixture;
const start = async (options?: LocalHubspotOptions) => {
	fixture = await startFixture({ rateLimit: { max: 100_000 }, ...options });
	fixture.hubspot.account.addRecords('contacts', [1, 2]);
	fixture.hubspot.account.addRecords('companies', [10]);
};
afterEach(async () => await fixture.hubspot.stop());

const remaining = () => fixture.hubspot.account.associations('contacts', 'companies').length;
const reads = () => fixture.hubspot.requests.filter(({ path }) => path.endsWith('/batch/read'));
const ITEMS = [1, 2].map((contact): IDataObject => ({
	...{ status: 'deleted', fromObjectType: 'contacts', fromObjectId: String(contact) },
	...{ toObjectType: 'companies', toObjectId: '10' },
	removed: [{ category: 'HUBSPOT_DEFINED', typeId: 279 }],
}));

async function restore(apiVersion: string) {
	const { done } = await fixture.run(
		{ resource: 'association', operation: 'restore', apiVersion },
		{ items: ITEMS, onError: 'continueRegularOutput' },
	);
	return done.map(({ json }) => json);
}

describe.each(VERSIONS)('a creation on version %s', (apiVersion) => {
	it('is not believed where the answer lists nothing and nothing is there', async () => {
		await start({ createsNothing: true });
		const reported = await restore(apiVersion);
		expect(reported.map(({ status }) => status)).toEqual(['failed', 'failed']);
		expect(reported.map(({ removed }) => removed)).toMatchObject(
			ITEMS.map(({ removed }) => removed),
		);
		expect(remaining()).toBe(0);
		fixture.hubspot.behaviour.createsNothing = false;
	});

	it('is believed where the answer lists nothing and a read shows it', async () => {
		await start({ createLists: 'nothing' });
		const reported = await restore(apiVersion);
		expect(reported.map(({ status }) => status)).toEqual(['restored', 'restored']);
		expect(remaining()).toBe(2);
		expect(reads().length).toBeGreaterThanOrEqual(2);
	});

	it.each<[string, LocalHubspotOptions]>([
		['as it was sent', { createLists: 'sent' }],
		['in both directions', { createLists: 'bothDirections' }],
		['with numbers for IDs', { numericIds: true }],
		['with a 201', { createStatus: 201 }],
	])('is believed where the answer lists it %s, and not read back', async (_, behaviour) => {
		await start(behaviour);
		const reported = await restore(apiVersion);
		expect(reported.map(({ status }) => status)).toEqual(['restored', 'restored']);
		expect(remaining()).toBe(2);
		expect(reads()).toHaveLength(1);
	});
});
