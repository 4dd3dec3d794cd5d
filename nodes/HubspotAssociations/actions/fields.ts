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
};

/** One or many records on the "to" side. */
export const toIdsField: INodeProperties = {
	displayName: 'To Record IDs',
	name: 'toIds',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. 67890, 67891',
	description:
		'The IDs of the records it is associated with: one, several separated by commas or line breaks, or an expression that gives an ID or an array of IDs. HubSpot also confirms pairs that were never associated.',
};

/** The "Options" collection that every operation has. */
export const optionsField: INodeProperties = {
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add option',
	default: {},
	description: 'These apply to the whole run. Expressions are evaluated once, for the first item.',
	options: [
		{
			displayName: 'Allow Unlabeled',
			name: 'allowUnlabeled',
			type: 'boolean',
			displayOptions: { show: { '/operation': ['deleteLabels', 'deleteAll'] } },
			default: false,
			description:
				'Whether the unlabeled type may be among the labels. Removing it removes every association between the two records, labels and all.',
		},
		{
			displayName: 'Batch Size',
			name: 'batchSize',
			type: 'number',
			typeOptions: { minValue: 1, maxValue: 2000, numberPrecision: 0 },
			default: 100,
			description: 'How many deletions go into one request at most',
		},
		{
			displayName: 'Concurrency',
			name: 'concurrency',
			type: 'number',
			typeOptions: { minValue: 1, maxValue: 10, numberPrecision: 0 },
			default: 5,
			description: 'How many requests are under way at the same time at most',
		},
		{
			displayName: 'Dry Run',
			name: 'dryRun',
			type: 'boolean',
			default: false,
			description:
				'Whether to delete nothing and only say what would be deleted. Everything else is as in a real run.',
		},
		{
			displayName: 'Include What Was Removed',
			name: 'includeRemoved',
			type: 'boolean',
			displayOptions: { hide: { '/operation': ['restore'] } },
			default: false,
			description:
				'Whether to read, before deleting, what is there, and to give it out with each item as "removed". What has gone already is called absent. Takes at least one more request for each batch.',
		},
		{
			displayName: 'Output',
			name: 'output',
			type: 'options',
			options: [
				{
					name: 'Items',
					value: 'items',
					description: 'One item for each deletion asked for, saying what became of it',
				},
				{
					name: 'Responses',
					value: 'responses',
					description: "One item for each request sent, with HubSpot's own batch response",
				},
				{ name: 'Summary', value: 'summary', description: 'One item with counts' },
			],
			default: 'items',
			description: 'What comes out of the node',
		},
		{
			displayName: 'Request Timeout',
			name: 'requestTimeout',
			type: 'number',
			typeOptions: { minValue: 1000, maxValue: 600_000, numberPrecision: 0 },
			default: 60000,
			description: 'How long to wait for the answer to one request, in milliseconds',
		},
		{
			displayName: 'Verify',
			name: 'verify',
			type: 'boolean',
			default: false,
			description:
				'Whether to read back from HubSpot what it confirmed as deleted. Takes at least one more request for each batch.',
		},
	],
};
