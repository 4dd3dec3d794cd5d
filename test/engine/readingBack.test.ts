import type { IDataObject, INodeParameters } from 'n8n-workflow';

import type {
	AssociationType,
	Intercept,
	InterceptedAnswer,
	LocalHubspotOptions,
} from '../hubspot';
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
	fixture.hubspot.account.associate('contacts', 1, 'companies', 10);
};
afterEach(async () => await fixture.hubspot.stop());

const onError = 'continueRegularOutput';
const ITEM = { contact: 1, company: 10 };
const CANCELED = { status: 'CANCELED', results: [], startedAt: 'x', completedAt: 'y' };
const remaining = () => fixture.hubspot.account.associations('contacts', 'companies').length;
const reads = () => fixture.hubspot.requests.filter(({ path }) => path.endsWith('/batch/read'));
const messageOf = ({ error }: IDataObject) => (error as { message: string } | undefined)?.message;

/** Deletions get this answer; `after` says whether they are carried out before. */
function answerDeletions(answer: InterceptedAnswer) {
	fixture.hubspot.intercept = ({ path }) => (path.endsWith('archive') ? answer : undefined);
}

async function run(parameters: INodeParameters, items: IDataObject[] = [ITEM]) {
	const { done } = await fixture.run(parameters, { items, onError });
	return done.map(({ json }) => json);
}

describe.each(['default', 'off'])('with the snapshot %s', (snapshot) => {
	/** Lead 1 is associated with deals 2, 3 and 4; the batch that is to remove it is canceled. */
	const canceled = async (hidden: string, apiVersion: string) => {
		await start({ hiddenDirections: [hidden] });
		for (const deal of [2, 3, 4]) fixture.hubspot.account.associate('leads', 1, 'deals', deal);
		answerDeletions({ status: 200, body: CANCELED });
		return await run(
			deleteParameters({
				...{ apiVersion, options: { snapshot } },
				...{ fromObjectType: objectType('leads'), fromId: '1' },
				...{ toObjectType: objectType('deals'), toIds: '2, 3, 4' },
			}),
			[{}],
		);
	};

	describe.each(VERSIONS)('on version %s', (apiVersion) => {
		it.each([
			['the other side shows nothing', '0-3>0-136'],
			['the side that was named shows nothing', '0-136>0-3'],
		])('a canceled batch is no deletion where %s', async (_, hidden) => {
			const reported = await canceled(hidden, apiVersion);
			expect(reported.map(({ status }) => status)).toEqual(['failed', 'failed', 'failed']);
			expect(messageOf(reported[0])).toContain('it was still there');
			expect(fixture.hubspot.account.associations('leads', 'deals')).toHaveLength(3);
		});
	});
});

describe.each(['default', 'off'])(
	'what HubSpot says is not associated, snapshot %s:',
	(snapshot) => {
		const NOTHING = {
			...{ status: 'error', category: 'OBJECT_NOT_FOUND', message: 'No associations found' },
			...{
				subCategory: 'crm.associations.NO_ASSOCIATIONS_FOUND',
				context: { fromObjectId: ['3'] },
			},
		};
		const PAIRS = [1, 3].map((contact) => ({ contact, company: 10 }));
		const namesContact = (body: unknown) => JSON.stringify(body).includes('"id":"3"');
		const refusal =
			(isWhole: boolean): Intercept =>
			async (request, perform) => {
				if (!request.path.endsWith('/archive')) return undefined;
				if (isWhole) return namesContact(request.body) ? { status: 404, body: NOTHING } : undefined;
				await perform({
					inputs: (request.body as { inputs: unknown[] }).inputs.filter(
						(each) => !namesContact(each),
					),
				});
				const answer = { status: 'COMPLETE', results: [], numErrors: 1, errors: [NOTHING] };
				return { status: 207, body: { ...answer, startedAt: 'x', completedAt: 'y' } };
			};

		it.each([true, false])(
			'is absent, and no failure; for the whole request: %s',
			async (isWhole) => {
				await start();
				fixture.hubspot.intercept = refusal(isWhole);
				const reported = await run(deleteParameters({ options: { snapshot } }), PAIRS);
				expect(reported.map(({ status }) => status)).toEqual(['deleted', 'absent']);
				expect(remaining()).toBe(0);
			},
		);

		it('is not believed where a read shows it', async () => {
			await start();
			fixture.hubspot.account.associate('contacts', 3, 'companies', 10);
			fixture.hubspot.intercept = refusal(false);
			const reported = await run(deleteParameters({ options: { snapshot } }), PAIRS);
			expect(reported.map(({ status }) => status)).toEqual(['deleted', 'failed']);
			expect(remaining()).toBe(1);
		});
	},
);

describe('a deletion that was carried out, whose answer cannot be read', () => {
	it.each<[string, number, unknown]>([
		['an empty 202', 202, undefined],
		['an empty 200', 200, undefined],
		['HTML', 200, '<html>Hello</html>'],
		['cut JSON', 200, '{"status":"COMPLETE","results":['],
	])('is seen although reads lag: %s', async (_, status, body) => {
		// Both of the reads that follow at once show the time before.
		await start({ readLag: { reads: 2, of: 'deletes' } });
		answerDeletions({ status, body, after: true });
		const [reported] = await run(deleteParameters({ options: { snapshot: 'default' } }));
		expect(reported).toMatchObject({ status: 'deleted', removed: [{ typeId: 279 }] });
		expect(remaining()).toBe(0);
	});

	it('is not believed for ever to be under way', async () => {
		await start();
		answerDeletions({ status: 202 });
		const [reported] = await run(deleteParameters());
		expect(reported.status).toBe('failed');
		expect(messageOf(reported)).toContain('it was still there');
		expect(reads()).toHaveLength(6);
		expect(remaining()).toBe(1);
	});

	it('is seen although the first read of it fails', async () => {
		await start();
		let count = 0;
		fixture.hubspot.intercept = ({ path }) => {
			if (path.endsWith('archive')) return { status: 200, body: 'Hello', after: true };
			return path.endsWith('/read') && count++ === 0 ? { status: 200, body: 'Hello' } : undefined;
		};
		const [reported] = await run(deleteParameters());
		expect(reported.status).toBe('deleted');
		expect(remaining()).toBe(0);
	});
});

it('a mismatch after HubSpot spoke of a failure is read three times, because reads lag', async () => {
	await start({ readLag: { reads: 2, of: 'deletes' } });
	answerDeletions({ status: 200, body: CANCELED, after: true });
	const [reported] = await run(deleteParameters({ options: { snapshot: 'default' } }));
	expect(reported.status).toBe('deleted');
	expect(remaining()).toBe(0);
	// Before, and three times after.
	expect(reads()).toHaveLength(1 + 3);
});

describe('with Verify', () => {
	it.each(VERSIONS)(
		'what is back is not deleted, and the message says why that may be: version %s',
		async (apiVersion) => {
			await start({ reassociatesAfter: 0 });
			const options = { verify: true, snapshot: 'default' };
			const [reported] = await run(deleteParameters({ apiVersion, options }));
			expect(reported.status).toBe('failed');
			expect(messageOf(reported)).toBe(
				'HubSpot confirmed the deletion. When read back from HubSpot, it was there all the same. A setting or a workflow of the HubSpot account may have associated the records again.',
			);
			expect(remaining()).toBe(1);
		},
	);

	it('a read that lags is read again', async () => {
		await start({ readLag: { reads: 3, of: 'deletes' } });
		const options = { verify: true, snapshot: 'default' };
		const [reported] = await run(deleteParameters({ options }));
		expect(reported.status).toBe('deleted');
		expect(remaining()).toBe(0);
	});
});

describe('a set of labels of which one went', () => {
	let [friend, boss]: AssociationType[] = [];
	/** HubSpot removes the first one, and cancels the batch. */
	const removeOne = async (apiVersion: string) => {
		await start();
		const { account } = fixture.hubspot;
		friend = account.addLabel('contacts', 'companies', { label: 'Friend', typeId: 36 }).from;
		boss = account.addLabel('contacts', 'companies', { label: 'Boss', typeId: 40 }).from;
		account.associate('contacts', 1, 'companies', 10, [friend, boss]);
		const before = JSON.stringify(account.snapshot());
		fixture.hubspot.intercept = ({ path }) => {
			if (!path.endsWith('/labels/archive')) return undefined;
			account.removeTypes('contacts', 1, 'companies', 10, [friend]);
			return { status: 200, body: CANCELED };
		};
		const options = { snapshot: 'default' };
		const labels = ['USER_DEFINED:36', 'USER_DEFINED:40'];
		const reported = await run(deleteLabelsParameters({ apiVersion, labels, options }));
		fixture.hubspot.intercept = undefined;
		return { reported, before };
	};

	it.each(VERSIONS)('is failed as a whole, and says which on version %s', async (apiVersion) => {
		const { reported, before } = await removeOne(apiVersion);
		expect(reported).toMatchObject([{ status: 'failed', types: [{ typeId: 36 }, { typeId: 40 }] }]);
		expect(reported[0].removed).toEqual([{ ...friend, label: 'Friend' }]);
		expect(messageOf(reported[0])).toContain('it was still there (Boss (USER_DEFINED:40))');
		expect(reported[0]).not.toHaveProperty('remaining');
		await run({ resource: 'association', operation: 'restore', apiVersion }, reported);
		expect(JSON.stringify(fixture.hubspot.account.snapshot())).toBe(before);
	});
});
