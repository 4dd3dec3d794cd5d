import type { ILoadOptionsFunctions } from 'n8n-workflow';

import type { Answer } from '../batch/responses/parseBatchResponse';
import type { Endpoint } from '../transport/endpoints';
import { hubspotApiRequest } from '../transport/hubspotApiRequest';

/** The user waits for a list that is loading: one failure is worth another try, not minutes of them. */
const LIST_OPTIONS = {
	timeout: 10_000,
	maxAttempts: 2,
	maxRetryTimeMs: 5_000,
	acquireTimeoutMs: 5_000,
};

/**
 * Asks HubSpot for what the editor shows.
 *
 * @param body sent as JSON; none for a GET
 * @returns a 2xx answer
 * @throws HubspotError as `hubspotApiRequest`, but soon
 */
export async function loadOptionsAnswer(
	context: ILoadOptionsFunctions,
	endpoint: Endpoint,
	body?: object,
): Promise<Answer> {
	return await hubspotApiRequest(context, LIST_OPTIONS.timeout, LIST_OPTIONS)(endpoint, body);
}

/** The body of such an answer, as {@link loadOptionsAnswer}. */
export async function loadOptionsRequest(
	context: ILoadOptionsFunctions,
	endpoint: Endpoint,
	body?: object,
): Promise<unknown> {
	const answer = await loadOptionsAnswer(context, endpoint, body);
	return answer.body;
}
