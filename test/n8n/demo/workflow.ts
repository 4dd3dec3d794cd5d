import type { IDataObject, IPinData } from 'n8n-workflow';

import { LABELS } from './account';
import { accountNote, partNotes } from './notes';

const CREDENTIAL = 'hubspotAssociationsAccessTokenApi';

/** The credential that the demo workflow uses, as n8n imports it. */
export const demoCredential = (accessToken: string, apiBaseUrl: string) => ({
	id: 'demoCredential01',
	name: 'Demo HubSpot account',
	type: CREDENTIAL,
	data: { accessToken, apiBaseUrl },
});

type Parameters = Record<string, unknown>;

function node(
	name: string,
	type: string,
	typeVersion: number,
	position: [number, number],
	more: object,
) {
	return { id: name, name, type, typeVersion, position, parameters: {}, ...more };
}

const objectType = (value: string, cachedResultName: string) => ({
	__rl: true,
	mode: 'list',
	value,
	cachedResultName,
});

const contacts = objectType('contacts', 'Contacts');
const companies = objectType('companies', 'Companies');
const deals = objectType('deals', 'Deals');

/** Where the nodes of each part stand; every part begins in the first column, so that no line crosses another. */
const ROWS = [140, 500, 860, 1220] as const;
const COLUMNS = [240, 500, 760] as const;

/** Our node, in a row of the demo workflow. */
function associations(
	name: string,
	row: number,
	parameters: Parameters,
	more: object = {},
	column: number = COLUMNS[2],
) {
	return node(name, 'n8n-nodes-hubspot-associations.hubspotAssociations', 1, [column, row], {
		parameters: { authentication: 'accessToken', ...parameters },
		credentials: { [CREDENTIAL]: { id: 'demoCredential01', name: 'Demo HubSpot account' } },
		...more,
	});
}

/** Lists of things to do, as a spreadsheet or another app would give them out. */
const LISTS = {
	Leavers: [
		{ contact: 101, companies: [201, 202] },
		{ contact: 'unknown', companies: [203] },
	],
	'Won deals': [{ deal: 301, contacts: '102, 103' }],
} satisfies Record<string, IDataObject[]>;

/** Two nodes that give out a list. */
function list(name: keyof typeof LISTS, row: number) {
	const items = LISTS[name];
	return [
		node(`${name} as JSON`, 'n8n-nodes-base.set', 3.4, [COLUMNS[0], row], {
			parameters: { mode: 'raw', jsonOutput: JSON.stringify({ items }), options: {} },
			executeOnce: true,
		}),
		node(name, 'n8n-nodes-base.splitOut', 1, [COLUMNS[1], row], {
			parameters: { fieldToSplitOut: 'items', options: {} },
		}),
	];
}

/** The names of our nodes, in the order they are shown. */
export const NODE_NAMES = [
	'Take leavers off their companies',
	'Remove decision makers of won deals',
	'Lift the limit on billing contacts',
	'See what Chloe would lose',
	'Take Chloe off her companies',
	'Put Chloe back',
];

/** The name of the node that everything starts from. */
export const TRIGGER = 'When clicking Execute';

/** What n8n's own nodes in the workflow give out, for where they are not installed. */
export const PINNED: IPinData = { [TRIGGER]: [{ json: {} }] };
for (const [name, items] of Object.entries(LISTS)) {
	PINNED[`${name} as JSON`] = [{ json: { items } }];
	PINNED[name] = items.map((json) => ({ json }));
}

/** Everything that associates Chloe with companies. */
const chloe = {
	resource: 'association',
	operation: 'deleteAll',
	fromObjectType: contacts,
	fromId: { __rl: true, mode: 'id', value: '103' },
	toObjectType: companies,
	labels: [],
};

/** A workflow with all that this version can do in it, as n8n imports it. */
export const demoWorkflow = {
	id: 'demoWorkflow0001',
	name: 'HubSpot Associations demo',
	active: false,
	settings: { executionOrder: 'v1' },
	nodes: [
		node(TRIGGER, 'n8n-nodes-base.manualTrigger', 1, [-120, (ROWS[1] + ROWS[2]) / 2], {}),
		accountNote([-720, 0]),
		...partNotes(COLUMNS[0], ROWS),
		...list('Leavers', ROWS[0]),
		associations(
			NODE_NAMES[0],
			ROWS[0],
			{
				resource: 'association',
				operation: 'delete',
				fromObjectType: contacts,
				fromId: { __rl: true, mode: 'id', value: '={{ $json.contact }}' },
				toObjectType: companies,
				toIds: '={{ $json.companies }}',
			},
			{ onError: 'continueErrorOutput' },
		),
		...list('Won deals', ROWS[1]),
		associations(NODE_NAMES[1], ROWS[1], {
			resource: 'association',
			operation: 'deleteLabels',
			fromObjectType: deals,
			fromId: { __rl: true, mode: 'id', value: '={{ $json.deal }}' },
			toObjectType: contacts,
			toIds: '={{ $json.contacts }}',
			labels: [`${LABELS.decisionMaker.category}:${LABELS.decisionMaker.typeId}`],
			options: { apiVersion: '2026-09' },
		}),
		associations(
			NODE_NAMES[2],
			ROWS[2],
			{
				resource: 'associationLimit',
				operation: 'delete',
				fromObjectType: contacts,
				toObjectType: companies,
				limits: [`${LABELS.billing.category}:${LABELS.billing.typeId}`],
				options: { apiVersion: 'v4' },
			},
			{},
			COLUMNS[0],
		),
		associations(NODE_NAMES[3], ROWS[3], { ...chloe, options: { dryRun: true } }, {}, COLUMNS[0]),
		associations(
			NODE_NAMES[4],
			ROWS[3],
			{ ...chloe, options: { snapshot: 'complete' } },
			{},
			COLUMNS[1],
		),
		associations(NODE_NAMES[5], ROWS[3], {
			resource: 'association',
			operation: 'restore',
			itemsToRestore: '={{ $json }}',
		}),
	],
	connections: {
		[TRIGGER]: {
			main: [
				['Leavers as JSON', 'Won deals as JSON', NODE_NAMES[2], NODE_NAMES[3]].map((name) => ({
					node: name,
					type: 'main',
					index: 0,
				})),
			],
		},
		'Leavers as JSON': { main: [[{ node: 'Leavers', type: 'main', index: 0 }]] },
		Leavers: { main: [[{ node: NODE_NAMES[0], type: 'main', index: 0 }]] },
		'Won deals as JSON': { main: [[{ node: 'Won deals', type: 'main', index: 0 }]] },
		'Won deals': { main: [[{ node: NODE_NAMES[1], type: 'main', index: 0 }]] },
		[NODE_NAMES[3]]: { main: [[{ node: NODE_NAMES[4], type: 'main', index: 0 }]] },
		[NODE_NAMES[4]]: { main: [[{ node: NODE_NAMES[5], type: 'main', index: 0 }]] },
	},
};
