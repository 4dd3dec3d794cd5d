import type { BatchError } from './batchError';

/** How many inputs a request has, as HubSpot counts them, for the targets it holds; never less for more of them. */
export type RequestSize<T> = (targets: readonly T[]) => number;

/** One input for each target. */
export const countTargets: RequestSize<unknown> = ({ length }) => length;

/** HubSpot takes so many targets of any kind. That such a request is not answered in time is not for its size. */
export const SMALL_REQUEST = 100;

/** How a message names the largest size: "The maximum number of inputs supported in a batch is 100." */
const LARGEST_SIZE =
	/\b(?:max(?:imum)?|at most|more than|only|(?:no|not|only) (?:exceed|take|up to)|up to|limit(?:ed)?|between \d+ and|exceeds?|greater than|less than or equal to)\b[^.\d]*?(?<![\d.,-])(\d{1,3}(?:,\d{3})+|\d{1,6})(?![\d,]*\d|\.\d)/gi;

/** The largest size that an error names; undefined where it names none that explains why `size` was refused. */
function namedSize({ message }: BatchError, size: number): number | undefined {
	return [...message.matchAll(LARGEST_SIZE)]
		.map(([, digits]) => Number(digits.replaceAll(',', '')))
		.find((named) => named >= 1 && named < size);
}

/**
 * The largest request that HubSpot takes, as far as a run knows: what HubSpot names when it refuses one for its size,
 * or half of that one. HubSpot counts inputs, and one input may hold many targets; so either of the two may be too many.
 */
export class AdaptiveBatchSize {
	/** Most inputs of one request. */
	maxInputs = Infinity;

	/** Most targets of one request. */
	maxTargets = Infinity;

	/** HubSpot did not answer a request in time, so that those after it are smaller. */
	isCutForTime = false;

	/** HubSpot called a single target too large: then such an error is not about their number. */
	private isNeverSize = false;

	/** Whether an error says that a request had too many inputs. */
	isTooLarge({ scope }: BatchError): boolean {
		return scope === 'batchSize' && !this.isNeverSize;
	}

	/**
	 * HubSpot refused a request for its size. A number in its words may be one of inputs or of targets: what explains the
	 * refusal is believed, of inputs first.
	 *
	 * @param inputs of that request, as HubSpot counts them
	 * @param targets that it held
	 * @param error HubSpot's refusal
	 */
	recordTooLarge(inputs: number, targets: number, error: BatchError): void {
		this.isNeverSize = targets <= 1;
		if (this.isNeverSize) {
			this.maxInputs = Infinity;
			this.maxTargets = Infinity;
			return;
		}
		const most = namedSize(error, targets);
		if (most === undefined) this.halve(inputs, targets);
		else if (most < inputs) this.maxInputs = Math.min(this.maxInputs, most);
		else this.maxTargets = Math.min(this.maxTargets, most);
	}

	/**
	 * Whether a request that HubSpot did not answer in time is to be cut, too.
	 *
	 * @param targets that it held
	 */
	isTooSlow(targets: number, { isTimeout }: BatchError): boolean {
		return isTimeout === true && targets > SMALL_REQUEST;
	}

	/**
	 * HubSpot did not answer a request in time; half as much may be quick enough.
	 *
	 * @param targets that it held
	 */
	recordTooSlow(targets: number): void {
		this.isCutForTime = true;
		this.maxTargets = Math.min(this.maxTargets, Math.max(SMALL_REQUEST, Math.ceil(targets / 2)));
	}

	/**
	 * How many targets, from the first on, go into one request.
	 *
	 * @param targets at least one
	 * @returns at least 1
	 */
	fitting<T>(targets: readonly T[], sizeOf: RequestSize<T>): number {
		const most = Math.min(targets.length, this.maxTargets);
		if (this.maxInputs === Infinity || sizeOf(targets.slice(0, most)) <= this.maxInputs) {
			return most;
		}
		let [fits, tooMany] = [1, most];
		while (tooMany - fits > 1) {
			const middle = Math.floor((fits + tooMany) / 2);
			if (sizeOf(targets.slice(0, middle)) <= this.maxInputs) fits = middle;
			else tooMany = middle;
		}
		return fits;
	}

	/** Where inputs hold several targets each, it is hardly their own number that is too large. */
	private halve(inputs: number, targets: number): void {
		if (targets > inputs) this.maxTargets = Math.min(this.maxTargets, Math.ceil(targets / 2));
		else this.maxInputs = Math.min(this.maxInputs, Math.ceil(inputs / 2));
	}
}
