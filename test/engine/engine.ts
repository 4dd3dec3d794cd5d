import {
	type IDataObject,
	type INode,
	type INodeExecutionData,
	type INodeParameters,
	type INodeType,
	type INodeTypes,
	type IRun,
	type IWorkflowExecuteAdditionalData,
	NodeConnectionTypes,
	type NodeExecutionHint,
	type OnError,
} from 'n8n-workflow';

// With its extension: beside it lies HubspotAssociations.node.json, which Node would take instead.
import { HubspotAssociations } from '../../nodes/HubspotAssociations/HubspotAssociations.node.ts';
import { type CredentialStore } from './credentialStore';
import { runWorkflow } from './runWorkflow';

/** The node under test, as n8n names it. */
export const NODE_TYPE = 'n8n-nodes-hubspot-associations.hubspotAssociations';

/** A node that does no more than it is told here. */
export const plainNode = (name: string, execute: INodeType['execute']): INodeType => ({
	description: {
		displayName: name,
		name,
		group: ['transform'],
		version: 1,
		description: name,
		defaults: { name },
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		properties: [],
	},
	execute,
});

/** Where the items come from: they are pinned to it, as in the editor. */
const source = plainNode('source', async () => await Promise.resolve([[]]));

/** The same node as n8n offers it to agents. */
export const TOOL_TYPE = `${NODE_TYPE}Tool`;

/** As much of what n8n does to a node type for that as matters here. */
function asTool(node: INodeType): INodeType {
	node.description.name += 'Tool';
	node.description.outputs = [NodeConnectionTypes.AiTool];
	node.description.properties.unshift({
		...{ displayName: 'Tool Description', name: 'descriptionType', type: 'options' },
		options: [
			{ name: 'Set Automatically', value: 'auto' },
			{ name: 'Set Manually', value: 'manual' },
		],
		default: 'auto',
	});
	return node;
}

const NODES: Record<string, INodeType> = {
	'test.source': source,
	[NODE_TYPE]: new HubspotAssociations(),
	[TOOL_TYPE]: asTool(new HubspotAssociations()),
};

/** The node types that workflows in these tests can use. */
export const nodeTypes: INodeTypes = {
	getByName: (type) => NODES[type],
	getByNameAndVersion: (type) => NODES[type],
	getKnownTypes: () => ({}),
};

/** The same, in which our node does something else. */
const doing = (execute: INodeType['execute']): INodeTypes => ({
	...nodeTypes,
	getByNameAndVersion: (type) =>
		type === NODE_TYPE ? { description: NODES[type].description, execute } : NODES[type],
});

/** One run of the node inside a workflow: items -> node. */
export interface NodeRun {
	/** The input items' json. */
	items: IDataObject[];
	parameters: INodeParameters;
	/** By credential type; the `authentication` parameter follows from it unless given. */
	credentials: INode['credentials'];
	store: CredentialStore;
	onError?: OnError;
	/** n8n's "Retry On Fail": how often it runs the node at most. */
	maxTries?: number;
	/** Settings of the node, such as Always Output Data. */
	settings?: Partial<INode>;
	/** Runs it under the type that n8n gives it for agents. */
	isTool?: boolean;
	/** Gets what a browser that watches would get. */
	sendDataToUI?: IWorkflowExecuteAdditionalData['sendDataToUI'];
	/** Runs this in place of what the node does. */
	instead?: INodeType['execute'];
	/** Presses n8n's Stop button when this is aborted. */
	stop?: AbortSignal;
}

/** What a run gave. */
export interface NodeRunResult {
	/** Items at the main output. */
	done: INodeExecutionData[];
	/** Items at the error output. */
	failed: INodeExecutionData[];
	/** What the output pane shows above the items. */
	hints: NodeExecutionHint[];
	/** What ended the workflow, if something did. */
	error?: { message: string; description?: string; context?: IDataObject; httpCode?: string };
	/** Everything n8n would store of the execution. */
	run: IRun;
}

const AUTHENTICATION: Record<string, string> = {
	hubspotAssociationsOAuth2Api: 'oAuth2',
	hubspotAssociationsAccessTokenApi: 'accessToken',
};

/** Runs a whole workflow with the node in it on n8n's own engine. */
export async function runNode(options: NodeRun): Promise<NodeRunResult> {
	const { items, parameters, credentials, store, onError, isTool, stop } = options;
	const [credentialType = ''] = Object.keys(credentials ?? {});
	const node = (name: string, type: string, more: Partial<INode> = {}): INode => ({
		id: name,
		name,
		type,
		typeVersion: 1,
		position: [0, 0],
		parameters: {},
		...more,
	});
	const running = runWorkflow({
		workflow: {
			id: 'test',
			name: 'Test',
			nodes: [
				node('Items', 'test.source'),
				node('HubSpot Associations', isTool ? TOOL_TYPE : NODE_TYPE, {
					parameters: { authentication: AUTHENTICATION[credentialType], ...parameters },
					credentials,
					onError,
					...(options.maxTries === undefined
						? {}
						: { retryOnFail: true, maxTries: options.maxTries, waitBetweenTries: 1 }),
					...options.settings,
				}),
			],
			connections: {
				Items: { main: [[{ node: 'HubSpot Associations', type: 'main', index: 0 }]] },
			},
		},
		nodeTypes: options.instead === undefined ? nodeTypes : doing(options.instead),
		store,
		startNode: 'Items',
		pinData: { Items: items.map((json) => ({ json })) },
		sendDataToUI: options.sendDataToUI,
	});
	stop?.addEventListener('abort', () => running.cancel());
	const run = await running;

	const { runData, error } = run.data.resultData;
	const [task] = runData['HubSpot Associations'] ?? [];
	const [done, failed] = task?.data?.main ?? [];
	return {
		run,
		done: done ?? [],
		failed: failed ?? [],
		hints: task?.hints ?? [],
		error: error as NodeRunResult['error'],
	};
}
