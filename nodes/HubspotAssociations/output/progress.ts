import type { IExecuteFunctions } from 'n8n-workflow';

import type { Outcome } from '../batch/outcome';
import type { Batch } from '../batch/planning/plan';
import { doneWords } from './countWords';
import { formatNumber, formatRequests } from '../batch/formatNumber';
import type { Operation } from '../operation';
import { nounOf } from './runStats';

/** How often a long run reports its progress, in milliseconds. */
const INTERVAL_MS = 10_000;

/**
 * Reports the progress of a long run: in n8n's log, and in the console of the browser that runs it.
 * A run of less than ten seconds reports nothing.
 */
export class Progress {
	private readonly start = Date.now();

	private reportedAt = this.start;

	private requests = 0;

	private done = 0;

	private failed = 0;

	/** What is to be sent, once everything is read that has to be read first. */
	private toSend?: { total: number; noun: string };

	constructor(
		private readonly context: Pick<IExecuteFunctions, 'logger' | 'sendMessageToUI' | 'getNode'>,
		private readonly operation: Operation,
	) {}

	/** A request is over, however it ended. */
	requestFinished(): void {
		this.requests++;
		// Once something is sent, what became of it is worth more than the request.
		if (this.toSend === undefined) this.report(() => 'Reading what is there');
	}

	/** Sending begins. */
	begin(batches: readonly Batch[]): void {
		const total = batches.reduce((count, { targets }) => count + targets.length, 0);
		// The targets of a batch are all of one kind.
		const noun = nounOf(
			this.operation,
			batches.flatMap(({ targets }) => targets.slice(0, 1)),
		);
		this.toSend = { total, noun };
	}

	/** The outcomes of some inputs are known. */
	finished(outcomes: readonly Outcome[]): void {
		if (this.toSend === undefined) return;
		const { total, noun } = this.toSend;
		const { status: wanted } = this.operation.desiredState ?? { status: 'found' };
		this.done += outcomes.filter(({ status }) => status === wanted).length;
		this.failed += outcomes.filter(({ status }) => status === 'failed').length;
		this.report(() => {
			const failed = this.failed > 0 ? `, ${formatNumber(this.failed)} failed` : '';
			return `${doneWords({ noun, total }, this.done, wanted)}${failed}`;
		});
	}

	private report(what: () => string): void {
		if (Date.now() - this.reportedAt < INTERVAL_MS) return;
		this.reportedAt = Date.now();
		const seconds = Math.round((this.reportedAt - this.start) / 1000);
		const message = `${what()}, ${formatRequests(this.requests)} in ${seconds} s`;
		try {
			this.context.logger.info(`${this.context.getNode().name}: ${message}`);
			this.context.sendMessageToUI(message);
		} catch {
			// A run in the middle of deleting must not fail because its progress cannot be shown.
		}
	}
}
