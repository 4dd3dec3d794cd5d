import type { INodeParameters } from 'n8n-workflow';

import type { AssociationType } from '../hubspot';
import {
	deleteLabelsParameters,
	deleteLimitsParameters,
	deleteParameters,
	type Fixture,
	objectType,
	startFixture,
} from './fixture';
import { VERSIONS } from './versions';

let fixture: Fixture;
let friend: AssociationType;
const UNLABELED = { category: 'HUBSPOT_DEFINED', typeId: 279, label: null };

/** Contacts 1 to 4 and company 10: 1 is a friend of it, 2 is associated without a label, 3 and 4 are not. */
beforeEach(async () => {
	fixture = await startFixture({ rateLimit: { max: 100_000 } });
	const { account } = fixture.hubspot;
	account.addRecords('contacts', [1, 2, 3, 4]);
	friend = account.addLabel('contacts', 'companies', { label: 'Friend', inverseLabel: 'Of' }).from;
	account.associate('contacts', 1, 'companies', 10, [friend]);
	account.associate('contacts', 2, 'companies', 10);
	account.setLimit('contacts', 'companies', friend, 3);
});
afterEach(async () => await fixture.hubspot.stop());

const ITEMS = [1, 2, 3].map((contact) => ({ contact, company: 10 }));
const key = ({ category, typeId }: AssociationType) => `${category}:${typeId}`;

const run = async (parameters: INodeParameters, options: object, more = {}) =>
	await fixture.run(
		{ ...parameters, options: { ...options } },
		{ items: ITEMS, onError: 'continueRegularOutput', ...more },
	);

const writes = () =>
	fixture.hubspot.requests.filter(
		({ method, path }) => method !== 'GET' && !path.endsWith('/batch/read'),
	);

/** What the operations are about, and what they say about the three items. */
const OPERATIONS = () => [
	{
		name: 'Delete',
		parameters: deleteParameters(),
		removed: [[UNLABELED, { ...friend, label: 'Friend' }], [UNLABELED], undefined],
	},
	{
		name: 'Delete Labels',
		parameters: deleteLabelsParameters({ labels: [key(friend)] }),
		removed: [[{ ...friend, label: 'Friend' }], undefined, undefined],
	},
	{
		name: 'Delete of limits',
		parameters: deleteLimitsParameters({
			limits: [key(friend), 'HUBSPOT_DEFINED:279'],
		}),
		removed: [
			...[[{ ...friend, label: 'Friend', maxToObjectIds: 3 }], undefined],
			...[[{ ...friend, label: 'Friend', maxToObjectIds: 3 }], undefined],
			...[[{ ...friend, label: 'Friend', maxToObjectIds: 3 }], undefined],
		],
	},
];

it.each(['={{ $json.nope }}', '={{ null }}'])(
	'a dry run switched by an expression that gives nothing (%s) is refused',
	async (dryRun) => {
		const { error } = await run(deleteParameters(), { dryRun }, { onError: undefined });
		expect(error?.message).toMatch(/"Dry Run" got .*Nothing was changed$/);
		expect(writes()).toEqual([]);
	},
);

it.each([['3'], [undefined]])(
	'a limit whose number is %p can be deleted, and keeps none from being deleted',
	async (most) => {
		fixture.hubspot.intercept = async ({ method }, perform) => {
			if (method !== 'GET') return undefined;
			const { status, body } = await perform();
			const { results } = JSON.parse(body) as { results: object[] };
			const odd = results.map((result) => ({ ...result, userEnforcedMaxToObjectIds: most }));
			return { status, body: { results: odd } };
		};
		const parameters = deleteLimitsParameters({ limits: [key(friend)] });
		const { done } = await run(parameters, { snapshot: 'complete' });
		expect(done[0].json.status).toBe('deleted');
		expect(fixture.hubspot.account.limits('contacts', 'companies')).toEqual([]);
	},
);

describe.each(VERSIONS)('on version %s', (apiVersion) => {
	it('a dry run says what would be deleted, and sends nothing that writes', async () => {
		for (const { parameters, removed } of OPERATIONS()) {
			const before = JSON.stringify(fixture.hubspot.account.snapshot());
			const { done } = await run({ ...parameters, apiVersion }, { dryRun: true });
			expect(done.map(({ json }) => json.removed)).toEqual(removed);
			expect(done.map(({ json }) => json.status)).toEqual(
				removed.map((types) => (types === undefined ? 'absent' : 'wouldDelete')),
			);
			expect(writes()).toEqual([]);
			expect(fixture.hubspot.requests.length).toBeGreaterThan(0);
			expect(JSON.stringify(fixture.hubspot.account.snapshot())).toBe(before);
		}
	});

	it('a snapshot says what was there, and sends also what was not seen', async () => {
		for (const { parameters, removed } of OPERATIONS().reverse()) {
			const { done } = await run({ ...parameters, apiVersion }, { snapshot: 'complete' });
			const friendGone = parameters.operation === 'delete' && parameters.resource === 'association';
			// By then Delete Labels has taken the label.
			const expected = friendGone ? [[UNLABELED], [UNLABELED], undefined] : removed;
			expect(done.map(({ json }) => json.removed)).toEqual(expected);
			expect(done.map(({ json }) => json.status)).toEqual(
				expected.map((types) => (types === undefined ? 'absent' : 'deleted')),
			);
		}
		expect(fixture.hubspot.account.associations('contacts', 'companies')).toEqual([]);
		expect(fixture.hubspot.account.limits('contacts', 'companies')).toEqual([]);
		const sent = writes().map(({ body }) => (body as { inputs: unknown[] }).inputs.length);
		// HubSpot takes all the records of one together; of limits there is one for all three items.
		expect(sent).toEqual([2, 3, 3]);
	});
});

describe('a dry run', () => {
	it('reads 1,000 records in a request, whatever the batch size', async () => {
		const items = Array.from({ length: 2_500 }, (_, index) => ({
			contact: index + 1,
			company: 10,
		}));
		const { done } = await run(deleteParameters(), { dryRun: true, batchSize: 10 }, { items });
		expect(done).toHaveLength(2_500);
		// And the company, where a link may show that does not show from the contacts.
		const sizes = fixture.hubspot.requests.map(
			({ body }) => (body as { inputs: unknown[] }).inputs.length,
		);
		expect(sizes).toEqual([1_000, 1_000, 500, 1]);
	});

	it('says the same about an item that cannot be used as a real run does', async () => {
		const items = [{ contact: 'x', company: 10 }, ITEMS[0]];
		const { done } = await run(deleteParameters(), { dryRun: true }, { items });
		expect(done.map(({ json }) => json.status)).toEqual(['failed', 'wouldDelete']);
	});

	it('counts in the summary', async () => {
		const { done } = await run(deleteParameters(), { dryRun: true, output: 'summary' });
		expect(done[0].json).toMatchObject({ inputs: 3, wouldDelete: 2, absent: 1, deleted: 0 });
	});

	it('says of an object type that HubSpot does not know that nothing could be read', async () => {
		const parameters = deleteParameters({ toObjectType: objectType('compnies') });
		const { error } = await run(parameters, { dryRun: true }, { onError: undefined });
		expect(error?.message).toBe(
			'Not sent, because what is there could not be read: "To Object Type" got "compnies", which HubSpot does not know. Did you mean companies? 3 of 3 associations never sent.',
		);
	});
});

it('limits are read once for each pair of object types', async () => {
	const items = ['companies', 'deals', 'companies'].map((type) => ({ type }));
	const parameters = deleteLimitsParameters({
		toObjectType: objectType('={{ $json.type }}'),
		limits: ['HUBSPOT_DEFINED:1'],
	});
	await run(parameters, { dryRun: true }, { items });
	expect(fixture.hubspot.requests.map(({ method }) => method)).toEqual(['GET', 'GET']);
});

it.each(['responses', 'summary'])(
	'with the output %s, what was removed does not come out',
	async (output) => {
		const { done } = await run(deleteParameters(), { snapshot: 'complete', output });
		expect(JSON.stringify(done)).not.toContain('"removed"');
		expect(fixture.hubspot.account.associations('contacts', 'companies')).toEqual([]);
	},
);

it('labels of a custom object type: the unlabeled one is refused there, too', async () => {
	const { account } = fixture.hubspot;
	const pets = account.addObjectType('pets', { singular: 'Pet', plural: 'Pets' });
	account.associate(pets, 5, 'companies', 10);
	const unlabeled = account.unlabeledType(pets, 'companies');
	expect(unlabeled.category).toBe('USER_DEFINED');
	const { done } = await run(
		deleteLabelsParameters({
			...{ fromObjectType: objectType(pets), fromId: '5', labels: [key(unlabeled)] },
		}),
		{},
		{ items: [{ company: 10 }] },
	);
	expect(done[0].json).toMatchObject({
		status: 'failed',
		error: { message: expect.stringContaining('holds the unlabeled type') as string },
	});
	expect(account.associations(pets, 'companies')).toHaveLength(1);
});

describe('what cannot be read before', () => {
	const refuseToRead = () => {
		fixture.hubspot.intercept = ({ path, body }) =>
			path.endsWith('/read') && JSON.stringify(body).includes('"2"')
				? { status: 400, body: { status: 'error', message: 'Contact 2 cannot be read' } }
				: undefined;
	};

	it('is not deleted with a snapshot', async () => {
		refuseToRead();
		const { done } = await run(deleteParameters(), { snapshot: 'complete' });
		expect(done.map(({ json }) => json.status)).toEqual(['deleted', 'notSent', 'absent']);
		expect(fixture.hubspot.account.typesBetween('contacts', 2, 'companies', 10)).toHaveLength(1);
	});

	it('keeps everything where failures stop the workflow', async () => {
		refuseToRead();
		const { error } = await run(
			deleteParameters(),
			{ snapshot: 'complete' },
			{ onError: undefined },
		);
		expect(error?.message).toContain('3 of 3 associations never sent');
		expect(writes()).toEqual([]);
	});
});
