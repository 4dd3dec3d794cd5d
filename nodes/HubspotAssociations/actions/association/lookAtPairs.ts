import { Course } from '../../batch/course';
import type { Look } from '../../batch/look';
import type { Hubspot } from '../operation';
import { readAssociations } from './readAssociations';

/** Reads by which types pairs of records are associated. */
export function lookAtPairs(hubspot: Hubspot): Look {
	const course = new Course();
	return async ({ fromObjectType, toObjectType, targets }) => {
		const fromIds = new Set(targets.map(({ fromObjectId = '' }) => fromObjectId));
		const types = { fromObjectType, toObjectType };
		const { associations, unread } = await readAssociations(hubspot, types, [...fromIds], course);
		const read = targets.flatMap((target) => {
			const { fromObjectId = '', toObjectId = '' } = target;
			const associated = associations.get(fromObjectId);
			return associated === undefined ? [] : [[target, associated.get(toObjectId) ?? []] as const];
		});
		const [error] = unread.values();
		return { types: new Map(read), error };
	};
}
