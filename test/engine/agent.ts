import {
	type EngineRequest,
	type EngineResponse,
	type IDataObject,
	type IExecuteFunctions,
	type INode,
	type INodeExecutionData,
	type INodeParameters,
	type INodeType,
	type INodeTypes,
	type IRun,
	NodeConnectionTypes,
} from 'n8n-workflow';

import { nodeTypes, plainNode, TOOL_TYPE } from './engine';
import type { Fixture } from './fixture';
import { runWorkflow } from './runWorkflow';

/** One call of the tool by the model: for which item of the agent, and the arguments it made up. */
export interface ToolCall {
	item: number;
	arguments: IDataObject;
}

/** A workflow with an agent that has the node as its tool. */
export interface AgentRun {
	/** What comes out of the node "Contacts", in front of the agent. */
	contacts: IDataObject[];
	parameters: INodeParameters;
	calls: ToolCall[];
	/** Whether the agent calls the tool itself, as agents before version 3 and the MCP Server Trigger do. */
	callsItself?: boolean;
	/** Settings of the tool, such as On Error. */
	settings?: Partial<INode>;
}

/** What came of it. */
export interface AgentRunResult {
	/** What the agent got for each call: the json of every item at the tool's output. */
	heard: IDataObject[][];
	/** Everything n8n would store of the execution. */
	run: IRun;
}

/**
 * Asks n8n's engine to run its tool as n8n's agent does from version 3 on, and gives out what it got for it. What a model
 * would decide is decided by the test.
 */
function agent(calls: readonly ToolCall[]): INodeType {
	async function execute(this: IExecuteFunctions, response?: EngineResponse) {
		const responses = response?.actionResponses ?? [];
		if (responses.length === 0) {
			const request: EngineRequest = {
				actions: calls.map(({ item, arguments: input }, index) => ({
					...{ actionType: 'ExecutionNodeAction' as const, nodeName: 'Tool', input },
					...{ type: NodeConnectionTypes.AiTool, id: `call_${index}` },
					metadata: { itemIndex: item },
				})),
				metadata: {},
			};
			return await Promise.resolve(request);
		}
		return responses.map(({ data }) =>
			(data.data?.ai_tool?.[0] ?? []).map(({ json }) => ({ json })),
		);
	}
	return agentNode(calls, execute as INodeType['execute']);
}

/** Calls its tool itself, through what n8n makes of the node for LangChain. */
function agentThatCallsItself(calls: readonly ToolCall[]): INodeType {
	return agentNode(calls, async function (this: IExecuteFunctions) {
		const outputs: INodeExecutionData[][] = [];
		for (const { item, arguments: input } of calls) {
			const [tool] = (await this.getInputConnectionData(NodeConnectionTypes.AiTool, item)) as [
				{ invoke: (input: object) => Promise<string> },
			];
			const heard = JSON.parse(await tool.invoke(input)) as IDataObject[];
			outputs.push(heard.map((json) => ({ json })));
		}
		return outputs;
	});
}

function agentNode(calls: readonly ToolCall[], execute: INodeType['execute']): INodeType {
	const node = plainNode('agent', execute);
	node.description.inputs = [NodeConnectionTypes.Main, NodeConnectionTypes.AiTool];
	// One output for each call keeps their answers apart.
	node.description.outputs = calls.map(() => NodeConnectionTypes.Main);
	return node;
}

/** Runs Contacts → Agent, with the node as the agent's tool, on n8n's own engine. */
export async function runAgent(
	{ store, accessToken }: Fixture,
	{ contacts, parameters, calls, callsItself = false, settings }: AgentRun,
): Promise<AgentRunResult> {
	const kind = callsItself ? agentThatCallsItself(calls) : agent(calls);
	const types: INodeTypes = {
		...nodeTypes,
		getByNameAndVersion: (type) =>
			type === 'test.agent' ? kind : nodeTypes.getByNameAndVersion(type),
	};
	const node = (name: string, type: string, more: Partial<INode> = {}): INode => ({
		...{ id: name, name, type, typeVersion: 1, position: [0, 0], parameters: {} },
		...more,
	});
	const run = await runWorkflow({
		workflow: {
			...{ id: 'test', name: 'Test', settings: { executionOrder: 'v1' } },
			nodes: [
				node('Start', 'test.source'),
				node('Contacts', 'test.source'),
				node('Agent', 'test.agent'),
				node('Tool', TOOL_TYPE, {
					parameters: { authentication: 'accessToken', ...parameters },
					credentials: accessToken,
					...settings,
				}),
			],
			connections: {
				Start: { main: [[{ node: 'Contacts', type: 'main', index: 0 }]] },
				Contacts: { main: [[{ node: 'Agent', type: 'main', index: 0 }]] },
				Tool: { ai_tool: [[{ node: 'Agent', type: 'ai_tool', index: 0 }]] },
			},
		},
		...{ nodeTypes: types, store, startNode: 'Start' },
		pinData: {
			Start: [{ json: {} }],
			Contacts: contacts.map((json) => ({ json, pairedItem: { item: 0 } })),
		},
	});
	const { runData, error } = run.data.resultData;
	if (error !== undefined) throw error;
	// The engine keeps all runs of a node; the agent's last one has the answers.
	const outputs = runData.Agent.at(-1)?.data?.main ?? [];
	return { run, heard: outputs.map((items) => (items ?? []).map(({ json }) => json)) };
}
