import type { IExecuteFunctions } from 'n8n-workflow';

import type { BatchResult } from '../batch/runBatches';
import type { Operation } from '../operation';
import { countWords } from './countWords';
import type { RunStats } from './runStats';

/** What the log says of a run. */
interface RunToLog {
	operation: Operation;
	stats: RunStats;
	/** The ID of the account, where it is known. */
	accountId?: string;
	results: readonly BatchResult[];
}

/**
 * Leaves one line in n8n's log for a run that changed something or may have, so that it can be found out later what
 * deleted. It names no record and holds no secret.
 */
export function logRun(
	context: Pick<IExecuteFunctions, 'logger' | 'getNode' | 'getWorkflow' | 'getExecutionId'>,
	{ operation, stats, accountId, results }: RunToLog,
): void {
	if (results.every(({ attempts }) => attempts.length === 0)) return;
	try {
		const { name } = context.getNode();
		const { id } = context.getWorkflow();
		const where = [
			`account ${accountId ?? 'not asked for'}`,
			`workflow ${id ?? 'without ID'}`,
			`execution ${context.getExecutionId() ?? 'without ID'}`,
		];
		const words = `${name}: ${operation.title}, no dry run: ${countWords(operation, stats, 'never sent').join(', ')} (${where.join(', ')})`;
		context.logger.info(words);
	} catch {
		// After something was deleted nothing may throw.
	}
}
