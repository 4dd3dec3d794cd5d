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
	| 'oneItem';

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
