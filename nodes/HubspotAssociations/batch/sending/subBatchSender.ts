import type { Answer } from '../responses/parseBatchResponse';
import { countTargets } from './adaptiveBatchSize';
import { type BatchError, toBatchError } from './batchError';
import { refusalWords } from './refusals/refusalWords';
import {
	type Attempt,
	type BisectOptions,
	type FailedSubBatch,
	type SendResult,
	type SubBatch,
	type SubBatchResult,
	without,
} from './subBatch';

/** After so many refusals in a row that name one input after the other, halving is faster. */
export const MAX_NAMED_IN_A_ROW = 8;

/** Why inputs of a batch that HubSpot canceled go again. */
const CANCELED: BatchError = { message: 'HubSpot canceled the batch.', scope: 'inputs' };

/** Where what came of a request goes. */
interface Sink<T> {
	results: Array<SubBatchResult<T>>;
	attempts: Array<Attempt<T>>;
}

/** Sends parts of one batch, each in one request or as few as its size allows, and keeps what came of them. */
export class SubBatchSender<T> {
	readonly results: Array<SubBatchResult<T>> = [];

	/** What has to be bisected. */
	readonly failed: Array<FailedSubBatch<T>> = [];

	refusalsInARow = 0;

	namedInARow = 0;

	isAnyAccepted = false;

	/** The first refusal that names no input. */
	suspect: { error: BatchError; words: string } | undefined;

	/** It was found out, or is about to be, whether that one is about everything. */
	isExamined = false;

	/**
	 * @param batch whose parts are sent
	 * @param attempts gets every request that was sent, in order
	 */
	constructor(
		private readonly batch: SubBatch<T>,
		private readonly options: BisectOptions<T>,
		readonly attempts: Array<Attempt<T>>,
	) {}

	/** Which of these inputs an error is about, and whether it names inputs that can be taken out of the request. */
	match(targets: T[], error: BatchError) {
		const matched = this.options.matchItemFailures(targets, error.responseBody);
		const isAny = matched.targets.length > 0;
		const isNamed = (matched.exact || matched.byType) && isAny;
		return { matched: matched.targets, isNamed, namesRecords: isAny && !matched.byType };
	}

	/** Sends, in one request or as few as HubSpot's largest size allows; whether HubSpot accepted all of it. */
	async sendAll(targets: T[], appliedEarlier: boolean): Promise<boolean> {
		const { sizeOf = countTargets, state } = this.options;
		let isAccepted = true;
		for (let rest = targets; rest.length > 0;) {
			// Looked up each time: a request of this loop may have made it smaller.
			const count = state.batchSize.fitting(rest, sizeOf);
			const sent = await this.sendOnce(rest.slice(0, count), appliedEarlier);
			isAccepted = sent.isAccepted && isAccepted;
			rest = rest.slice(count);
		}
		return isAccepted;
	}

	/**
	 * Sends once, and files the inputs under what came of it.
	 *
	 * @param appliedEarlier an earlier request with these inputs may have been carried out
	 * @param sink where what came of it goes; to this batch unless given
	 */
	async sendOnce(targets: T[], appliedEarlier: boolean, sink: Sink<T> = this): Promise<SendResult> {
		const { batch, options } = this;
		const { refusalForAll, circuitBreaker } = options.state;
		await refusalForAll.begin(batch, this.results);
		const notSent = options.stopReason?.() ?? circuitBreaker.openReason(batch);
		if (notSent !== undefined) {
			refusalForAll.end(batch);
			sink.results.push({ targets, result: { notSent }, mayHaveApplied: appliedEarlier });
			return { isAccepted: false };
		}
		let error: BatchError;
		try {
			const answer = await options.send({ ...batch, targets });
			return this.fileAnswer(targets, answer, appliedEarlier, sink);
		} catch (thrown) {
			error = toBatchError(thrown);
			error.scope = this.scopeOf(targets, error);
		} finally {
			refusalForAll.end(batch);
		}
		return await this.fileError(targets, error, appliedEarlier, sink);
	}

	private fileAnswer(
		targets: T[],
		answer: Answer,
		appliedEarlier: boolean,
		sink: Sink<T>,
	): SendResult {
		const { circuitBreaker, bisectBudget, refusalForAll } = this.options.state;
		circuitBreaker.recordSuccess();
		sink.attempts.push({ targets, answer });
		const mayHaveApplied = appliedEarlier || answer.mayHaveApplied === true;
		const guilty = this.options.canceledFor?.(targets, answer) ?? [];
		const isSeparable = guilty.length > 0 && guilty.length < targets.length;
		if (isSeparable && this.namedInARow < MAX_NAMED_IN_A_ROW) {
			this.namedInARow++;
			this.options.onFailure?.();
			sink.results.push({ targets: guilty, result: { answer }, mayHaveApplied });
			// Some of the others may have been carried out all the same.
			const others = { targets: without(targets, guilty), mayHaveApplied: true };
			this.failed.push({ ...others, error: CANCELED, isUntested: true });
			return { isAccepted: false };
		}
		bisectBudget.recordSuccess();
		refusalForAll.recordSuccess(this.batch);
		this.isAnyAccepted = true;
		this.refusalsInARow = 0;
		this.namedInARow = 0;
		sink.results.push({ targets, result: { answer }, mayHaveApplied });
		return { isAccepted: true };
	}

	private async fileError(
		targets: T[],
		error: BatchError,
		appliedEarlier: boolean,
		sink: Sink<T>,
	): Promise<SendResult> {
		const { sizeOf = countTargets, cutsSlow, onFailure, state } = this.options;
		const { batchSize, circuitBreaker } = state;
		const isTooLarge = batchSize.isTooLarge(error);
		const isTooSlow = cutsSlow === true && batchSize.isTooSlow(targets.length, error);
		if (isTooLarge) batchSize.recordTooLarge(sizeOf(targets), targets.length, error);
		if (isTooSlow) batchSize.recordTooSlow(targets.length);
		else circuitBreaker.recordFailure(this.batch, error);
		if (error.notSent !== true) sink.attempts.push({ targets, error });
		const mayHaveApplied = appliedEarlier || error.mayHaveApplied === true;
		if ((isTooLarge || isTooSlow) && targets.length > 1) {
			await this.sendAll(targets, mayHaveApplied);
			return { isAccepted: false };
		}
		onFailure?.();
		const isAboutInputs = error.scope === 'inputs' || error.scope === 'batchSize';
		if (isAboutInputs) this.refusalsInARow++;
		const words = isAboutInputs ? this.recordRefusal(targets, error) : undefined;
		if (isAboutInputs && targets.length > 1) {
			this.failed.push({ targets, error, mayHaveApplied, words });
		} else {
			sink.results.push({ targets, result: { error }, mayHaveApplied });
		}
		return { isAccepted: false, words };
	}

	/** What an error is about: its records, where it names any of the request, whatever else it looks like. */
	private scopeOf(targets: T[], error: BatchError): BatchError['scope'] {
		const { scope, httpCode } = error;
		if (scope !== 'objectTypes' && scope !== 'batchSize') return scope;
		// Object types that HubSpot took before are not what it does not know.
		const isOddity = scope === 'objectTypes' && httpCode === 400;
		if (isOddity && this.options.state.refusalForAll.hasAccepted(this.batch)) return 'inputs';
		return this.match(targets, error).namesRecords ? 'inputs' : scope;
	}

	private recordRefusal(targets: T[], error: BatchError): string | undefined {
		const words = this.wordsOf(targets, error);
		if (words === undefined) return undefined;
		const { refusalForAll } = this.options.state;
		refusalForAll.recordRefusal(this.batch, words, targets.length);
		this.suspect ??= { error, words };
		// At once: other batches must not send before this one has found out.
		if (!this.isExamined) refusalForAll.claim(this.batch, this.results);
		return words;
	}

	/** The words of a refusal that may be about everything; undefined where it is about inputs. */
	private wordsOf(targets: T[], error: BatchError): string | undefined {
		const { recordsOf, state } = this.options;
		if (!state.refusalForAll.isOpen(this.batch)) return undefined;
		// HubSpot has no such label: the path names it.
		const hasNoRecord = (target: T) => recordsOf?.(target).length === 0;
		if (error.httpCode === 404 && targets.every(hasNoRecord)) return undefined;
		if (targets.length > 1) {
			const { matched, isNamed } = this.match(targets, error);
			if (isNamed || (matched.length > 0 && matched.length < targets.length)) return undefined;
		}
		return refusalWords(error, targets.length);
	}
}
