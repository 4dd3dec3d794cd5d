import type { BatchError } from './batchError';

/** How large a request is, as HubSpot counts it, for the targets it holds; never less for more of them. */
export type RequestSize<T> = (targets: readonly T[]) => number;

/** One input for each target. */
export const countInputs: RequestSize<unknown> = ({ length }) => length;

/** How a message names the largest size: "The maximum number of inputs supported in a batch is 100." */
const LARGEST_SIZE =
	/\b(?:max(?:imum)?|at most|no more than|limit(?:ed)?)\b[^.\d]*?(?<![\d.,-])(\d{1,3}(?:,\d{3})+|\d{1,6})(?![\d,]*\d|\.\d)/i;

/** The largest size that an error names; undefined where it names none that explains why `size` was refused. */
function namedSize({ message }: BatchError, size: number): number | undefined {
	const named = Number(LARGEST_SIZE.exec(message)?.[1].replaceAll(',', ''));
	return named >= 1 && named < size ? named : undefined;
}

/**
 * The largest request that HubSpot takes, as far as a run knows: what HubSpot names when it refuses one for its size,
 * or half of that one.
 */
export class AdaptiveBatchSize {
	/** Largest size of one request. */
	max = Infinity;

	/** HubSpot called a single input too large: then such an error is not about the number of inputs. */
	private isNeverSize = false;

	/** Whether an error says that a request had too many inputs. */
	isTooLarge({ scope }: BatchError): boolean {
		return scope === 'batchSize' && !this.isNeverSize;
	}

	/**
	 * HubSpot refused a request for its size.
	 *
	 * @param size of that request
	 * @param error HubSpot's refusal
	 */
	recordTooLarge(size: number, error: BatchError): void {
		this.isNeverSize = size <= 1;
		const largest = namedSize(error, size) ?? Math.ceil(size / 2);
		this.max = this.isNeverSize ? Infinity : Math.min(this.max, largest);
	}

	/**
	 * How many targets, from the first on, go into one request.
	 *
	 * @param targets at least one
	 * @returns at least 1
	 */
	fitting<T>(targets: readonly T[], sizeOf: RequestSize<T>): number {
		if (sizeOf(targets) <= this.max) return targets.length;
		let [fits, tooMany] = [1, targets.length];
		while (tooMany - fits > 1) {
			const middle = Math.floor((fits + tooMany) / 2);
			if (sizeOf(targets.slice(0, middle)) <= this.max) fits = middle;
			else tooMany = middle;
		}
		return fits;
	}
}
