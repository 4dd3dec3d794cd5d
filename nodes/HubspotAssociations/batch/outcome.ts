import type { LabeledType, Target } from './target';

/** Why a target was not deleted, as far as it is known. */
export interface OutcomeError {
	message: string;
	httpCode?: number;
	category?: string;
	subCategory?: string;
	correlationId?: string;
}

/** What HubSpot says about the batch a target was in. */
export interface BatchInfo {
	status: string;
	requestedAt?: string;
	startedAt?: string;
	completedAt?: string;
}

/**
 * The outcome of one target. `deleted` only where HubSpot said so, or where reading back showed it; `absent`
 * where there was nothing to delete, or to restore.
 */
export type Outcome =
	| { status: 'deleted'; batch?: BatchInfo; removed?: LabeledType[] }
	| { status: 'restored'; batch?: BatchInfo }
	| { status: 'wouldDelete'; removed: LabeledType[] }
	| { status: 'wouldRestore'; removed: LabeledType[] }
	| { status: 'absent' }
	| {
			status: 'failed';
			error: OutcomeError;
			batch?: BatchInfo;
			/** Whether it was deleted could not be found out. */
			unknown?: true;
			/** What was there before, and may be gone; of what could not be restored, what is to be. */
			removed?: LabeledType[];
	  }
	| { status: 'notSent'; error: OutcomeError; removed?: LabeledType[] };

/** Not known yet: what is still there has to be read from HubSpot. */
export interface Unknown {
	status: 'unknown';
	/** Why it is not known; a sentence that further ones can follow. */
	error: OutcomeError;
	batch?: BatchInfo;
	/** HubSpot is still at it: what is there now may be gone a moment later. */
	pending?: boolean;
}

/** HubSpot confirmed it. */
export interface Done {
	status: 'done';
	batch: BatchInfo;
}

/** What one request shows about one of its targets. */
export type ItemResult = Done | Extract<Outcome, { status: 'failed' | 'notSent' }> | Unknown;

/** A target and what is known of it. */
export interface TargetResult {
	target: Target;
	itemResult: ItemResult;
}

/** Ends a text with a full stop, unless it ends as a sentence does, so that another sentence can follow. */
export function withFullStop(text: string): string {
	const trimmed = text.trimEnd();
	return /[.?!]$/.test(trimmed) ? trimmed : `${trimmed}.`;
}
