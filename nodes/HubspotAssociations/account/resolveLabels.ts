import { isUnlabeled } from '../batch/desiredState';
import type { AssociationType, LabeledType, Input, ObjectTypes, Target } from '../batch/target';
import type { LabelLists } from './labelLists';
import type { Resolved } from '../operation';
import type { Label } from '../input/associationTypes';
import { ParameterError, shown } from '../input/parameterError';
import { nearestLabel, typesNamed } from './typesNamed';
import { invalidItem } from '../input/invalidItem';

/** A target whose labels have yet to be looked up. */
export type WithLabels = Target & { labels: Label[] };

/** How the labels of a field are looked up. */
export interface LabelLookup {
	/** Let the unlabeled type be among them. */
	allowUnlabeled: boolean;
	/** They are only looked for, and not removed. */
	isSearch?: boolean;
	/** Where labels themselves are deleted: those of which that is possible. */
	isDeletable?: (type: LabeledType) => boolean;
}

/** Labels that are only looked for. */
export const LABELS_TO_FIND: LabelLookup = { allowUnlabeled: false, isSearch: true };

/** Whether a label is given in full, so that nothing has to be looked up. */
export const isComplete = (label: Label): label is AssociationType =>
	'category' in label && label.category !== undefined;

/** What a label is looked up in. */
interface LabelsThere extends ObjectTypes {
	types: LabeledType[];
	/** Those of them that a message offers. */
	listed: LabeledType[];
	/** What those are called. */
	kind: string;
	allowUnlabeled: boolean;
	isSearch: boolean;
	/** The field's name, for messages. */
	parameter: string;
}

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
	{ allowUnlabeled, isSearch = false, isDeletable }: LabelLookup,
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
		const meant = meanings.get(key) ?? meaningOf(labels, between.types, bare);
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

const keyOf = ({ category, typeId }: AssociationType) => `${category}:${typeId}`;

const distinct = (types: AssociationType[]): AssociationType[] => [
	...new Map(types.map((type) => [keyOf(type), type])).values(),
];

/** The one type that a label means. */
function typeOf(label: Label, there: LabelsThere): AssociationType {
	const known = there.types;
	if (isComplete(label)) {
		const listed = known.find((type) => keyOf(type) === keyOf(label));
		if (listed !== undefined) return withName(listed);
		// HubSpot may blame the record for a type that belongs to other object types, so it is not sent.
		throw notALabel(keyOf(label), there);
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
	if (meant.length > 1) throw ambiguousLabel(text, meant, there.parameter);
	if ('name' in label && MEANS_UNLABELED.test(label.name)) return unlabeledType(text, there);
	throw notALabel(text, there, 'name' in label ? nearestLabel(label.name, there.listed) : '');
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
	const advice = there.isSearch ? UNLABELED_EVERYWHERE : USE_DELETE;
	throw new ParameterError(there.parameter, `got ${text}`, advice);
}

/** What to do for one who means the whole association. */
const USE_DELETE = 'Unlabeled is not a label. To remove the whole association, use Delete.';

/** The same for one who only looks. */
const UNLABELED_EVERYWHERE =
	'Unlabeled is not a label: every association has that type. Choose labels only.';

/** The type with its label, so that items say which one was meant. */
export const withName = ({ category, typeId, label }: LabeledType): LabeledType =>
	label === null || label === undefined ? { category, typeId } : { category, typeId, label };

/** How many labels a message lists. */
const MAX_LISTED = 20;

/** The first labels by name and type, and how many there are besides. */
function listOf(types: LabeledType[]): string {
	const names = types
		.slice(0, MAX_LISTED)
		.map((type) => `${isUnlabeled(type) ? 'Unlabeled' : shown(type.label)} (${keyOf(type)})`);
	const more = types.length > MAX_LISTED ? ` and ${types.length - MAX_LISTED} more` : '';
	return `${names.join(', ')}${more}`;
}

/**
 * A label, or a limit, that is none, and those that there are.
 *
 * @param suggestion what may have been meant, with a blank behind it
 * @param noun what it is not
 */
export function notALabel(
	text: string,
	there: ObjectTypes & Pick<LabelsThere, 'listed' | 'kind' | 'parameter'>,
	suggestion = '',
	noun = 'label',
): ParameterError {
	const { fromObjectType, toObjectType, listed, kind, parameter } = there;
	const what = `${kind} between ${fromObjectType} and ${toObjectType}`;
	return new ParameterError(
		parameter,
		`got ${text}, which is no ${noun} between the two object types`,
		`${suggestion}${what}: ${listed.length === 0 ? 'none' : listOf(listed)}.`,
	);
}

/**
 * A label, or a limit, that several fit, and those.
 *
 * @param noun what they are, in the plural
 */
export const ambiguousLabel = (
	text: string,
	meant: LabeledType[],
	parameter: string,
	noun = 'labels',
): ParameterError =>
	new ParameterError(
		parameter,
		`got ${text}, which several ${noun} fit`,
		`Choose one of: ${listOf(meant)}.`,
	);

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
			? UNLABELED_EVERYWHERE
			: `${USE_DELETE} The option "Allow Unlabeled" lets it be among the labels, too: every other label then goes with it.`,
	);
