import type { IDataObject, INode, INodeExecutionData } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

import type { InputOutcome } from './inputOutcomes';

/**
 * One item for each input: `output` set to `items`.
 *
 * @returns in the order of the outcomes
 */
export function inputItems(outcomes: readonly InputOutcome[]): INodeExecutionData[] {
	return outcomes.map((outcome) => ({
		json: outcomeJson(outcome),
		pairedItem: { item: outcome.item },
	}));
}

/**
 * The items that leave by the error output.
 * n8n sorts items there by their `error`, and afterwards replaces the `json` of every item that still
 * shows one. An `error` that is not enumerable is seen by the sorting, is not copied along, and so the
 * `json` arrives whole.
 *
 * @param inputItems those of the run: what an outcome does not say must not show through from there
 */
export function errorOutputItems(
	node: INode,
	outcomes: readonly InputOutcome[],
	inputItems: readonly INodeExecutionData[],
): INodeExecutionData[] {
	// Making an error takes 30 microseconds, and n8n only looks whether there is one.
	const errors = new Map<string, NodeOperationError>();
	return outcomes.map((outcome) => {
		const item: INodeExecutionData = {
			json: { ...nothingSaid(inputItems[outcome.item].json), ...outcomeJson(outcome) },
			pairedItem: { item: outcome.item },
		};
		const message = 'error' in outcome.outcome ? outcome.outcome.error.message : 'Failed';
		const value = errors.get(message) ?? new NodeOperationError(node, message);
		errors.set(message, value);
		return Object.defineProperty(item, 'error', { value, writable: true, configurable: true });
	});
}

/** The fields that not every outcome has. */
const OURS = [
	...['fromObjectType', 'fromObjectId', 'toObjectType', 'toObjectId', 'types'],
	...['removed', 'batch', 'unknown'],
];

/**
 * At the error output n8n lays our fields over those of the input item. Where that came out of this node
 * before, its old fields must not show through.
 */
const nothingSaid = (input: IDataObject): IDataObject =>
	Object.fromEntries(OURS.filter((field) => field in input).map((field) => [field, undefined]));

function outcomeJson({ item, target, given, outcome }: InputOutcome): IDataObject {
	const json = withOwnInside(Object.assign({ status: outcome.status }, target, given, outcome));
	// Without a target only the number says which item it was.
	if (target === undefined && 'error' in outcome) {
		json.error = { ...outcome.error, message: `Item ${item}: ${outcome.error.message}` };
	}
	return json;
}

/**
 * Gives data copies of what it holds: items are changed by later nodes, and targets and outcomes are shared between
 * items. They are small and plain; `structuredClone` takes twenty times as long.
 *
 * @returns the same object
 */
function withOwnInside(data: object): IDataObject {
	const json = data as IDataObject;
	for (const field in json) {
		const inner = json[field];
		if (typeof inner === 'object' && inner !== null) json[field] = copyOf(inner);
	}
	return json;
}

const copyOf = (value: object): IDataObject | IDataObject[] =>
	Array.isArray(value)
		? value.map((each: object) => withOwnInside({ ...each }))
		: withOwnInside({ ...value });
