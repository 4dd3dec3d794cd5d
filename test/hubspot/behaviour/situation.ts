import { createHash } from 'node:crypto';
import type { LocalHubspot } from '../localHubspot';
import type { InterceptedAnswer, Perform, RecordedRequest } from '../types';

/** Numbers from 0 to below 1 that look like chance and are always the same for the same text. */
export class Chance {
	private count = 0;

	constructor(private readonly text: string) {}

	next(): number {
		const hash = createHash('sha256').update(`${this.text} ${this.count++}`).digest();
		return hash.readUInt32BE() / 2 ** 32;
	}

	oneOf<T>(choices: readonly T[]): T {
		return choices[Math.floor(this.next() * choices.length)] as T;
	}

	/** Each of them or not; which ones, but never none and never all where there are two. */
	someOf<T>(all: readonly T[]): T[] {
		const always = this.oneOf(all);
		const never = this.oneOf(all.filter((each) => each !== always));
		return all.filter((each) => each === always || (each !== never && this.next() < 0.5));
	}
}

/** What a misbehaviour gets to work with. */
export interface Situation {
	hubspot: LocalHubspot;
	request: RecordedRequest;
	/** Does the work of the request, or of another body at the same address, or behaving differently. */
	perform: Perform;
	chance: Chance;
	/** The inputs of a batch. */
	inputs: unknown[];
}

/** Does something to one request; undefined leaves it alone. */
export type Misbehave = (situation: Situation) => Promise<InterceptedAnswer | undefined>;

/** An error body in HubSpot's shape. */
export const error = (message: string, more: object = {}) => ({
	status: 'error',
	category: 'VALIDATION_ERROR',
	message,
	correlationId: 'c0ffee00-0000-4000-8000-000000000000',
	...more,
});

/** A body as an answer takes it: parsed where it is JSON, so that it is called JSON. */
export function asJson(body: string): unknown {
	if (body === '') return undefined;
	return JSON.parse(body) as unknown;
}

/** How a context names an input of any of the deleting endpoints. */
export function contextOf(input: unknown): Record<string, string[]> {
	const { from, to, category, typeId } = input as {
		from?: { id: string };
		to?: { id: string } | Array<{ id: string }>;
		category?: string;
		typeId?: number;
	};
	if (from === undefined) return { category: [String(category)], typeId: [String(typeId)] };
	return { fromObjectId: [from.id], toObjectId: [to ?? []].flat().map(({ id }) => id) };
}

/** A batch that changes something. */
export const isWrite = ({ path }: RecordedRequest) =>
	/\/batch\/.*(archive|purge|create)$/.test(path);
