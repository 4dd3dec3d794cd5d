import { sentence } from './outcome';
import type { Refusal } from './refusal';

/** Once so many requests of one batch in a row were refused, it is no longer taken apart. */
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

	/** A single input was called too large, too: whatever such refusals are about, it is not the size. */
	private isNeverSize = false;

	/** A batch was taken apart in vain, and nothing was accepted since. */
	private isHopeless = false;

	private unansweredInARow = 0;

	private overEverywhere?: string;

	private readonly overBetween = new Map<string, string>();

	/** @param mostUnanswered requests that HubSpot may let down in a row before nothing more is sent */
	constructor(private readonly mostUnanswered = MOST_UNANSWERED_IN_A_ROW) {}

	/** Why nothing more can be sent between two object types; undefined when it can. */
	whyOver(types: ObjectTypes): string | undefined {
		return this.overEverywhere ?? this.overBetween.get(keyOf(types));
	}

	/**
	 * How many refusals in a row it is worth looking for the inputs that a batch was refused for. After a batch in
	 * which everything was bad, just as many as it takes to find a single good one.
	 */
	mostRefusals(size: number): number {
		const once = 2 * Math.ceil(Math.log2(size)) + 1;
		return this.isHopeless ? Math.min(once, MOST_REFUSALS_IN_A_ROW) : MOST_REFUSALS_IN_A_ROW;
	}

	/** Takes note that a batch was taken apart without anything in it being accepted. */
	searchedInVain(): void {
		this.isHopeless = true;
	}

	/** Whether a request was refused for its size. */
	isTooLarge({ about }: Refusal): boolean {
		return about === 'size' && !this.isNeverSize;
	}

	/** Takes note that HubSpot carried a request out. */
	accepted(): void {
		this.isHopeless = false;
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
		this.unansweredInARow = isAnswer(refusal) ? 0 : this.unansweredInARow + 1;
		if (about === 'everything' || this.unansweredInARow >= this.mostUnanswered) {
			this.overEverywhere ??= why;
		} else if (about === 'objectTypes') this.overBetween.set(keyOf(types), why);
		else if (this.isTooLarge(refusal)) {
			this.isNeverSize = size === 1;
			this.maxSize = this.isNeverSize ? Infinity : Math.min(this.maxSize, Math.ceil(size / 2));
		}
	}
}

/** Whether HubSpot has looked at the request at all; 408 says that it, or something before it, has waited too long. */
const isAnswer = ({ httpCode }: Refusal): boolean =>
	httpCode !== undefined && httpCode < 500 && httpCode !== 408;
