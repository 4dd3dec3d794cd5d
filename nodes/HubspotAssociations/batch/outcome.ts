import type { AssociationType, LabeledType, Target } from './target';

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
 * The outcome of one target. `deleted`: it was there and is gone, because HubSpot said so in a known shape or a read
 * showed it; without a snapshot, because HubSpot said so. `absent`: it was not seen before, or there was nothing to
 * restore. `present`: Restore found it there. `kept`: left alone on purpose. `found`: Get Many read it. `notRead`: an
 * object type that the credential may not read.
 */
export type Outcome =
	| { status: 'deleted'; batch?: BatchInfo; removed?: LabeledType[]; note?: string }
	| { status: 'restored'; batch?: BatchInfo; note?: string }
	| { status: 'wouldDelete'; removed: LabeledType[]; note?: string }
	| { status: 'wouldRestore'; removed: LabeledType[]; note?: string }
	| {
			status: 'absent';
			batch?: BatchInfo;
			note?: string;
			/** It is counted, and no item comes out for it. */
			isUnlisted?: true;
	  }
	| { status: 'present' }
	| { status: 'kept'; note?: string }
	| { status: 'found' }
	| {
			status: 'notRead';
			note: string;
			/** What the object type is called; not part of the output. */
			name: string;
	  }
	| {
			status: 'failed';
			error: OutcomeError;
			batch?: BatchInfo;
			/** Whether it was deleted could not be found out. */
			unknown?: true;
			/** What was there before and is gone, or may be; of what could not be restored, what is to be. */
			removed?: LabeledType[];
			/** The types that a read showed to be still there, or still missing; not part of the output. */
			remaining?: AssociationType[];
	  }
	| { status: 'notSent'; error: OutcomeError; removed?: LabeledType[] };

/** Not known yet: what is still there has to be read from HubSpot. */
export interface Unknown {
	status: 'unknown';
	/** Why it is not known; a sentence that further ones can follow. */
	error: OutcomeError;
	batch?: BatchInfo;
	/** HubSpot may still be at it, or may have done it although its answer cannot be read: one early read proves nothing. */
	pending?: boolean;
	/** HubSpot confirmed it; it is read to make sure. */
	isConfirmed?: boolean;
	/** HubSpot said that there was nothing to delete. */
	wasAbsent?: boolean;
	/** Of several labels those that HubSpot refused by name: the target fails, whatever becomes of the others. */
	refused?: AssociationType[];
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
