import type { IDataObject, INodeParameters } from 'n8n-workflow';

import type { AssociationType } from '../hubspot';
import {
	deleteLabelsParameters,
	deleteParameters,
	type Fixture,
	getAllParameters,
	objectType,
	startFixture,
} from './fixture';
import { VERSIONS } from './versions';

let fixture: Fixture;
let friend: AssociationType;
let buyer: AssociationType;
const start = async (options?: Parameters<typeof startFixture>[0]) => {
	fixture = await startFixture({ rateLimit: { max: 100_000 }, ...options });
	const { account } = fixture.hubspot;
	friend = account.addLabel('contacts', 'companies', { label: 'Friend' }).from;
	buyer = account.addLabel('contacts', 'companies', { label: 'Buyer' }).from;
	account.addRecords('contacts', [1, 2, 3]);
	for (const company of [1, 2, 3, 4, 5]) {
		account.associate('contacts', 1, 'companies', company);
	}
	account.associate('contacts', 1, 'companies', 2, [friend, buyer]);
	account.associate('contacts', 2, 'companies', 1, [friend]);
};
afterEach(async () => await fixture.hubspot.stop());

const key = ({ category, typeId }: AssociationType) => `${category}:${typeId}`;
const all = { returnAll: true };
const run = async (contacts: unknown[], more: INodeParameters = {}, options = {}) =>
	await fixture.run(getAllParameters(more), {
		items: contacts.map((contact) => ({ contact })) as never,
		onError: 'continueRegularOutput',
		...options,
	});
const paths = () => fixture.hubspot.requests.map(({ path }) => path.replace(/.*\/batch\//, ''));
const unchanged = async (act: () => Promise<void>) => {
	const before = JSON.stringify(fixture.hubspot.account.snapshot());
	await act();
	expect(JSON.stringify(fixture.hubspot.account.snapshot())).toBe(before);
};

describe.each(VERSIONS)('Get Many on version %s', (apiVersion) => {
	beforeEach(async () => await start({ numericIds: apiVersion === 'v4', readPageSize: 2 }));

	it('gives one item for each association, with its labels, and changes nothing', async () => {
		await unchanged(async () => {
			const { done, hints } = await run([1, 2, 3], { apiVersion, ...all });
			expect(done.map(({ json, pairedItem }) => [json, pairedItem])).toEqual(
				[
					[0, '1', '1', []],
					[
						0,
						'1',
						'2',
						[
							{ ...friend, label: 'Friend' },
							{ ...buyer, label: 'Buyer' },
						],
					],
					[0, '1', '3', []],
					[0, '1', '4', []],
					[0, '1', '5', []],
					[1, '2', '1', [{ ...friend, label: 'Friend' }]],
				].map(([item, fromObjectId, toObjectId, types]) => [
					{
						...{ status: 'found', fromObjectType: 'contacts', fromObjectId },
						...{ toObjectType: 'companies', toObjectId, types },
					},
					{ item },
				]),
			);
			expect(hints[0]).toMatchObject({
				message: '6 associations found of 3 records; 1 record with no associations.',
				type: 'info',
			});
			expect(paths()).toEqual(['read', 'read', 'read']);
		});
	});

	it('gives only what has a label, and of its labels only the chosen ones', async () => {
		const { done } = await run([1, 2, 3], { apiVersion, ...all, labels: ['Buyer'] });
		expect(done.map(({ json }) => [json.fromObjectId, json.toObjectId, json.types])).toEqual([
			['1', '2', [{ ...buyer, label: 'Buyer' }]],
		]);
	});

	it('feeds Delete and Delete Labels, each column on its field', async () => {
		const columns = {
			...{ apiVersion, fromId: '={{ $json.fromObjectId }}', toIds: '={{ $json.toObjectId }}' },
			fromObjectType: objectType('={{ $json.fromObjectType }}'),
			toObjectType: objectType('={{ $json.toObjectType }}'),
		};
		const labelled = await run([1, 2], { apiVersion, ...all, labels: [key(friend)] });
		const first = await fixture.run(
			deleteLabelsParameters({ ...columns, labels: '={{ $json.types }}' }),
			{ items: labelled.done.map(({ json }) => json) },
		);
		expect(first.done.map(({ json }) => json.status)).toEqual(['deleted', 'deleted']);
		const { account } = fixture.hubspot;
		expect(account.typesBetween('contacts', 1, 'companies', 2).map(({ label }) => label)).toEqual([
			null,
			'Buyer',
		]);
		expect(account.typesBetween('contacts', 2, 'companies', 1)).toHaveLength(1);

		const everything = await run([1, 2], { apiVersion, ...all });
		const second = await fixture.run(deleteParameters(columns), {
			items: everything.done.map(({ json }) => json),
		});
		expect(second.done.map(({ json }) => json.status)).toEqual(Array(6).fill('deleted'));
		expect(account.associations('contacts', 'companies')).toEqual([]);
	});

	it('gives at most so many for each input item', async () => {
		const { done } = await run([1, 2, 1], { apiVersion, limit: 2 });
		expect(done.map(({ json, pairedItem }) => [json.toObjectId, pairedItem])).toEqual([
			...['1', '2'].map((id) => [id, { item: 0 }]),
			['1', { item: 1 }],
			...['1', '2'].map((id) => [id, { item: 2 }]),
		]);
	});

	it('says of a record that cannot be read why, and gives the others', async () => {
		fixture.hubspot.intercept = ({ path, body }) =>
			path.endsWith('/read') && JSON.stringify(body).includes('"2"')
				? { status: 404, body: { status: 'error', message: 'Contact 2 is not there' } }
				: undefined;
		const { done, hints } = await run([1, 2, 3], { apiVersion, ...all });
		expect(done.map(({ json }) => json.status)).toEqual([
			...Array<string>(5).fill('found'),
			'notSent',
		]);
		expect((done[5]?.json.error as IDataObject).message).toBe(
			'What the record is associated with could not be read: HubSpot answered 404: Contact 2 is not there.',
		);
		expect(hints[0]?.type).toBe('warning');
		const { error } = await run([1, 2], { apiVersion, ...all }, { onError: undefined });
		expect(error?.message).toContain('could not be read: HubSpot answered 404');
		expect(error?.description ?? '').not.toContain('stays');
	});
});

describe('Get Many', () => {
	beforeEach(async () => await start());

	it('gives nothing for a record without associations, and stops no workflow', async () => {
		const { done, error, hints } = await run([3], all, { onError: undefined });
		expect([done, error]).toEqual([[], undefined]);
		expect(hints[0]?.message).toBe(
			'Nothing found: 1 record has no associations with companies, or does not exist.',
		);
	});

	it('does the same as a tool, and with Dry Run on: it changes nothing anyway', async () => {
		const { done } = await run([2], { ...all, options: { dryRun: true } }, { isTool: true });
		expect(done).toHaveLength(1);
		expect(done[0]?.json).toMatchObject({ found: 1, items: [{ status: 'found' }] });
		expect(done[0]?.json.note).toBeUndefined();
	});

	it('counts in a summary', async () => {
		const { done } = await run([1, 2, 3], { ...all, options: { output: 'summary' } });
		expect(done[0]?.json).toMatchObject({
			inputs: 7,
			found: 6,
			absent: 1,
			requests: 0,
			errors: [],
		});
	});

	it('lets each of several items for one record have its labels', async () => {
		const { done } = await fixture.run(
			getAllParameters({ ...all, labels: '={{ $json.labels }}' }),
			{
				items: [
					{ contact: 1, labels: ['Friend'] },
					{ contact: 1, labels: [] },
					{ contact: 1, labels: ['Buyer', 'Friend'] },
				],
			},
		);
		const said = done.map(({ json, pairedItem }) => [
			(pairedItem as { item: number }).item,
			json.toObjectId,
			(json.types as IDataObject[]).map(({ label }) => label),
		]);
		expect(said.filter(([, id]) => id === '2')).toEqual([
			[0, '2', ['Friend']],
			[1, '2', ['Friend', 'Buyer']],
			[2, '2', ['Friend', 'Buyer']],
		]);
		expect(said).toHaveLength(7);
		expect(paths().filter((path) => path === 'read')).toHaveLength(1);
	});

	it.each([
		['Nobody', 'got "Nobody", which is no label between the two object types'],
		['HUBSPOT_DEFINED:279', 'holds the unlabeled type (HUBSPOT_DEFINED:279)'],
		['', '"With Label Names or IDs" is empty'],
	])('refuses the label %j', async (label, message) => {
		const { error } = await fixture.run(
			getAllParameters({ ...all, labels: '={{ $json.label }}' }),
			{ items: [{ contact: 1, label }] },
		);
		expect(error?.message).toContain(message);
		expect(paths()).not.toContain('read');
	});

	it.each([[0], [1.5], ['x'], [null]])('refuses the limit %j', async (limit) => {
		const { error } = await fixture.run(getAllParameters({ limit: '={{ $json.limit }}' }), {
			items: [{ contact: 1, limit }] as never,
		});
		expect(error?.message).toContain('"Limit" got');
	});
});

describe('an answer that lists nothing of a record, and speaks of a failure,', () => {
	const failure = { status: 'error', message: 'Some could not be read' };

	it.each<[string, object, object]>([
		['in the entry', {}, { status: 'error' }],
		['in errors of the entry', {}, { errors: [failure] }],
		['as cut off', {}, { truncated: true }],
		['as having more', {}, { paging: { hasMore: true } }],
		['in an error that names no record', { numErrors: 1, errors: [failure] }, {}],
		['in a number', { numErrors: 1 }, {}],
	])('is not taken for none: %s', async (_, inAnswer, inEntry) => {
		await start();
		fixture.hubspot.intercept = async ({ path }, perform) => {
			if (!path.endsWith('/read')) return undefined;
			const { status, body } = await perform();
			const answer = JSON.parse(body) as { results: object[] };
			const results = answer.results.map((entry) => ({ ...entry, to: [], ...inEntry }));
			return { status, body: { ...answer, results, ...inAnswer } };
		};
		const { done } = await run([1], all);
		expect(done).toMatchObject([{ json: { status: 'notSent', fromObjectId: '1' } }]);
	});

	it('is believed of the record that it leaves out', async () => {
		await start();
		fixture.hubspot.intercept = async ({ path }, perform) => {
			if (!path.endsWith('/read')) return undefined;
			const { status, body } = await perform();
			const answer = JSON.parse(body) as { results: Array<{ from: { id: string } }> };
			const results = answer.results.filter(({ from }) => from.id !== '1');
			const empty = { from: { id: '3' }, to: [] };
			return {
				status,
				body: { ...answer, results: [...results, empty], errors: [failure], numErrors: 1 },
			};
		};
		const { done } = await run([1, 2, 3], all);
		expect(done.map(({ json }) => [json.fromObjectId, json.status])).toEqual([
			['1', 'notSent'],
			['2', 'found'],
		]);
	});
});

it.each([{ category: 'NO_ASSOCIATIONS_FOUND' }, { subCategory: 'NO_ASSOCIATIONS_FOUND' }])(
	'a read that is refused for that there is nothing finds nothing: %j',
	async (codes) => {
		await start();
		fixture.hubspot.intercept = ({ path }) =>
			path.endsWith('/read')
				? { status: 404, body: { status: 'error', message: 'No associations', ...codes } }
				: undefined;
		const { done, hints } = await run([3], all);
		expect(done).toEqual([]);
		expect(hints[0].message).toContain('Nothing found: 1 record has no associations');
	},
);
