import { type INodeParameters, Workflow } from 'n8n-workflow';

import { HubspotAssociations } from '../../nodes/HubspotAssociations/HubspotAssociations.node';
import { NODE_TYPE, nodeTypes, TOOL_TYPE } from './engine';
import {
	deleteAllParameters,
	deleteLabelsParameters,
	deleteLimitsParameters,
	deleteParameters,
} from './fixture';

const { description } = new HubspotAssociations();

/** What the canvas shows below the name of a node. */
async function subtitleOf(parameters: INodeParameters, type = NODE_TYPE): Promise<unknown> {
	const node = {
		...{ id: '1', name: 'Node', type, typeVersion: 1, parameters },
		position: [0, 0] as [number, number],
	};
	const workflow = new Workflow({ nodes: [node], connections: {}, active: false, nodeTypes });
	await workflow.expression.acquireIsolate?.();
	return workflow.expression.getSimpleParameterValue(node, description.subtitle, 'internal', {});
}

describe('the subtitle', () => {
	it.each([
		['Delete: contacts → companies', deleteParameters()],
		['Delete All: contacts → companies', deleteAllParameters()],
		['Delete Labels: contacts → companies', deleteLabelsParameters()],
		['Delete Limits: contacts → companies', deleteLimitsParameters()],
		[
			'Delete Label: contacts → companies',
			deleteLimitsParameters({ resource: 'associationLabel', operation: 'delete' }),
		],
		['Restore', { resource: 'association', operation: 'restore' }],
		['Delete: contacts → companies (dry run)', deleteParameters({ options: { dryRun: true } })],
		['Delete', { resource: 'association', operation: 'delete' }],
		[
			'Delete',
			deleteParameters({ toObjectType: { __rl: true, mode: 'id', value: '={{ $json.type }}' } }),
		],
		['Delete Labels: contacts → companies', deleteAllParameters({ labels: ['USER_DEFINED:36'] })],
	])('says "%s"', async (subtitle, parameters: INodeParameters) => {
		expect(await subtitleOf({ options: {}, ...parameters })).toBe(subtitle);
	});

	it.each([
		['Delete: contacts → companies (dry run)', undefined],
		['Delete: contacts → companies (dry run)', true],
		['Delete: contacts → companies', false],
	])('of a tool says "%s" where Dry Run is %s', async (subtitle, dryRun) => {
		const options = dryRun === undefined ? {} : { dryRun };
		expect(await subtitleOf(deleteParameters({ options }), TOOL_TYPE)).toBe(subtitle);
	});
});
