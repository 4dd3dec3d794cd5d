import type { IExecuteFunctions } from 'n8n-workflow';

const TYPE = 'hubspotAssociationsAccessTokenApi';

/**
 * As much of a run of the node as sending requests takes, where time is faked and n8n's engine cannot run.
 *
 * @param id of the credential: those with the same one share a rate limit
 * @param answer of HubSpot to each request, as n8n's request helper gives it
 * @param signal aborted when the user stops the workflow
 */
export const contextOf = (
	id: string,
	answer: () => Promise<unknown>,
	signal?: AbortSignal,
): IExecuteFunctions =>
	({
		getExecutionCancelSignal: () => signal,
		getNodeParameter: () => 'accessToken',
		getNode: () => ({ credentials: { [TYPE]: { id, name: id } } }),
		getCredentials: async () =>
			await Promise.resolve({ accessToken: 'pat-na1-test', apiBaseUrl: 'http://127.0.0.1' }),
		helpers: { httpRequestWithAuthentication: answer },
	}) as never;
