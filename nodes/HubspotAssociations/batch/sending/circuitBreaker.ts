import type { BatchError } from './batchError';
import { withFullStop } from '../outcome';
import type { ObjectTypes } from '../target';

/** After so many requests in a row that HubSpot did not answer, all their retries included, nothing more is sent. */
export const MAX_NO_ANSWERS_IN_A_ROW = 3;

const keyOf = ({ fromObjectType, toObjectType }: ObjectTypes) =>
	JSON.stringify([fromObjectType, toObjectType]);

/**
 * Stops a run that has no chance: opens for the whole run, or between two object types, once an error says that
 * every further request would fail as well.
 */
export class CircuitBreaker {
	private noAnswersInARow = 0;

	private isAnySuccess = false;

	private openForAll?: string;

	private readonly openBetween = new Map<string, string>();

	/** @param maxNoAnswers requests in a row without an answer, after which nothing more is sent */
	constructor(private readonly maxNoAnswers = MAX_NO_ANSWERS_IN_A_ROW) {}

	/** Why nothing more can be sent between two object types, in a sentence; undefined when it can. */
	openReason(types: ObjectTypes): string | undefined {
		return this.openForAll ?? this.openBetween.get(keyOf(types));
	}

	/** Whether nothing more can be sent in the whole run. */
	get isOpenForAll(): boolean {
		return this.openForAll !== undefined;
	}

	/** HubSpot answered a request with 2xx. */
	recordSuccess(): void {
		this.isAnySuccess = true;
		this.noAnswersInARow = 0;
	}

	/** Whether HubSpot answered some request of the run with 2xx, and left at most one unanswered since. */
	isWell(): boolean {
		return this.isAnySuccess && this.noAnswersInARow <= 1;
	}

	/** A request between these object types failed. */
	recordFailure(types: ObjectTypes, error: BatchError): void {
		this.noAnswersInARow = isAnswer(error) ? 0 : this.noAnswersInARow + 1;
		const reason = `Not sent, because of an earlier request of this run: ${withFullStop(error.message)}`;
		if (error.scope === 'account' || this.noAnswersInARow >= this.maxNoAnswers) {
			this.openForAll ??= reason;
		} else if (error.scope === 'objectTypes') this.openBetween.set(keyOf(types), reason);
	}
}

/** Whether HubSpot looked at the request at all; a 408 says that HubSpot, or a proxy, waited too long. */
export const isAnswer = ({ httpCode }: BatchError): boolean =>
	httpCode !== undefined && httpCode < 500 && httpCode !== 408;
