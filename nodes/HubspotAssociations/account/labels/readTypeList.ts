import { toBatchError } from '../../batch/sending/batchError';
import type { LabeledType } from '../../batch/target';
import type { ApiVersion, Endpoint } from '../../transport/endpoints';
import { at } from '../../transport/unknownData';
import { parseAssociationTypes } from './parseAssociationTypes';
import { isRefused } from '../associations/refusal';
import type { Hubspot } from '../../operation';

/**
 * The association types that HubSpot lists, or why they are not known: whether HubSpot refused to say it, and whether
 * no other request gets past that either.
 */
export type TypeList =
	{ types: LabeledType[] } | { reason: string; isRefused?: boolean; isBlocked?: boolean };

/** Where HubSpot lists what is defined between two object types. */
export type ListEndpoint = (version: ApiVersion, from: string, to: string) => Endpoint;

/** HubSpot may list a type without a limit among the limits, with null for its number. */
const withoutEmptyLimits = (results: unknown): unknown =>
	Array.isArray(results)
		? results.filter((entry) => at(entry, 'userEnforcedMaxToObjectIds') !== null)
		: results;

/**
 * Reads what is defined between two object types: labels, or limits. Never rejects.
 *
 * @param endpoint of HubSpot's list of them
 */
export async function readTypeList(
	{ apiVersion, request }: Hubspot,
	endpoint: ListEndpoint,
	{ fromObjectType, toObjectType }: { fromObjectType: string; toObjectType: string },
): Promise<TypeList> {
	try {
		const { body } = await request(endpoint(apiVersion, fromObjectType, toObjectType));
		const types = parseAssociationTypes(withoutEmptyLimits(at(body, 'results')));
		// HubSpot gives these lists without pages; if that ever changes, one page is not all.
		return types === undefined || (at(body, 'paging', 'next') ?? undefined) !== undefined
			? { reason: 'HubSpot answered with something that is not a list' }
			: { types };
	} catch (error) {
		const { message, scope } = toBatchError(error);
		return { reason: message, isRefused: isRefused(error), isBlocked: scope === 'account' };
	}
}
