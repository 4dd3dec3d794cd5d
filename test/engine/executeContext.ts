import { ExecuteContext } from 'n8n-core';
import {
	createRunExecutionData,
	type IDataObject,
	type IExecuteFunctions,
	type INode,
	type INodeParameters,
	Workflow,
} from 'n8n-workflow';

import { CredentialStore } from './credentialStore';
import { additionalDataFor, NODE_TYPE, nodeTypes } from './engine';

/** What there is to execute with; everything may be left out. */
interface Situation {
	parameters?: INodeParameters;
	/** The input items' json. */
	items?: IDataObject[];
	store?: CredentialStore;
	credentials?: INode['credentials'];
}

/** What the node's execute() gets of n8n's engine, for what is tried without a whole run. */
export async function executeContext({
	parameters = {},
	items = [{}],
	store = new CredentialStore(nodeTypes),
	credentials,
}: Situation): Promise<IExecuteFunctions> {
	const node: INode = {
		...{ id: '1', name: 'Node', type: NODE_TYPE, typeVersion: 1, position: [0, 0] },
		...{ parameters, credentials },
	};
	const workflow = new Workflow({ nodes: [node], connections: {}, active: false, nodeTypes });
	await workflow.expression.acquireIsolate();
	const input = items.map((json) => ({ json }));
	const main = { main: [input] };
	return new ExecuteContext(
		workflow,
		node,
		additionalDataFor(store),
		'manual',
		createRunExecutionData(),
		0,
		input,
		main,
		{ node, data: main, source: null },
		[],
	) as unknown as IExecuteFunctions;
}
