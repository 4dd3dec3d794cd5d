import type { BatchItemFailures } from '../responses/matchItemFailures';
import type { Answer } from '../responses/parseBatchResponse';
import type { ObjectTypes } from '../target';
import type { RequestSize } from './adaptiveBatchSize';
import type { BatchError } from './batchError';
import type { SendState } from './sendState';

/** Inputs of one request; they share their object types. */
export interface SubBatch<T> extends ObjectTypes {
	targets: T[];
	/** How often it may be sent; as often as any request unless given. */
	maxAttempts?: number;
}

/** A request that was sent, and HubSpot's answer or the error. */
export type Attempt<T> = { targets: T[] } & ({ answer: Answer } | { error: BatchError });

/** Some inputs of a batch, and what their last request showed. */
export interface SubBatchResult<T> {
	targets: T[];
	/** `notSent`: nothing was sent, and why. */
	result: { answer: Answer } | { error: BatchError } | { notSent: string };
	/** An earlier request with these inputs may have been carried out although HubSpot did not say so. */
	mayHaveApplied: boolean;
}

/** An input of a batch that was not sent yet, to be sent alone, and where what comes of it goes. */
export interface Elsewhere<T> {
	target: T;
	results: Array<SubBatchResult<T>>;
	attempts: Array<Attempt<T>>;
}

/** What sending needs to know. */
export interface BisectOptions<T> {
	/** Sends one request; rejects with an error that has the fields of {@link BatchError}. */
	send: (batch: SubBatch<T>) => Promise<Answer>;
	/** Which inputs an error's `responseBody` names. */
	matchItemFailures: (
		targets: T[],
		responseBody: unknown,
	) => Pick<BatchItemFailures, 'exact' | 'byType'> & { targets: T[] };
	/** The targets because of which an answer says that its whole batch was not carried out; none unless given. */
	canceledFor?: (targets: T[], answer: Answer) => T[];
	state: SendState;
	/** How many inputs HubSpot counts in a request; the number of its targets unless given. */
	sizeOf?: RequestSize<T>;
	/** Whether a large request that HubSpot did not answer in time is sent in smaller ones. */
	cutsSlow?: boolean;
	/** Whether a request that failed in spite of all tries is bisected, where HubSpot is well otherwise. */
	bisectsUnanswered?: boolean;
	/** The IDs of the records that a target is about; none unless given. */
	recordsOf?: (target: T) => readonly string[];
	/**
	 * Takes an input out of a batch between the same object types that was not sent yet; undefined where there is none.
	 * It is sent alone, to find out whether a refusal is about everything.
	 *
	 * @param before inputs taken for the same purpose
	 * @param nth from 0 on
	 */
	takeElsewhere?: (before: readonly T[], nth: number) => Elsewhere<T> | undefined;
	/** Called when a request failed for another reason than its size. */
	onFailure?: () => void;
	/** Why nothing may be sent any more, besides what the circuit breaker knows. */
	stopReason?: () => string | undefined;
}

/** Inputs that were refused together; they have to be sent apart. */
export interface FailedSubBatch<T> {
	targets: T[];
	error: BatchError;
	mayHaveApplied: boolean;
	/** What the refusal says, if it names none of the inputs. */
	words?: string;
	/** What it was refused for may have been taken out of it since. */
	isUntested?: boolean;
}

/** What came of a request: `words` where it was refused and none of its inputs named. */
export interface SendResult {
	isAccepted: boolean;
	words?: string;
}

/** Targets that are not among some others. */
export function without<T>(targets: T[], others: T[]): T[] {
	const excluded = new Set(others);
	return targets.filter((target) => !excluded.has(target));
}
