import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import type { Answer } from './batch/responses/parseBatchResponse';
import type { Batch } from './batch/planning/plan';
import type { DesiredState } from './batch/desiredState';
import type { StateReader } from './batch/stateReader';
import type { Outcome } from './batch/outcome';
import type { Input, Target } from './batch/target';
import type { ApiVersion, Endpoint } from './transport/endpoints';

/** Reads one parameter of the item at hand; expressions are resolved, resource locators reduced to their value. */
export type ReadParameter = (name: string) => unknown;

/** Whether a parameter holds an expression, and what it says may depend on the item. */
export type IsExpression = (name: string) => boolean;

/** HubSpot as one run sees it. */
export interface Hubspot {
	apiVersion: ApiVersion;
	/** Sends one request, keeping to limits and retrying; rejects with an error that has the fields of a `BatchError`. */
	request: (endpoint: Endpoint, body?: object) => Promise<Answer>;
}

/** What reading the account made of inputs that only name records. */
export interface Expanded {
	/** What is to be deleted, tied to the items that asked. */
	inputs: Input[];
	/** Inputs of which nothing is to be deleted, and the last word on each of their targets. */
	settled: Input[];
	outcomes: Map<Target, Outcome>;
	/** What was read of the targets of `inputs`, where anything was. */
	readState?: StateReader;
	/** Items that cannot be used after all. */
	invalid?: InvalidItem[];
}

/** An item whose parameters cannot be used; nothing is sent for it. */
export interface InvalidItem {
	item: number;
	/** What was wrong. */
	message: string;
	/** What to do about it. */
	description?: string;
}

/** What looking things up made of inputs that do not say everything themselves. */
export interface Resolved {
	inputs: Input[];
	/** Items that cannot be used after all. */
	invalid: InvalidItem[];
	/** Inputs for which nothing could be looked up, and the last word on each of their targets. */
	settled: Input[];
	outcomes: Map<Target, Outcome>;
}

/** The properties by whose values items name records; where absent, items give record IDs. */
export interface IdProperties {
	fromIdProperty?: string;
	toIdProperty?: string;
}

/** One operation of the node: its place in the panel, its fields, and how items become requests. */
export interface Operation {
	/** The entry in the panel's "Operation" list. */
	readonly option: INodePropertyOptions;
	/** What a node set to it says on the canvas, before its object types. */
	readonly title: string;
	/** Fields of this operation, in the order shown; the router shows them for this operation only. */
	readonly fields: INodeProperties[];
	/** What targets are called in messages, in the plural. */
	readonly noun: string;
	/** The same where each of them names labels, if that makes another thing of them. */
	readonly nounWithLabels?: string;
	/** What HubSpot confirms as well where nothing was read before; absent where the operation finds that out itself. */
	readonly alsoConfirmed?: string;
	/** What is wanted of the targets; absent where they are only read, and nothing is ever sent that changes anything. */
	readonly desiredState?: DesiredState;
	/** How many targets go into one request where the user says nothing, and at most; as the option says otherwise. */
	readonly batchSize?: { usual: number; most: number };
	/**
	 * What one item asks for, checked.
	 *
	 * @param idProperties by which properties it names records
	 * @param isExpression tells what is empty in the panel from an expression that gives nothing
	 * @throws ParameterError for a value that cannot be used
	 */
	targets(read: ReadParameter, idProperties: IdProperties, isExpression: IsExpression): Target[];
	/** Looks up in HubSpot what the inputs name; never rejects. */
	resolve?(
		inputs: readonly Input[],
		hubspot: Hubspot,
		options: { allowUnlabeled: boolean },
	): Promise<Resolved>;
	/** Reads from HubSpot what the inputs stand for, where they do not say it themselves; never rejects. */
	expand?(inputs: readonly Input[], hubspot: Hubspot): Promise<Expanded>;
	/** Where a batch goes. */
	endpoint(version: ApiVersion, batch: Batch): Endpoint;
	/** What a batch says; nothing where its path says it all. */
	body?(batch: Batch): object | undefined;
	/**
	 * How to read what is there of a batch; made once for each run.
	 *
	 * @param maxPages most pages that are read of one record; all unless given
	 */
	readState(hubspot: Hubspot, maxPages?: number): StateReader;
	/** The same from the other side of the pairs. */
	readOtherSide?(hubspot: Hubspot, maxPages?: number): StateReader;
	/** Whether what is there is read before anything is sent, whatever the settings. */
	readonly readsFirst?: boolean;
	/** Orders groups in stages: a stage is read and sent once the one before it is over. One stage unless given. */
	stages?(groups: readonly Batch[]): Batch[][];
}

/** A resource of the node with its operations, the first one being the default. */
export interface Resource {
	/** The entry in the panel's "Resource" list. */
	readonly option: INodePropertyOptions;
	readonly operations: readonly Operation[];
}
