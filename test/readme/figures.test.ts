import { readPage, rowsOf, wordsOf } from './markdown';

const performance = readPage('docs/performance.md');
const results = readPage('test/bench/RESULTS.md');
const words = wordsOf(performance);
const resultsWords = wordsOf(results);

/** A row of the benchmark's results, by what its first cells say. */
function measured(section: string, ...firstCells: string[]): string[] {
	const row = rowsOf(results, section).find((cells) =>
		firstCells.every((cell, index) => cells[index] === cell),
	);
	if (!row) throw new Error(`No results under "${section}" for ${firstCells.join(', ')}`);
	return row;
}

const asNumber = (figure = '') => Number(figure.replace(/[,×\s]/g, ''));

describe("the figures on the performance page are the benchmark's", () => {
	const sizes = rowsOf(performance, "The node's own work");

	it('for each size', () => {
		expect(sizes).toHaveLength(6);
	});

	it.each(sizes)('%s pairs, %s', (pairs = '', parameters = '', time, micros, memory) => {
		const run = measured('Without a limit', pairs, `This node, bare engine, ${parameters}`);
		const growth = measured('Growth', parameters, pairs);
		expect([time, micros, memory]).toEqual([run[3], growth[2], growth[7]]);
	});

	it.each([
		['This node', 'This node, real n8n'],
		[
			"n8n's HTTP Request node, one DELETE a pair, ten a second",
			"n8n's HTTP Request node, one DELETE a pair",
		],
	])('at the limit: %s', (contender, measuredAs) => {
		const [, seconds, requests, refused] =
			rowsOf(performance, "At HubSpot's rate limit").find(([name]) => name === contender) ?? [];
		const run = measured("At HubSpot's limit", '10,000', measuredAs);
		// The page rounds what takes many minutes to seconds.
		const took = asNumber(run[2]);
		expect(asNumber(seconds)).toBe(took < 100 ? took : Math.round(took));
		expect([requests, refused]).toEqual([run[5], run[6]]);
	});

	it('for how many times as fast the node is', () => {
		const [, times] = /That is (\d+) times as fast/.exec(words) ?? [];
		const run = measured(
			"At HubSpot's limit",
			'10,000',
			"n8n's HTTP Request node, one DELETE a pair",
		);
		expect(Number(times)).toBe(Math.round(asNumber(run[3])));
	});

	it('for how much the time for a pair grows', () => {
		const [, most] = /at most ([\d.]+) times from 10,000 pairs to 100,000/.exec(words) ?? [];
		const growth = rowsOf(results, 'Growth').filter(([, pairs]) => pairs === '100,000');
		expect(growth.length).toBeGreaterThan(4);
		expect(Math.max(...growth.map(([, , , toFewer]) => asNumber(toFewer)))).toBe(Number(most));
	});

	it('for how they were measured', () => {
		expect(words).toContain('100 requests in 10 seconds and takes 150 ms for each');
		expect(resultsWords).toContain('100 requests in any 10 seconds, each answered after 150 ms');
		expect(words).toContain('Medians of three rounds');
		expect(resultsWords).toContain('Medians of 3 rounds');
		const [, limitDay, speedDay] =
			/rate limit were measured on ([\d-]+), those of the node's own work on ([\d-]+),/.exec(
				words,
			) ?? [];
		const measuredOn = (section: string) =>
			/^Measured by `npm run bench.*?` on ([\d-]+)/.exec(
				results.blocks.find((block) => block.section === section)?.text ?? '',
			)?.[1];
		expect(measuredOn("At HubSpot's limit")).toBe(limitDay);
		expect(measuredOn('Without a limit')).toBe(speedDay);
	});

	it('for the goal that was missed', () => {
		const [, pairs, wanted] =
			/With ([\d,]+) pairs in literals the goal was at most ([\d.]+) ×/.exec(words) ?? [];
		const missed = readPage('test/bench/PROFILE.md').blocks.filter(
			({ kind, section, text }) =>
				kind === 'row' &&
				section === 'What was to be reached, and what was' &&
				text.includes('missed'),
		);
		expect(missed).toHaveLength(1);
		expect(missed[0].text).toContain(`${pairs} pairs, literals`);
		expect(missed[0].cells[1]).toBe(`${wanted} ×`);
	});
});

it("the memory on the scale page is the benchmark's", () => {
	const [, ...reported] =
		/([\d.]+) to ([\d.]+) GB for a million\..*took ([\d.]+) GB for 100,000 pairs, and ([\d.]+) GB/.exec(
			wordsOf(readPage('docs/scale.md')),
		) ?? [];
	const peaks = [
		['1,000,000', 'This node, bare engine, literals'],
		['1,000,000', 'This node, bare engine, three expressions'],
		['100,000', 'This node, real n8n'],
		['100,000', 'A real n8n with the same items, doing nothing'],
	].map((run) => (asNumber(measured('Without a limit', ...run)[6]) / 1_000).toFixed(1));
	expect(reported).toEqual(peaks);
});
