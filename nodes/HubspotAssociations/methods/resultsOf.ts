import type { ILoadOptionsFunctions } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

import type { WireCollection } from '../transport/wire';

/**
 * The entries of one of HubSpot's lists.
 *
 * @param body of a 2xx answer
 * @throws NodeOperationError when it is no list, as behind a proxy that answers with a page of its own
 */
export function resultsOf<Result>(context: ILoadOptionsFunctions, body: unknown): Result[] {
	const { results } = (body ?? {}) as Partial<WireCollection<Result>>;
	if (Array.isArray(results)) {
		return results.filter((result) => typeof result === 'object' && result !== null);
	}
	throw new NodeOperationError(
		context.getNode(),
		'HubSpot answered with something that is not a list',
	);
}
