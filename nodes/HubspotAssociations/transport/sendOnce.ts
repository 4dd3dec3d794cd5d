import type { IHttpRequestOptions } from 'n8n-workflow';

import type { Credential } from './credential';
import { withDeadline } from './deadline';
import type { Endpoint } from './endpoints';
import { DEADLINE_CODE } from './errors/connectionErrors';
import { headersOf, type HubspotError, toHubspotError } from './errors/hubspotError';
import { withoutSecretsIn } from './errors/secrets';
import { type Context, signedRequest } from './signedRequest';
import type { Fields } from './unknownData';

/** A 2xx answer. `body` is parsed JSON, or text where HubSpot sent no JSON, or '' where it sent nothing. */
export interface HubspotAnswer {
	httpCode: number;
	body: unknown;
}

/** One attempt: HubSpot's answer or the reason there is none, and the headers that came. */
export type Exchange = { headers: Fields } & ({ answer: HubspotAnswer } | { error: HubspotError });

/**
 * Sends one request to HubSpot, once. n8n signs it, and when an OAuth2 token has run out renews it and
 * sends the request again.
 *
 * @param credential to sign with
 * @param body sent as JSON; none for a GET
 * @param timeout milliseconds to wait for the answer
 * @param signal aborted when the user stops the workflow
 * @returns an `answer` when the status is 2xx, otherwise an `error`
 * @throws HubspotError when the credential cannot be used at all
 */
export async function sendOnce(
	this: Context,
	credential: Credential,
	endpoint: Endpoint,
	body: object | undefined,
	timeout: number,
	signal?: AbortSignal,
): Promise<Exchange> {
	const baseUrl = await credential.baseUrl();
	const options: IHttpRequestOptions = {
		method: endpoint.method,
		url: `${baseUrl}${endpoint.path}`,
		body,
		json: true,
		timeout,
		// HubSpot's API redirects nowhere. n8n would take the token along, and the answer from there
		// would be believed.
		disableFollowRedirect: true,
		returnFullResponse: true,
	};
	try {
		const request = signedRequest.call(this, credential.type, options);
		const {
			statusCode,
			headers,
			body: responseBody,
		} = await beforeDeadline(request, timeout, signal);
		const isSuccess = statusCode >= 200 && statusCode < 300;
		const secrets = await credential.secretsAfter({ failed: !isSuccess });
		if (isSuccess) {
			return {
				answer: { httpCode: statusCode, body: withoutSecretsIn(responseBody, secrets) },
				headers,
			};
		}
		const failed = { response: { status: statusCode, headers, data: responseBody } };
		return { error: toHubspotError(failed, secrets, credential.name), headers };
	} catch (error) {
		// The thrown error carries the request with its Authorization header: only words and codes leave here.
		const unreadable = await credential.whyUnreadable();
		const failure = toHubspotError(error, credential.knownSecrets, credential.name);
		// n8n reads the credential before it sends: without it, nothing was.
		const neverReachedHubspot = failure.httpCode === undefined && !failure.connectionFailed;
		return { error: (neverReachedHubspot && unreadable) || failure, headers: headersOf(error) };
	}
}

/**
 * Gives a request up when its time is over, or the user stops the workflow. n8n's own timeout is about silence, and
 * neither that nor Stop reaches the renewal of a token.
 */
async function beforeDeadline<T>(
	request: Promise<T>,
	timeout: number,
	signal?: AbortSignal,
): Promise<T> {
	return await withDeadline(timeout, async (deadline) => {
		let giveUp = () => {};
		const over = new Promise<never>((_, reject) => {
			giveUp = () => reject(Object.assign(new Error('Given up'), { code: DEADLINE_CODE }));
		});
		for (const each of [deadline, signal]) each?.addEventListener('abort', giveUp);
		if (signal?.aborted) giveUp();
		try {
			return await Promise.race([request, over]);
		} finally {
			for (const each of [deadline, signal]) each?.removeEventListener('abort', giveUp);
			request.catch(() => undefined);
		}
	});
}
