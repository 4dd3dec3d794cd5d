import type { ObjectTypes } from '../../target';

/** So many refusals in the same words say that everything is refused, if nothing was accepted. */
export const REFUSALS_ALIKE = 9;

/** And so many of them have to be of a single input. */
export const SINGLES_ALIKE = 2;

/** How many requests are under way at once between object types of which nothing was accepted yet. */
export const FIRST_REQUESTS = 5;

/** What is known of the requests between two object types. */
interface Known {
	/** HubSpot accepted something, or refused two inputs in different words: a refusal is about some input. */
	isApart: boolean;
	isAccepted: boolean;
	/** In which words everything is refused. */
	refused?: string;
	/** How many requests, and how many of a single input, were refused in which words. */
	requests: Map<string, number>;
	singles: Map<string, number>;
	underWay: number;
}

const keyOf = ({ fromObjectType, toObjectType }: ObjectTypes) =>
	JSON.stringify([fromObjectType, toObjectType]);

const increment = (counts: Map<string, number>, key: string) =>
	counts.set(key, (counts.get(key) ?? 0) + 1);

/**
 * Tells a refusal that is about everything between two object types, such as a missing permission, from one that is
 * about some input of the request, whatever its words. Only one batch at a time finds that out; requests of other
 * batches wait meanwhile, so that it costs a handful of requests and not a handful for each batch.
 */
export class RefusalForAll {
	private readonly between = new Map<string, Known>();

	/** In how many requests of the run, between any object types, HubSpot used which words. */
	private readonly requests = new Map<string, number>();

	private readonly waiting: Array<() => void> = [];

	/** The batch that finds out. */
	private examiner?: object;

	/**
	 * Waits until a request may be sent, and counts it as under way.
	 *
	 * @param batch that it belongs to
	 */
	async begin(types: ObjectTypes, batch: object): Promise<void> {
		const known = this.of(types);
		const isFree = () =>
			this.examiner === undefined ? this.hasRoom(known) : this.examiner === batch || known.isApart;
		while (!isFree()) await this.change();
		known.underWay++;
	}

	/** A request was answered, or not sent after all. */
	end(types: ObjectTypes): void {
		this.of(types).underWay--;
		this.changed();
	}

	/** HubSpot accepted a request. */
	recordSuccess(types: ObjectTypes): void {
		const known = this.of(types);
		known.isAccepted = true;
		known.isApart = true;
	}

	/** A refusal between these object types is about some input. */
	recordApart(types: ObjectTypes): void {
		this.of(types).isApart = true;
	}

	/** Whether HubSpot accepted anything between these object types. */
	hasAccepted(types: ObjectTypes): boolean {
		return this.of(types).isAccepted;
	}

	/**
	 * HubSpot refused a request and named none of its inputs.
	 *
	 * @param words from `refusalWords`
	 * @param size how many inputs the request had
	 */
	recordRefusal(types: ObjectTypes, words: string, size: number): void {
		const known = this.of(types);
		// In other words than before: HubSpot looks at the inputs.
		if (known.requests.size > 0 && !known.requests.has(words)) known.isApart = true;
		increment(this.requests, words);
		increment(known.requests, words);
		if (size === 1) increment(known.singles, words);
	}

	/** Makes a batch the one that finds out; false when another one does, or when it is found out. */
	claim(types: ObjectTypes, batch: object): boolean {
		const { isApart, refused } = this.of(types);
		if (isApart || refused !== undefined) return false;
		this.examiner ??= batch;
		return this.examiner === batch;
	}

	/** Lets the others go on. */
	release(batch: object): void {
		if (this.examiner !== batch) return;
		this.examiner = undefined;
		this.changed();
	}

	/** Waits until no other batch finds something out, and no request between the two is under way. */
	async quiet(types: ObjectTypes, batch: object): Promise<void> {
		const isQuiet = () =>
			this.examiner === batch ? this.of(types).underWay === 0 : this.examiner === undefined;
		while (!isQuiet()) await this.change();
	}

	/** Whether it is still open what a refusal between these object types is about. */
	isOpen(types: ObjectTypes): boolean {
		const { isApart, refused } = this.of(types);
		return !isApart && refused === undefined;
	}

	/** How many requests between these object types were refused in these words. */
	requestsBetween(types: ObjectTypes, words: string): number {
		return this.of(types).requests.get(words) ?? 0;
	}

	/** How many single inputs between these object types were refused in these words. */
	singlesBetween(types: ObjectTypes, words: string): number {
		return this.of(types).singles.get(words) ?? 0;
	}

	/** Whether enough requests were refused in these words to believe that all would be. */
	isEnough(types: ObjectTypes, words: string): boolean {
		const isOften = (this.requests.get(words) ?? 0) >= REFUSALS_ALIKE;
		return isOften && this.singlesBetween(types, words) >= SINGLES_ALIKE;
	}

	/** Everything between these object types is refused, in these words. */
	recordForAll(types: ObjectTypes, words: string): void {
		this.of(types).refused = words;
	}

	/** Whether everything between these object types is refused. */
	isForAll(types: ObjectTypes): boolean {
		return this.of(types).refused !== undefined;
	}

	/** Whether everything between two other object types is refused in these words, and nothing of the run was accepted. */
	isForWholeRun(types: ObjectTypes, words: string): boolean {
		const others = [...this.between].filter(([key]) => key !== keyOf(types));
		const isAnyAccepted = [...this.between.values()].some(({ isAccepted }) => isAccepted);
		return !isAnyAccepted && others.some(([, { refused }]) => refused === words);
	}

	private hasRoom({ isApart }: Known): boolean {
		if (isApart) return true;
		const all = [...this.between.values()];
		// Other object types are often refused for the same reason: one request shows it.
		const max = all.some(({ refused }) => refused !== undefined) ? 1 : FIRST_REQUESTS;
		const unproven = all.filter((each) => !each.isApart);
		return unproven.reduce((sum, { underWay }) => sum + underWay, 0) < max;
	}

	private of(types: ObjectTypes): Known {
		const key = keyOf(types);
		const known = this.between.get(key) ?? {
			...{ isApart: false, isAccepted: false, underWay: 0 },
			...{ requests: new Map<string, number>(), singles: new Map<string, number>() },
		};
		this.between.set(key, known);
		return known;
	}

	private async change(): Promise<void> {
		await new Promise<void>((resolve) => this.waiting.push(resolve));
	}

	private changed(): void {
		for (const resolve of this.waiting.splice(0)) resolve();
	}
}
