import { HubspotAssociations } from '../../nodes/HubspotAssociations/HubspotAssociations.node.ts';
import type { Intercept } from '../hubspot';
import { associateWithCompany, deleteParameters, type Fixture, startFixture } from './fixture';

let fixture: Fixture;
const CONTACTS = [1, 2, 3, 4, 5, 6];
beforeEach(async () => {
	fixture = await startFixture();
	associateWithCompany(fixture, CONTACTS);
});
afterEach(async () => await fixture.hubspot.stop());

const left = () => fixture.hubspot.account.associations('contacts', 'companies').length;
const archives = () => fixture.hubspot.requests.filter(({ path }) => path.endsWith('/archive'));

/** The first two of six requests are carried out; then HubSpot keeps the run busy, and the user presses Stop. */
async function stopWhile(busy: Intercept) {
	const stop = new AbortController();
	fixture.hubspot.intercept = async (request, perform) => {
		if (archives().length <= 2) return undefined;
		setTimeout(() => stop.abort(), 50);
		return await busy(request, perform);
	};
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
		const outcomes = await stopWhile(async () => {
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
		const outcomes = await stopWhile(() => answer);
		expect(outcomes.map(([each]) => each)).toEqual([
			...['deleted', 'deleted', status],
			...['notSent', 'notSent', 'notSent'],
		]);
		expect(archives()).toHaveLength(3);
		expect(left()).toBe(4);
	});

	it('during a wait for what HubSpot has not finished', async () => {
		const body = { status: 'PENDING', results: [], completedAt: 'x' };
		const outcomes = await stopWhile(({ path }) =>
			path.endsWith('/archive') ? { status: 200, body } : undefined,
		);
		expect(outcomes.map(([each]) => each)).toEqual([
			...['deleted', 'deleted', 'failed'],
			...['notSent', 'notSent', 'notSent'],
		]);
		expect(outcomes[2][1]).toContain('it was still there');
		expect(left()).toBe(4);
	});
});
