import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import type { ItemResult, Outcome } from '../../batch/outcome';
import type { BatchResult } from '../../batch/runBatches';
import { type InputOutcome, isFailure } from '../inputOutcomes';
import type { OutputKind } from '../../descriptions/outputKind';
import { errorOutputItems, inputItems } from './outcomeItems';
import { responseItems, statusByResponse } from './responseItems';
import { summaryItem } from './summaryItem';
import { toolSummaryItem, withoutTopLevelError } from './toolItems';

/** What items have to know of the run. */
export interface RunInfo {
	/** Whether the node is an agent's tool. */
	isTool: boolean;
	/** The ID of the HubSpot account, where it is known. */
	accountId?: string;
	/** How many requests it sent that change nothing. */
	reads: number;
}

/**
 * Makes what comes out of the node. With an error output, the failed inputs go there, whatever `kind` is; a tool has
 * none.
 *
 * @param kind the parameter `output`
 * @returns items for the main output; n8n moves those with an `error` to the error output
 */
export function outputItems(
	context: IExecuteFunctions,
	kind: OutputKind,
	outcomes: readonly InputOutcome[],
	results: readonly BatchResult[],
	{ isTool, accountId, reads }: RunInfo,
): INodeExecutionData[] {
	const node = context.getNode();
	// An agent reads the main output of its tool only.
	const hasErrorOutput = !isTool && node.onError === 'continueErrorOutput';
	const failures = hasErrorOutput
		? errorOutputItems(node, outcomes.filter(isFailure), context.getInputData())
		: [];
	const items = mainItems(kind, hasErrorOutput, outcomes, results, reads);
	if (accountId !== undefined && (kind === 'summary' || kind === 'toolSummary')) {
		items[0].json = { account: accountId, ...items[0].json };
	}
	return isTool ? withoutTopLevelError(items) : [...items, ...failures];
}

function mainItems(
	kind: OutputKind,
	hasErrorOutput: boolean,
	all: readonly InputOutcome[],
	results: readonly BatchResult[],
	reads: number,
): INodeExecutionData[] {
	if (kind === 'summary') return [summaryItem(all, results, reads)];
	const outcomes = all.filter(({ outcome }) => !('isUnlisted' in outcome));
	if (kind === 'toolSummary') return [toolSummaryItem(all, outcomes, results, reads)];
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
