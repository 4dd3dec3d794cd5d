import { LABELS } from './account';

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

/** Our node, in a row of the demo workflow. */
function associations(name: string, row: number, parameters: Parameters, more: object = {}) {
	return node(name, 'n8n-nodes-hubspot-associations.hubspotAssociations', 1, [660, row], {
		parameters: { authentication: 'accessToken', ...parameters },
		credentials: { [CREDENTIAL]: { id: 'demoCredential01', name: 'Demo HubSpot account' } },
		...more,
	});
}

/** Two nodes that give out a list of things to do, as a spreadsheet or another app would. */
function list(name: string, row: number, items: object[]) {
	return [
		node(`${name} as JSON`, 'n8n-nodes-base.set', 3.4, [220, row], {
			parameters: { mode: 'raw', jsonOutput: JSON.stringify({ items }), options: {} },
			executeOnce: true,
		}),
		node(name, 'n8n-nodes-base.splitOut', 1, [440, row], {
			parameters: { fieldToSplitOut: 'items', options: {} },
		}),
	];
}

/** The names of the three deleting nodes, in the order they run. */
export const DELETING_NODES = [
	'Take leavers off their companies',
	'Remove decision makers of won deals',
	'Lift the limit on billing contacts',
];

const ROWS = [0, 240, 480];

/** A workflow with all three deletes in it, as n8n imports it. */
export const demoWorkflow = {
	id: 'demoWorkflow0001',
	name: 'HubSpot Associations demo',
	active: false,
	settings: { executionOrder: 'v1' },
	nodes: [
		node('When clicking Execute', 'n8n-nodes-base.manualTrigger', 1, [0, ROWS[1]], {}),
		...list('Leavers', ROWS[0], [
			{ contact: 101, companies: [201, 202] },
			{ contact: 'unknown', companies: [203] },
		]),
		associations(
			DELETING_NODES[0],
			ROWS[0],
			{
				resource: 'association',
				operation: 'delete',
				fromObjectType: contacts,
				fromId: '={{ $json.contact }}',
				toObjectType: companies,
				toIds: '={{ $json.companies }}',
			},
			{ onError: 'continueErrorOutput' },
		),
		...list('Won deals', ROWS[1], [{ deal: 301, contacts: '102, 103' }]),
		associations(DELETING_NODES[1], ROWS[1], {
			resource: 'association',
			operation: 'deleteLabels',
			fromObjectType: deals,
			fromId: '={{ $json.deal }}',
			toObjectType: contacts,
			toIds: '={{ $json.contacts }}',
			labels: [`${LABELS.decisionMaker.category}:${LABELS.decisionMaker.typeId}`],
			apiVersion: '2026-09',
		}),
		associations(DELETING_NODES[2], ROWS[2], {
			resource: 'associationLimit',
			operation: 'delete',
			fromObjectType: contacts,
			toObjectType: companies,
			limits: [`${LABELS.billing.category}:${LABELS.billing.typeId}`],
			apiVersion: 'v4',
		}),
	],
	connections: {
		'When clicking Execute': {
			main: [
				['Leavers as JSON', 'Won deals as JSON', DELETING_NODES[2]].map((name) => ({
					node: name,
					type: 'main',
					index: 0,
				})),
			],
		},
		'Leavers as JSON': { main: [[{ node: 'Leavers', type: 'main', index: 0 }]] },
		Leavers: { main: [[{ node: DELETING_NODES[0], type: 'main', index: 0 }]] },
		'Won deals as JSON': { main: [[{ node: 'Won deals', type: 'main', index: 0 }]] },
		'Won deals': { main: [[{ node: DELETING_NODES[1], type: 'main', index: 0 }]] },
	},
};
