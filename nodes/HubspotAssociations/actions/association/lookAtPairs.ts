import { Course } from '../../batch/course';
import type { Found, Look } from '../../batch/look';
import type { Hubspot } from '../operation';
import { readAssociations } from './readAssociations';

/** Reads by which types pairs of records are associated. */
export function lookAtPairs(hubspot: Hubspot): Look {
	const course = new Course();
	return async ({ fromObjectType, toObjectType, targets }) => {
		const fromIds = new Set(targets.map(({ fromObjectId = '' }) => fromObjectId));
		const types = { fromObjectType, toObjectType };
		const { associations, unread } = await readAssociations(hubspot, types, [...fromIds], course);
		const found: Found = { types: new Map(), unread: new Map() };
		for (const target of targets) {
			const { fromObjectId = '', toObjectId = '' } = target;
			const associated = associations.get(fromObjectId);
			if (associated !== undefined) found.types.set(target, associated.get(toObjectId) ?? []);
			else found.unread.set(target, unread.get(fromObjectId) ?? 'HubSpot did not say');
		}
		return found;
	};
}
