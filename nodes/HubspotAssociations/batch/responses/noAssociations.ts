import { isFields, plainText } from '../fields';
import type { BatchError } from '../sending/batchError';

/** What HubSpot says about a record without associations: an error that is none. */
const NO_ASSOCIATIONS = /\bNO_ASSOCIATIONS_FOUND$/;

/**
 * Whether an error's `subCategory` says that a record has no associations.
 *
 * @param subCategory such as `crm.associations.NO_ASSOCIATIONS_FOUND`
 */
export const isNoAssociations = (subCategory: unknown): boolean =>
	NO_ASSOCIATIONS.test(plainText(subCategory));

/**
 * Whether a refusal says nothing but that records have no associations: by its own subcategory, or by each of its
 * details.
 *
 * @param error HubSpot's refusal of a request
 */
export function saysNoAssociations({ httpCode, subCategory, responseBody }: BatchError): boolean {
	if (isNoAssociations(subCategory)) return true;
	const details = isFields(responseBody) ? [responseBody.errors ?? []].flat() : [];
	return (
		httpCode === 404 &&
		details.length > 0 &&
		details.every((detail) => isFields(detail) && isNoAssociations(detail.subCategory))
	);
}
