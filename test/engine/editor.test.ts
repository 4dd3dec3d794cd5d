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

describe('the help of labels and limits', () => {
	const fieldsOf = (resource: string) =>
		description.properties.filter(({ displayOptions }) =>
			displayOptions?.show?.resource?.includes(resource),
		);

	it.each(['associationLabel', 'associationLimit'])('of %s has no records in it', (resource) => {
		const fields = fieldsOf(resource);
		expect(fields.length).toBeGreaterThan(3);
		for (const { displayName, description: help = '' } of fields) {
			expect(`${displayName} ${help}`).not.toMatch(/record/i);
		}
	});

	it.each(['associationLabel', 'associationLimit'])(
		'of %s says that Restore cannot bring it back',
		(resource) => {
			const notices = fieldsOf(resource).filter(({ type }) => type === 'notice');
			expect(notices.map(({ displayName }) => displayName)).toEqual([
				expect.stringMatching(/Restore cannot bring (it|the limit) back\.$/),
			]);
		},
	);
});

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
		['Dry run: contacts → companies', deleteParameters({ options: { dryRun: true } })],
		['Dry run: contacts → companies', deleteAllParameters({ options: { dryRun: true } })],
		[
			'Dry run: Restore',
			{ resource: 'association', operation: 'restore', options: { dryRun: true } },
		],
		[
			'Dry run: Delete',
			{ resource: 'association', operation: 'delete', options: { dryRun: true } },
		],
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
		['Dry run: contacts → companies', undefined],
		['Dry run: contacts → companies', true],
		['Delete: contacts → companies', false],
	])('of a tool says "%s" where Dry Run is %s', async (subtitle, dryRun) => {
		const options = dryRun === undefined ? {} : { dryRun };
		expect(await subtitleOf(deleteParameters({ options }), TOOL_TYPE)).toBe(subtitle);
	});
});
