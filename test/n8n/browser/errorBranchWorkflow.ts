const objectType = (value: string, cachedResultName: string) => ({
	__rl: true,
	mode: 'list',
	value,
	cachedResultName,
});

const node = (
	name: string,
	type: string,
	typeVersion: number,
	position: [number, number],
	more: object = {},
) => ({ id: name, name, type, typeVersion, position, parameters: {}, ...more });

/** Who leaves which company, as it may come out of somebody's spreadsheet. */
const LEAVERS = [
	{ contact: '101', company: '201' },
	{ contact: '101', company: '202' },
	{ contact: 'n/a', company: '202' },
	{ contact: '102', company: '201' },
];

const link = (name: string) => [{ node: name, type: 'main', index: 0 }];

/**
 * A workflow that takes leavers off their companies, and sets apart what could not be done.
 *
 * @param credential of the kind that has an access token
 * @param leavers one item each
 * @param onError as n8n saves it
 */
export const errorBranchWorkflow = (
	credential: { id: string; name: string },
	leavers: ReadonlyArray<{ contact: string; company: string }> = LEAVERS,
	onError: 'stopWorkflow' | 'continueRegularOutput' | 'continueErrorOutput' = 'continueErrorOutput',
) => ({
	name: 'Leavers',
	active: false,
	settings: { executionOrder: 'v1' },
	nodes: [
		node('Execute', 'n8n-nodes-base.manualTrigger', 1, [0, 0]),
		node('Spreadsheet', 'n8n-nodes-base.set', 3.4, [200, 0], {
			parameters: { mode: 'raw', jsonOutput: JSON.stringify({ leavers }), options: {} },
		}),
		node('Leavers', 'n8n-nodes-base.splitOut', 1, [400, 0], {
			parameters: { fieldToSplitOut: 'leavers', options: {} },
		}),
		node('Take them off', 'n8n-nodes-hubspot-associations.hubspotAssociations', 1, [620, 0], {
			parameters: {
				authentication: 'accessToken',
				fromObjectType: objectType('contacts', 'Contacts'),
				fromId: { __rl: true, mode: 'id', value: '={{ $json.contact }}' },
				toObjectType: objectType('companies', 'Companies'),
				toIds: '={{ $json.company }}',
				options: {},
			},
			credentials: { hubspotAssociationsAccessTokenApi: credential },
			onError,
		}),
		node('Done', 'n8n-nodes-base.noOp', 1, [880, -100]),
		node('Look into these', 'n8n-nodes-base.noOp', 1, [880, 100]),
	],
	connections: {
		Execute: { main: [link('Spreadsheet')] },
		Spreadsheet: { main: [link('Leavers')] },
		Leavers: { main: [link('Take them off')] },
		'Take them off': { main: [link('Done'), link('Look into these')] },
	},
});
