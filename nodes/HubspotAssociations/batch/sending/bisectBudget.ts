/** After so many refused requests in a row of one batch, the batch is no longer bisected. */
export const MAX_REFUSALS_IN_A_ROW = 100;

/** How long it is worth looking for the inputs that a batch was refused for. */
export class BisectBudget {
	/** A batch was bisected without one accepted request, and HubSpot accepted nothing since. */
	private isBisectExhausted = false;

	/**
	 * How many refusals in a row one batch may cost. After a batch in which every input was refused, only as many as
	 * it takes to find a single good input.
	 *
	 * @param size inputs in the batch
	 */
	maxRefusals(size: number): number {
		const once = 2 * Math.ceil(Math.log2(size)) + 1;
		return this.isBisectExhausted ? Math.min(once, MAX_REFUSALS_IN_A_ROW) : MAX_REFUSALS_IN_A_ROW;
	}

	/** A batch was bisected, and HubSpot accepted no part of it. */
	recordFruitlessBisect(): void {
		this.isBisectExhausted = true;
	}

	/** HubSpot accepted a request. */
	recordSuccess(): void {
		this.isBisectExhausted = false;
	}
}
