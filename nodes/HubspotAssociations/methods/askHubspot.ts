import type { ILoadOptionsFunctions } from 'n8n-workflow';

import type { Endpoint } from '../transport/endpoints';
import { hubspotApi } from '../transport/hubspotApi';

/** Somebody sits before a list that is loading: one failure is worth another try, not minutes of them. */
const PATIENCE = { timeout: 10_000, failures: 2, totalMs: 5_000, turnMs: 5_000 };

/**
 * Asks HubSpot for what the editor shows.
 *
 * @returns the body of a 2xx answer
 * @throws HubspotError as `hubspotApi`, but soon
 */
export async function askHubspot(
	context: ILoadOptionsFunctions,
	endpoint: Endpoint,
): Promise<unknown> {
	const { timeout } = PATIENCE;
	const answer = await hubspotApi(context, timeout, PATIENCE)(endpoint);
	return answer.body;
}
