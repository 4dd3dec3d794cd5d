import { isFields, plainText } from '../fields';
import { withFullStop } from '../outcome';
import { objectTypeKey } from '../standardObjectTypes';
import { isSameType, type Target } from '../target';
import { endsOfResult, isPlainResult } from './batchResults';

/** What the answer to batch/create lists of two records, in one direction or the other. */
interface Listed {
	/** The object types of both ends, where it says them. */
	types: [from: string, to: string];
	/** How many labels it lists; undefined where it does not say. */
	labels?: number;
}

/**
 * The pairs that the answer to batch/create lists. An answer may say COMPLETE and list nothing, with nothing created, so
 * a creation is only believed when it is listed: between these object types, with as many labels as were sent, and
 * without anything that may speak of a failure.
 *
 * @param results of the batch response; each pair may be listed in one direction or in both
 * @returns tells whether a target is listed
 * @see https://developers.hubspot.com/docs/api-reference/crm-associations-v4/guide
 */
export function listedPairs(results: unknown): (target: Target) => boolean {
	const listed = new Map<string, Listed[]>();
	const add = (key: string, entry: Listed) => listed.set(key, [...(listed.get(key) ?? []), entry]);
	for (const entry of Array.isArray(results) ? (results as unknown[]) : []) {
		if (!isFields(entry) || !isPlainResult(entry)) continue;
		const { from, to } = endsOfResult(entry);
		if (from === '' || to === '') continue;
		const [fromType, toType] = [entry.fromObjectTypeId, entry.toObjectTypeId].map(plainText);
		const labels = Array.isArray(entry.labels) ? entry.labels.length : undefined;
		add(`${from} ${to}`, { types: [fromType, toType], labels });
		add(`${to} ${from}`, { types: [toType, fromType], labels });
	}
	return (target) =>
		(listed.get(`${target.fromObjectId} ${target.toObjectId}`) ?? []).some((each) =>
			isOf(target, each),
		);
}

/** Whether a result is about a target, and does not say less than was sent. */
function isOf(target: Target, { types: [from, to], labels = Infinity }: Listed): boolean {
	if (isOther(from, target.fromObjectType) || isOther(to, target.toObjectType)) return false;
	const { types = [], withheld = [] } = target;
	const sent = types.filter((type) => !withheld.some((each) => isSameType(each, type)));
	// HubSpot's own types may have no label, or one that the answer leaves out.
	return labels >= sent.filter(({ category }) => category !== 'HUBSPOT_DEFINED').length;
}

const IS_ID = /^\d+-\d+$/;

/** Whether two object types certainly differ; the name of a custom type says nothing about its ID. */
function isOther(listed: string, sent: string): boolean {
	const [a, b] = [listed, sent].map(objectTypeKey);
	return a !== b && IS_ID.test(a) && IS_ID.test(b);
}

/** Why a creation that is not listed is read back. */
export const notListedMessage = (status: string): string =>
	withFullStop(
		`HubSpot left the batch in status ${status}, but its answer does not list the association`,
	);
