import { API_VERSIONS } from '../hubspot';
import type { INodeParameters } from 'n8n-workflow';

import type { AssociationType } from '../hubspot';
import { type Fixture, objectType, startFixture } from './fixture';

let fixture: Fixture;
let manager: { from: AssociationType; to: AssociationType };
let friend: AssociationType;
beforeEach(async () => {
	fixture = await startFixture({ rateLimit: { max: 100_000 } });
	const { account } = fixture.hubspot;
	const manages = { label: 'Manager', inverseLabel: 'Manages', typeId: 50, inverseTypeId: 51 };
	manager = account.addLabel('contacts', 'companies', manages);
	friend = account.addLabel('contacts', 'companies', { label: 'Friend', typeId: 52 }).from;
	account.addLabel('contacts', 'companies', {
		...{ label: 'Synced', typeId: 53, inverseTypeId: 54 },
		category: 'INTEGRATOR_DEFINED',
	});
	account.associate('contacts', 1, 'companies', 10, [manager.from, friend]);
});
afterEach(async () => await fixture.hubspot.stop());

const names = (from = 'contacts', to = 'companies') =>
	fixture.hubspot.account.labels(from, to).map(({ label }) => label);
const deletes = () => fixture.hubspot.requests.filter(({ method }) => method === 'DELETE');

const run = async (label: unknown, more: INodeParameters = {}, mode = {}) =>
	await fixture.run(
		{
			...{ resource: 'associationLabel', operation: 'delete' },
			fromObjectType: objectType('contacts'),
			toObjectType: objectType('companies'),
			label: '={{ $json.label }}',
			...more,
		},
		{ items: [{ label }] as never, ...mode },
	);

it.each([
	['chosen from the list', { __rl: true, mode: 'list', value: 'USER_DEFINED:52' }],
	['given by name', { __rl: true, mode: 'id', value: 'Friend' }],
	['given by expression', { __rl: true, mode: 'id', value: '={{ $json.label }}' }],
	['given by an expression for an object', { __rl: true, mode: 'id', value: '={{ $json.type }}' }],
])('a label can be %s', async (_, label) => {
	const type = { category: 'USER_DEFINED', typeId: 52 };
	const parameters = { resource: 'associationLabel', operation: 'delete', label };
	const objectTypes = {
		fromObjectType: objectType('contacts'),
		toObjectType: objectType('companies'),
	};
	const { done } = await fixture.run(
		{ ...parameters, ...objectTypes },
		{ items: [{ label: 'Friend', type }] },
	);
	expect(done).toMatchObject([{ json: { status: 'deleted', types: [type] } }]);
	expect(names()).not.toContain('Friend');
});

it('a label with a comma in its name is one label', async () => {
	const { account } = fixture.hubspot;
	account.addLabel('contacts', 'companies', { label: 'Manager, Friend', typeId: 60 });
	const { done } = await run('Manager, Friend');
	expect(done).toMatchObject([{ json: { status: 'deleted', types: [{ typeId: 60 }] } }]);
	expect(names()).toEqual(expect.arrayContaining(['Manager', 'Friend']));
});

const VERSIONS = API_VERSIONS.map(({ name, definitions: [prefix] }) => [name, prefix]);

describe.each(VERSIONS)('on version %s', (apiVersion, prefix) => {
	it.each([['USER_DEFINED:50'], ['Manager'], [50]])(
		'%s goes everywhere, with its inverse',
		async (label) => {
			const { done } = await run(label, { apiVersion });
			expect(done.map(({ json }) => json)).toEqual([
				{
					...{ status: 'deleted', fromObjectType: 'contacts', toObjectType: 'companies' },
					// Named wherever the labels were read.
					types: [expect.objectContaining({ category: 'USER_DEFINED', typeId: 50 })],
				},
			]);
			expect(deletes().map(({ path }) => path)).toEqual([`${prefix}/contacts/companies/labels/50`]);
			expect(names()).not.toContain('Manager');
			expect(names('companies', 'contacts')).not.toContain('Manages');
			const remaining = fixture.hubspot.account.typesBetween('contacts', 1, 'companies', 10);
			expect(remaining.map((type) => type.label)).toEqual([null, 'Friend']);
		},
	);

	it('a dry run deletes nothing', async () => {
		const { done } = await run('Manager', { apiVersion, options: { dryRun: true } });
		expect(done[0].json).toMatchObject({
			status: 'wouldDelete',
			removed: [{ ...manager.from, label: 'Manager' }],
		});
		expect(deletes()).toEqual([]);
		expect(names()).toContain('Manager');
	});
});

describe('what cannot be deleted is refused, and nothing with it', () => {
	it.each<[string, unknown, string]>([
		["HubSpot's own label", 'Primary', 'holds a label that was not made in this account'],
		['its type', 'HUBSPOT_DEFINED:1', 'holds a label that was not made in this account'],
		['the label of an app', 'Synced', 'holds a label that was not made in this account'],
		[
			'the unlabeled type',
			'HUBSPOT_DEFINED:279',
			'holds a label that was not made in this account',
		],
		['an unknown label', 'Fiend', 'which is no label between the two object types'],
		['nothing', '', 'is empty: nothing is chosen'],
	])('%s', async (_, label, problem) => {
		const before = JSON.stringify(fixture.hubspot.account.snapshot());
		const { error } = await run(label);
		expect(error?.message).toContain('"Label"');
		expect(error?.message).toContain(problem);
		expect(deletes()).toEqual([]);
		expect(JSON.stringify(fixture.hubspot.account.snapshot())).toBe(before);
	});
});

it('an unknown label is an error that lists the labels that can be deleted, and no others', async () => {
	const { error } = await run('Fiend');
	expect(error?.description).toMatch(
		/^Did you mean "Friend"\? Labels that can be deleted between contacts and companies: "/,
	);
	expect(error?.description).toContain('"Friend" (USER_DEFINED:');
	expect(error?.description).not.toMatch(/Primary|Synced|Unlabeled/);
});

it('each label is a request of its own, whatever the batch size', async () => {
	const { done } = await run(['Manager', 'Friend'], { options: { batchSize: 100 } });
	expect(done.map(({ json }) => json.status)).toEqual(['deleted', 'deleted']);
	expect(deletes()).toHaveLength(2);
	expect(names()).not.toContain('Friend');
});

it('the unlabeled type of a custom object type is refused, although it is in the category of labels', async () => {
	const { account } = fixture.hubspot;
	const pets = account.addObjectType('pets', { singular: 'Pet', plural: 'Pets' });
	account.associate(pets, 5, 'contacts', 1);
	const { category, typeId } = account.unlabeledType(pets, 'contacts');
	expect(category).toBe('USER_DEFINED');
	for (const options of [{ dryRun: true }, {}]) {
		const { error } = await run(`${category}:${typeId}`, {
			fromObjectType: objectType(pets),
			toObjectType: objectType('contacts'),
			options,
		});
		expect(error?.message).toContain('holds a label that was not made in this account');
	}
	expect(deletes()).toEqual([]);
	expect(account.associations(pets, 'contacts')).toHaveLength(1);
});

it('a label of ours with the number of one of HubSpot is deleted, and that alone; then it is absent', async () => {
	fixture.hubspot.account.addLabel('contacts', 'companies', { label: 'Ours', typeId: 1 });
	for (const status of ['deleted', 'absent']) {
		const { done, error } = await run('USER_DEFINED:1');
		expect(error).toBeUndefined();
		expect(done[0].json.status).toBe(status);
		expect(names()).not.toContain('Ours');
		expect(names()).toContain('Primary');
	}
	expect(deletes()).toHaveLength(1);
});

// HubSpot is told the number alone: this would delete the app's label.
it("the number of an app's label in the category of ours is absent, and deletes nothing", async () => {
	const { done } = await run('USER_DEFINED:53');
	expect(done[0].json.status).toBe('absent');
	expect(deletes()).toEqual([]);
	expect(names()).toContain('Synced');
});

const onError = 'continueRegularOutput' as const;

it.each([[['Friend', 'Fiend']], [['Fiend', 'Friend']], [['Primary', 'Fiend']]])(
	'an item whose labels are %j is refused as a whole, and once',
	async (labels) => {
		const { done } = await run(labels, {}, { onError });
		expect(done.map(({ json }) => json.status)).toEqual(['failed']);
		expect(deletes()).toEqual([]);
		expect(names()).toContain('Friend');
	},
);

describe.each([undefined, onError])('with On Error %s', (mode) => {
	const directions = {
		fromObjectType: objectType('={{ $json.from }}'),
		toObjectType: objectType('={{ $json.to }}'),
	};

	it.each([
		[
			'a label and its inverse',
			[
				{ from: 'contacts', to: 'companies', label: 'Manager' },
				{ from: 'companies', to: 'contacts', label: 'Manages' },
			],
		],
		[
			'a label under two names of an object type',
			[
				{ from: 'contacts', to: 'companies', label: 'Friend' },
				{ from: '0-1', to: 'companies', label: 'Friend' },
			],
		],
	])('%s in one run are both gone', async (_, items) => {
		const { done, error } = await fixture.run(
			{
				...{ resource: 'associationLabel', operation: 'delete' },
				...{ ...directions, label: '={{ $json.label }}' },
			},
			{ items, onError: mode },
		);
		expect(error).toBeUndefined();
		expect(done.map(({ json }) => json.status)).toEqual(['deleted', 'deleted']);
		expect(names()).not.toContain(items[0].label);
	});
});

it('labels are read no more at once than Concurrency allows', async () => {
	let [now, most] = [0, 0];
	fixture.hubspot.intercept = async () => {
		most = Math.max(most, ++now);
		await new Promise((resolve) => setTimeout(resolve, 10));
		now--;
		return undefined;
	};
	const to = ['companies', 'deals', 'tickets', 'contacts'];
	await fixture.run(
		{
			...{ resource: 'associationLabel', operation: 'delete', label: 'USER_DEFINED:999' },
			fromObjectType: objectType('contacts'),
			toObjectType: objectType('={{ $json.to }}'),
			options: { concurrency: 1 },
		},
		{ items: to.map((type) => ({ to: type })) },
	);
	expect(most).toBe(1);
});

it('what is absent counts once, however many items ask for it', async () => {
	const { hints } = await fixture.run(
		{
			...{ resource: 'associationLabel', operation: 'delete', label: 'USER_DEFINED:999' },
			fromObjectType: objectType('contacts'),
			toObjectType: objectType('companies'),
		},
		{ items: [{}, {}] },
	);
	expect(hints[0].message).toBe('1 of 1 labels not there.');
});

it('a label that is not there any more is absent: running a workflow again is safe', async () => {
	for (const options of [{}, { snapshot: 'complete' }, { dryRun: true }]) {
		const { done, error } = await run('USER_DEFINED:999', { options });
		expect(error).toBeUndefined();
		expect(done[0].json.status).toBe('absent');
	}
	expect(deletes()).toEqual([]);
});

it('which labels there are is read once for each pair of object types', async () => {
	const { done } = await run(['USER_DEFINED:50', 'Friend', 'USER_DEFINED:999']);
	expect(done.map(({ json }) => json.status).sort()).toEqual(['absent', 'deleted', 'deleted']);
	expect(fixture.hubspot.requests.map(({ method }) => method)).toEqual(['GET', 'DELETE', 'DELETE']);
});

it('an item that holds one label that cannot be deleted is refused as a whole, and only once', async () => {
	const { done } = await run(
		['Friend', 'USER_DEFINED:999', 'Primary'],
		{},
		{
			onError: 'continueRegularOutput',
		},
	);
	expect(done.map(({ json }) => json.status)).toEqual(['failed']);
	expect(deletes()).toEqual([]);
});

it('nothing is deleted where it cannot be read which labels there are', async () => {
	fixture.hubspot.intercept = ({ method }) => (method === 'GET' ? { status: 403 } : undefined);
	const { done } = await run('USER_DEFINED:52', {}, { onError: 'continueRegularOutput' });
	expect(done[0].json).toMatchObject({ status: 'notSent', types: [friend] });
	expect(deletes()).toEqual([]);
	expect(names()).toContain('Friend');
});

it('an answer that got lost is found out about', async () => {
	let once = true;
	fixture.hubspot.intercept = async ({ method }, perform) => {
		if (method !== 'DELETE' || !once) return undefined;
		once = false;
		await perform();
		return { status: 502 };
	};
	// The second attempt is answered 404: only reading back shows that the first one did it.
	const { done } = await run('Friend', {}, { onError: 'continueRegularOutput' });
	expect(done[0].json.status).toBe('deleted');
	expect(names()).not.toContain('Friend');
});

it.each([{ status: 'error', message: 'resource not found' }, ''])(
	'a 404 for one label is about that label: %p',
	async (body) => {
		fixture.hubspot.intercept = ({ method, path }) =>
			method === 'DELETE' && path.endsWith('/50') ? { status: 404, body } : undefined;
		const items = ['USER_DEFINED:50', 'USER_DEFINED:52'].map((label) => ({ label }));
		const mode = { items, onError: 'continueRegularOutput' };
		const { done } = await run('', { options: { concurrency: 1 } }, mode);
		expect(done.map(({ json }) => json.status)).toEqual(['failed', 'deleted']);
		expect(names()).toContain('Manager');
		expect(names()).not.toContain('Friend');
	},
);

it('a 404 for each of many labels is about each: the one after them is deleted', async () => {
	const { account } = fixture.hubspot;
	const gone = Array.from({ length: 12 }, (_, index) => 100 + index);
	for (const typeId of gone) {
		account.addLabel('contacts', 'companies', { label: `Label ${typeId}`, typeId });
	}
	fixture.hubspot.intercept = ({ method, path }) =>
		method === 'DELETE' && /\/1\d\d$/.test(path)
			? { status: 404, body: { status: 'error', message: 'resource not found' } }
			: undefined;
	const items = [...gone, 52].map((typeId) => ({ label: `USER_DEFINED:${typeId}` }));
	const mode = { items, onError: 'continueRegularOutput' };
	const { done } = await run('', { options: { concurrency: 1 } }, mode);
	expect(done.at(-1)?.json.status).toBe('deleted');
	expect(names()).toContain('Label 100');
	expect(names()).not.toContain('Friend');
});
