import { isFields, plainText } from '../fields';
import { withFullStop } from '../outcome';
import type { Target } from '../target';

/**
 * The pairs that the answer to batch/create lists. An answer may say COMPLETE and list nothing, with nothing created, so
 * a creation is only believed when it is listed.
 *
 * @param results of the batch response; each pair may be listed in one direction or in both
 * @returns tells whether a target is listed
 * @see https://developers.hubspot.com/docs/api-reference/crm-associations-v4/guide
 */
export function listedPairs(results: unknown): (target: Target) => boolean {
	const listed = new Set<string>();
	for (const entry of Array.isArray(results) ? (results as unknown[]) : []) {
		if (!isFields(entry)) continue;
		const from = idOf(entry.fromObjectId, entry.from);
		const to = idOf(entry.toObjectId, entry.to);
		if (from !== '' && to !== '') listed.add(`${from} ${to}`).add(`${to} ${from}`);
	}
	return ({ fromObjectId, toObjectId }) => listed.has(`${fromObjectId} ${toObjectId}`);
}

/** An ID stands in a field of its own, or in an object. */
const idOf = (id: unknown, record: unknown): string =>
	plainText(id) || (isFields(record) ? plainText(record.id) : '');

/** Why a creation that is not listed is read back. */
export const notListedMessage = (status: string): string =>
	withFullStop(
		`HubSpot left the batch in status ${status}, but its answer does not list the association`,
	);
