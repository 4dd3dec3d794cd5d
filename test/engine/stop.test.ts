import { HubspotAssociations } from '../../nodes/HubspotAssociations/HubspotAssociations.node.ts';
import type * as N8nWorkflow from 'n8n-workflow';
import type { Intercept } from '../hubspot';
import { associateWithCompany, deleteParameters, type Fixture, startFixture } from './fixture';

/** What the node's waits do; a sleep that takes its time unless a test says otherwise. */
let mockSleep: ((ms: number) => Promise<void>) | undefined;

jest.mock('n8n-workflow', () => {
	const actual = jest.requireActual<typeof N8nWorkflow>('n8n-workflow');
	return { ...actual, sleep: async (ms: number) => await (mockSleep ?? actual.sleep)(ms) };
});

let fixture: Fixture;
const CONTACTS = [1, 2, 3, 4, 5, 6];
beforeEach(async () => {
	fixture = await startFixture();
	associateWithCompany(fixture, CONTACTS);
});
afterEach(async () => {
	mockSleep = undefined;
	await fixture.hubspot.stop();
});

const remaining = () => fixture.hubspot.account.associations('contacts', 'companies').length;
const archives = () => fixture.hubspot.requests.filter(({ path }) => path.endsWith('/archive'));

/** Ways to press Stop. */
interface StopButton {
	press: () => void;
	/**
	 * Presses it as soon as the node begins to wait. A request that has arrived has begun to watch its deadline
	 * before, and that does not count: no wait here ends by itself before Stop.
	 */
	pressAtNextWait: () => void;
}

/** The first two of six requests are carried out; then HubSpot keeps the run busy, until the user presses Stop. */
async function stopWhile(busy: (button: StopButton) => Intercept) {
	const stop = new AbortController();
	const press = () => stop.abort();
	const stopped = new Promise((resolve) => stop.signal.addEventListener('abort', resolve));
	let isNextWaitTheOne = false;
	mockSleep = async () => {
		if (isNextWaitTheOne) setImmediate(press);
		isNextWaitTheOne = false;
		await stopped;
		mockSleep = undefined;
	};
	const answer = busy({ press, pressAtNextWait: () => (isNextWaitTheOne = true) });
	fixture.hubspot.intercept = async (request, perform) =>
		archives().length <= 2 ? undefined : await answer(request, perform);
	const execute = jest.spyOn(HubspotAssociations.prototype, 'execute');
	const running = fixture.run(deleteParameters({ options: { batchSize: 1, concurrency: 1 } }), {
		items: CONTACTS.map((contact) => ({ contact, company: 10 })),
		stop: stop.signal,
		onError: 'continueRegularOutput',
	});
	// n8n gives the run up at once; what the node itself makes of it is what is looked at here.
	await running.catch(() => undefined);
	const [items] = (await execute.mock.results[0].value) as Awaited<
		ReturnType<HubspotAssociations['execute']>
	>;
	execute.mockRestore();
	return items.map(({ json }) => [
		json.status,
		(json.error as { message: string } | undefined)?.message ?? '',
	]);
}

/** None of these would be over while a test lasts, if Stop did not end it. */
describe("n8n's Stop button ends a run, and the outcomes say what was done,", () => {
	const notSent = ['notSent', 'Not sent, because the workflow was stopped.'];

	it('during a request', async () => {
		let release = () => {};
		const outcomes = await stopWhile(({ press }) => async () => {
			press();
			await new Promise<void>((resolve) => (release = resolve));
			return { status: 503 };
		});
		release();
		expect(outcomes.slice(0, 2)).toEqual([
			['deleted', ''],
			['deleted', ''],
		]);
		expect(outcomes[2]).toEqual([
			'failed',
			expect.stringContaining('Whether it was deleted is unknown') as string,
		]);
		expect(outcomes.slice(3)).toEqual([notSent, notSent, notSent]);
		expect(archives()).toHaveLength(3);
	});

	it.each([
		['a wait for the rate limit', { status: 429, headers: { 'retry-after': '290' } }, 'notSent'],
		['a wait before a retry', { status: 423, headers: { 'retry-after': '290' } }, 'failed'],
	])('during %s', async (_, answer, status) => {
		const outcomes = await stopWhile(({ pressAtNextWait }) => () => {
			pressAtNextWait();
			return answer;
		});
		expect(outcomes.map(([each]) => each)).toEqual([
			...['deleted', 'deleted', status],
			...['notSent', 'notSent', 'notSent'],
		]);
		expect(archives()).toHaveLength(3);
		expect(remaining()).toBe(4);
	});

	it('during a wait for what HubSpot has not finished', async () => {
		const body = { status: 'PENDING', results: [], completedAt: 'x' };
		const outcomes = await stopWhile(({ pressAtNextWait }) => ({ path }) => {
			if (path.endsWith('/archive')) return { status: 200, body };
			// It is read back: found unfinished, it is waited for.
			pressAtNextWait();
			return undefined;
		});
		expect(outcomes.map(([each]) => each)).toEqual([
			...['deleted', 'deleted', 'failed'],
			...['notSent', 'notSent', 'notSent'],
		]);
		expect(outcomes[2][1]).toContain('it was still there');
		expect(remaining()).toBe(4);
	});
});
