import { ExecutionLifecycleHooks } from 'n8n-core';
import {
	type IConnections,
	type INode,
	type INodeTypes,
	type IPinData,
	type IWorkflowExecuteAdditionalData,
	type IWorkflowSettings,
	Workflow,
} from 'n8n-workflow';

import type { CredentialStore } from './credentialStore';
import { type Running, startRun } from './engineVersion';

/** What n8n's server tells the engine about itself. */
export function additionalDataFor(store: CredentialStore): IWorkflowExecuteAdditionalData {
	const here = 'http://127.0.0.1/';
	return {
		credentialsHelper: store,
		executionId: '17',
		currentNodeExecutionIndex: 0,
		restApiUrl: here,
		instanceBaseUrl: here,
		formBaseUrl: here,
		formWaitingBaseUrl: here,
		formTestBaseUrl: here,
		webhookBaseUrl: here,
		webhookWaitingBaseUrl: here,
		webhookTestBaseUrl: here,
		mcpBaseUrl: here,
		mcpTestBaseUrl: here,
		variables: {},
		logAiEvent: () => undefined,
	} as unknown as IWorkflowExecuteAdditionalData;
}

/** A workflow and everything that n8n's server would give its engine for a run of it. */
export interface WorkflowRun {
	workflow: {
		id: string;
		name: string;
		settings?: IWorkflowSettings;
		nodes: INode[];
		connections: IConnections;
	};
	nodeTypes: INodeTypes;
	store: CredentialStore;
	/** The name of the node that the run starts from. */
	startNode: string;
	/** What nodes give out in place of being run, by name. */
	pinData: IPinData;
	/** Gets what a browser that watches would get. */
	sendDataToUI?: IWorkflowExecuteAdditionalData['sendDataToUI'];
}

/** Runs a whole workflow on n8n's own engine, as the editor does. */
export function runWorkflow({
	workflow: { id, name, settings = {}, nodes, connections },
	nodeTypes,
	store,
	startNode,
	pinData,
	sendDataToUI,
}: WorkflowRun): Running {
	const active = false;
	const workflow = new Workflow({ id, name, active, nodeTypes, settings, nodes, connections });
	const additionalData = additionalDataFor(store);
	additionalData.sendDataToUI = sendDataToUI;
	additionalData.hooks = new ExecutionLifecycleHooks('manual', 'execution', {
		id,
		name,
		active,
		isArchived: false,
		nodes: [],
		connections: {},
		createdAt: new Date(),
		updatedAt: new Date(),
		activeVersionId: null,
	} as never);
	return startRun(additionalData, workflow, workflow.getNode(startNode) ?? undefined, pinData);
}
