import { HubspotAssociations } from '../../nodes/HubspotAssociations/HubspotAssociations.node';
import type { IDataObject } from 'n8n-workflow';

import {
	deleteAllParameters,
	deleteLabelsParameters,
	deleteLimitsParameters,
	associateWithCompany,
	deleteParameters,
	type Fixture,
	objectType,
	startFixture,
} from './fixture';
import type * as fastSleep from './fastSleep';

jest.mock('n8n-workflow', () =>
	jest.requireActual<typeof fastSleep>('./fastSleep').withFastSleep(),
);

let fixture: Fixture;
beforeEach(async () => {
	fixture = await startFixture();
	associateWithCompany(fixture, [1, 2, 3, 4, 5, 6]);
});
afterEach(async () => await fixture.hubspot.stop());

const remaining = () =>
	fixture.hubspot.account.associations('contacts', 'companies').map(({ fromId }) => fromId);

const ITEMS = [1, 2, 3, 4, 5, 6].map((contact) => ({
	contact,
	company: 10,
	name: `Contact ${contact}`,
}));
/** Three requests: contacts 1 and 2, 3 and 4, 5 and 6. */
const THREE_REQUESTS = { options: { batchSize: 2, concurrency: 1 } };

/** HubSpot refuses the requests that hold any of these contacts. */
function refuse(...contacts: string[]) {
	fixture.hubspot.intercept = ({ body }) => {
		const locked = contacts.find((contact) =>
			JSON.stringify(body).includes(`"from":{"id":"${contact}"}`),
		);
		if (locked === undefined) return undefined;
		return {
			status: 400,
			body: {
				status: 'error',
				category: 'VALIDATION_ERROR',
				message: `Contact ${locked} is locked`,
				correlationId: 'c0ffee',
			},
		};
	};
}

/** What becomes of that in an outcome. */
const CONTACT_3_IS_LOCKED = {
	message: 'HubSpot answered 400: Contact 3 is locked.',
	httpCode: 400,
	category: 'VALIDATION_ERROR',
	correlationId: 'c0ffee',
};

const statusesOf = (items: Array<{ json: IDataObject }>) =>
	items.map(({ json }) => [json.fromObjectId, json.status]);

describe('On Error: Stop Workflow', () => {
	it('sends nothing after the first failed batch, and says how far it came', async () => {
		refuse('3', '4');
		const { done, error } = await fixture.run(deleteParameters(THREE_REQUESTS), { items: ITEMS });
		// The first batch; the second one, refused because of contact 3, and what is left of it; nothing of the third.
		expect(fixture.deletes()).toHaveLength(3);
		expect(remaining()).toEqual(['3', '4', '5', '6']);
		expect(done).toEqual([]);
		expect(error?.message).toBe(
			'HubSpot answered 400: Contact 3 is locked. 2 of 6 associations deleted, 2 failed, 2 never sent.',
		);
		expect(error?.description).toContain('contacts 3 → companies 10, item 2');
		expect(error?.description).toContain('contacts 4 → companies 10, item 3');
		expect(error?.description).toContain('Check the object types');
		expect(error?.description).toContain('What was deleted stays deleted');
		expect(error?.context).toMatchObject({ itemIndex: 2 });
		expect(error?.httpCode).toBe('400');
	});

	it('still deletes the rest of the batch in which one input is bad', async () => {
		refuse('3');
		const { error } = await fixture.run(deleteParameters(THREE_REQUESTS), { items: ITEMS });
		expect(remaining()).toEqual(['3', '5', '6']);
		expect(error?.message).toContain('3 of 6 associations deleted, 1 failed, 2 never sent.');
		expect(error?.description).toMatch(/^Failed: contacts 3 → companies 10, item 2\./);
	});

	it('stops as well when only part of a batch failed', async () => {
		fixture.hubspot.intercept = () => ({
			status: 207,
			body: {
				status: 'COMPLETE',
				results: [],
				numErrors: 1,
				errors: [{ status: 'error', message: 'Gone', context: { fromObjectId: ['2'] } }],
			},
		});
		const { error } = await fixture.run(deleteParameters(THREE_REQUESTS), { items: ITEMS });
		expect(fixture.deletes()).toHaveLength(1);
		expect(error?.message).toContain('1 of 6 associations deleted, 1 failed, 4 never sent.');
		expect(error?.description).toMatch(/^Failed: contacts 2 → companies 10, item 1\./);
	});

	it('lists ten failures by name and counts the others', async () => {
		const items = Array.from({ length: 13 }, (_, index) => ({ contact: index + 1, company: 10 }));
		refuse(...items.map(({ contact }) => String(contact)));
		const { error } = await fixture.run(deleteParameters(), { items });
		expect(error?.message).toContain('13 of 13 associations failed.');
		expect(error?.description).toContain('item 9 and 3 more.');
	});

	it('sends nothing at all when one item holds a value that cannot be used', async () => {
		const items = [
			...ITEMS.slice(0, 3),
			{ contact: 'abc', company: 10 },
			{ contact: '', company: 10 },
		];
		const { error, done } = await fixture.run(deleteParameters(), { items });
		expect(fixture.hubspot.requests).toEqual([]);
		expect(done).toEqual([]);
		expect(error?.message).toBe(
			'"From Record ID" got "abc", which is not a record ID [item 3]. Nothing was changed',
		);
		expect(error?.description).toContain('The same run has 1 more such item.');
		expect(error?.context).toMatchObject({ itemIndex: 3 });
	});

	it('keeps its counts when the connection breaks, although n8n has words of its own for that', async () => {
		await fixture.hubspot.stop();
		const { error } = await fixture.run(deleteParameters(), { items: ITEMS });
		expect(error?.message).toBe(
			'HubSpot could not be reached (ECONNREFUSED). Check the network, the DNS and the proxy of the machine that n8n runs on. 6 of 6 associations never sent.',
		);
	});
});

describe('the Stop button', () => {
	it('ends a run between two requests', async () => {
		const stop = new AbortController();
		fixture.hubspot.intercept = () => {
			// The user presses it while the first request is under way.
			stop.abort();
			return undefined;
		};
		const parameters = deleteParameters({ options: { batchSize: 1, concurrency: 1 } });
		const options = { items: ITEMS, stop: stop.signal, onError: 'continueRegularOutput' as const };
		const execute = jest.spyOn(HubspotAssociations.prototype, 'execute');
		await fixture.run(parameters, options).catch(() => undefined);
		// n8n gives the run up at once; the node is over a little later.
		await execute.mock.results[0].value;
		execute.mockRestore();
		expect(fixture.deletes()).toHaveLength(1);
		expect(remaining().length).toBeGreaterThanOrEqual(5);
	});
});

describe('On Error: Continue', () => {
	it('sends everything and gives one item for each input, failed ones with their error', async () => {
		refuse('3', '4');
		const { done, error } = await fixture.run(deleteParameters(THREE_REQUESTS), {
			items: ITEMS,
			onError: 'continueRegularOutput',
		});
		expect(error).toBeUndefined();
		expect(fixture.deletes()).toHaveLength(4);
		expect(remaining()).toEqual(['3', '4']);
		expect(statusesOf(done)).toEqual([
			['1', 'deleted'],
			['2', 'deleted'],
			['3', 'failed'],
			['4', 'failed'],
			['5', 'deleted'],
			['6', 'deleted'],
		]);
		expect(done[2]).toEqual({
			json: {
				status: 'failed',
				fromObjectType: 'contacts',
				fromObjectId: '3',
				toObjectType: 'companies',
				toObjectId: '10',
				error: CONTACT_3_IS_LOCKED,
			},
			pairedItem: { item: 2 },
		});
	});

	it("makes a bad value that item's error and does the others", async () => {
		const items = [...ITEMS.slice(0, 3), { contact: 'abc', company: 10 }, ...ITEMS.slice(4)];
		const { done } = await fixture.run(deleteParameters(), {
			items,
			onError: 'continueRegularOutput',
		});
		expect(remaining()).toEqual(['4']);
		expect(done).toHaveLength(6);
		expect(done[3]).toMatchObject({
			json: {
				status: 'failed',
				error: { message: expect.stringContaining('"From Record ID" got "abc"') as string },
			},
			pairedItem: { item: 3 },
		});
		expect(JSON.stringify(fixture.hubspot.requests.map(({ body }) => body))).not.toContain('abc');
	});

	it.each([
		[
			deleteParameters(),
			{ contact: 'abc', company: '10; 11' },
			{
				...{ fromObjectType: 'contacts', fromObjectId: 'abc' },
				...{ toObjectType: 'companies', toObjectId: '10; 11' },
			},
		],
		[
			deleteParameters(),
			{ contact: null, company: [10, 'x'] },
			{ fromObjectId: '', toObjectId: '[10,"x"]' },
		],
		[
			deleteLabelsParameters({ labels: '={{ $json.labels }}' }),
			{ contact: 1, company: 10, labels: ['Fiend', 'USER_DEFINED:36'] },
			{ fromObjectId: '1', types: [{ label: 'Fiend' }, { label: 'USER_DEFINED:36' }] },
		],
		[deleteAllParameters(), { contact: 'abc' }, { fromObjectId: 'abc', toObjectType: 'companies' }],
		[
			deleteLimitsParameters({ limits: '={{ $json.limits }}' }),
			{ limits: 'Boss' },
			{ fromObjectType: 'contacts', types: [{ label: 'Boss' }] },
		],
		[
			deleteLimitsParameters({
				...{ resource: 'associationLabel', label: '={{ $json.label }}' },
			}),
			{ label: 'Fiend' },
			{ toObjectType: 'companies', types: [{ label: 'Fiend' }] },
		],
		[
			{ resource: 'association', operation: 'restore' },
			{ fromObjectType: 'contacts', fromObjectId: 'x', removed: [{ category: 'A', typeId: 1 }] },
			{ fromObjectType: 'contacts', fromObjectId: 'x', toObjectType: '', toObjectId: '' },
		],
		[
			deleteParameters({ options: { batchSize: 5000 } }),
			{ contact: 1, company: 10 },
			{ fromObjectId: '1', toObjectId: '10' },
		],
	])('shows what was typed in an item that cannot be used: %j', async (parameters, item, typed) => {
		const { done } = await fixture.run(parameters, {
			items: [item],
			onError: 'continueRegularOutput',
		});
		expect(done).toMatchObject([{ json: { status: 'failed', ...typed } }]);
		expect(Object.keys(done[0].json).slice(0, 2)).toEqual(['status', 'error']);
		expect(fixture.deletes()).toEqual([]);
	});

	it('says which item it was once, also where n8n says it', async () => {
		const items = [{ contact: 1, company: 10 }, { contact: 2 }];
		const { done } = await fixture.run(
			deleteParameters({ fromId: '={{ $json.contact === 2 ? $("Nowhere").item : 1 }}' }),
			{ items, onError: 'continueRegularOutput' },
		);
		const { message } = done[1].json.error as { message: string };
		expect(message.match(/item 1\b/gi)).toHaveLength(1);
	});

	it('fails every item, and sends nothing, when a setting of the run cannot be used', async () => {
		const { done } = await fixture.run(deleteParameters({ options: { batchSize: 5000 } }), {
			items: ITEMS,
			onError: 'continueRegularOutput',
		});
		expect(fixture.hubspot.requests).toEqual([]);
		expect(done.map(({ json }) => json.status)).toEqual(ITEMS.map(() => 'failed'));
		expect(done[5].json.error).toMatchObject({
			message: 'Item 5: "Batch Size" got 5000. It has to be a whole number from 1 to 2000.',
		});
	});
});

describe('On Error: Continue (using error output)', () => {
	const onError = 'continueErrorOutput';

	it('sends failed inputs out by the error output, with their json and that of their item', async () => {
		refuse('3', '4');
		const { done, failed, error } = await fixture.run(deleteParameters(THREE_REQUESTS), {
			items: ITEMS,
			onError,
		});
		expect(error).toBeUndefined();
		expect(remaining()).toEqual(['3', '4']);
		expect(statusesOf(done)).toEqual([
			['1', 'deleted'],
			['2', 'deleted'],
			['5', 'deleted'],
			['6', 'deleted'],
		]);
		expect(done.map(({ pairedItem }) => pairedItem)).toEqual(
			[0, 1, 4, 5].map((item) => ({ item })),
		);
		expect(failed.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 2 }, { item: 3 }]);
		expect(failed[1].json).toEqual({
			contact: 4,
			company: 10,
			name: 'Contact 4',
			status: 'failed',
			fromObjectType: 'contacts',
			fromObjectId: '4',
			toObjectType: 'companies',
			toObjectId: '10',
			error: { ...CONTACT_3_IS_LOCKED, message: 'HubSpot answered 400: Contact 4 is locked.' },
		});
	});

	it('sends items with bad values there as well', async () => {
		const { done, failed } = await fixture.run(
			deleteParameters({ toObjectType: objectType('={{ $json.type }}') }),
			{
				items: [
					{ ...ITEMS[0], type: 'companies' },
					{ ...ITEMS[1], type: '../deals' },
				],
				onError,
			},
		);
		expect(remaining()).toEqual(['2', '3', '4', '5', '6']);
		expect(statusesOf(done)).toEqual([['1', 'deleted']]);
		expect(failed).toMatchObject([
			{
				json: {
					name: 'Contact 2',
					status: 'failed',
					error: { message: expect.stringContaining('"To Object Type" got "../deals"') as string },
				},
				pairedItem: { item: 1 },
			},
		]);
		// Nor is there any field that the editor would show as undefined.
		expect(failed[0].json).toMatchObject({
			...{ fromObjectType: 'contacts', fromObjectId: '2' },
			...{ toObjectType: '../deals', toObjectId: '10' },
		});
		expect(Object.values(failed[0].json)).not.toContain(undefined);
	});

	it('lets nothing of an earlier outcome show through', async () => {
		const earlier = {
			status: 'deleted',
			fromObjectType: 'deals',
			fromObjectId: '7',
			toObjectType: 'tickets',
			toObjectId: '8',
			types: [{ category: 'USER_DEFINED', typeId: 36 }],
			removed: [{ category: 'USER_DEFINED', typeId: 36 }],
			unknown: true,
			note: 'Seen from one side only',
		};
		refuse('3', '4');
		const items = [
			{ ...earlier, contact: 3, company: 10 },
			{ ...earlier, contact: 'x', company: 10 },
		];
		const { failed } = await fixture.run(deleteParameters(), { items, onError });
		const reported = failed.map(({ json }) => JSON.parse(JSON.stringify(json)) as IDataObject);
		expect(reported[0]).toMatchObject({
			status: 'failed',
			fromObjectType: 'contacts',
			fromObjectId: '3',
		});
		for (const field of ['types', 'removed', 'unknown', 'note']) {
			expect(Object.keys(reported[0])).not.toContain(field);
		}
		expect(reported[1]).toEqual({
			...{ contact: 'x', company: 10, status: 'failed' },
			error: expect.anything() as unknown,
			...{ fromObjectType: 'contacts', fromObjectId: 'x' },
			...{ toObjectType: 'companies', toObjectId: '10' },
		});
	});

	it('takes a refused item out of the responses', async () => {
		const options = { output: 'responses' };
		const items = [ITEMS[0], { contact: 'x', company: 10 }];
		const { done, failed } = await fixture.run(deleteParameters({ options }), { items, onError });
		expect(done).toMatchObject([{ json: { request: { inputs: 1 } } }]);
		expect(failed).toMatchObject([{ json: { status: 'failed' }, pairedItem: { item: 1 } }]);
	});

	it.each(['responses', 'summary'])('does so whatever the output is: %s', async (output) => {
		refuse('3', '4');
		const options = { ...THREE_REQUESTS.options, output };
		const { done, failed } = await fixture.run(deleteParameters({ options }), {
			items: ITEMS,
			onError,
		});
		expect(statusesOf(failed)).toEqual([
			['3', 'failed'],
			['4', 'failed'],
		]);
		expect(done).toHaveLength(output === 'summary' ? 1 : 4);
	});
});
