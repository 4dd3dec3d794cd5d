import type { IExecuteFunctions } from 'n8n-workflow';

import { inWords, requestsInWords } from './inWords';

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

	private total?: number;

	/** @param noun what is counted, in the plural */
	constructor(
		private readonly context: Pick<IExecuteFunctions, 'logger' | 'sendMessageToUI' | 'getNode'>,
		private readonly noun: string,
	) {}

	/** A request was answered. */
	answered(): void {
		this.requests++;
		this.saySometimes();
	}

	/** Everything is read that has to be read first, and sending begins. */
	begin(total: number): void {
		this.total = total;
	}

	/** The last word on some of them is known. */
	finished(count: number): void {
		this.done += count;
		this.saySometimes();
	}

	private saySometimes(): void {
		if (Date.now() - this.said < EVERY) return;
		this.said = Date.now();
		const seconds = Math.round((this.said - this.start) / 1000);
		const what =
			this.total === undefined
				? `Reading ${this.noun}`
				: `${inWords(this.done)} of ${inWords(this.total)} ${this.noun} done`;
		const words = `${what}, ${requestsInWords(this.requests)} in ${seconds} s`;
		this.context.logger.info(`${this.context.getNode().name}: ${words}`);
		this.context.sendMessageToUI(words);
	}
}
