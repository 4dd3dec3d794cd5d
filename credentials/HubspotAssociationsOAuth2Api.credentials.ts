import type { Icon, ICredentialType, INodeProperties } from 'n8n-workflow';

import { HUBSPOT_API } from '../nodes/HubspotAssociations/transport/apiBaseUrl';

/** What the HubSpot app must ask for: enough to delete associations of contacts. */
const REQUIRED_SCOPES = ['oauth', 'crm.objects.contacts.read', 'crm.objects.contacts.write'];

/** What the HubSpot app may have besides; HubSpot grants those that the account has. */
const OPTIONAL_SCOPES = [
	'crm.objects.companies.read',
	'crm.objects.companies.write',
	'crm.objects.deals.read',
	'crm.objects.deals.write',
	'crm.objects.custom.read',
	'crm.objects.custom.write',
	'crm.schemas.custom.read',
	'tickets',
];

/**
 * A HubSpot app that accounts are connected to by OAuth2.
 *
 * @see https://developers.hubspot.com/docs/apps/developer-platform/build-apps/authentication/oauth/working-with-oauth
 */
export class HubspotAssociationsOAuth2Api implements ICredentialType {
	name = 'hubspotAssociationsOAuth2Api';

	extends = ['oAuth2Api'];

	displayName = 'HubSpot Associations OAuth2 API';

	icon: Icon = {
		light: 'file:../nodes/HubspotAssociations/hubspotAssociations.svg',
		dark: 'file:../nodes/HubspotAssociations/hubspotAssociations.dark.svg',
	};

	documentationUrl =
		'https://github.com/n8n-nodes-hubspot-associations/n8n-nodes-hubspot-associations/blob/main/docs/credentials.md#oauth2';

	properties: INodeProperties[] = [
		{
			displayName: 'Grant Type',
			name: 'grantType',
			type: 'hidden',
			default: 'authorizationCode',
		},
		{
			displayName: 'Authorization URL',
			name: 'authUrl',
			type: 'hidden',
			default: 'https://app.hubspot.com/oauth/authorize',
			required: true,
		},
		{
			displayName: 'Access Token URL',
			name: 'accessTokenUrl',
			type: 'hidden',
			default: 'https://api.hubapi.com/oauth/2026-03/token',
			required: true,
		},
		{
			displayName: 'Scopes',
			name: 'scope',
			type: 'string',
			default: REQUIRED_SCOPES.join(' '),
			description:
				'Separated by spaces. Must be exactly the scopes that your HubSpot app has as required.',
		},
		{
			displayName: 'Optional Scopes',
			name: 'optionalScope',
			type: 'string',
			default: OPTIONAL_SCOPES.join(' '),
			description:
				'Separated by spaces. Must be among the scopes that your HubSpot app has as optional; leave empty if it has none.',
		},
		{
			displayName: 'Auth URI Query Parameters',
			name: 'authQueryParameters',
			type: 'hidden',
			default:
				'={{ $self["optionalScope"] ? "optional_scope=" + encodeURIComponent($self["optionalScope"]) : "" }}',
		},
		{
			// HubSpot takes the client's ID and secret from the body only.
			displayName: 'Authentication',
			name: 'authentication',
			type: 'hidden',
			default: 'body',
		},
		{
			displayName: 'API Base URL',
			name: 'apiBaseUrl',
			type: 'hidden',
			default: HUBSPOT_API,
		},
	];
}
