import type { BatchError } from '../batchError';
import { bisectOne, isLarger } from '../bisect';
import { chooseProbe } from './chooseProbe';
import { type BisectOptions, type SendResult, type SubBatch, without } from '../subBatch';
import type { SubBatchSender } from '../subBatchSender';

/** So many refused requests make halving one of them needless before inputs are sent alone. */
const REFUSED_BATCHES = 3;

/**
 * Finds out whether a refusal is about everything, unless another batch does, or already has: some inputs from all over
 * the run are sent alone. What is found out is kept in the run's state.
 *
 * @param words of the refusal
 */
export async function examineRefusal<T>(
	batch: SubBatch<T>,
	sender: SubBatchSender<T>,
	options: BisectOptions<T>,
	{ error, words }: { error: BatchError; words: string },
): Promise<void> {
	const { refusalForAll, circuitBreaker } = options.state;
	const { failed, results } = sender;
	sender.isExamined = true;
	while (refusalForAll.isOpen(batch)) {
		const isExaminer = refusalForAll.claim(batch, results);
		await refusalForAll.quiet(batch, results);
		if (isExaminer) break;
	}
	const stop = (scope: 'account' | 'objectTypes') => {
		refusalForAll.recordForAll(batch, words);
		circuitBreaker.recordFailure(batch, { ...error, scope });
	};
	if (!refusalForAll.isOpen(batch)) return;
	if (refusalForAll.isForWholeRun(batch, words)) return stop('account');
	const [part] = failed.filter((each) => each.words !== undefined);
	if (part !== undefined && refusalForAll.requestsBetween(batch, words) < REFUSED_BATCHES) {
		failed.splice(failed.indexOf(part), 1);
		await bisectOne(sender, part, []);
	}
	const before: T[] = [];
	for (let nth = 0; ; nth++) {
		if (!refusalForAll.isOpen(batch)) return;
		if (refusalForAll.isEnough(batch, words)) return stop('objectTypes');
		// From this batch first, so that it is about what was refused, and then from as far away as possible.
		const isOwn = refusalForAll.singlesBetween(batch, words) === 0 && failed.length > 0;
		const elsewhere = isOwn ? undefined : options.takeElsewhere?.(before, nth);
		if (elsewhere !== undefined) before.push(elsewhere.target);
		const sent =
			elsewhere === undefined
				? await probeOwn(sender, options, before, nth)
				: await sender.sendOnce([elsewhere.target], false, elsewhere);
		if (sent?.words !== words) return;
	}
}

/** Sends an input alone, out of what was refused; undefined where nothing is left of that. */
async function probeOwn<T>(
	sender: SubBatchSender<T>,
	{ recordsOf = () => [] }: BisectOptions<T>,
	before: T[],
	nth: number,
): Promise<SendResult | undefined> {
	const { failed } = sender;
	const untestedParts = failed.filter(({ words }) => words !== undefined);
	if (untestedParts.length === 0) return undefined;
	const part = untestedParts.reduce((best, each) => (isLarger(each, best) ? each : best));
	const target = chooseProbe(part.targets, before, nth, recordsOf);
	before.push(target);
	const rest = without(part.targets, [target]);
	failed.splice(failed.indexOf(part), 1);
	const sent = await sender.sendOnce([target], part.mayHaveApplied);
	const isUntested = part.isUntested === true || !sent.isAccepted || rest.length === 1;
	if (rest.length > 0) failed.push({ ...part, targets: rest, isUntested });
	return sent;
}
