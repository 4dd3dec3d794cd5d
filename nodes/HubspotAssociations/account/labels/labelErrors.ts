import { isUnlabeled } from '../../batch/desiredState';
import {
	type AssociationType,
	keyOfType,
	type LabeledType,
	type ObjectTypes,
} from '../../batch/target';
import { ParameterError, shown } from '../../input/parameterError';
import { nearestLabel } from './typesNamed';

/** How many labels a message lists. */
const MAX_LISTED = 20;

/** What to do for one who means the whole association. */
const USE_DELETE = 'Unlabeled is not a label. To remove the whole association, use Delete.';

/** The same for one who only looks. */
const UNLABELED_EVERYWHERE =
	'Unlabeled is not a label: every association has that type. Choose labels only.';

/** What a label, or a limit, was looked up in. */
export interface Listed extends ObjectTypes {
	/** Those that a message offers. */
	listed: readonly LabeledType[];
	/** What those are called, in the plural. */
	kind: string;
	/** The field's name. */
	parameter: string;
}

/**
 * The error for a label, or a limit, that there is none of. It lists those that there are.
 *
 * @param given as the item says it
 * @param noun `label` or `limit`
 * @param name where it was given by name: the nearest one is suggested
 */
export function notListedError(
	given: string,
	noun: 'label' | 'limit',
	{ fromObjectType, toObjectType, listed, kind, parameter }: Listed,
	name?: string,
): ParameterError {
	const what = `${kind} between ${fromObjectType} and ${toObjectType}`;
	const suggestion = name === undefined ? '' : nearestLabel(name, listed);
	return new ParameterError(
		parameter,
		`got ${given}, which is no ${noun} between the two object types`,
		`${suggestion}${what}: ${listed.length === 0 ? 'none' : listOf(listed)}.`,
	);
}

/** The error for a name or number that several labels, or limits, have. */
export const ambiguousError = (
	given: string,
	meant: readonly LabeledType[],
	parameter: string,
	nouns = 'labels',
): ParameterError =>
	new ParameterError(
		parameter,
		`got ${given}, which several ${nouns} fit`,
		`Choose one of: ${listOf(meant)}.`,
	);

/** The error for the unlabeled type among labels that are removed, by number. */
export const unlabeledError = (
	type: AssociationType,
	parameter: string,
	isSearch: boolean,
): ParameterError =>
	new ParameterError(
		parameter,
		`holds the unlabeled type (${keyOfType(type)})`,
		isSearch
			? UNLABELED_EVERYWHERE
			: `${USE_DELETE} The option "Allow Unlabeled" lets it be among the labels, too: every other label then goes with it.`,
	);

/** The error for a word that means "without a label". */
export const unlabeledWordError = (given: string, parameter: string, isSearch: boolean) =>
	new ParameterError(parameter, `got ${given}`, isSearch ? UNLABELED_EVERYWHERE : USE_DELETE);

/** The first labels by name and type, and how many there are besides. */
function listOf(types: readonly LabeledType[]): string {
	const names = types
		.slice(0, MAX_LISTED)
		.map((type) => `${isUnlabeled(type) ? 'Unlabeled' : shown(type.label)} (${keyOfType(type)})`);
	const more = types.length > MAX_LISTED ? ` and ${types.length - MAX_LISTED} more` : '';
	return `${names.join(', ')}${more}`;
}
