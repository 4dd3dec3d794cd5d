import type { NodeExecutionHint } from 'n8n-workflow';

import type { BatchResult } from '../batch/runBatches';
import { withFullStop } from '../batch/outcome';
import { countWords, emptyRecordsWords } from './countWords';
import { capitalized, formatRequests } from '../batch/formatNumber';
import { type InputOutcome, isFailure } from './inputOutcomes';
import type { Operation } from '../operation';
import type { RunStats } from './runStats';

/** How much of an error is shown: the item has all of it. */
const MAX_ERROR_CHARACTERS = 300;

/**
 * Sums up a run for the output pane: "9,998 of 10,000 associations deleted in 100 requests; 2 failed." The first error
 * follows, because in a table it may be far to the right.
 *
 * @param results every batch of it; none in a dry run
 * @param isUnseen whether nothing was read before: then HubSpot's word is all there is
 * @param isTooLarge whether the run stops short of sending, or of a dry run, because n8n could not keep what comes out
 */
export function executionHint(
	operation: Operation,
	stats: RunStats,
	results: readonly BatchResult[],
	outcomes: readonly InputOutcome[],
	{ dryRun, isUnseen, isTooLarge }: { dryRun: boolean; isUnseen: boolean; isTooLarge: boolean },
): NodeExecutionHint {
	const { counts, emptyRecords, unreadRecords, invalidItems } = stats;
	const leftWords = isTooLarge ? 'left out' : 'could not be read';
	const [first = 'Nothing to do', ...others] = countWords(
		operation,
		stats,
		dryRun ? leftWords : 'never sent',
	);
	const requests = results.reduce((count, { attempts }) => count + attempts.length, 0);
	const main = requests > 0 ? `${first} in ${formatRequests(requests)}` : first;
	const { alsoConfirmed } = operation;
	const isHubspotsWord = isUnseen && alsoConfirmed !== undefined && counts.deleted > 0;
	const words = [
		isHubspotsWord ? `HubSpot confirmed ${main}` : main,
		isHubspotsWord ? `it also confirms ${alsoConfirmed}` : '',
		others.join(', '),
	]
		.filter(Boolean)
		.join('; ');
	const isNothingToDo =
		stats.total + unreadRecords + invalidItems === 0 && emptyRecords > 0 && others.length === 0;
	const nothing = operation.desiredState === undefined ? 'Nothing found' : 'Nothing to delete';
	const message = isNothingToDo
		? `${dryRun ? 'Dry run. ' : ''}${nothing}: ${emptyRecordsWords(stats)}.`
		: dryRun
			? `Dry run: ${words}. Nothing was changed.`
			: `${capitalized(words)}.`;
	const isWarning =
		counts.failed + counts.notSent + unreadRecords + invalidItems + stats.notRead.length > 0;
	return {
		message: `${message}${firstError(outcomes)}`,
		type: isWarning ? 'warning' : 'info',
		location: 'outputPane',
	};
}

/**
 * The line above the items of a run whose settings cannot be used, or whose account is another.
 *
 * @param outcomes one for each item at least
 */
export const refusedHint = (outcomes: readonly InputOutcome[]): NodeExecutionHint => ({
	message: `Nothing was sent.${firstError(outcomes)}`,
	type: 'warning',
	location: 'outputPane',
});

/** The first error, with a blank before it; nothing where there is none. */
function firstError(outcomes: readonly InputOutcome[]): string {
	const failures = outcomes.filter(isFailure);
	if (failures.length === 0) return '';
	const [{ item, outcome }] = failures;
	const message = 'error' in outcome ? outcome.error.message : 'Failed';
	const shortened =
		message.length > MAX_ERROR_CHARACTERS
			? `${message.slice(0, MAX_ERROR_CHARACTERS)}…`
			: withFullStop(message);
	return failures.length === 1
		? ` Item ${item}: ${shortened}`
		: ` First error, item ${item}: ${shortened}`;
}
