import type { IDataObject, INodeParameters } from 'n8n-workflow';

import type { AssociationType, LocalHubspotOptions } from '../hubspot';
import {
	deleteLabelsParameters,
	deleteParameters,
	type Fixture,
	objectType,
	startFixture,
} from './fixture';
import type * as fastSleep from './fastSleep';
import { VERSIONS } from './versions';

jest.mock('n8n-workflow', () =>
	jest.requireActual<typeof fastSleep>('./fastSleep').withFastSleep(),
);

let fixture: Fixture;
const start = async (options?: LocalHubspotOptions) => {
	fixture = await startFixture({ rateLimit: { max: 100_000 }, ...options });
	const { account } = fixture.hubspot;
	account.addLabel('contacts', 'companies', { label: 'Friend', typeId: 36, inverseTypeId: 37 });
	account.addLabel('contacts', 'companies', { label: 'Boss', typeId: 40, inverseTypeId: 41 });
	account.addLabel('contacts', 'companies', { label: 'Payer', typeId: 42, inverseTypeId: 43 });
	account.addRecords('contacts', [1, 2]);
	account.addRecords('companies', [10, 11]);
};
afterEach(async () => await fixture.hubspot.stop());

const onError = 'continueRegularOutput';
const label = (typeId: number): AssociationType => ({ category: 'USER_DEFINED', typeId });
const UNLABELED: AssociationType = { category: 'HUBSPOT_DEFINED', typeId: 279 };
const PRIMARY: AssociationType = { category: 'HUBSPOT_DEFINED', typeId: 1 };
const state = () => JSON.stringify(fixture.hubspot.account.snapshot());
const numbers = (contact: number, company: number) =>
	fixture.hubspot.account
		.typesBetween('contacts', contact, 'companies', company)
		.map(({ typeId }) => typeId)
		.sort((a, b) => a - b);
const creates = () => fixture.hubspot.requests.filter(({ path }) => path.endsWith('/batch/create'));

async function run(parameters: INodeParameters, items: IDataObject[]) {
	const { done } = await fixture.run(parameters, { items, onError });
	// As a file or a table keeps it.
	return JSON.parse(JSON.stringify(done.map(({ json }) => json))) as IDataObject[];
}

const deleted = async (parameters: INodeParameters, items: IDataObject[] = [PAIR]) =>
	await run({ ...parameters, options: { snapshot: 'default' } }, items);

const restore = async (items: IDataObject[], more: INodeParameters = {}) =>
	await run({ resource: 'association', operation: 'restore', ...more }, items);

const PAIR = { contact: 1, company: 10 };

const messageOf = ({ error }: IDataObject) => (error as { message: string } | undefined)?.message;

/** An item as a deletion gives it. */
const item = (contact: number, company: number, removed: AssociationType[]): IDataObject => ({
	...{ status: 'deleted', fromObjectType: 'contacts', fromObjectId: String(contact) },
	...{ toObjectType: 'companies', toObjectId: String(company), removed: removed as never },
});

describe.each(VERSIONS)('on version %s', (apiVersion) => {
	it.each<[string, LocalHubspotOptions]>([
		['', {}],
		[', although reads lag', { readLag: { reads: 2, of: 'deletes' } }],
	])('a label is put back beside those that are there%s', async (_, options) => {
		await start(options);
		fixture.hubspot.account.associate('contacts', 1, 'companies', 10, [label(36), label(40)]);
		const before = state();
		const kept = await deleted(deleteLabelsParameters({ apiVersion, labels: ['USER_DEFINED:36'] }));
		expect(numbers(1, 10)).toEqual([40, 279]);
		const reported = await restore(kept, { apiVersion });
		expect(reported.map(({ status }) => status)).toEqual(['restored']);
		expect(numbers(1, 10)).toEqual([36, 40, 279]);
		expect(state()).toBe(before);
	});

	it('a label that came meanwhile stays', async () => {
		await start();
		const { account } = fixture.hubspot;
		account.associate('contacts', 1, 'companies', 10, [label(36), label(40)]);
		const kept = await deleted(deleteLabelsParameters({ apiVersion, labels: ['USER_DEFINED:36'] }));
		account.associate('contacts', 1, 'companies', 10, [label(42)]);
		const reported = await restore(kept, { apiVersion });
		expect(reported.map(({ status }) => status)).toEqual(['restored']);
		expect(numbers(1, 10)).toEqual([36, 40, 42, 279]);
	});

	it('a label that came to a pair that was removed whole stays', async () => {
		await start();
		const { account } = fixture.hubspot;
		account.associate('contacts', 1, 'companies', 10, [label(36)]);
		const kept = await deleted(deleteParameters({ apiVersion }));
		expect(numbers(1, 10)).toEqual([]);
		account.associate('contacts', 1, 'companies', 10, [label(42)]);
		await restore(kept, { apiVersion });
		expect(numbers(1, 10)).toEqual([36, 42, 279]);
	});

	it('both directions of one object type come back', async () => {
		await start();
		const { account } = fixture.hubspot;
		account.addLabel('contacts', 'contacts', { label: 'Parent', typeId: 60, inverseTypeId: 160 });
		account.addLabel('contacts', 'contacts', { label: 'Mentor', typeId: 61, inverseTypeId: 161 });
		account.addLabel('contacts', 'contacts', { label: 'Buddy', typeId: 62, inverseTypeId: 162 });
		account.associate('contacts', 1, 'contacts', 2, [label(60), label(62)]);
		account.associate('contacts', 2, 'contacts', 1, [label(61)]);
		const before = state();
		const parameters = deleteLabelsParameters({
			...{ apiVersion, fromId: '={{ $json.from }}' },
			...{ toObjectType: objectType('contacts'), toIds: '={{ $json.to }}' },
			labels: '={{ $json.labels }}',
		});
		const kept = await deleted(parameters, [
			{ from: 1, to: 2, labels: ['USER_DEFINED:60', 'USER_DEFINED:62'] },
			{ from: 2, to: 1, labels: ['USER_DEFINED:61'] },
		]);
		expect(kept.map(({ status }) => status)).toEqual(['deleted', 'deleted']);
		expect(account.typesBetween('contacts', 1, 'contacts', 2)).toHaveLength(1);
		const reported = await restore(kept, { apiVersion });
		expect(reported.map(({ status }) => status)).toEqual(['restored', 'restored']);
		expect(state()).toBe(before);
	});

	it('both directions of one object type come back after the pair was removed whole', async () => {
		await start();
		const { account } = fixture.hubspot;
		account.addLabel('contacts', 'contacts', { label: 'Parent', typeId: 60, inverseTypeId: 61 });
		account.associate('contacts', 1, 'contacts', 2, [label(60)]);
		const before = state();
		const both = deleteParameters({
			...{ apiVersion, fromId: '={{ $json.from }}' },
			...{ toObjectType: objectType('contacts'), toIds: '={{ $json.to }}' },
		});
		const kept = await deleted(both, [
			{ from: 1, to: 2 },
			{ from: 2, to: 1 },
		]);
		await restore(kept, { apiVersion });
		expect(state()).toBe(before);
	});

	it.each([1, 2])('what %i reads still show after the deletion is put back', async (reads) => {
		await start({ readLag: { reads, of: 'deletes' } });
		fixture.hubspot.account.associate('contacts', 1, 'companies', 10, [label(36)]);
		fixture.hubspot.account.associate('contacts', 1, 'companies', 11);
		const before = state();
		const kept = await deleted(deleteParameters({ apiVersion }));
		expect(numbers(1, 10)).toEqual([]);
		// Beside one that is there.
		const reported = await restore([...kept, item(1, 11, [UNLABELED])], { apiVersion });
		expect(reported.map(({ status }) => status)).toEqual(['restored', 'present']);
		expect(state()).toBe(before);
	});

	const bothWays = async (reads: number) => {
		await start({ readLag: { reads, of: 'creations' } });
		const { account } = fixture.hubspot;
		account.addLabel('contacts', 'contacts', { label: 'Parent', typeId: 60, inverseTypeId: 160 });
		account.addLabel('contacts', 'contacts', { label: 'Mentor', typeId: 61, inverseTypeId: 161 });
		const ofContacts = (from: number, to: number, typeId: number) => ({
			...item(from, to, [label(typeId)]),
			toObjectType: 'contacts',
		});
		return await restore([ofContacts(1, 2, 60), ofContacts(2, 1, 61)], { apiVersion });
	};

	it.each([1, 2])(
		'the second direction waits until a read shows the first one, after %i',
		async (reads) => {
			const reported = await bothWays(reads);
			expect(reported.map(({ status }) => status)).toEqual(['restored', 'restored']);
			const types = fixture.hubspot.account.typesBetween('contacts', 1, 'contacts', 2);
			expect(types.map(({ typeId }) => typeId)).toEqual(expect.arrayContaining([60, 61]));
		},
	);

	it('the second direction is not sent where no read shows the first one', async () => {
		const reported = await bothWays(100);
		expect(reported).toMatchObject([
			{ status: 'restored' },
			{
				status: 'notSent',
				error: { message: expect.stringContaining('not show yet') as string },
				removed: [label(61)],
			},
		]);
		const types = fixture.hubspot.account.typesBetween('contacts', 1, 'contacts', 2);
		expect(types.map(({ typeId }) => typeId)).toContain(60);
	});

	it('what is there already is present, and nothing is sent for it', async () => {
		await start();
		fixture.hubspot.account.associate('contacts', 1, 'companies', 10, [label(36), label(40)]);
		const before = state();
		const items = [item(1, 10, [UNLABELED, label(36)]), item(2, 10, [UNLABELED])];
		const reported = await restore(items, { apiVersion, options: { dryRun: true } });
		expect(reported.map(({ status }) => status)).toEqual(['present', 'wouldRestore']);
		expect(state()).toBe(before);
		const real = await restore(items, { apiVersion });
		expect(real.map(({ status }) => status)).toEqual(['present', 'restored']);
		expect(creates()).toHaveLength(1);
		expect((creates()[0].body as { inputs: unknown[] }).inputs).toHaveLength(1);
		expect(numbers(1, 10)).toEqual([36, 40, 279]);
		expect(numbers(2, 10)).toEqual([279]);
	});
});

describe('a primary label that another record has meanwhile', () => {
	/** Contact 1 had company 10 as its primary, which was removed; now it has company 11. */
	const removedPrimary = async () => {
		await start();
		const { account } = fixture.hubspot;
		account.associate('contacts', 1, 'companies', 10, [PRIMARY, label(36)]);
		const kept = await deleted(deleteParameters());
		account.associate('contacts', 1, 'companies', 11, [PRIMARY]);
		return kept;
	};

	it.each(VERSIONS)('is not taken on version %s; the rest is put back', async (apiVersion) => {
		const reported = await restore(await removedPrimary(), { apiVersion });
		expect(reported).toMatchObject([
			{
				status: 'failed',
				error: {
					message: expect.stringMatching(
						/primary label .* companies 11 .*"Take Primary"/,
					) as string,
				},
				removed: [PRIMARY],
			},
		]);
		expect(numbers(1, 10)).toEqual([36, 279]);
		expect(numbers(1, 11)).toEqual([1, 279]);
	});

	it('is taken with the option, and the item says from where', async () => {
		const kept = await removedPrimary();
		const first = await restore(kept);
		// What is left to put back is in the item.
		const reported = await restore(first, { options: { takePrimary: true } });
		expect(reported).toMatchObject([
			{ status: 'restored', note: 'The primary label was taken from companies 11.' },
		]);
		expect(numbers(1, 10)).toEqual([1, 36, 279]);
		expect(numbers(1, 11)).toEqual([279]);
	});

	it('is not sent where it is all there is to put back', async () => {
		await start();
		const { account } = fixture.hubspot;
		account.associate('contacts', 1, 'companies', 10);
		account.associate('contacts', 1, 'companies', 11, [PRIMARY]);
		const before = state();
		const reported = await restore([item(1, 10, [PRIMARY])]);
		expect(reported).toMatchObject([{ status: 'notSent', removed: [PRIMARY] }]);
		expect(creates()).toEqual([]);
		expect(state()).toBe(before);
	});

	it('is not taken from the side of the company either', async () => {
		await start();
		const { account } = fixture.hubspot;
		account.associate('contacts', 1, 'companies', 10, [PRIMARY]);
		const turned = deleteParameters({
			...{ fromObjectType: objectType('companies'), fromId: '10' },
			...{ toObjectType: objectType('contacts'), toIds: '1' },
		});
		const kept = await deleted(turned);
		account.associate('contacts', 1, 'companies', 11, [PRIMARY]);
		const reported = await restore(kept);
		expect(reported).toMatchObject([
			{
				status: 'failed',
				error: { message: expect.stringContaining('companies 11 has it meanwhile') as string },
				removed: [{ category: 'HUBSPOT_DEFINED', typeId: 2 }],
			},
		]);
		expect(numbers(1, 10)).toEqual([279]);
		expect(numbers(1, 11)).toEqual([1, 279]);
	});

	it.each([false, true])(
		'of two to be put back, one is; from the side of the company: %s',
		async (turned) => {
			await start();
			const inverse = { category: 'HUBSPOT_DEFINED', typeId: 2 } as const;
			const items = [10, 11].map((company) =>
				turned
					? {
							...item(company, 1, [{ category: 'HUBSPOT_DEFINED', typeId: 280 }, inverse]),
							...{ fromObjectType: 'companies', toObjectType: 'contacts' },
						}
					: item(1, company, [UNLABELED, PRIMARY]),
			);
			const reported = await restore(items);
			expect(reported).toMatchObject([
				{ status: 'restored' },
				{ status: 'failed', removed: [turned ? inverse : PRIMARY] },
			]);
			expect(messageOf(reported[1])).toContain('because companies 10 has it meanwhile');
			expect([numbers(1, 10), numbers(1, 11)]).toEqual([[1, 279], [279]]);
		},
	);

	it('whose label is in the language of the account is not taken', async () => {
		const kept = await removedPrimary();
		fixture.hubspot.intercept = async ({ path }, perform) => {
			if (!path.endsWith('/read')) return undefined;
			const { status, body } = await perform();
			return { status, body: JSON.parse(body.replaceAll('"Primary"', '"Primär"')) as unknown };
		};
		const reported = await restore(kept);
		expect(reported).toMatchObject([{ status: 'failed', removed: [PRIMARY] }]);
		expect(numbers(1, 10)).toEqual([36, 279]);
		expect(numbers(1, 11)).toEqual([1, 279]);
	});

	it('is not taken where it cannot be read who has it', async () => {
		await start();
		const { account } = fixture.hubspot;
		account.associate('contacts', 1, 'companies', 11, [PRIMARY]);
		fixture.hubspot.intercept = ({ path }) =>
			path.endsWith('/contacts/companies/batch/read')
				? { status: 403, body: { status: 'error', message: 'Not for you' } }
				: undefined;
		const inverse = { category: 'HUBSPOT_DEFINED', typeId: 2 } as const;
		const removed = [{ category: 'HUBSPOT_DEFINED', typeId: 280 } as const, inverse];
		const items = [
			{
				...item(10, 1, removed),
				...{ fromObjectType: 'companies', toObjectType: 'contacts' },
			},
		];
		const reported = await restore(items);
		expect(reported).toMatchObject([
			{
				status: 'failed',
				error: {
					message: expect.stringMatching(
						/could not be read whether another record has it meanwhile: .*Not for you.* "Take Primary"/,
					) as string,
				},
				removed: [inverse],
			},
		]);
		expect(numbers(1, 10)).toEqual([279]);
		expect(numbers(1, 11)).toEqual([1, 279]);
		const taken = await restore(reported, { options: { takePrimary: true } });
		expect(taken).toMatchObject([
			{
				status: 'restored',
				note: expect.stringContaining('may have been taken from another record') as string,
			},
		]);
		expect(numbers(1, 10)).toEqual([1, 279]);
	});

	it('that nobody has meanwhile is put back', async () => {
		await start();
		const { account } = fixture.hubspot;
		account.associate('contacts', 1, 'companies', 10, [PRIMARY]);
		account.associate('contacts', 1, 'companies', 11);
		const before = state();
		const kept = await deleted(deleteParameters());
		const reported = await restore(kept);
		expect(reported.map(({ status }) => status)).toEqual(['restored']);
		expect(state()).toBe(before);
	});
});
