import { isRefused } from '../associations/refusal';
import type { Hubspot } from '../../operation';
import { schemasEndpoint } from '../../transport/endpoints';
import { at } from '../../transport/unknownData';

/** A custom object type. */
export interface CustomObjectType {
	/** Such as `2-123456`. */
	id: string;
	/** Such as `pets`. */
	name: string;
	/** Such as `p123_pets`. */
	fullyQualifiedName?: string;
	/** The IDs of the object types that its schema names an association with; absent where it does not say. */
	associatedTypes?: string[];
}

/** The custom object types, or why they are not known, and whether HubSpot refused to say it. */
export type SchemaList = { types: CustomObjectType[] } | { reason: string; isRefused: boolean };

const IS_ID = /^\d+-\d+$/;

/**
 * Reads the custom object types of the account. Needs the scope `crm.schemas.custom.read`.
 *
 * @returns those that can be read; none where HubSpot refuses, or answers with something else than a list. Never
 *   rejects: what is wrong with the credential or with HubSpot shows in the next request
 * @see https://developers.hubspot.com/docs/api-reference/crm-custom-objects/guide
 */
export async function readSchemas(hubspot: Hubspot): Promise<CustomObjectType[]> {
	const list = await readSchemaList(hubspot);
	return 'types' in list ? list.types : [];
}

/** The same, or why they cannot be read. */
export async function readSchemaList({ apiVersion, request }: Hubspot): Promise<SchemaList> {
	try {
		const { body } = await request(schemasEndpoint(apiVersion));
		const results = at(body, 'results');
		return Array.isArray(results)
			? { types: results.flatMap(parseSchema) }
			: { reason: 'HubSpot answered with something that is not a list', isRefused: false };
	} catch (error) {
		return { reason: (error as Error).message, isRefused: isRefused(error) };
	}
}

function parseSchema(schema: unknown): CustomObjectType[] {
	const [id, name, fullyQualifiedName] = ['objectTypeId', 'name', 'fullyQualifiedName'].map(
		(field) => at(schema, field),
	);
	if (typeof id !== 'string' || !IS_ID.test(id) || typeof name !== 'string') return [];
	const type: CustomObjectType = { id, name, associatedTypes: associatedTypesOf(schema, id) };
	if (typeof fullyQualifiedName === 'string') type.fullyQualifiedName = fullyQualifiedName;
	return [type];
}

/** The object types at the other ends of a schema's associations. */
function associatedTypesOf(schema: unknown, id: string): string[] | undefined {
	const associations = at(schema, 'associations');
	if (!Array.isArray(associations)) return undefined;
	const others = (associations as unknown[]).map((association) => {
		const [from, to] = ['fromObjectTypeId', 'toObjectTypeId'].map((end) => at(association, end));
		return from === id ? to : from;
	});
	return [
		...new Set(
			others.filter((other): other is string => typeof other === 'string' && IS_ID.test(other)),
		),
	];
}
