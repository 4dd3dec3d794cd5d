import { formatNumber } from '../formatNumber';
import type { Outcome } from '../outcome';
import type { Batch } from './plan';
import type { Input, Target } from '../target';

/** How much a run may delete. */
export interface CapOptions {
	/** Most targets that are sent; no maximum unless given. */
	maxDeletions?: number;
	/** Send that many, the lowest To IDs first, where there are more. */
	lowestIdsFirst: boolean;
	/** Nothing is sent anyway. */
	dryRun: boolean;
	/** What targets are called, in the plural. */
	noun: string;
}

/** What may be sent. */
export interface CappedGroups {
	groups: readonly Batch[];
	/** The last word on the targets that may not. */
	outcomes: Map<Target, Outcome>;
	/** Dry run: what a real run would say. */
	warning?: string;
}

/** How many of the largest contributors a message names. */
const MAX_NAMED = 3;

const NOT_NOW = 'Not deleted now: it is beyond the Maximum to Delete.';

/**
 * Holds a run to its maximum, before anything is sent. Above it nothing is sent, or (with the lowest IDs first) exactly
 * that many: those with the lowest To IDs, as numbers. What fails later is not replaced.
 *
 * @param groups everything that the run would send, each target once, with what its earlier tries sent
 * @param inputs say which items asked for each target
 */
export function capDeletions(
	groups: readonly Batch[],
	inputs: readonly Input[],
	{ maxDeletions = Infinity, lowestIdsFirst, dryRun, noun }: CapOptions,
): CappedGroups {
	const targets = groups.flatMap((group) => group.targets);
	const outcomes = new Map<Target, Outcome>();
	if (targets.length <= maxDeletions) return { groups, outcomes };
	if (lowestIdsFirst) {
		const lowest = new Set([...targets].sort(byToId).slice(0, maxDeletions));
		for (const target of targets) {
			if (!lowest.has(target)) outcomes.set(target, { status: 'kept', note: NOT_NOW });
		}
		const kept = groups.map((group) => ({
			...group,
			targets: group.targets.filter((target) => lowest.has(target)),
		}));
		return { groups: kept, outcomes };
	}
	const contributors = largestContributors(targets, inputs)
		.map(([name, count]) => `${name}: ${formatNumber(count)}`)
		.join('; ');
	const reason = `this run would delete ${formatNumber(targets.length)} ${noun}, and the option Maximum to Delete allows ${formatNumber(maxDeletions)}. Most come from ${contributors}.`;
	if (dryRun) return { groups, outcomes, warning: `Nothing would be sent: ${reason}` };
	const error = { message: `Not sent, because ${reason}` };
	for (const target of targets) outcomes.set(target, { status: 'notSent', error });
	return { groups: [], outcomes };
}

/** By To ID, then by From ID. */
const byToId = (a: Target, b: Target): number =>
	compareIds(a.toObjectId, b.toObjectId) || compareIds(a.fromObjectId, b.fromObjectId);

/** IDs as numbers: they may have more digits than a number holds, and have no zeros before them. */
function compareIds(a = '', b = ''): number {
	if (a.length !== b.length) return a.length - b.length;
	return a < b ? -1 : Number(a > b);
}

/** The records (of labels and limits: the items) that most targets come from, each with how many. */
function largestContributors(
	targets: readonly Target[],
	inputs: readonly Input[],
): Array<[name: string, count: number]> {
	const firstItem = new Map<Target, number>();
	for (const { item, target } of inputs) {
		if (!firstItem.has(target)) firstItem.set(target, item);
	}
	const counts = new Map<string, { name: string; count: number }>();
	for (const target of targets) {
		const { fromObjectType, fromObjectId } = target;
		const item = `item ${firstItem.get(target) ?? 0}`;
		const record = `${fromObjectType} ${fromObjectId}`;
		const key = fromObjectId === undefined ? item : record;
		const name = fromObjectId === undefined ? item : `${record} (${item})`;
		const known = counts.get(key) ?? { name, count: 0 };
		known.count++;
		counts.set(key, known);
	}
	return [...counts.values()]
		.sort((a, b) => b.count - a.count)
		.slice(0, MAX_NAMED)
		.map(({ name, count }) => [name, count]);
}
