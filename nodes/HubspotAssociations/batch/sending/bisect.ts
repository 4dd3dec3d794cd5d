import { type FailedSubBatch, without } from './subBatch';
import type { SubBatchSender } from './subBatchSender';

type Compare<T> = (a: FailedSubBatch<T>, b: FailedSubBatch<T>) => boolean;

/** Whether one part has more inputs than another. */
export const isLarger: Compare<unknown> = (a, b) => a.targets.length > b.targets.length;

/** Whether one part has fewer inputs than another. */
export const isSmaller: Compare<unknown> = (a, b) => a.targets.length < b.targets.length;

/** Takes the first one out of a list that no other one comes before. */
export function takeOut<T>(
	failed: Array<FailedSubBatch<T>>,
	isBefore: Compare<T>,
): FailedSubBatch<T> {
	const first = failed.reduce((best, each) => (isBefore(each, best) ? each : best));
	failed.splice(failed.indexOf(first), 1);
	return first;
}

/**
 * Sends the two parts of what was refused.
 *
 * @param matched those of its inputs that the refusal seems to mean
 */
export async function bisectOne<T>(
	sender: SubBatchSender<T>,
	current: FailedSubBatch<T>,
	matched: T[],
): Promise<void> {
	const [first, second] = bisect(current.targets, matched);
	const isAccepted = await sender.sendAll(first, current.mayHaveApplied);
	// A request that is refused, and not because of its first part, is refused because of its second.
	if (isAccepted && second.length > 1) sender.failed.push({ ...current, targets: second });
	else await sender.sendAll(second, current.mayHaveApplied);
}

/** Two parts, the first of which is less likely to be refused. */
function bisect<T>(targets: T[], matched: T[]): [T[], T[]] {
	// Sorting out many named inputs costs more than halving.
	if (matched.length > 0 && matched.length <= targets.length / 2) {
		return [without(targets, matched), matched];
	}
	const half = Math.floor(targets.length / 2);
	return [targets.slice(0, half), targets.slice(half)];
}
