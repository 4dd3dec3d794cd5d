import type { Batch } from '../../batch/planning/plan';
import { newSendState } from '../../batch/sending/sendState';
import type { CurrentState, StateReader } from '../../batch/stateReader';
import { type LabeledType, reversed, type Target } from '../../batch/target';
import type { Hubspot } from '../../operation';
import { type Associations, readAssociations } from './readAssociations';

/** The state of reading requests: one without an answer says nothing about those of the next batch. */
export const newReadState = () => newSendState(Infinity);

/**
 * Reads by which types pairs of records are associated, from the side that the user named.
 *
 * @param maxPages most pages that are read of one record; all unless given
 */
export function readPairState(hubspot: Hubspot, maxPages?: number): StateReader {
	const state = newReadState();
	return async (batch) => {
		const fromIds = distinct(batch.targets.map(({ fromObjectId = '' }) => fromObjectId));
		const read = await readAssociations(hubspot, batch, fromIds, state, maxPages);
		const { isOpenForAll: isBlocked } = state.circuitBreaker;
		const ends = ({ fromObjectId, toObjectId }: Target): Ends => [fromObjectId, toObjectId];
		return { ...pairStates(batch, ends, read), isBlocked };
	};
}

/** Reads the same pairs from their other side. The types found there are those of the other direction. */
export function readOtherSideState(hubspot: Hubspot, maxPages?: number): StateReader {
	const state = newReadState();
	return async (batch) => {
		const toIds = distinct(batch.targets.map(({ toObjectId = '' }) => toObjectId));
		const read = await readAssociations(hubspot, reversed(batch), toIds, state, maxPages);
		return pairStates(batch, ({ fromObjectId, toObjectId }) => [toObjectId, fromObjectId], read);
	};
}
const distinct = (ids: string[]) => [...new Set(ids)];

/** The record that was read, and the other one. */
type Ends = [string | undefined, string | undefined];

function pairStates(
	{ targets }: Batch,
	ends: (target: Target) => Ends,
	{ associations, truncated, unread }: Associations,
): CurrentState {
	const current: CurrentState = {
		types: new Map<Target, LabeledType[]>(),
		unread: new Map(),
		notKept: new Set(),
	};
	for (const target of targets) {
		const [record = '', other = ''] = ends(target);
		const types = associations.get(record)?.get(other);
		if (types === undefined && truncated.has(record)) current.notKept?.add(target);
		else if (associations.has(record)) current.types.set(target, types ?? []);
		else current.unread.set(target, unread.get(record) ?? 'HubSpot did not say');
	}
	return current;
}
