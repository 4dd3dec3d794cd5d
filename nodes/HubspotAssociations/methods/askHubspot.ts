import type { ILoadOptionsFunctions } from 'n8n-workflow';

import type { Endpoint } from '../transport/endpoints';
import { hubspotRequest } from '../transport/hubspotApi';

/** Somebody sits before a list that is loading: one failure is worth another try, not minutes of them. */
const PATIENCE = { timeout: 10_000, failures: 2, totalMs: 5_000 };

/**
 * Asks HubSpot for what the editor shows.
 *
 * @returns the body of a 2xx answer
 * @throws HubspotError as `hubspotRequest`, but soon
 */
export async function askHubspot(
	context: ILoadOptionsFunctions,
	endpoint: Endpoint,
): Promise<unknown> {
	const { timeout } = PATIENCE;
	const answer = await hubspotRequest.call(context, endpoint, undefined, timeout, PATIENCE);
	return answer.body;
}
