import { countBetween, figuresOf, type Scenario, simulate } from './sharedLimit';

const atOnce = (processes: number) => Array.from({ length: processes }, () => 0);

/** What HubSpot's headers say. */
const TRUE = 100;
const NONE = undefined;

describe('processes that share one account and know nothing of each other', () => {
	it.each([
		// processes, limit, headers, used from then on, at least, refused at most, least of a fair share
		[1, 100, TRUE, 10, 0.98, 0, 0.95],
		[1, 100, NONE, 10, 0.91, 0.008, 0.9],
		[1, 150, NONE, 180, 0.88, 0.008, 0.85],
		[1, 200, NONE, 180, 0.86, 0.008, 0.85],
		[1, 150, 190, 10, 0.905, 0.01, 0.9],
		[3, 100, TRUE, 10, 0.95, 0.01, 0.6],
		[5, 100, TRUE, 10, 0.955, 0.012, 0.6],
		[3, 100, NONE, 10, 0.88, 0.015, 0.6],
		[5, 100, NONE, 10, 0.88, 0.02, 0.6],
		[10, 100, TRUE, 10, 0.9, 0.03, 0.25],
		[20, 100, TRUE, 10, 0.9, 0.045, 0.25],
		[10, 100, NONE, 10, 0.88, 0.035, 0.05],
		[20, 100, NONE, 10, 0.88, 0.048, 0.15],
		[50, 100, NONE, 10, 0.88, 0.1, 0.3],
	])(
		'%i at %i in ten seconds, headers %s: from second %i on %d used, %d refused, least share %d',
		async (processes, limit, headers, from, used, refused, least) => {
			const logs = await simulate({ starts: atOnce(processes), limit, headers });
			expect(figuresOf(logs, from, 480, limit).used).toBeGreaterThanOrEqual(used);
			expect(figuresOf(logs, 0, 480, limit).refused).toBeLessThanOrEqual(refused);
			expect(figuresOf(logs, 180, 480, limit).least).toBeGreaterThanOrEqual(least);
			expect(figuresOf(logs, 0, 480, limit).givenUp).toBe(0);
		},
	);

	/** What a process that starts late gets in its third minute, of a fair share; seeds one by one, not in sums. */
	const lateShares = async (scenario: Scenario, seeds: number[]) => {
		const { starts } = scenario;
		const late = starts[starts.length - 1];
		const shares: number[] = [];
		for (const seed of seeds) {
			const logs = await simulate({ ...scenario, seed, seconds: late + 180 });
			const got = countBetween(logs[starts.length - 1].accepted, late + 120, late + 180);
			shares.push(got / (600 / starts.length));
		}
		return shares;
	};

	it.each(
		[TRUE, NONE].flatMap((headers) =>
			[
				[1, 5],
				[1, 133],
				[2, 133],
				[4, 133],
			].map(([early, second]) => [early, second, headers] as const),
		),
	)(
		'beside %i that used the whole limit, one that starts at second %i has its share in its third minute (headers %s)',
		async (early, second, headers) => {
			const shares = await lateShares({ starts: [...atOnce(early), second], headers }, [11, 12]);
			expect(Math.min(...shares)).toBeGreaterThan(headers === undefined ? 0.4 : 0.7);
			expect(Math.max(...shares)).toBeGreaterThan(0.5);
		},
	);

	it.each([TRUE, NONE])(
		'five with fifty requests under way, one after the other: nothing is given up (headers %s)',
		async (headers) => {
			const starts = [0, 20, 40, 60, 80];
			const logs = await simulate({ starts, concurrency: 50, headers });
			expect(figuresOf(logs, 0, 480).givenUp).toBe(0);
			expect(figuresOf(logs, 0, 480).refused).toBeLessThan(0.08);
		},
	);

	it.each([TRUE, NONE])(
		'one that is left when the others are done has the whole limit again (headers %s)',
		async (headers) => {
			const ends = [Infinity, 120, 120, 120];
			const logs = await simulate({ starts: atOnce(4), ends, headers });
			const least = headers === undefined ? 0.8 : 0.95;
			expect(countBetween(logs[0].accepted, 240, 480) / 2_400).toBeGreaterThan(least);
		},
	);

	it('one of twenty that had hardly anything has the whole limit in eight minutes', async () => {
		const ends = [Infinity, ...Array.from({ length: 19 }, () => 120)];
		for (const seed of [4, 6]) {
			const logs = await simulate({ starts: atOnce(20), ends, seed, seconds: 720 });
			expect(countBetween(logs[0].accepted, 600, 720) / 1_200).toBeGreaterThan(0.85);
		}
	});
});
