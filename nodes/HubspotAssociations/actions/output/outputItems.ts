import type { INode, INodeExecutionData } from 'n8n-workflow';

import type { BatchResult } from '../../batch/run';
import { type InputOutcome, isFailure } from '../outcomes';
import type { OutputKind } from '../settings';
import { errorOutputItems, inputItems } from './inputItems';
import { responseItems } from './responseItems';
import { summaryItem } from './summaryItem';

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
		// What was refused or not sent is in no request: without an error output it would vanish.
		const unsent = outcomes.filter(
			({ target, outcome }) => target === undefined || outcome.status === 'notSent',
		);
		return [...responseItems(outcomes, results), ...inputItems(hasErrorOutput ? [] : unsent)];
	}
	return inputItems(hasErrorOutput ? outcomes.filter((one) => !isFailure(one)) : outcomes);
}
