import { type FoundType, isSameType, type Target } from './target';

/** What is wanted of targets: that they are gone, or that they are there. */
export interface Goal {
	/** The outcome of a target of which that is so. */
	status: 'deleted' | 'restored';
	/** The outcome in a dry run. */
	would: 'wouldDelete' | 'wouldRestore';
	/** What getting there is called in a message. */
	noun: string;
	/** What a message says of a target of which it is not so. */
	notSo: string;
	/**
	 * The types that have yet to go, or to come.
	 *
	 * @param found what is there; undefined where it could not be read, and then the answer is undefined, too
	 */
	left(target: Target, found: FoundType[] | undefined): FoundType[] | undefined;
}

/** Whether a type is the unlabelled one; HubSpot says so by a label of null. */
export const isUnlabelled = ({ label }: FoundType): boolean => (label ?? '').trim() === '';

/**
 * What deleting a target takes away: with the unlabelled type between two records every other type goes, too.
 *
 * @param left the types meant that are there
 * @param found all that are there
 */
export function takenAway(
	{ toObjectId }: Target,
	left: FoundType[],
	found: FoundType[],
): FoundType[] {
	const isWhole = toObjectId !== undefined && left.some(isUnlabelled);
	return isWhole ? found : left;
}

/** Of a target without types, everything that is there is meant. */
export const GONE: Goal = {
	status: 'deleted',
	would: 'wouldDelete',
	noun: 'deletion',
	notSo: 'it was still there',
	left: ({ types }, found) =>
		types === undefined
			? found
			: found?.filter((each) => types.some((type) => isSameType(type, each))),
};

/** Of a target without types there is nothing to bring back. */
export const THERE: Goal = {
	status: 'restored',
	would: 'wouldRestore',
	noun: 'association',
	notSo: 'it was not there',
	left: ({ types = [] }, found) =>
		found && types.filter((type) => !found.some((each) => isSameType(type, each))),
};
