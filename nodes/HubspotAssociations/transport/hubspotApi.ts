import type {
	ICredentialDataDecryptedObject,
	IExecuteFunctions,
	IHttpRequestOptions,
	ILoadOptionsFunctions,
	IN8nHttpFullResponse,
} from 'n8n-workflow';

import { checkedApiBaseUrl } from './apiBaseUrl';
import type { Endpoint } from './endpoints';
import { credentialError, toHubspotError } from './hubspotError';
import { secretsOf, withoutSecretsIn } from './secrets';

/** The credential type that the node's parameter `authentication` stands for. */
const credentialTypeOf = (authentication: unknown) =>
	authentication === 'accessToken'
		? 'hubspotAssociationsAccessTokenApi'
		: 'hubspotAssociationsOAuth2Api';

/** A 2xx answer. `body` is parsed JSON, or text where HubSpot sent no JSON, or '' where it sent nothing. */
export interface HubspotAnswer {
	httpCode: number;
	body: unknown;
}

type Context = IExecuteFunctions | ILoadOptionsFunctions;

/**
 * Sends one request to HubSpot with the credential that the node has chosen.
 * n8n signs it, renews an OAuth2 token that has run out, and sends it again.
 *
 * @param endpoint from `endpoints.ts`
 * @param body sent as JSON; none for a GET
 * @param timeout milliseconds to wait for the answer
 * @returns HubSpot's answer when its status is 2xx
 * @throws HubspotError for every other status, for no answer, and when the credential cannot be used
 */
export async function hubspotRequest(
	this: Context,
	endpoint: Endpoint,
	body?: object,
	timeout = 60_000,
): Promise<HubspotAnswer> {
	// The second argument is an item index in execute() and a default in load methods: 0 serves both.
	const credentialType = credentialTypeOf(this.getNodeParameter('authentication', 0));
	const readCredential = async () => await this.getCredentials(credentialType);
	const { credential, baseUrl } = await readCredential()
		.then((read) => ({ credential: read, baseUrl: checkedApiBaseUrl(read.apiBaseUrl) }))
		.catch((error: unknown) => {
			throw credentialError(error);
		});
	// n8n may renew the token while it sends, so the secrets are those of before and of after.
	const readSecrets = async () => [
		...secretsOf(credential),
		...secretsOf(await readCredential().catch((): ICredentialDataDecryptedObject => ({}))),
	];
	const options: IHttpRequestOptions = {
		method: endpoint.method,
		url: `${baseUrl}${endpoint.path}`,
		body,
		json: true,
		timeout,
		// HubSpot's API redirects nowhere. n8n would take the token along, and whoever answered there
		// would be believed.
		disableFollowRedirect: true,
		// Statuses that mean failure have to throw: n8n renews an OAuth2 token only on a thrown 401.
		returnFullResponse: true,
	};
	try {
		const response = (await this.helpers.httpRequestWithAuthentication.call(
			this,
			credentialType,
			options,
			// HubSpot takes the client's ID and secret from the body, also when a token is renewed.
			{ oauth2: { tokenType: 'Bearer', includeCredentialsOnRefreshOnBody: true } },
		)) as IN8nHttpFullResponse;
		const answered = withoutSecretsIn(response.body, await readSecrets());
		return { httpCode: response.statusCode, body: answered };
	} catch (error) {
		// The thrown error carries the request with its Authorization header: only words and codes leave here.
		throw toHubspotError(error, await readSecrets());
	}
}
