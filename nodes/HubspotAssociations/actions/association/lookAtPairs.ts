import { Course } from '../../batch/course';
import type { Found, Look } from '../../batch/look';
import type { Batch } from '../../batch/plan';
import type { FoundType, Target } from '../../batch/target';
import type { Hubspot } from '../operation';
import { type Associations, readAssociations } from './readAssociations';

/** The course of reading requests: one that HubSpot lets down says nothing about the next batch's. */
const courseOfReading = () => new Course(Infinity);

/** Reads by which types pairs of records are associated. */
export function lookAtPairs(hubspot: Hubspot): Look {
	const course = courseOfReading();
	return async (batch) => {
		const read = await readAssociations(hubspot, batch, distinct(fromIdsOf(batch)), course);
		return foundOf(batch, ({ fromObjectId, toObjectId }) => [fromObjectId, toObjectId], read);
	};
}

/**
 * Reads whether pairs of records are associated, from the side that has more of them: a record that many pairs share
 * tends to have many associations, and all their pages would have to be read. Where a target names types, these are
 * the ones of its own direction, and it has to be that side.
 */
export function lookWhetherPairsAreThere(hubspot: Hubspot): Look {
	const look = lookAtPairs(hubspot);
	const course = courseOfReading();
	return async (batch) => {
		const toIds = distinct(batch.targets.map(({ toObjectId = '' }) => toObjectId));
		const hasTypes = batch.targets.some(({ types }) => types !== undefined);
		if (hasTypes || toIds.length <= distinct(fromIdsOf(batch)).length) return await look(batch);
		const { fromObjectType, toObjectType } = batch;
		const turned = { fromObjectType: toObjectType, toObjectType: fromObjectType };
		const read = await readAssociations(hubspot, turned, toIds, course);
		return foundOf(batch, ({ fromObjectId, toObjectId }) => [toObjectId, fromObjectId], read);
	};
}

const fromIdsOf = ({ targets }: Batch) => targets.map(({ fromObjectId = '' }) => fromObjectId);

const distinct = (ids: string[]) => [...new Set(ids)];

/** @param ends the record that was read, and the other one */
function foundOf(
	{ targets }: Batch,
	ends: (target: Target) => [string | undefined, string | undefined],
	{ associations, unread }: Associations,
): Found {
	const found: Found = { types: new Map<Target, FoundType[]>(), unread: new Map() };
	for (const target of targets) {
		const [record = '', other = ''] = ends(target);
		const associated = associations.get(record);
		if (associated !== undefined) found.types.set(target, associated.get(other) ?? []);
		else found.unread.set(target, unread.get(record) ?? 'HubSpot did not say');
	}
	return found;
}
