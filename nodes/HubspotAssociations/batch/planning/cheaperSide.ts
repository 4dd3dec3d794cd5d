import { chunk, MAX_PAIRS } from './chunk';
import type { Outcome } from '../outcome';
import type { Batch } from './plan';
import { type BatchResult, runBatches, type RunOptions, type Send } from '../runBatches';
import type { StateReader } from '../stateReader';
import {
	askedOf,
	isWholeAssociation,
	type LabeledType,
	reversed,
	reversedEnds,
	type Target,
} from '../target';

/** How many records one read takes: what reading back costs. */
const RECORDS_A_READ = 1_000;

/** What is sent from the other side has to take so many times fewer requests, those that read it back included. */
const LEAST_SAVING = 2;

/** How often the proof is waited for: a read may lag behind a write. What is not proven only costs requests. */
const PROOF_DELAYS = 2;

/** What became of groups that could be sent from their other side. */
export interface SentFromOtherSide {
	/** The batches that were sent so. Their targets name the pairs from the other side; see `askedOf`. */
	results: BatchResult[];
	/** The outcomes of the targets, as they were asked for, that need nothing more. */
	outcomes: Map<Target, Outcome>;
	/** What goes out as it was asked for. */
	rest: Batch[];
}

/** How groups are sent from their other side. */
export interface CheaperSideOptions extends RunOptions {
	/** Most inputs in one request, as HubSpot counts them. */
	batchSize: number;
	/** What was seen before, from the side that was asked for. */
	seenBefore: ReadonlyMap<Target, LabeledType[]>;
}

/**
 * Sends pairs from their other side where that takes half of the requests or less. Whole associations go in both
 * directions, so that either side may name them, and a request holds 100 records of the naming side however many pairs
 * they are in: 10,000 contacts of one company are 100 requests from the contacts and five from the company.
 *
 * That is not taken on trust. The first such batch of each group is read back from the side that was asked for. Only a
 * pair that was seen from there before, and is not any more, proves that HubSpot deletes from the other side, too. Without
 * that proof the whole group goes out as it was asked for; with it, whatever the other side did not delete.
 *
 * @param groups what is to be deleted
 */
export async function sendFromCheaperSide(
	groups: readonly Batch[],
	send: Send,
	options: CheaperSideOptions,
): Promise<SentFromOtherSide> {
	const sent: SentFromOtherSide = { results: [], outcomes: new Map(), rest: [] };
	for (const group of groups) {
		const batches = cheaperBatches(group, options);
		const done = batches.length === 0 ? [] : await sendBatches(batches, send, options, sent);
		const isDone = new Set(done);
		sent.rest.push({ ...group, targets: group.targets.filter((target) => !isDone.has(target)) });
	}
	return sent;
}

/**
 * What of a group is sent from its other side: the pairs whose record there is in more pairs than the one that was asked
 * for.
 *
 * @returns the batches from that side, the first one with a pair that can prove it; none where that saves too little, or
 *   nothing could prove it
 */
export function cheaperBatches(
	group: Batch,
	{ batchSize, seenBefore }: Pick<CheaperSideOptions, 'batchSize' | 'seenBefore'>,
): Batch[] {
	const { targets } = group;
	if (targets.length === 0 || !isWholeAssociation(targets[0])) return [];
	const most = chunk([group], batchSize).length / LEAST_SAVING;
	// No side can do with fewer requests than the pairs need, and one more reads it back.
	if (most < Math.ceil(targets.length / MAX_PAIRS) + 1) return [];
	const pairsFrom = countBy(targets, ({ fromObjectId }) => fromObjectId);
	if (pairsFrom.size === targets.length && hasManyRecords(group, most * batchSize)) return [];
	const pairsTo = countBy(targets, ({ toObjectId }) => toObjectId);
	const isCheaper = ({ fromObjectId, toObjectId }: Target) =>
		(pairsTo.get(toObjectId) ?? 0) > (pairsFrom.get(fromObjectId) ?? 0);
	const fromOtherSide = targets.filter(isCheaper);
	const batches = chunk([namedFromOtherSide({ ...group, targets: fromOtherSide })], batchSize);
	const proving = batches.findIndex((batch) =>
		batch.targets.some((target) => seenBefore.has(askedOf(target))),
	);
	if (proving < 0) return [];
	const [proof] = batches.splice(proving, 1);
	const reads = countBy(proof.targets, ({ toObjectId }) => toObjectId).size / RECORDS_A_READ;
	const asAsked = targets.filter((target) => !isCheaper(target));
	const requests =
		batches.length +
		1 +
		Math.ceil(reads) +
		chunk([{ ...group, targets: asAsked }], batchSize).length;
	return requests <= most ? [proof, ...batches] : [];
}

/** How many targets have each record. */
function countBy(
	targets: readonly Target[],
	recordOf: (target: Target) => string | undefined,
): Map<string | undefined, number> {
	const counts = new Map<string | undefined, number>();
	for (const target of targets) {
		const record = recordOf(target);
		counts.set(record, (counts.get(record) ?? 0) + 1);
	}
	return counts;
}

/** Whether a group has more than so many records on its other side; looks no further than that. */
function hasManyRecords({ targets }: Batch, most: number): boolean {
	const records = new Set<string | undefined>();
	return targets.some(({ toObjectId }) => records.add(toObjectId).size > most);
}

/** The same pairs, named from their other side. */
const namedFromOtherSide = (batch: Batch): Batch => ({
	...reversed(batch),
	targets: batch.targets.map((asked) => ({ ...reversedEnds(asked), asked })),
});

/** @returns the targets that are deleted, as they were asked for; none where that is not proven */
async function sendBatches(
	[first, ...others]: Batch[],
	send: Send,
	options: CheaperSideOptions,
	sent: SentFromOtherSide,
): Promise<Target[]> {
	const { seenBefore, verify } = options;
	const isDeleted = ({ status }: Outcome) => status === 'deleted';
	const run = async (batches: Batch[], more: Partial<RunOptions> = {}) => {
		const results = await runBatches(batches, send, {
			...options,
			...more,
			readState: fromAskedSide(options.readState),
			readOtherSide: options.readOtherSide && fromAskedSide(options.readOtherSide),
			seenBefore: seenOf(batches, seenBefore),
			// What is not deleted is sent again, and counted then.
			onFinished: (outcomes) => options.onFinished?.(outcomes.filter(isDeleted)),
		});
		sent.results.push(...results);
		return results.flatMap(({ batch, outcomes }) =>
			batch.targets.map((target, index) => [askedOf(target), outcomes[index]] as const),
		);
	};

	const proof = await run([first], { verify: true, maxDelays: verify ? undefined : PROOF_DELAYS });
	const isProven = proof.some(([target, outcome]) => isDeleted(outcome) && seenBefore.has(target));
	const outcomes = isProven ? proof.concat(await run(others)) : proof;
	for (const [target, outcome] of outcomes) {
		if (outcome.status !== 'notSent') sent.outcomes.set(target, outcome);
	}
	return isProven
		? outcomes.filter(([, outcome]) => isDeleted(outcome)).map(([target]) => target)
		: [];
}

/** Reads pairs that are named from their other side from the side that was asked for. */
const fromAskedSide =
	(read: StateReader): StateReader =>
	async ({ fromObjectType, toObjectType, targets }) => {
		const types = { fromObjectType: toObjectType, toObjectType: fromObjectType };
		const state = await read({ ...types, targets: targets.map(askedOf) });
		const byTarget = <T>(found: ReadonlyMap<Target, T>) =>
			new Map(
				targets.flatMap((target): Array<[Target, T]> => {
					const value = found.get(askedOf(target));
					return value === undefined ? [] : [[target, value]];
				}),
			);
		return { types: byTarget(state.types), unread: byTarget(state.unread) };
	};

const seenOf = (batches: readonly Batch[], seenBefore: ReadonlyMap<Target, LabeledType[]>) =>
	new Map(
		batches.flatMap(({ targets }) =>
			targets.flatMap((target): Array<[Target, LabeledType[]]> => {
				const types = seenBefore.get(askedOf(target));
				return types === undefined ? [] : [[target, types]];
			}),
		),
	);
