import type { Batch } from '../../nodes/HubspotAssociations/batch/planning/plan';
import { REMOVED } from '../../nodes/HubspotAssociations/batch/desiredState';
import type { CurrentState } from '../../nodes/HubspotAssociations/batch/stateReader';
import {
	NOT_SENT,
	runBatches,
	type RunOptions,
	type Send,
} from '../../nodes/HubspotAssociations/batch/runBatches';

const batches = (count: number): Batch[] =>
	Array.from({ length: count }, (_, index) => ({
		fromObjectType: 'contacts',
		toObjectType: 'companies',
		targets: [
			{
				fromObjectType: 'contacts',
				fromObjectId: String(index),
				toObjectType: 'companies',
				toObjectId: '1',
			},
		],
	}));

/** Reading back shows whatever `found` says; by default, that everything is gone. */
const run = async (
	all: Batch[],
	send: Send,
	settings: Partial<RunOptions> & Pick<RunOptions, 'concurrency' | 'stopAtFailure'>,
) => {
	const readState = async ({ targets }: Batch): Promise<CurrentState> =>
		await Promise.resolve({
			types: new Map(targets.map((target) => [target, []])),
			unread: new Map(),
		});
	return await runBatches(all, send, {
		desiredState: REMOVED,
		readState,
		verify: false,
		sleep: async () => await Promise.resolve(true),
		...settings,
	});
};

const idOf = ({ targets }: Batch) => Number(targets[0].fromObjectId);
const OK = { httpCode: 204, body: '' };
const tick = async () => await new Promise(setImmediate);

/** Sends nothing anywhere; says how many were under way at once, and fails for the given batches. */
function recorder(fails: number[] = []) {
	const seen = { sent: [] as number[], most: 0, now: 0 };
	const send: Send = async (batch) => {
		seen.sent.push(idOf(batch));
		seen.most = Math.max(seen.most, ++seen.now);
		await tick();
		seen.now--;
		if (fails.includes(idOf(batch))) {
			throw Object.assign(new Error('Refused'), { httpCode: 400, request: { secret: 'x' } });
		}
		return OK;
	};
	return { seen, send };
}

const statusesOf = (results: Awaited<ReturnType<typeof run>>) =>
	results.map(({ outcomes }) => outcomes[0].status);

describe('run', () => {
	it('sends every batch once and gives the results in the order of the batches', async () => {
		const { seen, send } = recorder();
		const results = await run(batches(7), send, { concurrency: 3, stopAtFailure: true });
		expect(seen.sent).toEqual([0, 1, 2, 3, 4, 5, 6]);
		expect(results.map(({ batch }) => idOf(batch))).toEqual([0, 1, 2, 3, 4, 5, 6]);
	});

	it.each([1, 2, 5])('has %i requests under way at once, and never more', async (concurrency) => {
		const { seen, send } = recorder();
		await run(batches(12), send, { concurrency, stopAtFailure: true });
		expect(seen.most).toBe(concurrency);
	});

	it('sends nothing more after a failure when told so, and says so for the rest', async () => {
		const { seen, send } = recorder([1]);
		const results = await run(batches(4), send, { concurrency: 1, stopAtFailure: true });
		expect(seen.sent).toEqual([0, 1]);
		expect(statusesOf(results)).toEqual(['deleted', 'failed', 'notSent', 'notSent']);
		expect(results[2].outcomes).toEqual([
			{ status: 'notSent', error: { message: NOT_SENT.afterFailure } },
		]);
	});

	it('waits for what is under way when another request fails', async () => {
		const { seen, send } = recorder([0]);
		const results = await run(batches(6), send, { concurrency: 3, stopAtFailure: true });
		expect(seen.sent).toEqual([0, 1, 2]);
		expect(statusesOf(results)).toEqual([
			'failed',
			'deleted',
			'deleted',
			'notSent',
			'notSent',
			'notSent',
		]);
	});

	it('holds new batches back while any batch is in doubt, also one that came into doubt meanwhile', async () => {
		const release: Array<() => void> = [];
		const sent: number[] = [];
		const held = async (index: number) =>
			await new Promise<void>((resolve) => (release[index] = resolve));
		const send: Send = async (batch) => {
			sent.push(idOf(batch));
			// Batch 0 is in doubt at once, batch 1 later; batch 2 is through in between.
			if (idOf(batch) === 1) await held(1);
			if (idOf(batch) === 2) await held(2);
			const status = idOf(batch) < 2 ? 'CANCELED' : 'COMPLETE';
			return { httpCode: 200, body: { status } };
		};
		const readState = async ({ targets }: Batch): Promise<CurrentState> => {
			await held(idOf({ ...batches(1)[0], targets }) + 10);
			return { types: new Map(targets.map((target) => [target, []])), unread: new Map() };
		};
		const running = run(batches(5), send, { concurrency: 3, stopAtFailure: true, readState });
		const turns = async () => {
			for (let count = 0; count < 5; count++) await tick();
		};
		await turns();
		release[2]();
		await turns();
		release[1]();
		await turns();
		release[10]();
		await turns();
		expect(sent).toEqual([0, 1, 2]);
		release[11]();
		expect(statusesOf(await running)).toEqual(batches(5).map(() => 'deleted'));
		expect(sent).toEqual([0, 1, 2, 3, 4]);
	});

	it('sends no more than five batches before one of them has gone well', async () => {
		const { seen, send } = recorder([0, 1, 2, 3, 4]);
		const results = await run(batches(12), send, { concurrency: 10, stopAtFailure: true });
		expect(seen.sent).toEqual([0, 1, 2, 3, 4]);
		expect(statusesOf(results).filter((status) => status === 'notSent')).toHaveLength(7);
		const good = recorder();
		await run(batches(30), good.send, { concurrency: 10, stopAtFailure: true });
		expect(good.seen.most).toBe(10);
	});

	it('goes on after a failure otherwise', async () => {
		const { seen, send } = recorder([1]);
		const results = await run(batches(4), send, { concurrency: 2, stopAtFailure: false });
		expect(seen.sent).toHaveLength(4);
		expect(statusesOf(results)).toEqual(['deleted', 'failed', 'deleted', 'deleted']);
	});

	it('stops when part of a batch failed, not only when all of it did', async () => {
		const send: Send = async () =>
			await Promise.resolve({ httpCode: 200, body: { status: 'CANCELED' } });
		const readState = async () => await Promise.resolve({ types: new Map(), unread: new Map() });
		const results = await run(batches(2), send, { concurrency: 1, stopAtFailure: true, readState });
		expect(statusesOf(results)).toEqual(['failed', 'notSent']);
	});

	it('keeps of a thrown error what an outcome may say, and nothing else', async () => {
		const { send } = recorder([0]);
		const [{ outcomes }] = await run(batches(1), send, { concurrency: 1, stopAtFailure: true });
		expect(outcomes).toEqual([{ status: 'failed', error: { message: 'Refused', httpCode: 400 } }]);
	});

	it('tells what could not be sent from what failed, and stops for it as well', async () => {
		const send: Send = async () =>
			await Promise.reject(Object.assign(new Error('No network'), { notSent: true }));
		const results = await run(batches(2), send, { concurrency: 1, stopAtFailure: true });
		expect(results.map(({ attempts, outcomes: [outcome] }) => [attempts, outcome])).toEqual([
			[[], { status: 'notSent', error: { message: 'No network' } }],
			[[], { status: 'notSent', error: { message: NOT_SENT.afterFailure } }],
		]);
	});

	it('sends nothing more once the workflow is stopped', async () => {
		const stop = new AbortController();
		const sent: number[] = [];
		const send: Send = async (batch) => {
			sent.push(idOf(batch));
			stop.abort();
			return await Promise.resolve(OK);
		};
		const settings = { concurrency: 1, stopAtFailure: false, signal: stop.signal };
		const results = await run(batches(3), send, settings);
		expect(sent).toEqual([0]);
		expect(statusesOf(results)).toEqual(['deleted', 'notSent', 'notSent']);
		expect(results[1].outcomes).toEqual([
			{ status: 'notSent', error: { message: NOT_SENT.stopped } },
		]);
	});
});
