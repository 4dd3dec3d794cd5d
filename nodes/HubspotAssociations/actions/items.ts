import type { IDataObject, INode, INodeExecutionData, IPairedItemData } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

import { type Answer, batchInfoOf } from '../batch/outcome';
import type { BatchResult } from '../batch/run';
import type { Target } from '../batch/target';
import { countOutcomes, type InputOutcome, isFailure } from './outcomes';
import type { OutputKind } from './settings';

/**
 * Makes what comes out of the node. With an error output, the failed inputs go there, whatever `kind` is.
 *
 * @param kind the parameter `output`
 * @returns items for the main output; n8n moves those with an `error` to the error output
 */
export function outputItems(
	node: INode,
	kind: OutputKind,
	outcomes: readonly InputOutcome[],
	results: readonly BatchResult[],
): INodeExecutionData[] {
	const hasErrorOutput = node.onError === 'continueErrorOutput';
	const failures = hasErrorOutput ? errorOutputItems(node, outcomes.filter(isFailure)) : [];
	return [...mainItems(kind, hasErrorOutput, outcomes, results), ...failures];
}

function mainItems(
	kind: OutputKind,
	hasErrorOutput: boolean,
	outcomes: readonly InputOutcome[],
	results: readonly BatchResult[],
): INodeExecutionData[] {
	if (kind === 'summary') return [summaryItem(outcomes, results)];
	if (kind === 'responses') {
		// An item that was refused is in no request: without an error output it would vanish.
		const unread = hasErrorOutput ? [] : outcomes.filter(({ target }) => target === undefined);
		return [...responseItems(outcomes, results), ...outcomeItems(unread)];
	}
	return outcomeItems(hasErrorOutput ? outcomes.filter((one) => !isFailure(one)) : outcomes);
}

/** One item for each input: `output` set to `items`. */
function outcomeItems(outcomes: readonly InputOutcome[]): INodeExecutionData[] {
	return outcomes.map((outcome) => ({
		json: outcomeJson(outcome),
		pairedItem: { item: outcome.item },
	}));
}

/**
 * The items that leave by the error output.
 * n8n sorts items there by their `error`, and afterwards replaces the `json` of every item that still
 * shows one. An `error` that is not enumerable is seen by the sorting, is not copied along, and so the
 * `json` arrives whole (n8n 2); n8n 1 clears the property itself.
 */
function errorOutputItems(node: INode, outcomes: readonly InputOutcome[]): INodeExecutionData[] {
	return outcomes.map((outcome) => {
		const item: INodeExecutionData = {
			json: outcomeJson(outcome),
			pairedItem: { item: outcome.item },
		};
		const message = 'error' in outcome.outcome ? outcome.outcome.error.message : 'Failed';
		const value = new NodeOperationError(node, message, { itemIndex: outcome.item });
		return Object.defineProperty(item, 'error', { value, writable: true, configurable: true });
	});
}

function outcomeJson({ target, outcome }: InputOutcome): IDataObject {
	return { status: outcome.status, ...copyOf(target), ...copyOf(outcome) };
}

/** Own copies: items are changed by later nodes, and targets and outcomes are shared between items. */
function copyOf(value: object | undefined): IDataObject {
	return value === undefined ? {} : structuredClone(value as IDataObject);
}

/** One item for each request that was sent, with HubSpot's batch response: `output` set to `responses`. */
function responseItems(
	outcomes: readonly InputOutcome[],
	results: readonly BatchResult[],
): INodeExecutionData[] {
	const itemsOf = itemsByTarget(outcomes);
	return results
		.filter(({ answer, error }) => answer !== undefined || error !== undefined)
		.map(({ batch, answer, error }) => {
			const items = new Set(batch.targets.flatMap((target) => itemsOf.get(target) ?? []));
			return {
				json: {
					...(answer === undefined ? {} : responseBody(answer)),
					...(error === undefined ? {} : { error: { ...error } }),
					request: {
						fromObjectType: batch.fromObjectType,
						toObjectType: batch.toObjectType,
						inputs: batch.targets.length,
						httpCode: answer?.httpCode ?? error?.httpCode ?? null,
					},
				},
				pairedItem: pairedTo(items),
			};
		});
}

/** HubSpot's body as it came; for an empty 204 what it means; a text as it is. */
function responseBody(answer: Answer): IDataObject {
	const { body } = answer;
	if (typeof body === 'object' && body !== null) return body as IDataObject;
	return { ...batchInfoOf(answer), ...(body ? { body: String(body) } : {}) };
}

/** One item that counts: `output` set to `summary`. */
function summaryItem(
	outcomes: readonly InputOutcome[],
	results: readonly BatchResult[],
): INodeExecutionData {
	const counts = countOutcomes(outcomes);
	const errors = new Map<string, IDataObject & { count: number }>();
	for (const { outcome } of outcomes) {
		if (!('error' in outcome)) continue;
		const { message } = outcome.error;
		const known = errors.get(message);
		if (known === undefined) errors.set(message, { ...outcome.error, count: 1 });
		else known.count++;
	}
	return {
		json: {
			inputs: outcomes.length,
			...counts,
			requests: results.filter(({ answer, error }) => answer ?? error).length,
			errors: [...errors.values()],
		},
		pairedItem: pairedTo(new Set(outcomes.map(({ item }) => item))),
	};
}

function itemsByTarget(outcomes: readonly InputOutcome[]): Map<Target, number[]> {
	const items = new Map<Target, number[]>();
	for (const { target, item } of outcomes) {
		if (target === undefined) continue;
		const known = items.get(target);
		if (known === undefined) items.set(target, [item]);
		else known.push(item);
	}
	return items;
}

const pairedTo = (items: ReadonlySet<number>): IPairedItemData[] =>
	[...items].sort((a, b) => a - b).map((item) => ({ item }));
