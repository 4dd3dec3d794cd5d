import { isSameType, type LabeledType, type Target } from './target';

/** What is wanted of targets: that they are gone, or that they are there. */
export interface DesiredState {
	/** The outcome of a target that is brought to this state. */
	status: 'deleted' | 'restored';
	/** The outcome in a dry run. */
	dryRunStatus: 'wouldDelete' | 'wouldRestore';
	/** What getting there is called in a message. */
	noun: string;
	/** What a message says of a target that is not in this state. */
	mismatch: string;
	/** What a message says of a target that HubSpot confirmed, and that is not in this state when it is read. */
	mismatchAfterConfirmation: string;
	/**
	 * The types that have yet to go, or to come.
	 *
	 * @param current what is there; undefined where it could not be read, and then the answer is undefined, too
	 */
	diff(target: Target, current: LabeledType[] | undefined): LabeledType[] | undefined;
}

/** Whether a type is the unlabeled one; HubSpot says so by a label of null. */
export const isUnlabeled = ({ label }: LabeledType): boolean => (label ?? '').trim() === '';

/**
 * What deleting a target removes: with the unlabeled type between two records every other type goes, too.
 *
 * @param meant the types meant that are there
 * @param current all that are there
 */
export function affectedTypes(
	{ toObjectId }: Target,
	meant: LabeledType[],
	current: LabeledType[],
): LabeledType[] {
	const isWhole = toObjectId !== undefined && meant.some(isUnlabeled);
	return isWhole ? current : meant;
}

/** The targets are gone. Of a target without types, everything that is there is meant. */
export const REMOVED: DesiredState = {
	status: 'deleted',
	dryRunStatus: 'wouldDelete',
	noun: 'deletion',
	mismatch: 'it was still there',
	mismatchAfterConfirmation:
		'it was there all the same. A setting or a workflow of the HubSpot account may have associated the records again.',
	diff: ({ types }, current) =>
		types === undefined
			? current
			: current?.filter((each) => types.some((type) => isSameType(type, each))),
};

/** The targets are there. Of a target without types there is nothing to bring back. */
export const PRESENT: DesiredState = {
	status: 'restored',
	dryRunStatus: 'wouldRestore',
	noun: 'association',
	mismatch: 'it was not there',
	mismatchAfterConfirmation: 'it was not there all the same.',
	diff: ({ types = [], withheld = [] }, current) =>
		current &&
		types.filter((type) => ![...current, ...withheld].some((each) => isSameType(type, each))),
};
