/**
 * How HubSpot writes the category of an association type.
 *
 * @see https://developers.hubspot.com/docs/api-reference/crm-associations-schema-v4/guide
 */
export type WireCategory = 'HUBSPOT_DEFINED' | 'USER_DEFINED' | 'INTEGRATOR_DEFINED' | 'WORK';

/**
 * One record's associations to remove: body of `batch/archive`, one entry of `inputs`.
 *
 * @see https://developers.hubspot.com/docs/api-reference/crm-associations-v4/batch/post-crm-v4-associations-fromObjectType-toObjectType-batch-archive
 */
export interface WireArchiveInput {
	from: { id: string };
	to: Array<{ id: string }>;
}

/**
 * One pair's labels to remove: body of `batch/labels/archive`, one entry of `inputs`.
 *
 * @see https://developers.hubspot.com/docs/api-reference/crm-associations-v4/batch/post-crm-v4-associations-fromObjectType-toObjectType-batch-labels-archive
 */
export interface WireArchiveLabelsInput {
	from: { id: string };
	to: { id: string };
	types: Array<{ associationCategory: string; associationTypeId: number }>;
}

/**
 * One limit to remove: body of `batch/purge`, one entry of `inputs`.
 *
 * @see https://developers.hubspot.com/docs/api-reference/crm-associations-schema-v4/guide
 */
export interface WirePurgeInput {
	category: string;
	typeId: number;
}

/**
 * One record whose associations are wanted: body of `batch/read`, one entry of `inputs`.
 *
 * @see https://developers.hubspot.com/docs/api-reference/crm-associations-v4/guide
 */
export interface WireReadInput {
	id: string;
	/** Where the page before ended; absent for the first. */
	after?: string;
}

/**
 * A batch request's body.
 *
 * @see https://developers.hubspot.com/docs/api-reference/crm-associations-v4/guide
 */
export interface WireBatch<Input> {
	inputs: Input[];
}

/**
 * An association type as the labels endpoint lists it; a `label` of null is the unlabeled type.
 *
 * @see https://developers.hubspot.com/docs/api-reference/crm-associations-schema-v4/guide
 */
export interface WireLabel {
	category: WireCategory;
	typeId: number;
	label?: string | null;
}

/**
 * A configured limit as the configurations endpoint lists it.
 *
 * @see https://developers.hubspot.com/docs/api-reference/crm-associations-schema-v4/guide
 */
export interface WireLimit extends WireLabel {
	/** null where there is no limit. */
	userEnforcedMaxToObjectIds?: number | null;
}

/**
 * A custom object type, as far as this package reads it.
 *
 * @see https://developers.hubspot.com/docs/api-reference/crm-custom-objects/guide
 */
export interface WireSchema {
	objectTypeId: string;
	name: string;
	/** The name with the account before it, such as `p123_pets`. */
	fullyQualifiedName?: string;
	labels?: { singular?: string; plural?: string };
}

/**
 * HubSpot's lists without paging.
 *
 * @see https://developers.hubspot.com/docs/api-reference/crm-associations-schema-v4/guide
 */
export interface WireCollection<Result> {
	results: Result[];
}

/**
 * Records that are wanted by the values of a property: body of `batch/read` of records.
 *
 * @see https://developers.hubspot.com/docs/api-reference/crm-objects-v3/guide
 */
export interface WireReadRecords {
	idProperty: string;
	inputs: Array<{ id: string }>;
	/** Those that come back. */
	properties: string[];
	propertiesWithHistory: string[];
}

/**
 * Records that are wanted by words in them: body of `search`.
 *
 * @see https://developers.hubspot.com/docs/api-reference/crm-search-v3/guide
 */
export interface WireSearch {
	query: string;
	limit: number;
	/** Where the page before ended; '0' for the first. */
	after: string;
	properties: string[];
	filterGroups: [];
	sorts: [];
}

/** A record as HubSpot writes it, as far as this package reads it. */
export interface WireRecord {
	id: string;
	properties?: Record<string, string | null>;
	/** The address of its page; not in every answer. */
	url?: string;
}

/**
 * A property of an object type, as far as this package reads it.
 *
 * @see https://developers.hubspot.com/docs/api-reference/crm-properties-v3/guide
 */
export interface WireProperty {
	name: string;
	label?: string;
	hasUniqueValue?: boolean;
	archived?: boolean;
}
