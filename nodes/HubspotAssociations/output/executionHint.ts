import type { NodeExecutionHint } from 'n8n-workflow';

import type { BatchResult } from '../batch/runBatches';
import { pluralize, formatNumber, formatRequests } from './formatNumber';
import type { Operation } from '../operation';
import type { RunStats } from './runStats';

/**
 * Sums up a run for the output pane: "9,998 of 10,000 associations deleted in 100 requests; 2 failed."
 *
 * @param results every batch of it; none in a dry run
 * @param options `warning`: a sentence that follows
 */
export function executionHint(
	operation: Operation,
	stats: RunStats,
	results: readonly BatchResult[],
	{ dryRun, warning }: { dryRun: boolean; warning?: string },
): NodeExecutionHint {
	const { status } = operation.desiredState ?? {};
	const { unknown, emptyRecords, unreadRecords, invalidItems, notRead } = stats;
	const { absent, kept, failed, notSent } = stats.counts;
	const what = whatWasDone(operation, stats, results, dryRun);
	const unknownWords = unknown > 0 ? ` (${formatNumber(unknown)} of them unknown)` : '';
	const others = [
		pluralize(kept, 'kept'),
		pluralize(absent, status === 'deleted' ? 'not there' : 'with nothing to restore'),
		pluralize(failed, `failed${unknownWords}`),
		pluralize(notSent, dryRun ? 'could not be read' : 'never sent'),
		pluralize(emptyRecords, 'record with none', 'records with none'),
		pluralize(unreadRecords, 'record could not be read', 'records could not be read'),
		pluralize(invalidItems, 'item could not be used', 'items could not be used'),
	];
	const isAnyNotRead = notRead.length > 0;
	if (isAnyNotRead) others.push(`not read: ${notRead.join(', ')}`);
	const words = [what, others.filter(Boolean).join(', ')].filter(Boolean).join('; ');
	return {
		message: [`${words}.`, dryRun ? 'Nothing was changed.' : '', warning].filter(Boolean).join(' '),
		type:
			warning !== undefined || isAnyNotRead || failed + notSent + unreadRecords + invalidItems > 0
				? 'warning'
				: 'info',
		location: 'outputPane',
	};
}

/** "9,998 of 10,000 associations deleted in 100 requests", or what would be, or what was found. */
function whatWasDone(
	{ desiredState }: Operation,
	{ noun, total, counts, records }: RunStats,
	results: readonly BatchResult[],
	isDryRun: boolean,
): string {
	if (desiredState === undefined) {
		const of = pluralize(records, 'record', 'records') || 'no record';
		return `${formatNumber(counts.found)} ${noun} found of ${of}`;
	}
	const { status, dryRunStatus } = desiredState;
	const of = `of ${formatNumber(total)} ${noun}`;
	if (isDryRun) return `Dry run: ${formatNumber(counts[dryRunStatus])} ${of} would be ${status}`;
	const requests = results.reduce((count, { attempts }) => count + attempts.length, 0);
	return `${formatNumber(counts[status])} ${of} ${status} in ${formatRequests(requests)}`;
}
