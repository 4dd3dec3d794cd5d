import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Account } from '../../account/account';
import type { ObjectType } from '../../account/objectTypes';
import { objectType, type Context } from '../../context';
import { SCHEMA_SCOPES } from '../../http/scopes';

/** One date for all schemas: nothing here depends on when an object was made. */
const CREATED_AT = '2024-01-01T00:00:00.000Z';

/** Every version has its own address, whatever version of associations is asked for. */
const SCHEMAS = ['v3', '2025-09', '2026-03', '2026-09'].map(
	(version) => `/crm-object-schemas/${version}/schemas`,
);

/** The associations of a schema: both directions with each type that it can be associated with. */
function writeAssociations(account: Account, { id }: ObjectType): unknown[] {
	const directions = account.relatedTypes(id).flatMap((other): Array<readonly [string, string]> =>
		other === id
			? [[id, id]]
			: [
					[id, other],
					[other, id],
				],
	);
	const nameOf = (type: string) => {
		const { custom, singular } = account.objectTypes.get(type);
		return custom?.name ?? singular;
	};
	return directions.map(([from, to]) => ({
		fromObjectTypeId: from,
		toObjectTypeId: to,
		name: `${nameOf(from)}_to_${nameOf(to)}`,
		id: String(account.unlabeledType(from, to).typeId),
		createdAt: null,
		updatedAt: null,
	}));
}

function writeSchema(account: Account, type: ObjectType): unknown {
	const { id, singular, plural, custom } = type;
	return {
		id: custom ? id.slice('2-'.length) : id,
		objectTypeId: id,
		name: custom?.name ?? singular,
		fullyQualifiedName: custom?.fullyQualifiedName ?? singular,
		labels: custom?.labels ?? { singular, plural },
		archived: false,
		allowsSensitiveProperties: false,
		requiredProperties: [],
		searchableProperties: [],
		secondaryDisplayProperties: [],
		primaryDisplayProperty: account.propertyDefinitions(id)[0]?.name,
		properties: [],
		associations: writeAssociations(account, type),
		createdAt: CREATED_AT,
		updatedAt: CREATED_AT,
	};
}

/**
 * The schemas of the account's own objects, and each type's by its name. That standard types have
 * one to be asked for is known from HubSpot's guide, not from its OpenAPI files.
 * https://developers.hubspot.com/docs/api-reference/latest/crm/objects/schemas/get-schema
 */
export function registerSchemas(app: FastifyInstance, context: Context): void {
	const { account } = context;
	const options = { config: { scopes: SCHEMA_SCOPES } };
	for (const schemas of SCHEMAS) {
		app.get(schemas, options, async (request) => {
			// Objects cannot be archived here, so the list of archived ones is always empty.
			const isOfArchived = (request.query as { archived?: string }).archived === 'true';
			const types = isOfArchived ? [] : account.objectTypes.custom;
			return { results: types.map((type) => writeSchema(account, type)) };
		});

		app.get(
			`${schemas}/:type`,
			options,
			async (request: FastifyRequest<{ Params: { type: string } }>) =>
				writeSchema(account, objectType(context, request, request.params.type)),
		);
	}
}
