import type {
	IAuthenticate,
	Icon,
	ICredentialDataDecryptedObject,
	ICredentialTestRequest,
	ICredentialType,
	IHttpRequestOptions,
	INodeProperties,
} from 'n8n-workflow';
import { UserError } from 'n8n-workflow';

import {
	checkedApiBaseUrl,
	HUBSPOT_API,
	isProtected,
} from '../nodes/HubspotAssociations/transport/apiBaseUrl';

/** A request as n8n's older helper takes it; the HTTP Request node still uses that one. */
type LegacyRequest = IHttpRequestOptions & { uri?: string };

/**
 * An access token for one HubSpot account: a service key, or the token of a private app. HubSpot has let no new private
 * apps be made since 2026-10-26.
 *
 * @see https://developers.hubspot.com/docs/apps/developer-platform/build-apps/authentication/account-service-keys
 * @see https://developers.hubspot.com/docs/apps/legacy-apps/private-apps/overview
 */
export class HubspotAssociationsAccessTokenApi implements ICredentialType {
	name = 'hubspotAssociationsAccessTokenApi';

	displayName = 'HubSpot Associations Access Token API';

	icon: Icon = {
		light: 'file:../nodes/HubspotAssociations/hubspotAssociations.svg',
		dark: 'file:../nodes/HubspotAssociations/hubspotAssociations.dark.svg',
	};

	documentationUrl =
		'https://github.com/n8n-nodes-hubspot-associations/n8n-nodes-hubspot-associations/blob/main/docs/credentials.md#access-token';

	properties: INodeProperties[] = [
		{
			displayName:
				'In HubSpot, open <b>Development > Keys > Service keys</b> and create a service key. It needs the read scope and the write scope of each object type, such as crm.objects.contacts.read and crm.objects.contacts.write. The token of a private app works, too.',
			name: 'scopesNotice',
			type: 'notice',
			default: '',
		},
		{
			displayName: 'Access Token',
			name: 'accessToken',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			default: '',
			placeholder: 'e.g. pat-na1-…',
			description:
				'A service key; or the token of a private app, in HubSpot under Development > Legacy apps, tab "Auth"',
		},
		{
			displayName: 'API Base URL',
			name: 'apiBaseUrl',
			type: 'hidden',
			default: HUBSPOT_API,
		},
	];

	/** Adds the token to a request, unless that would send it unprotected. */
	authenticate: IAuthenticate = async (
		{ accessToken, apiBaseUrl }: ICredentialDataDecryptedObject,
		request: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> => {
		checkedApiBaseUrl(apiBaseUrl);
		// Other nodes may use this credential, too, and send where they like.
		const { uri } = request as LegacyRequest;
		const { url = uri ?? '', baseURL } = request;
		const address = URL.canParse(url) ? url : baseURL;
		if (!address || !URL.canParse(address) || !isProtected(new URL(address))) {
			throw new UserError('The HubSpot access token is sent to https addresses only');
		}
		// Tokens are pasted, often with a space or a line break at the end.
		const token = String(accessToken).trim();
		return {
			...request,
			headers: { ...request.headers, Authorization: `Bearer ${token}` },
			// The token would go along to wherever a redirect leads.
			disableFollowRedirect: true,
			...(uri === undefined ? {} : { followRedirect: false, followAllRedirects: false }),
		};
	};

	/** Reads the labels between contacts and companies: any one scope of an object type is enough for that. */
	test: ICredentialTestRequest = {
		request: {
			baseURL: '={{ $credentials.apiBaseUrl }}',
			url: '/crm/associations/2026-03/contacts/companies/labels',
		},
		rules: [
			{
				type: 'responseCode',
				properties: {
					value: 401,
					message:
						'HubSpot does not know this access token, or it has been rotated or switched off. Copy your service key again from HubSpot, or the token from your private app.',
				},
			},
			{
				type: 'responseCode',
				properties: {
					value: 403,
					message:
						'HubSpot knows this access token, but it has no scope of an object type. Add one such as crm.objects.contacts.read in HubSpot.',
				},
			},
			{
				type: 'responseCode',
				properties: {
					value: 429,
					message: "HubSpot's rate limit is used up at the moment. Try again in ten seconds.",
				},
			},
		],
	};
}
