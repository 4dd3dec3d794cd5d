import { ExecuteContext, SupplyDataContext } from 'n8n-core';
import {
	createRunExecutionData,
	type IDataObject,
	type IExecuteFunctions,
	type INode,
	type INodeParameters,
	type ITaskDataConnections,
	type NodeConnectionType,
	NodeConnectionTypes,
	Workflow,
} from 'n8n-workflow';

import { CredentialStore } from './credentialStore';
import { NODE_TYPE, nodeTypes, TOOL_TYPE } from './engine';
import { additionalDataFor } from './runWorkflow';

/** What there is to execute with; everything may be left out. */
interface Situation {
	parameters?: INodeParameters;
	/** The input items' json. */
	items?: IDataObject[];
	store?: CredentialStore;
	credentials?: INode['credentials'];
}

/** What both kinds of context are made of. */
async function parts(
	type: string,
	connection: NodeConnectionType,
	{ parameters = {}, items = [{}], store = new CredentialStore(nodeTypes), credentials }: Situation,
) {
	const node: INode = {
		...{ id: '1', name: 'Node', type, typeVersion: 1, position: [0, 0] },
		...{ parameters, credentials },
	};
	const workflow = new Workflow({ nodes: [node], connections: {}, active: false, nodeTypes });
	await workflow.expression.acquireIsolate();
	const input = items.map((json) => ({ json }));
	const data: ITaskDataConnections = { [connection]: [input] };
	const additionalData = additionalDataFor(store);
	return { node, workflow, input, data, additionalData, run: createRunExecutionData() };
}

/** What the node's execute() gets of n8n's engine, for what is tried without a whole run. */
export async function executeContext(situation: Situation): Promise<IExecuteFunctions> {
	const made = await parts(NODE_TYPE, NodeConnectionTypes.Main, situation);
	const { node, workflow, input, data, additionalData, run } = made;
	return new ExecuteContext(
		workflow,
		node,
		additionalData,
		'manual',
		run,
		0,
		input,
		data,
		{ node, data, source: null },
		[],
	) as unknown as IExecuteFunctions;
}

/** What execute() gets when an AI agent calls the node as its tool; the items are what the model gave. */
export async function toolContext(situation: Situation): Promise<IExecuteFunctions> {
	const connection = NodeConnectionTypes.AiTool;
	const { node, workflow, input, data, additionalData, run } = await parts(
		TOOL_TYPE,
		connection,
		situation,
	);
	return new SupplyDataContext(
		workflow,
		node,
		additionalData,
		'manual',
		run,
		0,
		input,
		data,
		connection,
		{ node, data, source: null },
		[],
	) as unknown as IExecuteFunctions;
}
