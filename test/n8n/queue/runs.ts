import type { IDataObject } from 'n8n-workflow';

import type { LocalHubspot } from '../../hubspot';
import type { N8n } from '../n8n';
import type { Session } from '../session';
import { COMPANIES, companiesOf } from './account';
import { endOfExecution, type Execution, itemsOf } from './executions';
import { judge, type Verdict } from './judge';
import { call, type Workflow } from './workflows';

/** One run of one workflow: what n8n says of it, and what HubSpot saw and holds. */
export interface Run {
	contact: number;
	execution: Execution;
	/** How often it asked HubSpot to delete, requests refused with 429 included. */
	requests: number;
	/** What the node said, item by item. */
	said: IDataObject[];
	/** How many of its pairs the account held when all runs of its round were over. */
	left: number;
	/** Where the execution finished. Where it did not, it said nothing. */
	verdict?: Verdict;
}

/** What a request that deletes associations sends. */
interface Body {
	inputs?: Array<{ to?: Array<{ id: string }> }>;
}

/** The contact whose associations a request deletes; undefined where it deletes none. */
const contactOf = (body: unknown): string | undefined =>
	(body as Body | undefined)?.inputs?.[0]?.to?.[0]?.id;

/** Runs workflows through n8n's webhooks, and compares what comes of it with the account. */
export class Runs {
	/** The ids of all executions so far. */
	private readonly known: string[] = [];

	constructor(
		private readonly n8n: N8n,
		private readonly session: Session,
		private readonly hubspot: LocalHubspot,
	) {}

	/** Starts workflows all at once; each of them runs on some worker from then on. */
	async start(workflows: Workflow[]): Promise<void> {
		await Promise.all(workflows.map(async (workflow) => await call(this.n8n, workflow)));
	}

	/**
	 * Waits until n8n says of each started workflow that its execution has ended, however it ended.
	 *
	 * @param first the index of the first request to HubSpot that belongs to this round
	 */
	async end(workflows: Workflow[], first: number): Promise<Run[]> {
		const ended = await Promise.all(
			workflows.map(async (workflow) => ({
				contact: workflow.contact,
				execution: await endOfExecution(this.session, workflow, this.known),
			})),
		);
		const runs: Run[] = [];
		for (const { contact, execution } of ended) {
			this.known.push(execution.id);
			const said = await itemsOf(this.session, execution);
			const there = companiesOf(this.hubspot.account, contact);
			const isFinished = execution.status === 'success';
			runs.push({
				...{ contact, execution, said, left: there.length },
				requests: this.requestsOf(contact, first),
				verdict: isFinished ? judge(said, contact, COMPANIES, there) : undefined,
			});
		}
		return runs;
	}

	/**
	 * Does what the button "Retry" in n8n's list of executions does, and waits for the end of the execution it makes.
	 *
	 * @returns how that one ended
	 */
	async retry(workflow: Workflow, { execution }: Run): Promise<Execution> {
		await this.session.ask(`/executions/${execution.id}/retry`, { loadWorkflow: true });
		const retried = await endOfExecution(this.session, workflow, this.known);
		this.known.push(retried.id);
		return retried;
	}

	private requestsOf(contact: number, first: number): number {
		return this.hubspot.requests
			.slice(first)
			.filter(({ body }) => contactOf(body) === String(contact)).length;
	}
}
