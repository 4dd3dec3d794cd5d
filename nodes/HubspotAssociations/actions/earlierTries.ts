import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import type { Outcome } from '../batch/outcome';
import { type Batch } from '../batch/planning/plan';
import {
	endsKey,
	EVERY_OBJECT_TYPE,
	type Input,
	isSameType,
	keyOf,
	type LabeledType,
	type Target,
} from '../batch/target';
import type { InputOutcome } from '../output/inputOutcomes';
import { isTool } from '../input/tool/isTool';

/** What earlier tries did to one target. */
interface KeptOutcome {
	target: Target;
	/** The items that asked for it. */
	items: number[];
	/** Absent where a try removed something and still failed. */
	outcome?: Outcome;
	removed?: LabeledType[];
}

/** What the node's context holds between tries. n8n keeps it as long as the execution. */
interface Kept {
	runIndex: number;
	fingerprint: string;
	tries: number;
	outcomes: KeptOutcome[];
}

const targetKey = (target: Target) =>
	JSON.stringify([target.fromObjectType, target.toObjectType, keyOf(target)]);

/**
 * What earlier tries of this node did in the same execution. With "Retry On Fail", n8n runs a node again when it throws
 * or when its first item has an error, and keeps the output of the last try only. Without this, what an earlier try
 * removed would come out as absent, and Restore could not put it back.
 *
 * @see https://docs.n8n.io/build/understand-nodes/node-settings
 */
export class EarlierTries {
	private readonly byKey: Map<string, KeptOutcome>;

	private constructor(
		private readonly context: IDataObject,
		private readonly kept: Kept,
		private readonly maxTries: number,
	) {
		this.byKey = new Map(kept.outcomes.map((each) => [targetKey(each.target), each]));
	}

	/**
	 * Reads what was kept of earlier tries.
	 *
	 * @param inputs of this try: another run of the node in the same execution has others
	 * @returns undefined where n8n does not try this node again
	 */
	static of(context: IExecuteFunctions, inputs: readonly Input[]): EarlierTries | undefined {
		const node = context.getNode();
		if (node.retryOnFail !== true || isTool(node)) return undefined;
		const nodeContext = context.getContext('node') as IDataObject;
		const fingerprint = fingerprintOf(inputs);
		const found = keptOf(context);
		const kept =
			found?.fingerprint === fingerprint
				? found
				: { runIndex: runIndexOf(context), fingerprint, tries: 0, outcomes: [] };
		// As n8n bounds it.
		const maxTries = Math.min(5, Math.max(2, node.maxTries ?? 3));
		return new EarlierTries(nodeContext, kept, maxTries);
	}

	/** What earlier tries removed, for a try that ends before it has looked at its items. */
	static removedBefore(context: IExecuteFunctions): InputOutcome[] {
		if (context.getNode().retryOnFail !== true) return [];
		return (keptOf(context)?.outcomes ?? [])
			.filter(({ removed }) => removed !== undefined)
			.flatMap(({ target, items, outcome = REMOVED_IN_PART, removed }) =>
				items.map((item) => ({ item, target, outcome: withRemoved(outcome, removed) })),
			);
	}

	/** Takes out of the groups what an earlier try confirmed: it is not sent again. */
	withoutConfirmed(groups: readonly Batch[]): Batch[] {
		return groups.map((group) => ({
			...group,
			targets: group.targets.filter((target) => this.confirmedOutcome(target) === undefined),
		}));
	}

	/**
	 * The pairs that earlier tries found of records and dealt with: nothing shows them any more.
	 *
	 * @param records inputs whose targets are records
	 * @param expanded what this try found of them
	 * @param settled what this try leaves alone: of these, only what an earlier try confirmed
	 */
	pairsOf(
		records: readonly Input[],
		expanded: readonly Input[],
		settled: readonly Input[] = [],
	): Input[] {
		const left = new Set(settled.map(({ target }) => endsKey(target)));
		const known = new Set(expanded.map(({ item, target }) => `${item} ${targetKey(target)}`));
		return records
			.filter(({ target }) => target.toObjectId === undefined)
			.flatMap(({ item, target: record }) =>
				this.kept.outcomes
					.filter(({ target, outcome }) => outcome !== undefined || !left.has(endsKey(target)))
					.map(({ target }) => ({ item, target }))
					.filter(({ target }) => isOfRecord(target, record))
					.filter(({ target }) => !known.has(`${item} ${targetKey(target)}`)),
			);
	}

	/**
	 * What earlier tries did for items that this try cannot use any more, such as a label that is gone and that the item
	 * names.
	 */
	ofItem(item: number): Input[] {
		return this.kept.outcomes
			.filter(({ items, outcome }) => outcome !== undefined && items.includes(item))
			.map(({ target }) => ({ item, target }));
	}

	/** Lays what earlier tries did over the outcomes of this one. */
	merge(targets: Iterable<Target>, outcomes: Map<Target, Outcome>): void {
		for (const target of targets) {
			const earlier = this.byKey.get(targetKey(target));
			if (earlier === undefined) continue;
			const outcome = earlier.outcome ?? outcomes.get(target);
			if (outcome !== undefined) outcomes.set(target, withRemoved(outcome, earlier.removed));
		}
	}

	/**
	 * Keeps what this try did for the next one, or forgets it all when there is none.
	 *
	 * @param inputs say which items asked for each target
	 * @param isFailed whether n8n will call this try failed
	 */
	keep(inputs: readonly Input[], outcomes: ReadonlyMap<Target, Outcome>, isFailed: boolean): void {
		const tries = this.kept.tries + 1;
		if (!isFailed || tries >= this.maxTries) {
			delete this.context.earlierTries;
			return;
		}
		const kept = new Map<Target, KeptOutcome>();
		for (const { item, target } of inputs) {
			const outcome = outcomes.get(target);
			const entry = kept.get(target) ?? (outcome && toKept(target, outcome));
			if (entry === undefined) continue;
			entry.items.push(item);
			kept.set(target, entry);
		}
		const next: Kept = { ...this.kept, tries, outcomes: [...kept.values()] };
		this.context.earlierTries = next as unknown as IDataObject;
	}

	private confirmedOutcome(target: Target): Outcome | undefined {
		return this.byKey.get(targetKey(target))?.outcome;
	}
}

const REMOVED_IN_PART: Outcome = {
	status: 'failed',
	error: { message: 'An earlier try removed some of it, and failed' },
};

const runIndexOf = (context: IExecuteFunctions) =>
	Number(context.evaluateExpression('{{ $runIndex }}', 0));

/** What was kept of earlier tries in this very run of the node. */
function keptOf(context: IExecuteFunctions): Kept | undefined {
	const kept = context.getContext('node').earlierTries as Kept | undefined;
	return kept?.runIndex === runIndexOf(context) ? kept : undefined;
}

/** Whether a pair belongs to what a record stands for. */
export const isOfRecord = (pair: Target, record: Target): boolean =>
	pair.toObjectId !== undefined &&
	pair.fromObjectType === record.fromObjectType &&
	pair.fromObjectId === record.fromObjectId &&
	(record.toObjectType === EVERY_OBJECT_TYPE
		? (record.selection?.labelNames === undefined) === (pair.types === undefined)
		: pair.toObjectType === record.toObjectType && isMeantBy(record, pair));

/** Whether a pair has the labels that a record's target means, or both mean whole associations. */
const isMeantBy = ({ types }: Target, pair: Target): boolean =>
	(types === undefined) === (pair.types === undefined) &&
	(pair.types ?? []).every((type) => types?.some((each) => isSameType(each, type)));

/** What the next try has to know of an outcome; undefined where nothing. */
function toKept(target: Target, outcome: Outcome): KeptOutcome | undefined {
	const { status } = outcome;
	const removed = 'removed' in outcome ? outcome.removed : undefined;
	if (status === 'deleted' || status === 'restored') return { target, items: [], outcome, removed };
	return status === 'failed' && removed !== undefined ? { target, items: [], removed } : undefined;
}

/** What is gone now was there at an earlier try. */
function withRemoved(outcome: Outcome, removed: LabeledType[] | undefined): Outcome {
	if (removed === undefined) return outcome;
	if (outcome.status === 'absent') return { status: 'deleted', removed };
	if (outcome.status !== 'deleted' && outcome.status !== 'failed') return outcome;
	const more = (outcome.removed ?? []).filter(
		(type) => !removed.some((each) => isSameType(each, type)),
	);
	return { ...outcome, removed: [...removed, ...more] };
}

/** A short text that is another one for other inputs: FNV-1a over all that they say. */
function fingerprintOf(inputs: readonly Input[]): string {
	let hash = 0x811c9dc5;
	for (const { item, target } of inputs) {
		const text = `${item} ${JSON.stringify(target)}`;
		for (let index = 0; index < text.length; index++) {
			hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
		}
	}
	return `${inputs.length}:${(hash >>> 0).toString(16)}`;
}
