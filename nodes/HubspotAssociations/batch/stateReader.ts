import type { Batch } from './plan';
import type { LabeledType, Target } from './target';

/** What HubSpot showed of some targets. */
export interface CurrentState {
	/** The association types between the pair, or the limit where it is set; none where nothing is there. */
	types: Map<Target, LabeledType[]>;
	/** Why the others could not be read. */
	unread: Map<Target, string>;
}

/** Reads what is there of a batch's targets; never rejects. */
export type StateReader = (batch: Batch) => Promise<CurrentState>;
