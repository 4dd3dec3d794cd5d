import type { BatchError } from './batchError';

/** The largest request that HubSpot takes, as far as a run knows: halved each time that one is refused for its size. */
export class AdaptiveBatchSize {
	/** Most inputs in one request. */
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
	 * @param size how many inputs the request had
	 */
	recordTooLarge(size: number): void {
		this.isNeverSize = size === 1;
		this.max = this.isNeverSize ? Infinity : Math.min(this.max, Math.ceil(size / 2));
	}
}
