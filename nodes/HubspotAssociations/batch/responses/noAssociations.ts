import { isFields, plainText } from '../fields';
import type { BatchError } from '../sending/batchError';

/** What HubSpot says about a record without associations: an error that is none. */
const NO_ASSOCIATIONS = /\bNO_ASSOCIATIONS_FOUND$/;

/**
 * Whether an error says that a record has no associations.
 *
 * @param error with HubSpot's codes, such as the `subCategory` `crm.associations.NO_ASSOCIATIONS_FOUND`
 */
export const isNoAssociations = ({
	category,
	subCategory,
}: {
	category?: unknown;
	subCategory?: unknown;
}): boolean => [category, subCategory].some((name) => NO_ASSOCIATIONS.test(plainText(name)));

/**
 * Whether a refusal says nothing but that records have no associations: by its own codes, or by each of its details.
 *
 * @param error HubSpot's refusal of a request
 */
export function saysNoAssociations(error: BatchError): boolean {
	const { httpCode, responseBody } = error;
	if (isNoAssociations(error)) return true;
	const details = isFields(responseBody) ? [responseBody.errors ?? []].flat() : [];
	return (
		httpCode === 404 &&
		details.length > 0 &&
		details.every((detail) => isFields(detail) && isNoAssociations(detail))
	);
}
