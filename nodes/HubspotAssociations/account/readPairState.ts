import type { CurrentState, StateReader } from '../batch/stateReader';
import type { Batch } from '../batch/plan';
import { newSendState } from '../batch/sendWithBisect';
import type { LabeledType, Target } from '../batch/target';
import type { Hubspot } from '../operation';
import { type Associations, readAssociations } from './readAssociations';

/** The state of reading requests: one without an answer says nothing about those of the next batch. */
const newReadState = () => newSendState(Infinity);

/** Reads by which types pairs of records are associated. */
export function readPairState(hubspot: Hubspot): StateReader {
	const state = newReadState();
	return async (batch) => {
		const read = await readAssociations(hubspot, batch, distinct(fromIdsOf(batch)), state);
		return pairStates(batch, ({ fromObjectId, toObjectId }) => [fromObjectId, toObjectId], read);
	};
}

/**
 * Reads whether pairs of records are associated, from the side that has more of them: a record that many pairs share
 * tends to have many associations, and all their pages would have to be read. Where a target names types, these are
 * the ones of its own direction, and it has to be that side.
 */
export function readPairExistence(hubspot: Hubspot): StateReader {
	const readFromSide = readPairState(hubspot);
	const state = newReadState();
	return async (batch) => {
		const toIds = distinct(batch.targets.map(({ toObjectId = '' }) => toObjectId));
		const hasTypes = batch.targets.some(({ types }) => types !== undefined);
		if (hasTypes || toIds.length <= distinct(fromIdsOf(batch)).length)
			return await readFromSide(batch);
		const { fromObjectType, toObjectType } = batch;
		const reversed = { fromObjectType: toObjectType, toObjectType: fromObjectType };
		const read = await readAssociations(hubspot, reversed, toIds, state);
		return pairStates(batch, ({ fromObjectId, toObjectId }) => [toObjectId, fromObjectId], read);
	};
}

const fromIdsOf = ({ targets }: Batch) => targets.map(({ fromObjectId = '' }) => fromObjectId);

const distinct = (ids: string[]) => [...new Set(ids)];

/** @param ends the record that was read, and the other one */
function pairStates(
	{ targets }: Batch,
	ends: (target: Target) => [string | undefined, string | undefined],
	{ associations, unread }: Associations,
): CurrentState {
	const current: CurrentState = { types: new Map<Target, LabeledType[]>(), unread: new Map() };
	for (const target of targets) {
		const [record = '', other = ''] = ends(target);
		const associated = associations.get(record);
		if (associated !== undefined) current.types.set(target, associated.get(other) ?? []);
		else current.unread.set(target, unread.get(record) ?? 'HubSpot did not say');
	}
	return current;
}
