import { HUBSPOT_BATCH_LIMITS, type LocalHubspotOptions } from '../hubspot';
import type { Shape } from './contenders/job';
import { type Arena, entriesIn, type Entry } from './entries';

/** A run in every round. */
export interface Run {
	entry: Entry;
	pairs: number;
	/** In how many rounds, where not in all: what takes a quarter of an hour. */
	rounds?: number;
	/** Whether HubSpot says nothing about its limit. */
	withoutHeaders?: boolean;
}

/** Something to measure on one local HubSpot. */
export interface Part {
	title: string;
	hubspot: LocalHubspotOptions;
	isThrottled: boolean;
	/** Whether HubSpot has the pairs, so that reading them before shows something. */
	hasPairs?: boolean;
	/** Whether a real n8n takes part. */
	usesN8n: boolean;
	runs: (arena: Arena) => Run[];
}

/** About what HubSpot takes for a small request. */
const LATENCY_MS = 150;

const SIZES = [1_000, 10_000, 100_000, 1_000_000];

/** Pairs that lie so that something might take time in proportion to their square. */
const SHAPES: Shape[] = ['oneFrom', 'duplicates', 'oneItem'];

const upTo = (entry: Entry, pairs: number): Run[] =>
	pairs > (entry.most ?? Infinity) ? [] : [{ entry, pairs }];

/**
 * HubSpot answers as fast as it can: what counts is what everybody does besides waiting.
 *
 * @param largest the most pairs
 */
export const unthrottled = (largest: number): Part => ({
	title: 'without a limit',
	usesN8n: true,
	// Far above what anybody here can send in a window.
	hubspot: { recordBodies: false, rateLimit: { max: 100_000 } },
	isThrottled: false,
	runs: (arena) => {
		const { n8n, n8nItems, httpRequest, client, clientOneByOne, ...inWorker } = entriesIn(arena);
		const inShape = (shape: Shape) =>
			Object.entries(inWorker)
				.filter(([name]) => name !== 'engineReadingFirst')
				.map(([, entryIn]) => entryIn(shape));
		const others = [n8n(), n8nItems(), client('expressions'), httpRequest()];
		const entries = [
			...[...inShape('literal'), ...inShape('expressions')],
			...[...others, clientOneByOne('expressions')],
		];
		const sizes = SIZES.filter((size) => size <= largest);
		const shaped = SHAPES.map((shape) => inWorker.engine(shape));
		return [
			...sizes.flatMap((size) => entries.flatMap((entry) => upTo(entry, size))),
			...[10_000, 100_000].flatMap((size) => shaped.flatMap((entry) => upTo(entry, size))),
		];
	},
});

/**
 * HubSpot allows 100 requests in 10 seconds, as for the apps that it allows least, and takes its time.
 *
 * @param oneByOne pairs that n8n's HTTP Request node deletes, in one round only when they are many
 */
export const throttled = (oneByOne: number): Part => ({
	title: 'at 100 requests in 10 s',
	usesN8n: true,
	hubspot: { recordBodies: false, latencyMs: LATENCY_MS, rateLimit: { max: 100 } },
	isThrottled: true,
	runs: (arena) => {
		const { n8n, engine, httpRequest, client, clientOneByOne } = entriesIn(arena);
		return [
			{ entry: engine('expressions'), pairs: 10_000 },
			{ entry: n8n(), pairs: 10_000 },
			{ entry: client('expressions'), pairs: 10_000 },
			{ entry: engine('expressions'), pairs: 50_000 },
			{ entry: n8n(), pairs: 50_000 },
			{ entry: client('expressions'), pairs: 50_000 },
			{ entry: clientOneByOne('expressions'), pairs: 1_000 },
			{ entry: httpRequest(), pairs: oneByOne, rounds: oneByOne > 1_000 ? 1 : undefined },
		];
	},
});

/** How pairs may share records, as far as that decides how many requests they take. */
const REQUEST_SHAPES: Shape[] = ['oneFrom', 'oneTo', 'mixed', 'expressions'];

/**
 * How many requests the node takes for pairs that share records, as it is without options: it reads what is there
 * before. Once also with the snapshot off. With the rate limit, headers about it and without.
 */
export const requests: Part = {
	title: 'the requests that it takes',
	hubspot: {
		...{ recordBodies: false, latencyMs: LATENCY_MS, rateLimit: { max: 100 } },
		batchLimits: HUBSPOT_BATCH_LIMITS,
	},
	isThrottled: true,
	hasPairs: true,
	usesN8n: false,
	runs: (arena) => {
		const { engine, engineReadingFirst } = entriesIn(arena);
		const run = (entry: Entry, withoutHeaders: boolean) => ({
			...{ entry, pairs: 10_000, rounds: 1, withoutHeaders },
		});
		return [false, true].flatMap((withoutHeaders) => [
			...REQUEST_SHAPES.map((shape) => run(engineReadingFirst(shape), withoutHeaders)),
			run(engine('expressions'), withoutHeaders),
		]);
	},
};
