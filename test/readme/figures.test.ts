import { readPage, rowsOf } from './markdown';

const readme = rowsOf(readPage('README.md'), 'How fast it is');
const results = readPage('test/bench/RESULTS.md');

/** A row of the benchmark's results, by what its first cells say. */
function measured(section: string, ...firstCells: string[]): string[] {
	const row = rowsOf(results, section).find((cells) =>
		firstCells.every((cell, index) => cells[index] === cell),
	);
	if (!row) throw new Error(`No results under "${section}" for ${firstCells.join(', ')}`);
	return row;
}

const asNumber = (figure = '') => Number(figure.replace(/[,×\s]/g, ''));

describe('what README says of speed is what the benchmark wrote', () => {
	const ratios = readme.filter(({ length }) => length === 5);

	it('for every size', () => {
		expect(ratios).toHaveLength(6);
	});

	it.each(ratios)('%s pairs, %s', (pairs = '', parameters = '', time, micros, memory) => {
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
	])('at the limit: %s', (who, whoMeasured) => {
		const [, seconds, requests, refused] = readme.find(([name]) => name === who) ?? [];
		const run = measured("At HubSpot's limit", '10,000', whoMeasured);
		// README rounds what takes many minutes to seconds.
		const took = asNumber(run[2]);
		expect(asNumber(seconds)).toBe(took < 100 ? took : Math.round(took));
		expect([requests, refused]).toEqual([run[5], run[6]]);
	});

	it('and how many times as fast', () => {
		const words = readPage('README.md')
			.blocks.map(({ text }) => text)
			.join('\n');
		const [, times] = /That is (\d+) times as fast/.exec(words) ?? [];
		const run = measured(
			"At HubSpot's limit",
			'10,000',
			"n8n's HTTP Request node, one DELETE a pair",
		);
		expect(Number(times)).toBe(Math.round(asNumber(run[3])));
	});

	const wordsOf = (file: string) =>
		readPage(file)
			.blocks.map(({ text }) => text)
			.join('\n');

	it('and by how much the time for a pair grows', () => {
		const [, most] =
			/at most ([\d.]+) times from 10,000 pairs to 100,000/.exec(wordsOf('README.md')) ?? [];
		const growth = rowsOf(results, 'Growth').filter(([, pairs]) => pairs === '100,000');
		expect(growth.length).toBeGreaterThan(4);
		expect(Math.max(...growth.map(([, , , toFewer]) => asNumber(toFewer)))).toBe(Number(most));
	});

	it('and how it was measured', () => {
		const words = wordsOf('test/bench/RESULTS.md');
		expect(wordsOf('README.md')).toContain('100 requests in 10 seconds and takes 150 ms for each');
		expect(words).toContain('100 requests in any 10 seconds, each answered after 150 ms');
		expect(wordsOf('README.md')).toContain('(medians of three rounds');
		expect(words).toContain('Medians of 3 rounds');
		const [, day] = /measured on ([\d-]+) with/.exec(wordsOf('README.md')) ?? [];
		expect(words).toContain(`by \`npm run bench\` on ${day}`);
	});

	it('and what was missed', () => {
		expect(wordsOf('README.md')).toContain('in literals we wanted at most 1.3 ×, and missed it');
		const missed = readPage('test/bench/PROFILE.md').blocks.filter(
			({ kind, text }) => kind === 'row' && text.includes('missed'),
		);
		expect(missed).toHaveLength(1);
		expect(missed[0].text).toContain('100,000');
		expect(missed[0].cells[1]).toContain('1.3');
	});
});
