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

/** HubSpot's types from contacts, deals and tickets to their primary company, and back. */
const TO_PRIMARY_COMPANY: readonly number[] = [1, 5, 26];
const COMPANY_TO_PRIMARY: readonly number[] = [2, 6, 25];

/** By its number, because its label may be in the language of the account; others by their label. */
const isPrimary = (type: LabeledType) =>
	mayBePrimary(type) &&
	([...TO_PRIMARY_COMPANY, ...COMPANY_TO_PRIMARY].includes(type.typeId) ||
		(!isUnlabeled(type) && /primary/i.test(type.label ?? '')));

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
	const isFromCompany = isCompany(batch.fromObjectType) && !isCompany(batch.toObjectType);
	const taken = isFromCompany
		? await takenFromOtherSide(hubspot, batch, missing)
		: takenFromThisSide(batch, missing, associations);
	addTakenInRun(missing, isFromCompany, taken);
	return taken;
}

/** Several records are to become the primary of one: the first of them is, and the others would take it from there. */
function addTakenInRun(
	missing: Map<Target, AssociationType[]>,
	isFromCompany: boolean,
	taken: Map<Target, TakenType[]>,
): void {
	const owners = new Map<string, string>();
	for (const [target, candidates] of missing) {
		if (taken.has(target)) continue;
		const { fromObjectType, fromObjectId, toObjectType, toObjectId } = target;
		const owned = isFromCompany ? toObjectId : fromObjectId;
		const owner = isFromCompany
			? `${fromObjectType} ${fromObjectId}`
			: `${toObjectType} ${toObjectId}`;
		for (const { category, typeId } of candidates.filter(isPrimary)) {
			const key = `${owned} ${typeId}`;
			const first = owners.get(key);
			if (first === undefined) owners.set(key, owner);
			else if (first !== owner) taken.set(target, [{ category, typeId, owner: first }]);
		}
	}
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
	const read = await readAssociations(hubspot, reversed(batch), toIds, newReadState());
	const taken = new Map<Target, TakenType[]>();
	for (const [target, candidates] of missing) {
		// The unlabeled type is among the suspects, and is never taken.
		const primaries = candidates.filter((type) => isInversePrimary(type, target));
		const holder = otherHolder(read, target);
		if (holder === undefined || primaries.length === 0) continue;
		taken.set(
			target,
			primaries.map(({ category, typeId }) => ({ category, typeId, ...holder })),
		);
	}
	return taken;
}

/** Which other records the record on the "to" side has as its primary, or why that is not known. */
function otherHolder(
	{ associations, unread }: Associations,
	{ fromObjectType, fromObjectId, toObjectId = '' }: Target,
): Pick<TakenType, 'owner' | 'unread'> | undefined {
	const associated = associations.get(toObjectId);
	if (associated === undefined) return { unread: unread.get(toObjectId) ?? 'HubSpot did not say' };
	const others = [...associated].filter(
		([id, types]) => id !== fromObjectId && types.some(isPrimary),
	);
	const owner = others.map(([id]) => `${fromObjectType} ${id}`).join(', ');
	return others.length === 0 ? undefined : { owner };
}

const isInversePrimary = ({ typeId }: AssociationType, { types = [] }: Target) =>
	COMPANY_TO_PRIMARY.includes(typeId) ||
	types.some((type) => type.typeId === typeId && isPrimary(type));
