import type { Shape } from './contenders/job';

/** One run of one contender. */
export interface Measurement {
	who: string;
	shape: Shape;
	pairs: number;
	/** Whether HubSpot's answers say nothing about the limit. */
	withoutHeaders?: boolean;
	/** That arrived at the local HubSpot, how many of them read, and how many of them it answered 429. */
	requests: number;
	reads: number;
	refused: number;
	seconds: number;
	/** In a real n8n: those of the whole process, its start included. */
	cpuSeconds?: number;
	/** The most memory the process had, in megabytes. */
	peakMb?: number;
}

/** The middle one of all rounds; undefined where nothing was measured. */
export function median(
	runs: readonly Measurement[],
	valueOf: (run: Measurement) => number | undefined,
): number | undefined {
	const sorted = runs
		.map(valueOf)
		.filter((value) => value !== undefined)
		.sort((a, b) => a - b);
	const middle = sorted.length / 2;
	const isOdd = sorted.length % 2 === 1;
	return isOdd ? sorted[Math.floor(middle)] : mean(sorted.slice(middle - 1, middle + 1));
}

const mean = (values: number[]): number | undefined =>
	values.length === 0 ? undefined : values.reduce((sum, each) => sum + each, 0) / values.length;

/** The rounds of one contender with one job. */
export const runsOf = (
	all: readonly Measurement[],
	{ who, shape, pairs }: Pick<Measurement, 'who' | 'shape' | 'pairs'>,
): Measurement[] =>
	all.filter((run) => run.who === who && run.shape === shape && run.pairs === pairs);
