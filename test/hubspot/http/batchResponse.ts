import type { Behaviour } from '../behaviour/behaviour';

/** One input of a batch that failed while others did not. */
export interface BatchError {
	category: string;
	subCategory?: string;
	message: string;
	context: Record<string, string[]>;
}

/** HubSpot's batch response. */
export interface BatchResponse {
	status: 'COMPLETE' | 'CANCELED';
	results: unknown[];
	requestedAt: string | null;
	startedAt: string;
	completedAt: string;
	numErrors?: number;
	errors?: Array<BatchError & { status: 'error'; errors: never[]; links: Record<string, string> }>;
}

/**
 * Builds a batch response.
 * https://developers.hubspot.com/docs/api-reference/error-handling#multi-status-errors
 *
 * @param startedAt when the request arrived, milliseconds since 1970
 * @param results one entry for every input that worked; they do not line up with the inputs
 * @param errors one entry for every input that did not; none leaves `errors` out altogether
 * @param fields whether optional fields are there
 */
export function batchResponse(
	startedAt: number,
	results: unknown[] = [],
	errors: BatchError[] = [],
	fields: Behaviour['batchFields'] = 'full',
): BatchResponse {
	const started = new Date(startedAt).toISOString();
	const response: BatchResponse = {
		status: 'COMPLETE',
		results,
		requestedAt: started,
		startedAt: started,
		completedAt: new Date().toISOString(),
	};
	const written = errors.map((error) => ({
		...{ status: 'error' as const, ...error },
		...{ errors: [], links: {} },
	}));
	if (fields === 'null') return { ...response, requestedAt: null, errors: written };
	if (errors.length === 0) return response;
	return { ...response, numErrors: errors.length, errors: written };
}
