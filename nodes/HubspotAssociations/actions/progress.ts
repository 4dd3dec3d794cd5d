import type { IExecuteFunctions } from 'n8n-workflow';

import type { Outcome } from '../batch/outcome';
import type { Batch } from '../batch/plan';
import { inWords, requestsInWords } from './inWords';
import type { Operation } from './operation';
import { nounOf } from './tally';

/** So often a long run says how far it is, in milliseconds. */
const EVERY = 10_000;

/**
 * Says how far a run is that takes long: in n8n's log, and in the console of a browser that watches.
 * Whoever waits less than ten seconds hears nothing.
 */
export class Progress {
	private readonly start = Date.now();

	private said = this.start;

	private requests = 0;

	private done = 0;

	private failed = 0;

	/** What is to be sent, once everything is read that has to be read first. */
	private sending?: { total: number; noun: string };

	constructor(
		private readonly context: Pick<IExecuteFunctions, 'logger' | 'sendMessageToUI' | 'getNode'>,
		private readonly operation: Operation,
	) {}

	/** A request is over, however it ended. */
	requested(): void {
		this.requests++;
		// Once something is sent, what became of it is worth more than the request.
		if (this.sending === undefined) this.saySometimes(() => 'Reading what is there');
	}

	/** Sending begins. */
	begin(batches: readonly Batch[]): void {
		const total = batches.reduce((count, { targets }) => count + targets.length, 0);
		// The targets of a batch are all of one kind.
		const noun = nounOf(
			this.operation,
			batches.flatMap(({ targets }) => targets.slice(0, 1)),
		);
		this.sending = { total, noun };
	}

	/** The last word on some is known. */
	finished(outcomes: readonly Outcome[]): void {
		if (this.sending === undefined) return;
		const { total, noun } = this.sending;
		const { status: wanted } = this.operation.goal;
		this.done += outcomes.filter(({ status }) => status === wanted).length;
		this.failed += outcomes.filter(({ status }) => status === 'failed').length;
		this.saySometimes(() => {
			const failed = this.failed > 0 ? `, ${inWords(this.failed)} failed` : '';
			return `${inWords(this.done)} of ${inWords(total)} ${noun} ${wanted}${failed}`;
		});
	}

	private saySometimes(what: () => string): void {
		if (Date.now() - this.said < EVERY) return;
		this.said = Date.now();
		const seconds = Math.round((this.said - this.start) / 1000);
		const words = `${what()}, ${requestsInWords(this.requests)} in ${seconds} s`;
		try {
			this.context.logger.info(`${this.context.getNode().name}: ${words}`);
			this.context.sendMessageToUI(words);
		} catch {
			// Nothing may happen to a run in the middle of deleting because nobody can be told of it.
		}
	}
}
