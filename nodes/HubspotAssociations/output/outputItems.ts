import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import type { ItemResult, Outcome } from '../batch/outcome';
import type { BatchResult } from '../batch/runBatches';
import { type InputOutcome, isFailure } from './inputOutcomes';
import type { OutputKind } from '../descriptions/outputKind';
import { errorOutputItems, inputItems } from './outcomeItems';
import { responseItems, statusByResponse } from './responseItems';
import { summaryItem } from './summaryItem';

/**
 * Makes what comes out of the node. With an error output, the failed inputs go there, whatever `kind` is.
 *
 * @param kind the parameter `output`
 * @returns items for the main output; n8n moves those with an `error` to the error output
 */
export function outputItems(
	context: IExecuteFunctions,
	kind: OutputKind,
	outcomes: readonly InputOutcome[],
	results: readonly BatchResult[],
): INodeExecutionData[] {
	const node = context.getNode();
	const hasErrorOutput = node.onError === 'continueErrorOutput';
	const failures = hasErrorOutput
		? errorOutputItems(node, outcomes.filter(isFailure), context.getInputData())
		: [];
	return [...mainItems(kind, hasErrorOutput, outcomes, results), ...failures];
}

function mainItems(
	kind: OutputKind,
	hasErrorOutput: boolean,
	all: readonly InputOutcome[],
	results: readonly BatchResult[],
): INodeExecutionData[] {
	if (kind === 'summary') return [summaryItem(all, results)];
	const outcomes = all.filter(({ outcome }) => !('isUnlisted' in outcome));
	if (kind === 'responses') {
		// What no response tells would vanish: what was not sent, or turned out otherwise when it was read back.
		const told = statusByResponse(results);
		const untold = outcomes.filter(
			({ target, outcome }) =>
				target === undefined || 'unknown' in outcome || !says(told.get(target), outcome.status),
		);
		const here = hasErrorOutput ? untold.filter((one) => !isFailure(one)) : untold;
		return [...responseItems(outcomes, results), ...inputItems(here)];
	}
	return inputItems(hasErrorOutput ? outcomes.filter((one) => !isFailure(one)) : outcomes);
}

/** Whether a response tells what became of a target in the end. */
const says = (itemStatus: ItemResult['status'] | undefined, status: Outcome['status']): boolean =>
	itemStatus === 'done'
		? ['deleted', 'restored', 'absent'].includes(status)
		: itemStatus === status;
