import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import { type Answer, batchInfoOf, judgeAnswer } from '../../batch/answer';
import type { Judgement } from '../../batch/outcome';
import { errorOf } from '../../batch/refusal';
import type { BatchResult } from '../../batch/run';
import type { Target } from '../../batch/target';
import type { InputOutcome } from '../outcomes';
import { pairedTo } from './pairedTo';

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
	return results.flatMap(({ batch, sent }) =>
		sent.map((request) => ({
			json: {
				...('answer' in request
					? responseBody(request.answer)
					: { error: { ...errorOf(request.refusal) } }),
				request: {
					fromObjectType: batch.fromObjectType,
					toObjectType: batch.toObjectType,
					inputs: request.targets.length,
					httpCode: ('answer' in request ? request.answer : request.refusal).httpCode ?? null,
				},
			},
			pairedItem: pairedTo(new Set(request.targets.flatMap((target) => itemsOf.get(target) ?? []))),
		})),
	);
}

/** What HubSpot's last response to each target says of it. */
export function toldByResponses(results: readonly BatchResult[]): Map<Target, Judgement['status']> {
	const told = new Map<Target, Judgement['status']>();
	for (const request of results.flatMap(({ sent }) => sent)) {
		const judged = 'answer' in request ? judgeAnswer(request.targets, request.answer) : [];
		request.targets.forEach((target, index) => told.set(target, judged[index]?.status ?? 'failed'));
	}
	return told;
}

/** HubSpot's body as it came; for an empty 204 what it means; a text as it is. */
function responseBody(answer: Answer): IDataObject {
	const { body } = answer;
	if (typeof body === 'object' && body !== null) return body as IDataObject;
	return { ...batchInfoOf(answer), ...(body ? { body: String(body) } : {}) };
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
