import type { Target } from '../../batch/target';
import { labelsEndpoint } from '../../transport/endpoints';
import type { Hubspot } from '../../operation';
import { type ListEndpoint, readTypeList, type TypeList } from './readTypeList';

/** Gives the labels, or the limits, between a target's two object types, or why they are not known. */
export type LabelLists = (target: Target) => Promise<TypeList>;

/**
 * The labels between object types, each list read once.
 *
 * @param endpoint of another list, such as that of the limits
 */
export function labelListsOf(
	hubspot: Hubspot,
	endpoint: ListEndpoint = labelsEndpoint,
): LabelLists {
	const known = new Map<string, Promise<TypeList>>();
	return async (target) => {
		const key = JSON.stringify([target.fromObjectType, target.toObjectType]);
		const asked = known.get(key) ?? readTypeList(hubspot, endpoint, target);
		known.set(key, asked);
		return await asked;
	};
}
