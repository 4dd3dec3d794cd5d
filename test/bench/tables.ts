import { markdownTable } from 'markdown-table';

import type { Shape } from './contenders/job';
import { WHO } from './entries';
import { type Measurement, median, runsOf } from './measurement';

const number = (value: number | undefined, digits = 0): string =>
	value === undefined || Number.isNaN(value)
		? ''
		: value.toLocaleString('en-US', {
				minimumFractionDigits: digits,
				maximumFractionDigits: digits,
			});

const times = (value: number | undefined, digits = 2): string => {
	const text = number(value, digits);
	return text === '' ? '' : `${text} ×`;
};

const ratio = (a: number | undefined, b: number | undefined): number | undefined =>
	a === undefined || b === undefined ? undefined : a / b;

type Key = Pick<Measurement, 'who' | 'shape' | 'pairs'>;

/** Everything that was measured, each contender with each job once, in its order. */
const keysOf = (all: readonly Measurement[]): Key[] => [
	...new Map(
		all.map(({ who, shape, pairs }) => [
			JSON.stringify([who, shape, pairs]),
			{ who, shape, pairs },
		]),
	).values(),
];

const secondsOf = (all: readonly Measurement[], key: Key) =>
	median(runsOf(all, key), ({ seconds }) => seconds);

function table(head: string[], rows: string[][]): string {
	const align = head.map((_, column) =>
		rows.every((row) => !/[a-z]/.test(row[column])) ? 'r' : 'l',
	);
	return markdownTable([head, ...rows], { align });
}

const SHAPE_WORDS: Record<Shape, string> = {
	literal: 'literals',
	expressions: 'three expressions',
	oneFrom: 'all pairs from one record',
	duplicates: 'the same pair again and again',
	oneItem: 'one item with all IDs',
	oneTo: 'all pairs to one record',
	mixed: 'half of the pairs from one record, half to another',
};

/** What only this node has: a way to say how the pairs lie. */
const named = ({ who, shape }: Key): string =>
	who === WHO.n8n || who.includes('client') || who === WHO.httpRequest || who === WHO.n8nItems
		? who
		: `${who}, ${SHAPE_WORDS[shape]}`;

/** Everybody beside the two floors, without a limit. */
export function speedTable(all: readonly Measurement[]): string {
	const keys = keysOf(all).filter(
		({ who, shape }) => (shape === 'literal' || shape === 'expressions') && who !== WHO.items,
	);
	const rows = keys
		.sort((a, b) => a.pairs - b.pairs)
		.map((key) => {
			const runs = runsOf(all, key);
			const seconds = secondsOf(all, key);
			const sends = (median(runs, ({ requests }) => requests) ?? 0) > 0;
			const to = (who: string) =>
				sends ? ratio(seconds, secondsOf(all, { ...key, who })) : undefined;
			return [
				...[number(key.pairs), named(key), number(seconds, 2)],
				...[times(to(WHO.helper)), times(to(WHO.fetch))],
				number(
					median(runs, ({ cpuSeconds }) => cpuSeconds),
					2,
				),
				number(median(runs, ({ peakMb }) => peakMb)),
				number(median(runs, ({ requests }) => requests)),
				number(median(runs, ({ refused }) => refused)),
				sends ? number(key.pairs / (seconds ?? NaN)) : '',
			];
		});
	const head = ['Pairs', 'Who', 'Seconds', 'To the helper', 'To fetch'];
	return table([...head, 'CPU s', 'Peak MB', 'Requests', '429', 'Pairs/s'], rows);
}

/** What the limit allows so many requests: the first hundred at once, and then a hundred every ten seconds. */
const secondsAllowed = (requests: number): number => Math.floor((requests - 1) / 100) * 10;

/** Everybody at HubSpot's limit, and how much of it they use. */
export function limitTable(all: readonly Measurement[]): string {
	const ours = (pairs: number) => secondsOf(all, { who: WHO.n8n, shape: 'expressions', pairs });
	const rows = keysOf(all).map((key) => {
		const runs = runsOf(all, key);
		const seconds = secondsOf(all, key);
		const requests = median(runs, (run) => run.requests) ?? 0;
		const accepted = requests - (median(runs, ({ refused }) => refused) ?? 0);
		const allowed = secondsAllowed(accepted);
		return [
			...[number(key.pairs), named(key), number(seconds, 1)],
			times(ratio(seconds, ours(key.pairs)), 1),
			allowed === 0 ? '' : `${number((100 * allowed) / (seconds ?? NaN), 1)} %`,
			number(requests),
			number(requests - accepted),
			number(key.pairs / (seconds ?? NaN)),
		];
	});
	const head = ['Pairs', 'Who', 'Seconds', 'To this node', 'Of the limit'];
	return table([...head, 'Requests', '429', 'Pairs/s'], rows);
}

/** Time is compared with that of so many pairs. */
const SMALL = 10_000;

/** Time for each pair, and memory for each further pair, from ten thousand pairs on. */
export function growthTable(all: readonly Measurement[]): string {
	const peakOf = (key: Key) => median(runsOf(all, key), ({ peakMb }) => peakMb);
	const microsOf = (key: Key) => ratio(secondsOf(all, key), key.pairs / 1_000_000);
	/** Of what more pairs took more; the rest is the process's own, and what it has in reserve. */
	const bytesOf = (key: Key) => {
		const fewer = { ...key, pairs: key.pairs / 10 };
		const [most, least] = [peakOf(key), peakOf(fewer)];
		if (most === undefined || least === undefined) return undefined;
		return ((most - least) * 1024 ** 2) / (key.pairs - fewer.pairs);
	};
	const rows = keysOf(all)
		.filter(({ who, pairs }) => who === WHO.engine && pairs >= SMALL)
		.sort((a, b) => a.shape.localeCompare(b.shape) || a.pairs - b.pairs)
		.map((key) => {
			const bytes = key.pairs === SMALL ? undefined : bytesOf(key);
			const needed = peakOf({ ...key, who: WHO.items });
			return [
				...[SHAPE_WORDS[key.shape], number(key.pairs), number(microsOf(key), 1)],
				times(ratio(microsOf(key), microsOf({ ...key, pairs: SMALL }))),
				...[number(bytes), number(peakOf(key)), number(needed)],
				times(ratio(peakOf(key), needed)),
			];
		});
	const head = ['Pairs lie as', 'Pairs', 'µs a pair', 'To 10,000', 'Bytes a further pair'];
	return table([...head, 'Peak MB', "n8n's own", 'To its own'], rows);
}

/** HubSpot takes so many records on the naming side of one request, and the node so many pairs. */
const [MAX_RECORDS, PAIRS_A_REQUEST] = [100, 2_000];

/**
 * The fewest requests that delete the pairs, each named from either side.
 *
 * @param maxPairs most pairs in one
 */
function fewestRequests({ shape, pairs }: Key, maxPairs: number): number {
	const naming: Partial<Record<Shape, number[]>> = {
		oneFrom: [pairs],
		oneTo: [pairs],
		mixed: [pairs / 2, pairs / 2],
	};
	const sides = naming[shape];
	if (sides === undefined) return Math.ceil(pairs / MAX_RECORDS);
	// One record on each side that names: each has a path of its own, and so requests of its own.
	return sides.reduce((count, ofOne) => count + Math.max(1, Math.ceil(ofOne / maxPairs)), 0);
}

/** The requests that this node takes beside the fewest that there can be. */
export function requestsTable(all: readonly Measurement[]): string {
	const rows = all.map((run) => [
		...[SHAPE_WORDS[run.shape], run.withoutHeaders === true ? 'none' : 'true'],
		run.reads > 0 ? 'auto' : 'off',
		number(run.requests - run.reads - run.refused),
		number(fewestRequests(run, PAIRS_A_REQUEST)),
		number(fewestRequests(run, Infinity)),
		...[number(run.reads), number(run.refused), number(run.seconds, 1)],
	]);
	const head = ['10,000 pairs that lie as', 'Headers', 'Snapshot', 'Deleting', 'Fewest'];
	return table([...head, 'Fewest for HubSpot', 'Reading', '429', 'Seconds'], rows);
}
