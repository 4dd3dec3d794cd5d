import type { Behaviour } from './behaviour/behaviour';

/** Who made an association type. The same number may exist in two categories, so a type is always both. */
export type Category = 'HUBSPOT_DEFINED' | 'USER_DEFINED' | 'INTEGRATOR_DEFINED' | 'WORK';

/** Every category HubSpot knows. https://developers.hubspot.com/docs/api-reference/latest/crm/associations/associations-schema/guide */
export const CATEGORIES: readonly Category[] = [
	'HUBSPOT_DEFINED',
	'USER_DEFINED',
	'INTEGRATOR_DEFINED',
	'WORK',
];

/** An association type of one direction (contact to company has other types than company to contact). */
export interface AssociationType {
	category: Category;
	typeId: number;
}

/** The same with the label people see; `null` is the unlabeled type. */
export interface AssociationTypeWithLabel extends AssociationType {
	label: string | null;
}

/** One record associated with another, seen from one side. */
export interface AssociationView {
	fromId: string;
	toId: string;
	types: AssociationTypeWithLabel[];
}

/** A request the server received, in the order of arrival. */
export interface RecordedRequest {
	method: string;
	/** The path as sent, still percent-encoded, without the query. */
	path: string;
	/** The query as sent, without the question mark; '' when there was none. */
	query: string;
	/** JSON and forms parsed, anything else as text; undefined when empty (or no longer kept, see `recordBodies`). */
	body: unknown;
	headers: Record<string, string>;
	/** The status answered; undefined while the request is under way. */
	status?: number;
	/** When it arrived, in milliseconds since 1970. */
	at: number;
}

/** An answer a test gives in the place of the server. */
export interface InterceptedAnswer {
	status: number;
	/** An object is sent as JSON, a string as it is. */
	body?: unknown;
	/** Undefined takes away a header that the answer would have. */
	headers?: Record<string, string | undefined>;
	/** True: the work is done first and only its answer is replaced, as when an answer is lost on the way. */
	after?: boolean;
	/** How long the answer is held back, in milliseconds; not with `after`. */
	delayMs?: number;
	/** True: no answer, the connection is reset; not with `after`. */
	reset?: boolean;
	/** True: the connection breaks in the middle of the body; not with `after`. */
	truncated?: boolean;
}

/** What doing a request's work gave. */
export interface Performed {
	status: number;
	/** As text; '' when there is none. */
	body: string;
}

/** Does a request's work; see Intercept. */
export type Perform = (body?: unknown, behaviour?: Partial<Behaviour>) => Promise<Performed>;

/** Called for every request; undefined lets the server answer normally. */
export type Intercept = (
	request: RecordedRequest,
	/**
	 * Does the request's work without recording it, with its own body or another one, and with the
	 * server's behaviour or parts of another one.
	 */
	perform: Perform,
) => InterceptedAnswer | undefined | Promise<InterceptedAnswer | undefined>;

/**
 * What HubSpot limits apart: associations with their labels and limits, search, everything else.
 * https://developers.hubspot.com/docs/developer-tooling/platform/usage-guidelines
 */
export type RateLimitPolicy = 'associations' | 'search' | 'other';

/** How many requests an app may send (for a search: all apps of the account together). */
export interface RateLimitOptions {
	/** Requests in one window. */
	max: number;
	/** The length of the rolling window in milliseconds; 10,000 unless told. */
	intervalMs?: number;
	/** Requests a day; counted for private apps only. */
	daily?: number;
}

/** How many inputs one batch request may have. */
export interface BatchLimits {
	/** Of batch/archive, where every pair of records counts. */
	archive?: number;
	/** How many different records the inputs of batch/archive may have as `from`, each with any number of `to`. */
	archiveFroms?: number;
	/** Of batch/labels/archive; as many as `archive` unless told. */
	labelsArchive?: number;
	/** Of batch/read. */
	read?: number;
	/** Of batch/create and batch/associate/default, and of creating and updating limits. */
	create?: number;
	/** Of the limits' batch/purge. */
	purge?: number;
}
