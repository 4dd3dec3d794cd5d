import type { FastifyInstance, FastifyRequest } from 'fastify';
import { objectType, type Context } from '../context';
import { notFound } from '../http/errors';
import type { ObjectType } from '../account/objectTypes';
import { SCHEMA_SCOPES } from '../http/scopes';
import { API_VERSIONS } from '../versions';

/** One date for all schemas: nothing here depends on when an object was made. */
const CREATED_AT = '2024-01-01T00:00:00.000Z';

function writeSchema({ id, custom }: ObjectType): unknown {
	return {
		id: id.slice('2-'.length),
		objectTypeId: id,
		name: custom?.name,
		fullyQualifiedName: custom?.fullyQualifiedName,
		labels: custom?.labels,
		archived: false,
		allowsSensitiveProperties: false,
		requiredProperties: [],
		searchableProperties: [],
		secondaryDisplayProperties: [],
		properties: [],
		associations: [],
		createdAt: CREATED_AT,
		updatedAt: CREATED_AT,
	};
}

/**
 * The schemas of the account's own objects.
 * https://developers.hubspot.com/docs/api-reference/latest/crm/objects/schemas/get-schema
 */
export function registerSchemas(app: FastifyInstance, context: Context): void {
	const options = { config: { scopes: SCHEMA_SCOPES } };
	// Several versions share theirs.
	for (const schemas of new Set(API_VERSIONS.map((version) => version.schemas))) {
		app.get(
			schemas,
			options,
			async (request: FastifyRequest<{ Querystring: { archived?: string } }>) => ({
				// Objects cannot be archived here, so the list of archived ones is always empty.
				results:
					request.query.archived === 'true'
						? []
						: context.account.objectTypes.custom.map(writeSchema),
			}),
		);

		app.get(
			`${schemas}/:type`,
			options,
			async (request: FastifyRequest<{ Params: { type: string } }>) => {
				const type = objectType(context, request, request.params.type);
				if (!type.custom) throw notFound('resource not found');
				return writeSchema(type);
			},
		);
	}
}
