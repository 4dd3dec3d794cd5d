import type { Hubspot } from '../operation';
import { schemasEndpoint } from '../transport/endpoints';
import { at } from '../transport/unknownData';

/** A custom object type. */
export interface CustomObjectType {
	/** Such as `2-123456`. */
	id: string;
	/** Such as `pets`. */
	name: string;
	/** Such as `p123_pets`. */
	fullyQualifiedName?: string;
}

const IS_ID = /^\d+-\d+$/;

/**
 * Reads the custom object types of the account. Needs the scope `crm.schemas.custom.read`.
 *
 * @returns those that can be read; none where HubSpot refuses, or answers with something else than a list. Never
 *   rejects: what is wrong with the credential or with HubSpot shows in the next request
 * @see https://developers.hubspot.com/docs/api-reference/crm-custom-objects/guide
 */
export async function readSchemas({ apiVersion, request }: Hubspot): Promise<CustomObjectType[]> {
	const answer = await request(schemasEndpoint(apiVersion)).catch(() => undefined);
	const results = at(answer?.body, 'results');
	return Array.isArray(results) ? results.flatMap(parseSchema) : [];
}

function parseSchema(schema: unknown): CustomObjectType[] {
	const [id, name, fullyQualifiedName] = ['objectTypeId', 'name', 'fullyQualifiedName'].map(
		(field) => at(schema, field),
	);
	if (typeof id !== 'string' || !IS_ID.test(id) || typeof name !== 'string') return [];
	return typeof fullyQualifiedName === 'string'
		? [{ id, name, fullyQualifiedName }]
		: [{ id, name }];
}
