import type {
	IExecuteFunctions,
	IHttpRequestOptions,
	ILoadOptionsFunctions,
	IN8nHttpFullResponse,
} from 'n8n-workflow';

import { isRenewable } from './credentialTypes';

/** Where requests are sent from: a run of the node, or the editor while its panel is open. */
export type Context = IExecuteFunctions | ILoadOptionsFunctions;

/** What n8n has to see thrown to renew an OAuth2 token. */
const UNAUTHORIZED = 401;

/**
 * Sends a request that n8n signs. When an OAuth2 token has run out, n8n renews it and sends the request again.
 *
 * @param credentialType of the credential to sign with
 * @returns HubSpot's answer, whatever its status: in the error that n8n 1.x throws for a status there are no headers,
 *   and so nothing about how long to wait
 * @throws what n8n throws when no answer came, the credential cannot be used, or an OAuth2 token is refused for good
 * @see https://docs.n8n.io/connect/create-nodes/build-your-node/reference/http-request-helpers
 */
export async function signedRequest(
	this: Context,
	credentialType: string,
	options: IHttpRequestOptions,
): Promise<IN8nHttpFullResponse> {
	const send = async (more: Partial<IHttpRequestOptions>) =>
		(await this.helpers.httpRequestWithAuthentication.call(
			this,
			credentialType,
			{ ...options, ...more },
			// HubSpot takes the client's ID and secret from the body, also when a token is renewed.
			{ oauth2: { tokenType: 'Bearer', includeCredentialsOnRefreshOnBody: true } },
		)) as IN8nHttpFullResponse;
	if (!isRenewable(credentialType)) return await send({ ignoreHttpStatusErrors: true });
	const answer = await send({ ignoreHttpStatusErrors: { ignore: true, except: [UNAUTHORIZED] } });
	// n8n 1.x knows no exceptions: there the token is renewed when HubSpot refuses it once more.
	return answer.statusCode === UNAUTHORIZED ? await send({}) : answer;
}
