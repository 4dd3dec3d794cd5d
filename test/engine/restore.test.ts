import fc from 'fast-check';
import type { IDataObject, INodeParameters } from 'n8n-workflow';

import type { AssociationType } from '../hubspot';
import { randomRuns, runParameters, timeFor } from '../randomRuns';
import {
	deleteAllParameters,
	deleteLabelsParameters,
	deleteParameters,
	type Fixture,
	startFixture,
} from './fixture';
import type * as fastSleep from './fastSleep';
import { VERSIONS } from './versions';

jest.mock('n8n-workflow', () =>
	jest.requireActual<typeof fastSleep>('./fastSleep').withFastSleep(),
);

let fixture: Fixture;
let labels: AssociationType[];
const start = async (options?: Parameters<typeof startFixture>[0]) => {
	fixture = await startFixture({ rateLimit: { max: 100_000 }, ...options });
	const { account } = fixture.hubspot;
	labels = [
		account.addLabel('contacts', 'companies', { label: 'Friend' }).from,
		account.addLabel('contacts', 'companies', { label: 'Boss', inverseLabel: 'Employee' }).from,
		{ category: 'HUBSPOT_DEFINED', typeId: 1 },
	];
	account.addRecords('contacts', [1, 2, 3, 4]);
	account.addRecords('companies', [1, 2, 3]);
};
afterEach(async () => await fixture.hubspot.stop());

const RUNS = randomRuns(1 / 4);
const onError = 'continueRegularOutput';
const key = ({ category, typeId }: AssociationType) => `${category}:${typeId}`;
const snapshot = () => fixture.hubspot.account.snapshot();
const creates = () => fixture.hubspot.requests.filter(({ path }) => path.endsWith('/batch/create'));

const restoreParameters = (more: INodeParameters = {}): INodeParameters => ({
	resource: 'association',
	operation: 'restore',
	itemsToRestore: '={{ $json }}',
	...more,
});

const restore = async (items: IDataObject[], more: INodeParameters = {}, mode = {}) =>
	await fixture.run(restoreParameters(more), { items, onError, ...mode });

const jsonOf = ({ done }: { done: Array<{ json: IDataObject }> }) => done.map(({ json }) => json);

describe.each(VERSIONS)('on version %s', (apiVersion) => {
	it(
		'delete, then Restore leaves the account equal to what it was',
		async () => {
			const pair = fc.record({
				contact: fc.integer({ min: 1, max: 4 }),
				company: fc.integer({ min: 1, max: 3 }),
				labels: fc.array(fc.nat(2), { maxLength: 3 }),
			});
			const deletion = fc.record({
				operation: fc.constantFrom('delete', 'deleteLabels', 'deleteAll'),
				// The last number is the unlabeled type.
				items: fc.array(
					fc.record({
						contact: fc.integer({ min: 1, max: 4 }),
						company: fc.integer({ min: 1, max: 3 }),
						labels: fc.array(fc.nat(3), { maxLength: 3 }),
					}),
					{ minLength: 1, maxLength: 6 },
				),
			});
			const property = fc.asyncProperty(
				fc.array(pair, { maxLength: 10 }),
				fc.array(deletion, { minLength: 1, maxLength: 2 }),
				async (associations, deletions) => {
					await start();
					for (const { contact, company, labels: numbers } of associations) {
						const types = numbers.map((number) => labels[number]);
						fixture.hubspot.account.associate('contacts', contact, 'companies', company, types);
					}
					const before = JSON.stringify(snapshot());
					const all = [
						...labels,
						{ category: 'HUBSPOT_DEFINED', typeId: 279 },
					] as AssociationType[];
					const kept: IDataObject[] = [];
					for (const { operation, items } of deletions) {
						const parameters = {
							delete: deleteParameters(),
							deleteLabels: deleteLabelsParameters({ labels: '={{ $json.keys }}' }),
							deleteAll: deleteAllParameters(),
						}[operation as 'delete'];
						const { done } = await fixture.run(
							{
								...parameters,
								apiVersion,
								options: { snapshot: 'complete', batchSize: 2, allowUnlabeled: true },
							},
							{
								items: items.map((item) => ({
									...item,
									keys: [...item.labels, 0].map((number) => key(all[number])),
								})),
							},
						);
						// What is kept in a file or table is text.
						kept.push(...jsonOf({ done }));
					}
					const result = await restore(kept, { apiVersion });
					const remaining = jsonOf(result).filter(
						({ status }) => !['restored', 'present', 'absent'].includes(String(status)),
					);
					expect(remaining).toEqual([]);
					expect(JSON.stringify(snapshot())).toBe(before);
					await fixture.hubspot.stop();
				},
			);
			await fc.assert(property, runParameters(RUNS));
		},
		timeFor(RUNS),
	);
});

it.each(VERSIONS)(
	'a dry run on version %s says what would be restored, and writes nothing',
	async (apiVersion) => {
		await start();
		const { account } = fixture.hubspot;
		account.associate('contacts', 1, 'companies', 1);
		const before = JSON.stringify(snapshot());
		const items = [1, 2].map((contact) => ({
			...{ fromObjectType: 'contacts', fromObjectId: String(contact) },
			...{ toObjectType: 'companies', toObjectId: '1' },
			removed: [{ category: 'HUBSPOT_DEFINED', typeId: 279 }],
		}));
		const result = await restore(items, { apiVersion, options: { dryRun: true } });
		expect(jsonOf(result).map(({ status }) => status)).toEqual(['present', 'wouldRestore']);
		expect(fixture.hubspot.requests.map(({ path }) => path.split('/').at(-1))).toEqual(['read']);
		expect(JSON.stringify(snapshot())).toBe(before);
	},
);

describe('Restore', () => {
	const removed = [{ category: 'HUBSPOT_DEFINED', typeId: 279, label: null }];
	const item = (contact: number, more: IDataObject = {}): IDataObject => ({
		status: 'deleted',
		fromObjectType: 'contacts',
		fromObjectId: String(contact),
		toObjectType: 'companies',
		toObjectId: '1',
		removed,
		...more,
	});

	it('takes items one by one, in an array, as JSON text, and with a field that is text', async () => {
		await start();
		const forms = [
			{ kept: item(1) },
			{ kept: [item(2), item(3)] },
			{ kept: JSON.stringify([item(4)]) },
			{ kept: item(1, { toObjectId: '2', removed: JSON.stringify(removed) }) },
		];
		const result = await restore(forms as unknown as IDataObject[], {
			itemsToRestore: '={{ $json.kept }}',
		});
		expect(jsonOf(result).map(({ status, fromObjectId }) => [fromObjectId, status])).toEqual([
			...['1', '2', '3', '4', '1'].map((id) => [id, 'restored']),
		]);
		expect(result.done.map(({ pairedItem }) => pairedItem)).toEqual(
			[0, 1, 1, 2, 3].map((from) => ({ item: from })),
		);
		expect(fixture.hubspot.account.associations('contacts', 'companies')).toHaveLength(5);
		expect(creates()).toHaveLength(1);
	});

	it('needs one request for 2,000 pairs', async () => {
		await start();
		const contacts = Array.from({ length: 2_001 }, (_, index) => index + 1);
		fixture.hubspot.account.addRecords('contacts', contacts);
		const { done } = await restore(contacts.map((contact) => item(contact)));
		expect(done.every(({ json }) => json.status === 'restored')).toBe(true);
		expect(creates()).toHaveLength(2);
	});

	it('answers for a record that is gone, and puts the others back', async () => {
		await start();
		const result = await restore([item(1), item(99), item(2)]);
		expect(jsonOf(result).map(({ status }) => status)).toEqual(['restored', 'failed', 'restored']);
		expect(jsonOf(result)[1].error).toMatchObject({
			message: 'One or more associations are invalid',
		});
	});

	it('answers for a label that is gone, and puts the others back', async () => {
		await start();
		const gone = item(1, { removed: [{ category: 'USER_DEFINED', typeId: 999 }] });
		const result = await restore([gone, item(2)]);
		expect(jsonOf(result).map(({ status }) => status)).toEqual(['failed', 'restored']);
	});

	it('has nothing to do for what was not removed', async () => {
		await start();
		const items = ['absent', 'failed', 'notSent', 'restored'].map((status) =>
			item(1, { status, removed: undefined }),
		);
		const result = await restore(items);
		expect(jsonOf(result).map(({ status }) => status)).toEqual(items.map(() => 'absent'));
		expect(fixture.hubspot.requests).toEqual([]);
	});

	it('takes the items that come in, unless told otherwise', async () => {
		await start();
		const { done } = await fixture.run(
			{ resource: 'association', operation: 'restore' },
			{ items: [item(1)] },
		);
		expect(jsonOf({ done }).map(({ status }) => status)).toEqual(['restored']);
		expect(fixture.hubspot.account.associations('contacts', 'companies')).toHaveLength(1);
	});

	it('says of each pair that was never sent that it was not, and keeps what is to be put back', async () => {
		await start();
		fixture.hubspot.auth.revoke(fixture.token);
		const options = { batchSize: 1, concurrency: 1 };
		const result = await restore([item(1), item(2), item(3)], { options });
		const statuses = jsonOf(result).map(({ status }) => status);
		expect(statuses).toEqual(['notSent', 'notSent', 'notSent']);
		expect(creates()).toEqual([]);
		expect(fixture.hubspot.account.associations('contacts', 'companies')).toEqual([]);
		fixture.hubspot.auth.addAccessToken(fixture.token);
		const again = await restore(jsonOf(result));
		expect(jsonOf(again).map(({ status }) => status)).toEqual(Array(3).fill('restored'));
		expect(fixture.hubspot.account.associations('contacts', 'companies')).toHaveLength(3);
	});

	it('puts as many pairs into a request as told', async () => {
		await start();
		const result = await restore(
			[1, 2, 3, 4].map((contact) => item(contact)),
			{
				options: { batchSize: 3 },
			},
		);
		expect(jsonOf(result).map(({ status }) => status)).toEqual(Array(4).fill('restored'));
		expect(creates()).toHaveLength(2);
	});

	it('goes on where an earlier Restore failed', async () => {
		await start();
		let once = true;
		fixture.hubspot.intercept = ({ path }) => {
			const isFirst = once && path.endsWith('/create');
			once &&= !isFirst;
			return isFirst ? { status: 403 } : undefined;
		};
		for (const mode of ['continueRegularOutput', 'continueErrorOutput']) {
			once = true;
			const failed = await restore([item(1)], {}, { onError: mode });
			const items = [...failed.done, ...failed.failed].map(({ json }) => json);
			expect(items.map(({ status }) => status)).toEqual(['failed']);
			expect(jsonOf(await restore(items)).map(({ status }) => status)).toEqual(['restored']);
			fixture.hubspot.account.dissociate('contacts', 1, 'companies', 1);
		}
	});

	it('puts back what a deletion took away although it failed', async () => {
		await start();
		const { account } = fixture.hubspot;
		account.associate('contacts', 1, 'companies', 1, [labels[0]]);
		const before = JSON.stringify(snapshot());
		const onlyRead = { n: 0 };
		fixture.hubspot.intercept = ({ path }) => {
			if (path.endsWith('/archive')) return { status: 200, body: 'Hello', after: true };
			return path.endsWith('/read') && onlyRead.n++ > 0 ? { status: 403 } : undefined;
		};
		const { done } = await fixture.run(deleteParameters({ options: { snapshot: 'complete' } }), {
			items: [{ contact: 1, company: 1 }],
			onError,
		});
		expect(done[0].json).toMatchObject({ status: 'failed', unknown: true });
		fixture.hubspot.intercept = undefined;
		await restore(jsonOf({ done }));
		expect(JSON.stringify(snapshot())).toBe(before);
	});

	it('does without what a run says of items that it could not use', async () => {
		await start();
		const items = [{ status: 'failed', error: { message: 'x' } }, item(1)];
		const result = await restore(items);
		expect(jsonOf(result).map(({ status }) => status)).toEqual(['absent', 'restored']);
	});

	it('says beforehand of each pair which types it would put back', async () => {
		await start();
		const result = await restore([item(1)], { options: { dryRun: true } });
		expect(jsonOf(result)).toMatchObject([
			{ status: 'wouldRestore', removed: [{ category: 'HUBSPOT_DEFINED', typeId: 279 }] },
		]);
	});

	it('says beforehand what it would do, and writes nothing', async () => {
		await start();
		fixture.hubspot.account.associate('contacts', 1, 'companies', 1);
		const before = JSON.stringify(snapshot());
		const result = await restore([item(1), item(2)], { options: { dryRun: true } });
		expect(jsonOf(result).map(({ status }) => status)).toEqual(['present', 'wouldRestore']);
		expect(creates()).toEqual([]);
		expect(JSON.stringify(snapshot())).toBe(before);
	});

	it('reads back what HubSpot leaves open', async () => {
		await start();
		fixture.hubspot.intercept = ({ path }) =>
			path.endsWith('/create') ? { status: 200, body: 'Hello' } : undefined;
		fixture.hubspot.account.associate('contacts', 1, 'companies', 1);
		const result = await restore([item(1), item(2)]);
		expect(jsonOf(result).map(({ status }) => status)).toEqual(['present', 'failed']);
		expect(jsonOf(result)[1].error).toMatchObject({
			message: expect.stringContaining('it was not there (HUBSPOT_DEFINED:279)') as string,
		});
	});

	it.each<[string, unknown, string]>([
		['no item', 'hello', 'got "hello", which is not JSON'],
		['a number', 7, 'got 7, which is not an item'],
		['an empty list', [], 'is an empty list'],
		[
			'an item of a run without the option',
			item(1, { removed: undefined }),
			'holds an item without "removed"',
		],
		[
			'an item about a limit or a label itself',
			{ ...item(1), fromObjectId: undefined, toObjectId: undefined },
			'holds an item about a label or a limit itself',
		],
		['an item without types', item(1, { removed: [] }), 'holds an item without "removed"'],
		['an ID that is none', item(1, { toObjectId: 'x' }), 'toObjectId" got "x"'],
		['an object type that is none', item(1, { toObjectType: '../x' }), 'toObjectType" got'],
		['a type without category', item(1, { removed: [{ typeId: 1 }] }), 'removed" got'],
	])('refuses %s', async (_, value, message) => {
		await start();
		const { error } = await restore(
			[{ value } as IDataObject],
			{ itemsToRestore: '={{ $json.value }}' },
			{ onError: undefined },
		);
		expect(error?.message).toContain('"Items to Restore');
		expect(error?.message).toContain(message);
		expect(fixture.hubspot.requests).toEqual([]);
	});
});
