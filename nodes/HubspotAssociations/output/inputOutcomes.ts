import type { IDataObject } from 'n8n-workflow';

import type { Outcome } from '../batch/outcome';
import type { Input, ObjectTypes, Target } from '../batch/target';
import type { InvalidItem } from '../operation';

/** What became of one input, tied to the item that asked. */
export interface InputOutcome {
	item: number;
	/** Every item that asked, where one outcome answers them all. */
	items?: number[];
	/** Absent when the item itself could not be read. */
	target?: Target;
	/** The object types as the item says them, where the target has them in another spelling. */
	given?: ObjectTypes;
	/** Of an item that could not be read, what it holds, by the fields that come out. */
	typed?: IDataObject;
	outcome: Outcome;
}

/**
 * Lays the outcomes of the targets back onto the inputs: one for each input, one for each invalid item,
 * and one for each object type that could not be read.
 *
 * @param typedIn what an invalid item holds, by the fields that come out
 * @param givenBy the object types of a target as an item says them, where they are spelled otherwise
 * @returns in the order of the items, and of the inputs within an item
 */
export function inputOutcomes(
	inputs: readonly Input[],
	byTarget: ReadonlyMap<Target, Outcome>,
	invalid: readonly InvalidItem[],
	typedIn: (item: number) => IDataObject,
	givenBy?: (item: number, target: Target) => ObjectTypes | undefined,
): InputOutcome[] {
	/** Of object types that could not be read: one answer for all items. */
	const shared = new Map<Target, number[]>();
	const answered = inputs.flatMap(({ item, target }): InputOutcome[] => {
		const outcome = byTarget.get(target);
		// Every target was looked at or is in exactly one batch; losing one silently would be the worst of errors.
		if (outcome === undefined) throw new Error('An input was lost between plan and outcome');
		const given = givenBy?.(item, target);
		const named =
			given === undefined ? { item, target, outcome } : { item, target, given, outcome };
		if (outcome.status !== 'notRead') return [named];
		const known = shared.get(target);
		known?.push(item);
		if (known !== undefined) return [];
		const items = [item];
		shared.set(target, items);
		return [{ ...named, items }];
	});
	const unread = invalid.map(({ item, message, description }): InputOutcome => {
		const words = description === undefined ? message : `${message}. ${description}`;
		const outcome: Outcome = { status: 'failed', error: { message: words } };
		return { item, typed: typedIn(item), outcome };
	});
	return [...answered, ...unread].sort((a, b) => a.item - b.item);
}

/** Whether an outcome means that the input was not done. */
export const isFailure = ({ outcome: { status } }: InputOutcome) =>
	status === 'failed' || status === 'notSent';

/** How many inputs ended in which way. */
export type Counts = Record<Outcome['status'], number>;

/** Every way an input can end, none of them yet. */
export const noCounts = (): Counts => ({
	deleted: 0,
	restored: 0,
	present: 0,
	wouldDelete: 0,
	wouldRestore: 0,
	absent: 0,
	kept: 0,
	found: 0,
	notRead: 0,
	failed: 0,
	notSent: 0,
});
