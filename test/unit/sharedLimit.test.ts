import { hubspotApiRequest } from '../../nodes/HubspotAssociations/transport/hubspotApiRequest';
import { contextOf } from './context';

const MAX = 100;
const WINDOW_MS = 10_000;
const MINUTE_MS = 60_000;

/** As many requests as a run of the node has under way by default. */
const CONCURRENCY = 5;

/** HubSpot's rolling window, on a clock that is faked; unless told, each request takes between 60 and 240 ms. */
class Window {
	readonly accepted: number[] = [];

	readonly refused: number[] = [];

	private oldest = 0;

	/**
	 * @param random where chance starts from
	 * @param up how long a request is on its way, at least and at most, in milliseconds
	 * @param down how long until its answer is there
	 */
	constructor(
		private random = 1,
		private readonly up: [number, number] = [30, 90],
		private readonly down: [number, number] = [30, 150],
	) {}

	async answer() {
		await pass(this.between(...this.up));
		const isRefused = this.used() >= MAX;
		(isRefused ? this.refused : this.accepted).push(Date.now());
		const headers = {
			'x-hubspot-ratelimit-max': String(MAX),
			'x-hubspot-ratelimit-interval-milliseconds': String(WINDOW_MS),
			'x-hubspot-ratelimit-remaining': String(MAX - this.used()),
		};
		await pass(this.between(...this.down));
		if (!isRefused) return { statusCode: 204, body: '', headers };
		const data = { status: 'error', message: 'Too many', policyName: 'TEN_SECONDLY_ROLLING' };
		const response = { status: 429, headers, data };
		throw Object.assign(new Error('Too many'), { httpCode: '429', response });
	}

	/** By chance, but always the same. */
	private between(least: number, most: number): number {
		this.random = (this.random * 16_807) % 2_147_483_647;
		return least + (this.random / 2_147_483_647) * (most - least);
	}

	private used(): number {
		while (this.accepted[this.oldest] <= Date.now() - WINDOW_MS) this.oldest++;
		return this.accepted.length - this.oldest;
	}
}

const pass = async (ms: number) => await new Promise((resolve) => setTimeout(resolve, ms));

/** Ends the processes of a test, each one. */
let ends: Array<() => void> = [];

/** What requests rejected with. None of them may: nobody stops them, and waiting for the limit is no failing. */
let rejections: unknown[] = [];

/**
 * One n8n process: limiters are kept by credential, so each process has one of its own here.
 *
 * @param sent when its requests were answered
 * @returns ends it
 */
function startProcess(
	id: string,
	window: Window,
	sent: number[] = [],
	concurrency = CONCURRENCY,
): () => void {
	const request = hubspotApiRequest(contextOf(id, async () => await window.answer()));
	let isOver = false;
	const again = async () => {
		while (!isOver) {
			await request({ method: 'POST', path: '/' }, {});
			sent.push(Date.now());
		}
	};
	for (let count = 0; count < concurrency; count++) {
		again().catch((error: unknown) => rejections.push(error));
	}
	const end = () => {
		isOver = true;
	};
	ends.push(end);
	return end;
}

beforeEach(() => {
	ends = [];
	rejections = [];
	jest.useFakeTimers();
});
afterEach(async () => {
	for (const end of ends) end();
	// The requests under way, and those that wait for the limit, are answered meanwhile.
	await jest.advanceTimersByTimeAsync(3 * MINUTE_MS);
	const timersLeft = jest.getTimerCount();
	jest.useRealTimers();
	expect({ timersLeft, rejections }).toEqual({ timersLeft: 0, rejections: [] });
});

/** How many requests were accepted from a moment on. */
const since = (times: readonly number[], moment: number) =>
	times.filter((time) => time >= moment).length;

describe('processes that share one account and know nothing of each other', () => {
	it.each([
		[1, 0.965, 0],
		[2, 0.95, 0.01],
		[3, 0.95, 0.03],
		[5, 0.95, 0.08],
	])(
		'%i: throughput at least %d of the limit, at most %d refused',
		async (processes, least, most) => {
			const window = new Window();
			const start = Date.now();
			for (let index = 0; index < processes; index++) startProcess(`${processes}-${index}`, window);
			await jest.advanceTimersByTimeAsync(5 * MINUTE_MS);
			const { accepted, refused } = window;
			// The first window may be used up at once: what counts is what follows.
			expect(since(accepted, start + WINDOW_MS) / (MAX * 29)).toBeGreaterThanOrEqual(least);
			expect(refused.length / (refused.length + accepted.length)).toBeLessThanOrEqual(most);
		},
	);

	const LATE = [5, 21, 60, 133, 155].flatMap((seconds) => [1, 2].map((early) => [early, seconds]));
	it.each(LATE)(
		'whoever starts late gets in beside %i that used the whole limit, and soon has its share (%i)',
		async (early, seconds) => {
			const window = new Window();
			for (let index = 0; index < early; index++) {
				startProcess(`early ${index} of ${early}, ${seconds}`, window);
			}
			await jest.advanceTimersByTimeAsync(seconds * 1_000);
			const sent: number[] = [];
			startProcess(`late beside ${early}, ${seconds}`, window, sent);
			const start = Date.now();
			await jest.advanceTimersByTimeAsync(4 * MINUTE_MS);
			expect(since(sent, start)).toBeGreaterThan(0);
			const fairShare = (MAX * MINUTE_MS) / WINDOW_MS / (early + 1);
			expect(since(sent, start + 3 * MINUTE_MS) / fairShare).toBeGreaterThan(0.7);
		},
	);

	it.each([1, 2, 3])(
		'five with ten runs each, who start one after the other: nothing is given up (%i)',
		async (seed) => {
			const window = new Window(seed);
			for (let index = 0; index < 5; index++) {
				startProcess(`crowd ${seed} ${index}`, window, [], 50);
				await jest.advanceTimersByTimeAsync(20_000);
			}
			// A request that is given up rejects: the test would fail at its end.
			await jest.advanceTimersByTimeAsync(8 * MINUTE_MS);
			const { accepted, refused } = window;
			expect(refused.length / (refused.length + accepted.length)).toBeLessThan(0.12);
		},
	);

	it.each([
		[20, 300],
		[50, 500],
		[50, 1_000],
	])(
		'whoever starts late has its share beside %i requests under way that take %i ms each',
		async (underWay, ms) => {
			const window = new Window(1, [30, 30], [ms * 0.8, ms * 1.2]);
			const early: number[] = [];
			startProcess(`early ${underWay} ${ms}`, window, early, underWay);
			await jest.advanceTimersByTimeAsync(123_456);
			const late: number[] = [];
			startProcess(`late ${underWay} ${ms}`, window, late, 10);
			await jest.advanceTimersByTimeAsync(3 * MINUTE_MS);
			const then = Date.now();
			await jest.advanceTimersByTimeAsync(2 * MINUTE_MS);
			const [mine, theirs] = [since(late, then), since(early, then)];
			expect(mine / (mine + theirs)).toBeGreaterThan(0.35);
		},
	);

	it('whoever is left when the others are done has the whole limit again', async () => {
		const window = new Window();
		startProcess('left', window);
		const ends = ['done 1', 'done 2', 'done 3'].map((id) => startProcess(id, window));
		await jest.advanceTimersByTimeAsync(2 * MINUTE_MS);
		for (const end of ends) end();
		// What the others sent leaves the window, and an answer has to say so.
		await jest.advanceTimersByTimeAsync(20_000);
		const before = window.accepted.length;
		await jest.advanceTimersByTimeAsync(MINUTE_MS);
		expect((window.accepted.length - before) / (MAX * 6)).toBeGreaterThan(0.95);
	});
});
