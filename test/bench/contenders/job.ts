/** How the pairs of a job lie. */
export type Shape =
	/** One item, every parameter a literal: one record, and all the others in a comma-separated list. */
	| 'literal'
	/** One item a pair, three parameters plain expressions, every record in one pair only. */
	| 'expressions'
	/** The same, all pairs from one record. */
	| 'oneFrom'
	/** The same, all of them the same pair. */
	| 'duplicates'
	/** One item that holds all the other records in an array. */
	| 'oneItem'
	/** One item a pair, all pairs to one record. */
	| 'oneTo'
	/** By turns a pair from one record and a pair to another one. */
	| 'mixed';

/** The contact and the company of a pair, in the shapes that have one item a pair. */
export function pairOf(shape: Shape, index: number): { contact: string; company: string } {
	const isFromOne =
		['oneFrom', 'duplicates'].includes(shape) || (shape === 'mixed' && index % 2 === 0);
	const isToOne = ['oneTo', 'duplicates'].includes(shape) || (shape === 'mixed' && index % 2 === 1);
	return {
		contact: contactId(isFromOne ? 0 : index),
		company: companyId(isToOne ? 1 : index),
	};
}

/** What one process is to do, and measure itself at. */
export interface BenchJob {
	/** Where HubSpot is, and an access token for it. */
	url: string;
	token: string;
	pairs: number;
	batchSize: number;
	concurrency: number;
	shape: Shape;
	/** Whether HubSpot's limit is on. */
	isThrottled: boolean;
	/** Whether what is there is read before it is deleted, as without the option. */
	readsFirst?: boolean;
	/** Whether some pairs are deleted before, unmeasured: an n8n that runs has run before. */
	warmUp: boolean;
}

/** What it measured. */
export interface Measured {
	seconds: number;
	/** Of all threads of the process. */
	cpuSeconds: number;
	/** The most memory the process had, in megabytes. */
	peakMb: number;
	/** When the measured work began, in milliseconds since 1970. */
	startedAt: number;
}

/** The ID of a contact, as long as HubSpot's own. */
export const contactId = (index: number): string => String(10_000_000_001 + index);
/** The ID of a company. */
export const companyId = (index: number): string => String(20_000_000_001 + index);
