import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import type { BatchResult } from '../../batch/runBatches';
import { type InputOutcome, noCounts } from '../inputOutcomes';
import { pairedItems } from './pairedItems';

/**
 * One item that counts: `output` set to `summary`. It belongs to all items of the run.
 *
 * @param reads how many requests the run sent that change nothing
 */
export function summaryItem(
	outcomes: readonly InputOutcome[],
	results: readonly BatchResult[],
	reads: number,
): INodeExecutionData {
	const counts = noCounts();
	const errors = new Map<string, IDataObject & { count: number }>();
	const notReadTypes: string[] = [];
	for (const { outcome } of outcomes) {
		if (outcome.status === 'notRead') notReadTypes.push(outcome.name);
		counts[outcome.status]++;
		if (!('error' in outcome)) continue;
		const { message } = outcome.error;
		const known = errors.get(message);
		if (known === undefined) errors.set(message, { ...outcome.error, count: 1 });
		else known.count++;
	}
	return {
		json: {
			inputs: outcomes.length,
			...counts,
			requests: results.reduce((count, { attempts }) => count + attempts.length, 0),
			reads,
			errors: [...errors.values()],
			...(notReadTypes.length > 0 ? { notReadTypes } : {}),
		},
		pairedItem: pairedItems(new Set(outcomes.map(({ item }) => item))),
	};
}
