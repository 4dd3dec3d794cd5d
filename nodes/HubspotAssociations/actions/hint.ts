import type { NodeExecutionHint } from 'n8n-workflow';

import type { BatchResult } from '../batch/run';
import { inWords, requestsInWords } from './inWords';
import type { Operation } from './operation';
import { countOutcomes, type InputOutcome, unknownCount } from './outcomes';

const counted = (count: number, words: string) => (count > 0 ? `${inWords(count)} ${words}` : '');

/**
 * Sums up a run for the output pane: "9,998 of 10,000 associations deleted in 100 requests; 2 failed."
 *
 * @param outcomes all of the run, at least one
 * @param results every batch of it; none in a dry run
 */
export function hintOf(
	{ noun, goal }: Operation,
	outcomes: readonly InputOutcome[],
	results: readonly BatchResult[],
	{ dryRun }: { dryRun: boolean },
): NodeExecutionHint {
	const { [goal.status]: done, [goal.would]: would, ...counts } = countOutcomes(outcomes);
	const { absent, failed, notSent } = counts;
	const requests = results.reduce((count, { sent }) => count + sent.length, 0);
	const of = `of ${inWords(outcomes.length)} ${noun}`;
	const what = dryRun
		? `Dry run: ${inWords(would)} ${of} would be ${goal.status}`
		: `${inWords(done)} ${of} ${goal.status} in ${requestsInWords(requests)}`;
	const unknown = counted(unknownCount(outcomes), 'of them unknown');
	const others = [
		counted(absent, goal.status === 'deleted' ? 'not there' : 'with nothing to restore'),
		counted(failed, `failed${unknown === '' ? '' : ` (${unknown})`}`),
		counted(notSent, dryRun ? 'could not be read' : 'never sent'),
	];
	const words = [what, others.filter(Boolean).join(', ')].filter(Boolean).join('; ');
	return {
		message: `${words}.${dryRun ? ' Nothing was changed.' : ''}`,
		type: failed + notSent > 0 ? 'warning' : 'info',
		location: 'outputPane',
	};
}
