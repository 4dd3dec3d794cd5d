import { sentence } from './outcome';
import type { Refusal } from './refusal';

/** Once so many requests in a row were refused, refused ones are no longer taken apart. */
export const MOST_REFUSALS_IN_A_ROW = 100;

/** Once HubSpot has let down so many requests in a row, all their retries included, nothing more is sent. */
export const MOST_UNANSWERED_IN_A_ROW = 3;

/** The two ends of a batch; requests between the same two stand and fall together. */
interface ObjectTypes {
	fromObjectType: string;
	toObjectType: string;
}

const keyOf = ({ fromObjectType, toObjectType }: ObjectTypes) =>
	JSON.stringify([fromObjectType, toObjectType]);

/** What a run has learnt from its requests so far: how large they may be, and whether more are of any use. */
export class Course {
	/** Most inputs in one request, by what HubSpot refused as too large. */
	maxSize = Infinity;

	private refusedInARow = 0;

	private unansweredInARow = 0;

	private overEverywhere?: string;

	private readonly overBetween = new Map<string, string>();

	/** Why nothing more can be sent between two object types; undefined when it can. */
	whyOver(types: ObjectTypes): string | undefined {
		return this.overEverywhere ?? this.overBetween.get(keyOf(types));
	}

	/**
	 * Whether it is still worth looking for the inputs that a refused request was refused for. Where everything
	 * is bad, this is what keeps the number of requests down.
	 */
	get isSearchWorthwhile(): boolean {
		return this.refusedInARow < MOST_REFUSALS_IN_A_ROW;
	}

	/** Takes note that HubSpot carried a request out. */
	accepted(): void {
		this.refusedInARow = 0;
		this.unansweredInARow = 0;
	}

	/**
	 * Takes note of why a request failed.
	 *
	 * @param size how many inputs it had
	 */
	refused(types: ObjectTypes, size: number, refusal: Refusal): void {
		const { about } = refusal;
		const why = `Not sent, because of an earlier request of this run: ${sentence(refusal.message)}`;
		const isAnswer = refusal.httpCode !== undefined && refusal.httpCode < 500;
		this.unansweredInARow = isAnswer ? 0 : this.unansweredInARow + 1;
		if (about === 'everything' || this.unansweredInARow >= MOST_UNANSWERED_IN_A_ROW) {
			this.overEverywhere ??= why;
		} else if (about === 'objectTypes') this.overBetween.set(keyOf(types), why);
		else if (about === 'size') this.maxSize = Math.min(this.maxSize, Math.ceil(size / 2));
		else if (about === 'inputs') this.refusedInARow++;
	}
}
