import type { INodeProperties } from 'n8n-workflow';

import { API_VERSIONS, DEFAULT_API_VERSION } from '../transport/endpoints';
/** Operations that send nothing that changes anything. */
const ONLY_READ = ['getAll'];

const dryRunOption: INodeProperties = {
	displayName: 'Dry Run',
	name: 'dryRun',
	type: 'boolean',
	displayOptions: { show: { '@tool': [false] }, hide: { '/operation': ONLY_READ } },
	default: true,
	description:
		'Whether to change nothing and only say what would be deleted, or restored. Everything else is as in a real run.',
};

/** The same for an AI agent's tool, which deletes nothing unless told. */
const dryRunOptionOfTool: INodeProperties = {
	...dryRunOption,
	displayOptions: { show: { '@tool': [true] }, hide: { '/operation': ONLY_READ } },
	// The model must not have a say in it.
	noDataExpression: true,
	default: true,
	description:
		'Whether to change nothing and only say what would be deleted, or restored. For an agent this is on until you switch it off here.',
};

/** What both options for a property with unique values have in common. */
const idPropertyOption = { type: 'options', default: '' } as const;

/** The "Options" collection that every operation has. */
export const optionsField: INodeProperties = {
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add option',
	default: {},
	description:
		'These apply to the whole run. An expression in one has to give all items the same value.',
	options: [
		{
			displayName: 'Allow Unlabeled',
			name: 'allowUnlabeled',
			type: 'boolean',
			displayOptions: { show: { '/operation': ['deleteLabels', 'deleteAll'] } },
			default: true,
			description:
				'Whether the unlabeled type may be among the labels. Removing it removes every association between the two records, labels and all.',
		},
		{
			displayName: 'API Version',
			name: 'apiVersion',
			type: 'options',
			options: API_VERSIONS,
			default: DEFAULT_API_VERSION,
			description:
				"HubSpot's API version. Change it only when HubSpot announces the end of the one in use, or to try a newer one. HubSpot supports each dated version for at least 18 months.",
		},
		{
			displayName: 'Batch Size',
			name: 'batchSize',
			type: 'number',
			typeOptions: { minValue: 1, maxValue: 2000, numberPrecision: 0 },
			// Labels are deleted one by one.
			displayOptions: { hide: { '/resource': ['associationLabel'], '/operation': ONLY_READ } },
			default: 100,
			description:
				'How much goes into one request at most. Of what Delete and Delete All of a Record delete whole: different "from" records, each with up to 2,000 pairs in all. Of labels and limits: inputs.',
		},
		{
			displayName: 'Cheaper Side',
			name: 'cheaperSide',
			type: 'boolean',
			displayOptions: {
				show: { '/resource': ['association'], '/operation': ['delete', 'deleteAll'] },
			},
			default: true,
			description:
				'Whether whole associations may be deleted from their other side where that takes half of the requests or less. The node then reads from the side that you named that they are gone. This is on unless you switch it off.',
		},
		{
			displayName: 'Concurrency',
			name: 'concurrency',
			type: 'number',
			typeOptions: { minValue: 1, maxValue: 10, numberPrecision: 0 },
			displayOptions: { hide: { '/operation': ONLY_READ } },
			default: 5,
			description: 'How many requests are under way at the same time at most',
		},
		{
			displayName: 'Delete the Lowest IDs First',
			name: 'lowestIdsFirst',
			type: 'boolean',
			displayOptions: {
				show: { '/resource': ['association'] },
				hide: { '/operation': ['restore', ...ONLY_READ] },
			},
			default: true,
			description:
				'Whether to delete as many as Maximum to Delete allows, where there are more: those with the lowest To Record IDs. The rest is kept. Without this, nothing is deleted then.',
		},
		dryRunOption,
		dryRunOptionOfTool,
		{
			...idPropertyOption,
			displayName: 'From ID Property',
			name: 'fromIdProperty',
			typeOptions: {
				loadOptionsMethod: 'getFromIdProperties',
				loadOptionsDependsOn: ['options.apiVersion', 'fromObjectType.value'],
			},
			displayOptions: {
				show: { '/operation': ['delete', 'deleteAll', 'deleteLabels', 'getAll'] },
				hide: { '/resource': ['associationLabel', 'associationLimit'] },
			},
			description:
				'Give values of this property, such as e-mail addresses, in From Record ID, with By ID. HubSpot looks the records up, 100 a request. A value that no record has, or several, is an error. Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
		},
		{
			displayName: 'Maximum to Delete',
			name: 'maxDeletions',
			type: 'number',
			typeOptions: { minValue: 0, maxValue: 10_000_000, numberPrecision: 0 },
			displayOptions: { hide: { '/operation': ['restore', ...ONLY_READ] } },
			default: 1000,
			description:
				'Delete nothing if the whole run would delete more than this: associations, sets of labels, labels or limits. The error then says how many it would have been.',
		},
		{
			displayName: 'Only in Account ID',
			name: 'onlyInAccount',
			type: 'string',
			default: '',
			placeholder: 'e.g. 12345678',
			description:
				'Send nothing unless the credential belongs to the HubSpot account with this ID ("Hub ID"). Protects against a workflow that runs with another account\'s credential. Takes one more request each run.',
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
			displayName: 'Snapshot',
			name: 'snapshot',
			type: 'options',
			displayOptions: { hide: { '/operation': ['restore', ...ONLY_READ] } },
			options: [
				{
					name: 'Complete',
					value: 'complete',
					description: 'Read everything, however many associations a record has',
				},
				{
					name: 'Off',
					value: 'off',
					description:
						'Read nothing. Saves requests; items do not say what was removed, and the run cannot be undone.',
				},
				{
					name: 'Up to 10 Pages a Record',
					value: 'auto',
					description: 'What the node does without this option',
				},
			],
			default: 'complete',
			description:
				'What is read before it is deleted. Items then say what was there, as "removed", and Restore can put it back.',
		},
		{
			displayName: 'Take Primary',
			name: 'takePrimary',
			type: 'boolean',
			displayOptions: { show: { '/operation': ['restore'] } },
			default: true,
			description:
				'Whether to put a primary label back although another record has it meanwhile. That record loses it.',
		},
		{
			...idPropertyOption,
			displayName: 'To ID Property',
			name: 'toIdProperty',
			typeOptions: {
				loadOptionsMethod: 'getToIdProperties',
				loadOptionsDependsOn: ['options.apiVersion', 'toObjectType.value'],
			},
			displayOptions: {
				show: { '/operation': ['delete', 'deleteLabels'] },
				hide: { '/resource': ['associationLabel', 'associationLimit'] },
			},
			description:
				'Give values of this property in To Record IDs: one, or several with line breaks between them. HubSpot looks the records up, 100 a request. A value that no record has, or several, is an error. Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
		},
		{
			displayName: 'Verify',
			name: 'verify',
			type: 'boolean',
			displayOptions: { hide: { '/operation': ONLY_READ } },
			default: true,
			description:
				'Whether to read back from HubSpot what it confirmed. Takes at least one more request for each batch.',
		},
	],
};
