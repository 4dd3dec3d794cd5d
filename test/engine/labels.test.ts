import type { INodeParameters } from 'n8n-workflow';

import type { AssociationType } from '../hubspot';
import {
	deleteAllParameters,
	deleteLabelsParameters,
	type Fixture,
	objectType,
	startFixture,
} from './fixture';
import { VERSIONS } from './versions';

let fixture: Fixture;
let friend: AssociationType;
beforeEach(async () => {
	fixture = await startFixture({ rateLimit: { max: 100_000 } });
	const { account } = fixture.hubspot;
	friend = account.addLabel('contacts', 'companies', { label: 'Friend', typeId: 77 }).from;
	account.addLabel('contacts', 'companies', { label: 'Twin', typeId: 78 });
	account.addLabel('contacts', 'companies', {
		...{ label: 'Twin', typeId: 77, inverseTypeId: 79 },
		category: 'INTEGRATOR_DEFINED',
	});
	account.addLabel('contacts', 'deals', { label: 'Friend', typeId: 80 });
	for (const contact of [1, 2]) {
		account.associate('contacts', contact, 'companies', 10, [friend]);
	}
});
afterEach(async () => await fixture.hubspot.stop());

const types = (contact = 1) =>
	fixture.hubspot.account
		.typesBetween('contacts', contact, 'companies', 10)
		.map(({ label }) => label);
const labelReads = () => fixture.hubspot.requests.filter(({ method }) => method === 'GET').length;
const ITEMS = [1, 2].map((contact) => ({ contact, company: 10 }));

const run = async (labels: unknown, options: object = {}, more: INodeParameters = {}, mode = {}) =>
	await fixture.run(
		deleteLabelsParameters({ labels: '={{ $json.labels }}', options: { ...options }, ...more }),
		{ items: ITEMS.map((item) => ({ ...item, labels })) as never, ...mode },
	);

describe.each(VERSIONS)('on version %s', (apiVersion) => {
	it.each([
		['by name', 'Friend'],
		['by name in an array, with blanks', [' Friend ']],
		['by type', 'USER_DEFINED:77'],
	])('a label %s is removed', async (_, labels) => {
		const { done } = await run(labels, {}, { apiVersion });
		expect(done.map(({ json }) => json.status)).toEqual(['deleted', 'deleted']);
		expect(done[0].json.types).toEqual([{ ...friend, label: 'Friend' }]);
		expect([types(1), types(2)]).toEqual([[null], [null]]);
		expect(labelReads()).toBe(1);
	});

	it('the unlabeled type is refused, with a word on what it would do', async () => {
		for (const labels of ['HUBSPOT_DEFINED:279', ['Friend', 279]]) {
			const { error } = await run(labels, {}, { apiVersion });
			expect(error?.message).toBe(
				'"Label Names or IDs" holds the unlabeled type (HUBSPOT_DEFINED:279) [item 0]. Nothing was changed',
			);
			expect(error?.description).toContain('To remove the whole association, use Delete.');
		}
		expect(types()).toEqual([null, 'Friend']);
		expect(fixture.deletes()).toEqual([]);
	});

	it('unless that is allowed', async () => {
		const { done } = await run('HUBSPOT_DEFINED:279', { allowUnlabeled: true }, { apiVersion });
		expect(done.map(({ json }) => json.status)).toEqual(['deleted', 'deleted']);
		expect(types()).toEqual([]);
		// Nothing has to be looked up then.
		expect(labelReads()).toBe(0);
	});
});

it.each([
	['Floor: 2', 'Floor: 2'],
	['Work: mobile', 'Work: mobile'],
	['Tier:1', ['Tier:1']],
	['Manager, Friend', ['Manager, Friend']],
	['[VIP]', ['[VIP]']],
])('a label called "%s" is meant by %j', async (name, labels) => {
	const { account } = fixture.hubspot;
	const { from } = account.addLabel('contacts', 'companies', { label: name });
	account.associate('contacts', 1, 'companies', 10, [from]);
	const { done } = await run(labels);
	expect(done.map(({ json }) => json.status)).toEqual(['deleted', 'deleted']);
	expect(types()).toEqual([null, 'Friend']);
});

it('a name that reads like a category and a number is taken for these', async () => {
	const { account } = fixture.hubspot;
	const { from } = account.addLabel('contacts', 'companies', { label: 'WORK:3' });
	account.associate('contacts', 1, 'companies', 10, [from]);
	const { done } = await run('WORK:3', {}, {}, { onError: 'continueRegularOutput' });
	const { status, error } = done[0].json as { status: string; error: { message: string } };
	expect(status).toBe('failed');
	expect(error.message).toContain('got WORK:3, which is no label between the two object types');
	expect(types()).toContain('WORK:3');
});

describe('a label that is not clear', () => {
	it.each<[string, unknown, string, string]>([
		[
			'an unknown name',
			'Fiend',
			'got "Fiend", which is no label between the two object types',
			'Labels between contacts and companies: "Primary" (HUBSPOT_DEFINED:1), "Twin" (INTEGRATOR_DEFINED:77), "Friend" (USER_DEFINED:77), "Twin" (USER_DEFINED:78).',
		],
		[
			'an ambiguous name',
			'Twin',
			'got "Twin", which several labels fit',
			'"Twin" (USER_DEFINED:78)',
		],
		[
			'a number in two categories',
			77,
			'got 77, which several labels fit',
			'(INTEGRATOR_DEFINED:77)',
		],
		[
			'an unknown number',
			'4711',
			'got 4711, which is no label between the two object types',
			'Labels between contacts and companies: ',
		],
	])('%s is an error that lists the labels', async (_, labels, problem, description) => {
		const { error } = await run(labels);
		expect(error?.message).toContain(`"Label Names or IDs" ${problem} [item 0]`);
		expect(error?.description).toContain(description);
		expect(fixture.deletes()).toEqual([]);
	});

	it('lists 20 labels at most, and where several fit those alone', async () => {
		const { account } = fixture.hubspot;
		for (let number = 1; number <= 30; number++) {
			account.addLabel('contacts', 'companies', { label: `Label ${number}` });
		}
		const unknown = await run('Fiend');
		expect(unknown.error?.description?.match(/_DEFINED:/g)).toHaveLength(20);
		expect(unknown.error?.description).toMatch(/ and \d+ more\./);
		const ambiguous = await run('Twin');
		expect(ambiguous.error?.description?.match(/_DEFINED:/g)).toHaveLength(2);
	});

	it('is the error of its item alone, and of each once', async () => {
		const items = [
			{ contact: 1, company: [10, 11], labels: ['Fiend'] },
			{ contact: 2, company: 10, labels: ['Friend'] },
		];
		const { done } = await fixture.run(deleteLabelsParameters({ labels: '={{ $json.labels }}' }), {
			items,
			onError: 'continueRegularOutput',
		});
		expect(done.map(({ json, pairedItem }) => [json.status, pairedItem])).toEqual([
			['failed', { item: 0 }],
			['deleted', { item: 1 }],
		]);
		expect([types(1), types(2)]).toEqual([[null, 'Friend'], [null]]);
	});

	it('a number in one category is looked up', async () => {
		await run(78);
		expect(fixture.hubspot.requests.at(-1)?.body).toMatchObject({
			inputs: [
				{ types: [{ associationCategory: 'USER_DEFINED', associationTypeId: 78 }] },
				{ types: [{ associationCategory: 'USER_DEFINED', associationTypeId: 78 }] },
			],
		});
	});
});

it('the labels are those of the object types of each item, read once for each pair', async () => {
	const { account } = fixture.hubspot;
	account.associate('contacts', 1, 'deals', 10, [{ category: 'USER_DEFINED', typeId: 80 }]);
	const items = ['companies', 'deals', 'companies', 'deals'].map((type) => ({ type, contact: 1 }));
	const { done } = await fixture.run(
		deleteLabelsParameters({
			labels: 'Friend',
			toObjectType: objectType('={{ $json.type }}'),
			toIds: '10',
		}),
		{ items },
	);
	expect(done.map(({ json }) => json.types)).toEqual(
		[77, 80, 77, 80].map((typeId) => [{ category: 'USER_DEFINED', typeId, label: 'Friend' }]),
	);
	expect(labelReads()).toBe(2);
	expect(account.typesBetween('contacts', 1, 'deals', 10)).toHaveLength(1);
});

it('Delete All of a Record takes names, and refuses the unlabeled type, too', async () => {
	const items = [{ contact: 1 }, { contact: 2 }];
	const { error } = await fixture.run(deleteAllParameters({ labels: ['HUBSPOT_DEFINED:279'] }), {
		items,
	});
	expect(error?.message).toContain('holds the unlabeled type');
	const { done } = await fixture.run(deleteAllParameters({ labels: 'Friend' }), { items });
	expect(done.map(({ json }) => json.status)).toEqual(['deleted', 'deleted']);
	expect([types(1), types(2)]).toEqual([[null], [null]]);
});

it.each<[string, unknown[]]>([
	['without a label', [{ category: 'HUBSPOT_DEFINED', typeId: 279 }]],
	['with an empty label', [{ category: 'HUBSPOT_DEFINED', typeId: 279, label: ' ' }]],
	['not at all', []],
])('the unlabeled type is refused where HubSpot lists it %s', async (_, results) => {
	fixture.hubspot.intercept = ({ method }) =>
		method === 'GET' ? { status: 200, body: { results } } : undefined;
	const { error } = await run('HUBSPOT_DEFINED:279');
	expect(error?.message).toContain('"Label Names or IDs"');
	expect(types()).toEqual([null, 'Friend']);
});

it('the unlabeled type is refused where it could be on a page that HubSpot has not given', async () => {
	fixture.hubspot.intercept = ({ method }) =>
		method === 'GET'
			? { status: 200, body: { results: [], paging: { next: { after: '1' } } } }
			: undefined;
	const { error } = await run('HUBSPOT_DEFINED:279');
	expect(error?.message).toContain('could not be read');
	expect(types()).toEqual([null, 'Friend']);
});

describe('"Unlabeled" as a label', () => {
	it.each([
		...['Unlabeled', 'unlabeled', '(unlabeled)', 'UNLABELLED', 'no label', 'Unlabeled type'],
		'Unlabeled: removes the whole association (HubSpot)',
	])('%j is no label, and the error says what to do', async (labels) => {
		const { error } = await run([labels]);
		expect(error?.message).toContain(`"Label Names or IDs" got "${labels}" [item 0]`);
		expect(error?.description).toMatch(
			/^Unlabeled is not a label\. To remove the whole association, use Delete\. The same run/,
		);
		expect(types()).toEqual([null, 'Friend']);
	});

	it('says the same where its type is chosen', async () => {
		const { error } = await run('HUBSPOT_DEFINED:279');
		expect(error?.description).toMatch(
			/^Unlabeled is not a label\. To remove the whole association, use Delete\./,
		);
	});

	it('is the unlabeled type with Allow Unlabeled', async () => {
		const { done } = await run('unlabeled', { allowUnlabeled: true });
		expect(done.map(({ json }) => json.status)).toEqual(['deleted', 'deleted']);
		expect(types()).toEqual([]);
	});

	it('is the label where the account has one of that name', async () => {
		const { from } = fixture.hubspot.account.addLabel('contacts', 'companies', {
			label: 'unlabeled',
		});
		fixture.hubspot.account.associate('contacts', 1, 'companies', 10, [from]);
		const { done } = await run('unlabeled');
		expect(done.map(({ json }) => json.status)).toEqual(['deleted', 'deleted']);
		expect(types()).toEqual([null, 'Friend']);
	});
});

it('a label that HubSpot lists twice is one', async () => {
	fixture.hubspot.intercept = async ({ method }, perform) => {
		if (method !== 'GET') return undefined;
		const { status, body } = await perform();
		const { results } = JSON.parse(body) as { results: unknown[] };
		return { status, body: { results: [...results, ...results] } };
	};
	const { done } = await run('Friend');
	expect(done.map(({ json }) => json.status)).toEqual(['deleted', 'deleted']);
	expect(types()).toEqual([null]);
});

it('a label may be called by a number', async () => {
	const { account } = fixture.hubspot;
	account.addLabel('contacts', 'companies', { label: '2024', typeId: 90 });
	account.addLabel('contacts', 'companies', { label: '90', typeId: 91 });
	const { done } = await run('2024');
	expect(done[0].json.types).toEqual([{ category: 'USER_DEFINED', typeId: 90, label: '2024' }]);
	const { error } = await run('90');
	expect(error?.message).toContain('which several labels fit');
	expect(error?.description).toMatch(/^Choose one of: /);
});

it('nothing is deleted where the labels cannot be read', async () => {
	fixture.hubspot.intercept = ({ method }) =>
		method === 'GET' ? { status: 200, body: { results: [{ category: 'X' }] } } : undefined;
	const onError = 'continueRegularOutput';
	const { done } = await run('Friend', {}, {}, { onError });
	expect(done.map(({ json }) => json.status)).toEqual(['notSent', 'notSent']);
	expect(done[0].json.error).toEqual({
		message:
			'Not sent, because the labels between contacts and companies could not be read: HubSpot answered with something that is not a list',
	});
	const { error } = await run('Friend');
	expect(error?.message).toContain('2 of 2 pairs never sent.');
	expect(types()).toEqual([null, 'Friend']);
});
