import { isUnlabeled } from '../../batch/desiredState';
import {
	type AssociationType,
	type Input,
	keyOfType,
	type LabeledType,
	type ObjectTypes,
	type Target,
} from '../../batch/target';
import type { LabelLists } from './labelLists';
import type { Resolved } from '../../operation';
import type { Label } from '../../input/associationTypes';
import { shown } from '../../input/parameterError';
import {
	ambiguousError,
	type Listed,
	notListedError,
	unlabeledError,
	unlabeledWordError,
} from './labelErrors';
import { typesNamed } from './typesNamed';
import { invalidItem } from '../../input/invalidItem';

/** A target whose labels have yet to be looked up: those that are meant, and those of a record that must stay. */
export type WithLabels = Target & { labels?: Label[]; keepLabels?: Label[] };

/** How the labels of a field are looked up. */
export interface LabelLookup {
	/** Let the unlabeled type be among them. */
	allowUnlabeled: boolean;
	/** They are only looked for, and not removed. */
	isSearch?: boolean;
	/** Where labels themselves are deleted: those of which that is possible. */
	isDeletable?: (type: LabeledType) => boolean;
	/** Where a target has them; `labels` unless given. */
	field?: 'labels' | 'keepLabels';
}

/** Labels that are only looked for. */
export const LABELS_TO_FIND: LabelLookup = { allowUnlabeled: false, isSearch: true };

/** Labels of associations that must stay. */
export const LABELS_TO_KEEP: LabelLookup = { ...LABELS_TO_FIND, field: 'keepLabels' };

/** Whether a label is given in full, so that nothing has to be looked up. */
export const isComplete = (label: Label): label is AssociationType =>
	'category' in label && label.category !== undefined;

/** What a label is looked up in. */
interface LabelsThere extends Listed {
	types: LabeledType[];
	allowUnlabeled: boolean;
	isSearch: boolean;
}

/**
 * Finds out which association types the labels mean that items give by name or number, and keeps them from removing
 * the unlabeled type by mistake: that removes every association between two records.
 *
 * @param labelsBetween the labels there are
 * @param parameter the field's name, for messages
 * @returns inputs whose targets have `types`, or a selection with `keepTypes`; those without labels as they are
 */
export async function resolveLabels(
	inputs: readonly Input[],
	labelsBetween: LabelLists,
	{ allowUnlabeled, isSearch = false, isDeletable, field = 'labels' }: LabelLookup,
	parameter: string,
): Promise<Resolved> {
	const resolved: Resolved = { inputs: [], invalid: [], settled: [], outcomes: new Map() };
	const invalidItems = new Set<number>();
	// Most items mean the same labels, and an account may have thousands.
	const meanings = new Map<string, AssociationType[] | { error: unknown }>();
	const meaningOf = (labels: Label[], types: LabeledType[], between: ObjectTypes) => {
		try {
			const listed = types.filter(
				isDeletable ?? ((type: LabeledType) => allowUnlabeled || !isUnlabeled(type)),
			);
			const kind = isDeletable === undefined ? 'Labels' : 'Labels that can be deleted';
			const there = { ...between, types, listed, kind, allowUnlabeled, isSearch, parameter };
			const meant = distinct(labels.map((label) => typeOf(label, there)));
			if (!allowUnlabeled) rejectUnlabeled(meant, types, parameter, isSearch);
			return meant;
		} catch (error) {
			return { error };
		}
	};
	for (const { item, target } of inputs) {
		const { [field]: labels, ...bare } = target as WithLabels;
		if (labels === undefined) {
			resolved.inputs.push({ item, target });
			continue;
		}
		if (allowUnlabeled && labels.every(isComplete)) {
			resolved.inputs.push({ item, target: withTypes(bare, field, distinct(labels)) });
			continue;
		}
		const between = await labelsBetween(bare);
		if ('reason' in between) {
			const types = field === 'labels' ? { types: labels.filter(isComplete) } : {};
			settleUnread(resolved, { item, target: { ...bare, ...types } }, between.reason);
			continue;
		}
		// One bad label is one error, however many pairs the item names.
		if (invalidItems.has(item)) continue;
		const key = JSON.stringify([bare.fromObjectType, bare.toObjectType, labels]);
		const meant = meanings.get(key) ?? meaningOf(labels, between.types, bare);
		meanings.set(key, meant);
		if (Array.isArray(meant)) resolved.inputs.push({ item, target: withTypes(bare, field, meant) });
		else {
			invalidItems.add(item);
			resolved.invalid.push(invalidItem(item, meant.error));
		}
	}
	// An item is used as a whole, or not at all.
	resolved.inputs = resolved.inputs.filter(({ item }) => !invalidItems.has(item));
	return resolved;
}

/** The target, once its labels are looked up. */
const withTypes = (
	target: Target,
	field: 'labels' | 'keepLabels',
	types: AssociationType[],
): Target =>
	field === 'labels'
		? { ...target, types }
		: { ...target, selection: { ...target.selection, keepTypes: types } };

/**
 * Takes note that nothing can be sent for a target, because its labels could not be read.
 *
 * @param what could not be read
 */
export function settleUnread(
	resolved: Resolved,
	input: Input,
	reason: string,
	what = 'labels',
): void {
	const { fromObjectType, toObjectType } = input.target;
	const message = `Not sent, because the ${what} between ${fromObjectType} and ${toObjectType} could not be read: ${reason}`;
	resolved.settled.push(input);
	resolved.outcomes.set(input.target, { status: 'notSent', error: { message } });
}

const distinct = (types: AssociationType[]): AssociationType[] => [
	...new Map(types.map((type) => [keyOfType(type), type])).values(),
];

/** The one type that a label means. */
function typeOf(label: Label, there: LabelsThere): AssociationType {
	const known = there.types;
	if (isComplete(label)) {
		const listed = known.find((type) => keyOfType(type) === keyOfType(label));
		if (listed !== undefined) return withName(listed);
		// HubSpot may blame the record for a type that belongs to other object types, so it is not sent.
		throw notListedError(keyOfType(label), 'label', there);
	}
	// A label may be called by a number, too.
	const meant =
		'name' in label
			? typesNamed(label.name, known)
			: known.filter(
					({ typeId, label: called }) =>
						typeId === label.typeId || called?.trim() === String(label.typeId),
				);
	const text = shown('name' in label ? label.name : label.typeId);
	if (meant.length === 1) return withName(meant[0]);
	if (meant.length > 1) throw ambiguousError(text, meant, there.parameter);
	const name = 'name' in label ? label.name : undefined;
	if (name !== undefined && MEANS_UNLABELED.test(name)) return unlabeledType(text, there);
	throw notListedError(text, 'label', there, name);
}

/** How people write that there is no label, as no label is called. */
const MEANS_UNLABELED =
	/^\W*(unlabell?ed|not labell?ed|no labels?|without( a)? labels?)( type| association)?\W*(removes the whole association)?\W*(hubspot)?\W*$/i;

/** The type without a label, for one who wrote "Unlabeled": only where that may be removed. */
function unlabeledType(text: string, there: LabelsThere): AssociationType {
	const unlabeled = there.types.filter(isUnlabeled);
	if (there.allowUnlabeled && unlabeled.length === 1 && there.listed.includes(unlabeled[0])) {
		return withName(unlabeled[0]);
	}
	throw unlabeledWordError(text, there.parameter, there.isSearch);
}

/** The type with its label, so that items say which one was meant. */
export const withName = ({ category, typeId, label }: LabeledType): LabeledType =>
	label === null || label === undefined ? { category, typeId } : { category, typeId, label };

function rejectUnlabeled(
	types: AssociationType[],
	known: LabeledType[],
	parameter: string,
	isSearch: boolean,
): void {
	const unlabeled = known.filter(isUnlabeled).map(keyOfType);
	const chosen = types.find((type) => unlabeled.includes(keyOfType(type)));
	if (chosen !== undefined) throw unlabeledError(chosen, parameter, isSearch);
}
