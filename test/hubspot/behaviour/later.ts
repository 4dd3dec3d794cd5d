interface Pending {
	requestsLeft: number;
	work: () => void;
}

/** What is done some requests later, so that no test has to wait for a clock. */
export class Later {
	private pending: Pending[] = [];

	/** Does the work just before the request that comes as the `requests`th from now is answered; 0 does it at once. */
	add(requests: number, work: () => void): void {
		if (requests <= 0) work();
		else this.pending.push({ requestsLeft: requests, work });
	}

	/** A request has come. */
	tick(): void {
		for (const each of this.pending) each.requestsLeft--;
		const due = this.pending.filter(({ requestsLeft }) => requestsLeft === 0);
		if (due.length === 0) return;
		this.pending = this.pending.filter(({ requestsLeft }) => requestsLeft > 0);
		for (const { work } of due) work();
	}
}
