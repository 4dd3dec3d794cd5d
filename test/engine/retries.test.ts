import { associateWithCompany, deleteParameters, type Fixture, startFixture } from './fixture';
import type * as fastTime from './fastTime';

jest.mock('n8n-workflow', () => jest.requireActual<typeof fastTime>('./fastTime').withFastTime());
jest.mock('../../nodes/HubspotAssociations/transport/deadline', () =>
	jest.requireActual<typeof fastTime>('./fastTime').withRealDeadlines(),
);

let fixture: Fixture;
const start = async (options?: Parameters<typeof startFixture>[0]) => {
	fixture = await startFixture(options);
	associateWithCompany(fixture, CONTACTS);
};
afterEach(async () => await fixture.hubspot.stop());

const CONTACTS = [1, 2, 3, 4, 5, 6];
const ITEMS = CONTACTS.map((contact) => ({ contact, company: 10 }));
const remaining = () => fixture.hubspot.account.associations('contacts', 'companies').length;
const statusesSeen = () => fixture.hubspot.requests.map(({ status }) => status);

const run = async (options = {}) =>
	await fixture.run(deleteParameters({ options }), { items: ITEMS });

/** HubSpot gives these answers, one after the other, and then behaves. */
function answers(...statuses: number[]) {
	fixture.hubspot.intercept = () => {
		const status = statuses.shift();
		return status === undefined ? undefined : { status, headers: { 'retry-after': '1' } };
	};
}

describe('what to do next', () => {
	beforeEach(async () => await start());

	it('is told when HubSpot is not well', async () => {
		fixture.hubspot.intercept = () => ({ status: 503 });
		expect((await run()).error?.description).toContain('Run the workflow again later');
	});

	it('is told of IDs with nothing but blanks between them', async () => {
		const items = [{ contact: 1, company: '10 11 12' }];
		const { error } = await fixture.run(deleteParameters(), { items });
		expect(error?.description).toContain('Put commas between several IDs.');
		expect(remaining()).toBe(6);
	});
});

describe('what passes is tried again, and then done', () => {
	beforeEach(async () => await start());

	it.each([500, 502, 503, 504, 423, 477, 429])('%i', async (status) => {
		answers(status, status);
		const { done, error } = await run();
		expect(error).toBeUndefined();
		expect(done.map(({ json }) => json.status)).toEqual(ITEMS.map(() => 'deleted'));
		expect(statusesSeen()).toEqual([status, status, 200]);
		expect(remaining()).toBe(0);
	});

	it('a storm of 429s costs time, and no input', async () => {
		answers(...Array.from({ length: 12 }, () => 429));
		const { done } = await run({ batchSize: 2, concurrency: 3 });
		expect(done.map(({ json }) => json.status)).toEqual(ITEMS.map(() => 'deleted'));
		expect(remaining()).toBe(0);
	});

	it('also when the work had been done and only its answer was lost', async () => {
		let first = true;
		fixture.hubspot.intercept = () => {
			const answer = first ? { status: 502, after: true } : undefined;
			first = false;
			return answer;
		};
		const { done } = await run();
		expect(done).toHaveLength(6);
		expect(statusesSeen()).toEqual([502, 200]);
		expect(remaining()).toBe(0);
	});

	it.each([
		['its answer was reset', { status: 200, reset: true }],
		['its answer broke off', { status: 200, body: { status: 'COMPLETE' }, truncated: true }],
	])('also when %s', async (_, answer) => {
		let first = true;
		fixture.hubspot.intercept = async (__, perform) => {
			if (!first) return undefined;
			first = false;
			await perform();
			return answer;
		};
		const { done } = await run();
		expect(done.map(({ json }) => json.status)).toEqual(ITEMS.map(() => 'deleted'));
		expect(statusesSeen()).toHaveLength(2);
		expect(remaining()).toBe(0);
	});

	it('sends the same request again, never another', async () => {
		answers(503);
		await run({ batchSize: 3, concurrency: 1 });
		const [first, second, third] = fixture.hubspot.requests.map(({ path, body }) => ({
			path,
			body,
		}));
		expect(second).toEqual(first);
		expect(third).not.toEqual(first);
	});
});

describe('what does not pass is not tried again', () => {
	beforeEach(async () => await start());

	it.each([
		[403, 'A scope is missing'],
		[402, 'Pay first'],
	])('%i', async (status, message) => {
		fixture.hubspot.intercept = () => ({ status, body: { status: 'error', message } });
		const { error } = await run();
		expect(error?.httpCode).toBe(String(status));
		expect(statusesSeen()).toEqual([status]);
		expect(remaining()).toBe(6);
	});

	it.each([403, 405, 410, 451])(
		'%i, which may be about one of the records: less is sent each time, and never the same twice',
		async (status) => {
			fixture.hubspot.intercept = () => ({ status });
			const { error } = await run();
			expect(error?.httpCode).toBe(String(status));
			const sent = fixture.hubspot.requests.map(({ body }) => JSON.stringify(body));
			expect(new Set(sent).size).toBe(sent.length);
			expect(sent.length).toBeLessThanOrEqual(10);
			expect(remaining()).toBe(6);
		},
	);

	it.each([400, 404, 409, 413])('%i: smaller requests are, the same one never', async (status) => {
		const body = { status: 'error', message: 'Something is wrong' };
		fixture.hubspot.intercept = () => ({ status, body });
		const { error } = await run();
		expect(error?.httpCode).toBe(String(status));
		const bodies = fixture.hubspot.requests.map((request) => JSON.stringify(request.body));
		expect(new Set(bodies).size).toBe(bodies.length);
		expect(remaining()).toBe(6);
	});

	it("a day's limit", async () => {
		fixture.hubspot.intercept = () => ({
			status: 429,
			body: { policyName: 'DAILY', message: 'Over' },
		});
		const { error } = await run();
		expect(error?.message).toContain('429, DAILY');
		expect(statusesSeen()).toEqual([429]);
	});
});

describe('what takes too long to pass is not waited for', () => {
	beforeEach(async () => await start());

	it('an hour until the rate limit allows more', async () => {
		fixture.hubspot.intercept = () => ({ status: 429, headers: { 'retry-after': '3600' } });
		const { error } = await run();
		expect(error?.httpCode).toBe('429');
		expect(statusesSeen()).toEqual([429]);
	});
});

describe('when it does not pass in time', () => {
	beforeEach(async () => await start());

	it('the request was sent six times, read back, and the last answer is told', async () => {
		fixture.hubspot.intercept = ({ path }) =>
			path.endsWith('/read') ? undefined : { status: 503 };
		const { error } = await run();
		// Looked at six times: HubSpot may still be at it.
		const sixTimes = (status: number) => Array.from({ length: 6 }, () => status);
		expect(statusesSeen()).toEqual([...sixTimes(503), ...sixTimes(200)]);
		expect(error?.message).toContain(
			'(503). When read back from HubSpot, it was still there. 6 of 6 associations failed.',
		);
	});

	it('a later refusal does not hide that an earlier attempt was carried out', async () => {
		const replies = [{ status: 504, after: true }, { status: 403 }];
		fixture.hubspot.intercept = () => replies.shift();
		const { done } = await fixture.run(deleteParameters(), {
			items: ITEMS,
			onError: 'continueRegularOutput',
		});
		expect(done.map(({ json }) => json.status)).toEqual(ITEMS.map(() => 'deleted'));
		expect(remaining()).toBe(0);
	});
});

describe('the rate limit', () => {
	it('is kept to as the answers tell it: nothing is refused, and everything is done', async () => {
		await start({ rateLimit: { max: 2, intervalMs: 200 } });
		const { done } = await run({ batchSize: 1, concurrency: 2 });
		expect(done.map(({ json }) => json.status)).toEqual(ITEMS.map(() => 'deleted'));
		expect(remaining()).toBe(0);
		// The very first requests go out before any answer has said what the limit is.
		expect(statusesSeen().filter((status) => status === 429).length).toBeLessThanOrEqual(2);
	});
});
