import type { INodeParameters } from 'n8n-workflow';

import type { AssociationType } from '../hubspot';
import { deleteAllParameters, type Fixture, startFixture } from './fixture';
import { VERSIONS } from './versions';

let fixture: Fixture;
let friend: AssociationType;
const start = async (options?: Parameters<typeof startFixture>[0]) => {
	fixture = await startFixture({ rateLimit: { max: 100_000 }, ...options });
	friend = fixture.hubspot.account.addLabel('contacts', 'companies', { label: 'Friend' }).from;
};
afterEach(async () => await fixture.hubspot.stop());

const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1);
const key = ({ category, typeId }: AssociationType) => `${category}:${typeId}`;

const run = async (contacts: unknown[], more: INodeParameters = {}, options = {}) =>
	await fixture.run(deleteAllParameters(more), {
		items: contacts.map((contact) => ({ contact })) as never,
		onError: 'continueRegularOutput',
		...options,
	});

const paths = () => fixture.hubspot.requests.map(({ path }) => path.replace(/.*\/batch\//, ''));
const count = (path: string) => paths().filter((each) => each === path).length;
const associated = (contact: number) =>
	fixture.hubspot.account.associatedIds('contacts', contact, 'companies');

describe.each(VERSIONS)('on version %s', (apiVersion) => {
	beforeEach(async () => {
		await start({ numericIds: apiVersion === 'v4', readPageSize: 2 });
		const { account } = fixture.hubspot;
		account.addRecords('contacts', [1, 2, 3, 4]);
		for (const company of upTo(5)) account.associate('contacts', 1, 'companies', company);
		account.associate('contacts', 1, 'companies', 2, [friend]);
		account.associate('contacts', 2, 'companies', 1, [friend]);
		account.associate('contacts', 4, 'companies', 1);
	});

	it('removes everything of the records, pages and all, and says what', async () => {
		const { done } = await run([1, 2, 3], { apiVersion });
		expect(done.map(({ json, pairedItem }) => [json.toObjectId, json.status, pairedItem])).toEqual([
			...upTo(5).map((company) => [String(company), 'deleted', { item: 0 }]),
			['1', 'deleted', { item: 1 }],
			[undefined, 'absent', { item: 2 }],
		]);
		expect(done[6].json).toEqual({
			status: 'absent',
			fromObjectType: 'contacts',
			fromObjectId: '3',
			toObjectType: 'companies',
		});
		expect(fixture.hubspot.account.associations('contacts', 'companies')).toMatchObject([
			{ fromId: '4' },
		]);
		// Three pages of contact 1, the first of them with the others; one delete.
		expect(paths()).toEqual(['read', 'read', 'read', 'archive']);
	});

	it('removes chosen labels wherever they sit, and leaves the records associated', async () => {
		const { done } = await run([1, 2, 3], { apiVersion, labels: [key(friend)] });
		expect(done.map(({ json }) => [json.fromObjectId, json.toObjectId, json.status])).toEqual([
			['1', '2', 'deleted'],
			['2', '1', 'deleted'],
			['3', undefined, 'absent'],
		]);
		expect(associated(1)).toHaveLength(5);
		expect(fixture.hubspot.account.typesBetween('contacts', 1, 'companies', 2)).toHaveLength(1);
		expect(count('labels/archive')).toBe(1);
	});

	it('says beforehand what it would remove, without reading twice or writing', async () => {
		const { done } = await run([1, 3], { apiVersion, options: { dryRun: true } });
		expect(done.map(({ json }) => json.status)).toEqual([
			...upTo(5).map(() => 'wouldDelete'),
			'absent',
		]);
		expect(done[1].json.removed).toEqual([
			{ category: 'HUBSPOT_DEFINED', typeId: 279, label: null },
			{ ...friend, label: 'Friend' },
		]);
		expect(paths()).toEqual(['read', 'read', 'read']);
		expect(associated(1)).toHaveLength(5);
	});
});

describe('Delete All of a Record', () => {
	it('takes the fewest requests: one record with 5,000 associations', async () => {
		await start();
		for (const company of upTo(5_000)) {
			fixture.hubspot.account.associate('contacts', 1, 'companies', company);
		}
		const options = { batchSize: 2000, snapshot: 'complete' };
		const { done } = await run([1], { options });
		expect(done).toHaveLength(5_000);
		expect(done.every(({ json }) => json.status === 'deleted')).toBe(true);
		expect(associated(1)).toEqual([]);
		expect([count('read'), count('archive')]).toEqual([10, 3]);
	});

	it('and 5,000 records with one each', async () => {
		await start();
		for (const contact of upTo(5_000)) {
			fixture.hubspot.account.associate('contacts', contact, 'companies', 1);
		}
		const { done } = await run(upTo(5_000), { options: { batchSize: 2000 } });
		expect(done).toHaveLength(5_000);
		expect(fixture.hubspot.account.associations('contacts', 'companies')).toEqual([]);
		expect([count('read'), count('archive')]).toEqual([5, 3]);
	});

	it('and 10 records with three pages each: pages are read together, too', async () => {
		await start({ readPageSize: 2 });
		for (const contact of upTo(10)) {
			for (const company of upTo(5)) {
				fixture.hubspot.account.associate('contacts', contact, 'companies', company);
			}
		}
		const { done } = await run(upTo(10));
		expect(done).toHaveLength(50);
		expect(paths()).toEqual(['read', 'read', 'read', 'archive']);
		expect(fixture.hubspot.account.associations('contacts', 'companies')).toEqual([]);
	});

	it('looks once which labels there are, where it is given some', async () => {
		await start();
		for (const contact of [1, 2]) {
			fixture.hubspot.account.associate('contacts', contact, 'companies', 1, [friend]);
		}
		await run([1, 2], { labels: [key(friend)] });
		expect(fixture.hubspot.requests.map(({ method }) => method)).toEqual(['GET', 'POST', 'POST']);
	});

	it('reads a record once that several items name, and answers each', async () => {
		await start();
		fixture.hubspot.account.associate('contacts', 1, 'companies', 1);
		const { done } = await run([1, '1', 2, ' 2 ']);
		expect(done.map(({ json, pairedItem }) => [json.status, pairedItem])).toEqual([
			['deleted', { item: 0 }],
			['deleted', { item: 1 }],
			['absent', { item: 2 }],
			['absent', { item: 3 }],
		]);
		expect(paths()).toEqual(['read', 'archive']);
	});

	it('deletes labels of some and everything of others in the same run', async () => {
		await start();
		const { account } = fixture.hubspot;
		account.associate('contacts', 1, 'companies', 1, [friend]);
		account.associate('contacts', 2, 'companies', 1, [friend]);
		const { done } = await fixture.run(deleteAllParameters({ labels: '={{ $json.labels }}' }), {
			items: [
				{ contact: 1, labels: [key(friend)] },
				{ contact: 2, labels: [] },
			],
		});
		expect(done.map(({ json }) => json.status)).toEqual(['deleted', 'deleted']);
		expect(account.typesBetween('contacts', 1, 'companies', 1)).toHaveLength(1);
		expect(associated(2)).toEqual([]);
	});

	it.each([[undefined], [null], [''], [' ']])(
		'does not take an expression that gives %j for every label',
		async (labels) => {
			await start();
			fixture.hubspot.account.associate('contacts', 1, 'companies', 1);
			const { error } = await fixture.run(deleteAllParameters({ labels: '={{ $json.labels }}' }), {
				items: [{ contact: 1, labels }] as never,
			});
			expect(error?.message).toContain('"Only These Label Names or IDs" is empty');
			expect(associated(1)).toEqual(['1']);
		},
	);

	describe('with a record that cannot be read', () => {
		beforeEach(async () => {
			await start();
			for (const contact of [1, 2, 3]) {
				fixture.hubspot.account.associate('contacts', contact, 'companies', 1);
			}
			fixture.hubspot.intercept = ({ path, body }) =>
				path.endsWith('/read') && JSON.stringify(body).includes('"2"')
					? { status: 404, body: { status: 'error', message: 'Contact 2 is not there' } }
					: undefined;
		});

		it('deletes the others', async () => {
			const { done } = await run([1, 2, 3]);
			expect(done.map(({ json }) => json.status)).toEqual(['deleted', 'notSent', 'deleted']);
			expect(done[1].json.error).toEqual({
				message:
					'Not sent, because what the record is associated with could not be read: HubSpot answered 404: Contact 2 is not there.',
			});
			expect(associated(2)).toEqual(['1']);
		});

		it('deletes nothing where failures stop the workflow', async () => {
			const { error } = await run([1, 2, 3], {}, { onError: undefined });
			expect(error?.message).toMatch(/^Not sent, because what the record is associated with could/);
			expect(error?.message).toContain(
				'2 of 2 associations never sent, 1 record could not be read.',
			);
			expect(count('archive')).toBe(0);
		});
	});
});
