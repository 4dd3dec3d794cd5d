import type { NodeExecutionHint } from 'n8n-workflow';

import type { BatchResult } from '../batch/run';
import { counted, inWords, requestsInWords } from './inWords';
import type { Operation } from './operation';
import type { Tally } from './tally';

/**
 * Sums up a run for the output pane: "9,998 of 10,000 associations deleted in 100 requests; 2 failed."
 *
 * @param results every batch of it; none in a dry run
 */
export function hintOf(
	operation: Operation,
	tally: Tally,
	results: readonly BatchResult[],
	{ dryRun }: { dryRun: boolean },
): NodeExecutionHint {
	const { status, would } = operation.goal;
	const { noun, total, counts, unknown } = tally;
	const { emptyRecords, unreadRecords, refusedItems } = tally;
	const { absent, failed, notSent } = counts;
	const requests = results.reduce((count, { sent }) => count + sent.length, 0);
	const of = `of ${inWords(total)} ${noun}`;
	const what = dryRun
		? `Dry run: ${inWords(counts[would])} ${of} would be ${status}`
		: `${inWords(counts[status])} ${of} ${status} in ${requestsInWords(requests)}`;
	const unknownWords = unknown > 0 ? ` (${inWords(unknown)} of them unknown)` : '';
	const others = [
		counted(absent, status === 'deleted' ? 'not there' : 'with nothing to restore'),
		counted(failed, `failed${unknownWords}`),
		counted(notSent, dryRun ? 'could not be read' : 'never sent'),
		counted(emptyRecords, 'record with none', 'records with none'),
		counted(unreadRecords, 'record could not be read', 'records could not be read'),
		counted(refusedItems, 'item could not be used', 'items could not be used'),
	];
	const words = [what, others.filter(Boolean).join(', ')].filter(Boolean).join('; ');
	return {
		message: `${words}.${dryRun ? ' Nothing was changed.' : ''}`,
		type: failed + notSent + unreadRecords + refusedItems > 0 ? 'warning' : 'info',
		location: 'outputPane',
	};
}
