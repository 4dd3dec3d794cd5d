import { associateWithCompany, deleteParameters, type Fixture, startFixture } from './fixture';
import type * as fastTime from './fastTime';

jest.mock('n8n-workflow', () => jest.requireActual<typeof fastTime>('./fastTime').withFastTime());
jest.mock('../../nodes/HubspotAssociations/transport/deadline', () =>
	jest.requireActual<typeof fastTime>('./fastTime').withRealDeadlines(),
);

let fixture: Fixture;
beforeEach(async () => {
	fixture = await startFixture();
	associateWithCompany(fixture, [1, 2, 3]);
});
afterEach(async () => await fixture.hubspot.stop());

/** Items 0 and 3 ask for the same. */
const ITEMS = [1, 2, 3, 1].map((contact) => ({ contact, company: 10 }));
const onError = 'continueRegularOutput';

const batchResponse = (more: object) => ({
	status: 'COMPLETE',
	results: [],
	startedAt: '2026-11-22T10:00:00.000Z',
	completedAt: '2026-11-22T10:00:01.000Z',
	...more,
});

const NAMES_CONTACT_1 = {
	status: 'error',
	category: 'OBJECT_NOT_FOUND',
	subCategory: 'crm.associations.NO_ASSOCIATIONS_FOUND',
	message: 'No company is associated with contact 1.',
	context: { fromObjectId: ['1'], fromObjectType: ['contact'], toObjectType: ['company'] },
	errors: [],
	links: {},
};

/** HubSpot gives this answer, with or without having done the work. */
function answer(status: number, body: unknown, after = false) {
	fixture.hubspot.intercept = () => ({ status, body, after });
}

const outcomes = async (options = {}) => {
	const { done } = await fixture.run(deleteParameters({ options }), { items: ITEMS, onError });
	return done.map(({ json, pairedItem }) => [json.status, pairedItem]);
};
const all = (status: string) => ITEMS.map((_, item) => [status, { item }]);

describe('outcomes', () => {
	it.each([200, 207])(
		'maps errors of a %i to the inputs that their context names',
		async (status) => {
			answer(status, batchResponse({ numErrors: 1, errors: [NAMES_CONTACT_1] }));
			expect(await outcomes()).toEqual([
				['failed', { item: 0 }],
				['deleted', { item: 1 }],
				['deleted', { item: 2 }],
				['failed', { item: 3 }],
			]);
		},
	);

	it('says of a refusal what HubSpot says: category, subcategory and correlation ID', async () => {
		const reported = { category: 'CONFLICT', subCategory: 'X.Y', correlationId: 'abc-1' };
		answer(409, { status: 'error', message: 'Not now', ...reported });
		const options = { batchSize: 1 };
		const { done } = await fixture.run(deleteParameters({ options }), { items: ITEMS, onError });
		expect(done[0].json.error).toMatchObject({ httpCode: 409, ...reported });
	});

	it('fails every input of a batch for an error that names none', async () => {
		answer(
			207,
			batchResponse({
				numErrors: 1,
				errors: [{ ...NAMES_CONTACT_1, message: 'Nothing is associated.', context: {} }],
			}),
		);
		expect(await outcomes()).toEqual(all('failed'));
	});

	it.each(['CANCELED', 'PENDING', 'PROCESSING'])('does not take %s for success', async (status) => {
		answer(200, batchResponse({ status }));
		expect(await outcomes()).toEqual(all('failed'));
	});

	it('does not take an answer that is not JSON for success', async () => {
		answer(200, '<html>Welcome</html>');
		expect(await outcomes()).toEqual(all('failed'));
	});

	it('does not take an empty 200 for success', async () => {
		answer(200, undefined);
		expect(await outcomes()).toEqual(all('failed'));
	});

	it('takes a 204 for success on a dated version, and a 200 that is COMPLETE on v4', async () => {
		answer(204, undefined, true);
		expect(await outcomes()).toEqual(all('deleted'));
		answer(200, batchResponse({}), true);
		const { done } = await fixture.run(deleteParameters({ apiVersion: 'v4' }), { items: ITEMS });
		expect(done.map(({ json }) => json.status)).toEqual(ITEMS.map(() => 'deleted'));
		expect(fixture.hubspot.account.associations('contacts', 'companies')).toEqual([]);
	});

	it('gives each item data of its own, although inputs are shared', async () => {
		const options = { snapshot: 'default' };
		const { done } = await fixture.run(deleteParameters({ options }), { items: ITEMS });
		expect(done[0].json).toEqual(done[3].json);
		expect(done[0].json).not.toBe(done[3].json);
		expect(done[0].json.removed).toHaveLength(1);
		expect(done[0].json.removed).not.toBe(done[3].json.removed);
	});
});

describe('output: responses', () => {
	const options = { output: 'responses', batchSize: 2 };

	it("gives HubSpot's batch responses, one item for each request, paired with the items in it", async () => {
		const { done } = await fixture.run(deleteParameters({ options }), { items: ITEMS });
		expect(fixture.hubspot.account.associations('contacts', 'companies')).toEqual([]);
		const request = (inputs: number) => ({
			fromObjectType: 'contacts',
			toObjectType: 'companies',
			inputs,
			httpCode: 200,
		});
		expect(done.map(({ json }) => json)).toEqual(
			[request(2), request(1)].map((sent) => ({
				status: 'COMPLETE',
				results: [],
				requestedAt: expect.any(String) as string,
				startedAt: expect.any(String) as string,
				completedAt: expect.any(String) as string,
				request: sent,
			})),
		);
		expect(done.map(({ pairedItem }) => pairedItem)).toEqual([
			[{ item: 0 }, { item: 1 }, { item: 3 }],
			[{ item: 2 }],
		]);
	});

	it('says so where v4 answers without a body', async () => {
		const { done } = await fixture.run(deleteParameters({ apiVersion: 'v4', options }), {
			items: ITEMS,
		});
		expect(done.map(({ json }) => json)).toMatchObject([
			{ status: 'COMPLETE', request: { httpCode: 204 } },
			{ status: 'COMPLETE', request: { httpCode: 204 } },
		]);
	});

	it('shows errors, refusals and items that were never sent', async () => {
		fixture.hubspot.intercept = ({ body }) =>
			JSON.stringify(body).includes('"3"')
				? { status: 404, body: { status: 'error', category: 'OBJECT_NOT_FOUND', message: 'Nope' } }
				: undefined;
		const { done } = await fixture.run(deleteParameters({ options }), {
			items: [...ITEMS, { contact: 'x', company: 10 }],
			onError,
		});
		expect(done.map(({ json }) => json)).toMatchObject([
			{ status: 'COMPLETE', request: { httpCode: 200 } },
			{
				error: { message: 'HubSpot answered 404: Nope.', httpCode: 404 },
				request: { httpCode: 404 },
			},
			{ status: 'failed', error: { message: expect.stringContaining('"x"') as string } },
		]);
	});
});

it('responses that leave open what became of inputs are followed by items that say so', async () => {
	fixture.hubspot.intercept = () => ({ status: 503 });
	const options = { output: 'responses' };
	const { done } = await fixture.run(deleteParameters({ options }), { items: ITEMS, onError });
	expect(done.map(({ json }) => json)).toMatchObject([
		{ error: { httpCode: 503 }, request: { httpCode: 503 } },
		...ITEMS.map(() => ({ status: 'failed', unknown: true })),
	]);
	expect(done).toHaveLength(5);
});

it.each([
	['refused', { status: 400, body: { status: 'error', message: 'No' } }],
	[
		'named in an error',
		{ status: 207, body: batchResponse({ numErrors: 1, errors: [NAMES_CONTACT_1] }) },
	],
])('also where what nobody answered was %s later', async (_, later) => {
	const replies: object[] = [{ status: 504 }, later];
	fixture.hubspot.intercept = ({ path }) =>
		path.endsWith('/read') ? { status: 403 } : ((replies.shift() ?? later) as { status: number });
	const options = { output: 'responses' };
	const items = [{ contact: 1, company: 10 }];
	const { done } = await fixture.run(deleteParameters({ options }), { items, onError });
	expect(done.at(-1)?.json).toMatchObject({ status: 'failed', unknown: true, fromObjectId: '1' });
});

describe('what was never sent', () => {
	it.each([
		['responses', ITEMS.map(() => ({ status: 'notSent' }))],
		['summary', [{ inputs: 4, deleted: 0, failed: 0, notSent: 4, requests: 0 }]],
	])('is no request in %s, and is not lost', async (output, expected) => {
		await fixture.hubspot.stop();
		const options = { output, batchSize: 2 };
		const { done } = await fixture.run(deleteParameters({ options }), { items: ITEMS, onError });
		expect(done.map(({ json }) => json)).toMatchObject(expected);
	});
});

describe('output: summary', () => {
	it('counts refused items together, and is one item also when a setting is wrong', async () => {
		const items = [
			{ contact: '', company: 10 },
			{ contact: '', company: 10 },
		];
		const { done } = await fixture.run(deleteParameters({ options: { output: 'summary' } }), {
			items,
			onError,
		});
		expect(done).toHaveLength(1);
		expect(done[0].json.errors).toMatchObject([{ count: 2 }]);

		const options = { output: 'summary', batchSize: 0 };
		const wrong = await fixture.run(deleteParameters({ options }), { items, onError });
		expect(wrong.done.map(({ json }) => json)).toMatchObject([
			{ inputs: 2, failed: 2, requests: 0 },
		]);
	});

	it('counts requests that change something, each once, however often it was sent', async () => {
		const statuses = [503, 429];
		fixture.hubspot.intercept = ({ path }) => {
			const status = path.endsWith('/archive') ? statuses.shift() : undefined;
			return status === undefined ? undefined : { status };
		};
		for (const [output, expected] of [
			['summary', [{ inputs: 4, deleted: 4, requests: 2, reads: 4 }]],
			['responses', [{ request: { inputs: 2 } }, { request: { inputs: 1 } }]],
		] as const) {
			const options = { output, verify: true, batchSize: 2 };
			const { done } = await fixture.run(deleteParameters({ options }), { items: ITEMS, onError });
			expect(done.map(({ json }) => json)).toMatchObject(expected);
			expect(done).toHaveLength(expected.length);
		}
		// Two batches each time, of which the first time one was sent three times, and all read back from both sides.
		expect(fixture.deletes()).toHaveLength(6);
		expect(fixture.hubspot.requests).toHaveLength(6 + 2 * 2 * 2);
	});

	it('counts what became of the inputs', async () => {
		fixture.hubspot.intercept = ({ body }) =>
			JSON.stringify(body).includes('"3"')
				? { status: 404, body: { status: 'error', category: 'OBJECT_NOT_FOUND', message: 'Nope' } }
				: undefined;
		const options = { output: 'summary', batchSize: 2 };
		const items = [...ITEMS, { contact: 'x', company: 10 }];
		const { done } = await fixture.run(deleteParameters({ options }), { items, onError });
		expect(done).toEqual([
			{
				json: {
					inputs: 5,
					restored: 0,
					present: 0,
					...{ kept: 0, found: 0, notRead: 0 },
					wouldDelete: 0,
					wouldRestore: 0,
					absent: 0,
					deleted: 3,
					failed: 2,
					notSent: 0,
					requests: 2,
					reads: 0,
					errors: [
						{
							message: 'HubSpot answered 404: Nope.',
							httpCode: 404,
							category: 'OBJECT_NOT_FOUND',
							count: 1,
						},
						{ message: expect.stringContaining('"x"') as string, count: 1 },
					],
				},
				pairedItem: items.map((_, item) => ({ item })),
			},
		]);
		expect(fixture.hubspot.account.associations('contacts', 'companies')).toHaveLength(1);
	});
});

it('the line above the items counts what is unknown', async () => {
	fixture.hubspot.intercept = ({ path }) =>
		path.endsWith('/archive') ? { status: 200, body: {} } : { status: 403 };
	const { hints } = await fixture.run(deleteParameters(), { items: ITEMS.slice(0, 2), onError });
	const message =
		/^2 of 2 associations failed \(2 of them unknown\) in 1 request\. First error, item 0: /;
	expect(hints[0]).toMatchObject({
		message: expect.stringMatching(message) as string,
		type: 'warning',
	});
});
