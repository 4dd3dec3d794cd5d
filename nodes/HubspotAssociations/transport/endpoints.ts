import type { RateLimitPolicy } from './rateLimit/rateLimiter';

/** Where HubSpot keeps one API version's endpoints. */
interface VersionPaths {
	/** Associations between records: archive, labels/archive, read, create. */
	readonly records: string;
	/** Label definitions and limits: labels, definitions/configurations. */
	readonly definitions: string;
	/** Schemas of custom objects. */
	readonly schemas: string;
	/** Account information. */
	readonly accountInfo: string;
	/** Records themselves: batch/read, search. */
	readonly objects: string;
	/** Properties of object types. */
	readonly properties: string;
}

/** A request without its host, body and credential. */
export interface Endpoint {
	readonly method: 'GET' | 'POST' | 'DELETE';
	/** Always absolute, every variable part URL-encoded. */
	readonly path: string;
	/** The two object types that stand in the path, as they were given. */
	readonly objectTypes?: { readonly from: string; readonly to: string };
	/** Sent in smaller parts where no answer comes in time, and not as a whole again. */
	readonly isDivisible?: boolean;
	/** How often it may be sent at most, where that is less than for any request. */
	readonly maxAttempts?: number;
	/** The rate limit that counts it: `associations` where absent, as for labels and limits. */
	readonly policy?: RateLimitPolicy;
}

const dated = (version: string): VersionPaths => ({
	records: `/crm/associations/${version}`,
	definitions: `/crm/associations/${version}`,
	schemas: `/crm-object-schemas/${version}/schemas`,
	accountInfo: `/account-info/${version}`,
	objects: `/crm/objects/${version}`,
	properties: `/crm/properties/${version}`,
});

/**
 * One row for each HubSpot API version, newest first: adding a version is adding a row.
 *
 * @see https://developers.hubspot.com/docs/api-reference/crm-associations-v4/guide
 */
const VERSIONS = {
	'2026-09': dated('2026-09'),
	'2026-03': dated('2026-03'),
	'2025-09': dated('2025-09'),
	v4: {
		// HubSpot turns the two segments around between records and definitions; only in v4.
		records: '/crm/v4/associations',
		definitions: '/crm/associations/v4',
		// Schemas, records and properties have no v4.
		schemas: '/crm-object-schemas/v3/schemas',
		// Account information has no v4 either.
		accountInfo: '/account-info/v3',
		objects: '/crm/v3/objects',
		properties: '/crm/v3/properties',
	},
} as const satisfies Record<string, VersionPaths>;

/** A HubSpot API version this package knows, as stored in workflows. */
export type ApiVersion = keyof typeof VERSIONS;

/** The version of new nodes, and of all that were left at it: n8n saves no defaults, so it cannot simply be changed. */
export const DEFAULT_API_VERSION: ApiVersion = '2026-03';

/** The versions as the node panel lists them, newest first: stored value, name shown and, for some, a word about it. */
export const API_VERSIONS = Object.keys(VERSIONS).map((value, index) => ({
	value,
	name: value,
	description:
		value === DEFAULT_API_VERSION ? 'What new nodes start with' : index === 0 ? 'The newest' : '',
}));

/**
 * Says whether a value is one of the known API versions.
 *
 * @param value anything a parameter can hold
 */
export function isApiVersion(value: unknown): value is ApiVersion {
	return typeof value === 'string' && Object.hasOwn(VERSIONS, value);
}

const between = (from: string, to: string) =>
	`${encodeURIComponent(from)}/${encodeURIComponent(to)}`;

/** POST: removes every association between pairs of records. Answers 204, or 200 with a batch response. */
export function archiveEndpoint(version: ApiVersion, from: string, to: string): Endpoint {
	return {
		method: 'POST',
		path: `${VERSIONS[version].records}/${between(from, to)}/batch/archive`,
		objectTypes: { from, to },
	};
}

/** POST: removes chosen labels between pairs of records. Answers as {@link archiveEndpoint}. */
export function archiveLabelsEndpoint(version: ApiVersion, from: string, to: string): Endpoint {
	return {
		method: 'POST',
		path: `${VERSIONS[version].records}/${between(from, to)}/batch/labels/archive`,
		objectTypes: { from, to },
	};
}

/** POST: associates pairs of records by given types, at most 2,000. Answers 200, 201 or 207 with a batch response. */
export function createEndpoint(version: ApiVersion, from: string, to: string): Endpoint {
	return {
		method: 'POST',
		path: `${VERSIONS[version].records}/${between(from, to)}/batch/create`,
		objectTypes: { from, to },
	};
}

/** POST: what records are associated with, page by page. Answers 200 or 207 with a batch response. */
export function readEndpoint(version: ApiVersion, from: string, to: string): Endpoint {
	return {
		method: 'POST',
		path: `${VERSIONS[version].records}/${between(from, to)}/batch/read`,
		objectTypes: { from, to },
	};
}

/** POST: removes the configured limits of association types. Answers as {@link archiveEndpoint}. */
export function purgeLimitsEndpoint(version: ApiVersion, from: string, to: string): Endpoint {
	return {
		method: 'POST',
		path: `${VERSIONS[version].definitions}/definitions/configurations/${between(from, to)}/batch/purge`,
		objectTypes: { from, to },
	};
}

/** GET: the configured limits between two object types. */
export function limitsEndpoint(version: ApiVersion, from: string, to: string): Endpoint {
	return {
		method: 'GET',
		path: `${VERSIONS[version].definitions}/definitions/configurations/${between(from, to)}`,
		objectTypes: { from, to },
	};
}

/** GET: the association types (labels) between two object types. */
export function labelsEndpoint(version: ApiVersion, from: string, to: string): Endpoint {
	return {
		method: 'GET',
		path: `${VERSIONS[version].definitions}/${between(from, to)}/labels`,
		objectTypes: { from, to },
	};
}

/** DELETE: a label itself, with its inverse, wherever it is used. Answers 204. */
export function deleteLabelEndpoint(
	version: ApiVersion,
	from: string,
	to: string,
	typeId: number,
): Endpoint {
	return {
		method: 'DELETE',
		path: `${VERSIONS[version].definitions}/${between(from, to)}/labels/${typeId}`,
		objectTypes: { from, to },
	};
}

/** GET: the account's custom object types. Needs the scope `crm.schemas.custom.read`. */
export function schemasEndpoint(version: ApiVersion): Endpoint {
	return { method: 'GET', path: VERSIONS[version].schemas, policy: 'general' };
}

/** GET: one object type's schema. Needs the scope of {@link schemasEndpoint}. */
export function schemaEndpoint(version: ApiVersion, objectType: string): Endpoint {
	const path = `${VERSIONS[version].schemas}/${encodeURIComponent(objectType)}`;
	return { method: 'GET', path, objectTypes: both(objectType), policy: 'general' };
}

/**
 * POST: records by their IDs, or by the values of a property that is unique; at most 100. Answers 200 or 207 with a
 * batch response.
 *
 * @see https://developers.hubspot.com/docs/api-reference/crm-objects-v3/guide
 */
export function readRecordsEndpoint(version: ApiVersion, objectType: string): Endpoint {
	const path = `${VERSIONS[version].objects}/${encodeURIComponent(objectType)}/batch/read`;
	return { method: 'POST', path, objectTypes: both(objectType), policy: 'general' };
}

/**
 * POST: records by words in them, at most 200 on a page.
 *
 * @see https://developers.hubspot.com/docs/api-reference/crm-search-v3/guide
 */
export function searchRecordsEndpoint(version: ApiVersion, objectType: string): Endpoint {
	const path = `${VERSIONS[version].objects}/${encodeURIComponent(objectType)}/search`;
	return { method: 'POST', path, objectTypes: both(objectType), policy: 'search' };
}

/**
 * GET: the properties of an object type.
 *
 * @see https://developers.hubspot.com/docs/api-reference/crm-properties-v3/guide
 */
export function propertiesEndpoint(version: ApiVersion, objectType: string): Endpoint {
	const path = `${VERSIONS[version].properties}/${encodeURIComponent(objectType)}`;
	return { method: 'GET', path, objectTypes: both(objectType), policy: 'general' };
}

/** A path with one object type in it, which may be that of either side. */
const both = (objectType: string) => ({ from: objectType, to: objectType });

/**
 * GET: the account that the token belongs to, as `portalId`.
 *
 * @see https://developers.hubspot.com/docs/api-reference/latest/account/account-information/guide
 */
export function accountDetailsEndpoint(version: ApiVersion): Endpoint {
	return { method: 'GET', path: `${VERSIONS[version].accountInfo}/details`, policy: 'general' };
}
