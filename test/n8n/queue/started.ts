/** All that one scenario has started: it can be stopped at any moment, also while something is still starting. */
export class Started {
	private readonly stops: Array<() => Promise<void>> = [];

	private stopping?: Promise<void>;

	/**
	 * Starts something, and keeps in mind how it is stopped.
	 *
	 * @param start cleans up after itself where it fails
	 * @throws what `start` throws; or when everything is being stopped already
	 */
	async add<Thing>(
		start: () => Promise<Thing>,
		stop: (thing: Thing) => Promise<void>,
	): Promise<Thing> {
		if (this.stopping !== undefined) throw new Error('Stopped.');
		const starting = start();
		this.stops.push(async () => await starting.then(stop, () => undefined));
		return await starting;
	}

	/**
	 * Stops everything, the latest first. Nothing can be added from then on.
	 *
	 * @throws the first of the errors there were, when everything else has been stopped all the same
	 */
	async stop(): Promise<void> {
		this.stopping ??= this.stopAll();
		await this.stopping;
	}

	private async stopAll(): Promise<void> {
		const errors: unknown[] = [];
		for (let stop = this.stops.pop(); stop !== undefined; stop = this.stops.pop()) {
			await stop().catch((error: unknown) => errors.push(error));
		}
		if (errors.length > 0) throw errors[0];
	}
}
