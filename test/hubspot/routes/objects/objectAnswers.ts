import type { FastifyRequest } from 'fastify';
import type { Account } from '../../account/account';
import type { ObjectType } from '../../account/objectTypes';
import type { PropertyValues } from '../../account/properties';
import { objectType, type Context } from '../../context';
import { asArray, type JsonObject } from '../../http/bodies';
import { requireScope } from '../../http/permissions';
import { scopesOf } from '../../http/scopes';

/** One date for all records: nothing here depends on when a record was made. */
const CREATED_AT = '2024-01-01T00:00:00.000Z';

/** What each dated version calls its paths; v3 has its version elsewhere. */
export const OBJECT_VERSIONS: readonly string[] = ['v3', '2025-09', '2026-03', '2026-09'];

/** Where a version has what belongs to an object type, such as `/crm/objects/2026-03` and `/crm/v3/objects`. */
export function objectTypePath(what: 'objects' | 'properties', version: string): string {
	return version === 'v3' ? `/crm/v3/${what}` : `/crm/${what}/${version}`;
}

/** The object type that a path names as `:type`; 403 where the caller has none of its scopes. */
export function readableType(context: Context, request: FastifyRequest): ObjectType {
	const type = objectType(context, request, (request.params as { type: string }).type);
	const { caller, behaviour } = request.exchange;
	if (caller) requireScope(caller, scopesOf(type), behaviour.missingScopes);
	return type;
}

/** The names under `properties`; none when the field is missing. */
export function readPropertyNames(body: JsonObject): string[] {
	return asArray(body.properties ?? [], 'java.util.ArrayList').map(String);
}

/** A record as answers write it: the properties asked for, `null` where it has none, and a few always. */
export function writeRecord(
	{ portalId }: Account,
	{ id: typeId }: ObjectType,
	{ id, values, names }: { id: string; values: PropertyValues; names: readonly string[] },
): unknown {
	const asked = Object.fromEntries(names.map((name) => [name, values[name] ?? null]));
	return {
		id,
		properties: {
			...asked,
			...{ createdate: CREATED_AT, hs_lastmodifieddate: CREATED_AT, hs_object_id: id },
		},
		createdAt: CREATED_AT,
		updatedAt: CREATED_AT,
		archived: false,
		url: `https://app.hubspot.com/contacts/${portalId}/record/${typeId}/${id}`,
	};
}
