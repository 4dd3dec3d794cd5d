import { HubspotAssociations } from '../../nodes/HubspotAssociations/HubspotAssociations.node.ts';
import { API_VERSIONS } from '../hubspot';
import {
	associateWithCompany,
	deleteLabelsParameters,
	deleteLimitsParameters,
	deleteParameters,
	type Fixture,
	objectType,
	startFixture,
} from './fixture';

let fixture: Fixture;
/** What was sent, besides looking which labels there are. */
const posts = () => fixture.hubspot.requests.filter(({ method }) => method === 'POST');
beforeEach(async () => {
	fixture = await startFixture();
});
afterEach(async () => await fixture.hubspot.stop());

/** 250 contacts, each associated with company 1. */
function addMany() {
	const { account } = fixture.hubspot;
	const contacts = Array.from({ length: 250 }, (_, index) => 1001 + index);
	account.addRecords('companies', [1]);
	account.addRecords('contacts', contacts);
	for (const contact of contacts) account.associate('contacts', contact, 'companies', 1);
	return contacts.map((contact) => ({ contact, company: 1 }));
}

it('the panel offers every version that the local HubSpot speaks, and no other', () => {
	const { properties } = new HubspotAssociations().description;
	const { options = [] } = properties.find(({ name }) => name === 'options') ?? {};
	const field = options.find(({ name }) => name === 'apiVersion');
	const choices = field !== undefined && 'options' in field ? (field.options ?? []) : [];
	const offered = choices.map((option) => 'value' in option && option.value);
	expect(offered.sort()).toEqual(API_VERSIONS.map(({ name }) => name).sort());
});

describe.each(API_VERSIONS)('on $name', (version) => {
	const { name: apiVersion, batches, definitions, deletesWithoutBody } = version;
	const httpCode = deletesWithoutBody ? 204 : 200;

	it('Delete removes every association of the pairs, and no other', async () => {
		const { account } = fixture.hubspot;
		account.addRecords('contacts', [1, 2]);
		account.addRecords('companies', [10, 11, 12]);
		const primary = { category: 'HUBSPOT_DEFINED', typeId: 1 } as const;
		account.associate('contacts', 1, 'companies', 10, [primary]);
		account.associate('contacts', 1, 'companies', 11);
		account.associate('contacts', 1, 'companies', 12);
		account.associate('contacts', 2, 'companies', 10);

		const { done, error } = await fixture.run(deleteParameters({ apiVersion, toIds: '10, 11' }), {
			items: [{ contact: 1 }],
		});

		expect(error).toBeUndefined();
		expect(
			account.associations('contacts', 'companies').map(({ fromId, toId }) => [fromId, toId]),
		).toEqual([
			['1', '12'],
			['2', '10'],
		]);
		expect(account.associations('companies', 'contacts')).toHaveLength(2);
		expect(done.map(({ json }) => json)).toEqual(
			['10', '11'].map((toObjectId) => ({
				status: 'deleted',
				fromObjectType: 'contacts',
				fromObjectId: '1',
				toObjectType: 'companies',
				toObjectId,
			})),
		);
		expect(fixture.hubspot.requests).toMatchObject([
			{
				method: 'POST',
				path: `${batches}/contacts/companies/batch/archive`,
				body: { inputs: [{ from: { id: '1' }, to: [{ id: '10' }, { id: '11' }] }] },
				status: httpCode,
			},
		]);
	});

	it('Delete takes 250 items to HubSpot in 3 requests', async () => {
		const items = addMany();
		const { done } = await fixture.run(deleteParameters({ apiVersion }), { items });
		expect(fixture.hubspot.account.associations('contacts', 'companies')).toEqual([]);
		const sizes = fixture.hubspot.requests.map(
			({ body }) => (body as { inputs: unknown[] }).inputs.length,
		);
		expect(sizes).toEqual([100, 100, 50]);
		expect(done).toHaveLength(250);
		expect(done.map(({ pairedItem }) => pairedItem)).toEqual(items.map((_, item) => ({ item })));
		expect(new Set(done.map(({ json }) => json.status))).toEqual(new Set(['deleted']));
	});

	it('Delete Labels removes the chosen labels in both directions and leaves the association', async () => {
		const { account } = fixture.hubspot;
		account.addRecords('contacts', [1]);
		account.addRecords('companies', [10, 11]);
		const boss = account.addLabel('contacts', 'companies', {
			label: 'Boss of',
			inverseLabel: 'Has boss',
		});
		const payer = account.addLabel('contacts', 'companies', { label: 'Pays for' });
		account.associate('contacts', 1, 'companies', 10, [boss.from, payer.from]);
		account.associate('contacts', 1, 'companies', 11, [boss.from]);
		const labelsLeft = (from: string, fromId: number, to: string, toId: number) =>
			account.typesBetween(from, fromId, to, toId).map(({ label }) => label);

		const { done, error } = await fixture.run(
			deleteLabelsParameters({ apiVersion, labels: [`USER_DEFINED:${boss.from.typeId}`] }),
			{ items: [{ contact: 1, company: 10 }] },
		);

		expect(error).toBeUndefined();
		expect(labelsLeft('contacts', 1, 'companies', 10)).toEqual(
			expect.arrayContaining(['Pays for', null]),
		);
		expect(labelsLeft('contacts', 1, 'companies', 10)).not.toContain('Boss of');
		expect(labelsLeft('companies', 10, 'contacts', 1)).not.toContain('Has boss');
		expect(labelsLeft('contacts', 1, 'companies', 11)).toContain('Boss of');
		const types = [{ category: 'USER_DEFINED', typeId: boss.from.typeId }];
		expect(done.map(({ json }) => json)).toMatchObject([
			{ status: 'deleted', fromObjectId: '1', toObjectId: '10', types },
		]);
		expect(posts()).toMatchObject([
			{
				method: 'POST',
				path: `${batches}/contacts/companies/batch/labels/archive`,
				body: {
					inputs: [
						{
							from: { id: '1' },
							to: { id: '10' },
							types: [{ associationCategory: 'USER_DEFINED', associationTypeId: boss.from.typeId }],
						},
					],
				},
				status: httpCode,
			},
		]);
	});

	it('Delete Labels takes 250 items to HubSpot in 3 requests', async () => {
		const { account } = fixture.hubspot;
		const items = addMany();
		const vip = account.addLabel('contacts', 'companies', { label: 'VIP' });
		for (const { contact } of items) {
			account.associate('contacts', contact, 'companies', 1, [vip.from]);
		}
		const labels = [`USER_DEFINED:${vip.from.typeId}`];
		const { done } = await fixture.run(deleteLabelsParameters({ apiVersion, labels }), { items });
		const remaining = account.associations('contacts', 'companies');
		expect(remaining).toHaveLength(250);
		expect(remaining.flatMap(({ types }) => types.map(({ label }) => label))).not.toContain('VIP');
		expect(posts()).toHaveLength(3);
		expect(done.filter(({ json }) => json.status === 'deleted')).toHaveLength(250);
	});

	it('Delete of limits removes the chosen limits and touches no association', async () => {
		const { account } = fixture.hubspot;
		account.addRecords('contacts', [1]);
		account.addRecords('companies', [10]);
		account.associate('contacts', 1, 'companies', 10);
		const one = account.addLabel('contacts', 'companies', { label: 'One' }).from;
		const two = account.addLabel('contacts', 'companies', { label: 'Two' }).from;
		const unlabeled = { category: 'HUBSPOT_DEFINED', typeId: 279 } as const;
		for (const type of [one, two, unlabeled]) account.setLimit('contacts', 'companies', type, 5);
		const before = account.associations('contacts', 'companies');

		const { done, error } = await fixture.run(
			deleteLimitsParameters({
				apiVersion,
				limits: [`USER_DEFINED:${one.typeId}`, 'HUBSPOT_DEFINED:279'],
			}),
		);

		expect(error).toBeUndefined();
		expect(account.limits('contacts', 'companies')).toMatchObject([{ ...two, maxToObjectIds: 5 }]);
		expect(account.associations('contacts', 'companies')).toEqual(before);
		expect(done.map(({ json }) => json)).toMatchObject([
			{
				status: 'deleted',
				fromObjectType: 'contacts',
				toObjectType: 'companies',
				types: [one],
			},
			{ status: 'deleted', types: [unlabeled] },
		]);
		expect(done.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 0 }]);
		expect(fixture.hubspot.requests).toMatchObject([
			{
				method: 'POST',
				path: `${definitions[0]}/definitions/configurations/contacts/companies/batch/purge`,
				body: {
					inputs: [
						{ category: 'USER_DEFINED', typeId: one.typeId },
						{ category: 'HUBSPOT_DEFINED', typeId: 279 },
					],
				},
				status: httpCode,
			},
		]);
	});

	it('of a label and of a limit, an item says which was meant, and nothing about records', async () => {
		const { account } = fixture.hubspot;
		const types = [account.addLabel('contacts', 'companies', { label: 'One' }).from];
		account.setLimit('contacts', 'companies', types[0], 5);
		const limits = [{ associationCategory: 'USER_DEFINED', associationTypeId: types[0].typeId }];
		const whichever = { status: 'deleted', fromObjectType: 'contacts', toObjectType: 'companies' };

		const ofLimit = await fixture.run(
			deleteLimitsParameters({ apiVersion, limits: '={{ $json.limits }}' }),
			{ items: [{ limits }] },
		);
		expect(ofLimit.done.map(({ json }) => json)).toEqual([{ ...whichever, types }]);

		account.addRecords('contacts', [1]);
		account.addRecords('companies', [10]);
		account.associate('contacts', 1, 'companies', 10, types);
		const labels = [`USER_DEFINED:${types[0].typeId}`];
		const { done } = await fixture.run(deleteLabelsParameters({ apiVersion, labels }), {
			items: [{ contact: 1, company: 10 }],
		});
		expect(done.map(({ json }) => json)).toEqual([
			{
				...{ ...whichever, fromObjectId: '1', toObjectId: '10' },
				types: [{ ...types[0], label: 'One' }],
			},
		]);
	});

	it('works on custom object types by their ID, URL-encoded', async () => {
		const { account } = fixture.hubspot;
		const pets = account.addObjectType('pets', { singular: 'Pet', plural: 'Pets' });
		account.addRecords(pets, [5]);
		account.addRecords('contacts', [1]);
		account.associate(pets, 5, 'contacts', 1);
		await fixture.run(
			deleteParameters({
				apiVersion,
				fromObjectType: objectType(` ${pets} `),
				fromId: '5',
				toObjectType: objectType('0-1'),
				toIds: '1',
			}),
		);
		expect(account.associations(pets, 'contacts')).toEqual([]);
		expect(fixture.deletes()).toEqual([`${batches}/${pets}/0-1/batch/archive`]);
	});

	it('an object type that HubSpot does not know is sent URL-encoded, and refused', async () => {
		const { error } = await fixture.run(
			deleteParameters({ apiVersion, fromObjectType: objectType('no such?type%') }),
			{ items: [{ contact: 1, company: 2 }] },
		);
		expect(fixture.deletes()).toEqual([`${batches}/no%20such%3Ftype%25/companies/batch/archive`]);
		expect(error?.message).toContain('"From Object Type" got "no such?type%", which HubSpot');
		expect(error?.httpCode).toBe('400');
	});
});

describe('planning', () => {
	it('needs a request for each pair of object types, and merges the items of each', async () => {
		const { account } = fixture.hubspot;
		account.addRecords('contacts', [1, 2]);
		account.addRecords('companies', [10]);
		account.addRecords('deals', [20]);
		for (const contact of [1, 2]) {
			account.associate('contacts', contact, 'companies', 10);
			account.associate('contacts', contact, 'deals', 20);
		}
		const items = [
			{ contact: 1, type: 'companies', to: 10 },
			{ contact: 1, type: 'deals', to: 20 },
			{ contact: 2, type: 'companies', to: 10 },
			{ contact: 2, type: 'deals', to: 20 },
		];
		const parameters = deleteParameters({
			toObjectType: objectType('={{ $json.type }}'),
			toIds: '={{ $json.to }}',
		});
		const { done } = await fixture.run(parameters, { items });
		expect(fixture.deletes()).toHaveLength(2);
		expect(account.associations('contacts', 'companies')).toEqual([]);
		expect(account.associations('contacts', 'deals')).toEqual([]);
		expect(done.map(({ json }) => json.toObjectType)).toEqual(items.map(({ type }) => type));
	});

	it('sends once what several items ask for, and answers each of them', async () => {
		const { account } = fixture.hubspot;
		account.addRecords('contacts', [1]);
		account.addRecords('companies', [10, 11]);
		account.associate('contacts', 1, 'companies', 10);
		account.associate('contacts', 1, 'companies', 11);
		const items = [
			{ contact: 1, company: '10' },
			{ contact: '1', company: [11, 10] },
			{ contact: ' 1 ', company: '10,10' },
		];
		const { done } = await fixture.run(deleteParameters(), { items });
		expect(fixture.hubspot.requests.map(({ body }) => body)).toEqual([
			{ inputs: [{ from: { id: '1' }, to: [{ id: '10' }, { id: '11' }] }] },
		]);
		expect(account.associations('contacts', 'companies')).toEqual([]);
		expect(done.map(({ json, pairedItem }) => [json.status, json.toObjectId, pairedItem])).toEqual([
			['deleted', '10', { item: 0 }],
			['deleted', '11', { item: 1 }],
			['deleted', '10', { item: 1 }],
			['deleted', '10', { item: 2 }],
		]);
	});

	it('calls pairs deleted that were never associated: HubSpot does', async () => {
		const { account } = fixture.hubspot;
		account.addRecords('contacts', [1]);
		account.addRecords('companies', [10]);
		const { done } = await fixture.run(deleteParameters(), {
			items: [{ contact: 1, company: 10 }],
		});
		expect(done.map(({ json }) => json.status)).toEqual(['deleted']);
	});

	it('cuts by the batch size: so many "from" records, each with all its pairs', async () => {
		const { account } = fixture.hubspot;
		const ids = Array.from({ length: 7 }, (_, index) => index + 1);
		account.addRecords('contacts', ids);
		account.addRecords('companies', ids);
		for (const contact of ids) {
			for (const company of ids) account.associate('contacts', contact, 'companies', company);
		}
		await fixture.run(deleteParameters({ options: { batchSize: 3, concurrency: 2 } }), {
			items: ids.map((contact) => ({ contact, company: ids })),
		});
		expect(fixture.deletes()).toHaveLength(3);
		expect(account.associations('contacts', 'companies')).toEqual([]);
	});

	it('cuts limits by the batch size as well, and merges them across items', async () => {
		const { account } = fixture.hubspot;
		const types = [1, 2, 3].map(
			(n) => account.addLabel('contacts', 'companies', { label: `L${n}` }).from,
		);
		for (const type of types) account.setLimit('contacts', 'companies', type, 5);
		const limits = types.map(({ typeId }) => `USER_DEFINED:${typeId}`);
		const { done } = await fixture.run(
			deleteLimitsParameters({ limits, options: { batchSize: 2 } }),
			{
				items: [{}, {}],
			},
		);
		expect(fixture.deletes()).toHaveLength(2);
		expect(account.limits('contacts', 'companies')).toEqual([]);
		expect(done.map(({ pairedItem }) => pairedItem)).toEqual(
			[0, 0, 0, 1, 1, 1].map((item) => ({ item })),
		);
	});

	it('keeps labels apart that have the same number in two categories', async () => {
		const { account } = fixture.hubspot;
		account.addRecords('contacts', [1]);
		account.addRecords('companies', [10]);
		account.addLabel('contacts', 'companies', { label: 'Ours', typeId: 1 });
		const both = [
			{ category: 'HUBSPOT_DEFINED', typeId: 1 },
			{ category: 'USER_DEFINED', typeId: 1 },
		] as const;
		account.associate('contacts', 1, 'companies', 10, [...both]);
		const labels = both.map(({ category, typeId }) => `${category}:${typeId}`);
		await fixture.run(deleteLabelsParameters({ labels }), { items: [{ contact: 1, company: 10 }] });
		expect(account.typesBetween('contacts', 1, 'companies', 10).map(({ label }) => label)).toEqual([
			null,
		]);
	});

	it.each([1, 3])(
		'has as many requests under way at once as the option says: %i',
		async (concurrency) => {
			let [now, most] = [0, 0];
			let open = () => {};
			const areAllThere = new Promise<void>((resolve) => (open = resolve));
			fixture.hubspot.intercept = async () => {
				most = Math.max(most, ++now);
				if (now === concurrency) open();
				// None is answered before as many as may be are there; then one too many has time to come.
				await areAllThere;
				await new Promise((resolve) => setTimeout(resolve, 50));
				now--;
				return undefined;
			};
			const items = [1, 2, 3, 4, 5, 6].map((contact) => ({ contact, company: 10 }));
			const options = { batchSize: 1, concurrency };
			await fixture.run(deleteParameters({ options }), { items });
			expect(most).toBe(concurrency);
		},
	);

	it('sends nothing and gives nothing when no items come in', async () => {
		const { done, error, run } = await fixture.run(deleteParameters(), { items: [] });
		expect({ done, error }).toEqual({ done: [], error: undefined });
		expect(run.status).toBe('success');
		expect(fixture.hubspot.requests).toEqual([]);
	});
});

describe('an option holds for the whole run', () => {
	beforeEach(() => associateWithCompany(fixture, [1, 2, 3]));
	const remaining = () => fixture.hubspot.account.associatedIds('companies', 10, 'contacts');
	const ITEMS = [1, 2, 3].map((contact) => ({ contact, company: 10 }));
	const itemsWith = (values: readonly unknown[]) =>
		ITEMS.map((item, index) => ({ ...item, value: values[index] as never }));

	const DIFFERENT: Array<[option: string, title: string, values: unknown[], problem: string]> = [
		['dryRun', 'Dry Run', [false, false, true], 'is false for item 0, and true for item 2'],
		['dryRun', 'Dry Run', [false], 'is false for item 0, and undefined for item 1'],
		[
			'apiVersion',
			'API Version',
			['v4', '2026-09'],
			'is "v4" for item 0, and "2026-09" for item 1',
		],
		['batchSize', 'Batch Size', [3, 3, 1], 'is 3 for item 0, and 1 for item 2'],
		['maxDeletions', 'Maximum to Delete', [9, null], 'is 9 for item 0, and null for item 1'],
		['snapshot', 'Snapshot', ['off', 'off', 'auto'], 'is "off" for item 0, and "auto" for item 2'],
	];
	const HOLDS = 'It holds for the whole run, as every option does.';

	describe.each(DIFFERENT)(
		'%s: items that give others are refused',
		(name, title, values, words) => {
			const parameters = deleteParameters({ options: { [name]: '={{ $json.value }}' } });
			const items = itemsWith(values);
			const problem = `"${title}" ${words}`;

			it('with Stop Workflow', async () => {
				const { error } = await fixture.run(parameters, { items });
				expect(error?.message).toBe(`${problem}. Nothing was changed`);
				expect(error?.description).toContain(HOLDS);
			});

			it('with Continue: each item failed', async () => {
				const { done } = await fixture.run(parameters, { items, onError: 'continueRegularOutput' });
				expect(done.map(({ json }) => json.status)).toEqual(['failed', 'failed', 'failed']);
				for (const { json } of done) {
					const { message } = json.error as { message: string };
					expect(message).toContain(`${problem}. ${HOLDS}`);
				}
			});

			afterEach(() => {
				expect(fixture.hubspot.requests).toEqual([]);
				expect(remaining()).toEqual(['1', '2', '3']);
			});
		},
	);

	it('in a tool, too', async () => {
		const options = { dryRun: false, batchSize: '={{ $json.value }}' };
		const items = itemsWith([1, 2, 1]);
		const { done } = await fixture.run(deleteParameters({ options }), { items, isTool: true });
		const message = `"Batch Size" is 1 for item 0, and 2 for item 1. ${HOLDS}`;
		expect(done).toMatchObject([{ json: { failed: 3, errors: [{ count: 3 }] } }]);
		expect(JSON.stringify(done[0].json.errors)).toContain(JSON.stringify(message).slice(1, -1));
		expect(remaining()).toEqual(['1', '2', '3']);
	});

	it('so does the kind of credential', async () => {
		const parameters = deleteParameters({ authentication: '={{ $json.value }}' });
		const items = itemsWith(['accessToken', 'oAuth2']);
		const { error } = await fixture.run(parameters, { items });
		expect(error?.message).toContain(
			'"Authentication" is "accessToken" for item 0, and "oAuth2" for item 1',
		);
		expect(remaining()).toEqual(['1', '2', '3']);
	});

	it.each([
		['dryRun', [false, false, false]],
		['batchSize', [2, '2', ' 2 ']],
		['apiVersion', ['v4', 'v4', 'v4']],
	])('what all items give alike is taken: %s', async (name, values) => {
		const parameters = deleteParameters({ options: { [name]: '={{ $json.value }}' } });
		const { error } = await fixture.run(parameters, { items: itemsWith(values) });
		expect(error).toBeUndefined();
		expect(remaining()).toEqual([]);
	});

	it('an expression that does not look at the item is taken', async () => {
		const options = { dryRun: '={{ !$json.value && false }}', batchSize: '={{ 1 + 1 }}' };
		const { error } = await fixture.run(deleteParameters({ options }), { items: ITEMS });
		expect(error).toBeUndefined();
		expect(remaining()).toEqual([]);
		expect(fixture.deletes()).toHaveLength(2);
	});
});
