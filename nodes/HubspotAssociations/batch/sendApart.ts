import type { Answer } from './answer';
import type { Course } from './course';
import { sentence } from './outcome';
import { type Refusal, refusalOf } from './refusal';

/** Inputs that share their object types. */
export interface Inputs<T> {
	fromObjectType: string;
	toObjectType: string;
	targets: T[];
}

/** A request that was sent, and how it ended. */
export type Sent<T> = { targets: T[] } & ({ answer: Answer } | { refusal: Refusal });

/** Some of the inputs and the last word on them. */
export interface Piece<T> {
	targets: T[];
	/** Absent where nothing was sent: then `notSent` says why. */
	end: { answer: Answer } | { refusal: Refusal } | { notSent: string };
	/** An earlier request with these inputs may have been carried out although HubSpot did not say so. */
	uncertain: boolean;
}

/** Whom HubSpot means. */
interface Accused<T> {
	targets: T[];
	/** It means each of them; otherwise some of them. */
	exact: boolean;
	/** It means whoever bears a certain association type. */
	byType: boolean;
}

/** So many refusals in a row that name one input after the other are followed; then halving is faster. */
const MOST_NAMED_IN_A_ROW = 8;

/** What sending needs to know. */
export interface Sending<T> {
	/** Sends one request; rejects with an error that has {@link Refusal}'s fields. */
	send: (inputs: Inputs<T>) => Promise<Answer>;
	/** Whom a refusal's `said` names. */
	named: (targets: T[], said: unknown) => Accused<T>;
	course: Course;
	/** Told when a request failed for another reason than its size. */
	onRefusal?: () => void;
	/** Why nothing may be sent any more, besides what `course` knows. */
	whyStopped?: () => string | undefined;
}

/** Inputs that were refused together; they have to be sent apart. */
interface Suspects<T> {
	targets: T[];
	refusal: Refusal;
	uncertain: boolean;
}

/**
 * Sends inputs in one request, and in as many smaller ones as it takes when HubSpot refuses that.
 *
 * - Too large: cut in half; the smaller size is kept in `course`.
 * - Refused because of some input: the ones that HubSpot names are out, and the others go again. Where it names
 *   nobody the request is halved, and what is refused again is halved again. Of the two halves the second one is
 *   only sent whole if the first was refused, too: otherwise it is known to hold the bad input. So one bad input
 *   among n costs at most 2·log2(n) requests more. Where HubSpot refuses one part after the other, the search ends:
 *   see `course`.
 * - Refused for everything or for these object types: nothing more of it is sent.
 *
 * @param inputs at least one
 * @param sent gets every request that was sent, in order
 * @returns pieces that hold each target exactly once; never rejects for a request that failed
 */
export async function sendApart<T>(
	inputs: Inputs<T>,
	{ send, named, course, whyStopped, onRefusal }: Sending<T>,
	sent: Array<Sent<T>> = [],
): Promise<Array<Piece<T>>> {
	const pieces: Array<Piece<T>> = [];
	/** What has to be taken apart. */
	const refused: Array<Suspects<T>> = [];
	let refusedInARow = 0;
	let namedInARow = 0;
	let isAnyAccepted = false;

	/** Sends once, and files the inputs under what came of it. */
	const sendOnce = async (targets: T[], earlier: boolean): Promise<boolean> => {
		const notSent = whyStopped?.() ?? course.whyOver(inputs);
		if (notSent !== undefined) {
			pieces.push({ targets, end: { notSent }, uncertain: earlier });
			return false;
		}
		let refusal: Refusal;
		try {
			const answer = await send({ ...inputs, targets });
			course.accepted();
			isAnyAccepted = true;
			refusedInARow = 0;
			namedInARow = 0;
			sent.push({ targets, answer });
			pieces.push({ targets, end: { answer }, uncertain: earlier || answer.uncertain === true });
			return true;
		} catch (thrown) {
			refusal = refusalOf(thrown);
		}
		const isTooLarge = course.isTooLarge(refusal) && targets.length > 1;
		course.refused(inputs, targets.length, refusal);
		if (refusal.notSent !== true) sent.push({ targets, refusal });
		const uncertain = earlier || refusal.uncertain === true;
		if (isTooLarge) {
			await sendAll(targets, uncertain);
			return false;
		}
		onRefusal?.();
		const isAboutInputs = refusal.about === 'inputs' || refusal.about === 'size';
		if (isAboutInputs) refusedInARow++;
		if (isAboutInputs && targets.length > 1) {
			refused.push({ targets, refusal, uncertain });
		} else {
			pieces.push({ targets, end: { refusal }, uncertain });
		}
		return false;
	};

	/** Sends, in one request or as few as HubSpot's largest size allows. */
	const sendAll = async (targets: T[], earlier: boolean): Promise<boolean> => {
		let accepted = true;
		for (let rest = targets; rest.length > 0;) {
			// Looked up each time: a request of this loop may have made it smaller.
			const size = Math.min(rest.length, course.maxSize);
			accepted = (await sendOnce(rest.slice(0, size), earlier)) && accepted;
			rest = rest.slice(size);
		}
		return accepted;
	};

	await sendAll(inputs.targets, false);
	// By turns the largest, in which most can be saved, and the smallest, in which something good is soon found.
	for (let turn = 0; refused.length > 0; turn++) {
		const suspects = takeOut(refused, turn % 2 === 0 ? larger : smaller);
		const { refusal, uncertain } = suspects;
		const most = course.mostRefusals(inputs.targets.length);
		if (refusedInARow >= most) {
			const end = { refusal: withoutSearch(refusal, suspects.targets.length, most) };
			pieces.push({ targets: suspects.targets, end, uncertain });
			continue;
		}
		const accused = named(suspects.targets, refusal.said);
		const isNamed = (accused.exact || accused.byType) && accused.targets.length > 0;
		if (isNamed && namedInARow < MOST_NAMED_IN_A_ROW) {
			namedInARow++;
			pieces.push({ targets: accused.targets, end: { refusal }, uncertain });
			await sendAll(without(suspects.targets, accused.targets), uncertain);
			continue;
		}
		const [first, second] = parted(suspects.targets, accused.targets);
		const accepted = await sendAll(first, uncertain);
		// What is refused as a whole and not because of its first part is refused because of its second.
		if (accepted && second.length > 1) refused.push({ ...suspects, targets: second });
		else await sendAll(second, uncertain);
	}
	if (!isAnyAccepted && refusedInARow > 0) course.searchedInVain();
	return pieces;
}

type Compare<T> = (a: Suspects<T>, b: Suspects<T>) => boolean;

const larger = (a: Suspects<unknown>, b: Suspects<unknown>) => a.targets.length > b.targets.length;

const smaller = (a: Suspects<unknown>, b: Suspects<unknown>) => a.targets.length < b.targets.length;

/** Takes the first one out of a list that no other one comes before. */
function takeOut<T>(refused: Array<Suspects<T>>, isBefore: Compare<T>): Suspects<T> {
	const first = refused.reduce((best, each) => (isBefore(each, best) ? each : best));
	refused.splice(refused.indexOf(first), 1);
	return first;
}

/** Two parts, the first of which is less likely to be refused. */
function parted<T>(targets: T[], suspected: T[]): [T[], T[]] {
	// Sorting out many suspects costs more than halving.
	if (suspected.length > 0 && suspected.length <= targets.length / 2) {
		return [without(targets, suspected), suspected];
	}
	const half = Math.floor(targets.length / 2);
	return [targets.slice(0, half), targets.slice(half)];
}

function without<T>(targets: T[], others: T[]): T[] {
	const out = new Set(others);
	return targets.filter((target) => !out.has(target));
}

function withoutSearch(refusal: Refusal, together: number, most: number): Refusal {
	const message = `${sentence(refusal.message)} HubSpot refused ${together} inputs together; after ${most} refusals in a row the node no longer looks for those it means.`;
	return { ...refusal, message };
}
