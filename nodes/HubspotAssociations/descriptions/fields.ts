import type { INodeProperties } from 'n8n-workflow';

import { API_VERSIONS, DEFAULT_API_VERSION } from '../transport/endpoints';

/** Which of the two credentials the node uses. */
export const authenticationField: INodeProperties = {
	displayName: 'Authentication',
	name: 'authentication',
	type: 'options',
	options: [
		{ name: 'Access Token', value: 'accessToken', description: 'Of a private app in HubSpot' },
		{ name: 'OAuth2', value: 'oAuth2', description: 'Connect with a HubSpot app of your own' },
	],
	default: 'oAuth2',
};

/** Which HubSpot API the requests go to: one for the whole run, so never an expression. */
export const apiVersionField: INodeProperties = {
	displayName: 'API Version',
	name: 'apiVersion',
	type: 'options',
	noDataExpression: true,
	options: API_VERSIONS,
	default: DEFAULT_API_VERSION,
	description: "HubSpot's API version. HubSpot supports each dated version for at least 18 months.",
};

/**
 * A note in the panel.
 *
 * @param name unique among the node's parameters
 * @param html, as n8n shows it
 */
export const notice = (name: string, html: string): INodeProperties => ({
	displayName: html,
	name,
	type: 'notice',
	default: '',
});

function objectTypeField(
	name: 'fromObjectType' | 'toObjectType',
	displayName: string,
	description: string,
): INodeProperties {
	return {
		displayName,
		name,
		type: 'resourceLocator',
		required: true,
		// Nothing is chosen for the user: what is deleted here is gone.
		default: { mode: 'list', value: '' },
		description,
		modes: [
			{
				displayName: 'From List',
				name: 'list',
				type: 'list',
				typeOptions: { searchListMethod: 'searchObjectTypes', searchable: true },
			},
			{
				displayName: 'By ID',
				name: 'id',
				type: 'string',
				placeholder: 'e.g. contacts, 0-1 or 2-123456',
			},
		],
	};
}

/** The object type on the "from" side. */
export const fromObjectTypeField = objectTypeField(
	'fromObjectType',
	'From Object Type',
	'The type of the record whose associations are meant',
);

/** The object type on the "to" side. */
export const toObjectTypeField = objectTypeField(
	'toObjectType',
	'To Object Type',
	'The type of the records it is associated with',
);

/** One record on the "from" side. */
export const fromIdField: INodeProperties = {
	displayName: 'From Record ID',
	name: 'fromId',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. 12345',
	description: 'The ID of the record whose associations are meant',
	hint: 'HubSpot shows it as "Record ID"; it is also the last number in the address of the record\'s page',
};

/** One or many records on the "to" side. */
export const toIdsField: INodeProperties = {
	displayName: 'To Record IDs',
	name: 'toIds',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. 67890, 67891',
	// Two lines, so that a column pasted from a spreadsheet keeps its line breaks.
	typeOptions: { rows: 2 },
	description:
		'The IDs of the records it is associated with: one, several separated by commas or line breaks, or an expression that gives an ID or an array of IDs. HubSpot also confirms pairs that were never associated.',
	hint: 'One ID, or several with commas or line breaks between them',
};
