import type { NodeExecutionHint } from 'n8n-workflow';

import type { BatchResult } from '../batch/runBatches';
import { pluralize, formatNumber, formatRequests } from './formatNumber';
import type { Operation } from '../operation';
import type { RunStats } from './runStats';

/**
 * Sums up a run for the output pane: "9,998 of 10,000 associations deleted in 100 requests; 2 failed."
 *
 * @param results every batch of it; none in a dry run
 */
export function executionHint(
	operation: Operation,
	stats: RunStats,
	results: readonly BatchResult[],
	{ dryRun }: { dryRun: boolean },
): NodeExecutionHint {
	const { status, dryRunStatus } = operation.desiredState;
	const { noun, total, counts, unknown } = stats;
	const { emptyRecords, unreadRecords, invalidItems } = stats;
	const { absent, failed, notSent } = counts;
	const requests = results.reduce((count, { attempts }) => count + attempts.length, 0);
	const of = `of ${formatNumber(total)} ${noun}`;
	const what = dryRun
		? `Dry run: ${formatNumber(counts[dryRunStatus])} ${of} would be ${status}`
		: `${formatNumber(counts[status])} ${of} ${status} in ${formatRequests(requests)}`;
	const unknownWords = unknown > 0 ? ` (${formatNumber(unknown)} of them unknown)` : '';
	const others = [
		pluralize(absent, status === 'deleted' ? 'not there' : 'with nothing to restore'),
		pluralize(failed, `failed${unknownWords}`),
		pluralize(notSent, dryRun ? 'could not be read' : 'never sent'),
		pluralize(emptyRecords, 'record with none', 'records with none'),
		pluralize(unreadRecords, 'record could not be read', 'records could not be read'),
		pluralize(invalidItems, 'item could not be used', 'items could not be used'),
	];
	const words = [what, others.filter(Boolean).join(', ')].filter(Boolean).join('; ');
	return {
		message: `${words}.${dryRun ? ' Nothing was changed.' : ''}`,
		type: failed + notSent + unreadRecords + invalidItems > 0 ? 'warning' : 'info',
		location: 'outputPane',
	};
}
