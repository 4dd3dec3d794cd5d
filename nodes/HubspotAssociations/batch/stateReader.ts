import type { Batch } from './planning/plan';
import type { AssociationType, LabeledType, Target } from './target';

/** A primary label that another record has, or may have. */
export interface TakenType extends AssociationType {
	/** The record that has it, such as "companies 9". */
	owner?: string;
	/** Where it is not known which one has it: why that could not be read. */
	unread?: string;
}

/** What HubSpot showed of some targets. */
export interface CurrentState {
	/** The association types between the pair, or the limit where it is set; none where nothing is there. */
	types: Map<Target, LabeledType[]>;
	/** Why the others could not be read. */
	unread: Map<Target, string>;
	/** They could not be read for a reason that no request gets past, such as the credential. */
	isBlocked?: boolean;
	/** Targets whose record has more pages than are read: they may be there or not. */
	notKept?: Set<Target>;
	/** Of Restore: the types to put back that would be taken from another record. */
	taken?: Map<Target, TakenType[]>;
}

/** Reads what is there of a batch's targets; never rejects. */
export type StateReader = (batch: Batch) => Promise<CurrentState>;
