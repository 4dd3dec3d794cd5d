import type { Batch } from './plan';
import type { RequestSize } from '../sending/adaptiveBatchSize';
import { isWholeAssociation, type Target } from '../target';

/**
 * Most pairs in one request that deletes whole associations. HubSpot's guide names no such limit. What is refused or
 * unclear of a request has to be sorted out, so it is not larger than what HubSpot takes elsewhere.
 */
export const MAX_PAIRS = 2_000;

/** The most that goes into one request. */
interface Room {
	/** Inputs, as HubSpot counts them. */
	inputs: number;
	targets: number;
}

/**
 * What HubSpot counts as one input: of whole associations all pairs with the same "from" record, of labels all sets of
 * the same pair, everything else by itself.
 *
 * @returns equal texts for targets that count once together; undefined for one that counts by itself
 * @see https://developers.hubspot.com/docs/api-reference/latest/crm/associations/associate-records/guide
 */
function inputKey(target: Target): string | undefined {
	const { fromObjectId, toObjectId } = target;
	if (fromObjectId === undefined || toObjectId === undefined) return undefined;
	return isWholeAssociation(target) ? fromObjectId : `${fromObjectId} ${toObjectId}`;
}

/** How many inputs HubSpot counts in a request; its targets are all of one kind. */
export const countInputs: RequestSize<Target> = (targets) => {
	if (targets.length === 0 || inputKey(targets[0]) === undefined) return targets.length;
	return new Set(targets.map(inputKey)).size;
};

/**
 * Splits groups into the fewest requests that are easily found. The order within a group is kept, except that what
 * HubSpot counts as one input stays together, and where another order needs fewer requests. Takes time in proportion to
 * the targets.
 *
 * @param groups from `groupByObjectTypes`, or parts of them; empty ones give no request
 * @param batchSize most inputs in one request, as HubSpot counts them, at least 1
 * @param maxPairs most pairs in one request, at least 1; labels and limits are not pairs
 */
export function chunk(groups: readonly Batch[], batchSize: number, maxPairs = MAX_PAIRS): Batch[] {
	return groups.flatMap((group) => {
		const [first] = group.targets as ReadonlyArray<Target | undefined>;
		if (first === undefined) return [];
		const room = { inputs: batchSize, targets: isWholeAssociation(first) ? maxPairs : Infinity };
		return split(group, room).map((targets) => ({ ...group, targets }));
	});
}

function split({ targets, hasEachRecordOnce }: Batch, room: Room): Target[][] {
	const inputs = hasEachRecordOnce === true ? undefined : inputsOf(targets);
	if (inputs === undefined) return slices(targets, Math.min(room.inputs, room.targets));
	const inOrder = fillInOrder(inputs, room);
	if (inOrder.length <= fewest(inputs.length, targets.length, room)) return inOrder;
	const mixed = fillMixed(inputs, room);
	return mixed.length < inOrder.length ? mixed : inOrder;
}

/** The least number of requests that can hold so much. */
const fewest = (inputs: number, targets: number, room: Room): number =>
	Math.max(Math.ceil(inputs / room.inputs), Math.ceil(targets / room.targets));

const slices = (targets: Target[], size: number): Target[][] =>
	Array.from({ length: Math.ceil(targets.length / size) }, (_, index) =>
		targets.slice(index * size, (index + 1) * size),
	);

/** The targets of each input; undefined where each target is one. */
function inputsOf(targets: Target[]): Target[][] | undefined {
	if (inputKey(targets[0]) === undefined) return undefined;
	const inputs = new Map<string | undefined, Target[]>();
	for (const target of targets) {
		const key = inputKey(target);
		const known = inputs.get(key);
		if (known === undefined) inputs.set(key, [target]);
		else known.push(target);
	}
	return inputs.size === targets.length ? undefined : [...inputs.values()];
}

/** Requests that are filled one after the other. */
class Requests {
	readonly all: Target[][] = [];

	private inputs = 0;

	constructor(private readonly room: Room) {}

	/** Whether the last request takes nothing more; so it is before the first one. */
	get isFull(): boolean {
		const last = this.all.at(-1);
		return last === undefined || this.inputs >= this.room.inputs || this.roomIn(last) <= 0;
	}

	begin(): void {
		this.all.push([]);
		this.inputs = 0;
	}

	/**
	 * Adds what fits of an input to the last request, which is not full.
	 *
	 * @param start how much of the input is in other requests
	 * @returns how many targets were added, at least 1
	 */
	add(input: readonly Target[], start = 0): number {
		const [last] = this.all.slice(-1);
		const end = Math.min(input.length, start + this.roomIn(last));
		for (let place = start; place < end; place++) last.push(input[place]);
		this.inputs++;
		return end - start;
	}

	private roomIn(request: Target[]): number {
		return this.room.targets - request.length;
	}
}

/** One request after the other, each as full as it gets. An input is divided where its targets do not fit. */
function fillInOrder(inputs: readonly Target[][], room: Room): Target[][] {
	const requests = new Requests(room);
	for (const input of inputs) {
		for (let start = 0; start < input.length;) {
			if (requests.isFull) requests.begin();
			start += requests.add(input, start);
		}
	}
	return requests.all;
}

/**
 * Large inputs fill a request with few inputs, and small ones with few targets: each request gets its share of the small
 * ones, and what is left of it is filled with large ones.
 */
function fillMixed(inputs: readonly Target[][], room: Room): Target[][] {
	const isSmall = (input: Target[]) => input.length <= room.targets / room.inputs;
	const small = inputs.filter(isSmall);
	const large = inputs.filter((input) => !isSmall(input));
	const requests = new Requests(room);
	let targetsLeft = inputs.reduce((count, { length }) => count + length, 0);
	let nextSmall = 0;
	let nextLarge = 0;
	/** How much of the next large one is already in a request. */
	let start = 0;
	while (targetsLeft > 0) {
		requests.begin();
		const inputsLeft = small.length - nextSmall + large.length - nextLarge;
		const share = (small.length - nextSmall) / fewest(inputsLeft, targetsLeft, room);
		// They fit: so many small ones as a request takes inputs are no more targets than it takes.
		for (let count = 0; count < share && !requests.isFull; count++) {
			targetsLeft -= requests.add(small[nextSmall++]);
		}
		while (nextLarge < large.length && !requests.isFull) {
			const added = requests.add(large[nextLarge], start);
			targetsLeft -= added;
			start += added;
			if (start < large[nextLarge].length) continue;
			nextLarge++;
			start = 0;
		}
	}
	return requests.all;
}
