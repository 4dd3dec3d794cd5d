import type { INodeProperties } from 'n8n-workflow';

const dryRunOption: INodeProperties = {
	displayName: 'Dry Run',
	name: 'dryRun',
	type: 'boolean',
	displayOptions: { show: { '@tool': [false] } },
	default: false,
	description:
		'Whether to change nothing and only say what would be deleted, or restored. Everything else is as in a real run.',
};

/** The same for an AI agent's tool, which deletes nothing unless told. */
const dryRunOptionOfTool: INodeProperties = {
	...dryRunOption,
	displayOptions: { show: { '@tool': [true] } },
	// The model must not have a say in it.
	noDataExpression: true,
	default: true,
	description:
		'Whether to change nothing and only say what would be deleted, or restored. For an agent this is on until you switch it off here.',
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
			// Labels are deleted one by one.
			displayOptions: { hide: { '/resource': ['associationLabel'] } },
			default: 100,
			description: 'How many inputs go into one request at most',
		},
		{
			displayName: 'Concurrency',
			name: 'concurrency',
			type: 'number',
			typeOptions: { minValue: 1, maxValue: 10, numberPrecision: 0 },
			default: 5,
			description: 'How many requests are under way at the same time at most',
		},
		dryRunOption,
		dryRunOptionOfTool,
		{
			displayName: 'Include What Was Removed',
			name: 'includeRemoved',
			type: 'boolean',
			displayOptions: { hide: { '/operation': ['restore'] } },
			default: false,
			description:
				'Whether to read, before deleting, what is there, and to give it out with each item as "removed". What has gone already is called absent. Takes further requests, for reading.',
		},
		{
			displayName: 'Output',
			name: 'output',
			type: 'options',
			options: [
				{
					name: 'Items',
					value: 'items',
					description: 'One item for each thing asked for, saying what became of it',
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
				'Whether to read back from HubSpot what it confirmed. Takes at least one more request for each batch.',
		},
	],
};
