import { setTimeout as sleep } from 'node:timers/promises';

import { parse } from 'flatted';
import type { INodeExecutionData, IRun } from 'n8n-workflow';

import type { Session } from '../session';

/** What n8n lists of an execution. */
interface Execution {
	id: string;
	status: string;
}

const UNDER_WAY = ['new', 'running', 'waiting'];

/**
 * Waits until a published workflow has been run a number of times, and every run has ended.
 *
 * @returns how each of them ended, the first one first
 */
export async function ended(session: Session, workflowId: string, runs: number): Promise<string[]> {
	for (;;) {
		const statuses = (await executionsOf(session, workflowId)).map(({ status }) => status);
		if (statuses.length >= runs && !statuses.some((status) => UNDER_WAY.includes(status))) {
			return statuses;
		}
		await sleep(200);
	}
}

/**
 * The ID of the newest execution of a workflow.
 *
 * @throws when there is none
 */
export async function newestId(session: Session, workflowId: string): Promise<string> {
	const newest = (await executionsOf(session, workflowId)).at(-1);
	if (newest === undefined) throw new Error('The workflow was never run');
	return newest.id;
}

/** The executions of a workflow, the first one first. */
async function executionsOf(session: Session, workflowId: string): Promise<Execution[]> {
	const filter = encodeURIComponent(JSON.stringify({ workflowId }));
	const { results } = await session.ask<{ results: Execution[] }>(`/executions?filter=${filter}`);
	return results.sort((a, b) => Number(a.id) - Number(b.id));
}

/**
 * What a node gave out at its first output, in each of its runs.
 *
 * @param data all that n8n stored of an execution
 */
export function itemsOf(data: string, node: string): Array<Array<INodeExecutionData['json']>> {
	const { resultData } = parse(data) as IRun['data'];
	return (resultData.runData[node] ?? []).map((run) =>
		(run.data?.main[0] ?? []).map(({ json }) => json),
	);
}
