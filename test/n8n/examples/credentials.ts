import type { INodeCredentials } from 'n8n-workflow';

import type { LocalHubspot } from '../../hubspot';
import type { Session } from '../session';
import type { Example } from './files';

const HUBSPOT = 'hubspotAssociationsOAuth2Api';
const ACCOUNT = { id: 'exampleHubspot01', name: 'HubSpot account' };

/** What a user keeps to themselves: whoever opens the form or calls the webhook has to know it. */
export const SECRETS = {
	form: { user: 'hr', password: 'Form-of-tests-1' },
	webhook: { name: 'x-webhook-key', value: 'Webhook-of-tests-1' },
};

/** An account connected by OAuth2, as n8n exports such a credential. */
export function connectedAccount(hubspot: LocalHubspot) {
	const app = hubspot.auth.addOAuthApp();
	return {
		...ACCOUNT,
		type: HUBSPOT,
		data: {
			clientId: app.clientId,
			clientSecret: app.clientSecret,
			accessTokenUrl: `${hubspot.url}/oauth/2026-03/token`,
			apiBaseUrl: hubspot.url,
			oauthTokenData: hubspot.auth.issueTokens(app),
		},
	};
}

/** Which credential a user chooses in which node, by the end of the node's type. */
export type Chosen = Record<string, INodeCredentials>;

/**
 * Makes the credentials that the examples need besides the one for HubSpot.
 *
 * @param modelUrl where the OpenAI credential leads to
 */
export async function makeCredentials(session: Session, modelUrl: string): Promise<Chosen> {
	const make = async (type: string, data: object): Promise<INodeCredentials> => {
		const { id } = await session.ask<{ id: string }>('/credentials', { name: type, type, data });
		return { [type]: { id, name: type } };
	};
	return {
		hubspotAssociations: { [HUBSPOT]: ACCOUNT },
		hubspotAssociationsTool: { [HUBSPOT]: ACCOUNT },
		formTrigger: await make('httpBasicAuth', SECRETS.form),
		webhook: await make('httpHeaderAuth', SECRETS.webhook),
		lmChatOpenAi: await make('openAiApi', { apiKey: 'sk-test', url: modelUrl, header: false }),
	};
}

/** An example with the credentials chosen, as the user does after importing it. */
export function withCredentials(example: Example, chosen: Chosen): Example {
	const nodes = example.nodes.map((node) => {
		const credentials = chosen[node.type.split('.').at(-1) ?? ''];
		return credentials === undefined ? node : { ...node, credentials };
	});
	return { ...example, nodes };
}
