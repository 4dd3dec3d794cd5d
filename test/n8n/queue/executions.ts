import { setTimeout as sleep } from 'node:timers/promises';

import { parse } from 'flatted';
import type { IDataObject, IRunExecutionData } from 'n8n-workflow';

import type { Session } from '../session';
import { NODE, type Workflow } from './workflows';

/** An execution that has ended, in n8n's words. */
export interface Execution {
	id: string;
	status: string;
	startedAt: string;
	stoppedAt: string;
}

const UNDER_WAY = ['new', 'running', 'waiting'];

/**
 * Waits until n8n says that an execution of a workflow has ended.
 *
 * @param known the ids of those that are not meant
 */
export async function endOfExecution(
	session: Session,
	{ id: workflowId }: Workflow,
	known: string[],
): Promise<Execution> {
	const filter = encodeURIComponent(JSON.stringify({ workflowId }));
	for (;;) {
		const { results } = await session.ask<{ results: Execution[] }>(`/executions?filter=${filter}`);
		const meant = results.find(({ id }) => !known.includes(id));
		if (meant !== undefined && !UNDER_WAY.includes(meant.status)) return meant;
		await sleep(500);
	}
}

/** What our node said in an execution, item by item; nothing where n8n has kept nothing of it. */
export async function itemsOf(session: Session, { id }: Execution): Promise<IDataObject[]> {
	const { data } = await session.ask<{ data: string }>(`/executions/${id}`);
	const { resultData } = parse(data) as IRunExecutionData;
	const [items] = resultData.runData[NODE]?.[0]?.data?.main ?? [];
	return items?.map(({ json }) => json) ?? [];
}
