import { isUnlabeled, PRESENT } from '../../batch/desiredState';
import type { Batch } from '../../batch/planning/plan';
import { objectTypeKey } from '../../batch/standardObjectTypes';
import type { CurrentState, StateReader, TakenType } from '../../batch/stateReader';
import {
	type AssociationType,
	isSameType,
	type LabeledType,
	reversed,
	type Target,
} from '../../batch/target';
import type { Hubspot } from '../../operation';
import { type Associations, readAssociations } from './readAssociations';
import { newReadState } from './readPairState';

/**
 * Reads what is there of pairs that are to be restored, and which primary labels another record has meanwhile.
 *
 * A record has one primary company at most, so making one primary takes the label from another. The record is on the
 * side that is not the company's: that side is read for it.
 *
 * @see https://developers.hubspot.com/docs/api-reference/crm-associations-v4/guide
 */
export function readRestoreState(hubspot: Hubspot): StateReader {
	const state = newReadState();
	return async (batch) => {
		const fromIds = distinct(batch.targets.map(({ fromObjectId = '' }) => fromObjectId));
		const read = await readAssociations(hubspot, batch, fromIds, state);
		const current: CurrentState = { types: new Map(), unread: new Map(), taken: new Map() };
		for (const target of batch.targets) {
			const { fromObjectId = '', toObjectId = '' } = target;
			const associated = read.associations.get(fromObjectId);
			if (associated !== undefined) current.types.set(target, associated.get(toObjectId) ?? []);
			else current.unread.set(target, read.unread.get(fromObjectId) ?? 'HubSpot did not say');
		}
		for (const [target, types] of await takenTypes(hubspot, batch, current, read)) {
			current.taken?.set(target, types);
		}
		return current;
	};
}

const distinct = (ids: string[]) => [...new Set(ids)];

const isCompany = (objectType: string) => objectTypeKey(objectType) === COMPANY;

const COMPANY = '0-2';

/** Labels of HubSpot's own, other than the unlabeled type. */
const mayBePrimary = ({ category }: AssociationType) => category === 'HUBSPOT_DEFINED';

const isPrimary = (type: LabeledType) =>
	mayBePrimary(type) && !isUnlabeled(type) && /primary/i.test(type.label ?? '');

/** For each target: the types to put back that another record has meanwhile. */
async function takenTypes(
	hubspot: Hubspot,
	batch: Batch,
	{ types }: CurrentState,
	{ associations }: Associations,
): Promise<Map<Target, TakenType[]>> {
	const missing = new Map<Target, AssociationType[]>();
	for (const target of batch.targets) {
		const diff = PRESENT.diff(target, types.get(target)) ?? [];
		const candidates = diff.filter(mayBePrimary);
		if (candidates.length > 0) missing.set(target, candidates);
	}
	if (missing.size === 0) return new Map();
	return isCompany(batch.fromObjectType) && !isCompany(batch.toObjectType)
		? await takenFromOtherSide(hubspot, batch, missing)
		: takenFromThisSide(batch, missing, associations);
}

/** Another record of the same "to" type has the very type, as its primary. */
function takenFromThisSide(
	{ toObjectType }: Batch,
	missing: Map<Target, AssociationType[]>,
	associations: Associations['associations'],
): Map<Target, TakenType[]> {
	const taken = new Map<Target, TakenType[]>();
	for (const [target, candidates] of missing) {
		for (const [toId, types] of associations.get(target.fromObjectId ?? '') ?? []) {
			if (toId === target.toObjectId) continue;
			const found = types
				.filter((type) => isPrimary(type) && candidates.some((each) => isSameType(each, type)))
				.map(({ category, typeId }) => ({ category, typeId, owner: `${toObjectType} ${toId}` }));
			if (found.length > 0) taken.set(target, (taken.get(target) ?? []).concat(found));
		}
	}
	return taken;
}

/** The record on the "to" side has another primary: seen from there, where the type has another number. */
async function takenFromOtherSide(
	hubspot: Hubspot,
	batch: Batch,
	missing: Map<Target, AssociationType[]>,
): Promise<Map<Target, TakenType[]>> {
	const toIds = distinct([...missing.keys()].map(({ toObjectId = '' }) => toObjectId));
	const { associations } = await readAssociations(hubspot, reversed(batch), toIds, newReadState());
	const taken = new Map<Target, TakenType[]>();
	for (const [target, candidates] of missing) {
		const others = [...(associations.get(target.toObjectId ?? '') ?? [])].filter(
			([id, types]) => id !== target.fromObjectId && types.some(isPrimary),
		);
		// The unlabeled type is among the suspects, and is never taken.
		const primaries = candidates.filter((type) => isInversePrimary(type, target));
		if (others.length > 0 && primaries.length > 0) {
			const owner = others.map(([id]) => `${batch.fromObjectType} ${id}`).join(', ');
			taken.set(
				target,
				primaries.map(({ category, typeId }) => ({ category, typeId, owner })),
			);
		}
	}
	return taken;
}

/** HubSpot's types from a company to its primary contacts, deals and tickets. */
const COMPANY_TO_PRIMARY: readonly number[] = [2, 6, 25];

const isInversePrimary = ({ typeId }: AssociationType, { types = [] }: Target) =>
	COMPANY_TO_PRIMARY.includes(typeId) ||
	types.some((type) => type.typeId === typeId && isPrimary(type));
