import { chooseProbe } from './chooseProbe';
import type { Batch } from '../../planning/plan';
import type { Attempt, Elsewhere, SubBatchResult } from '../subBatch';
import { type ObjectTypes, recordsOf, type Target } from '../../target';

/** What of a batch is still to be sent, and what came of the targets that were sent alone before. */
export interface UnsentPart {
	/** The place of the batch among all. */
	index: number;
	targets: Target[];
	results: Array<SubBatchResult<Target>>;
	attempts: Array<Attempt<Target>>;
}

/** The batches of a run that were not sent yet, in their order. */
export class UnsentBatches {
	private readonly parts: UnsentPart[];

	private next = 0;

	/** @param batches all of the run */
	constructor(private readonly batches: readonly Batch[]) {
		this.parts = batches.map(({ targets }, index) => ({
			...{ index, targets, results: [], attempts: [] },
		}));
	}

	/** Takes the next batch, or what is left of it (which may be nothing); undefined after the last one. */
	take(): UnsentPart | undefined {
		return this.next < this.parts.length ? this.parts[this.next++] : undefined;
	}

	/**
	 * Takes a single target out of a batch that was not taken yet; the parameters are those of `takeElsewhere`.
	 *
	 * @param types the batch is between these object types
	 */
	takeOne(
		types: ObjectTypes,
		before: readonly Target[],
		nth: number,
	): Elsewhere<Target> | undefined {
		const parts = this.parts
			.slice(this.next)
			.filter(({ index }) => isBetween(types, this.batches[index]));
		const targets = parts.flatMap((part) => part.targets);
		if (targets.length === 0) return undefined;
		const target = chooseProbe(targets, before, nth, recordsOf);
		const part = parts.find((each) => each.targets.includes(target));
		if (part === undefined) return undefined;
		part.targets = part.targets.filter((each) => each !== target);
		return { target, results: part.results, attempts: part.attempts };
	}
}

const isBetween = (a: ObjectTypes, b: ObjectTypes): boolean =>
	a.fromObjectType === b.fromObjectType && a.toObjectType === b.toObjectType;
