import type { INodeProperties } from 'n8n-workflow';

/** Which of the two credentials the node uses. */
export const authenticationField: INodeProperties = {
	displayName: 'Authentication',
	name: 'authentication',
	type: 'options',
	options: [
		{
			name: 'Access Token',
			value: 'accessToken',
			description: 'A service key, or the token of a private app',
		},
		{ name: 'OAuth2', value: 'oAuth2', description: 'Connect with a HubSpot app of your own' },
	],
	default: 'oAuth2',
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
	searchListMethod = 'searchObjectTypes',
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
				typeOptions: { searchListMethod, searchable: true },
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

/** What fields say whose list depends on the object types. */
export const CHOOSE_TYPES_FIRST =
	'Choose both object types first. The list cannot load if they are expressions.';

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

/** The same where every object type can be meant, too. */
export const toObjectTypeOrEveryField = objectTypeField(
	'toObjectType',
	toObjectTypeField.displayName,
	'The type of the records it is associated with, or every object type',
	'searchToObjectTypes',
);

/** One record on the "from" side. */
export const fromIdField: INodeProperties = {
	displayName: 'From Record ID',
	name: 'fromId',
	type: 'resourceLocator',
	// n8n empties the field when one of these changes: an ID belongs to its object type, but to every version of the API.
	typeOptions: { loadOptionsDependsOn: ['fromObjectType.value'] },
	required: true,
	// Mostly another one for each item, by expression.
	default: { mode: 'id', value: '' },
	description: 'The record to remove associations from',
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			typeOptions: { searchListMethod: 'searchRecords', searchable: true },
		},
		{
			displayName: 'By URL',
			name: 'url',
			type: 'string',
			hint: "The address of the record's page in HubSpot",
			placeholder: 'e.g. https://app.hubspot.com/contacts/1234567/record/0-1/12345',
		},
		{
			displayName: 'By ID',
			name: 'id',
			type: 'string',
			hint: 'HubSpot shows it as "Record ID"; it is also the last number in the address of the record\'s page',
			placeholder: 'e.g. 12345',
		},
	],
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
		'The records it is associated with, by their IDs or the addresses of their pages in HubSpot: one, several separated by commas or line breaks, or an expression that gives one or an array. HubSpot also confirms pairs that were never associated.',
	hint: 'One ID, or several with commas or line breaks between them',
};
