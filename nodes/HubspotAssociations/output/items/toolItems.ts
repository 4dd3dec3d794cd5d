import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import type { BatchResult } from '../../batch/runBatches';
import { type InputOutcome, isFailure } from '../inputOutcomes';
import { outcomeJson } from './outcomeItems';
import { summaryItem } from './summaryItem';

/** Most characters that items take as JSON: a model reads all of it. Some 75 with what was removed. */
const MAX_ITEMS_LENGTH = 30_000;

/** Most characters that errors take as JSON. */
const MAX_ERRORS_LENGTH = 10_000;

/**
 * The one item that an agent's tool gives where its output is not set, because an agent may be given the first item
 * only: the summary, and the items themselves beside it, as far as they fit, what failed first.
 *
 * @param counted all outcomes
 * @param outcomes those that come out as items
 * @param reads how many requests the run sent that change nothing
 * @returns the item; `itemsLeftOut` and `errorsLeftOut` say how many did not fit
 */
export function toolSummaryItem(
	counted: readonly InputOutcome[],
	outcomes: readonly InputOutcome[],
	results: readonly BatchResult[],
	reads: number,
): INodeExecutionData {
	const item = summaryItem(counted, results, reads);
	const inOrder = [
		...outcomes.filter(isFailure),
		...outcomes.filter((outcome) => !isFailure(outcome)),
	];
	const errors = fitting(item.json.errors as IDataObject[], (error) => error, MAX_ERRORS_LENGTH);
	const items = fitting(inOrder, outcomeJson, MAX_ITEMS_LENGTH);
	item.json.errors = errors.fitting;
	if (errors.leftOut > 0) item.json.errorsLeftOut = errors.leftOut;
	item.json.items = items.fitting;
	if (items.leftOut > 0) item.json.itemsLeftOut = items.leftOut;
	return item;
}

/** As many of the first ones as fit. */
function fitting<T>(
	all: readonly T[],
	toJson: (one: T) => IDataObject,
	maxLength: number,
): { fitting: IDataObject[]; leftOut: number } {
	const jsons: IDataObject[] = [];
	let length = 0;
	for (const one of all) {
		const json = toJson(one);
		length += JSON.stringify(json).length;
		if (length > maxLength) break;
		jsons.push(json);
	}
	return { fitting: jsons, leftOut: all.length - jsons.length };
}

/**
 * Calls what is wrong `problem` in the items of a tool: n8n takes a first item with `error` for a failed try, and with
 * "Retry On Fail" runs the tool again.
 *
 * @returns the same items
 */
export function withoutTopLevelError(items: INodeExecutionData[]): INodeExecutionData[] {
	for (const item of items) {
		const { error, ...others } = item.json;
		if (error !== undefined) item.json = { ...others, problem: error };
	}
	return items;
}
