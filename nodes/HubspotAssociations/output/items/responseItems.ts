import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import {
	type Answer,
	parseBatchInfo,
	parseBatchResponse,
} from '../../batch/responses/parseBatchResponse';
import type { ItemResult } from '../../batch/outcome';
import { toOutcomeError } from '../../batch/sending/batchError';
import type { BatchResult } from '../../batch/runBatches';
import { askedOf, type Target } from '../../batch/target';
import type { InputOutcome } from '../inputOutcomes';
import { pairedItems } from './pairedItems';

/**
 * One item for each request that was sent, with HubSpot's batch response: `output` set to `responses`.
 *
 * @param outcomes say which items each request was sent for
 */
export function responseItems(
	outcomes: readonly InputOutcome[],
	results: readonly BatchResult[],
): INodeExecutionData[] {
	const itemsOf = itemsByTarget(outcomes);
	return results.flatMap(({ batch, attempts }) =>
		attempts.map((request) => ({
			json: {
				...('answer' in request
					? responseJson(request.answer)
					: { error: { ...toOutcomeError(request.error) } }),
				request: {
					fromObjectType: batch.fromObjectType,
					toObjectType: batch.toObjectType,
					inputs: request.targets.length,
					httpCode: ('answer' in request ? request.answer : request.error).httpCode ?? null,
				},
			},
			pairedItem: pairedItems(
				new Set(request.targets.flatMap((target) => itemsOf.get(askedOf(target)) ?? [])),
			),
		})),
	);
}

/** What HubSpot's last response to each target says of it. */
export function statusByResponse(
	results: readonly BatchResult[],
): Map<Target, ItemResult['status']> {
	const status = new Map<Target, ItemResult['status']>();
	for (const request of results.flatMap(({ attempts }) => attempts)) {
		const itemResults =
			'answer' in request ? parseBatchResponse(request.targets, request.answer) : [];
		request.targets.forEach((target, index) =>
			status.set(askedOf(target), itemResults[index]?.status ?? 'failed'),
		);
	}
	return status;
}

/** HubSpot's body as it came; for an empty 204 what it means; a text as it is. */
function responseJson(answer: Answer): IDataObject {
	const { body } = answer;
	if (typeof body === 'object' && body !== null) return body as IDataObject;
	return { ...parseBatchInfo(answer), ...(body ? { body: String(body) } : {}) };
}

/** The items that asked for each target. */
function itemsByTarget(outcomes: readonly InputOutcome[]): Map<Target, number[]> {
	const items = new Map<Target, number[]>();
	for (const { target, item } of outcomes) {
		if (target === undefined) continue;
		const known = items.get(target);
		if (known === undefined) items.set(target, [item]);
		else known.push(item);
	}
	return items;
}
