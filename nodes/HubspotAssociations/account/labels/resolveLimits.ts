import type { Input, LabeledType, Target } from '../../batch/target';
import type { Label } from '../../input/associationTypes';
import { invalidItem } from '../../input/invalidItem';
import { type ParameterError, shown } from '../../input/parameterError';
import type { Hubspot, Resolved } from '../../operation';
import { limitsEndpoint } from '../../transport/endpoints';
import { type LabelLists, labelListsOf } from './labelLists';
import { ambiguousError, notListedError } from './labelErrors';
import { settleUnread, type WithLabels, withName } from './resolveLabels';
import { typesNamed } from './typesNamed';

/** What the list of limits calls the type without a label. */
const UNLABELED = 'Unlabeled';

/**
 * Finds out which limits are meant that items give by name or by number alone. A name is looked for among the limits;
 * where none is called so, among the labels: a limit that is not set has nothing to be removed, and that is no error.
 *
 * Nothing is read for limits that are given with their category.
 *
 * @param parameter the field's name, for messages
 * @returns inputs whose targets have `types`
 */
export async function resolveLimits(
	inputs: readonly Input[],
	hubspot: Hubspot,
	parameter: string,
): Promise<Resolved> {
	const resolved: Resolved = { inputs: [], invalid: [], settled: [], outcomes: new Map() };
	const lists = { limits: labelListsOf(hubspot, limitsEndpoint), labels: labelListsOf(hubspot) };
	const invalidItems = new Set<number>();
	const meantByItem = new Map<number, Set<string>>();
	for (const input of inputs) {
		const { item, target } = input;
		const { labels, ...bare } = target as Partial<WithLabels> & Target;
		if (labels === undefined) {
			resolved.inputs.push(input);
			continue;
		}
		// One bad limit is one error, however many the item names.
		if (invalidItems.has(item)) continue;
		const [limit] = labels;
		const meant = await meantBy(limit, bare, lists, parameter);
		if ('reason' in meant) settleUnread(resolved, { item, target: bare }, meant.reason, 'limits');
		else if ('category' in meant) {
			// Several names of one limit are one limit.
			const known = meantByItem.get(item) ?? new Set();
			meantByItem.set(item, known);
			const key = `${meant.category}:${meant.typeId}`;
			if (!known.has(key)) resolved.inputs.push({ item, target: { ...bare, types: [meant] } });
			known.add(key);
		} else {
			invalidItems.add(item);
			resolved.invalid.push(invalidItem(item, meant));
		}
	}
	// An item is used as a whole, or not at all.
	const isUsed = ({ item }: Input) => !invalidItems.has(item);
	resolved.inputs = resolved.inputs.filter(isUsed);
	resolved.settled = resolved.settled.filter(isUsed);
	return resolved;
}

/** The type whose limit is meant, what is wrong with what the item says, or why it is not known. */
async function meantBy(
	limit: Label,
	target: Target,
	lists: { limits: LabelLists; labels: LabelLists },
	parameter: string,
): Promise<LabeledType | ParameterError | { reason: string }> {
	const limits = await lists.limits(target);
	if ('reason' in limits) return limits;
	const text = shown('name' in limit ? limit.name : limit.typeId);
	for (const list of [limits, await labelsUnless(limits.types, limit, target, lists.labels)]) {
		if ('reason' in list) return list;
		const meant = fitting(limit, list.types);
		if (meant.length === 1) return withName(meant[0]);
		if (meant.length > 1) return ambiguousError(text, meant, parameter, 'limits');
	}
	const { fromObjectType, toObjectType } = target;
	const listed = { fromObjectType, toObjectType, listed: limits.types, kind: 'Limits', parameter };
	return notListedError(text, 'limit', listed, 'name' in limit ? limit.name : undefined);
}

/** The labels, where none of the limits is meant. */
const labelsUnless = async (
	limits: readonly LabeledType[],
	limit: Label,
	target: Target,
	labels: LabelLists,
) => (fitting(limit, limits).length > 0 ? { types: [] } : await labels(target));

const fitting = (limit: Label, types: readonly LabeledType[]): LabeledType[] =>
	'name' in limit
		? typesNamed(limit.name, types, UNLABELED)
		: types.filter(
				({ typeId, label }) => typeId === limit.typeId || label?.trim() === String(limit.typeId),
			);
