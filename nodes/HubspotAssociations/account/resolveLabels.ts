import { isUnlabeled } from '../batch/desiredState';
import type { AssociationType, LabeledType, Input, Target } from '../batch/target';
import type { LabelLists } from './labelLists';
import type { Resolved } from '../operation';
import type { Label } from '../input/associationTypes';
import { ParameterError, shown } from '../input/parameterError';
import { invalidItem } from '../input/invalidItem';

/** A target whose labels have yet to be looked up. */
export type WithLabels = Target & { labels: Label[] };

/** How the labels of a field are looked up. */
export interface LabelLookup {
	/** Let the unlabeled type be among them. */
	allowUnlabeled: boolean;
	/** They are only looked for, and not removed. */
	isSearch?: boolean;
}

/** Labels that are only looked for. */
export const LABELS_TO_FIND: LabelLookup = { allowUnlabeled: false, isSearch: true };

const isComplete = (label: Label): label is AssociationType =>
	'category' in label && label.category !== undefined;

/**
 * Finds out which association types the labels mean that items give by name or number, and keeps them from removing
 * the unlabeled type by mistake: that removes every association between two records.
 *
 * @param labelsBetween the labels there are
 * @param parameter the field's name, for messages
 * @returns inputs whose targets have `types`; those without labels as they are
 */
export async function resolveLabels(
	inputs: readonly Input[],
	labelsBetween: LabelLists,
	{ allowUnlabeled, isSearch = false }: LabelLookup,
	parameter: string,
): Promise<Resolved> {
	const resolved: Resolved = { inputs: [], invalid: [], settled: [], outcomes: new Map() };
	const invalidItems = new Set<number>();
	// Most items mean the same labels, and an account may have thousands.
	const meanings = new Map<string, AssociationType[] | { error: unknown }>();
	const meaningOf = (labels: Label[], types: LabeledType[]) => {
		try {
			const meant = distinct(labels.map((label) => typeOf(label, types, parameter)));
			if (!allowUnlabeled) rejectUnlabeled(meant, types, parameter, isSearch);
			return meant;
		} catch (error) {
			return { error };
		}
	};
	for (const { item, target } of inputs) {
		const { labels, ...bare } = target as Partial<WithLabels> & Target;
		if (labels === undefined) {
			resolved.inputs.push({ item, target });
			continue;
		}
		if (allowUnlabeled && labels.every(isComplete)) {
			resolved.inputs.push({ item, target: { ...bare, types: distinct(labels) } });
			continue;
		}
		const between = await labelsBetween(bare);
		if ('reason' in between) {
			const settled = { item, target: { ...bare, types: labels.filter(isComplete) } };
			settleUnread(resolved, settled, between.reason);
			continue;
		}
		// One bad label is one error, however many pairs the item names.
		if (invalidItems.has(item)) continue;
		const key = JSON.stringify([bare.fromObjectType, bare.toObjectType, labels]);
		const meant = meanings.get(key) ?? meaningOf(labels, between.types);
		meanings.set(key, meant);
		if (Array.isArray(meant)) resolved.inputs.push({ item, target: { ...bare, types: meant } });
		else {
			invalidItems.add(item);
			resolved.invalid.push(invalidItem(item, meant.error));
		}
	}
	// An item is used as a whole, or not at all.
	resolved.inputs = resolved.inputs.filter(({ item }) => !invalidItems.has(item));
	return resolved;
}

/** Takes note that nothing can be sent for a target, because its labels could not be read. */
export function settleUnread(resolved: Resolved, input: Input, reason: string): void {
	const { fromObjectType, toObjectType } = input.target;
	const message = `Not sent, because the labels between ${fromObjectType} and ${toObjectType} could not be read: ${reason}`;
	resolved.settled.push(input);
	resolved.outcomes.set(input.target, { status: 'notSent', error: { message } });
}

const keyOf = ({ category, typeId }: AssociationType) => `${category}:${typeId}`;

const distinct = (types: AssociationType[]): AssociationType[] => [
	...new Map(types.map((type) => [keyOf(type), type])).values(),
];

/** The one type that a label means. */
function typeOf(label: Label, known: LabeledType[], parameter: string): AssociationType {
	if (isComplete(label)) {
		const listed = known.find((type) => keyOf(type) === keyOf(label));
		if (listed !== undefined) return withName(listed);
		// HubSpot may blame the record for a type that belongs to other object types, so it is not sent.
		throw wrongLabel(
			parameter,
			`got ${keyOf(label)}, which is no label between the two object types`,
			known,
		);
	}
	// A label may be called by a number, too.
	const isMeant = (type: LabeledType) =>
		'name' in label
			? type.label?.trim() === label.name
			: type.typeId === label.typeId || type.label?.trim() === String(label.typeId);
	const meant = known.filter(isMeant);
	const text = shown('name' in label ? label.name : label.typeId);
	if (meant.length === 1) return withName(meant[0]);
	const problem =
		meant.length === 0
			? 'which is no label between the two object types'
			: 'which several labels fit';
	throw wrongLabel(parameter, `got ${text}, ${problem}`, meant.length === 0 ? known : meant);
}

/** The type with its label, so that items say which one was meant. */
const withName = ({ category, typeId, label }: LabeledType): LabeledType =>
	label === null || label === undefined ? { category, typeId } : { category, typeId, label };

/** How many labels a message lists. */
const MAX_LISTED = 20;

function wrongLabel(parameter: string, problem: string, there: LabeledType[]): ParameterError {
	const names = there
		.slice(0, MAX_LISTED)
		.map((type) => `${isUnlabeled(type) ? 'Unlabeled' : shown(type.label)} (${keyOf(type)})`);
	const more = there.length > MAX_LISTED ? ` and ${there.length - MAX_LISTED} more` : '';
	const lead = problem.includes('several') ? 'Choose one of' : 'There are';
	const list = there.length === 0 ? 'There are none.' : `${lead}: ${names.join(', ')}${more}.`;
	return new ParameterError(parameter, problem, list);
}

function rejectUnlabeled(
	types: AssociationType[],
	known: LabeledType[],
	parameter: string,
	isSearch: boolean,
): void {
	const unlabeled = known.filter(isUnlabeled).map(keyOf);
	const chosen = types.find((type) => unlabeled.includes(keyOf(type)));
	if (chosen !== undefined) throw unlabeledError(chosen, parameter, isSearch);
}

const unlabeledError = (type: AssociationType, parameter: string, isSearch: boolean) =>
	new ParameterError(
		parameter,
		`holds the unlabeled type (${keyOf(type)})`,
		isSearch
			? 'Every association has that one. Choose labels only.'
			: 'Removing that one removes every association between the two records, labels and all. If that is what you want, use the operation Delete, or switch on the option "Allow Unlabeled".',
	);
