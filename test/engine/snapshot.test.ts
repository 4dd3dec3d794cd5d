import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { HubspotAssociations } from '../../nodes/HubspotAssociations/HubspotAssociations.node.ts';
import type { AssociationType, LocalHubspotOptions } from '../hubspot';
import {
	deleteAllParameters,
	deleteLabelsParameters,
	deleteLimitsParameters,
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
let friend: AssociationType;
const UNLABELED = { category: 'HUBSPOT_DEFINED', typeId: 279, label: null };
const onError = 'continueRegularOutput';

/** Contacts 1 to 3 and company 10: 1 is a friend of it, 2 is associated without a label, 3 is not. */
const start = async (options?: LocalHubspotOptions) => {
	fixture = await startFixture({ rateLimit: { max: 100_000 }, ...options });
	const { account } = fixture.hubspot;
	account.addRecords('contacts', [1, 2, 3]);
	friend = account.addLabel('contacts', 'companies', { label: 'Friend' }).from;
	account.associate('contacts', 1, 'companies', 10, [friend]);
	account.associate('contacts', 2, 'companies', 10);
};
afterEach(async () => await fixture.hubspot.stop());

const ITEMS = [1, 2, 3].map((contact) => ({ contact, company: 10 }));
const remaining = () => fixture.hubspot.account.associations('contacts', 'companies');
const ended = (ending: string) =>
	fixture.hubspot.requests.filter(({ path }) => path.endsWith(ending));

/** Runs the node as it is when it is added: without the option, unless one is given. */
async function run(parameters: INodeParameters, options: INodeParameters = {}, items = ITEMS) {
	const { done } = await fixture.run(
		{ ...parameters, options: { snapshot: 'default', ...options } },
		{ items: items as unknown as IDataObject[], onError },
	);
	return done.map(({ json }) => json);
}

describe.each(VERSIONS)('on version %s, without the option Snapshot', (apiVersion) => {
	it('deleted is said of what was seen, with what was removed; absent of the rest, which is sent', async () => {
		await start();
		const reported = await run(deleteParameters({ apiVersion }));
		expect(reported).toEqual([
			expect.objectContaining({
				status: 'deleted',
				removed: [UNLABELED, { ...friend, label: 'Friend' }],
			}),
			expect.objectContaining({ status: 'deleted', removed: [UNLABELED] }),
			{
				status: 'absent',
				fromObjectType: 'contacts',
				fromObjectId: '3',
				toObjectType: 'companies',
				toObjectId: '10',
			},
		]);
		expect(Object.keys(reported[0])).toEqual([
			...['status', 'fromObjectType', 'fromObjectId', 'toObjectType', 'toObjectId', 'removed'],
		]);
		expect(remaining()).toEqual([]);
		const [{ body }] = ended('/batch/archive');
		expect((body as { inputs: unknown[] }).inputs).toHaveLength(3);
		// One read for all of them, and one from the other side for what it does not show.
		expect(ended('/batch/read')).toHaveLength(2);
	});

	it('the second run of the same says absent', async () => {
		await start();
		await run(deleteParameters({ apiVersion }));
		const again = await run(deleteParameters({ apiVersion }));
		expect(again.map(({ status }) => status)).toEqual(['absent', 'absent', 'absent']);
	});

	it('what a read does not show yet is deleted, and called absent', async () => {
		await start({ readLag: { reads: 5, of: 'creations' } });
		const removed = [{ category: 'HUBSPOT_DEFINED', typeId: 279 }];
		const created = await fixture.run(
			{ resource: 'association', operation: 'restore', apiVersion },
			{
				items: [
					{
						...{ fromObjectType: 'contacts', fromObjectId: '3' },
						...{ toObjectType: 'companies', toObjectId: '10', removed },
					},
				],
			},
		);
		expect(created.done[0].json.status).toBe('restored');
		expect(remaining()).toHaveLength(3);
		const reported = await run(deleteParameters({ apiVersion }), {}, [ITEMS[2]]);
		expect(reported[0].status).toBe('absent');
		expect(remaining()).toHaveLength(2);
	});

	it('labels: those of the set that were there are what was removed', async () => {
		await start();
		const other = fixture.hubspot.account.addLabel('contacts', 'companies', { label: 'Boss' }).from;
		const labels = [friend, other].map(({ category, typeId }) => `${category}:${typeId}`);
		const reported = await run(deleteLabelsParameters({ apiVersion, labels }));
		expect(reported.map(({ status, removed }) => [status, removed])).toEqual([
			['deleted', [{ ...friend, label: 'Friend' }]],
			['absent', undefined],
			['absent', undefined],
		]);
		expect(remaining().map(({ types }) => types)).toEqual([[UNLABELED], [UNLABELED]]);
	});

	it('a limit that is not set is absent, also where HubSpot lists it without a number', async () => {
		await start({ nullLimits: true });
		const { account } = fixture.hubspot;
		account.setLimit('contacts', 'companies', friend, 3);
		const limits = [`${friend.category}:${friend.typeId}`, 'HUBSPOT_DEFINED:279'];
		const reported = await run(deleteLimitsParameters({ apiVersion, limits }), {}, [ITEMS[0]]);
		expect(reported.map(({ status, removed }) => [status, removed])).toEqual([
			['deleted', [{ ...friend, label: 'Friend', maxToObjectIds: 3 }]],
			['absent', undefined],
		]);
		expect(account.limits('contacts', 'companies')).toEqual([]);
	});

	it('after a purge that nobody can read, a limit listed without a number is gone', async () => {
		await start({ nullLimits: true });
		const { account } = fixture.hubspot;
		account.setLimit('contacts', 'companies', friend, 3);
		fixture.hubspot.intercept = ({ path }) =>
			path.endsWith('/purge') ? { status: 200, body: 'Hello', after: true } : undefined;
		const limits = [`${friend.category}:${friend.typeId}`];
		const reported = await run(deleteLimitsParameters({ apiVersion, limits }), {}, [ITEMS[0]]);
		expect(reported[0].status).toBe('deleted');
		const lists = fixture.hubspot.requests.filter(({ method }) => method === 'GET');
		// Before, and once after.
		expect(lists).toHaveLength(2);
	});
});

describe('a record with more pages than are read', () => {
	const COMPANIES = Array.from({ length: 12 }, (_, index) => 101 + index);
	const manyPages = async () => {
		await start({ readPageSize: 1 });
		for (const company of COMPANIES) {
			fixture.hubspot.account.associate('contacts', 3, 'companies', company);
		}
	};
	const items = [101, 112].map((company) => ({ contact: 3, company }));

	it('is deleted all the same, and says that what was there is not kept', async () => {
		await manyPages();
		const reported = await run(deleteParameters(), {}, items);
		expect(reported).toEqual([
			expect.objectContaining({ status: 'deleted', removed: [UNLABELED] }),
			expect.objectContaining({
				status: 'deleted',
				note: expect.stringContaining('not kept, because the record has too many') as string,
			}),
		]);
		expect(reported[1]).not.toHaveProperty('removed');
		expect(ended('/batch/read')).toHaveLength(10);
		expect(fixture.hubspot.account.associatedIds('contacts', '3', 'companies')).toHaveLength(10);
	});

	it('is read to its end with Complete', async () => {
		await manyPages();
		const reported = await run(deleteParameters(), { snapshot: 'complete' }, items);
		for (const json of reported) {
			expect(json).toMatchObject({ status: 'deleted', removed: [UNLABELED] });
			expect(json).not.toHaveProperty('note');
		}
		expect(ended('/batch/read')).toHaveLength(12);
		expect(fixture.hubspot.account.associatedIds('contacts', '3', 'companies')).toHaveLength(10);
	});

	it('is read to its end in a dry run, and by Delete All of a Record', async () => {
		await manyPages();
		const reported = await run(deleteParameters(), { dryRun: true }, items);
		expect(reported.map(({ status }) => status)).toEqual(['wouldDelete', 'wouldDelete']);
		const all = await run(deleteAllParameters(), {}, [{ contact: 3, company: 0 }]);
		expect(all).toHaveLength(12);
		for (const json of all) {
			expect(json).toMatchObject({ status: 'deleted', removed: [UNLABELED] });
		}
		expect(fixture.hubspot.account.associatedIds('contacts', '3', 'companies')).toEqual([]);
	});
});

it('with Off nothing is read, and deleted is what HubSpot says', async () => {
	await start();
	const reported = await run(deleteParameters(), { snapshot: 'off' });
	expect(reported.map(({ status, removed }) => [status, removed])).toEqual(
		ITEMS.map(() => ['deleted', undefined]),
	);
	expect(fixture.hubspot.requests.map(({ path }) => path.split('/').at(-1))).toEqual(['archive']);
	expect(remaining()).toEqual([]);
});

it('what cannot be read is not sent, and the message says which scope is missing, and what to do', async () => {
	await start({ missingScopes: 'granular' });
	fixture.hubspot.intercept = ({ path }) =>
		path.endsWith('/read')
			? {
					status: 403,
					body: {
						...{ status: 'error', category: 'MISSING_SCOPES', message: 'Scopes are missing.' },
						errors: [{ context: { requiredGranularScopes: ['crm.objects.contacts.read'] } }],
					},
				}
			: undefined;
	const reported = await run(deleteParameters());
	expect(reported.map(({ status }) => status)).toEqual(['notSent', 'notSent', 'notSent']);
	const { message } = reported[0].error as { message: string };
	expect(message).toContain('crm.objects.contacts.read');
	expect(message).toContain('To delete without reading first, set the option Snapshot to Off.');
	expect(fixture.deletes()).toEqual([]);
	expect(remaining()).toHaveLength(2);
});

it('refuses a snapshot that is none', async () => {
	await start();
	const { error } = await fixture.run(deleteParameters({ options: { snapshot: 'some' } }), {
		items: ITEMS,
	});
	expect(error?.message).toContain('"Snapshot" got "some"');
	expect(fixture.hubspot.requests).toEqual([]);
});

it('every switch is on when it is added', async () => {
	await start();
	const { properties } = new HubspotAssociations().description;
	const { options = [] } = properties.find(({ name }) => name === 'options') ?? {};
	const switches = options.filter((option) => 'type' in option && option.type === 'boolean');
	expect(switches.map(({ name }) => name)).toEqual(
		expect.arrayContaining(['dryRun', 'verify', 'allowUnlabeled', 'takePrimary']),
	);
	for (const option of switches) expect(option).toMatchObject({ default: true });
});

describe('a link that shows from the other side only', () => {
	it('is looked for in ten pages of a record at most, as the snapshot reads', async () => {
		await start({ readPageSize: 1 });
		const { account } = fixture.hubspot;
		for (let contact = 100; contact < 140; contact++) {
			account.associate('contacts', contact, 'companies', 10);
		}
		const { done } = await fixture.run(deleteParameters({ options: { snapshot: 'default' } }), {
			items: [{ contact: 3, company: 10 }],
		});
		expect(done.map(({ json }) => json.status)).toEqual(['absent']);
		expect(ended('/companies/contacts/batch/read')).toHaveLength(10);
	});

	it.each([true, false])('is noted: dry run %p', async (dryRun) => {
		await start({ hiddenDirections: ['0-1>0-2'] });
		const reported = await run(deleteParameters(), { dryRun });
		expect(reported.map(({ status, note }) => [status, note])).toEqual([
			...[1, 2].map(() => [
				'absent',
				expect.stringContaining('from the other side only (from companies to contacts)') as string,
			]),
			['absent', undefined],
		] as unknown[]);
		expect(remaining()).toHaveLength(dryRun ? 2 : 0);
	});
});

describe.each<[string, LocalHubspotOptions]>([
	['empty pages with a next one', { emptyPages: true, readPageSize: 1 }],
	['paging at the top of the answer', { pagingAtTop: true, readPageSize: 1 }],
	['the same type twice', { repeatsTypes: true }],
	['one 404 where no record has any', { noAssociations: 'notFound' }],
	['paging that is null', { lastPage: 'null' }],
	['a next page that is null', { lastPage: 'nextNull' }],
	['encoded cursors', { encodedCursors: true, readPageSize: 1 }],
	['numbers for IDs', { numericIds: true }],
])('%s', (_, behaviour) => {
	it.each(VERSIONS)('is read as what it is on version %s', async (apiVersion) => {
		await start(behaviour);
		const { account } = fixture.hubspot;
		for (const company of [11, 12]) account.associate('contacts', 1, 'companies', company);
		const items = [10, 12, 13].map((company) => ({ contact: 1, company }));
		const reported = await run(deleteParameters({ apiVersion }), {}, items);
		expect(reported.map(({ status, removed }) => [status, removed])).toEqual([
			['deleted', [UNLABELED, { ...friend, label: 'Friend' }]],
			['deleted', [UNLABELED]],
			['absent', undefined],
		]);
		const none = await run(deleteParameters({ apiVersion }), {}, [ITEMS[2]]);
		expect(none[0].status).toBe('absent');
		expect(account.associatedIds('contacts', '1', 'companies')).toEqual(['11']);
	});
});

it.each<[string, object]>([
	['in a detail', { errors: [{ subCategory: 'crm.associations.NO_ASSOCIATIONS_FOUND' }] }],
	[
		'in a detail for each record',
		{
			errors: ['1', '2', '3'].map((id) => ({
				...{ subCategory: 'crm.associations.NO_ASSOCIATIONS_FOUND', message: 'None' },
				context: { fromObjectId: [id] },
			})),
		},
	],
	['by its subcategory', { subCategory: 'crm.associations.NO_ASSOCIATIONS_FOUND' }],
])('a read that says %s that there are no associations shows that', async (_, more) => {
	await start();
	const body = { status: 'error', category: 'OBJECT_NOT_FOUND', message: 'Nothing found', ...more };
	fixture.hubspot.intercept = ({ path }) =>
		path.endsWith('/read') ? { status: 404, body } : undefined;
	const reported = await run(deleteParameters());
	expect(reported.map(({ status }) => status)).toEqual(['absent', 'absent', 'absent']);
	// What a read does not show is sent all the same.
	expect(remaining()).toEqual([]);
	// From each side.
	expect(ended('/read')).toHaveLength(2);
});

it('a read that is refused because of one record without associations reads the others', async () => {
	await start();
	const subCategory = 'crm.associations.NO_ASSOCIATIONS_FOUND';
	fixture.hubspot.intercept = ({ path, body }) =>
		path.endsWith('/contacts/companies/batch/read') && JSON.stringify(body).includes('"id":"3"')
			? { status: 404, body: { status: 'error', subCategory, context: { fromObjectId: ['3'] } } }
			: undefined;
	const reported = await run(deleteParameters());
	expect(reported.map(({ status }) => status)).toEqual(['deleted', 'deleted', 'absent']);
	expect(remaining()).toEqual([]);
});

describe('of what failed, removed is', () => {
	/** Runs a deletion of the three pairs whose request is answered so; the second one is what the answer is about. */
	const answered = async (
		apiVersion: string,
		answer: { status: number; body: object; after?: boolean },
		parameters = deleteParameters({ apiVersion }),
	) => {
		fixture.hubspot.intercept = ({ path }) =>
			path.endsWith('archive') ? { ...answer } : undefined;
		const reported = await run(parameters);
		return reported.map(({ status, removed, unknown }) => ({ status, removed, unknown }));
	};
	const refusal = { status: 'error', category: 'VALIDATION_ERROR', message: 'No', context: {} };
	const FAILED = { status: 'failed', removed: undefined, unknown: undefined };

	describe.each(VERSIONS)('on version %s', (apiVersion) => {
		it('nothing where HubSpot refused it', async () => {
			await start();
			const ids = { fromObjectId: ['1', '2', '3'] };
			const answer = { status: 400, body: { ...refusal, context: ids } };
			expect(await answered(apiVersion, answer)).toEqual([FAILED, FAILED, FAILED]);
			expect(remaining()).toHaveLength(2);
		});

		it('nothing where HubSpot answers that it failed', async () => {
			await start();
			const errors = [1, 2, 3].map((id) => ({ ...refusal, context: { fromObjectId: [`${id}`] } }));
			const batch = { status: 'COMPLETE', results: [], numErrors: 3, errors };
			const answer = { status: 207, body: { ...batch, startedAt: 'x', completedAt: 'x' } };
			expect(await answered(apiVersion, answer)).toEqual([FAILED, FAILED, FAILED]);
			expect(remaining()).toHaveLength(2);
		});

		it('nothing where each label of a set was refused', async () => {
			await start();
			const context = { associationSpec: [`USER_DEFINED=${friend.typeId}`] };
			const labels = [`USER_DEFINED:${friend.typeId}`];
			const parameters = deleteLabelsParameters({ apiVersion, labels });
			const answer = { status: 400, body: { ...refusal, context } };
			expect(await answered(apiVersion, answer, parameters)).toEqual([FAILED, FAILED, FAILED]);
			expect(remaining()).toHaveLength(2);
		});

		it('what was there where nobody can say', async () => {
			await start();
			let isCarriedOut = false;
			fixture.hubspot.intercept = ({ path }) => {
				if (path.endsWith('archive')) {
					isCarriedOut = true;
					return { status: 200, body: { status: 'CANCELED' }, after: true };
				}
				return isCarriedOut && path.endsWith('/read') ? { status: 403, body: refusal } : undefined;
			};
			const reported = await run(deleteParameters({ apiVersion }));
			expect(reported.slice(0, 2)).toMatchObject([
				{ status: 'failed', unknown: true, removed: [UNLABELED, { ...friend, label: 'Friend' }] },
				{ status: 'failed', unknown: true, removed: [UNLABELED] },
			]);
			expect(remaining()).toEqual([]);
		});
	});
});
