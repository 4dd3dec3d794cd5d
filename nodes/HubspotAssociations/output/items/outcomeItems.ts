import type { IDataObject, INode, INodeExecutionData } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

import type { Outcome } from '../../batch/outcome';
import type { Target } from '../../batch/target';
import { pairedItems } from './pairedItems';
import type { InputOutcome } from '../inputOutcomes';

/**
 * One item for each input: `output` set to `items`.
 *
 * @returns in the order of the outcomes
 */
export function inputItems(outcomes: readonly InputOutcome[]): INodeExecutionData[] {
	return outcomes.map((outcome) => ({
		json: outcomeJson(outcome),
		pairedItem: outcome.items ? pairedItems(new Set(outcome.items)) : { item: outcome.item },
	}));
}

/**
 * The items that leave by the error output.
 * n8n sorts items there by their `error`, and afterwards replaces the `json` of every item that still
 * shows one. An `error` that is not enumerable is seen by the sorting, is not copied along, and so the
 * `json` arrives whole.
 *
 * @param inputItems those of the run: fields that an outcome does not have must not show through from there
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
			json: { ...withoutOldFields(inputItems[outcome.item]?.json), ...outcomeJson(outcome) },
			pairedItem: { item: outcome.item },
		};
		const message = 'error' in outcome.outcome ? outcome.outcome.error.message : 'Failed';
		const value = errors.get(message) ?? new NodeOperationError(node, message);
		errors.set(message, value);
		return Object.defineProperty(item, 'error', { value, writable: true, configurable: true });
	});
}

/** The fields that not every outcome has. */
const OPTIONAL_FIELDS = [
	...['fromObjectType', 'fromObjectId', 'toObjectType', 'toObjectId', 'types'],
	...['removed', 'unknown', 'note'],
];

/**
 * At the error output n8n lays our fields over those of the input item. Where that came out of this node
 * before, its old fields must not show through.
 */
const withoutOldFields = (input: unknown): IDataObject =>
	// After a deletion nothing may throw: what came in may be no data at all.
	typeof input === 'object' && input !== null
		? Object.fromEntries(
				OPTIONAL_FIELDS.filter((field) => field in input).map((field) => [field, undefined]),
			)
		: {};

/** A message that says which item it is about, once: those of n8n may say so themselves. */
const withItem = (message: string, item: number): string =>
	new RegExp(`\\bitem ${item}\\b`, 'i').test(message) ? message : `Item ${item}: ${message}`;

/** The outcome of one input as JSON, its fields in the order in which people read them. */
export function outcomeJson({ item, target, given, typed, outcome }: InputOutcome): IDataObject {
	const json: IDataObject = { status: outcome.status };
	if ('error' in outcome) {
		const { message } = outcome.error;
		// Without a target only the number says which item it was.
		json.error = {
			...outcome.error,
			message: target === undefined ? withItem(message, item) : message,
		};
	}
	const known = { ...target, ...given, ...(typed as Partial<Target>) };
	const { fromObjectType, toObjectType, types, names } = known;
	// A record that could not be looked up is shown as the item names it.
	const { fromObjectId = names?.from?.value, toObjectId = names?.to?.value } = known;
	const fields = { fromObjectType, fromObjectId, toObjectType, toObjectId, types };
	const { removed, unknown, note } = outcome as Partial<Extract<Outcome, { status: 'failed' }>> & {
		note?: string;
	};
	for (const [name, value] of Object.entries({ ...fields, removed, unknown, note })) {
		if (value !== undefined) json[name] = value as IDataObject[string];
	}
	return withOwnInside(json);
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
