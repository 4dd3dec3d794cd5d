/** One run of one contender. */
export interface Measurement {
	name: string;
	pairs: number;
	requests: number;
	seconds: number;
	cpuSeconds?: number;
	/** In megabytes. */
	peakMb?: number;
}

const median = (values: number[]): number => {
	const sorted = [...values].sort((a, b) => a - b);
	const middle = sorted.length / 2;
	return sorted.length % 2 === 1
		? sorted[Math.floor(middle)]
		: (sorted[middle - 1] + sorted[middle]) / 2;
};

const number = (value: number, digits = 0) =>
	value.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits });

/**
 * A Markdown table of medians, one row for each contender at each size.
 *
 * @param floor the contender that the others are compared with, at the same size
 */
export function tableOf(measurements: readonly Measurement[], floor: string): string {
	const of = (name: string, pairs: number) =>
		measurements.filter((one) => one.name === name && one.pairs === pairs);
	const sizes = [...new Set(measurements.map(({ pairs }) => pairs))];
	const names = [...new Set(measurements.map(({ name }) => name))];
	const middle = (runs: Measurement[], value: (run: Measurement) => number | undefined) => {
		const known = runs.map(value).filter((one) => one !== undefined);
		return known.length === 0 ? undefined : median(known);
	};
	const rows = sizes.flatMap((pairs) => {
		const floorSeconds = middle(of(floor, pairs), ({ seconds }) => seconds) ?? NaN;
		return names.flatMap((name) => {
			const runs = of(name, pairs);
			if (runs.length === 0) return [];
			const seconds = middle(runs, (run) => run.seconds) ?? NaN;
			const cpu = middle(runs, (run) => run.cpuSeconds);
			const peak = middle(runs, (run) => run.peakMb);
			return [
				[
					...[number(pairs), name, number(seconds, 2), `${number(seconds / floorSeconds, 2)} ×`],
					...[cpu === undefined ? '' : number(cpu, 2), peak === undefined ? '' : number(peak)],
					...[number(middle(runs, (run) => run.requests) ?? 0), number(pairs / seconds)],
				],
			];
		});
	});
	const header = [
		'Pairs',
		'Who',
		'Seconds',
		'To the floor',
		'CPU s',
		'Peak MB',
		'Requests',
		'Pairs/s',
	];
	return [header, header.map(() => '---'), ...rows]
		.map((cells) => `| ${cells.join(' | ')} |`)
		.join('\n');
}
