import type { Selection } from '../batch/target';
import { keepIdsField, keepLabelsField, leaveAtLeastOneField } from '../descriptions/keepFields';
import type { IsExpression, ReadParameter } from '../operation';
import { isEveryLabel, type Label, readLabels } from './associationTypes';
import { readBoolean } from './boolean';
import { readRecordIds } from './records/recordIds';

/** What of a record is to be left alone, as an item says it. */
export interface Kept {
	selection?: Selection;
	/** Still to be looked up. */
	keepLabels?: Label[];
}

/**
 * Reads what of a record is to be left alone.
 *
 * What is empty in the panel, and an empty array, keep nothing. Anything else that is empty comes from an expression:
 * it may be a mistake, and everything would be deleted.
 *
 * @throws ParameterError for a value that cannot be used
 */
export function readKept(read: ReadParameter, isExpression: IsExpression): Kept {
	const [ids, labels] = [read('keepIds'), read('keepLabels')];
	const isNoId =
		(Array.isArray(ids) && ids.length === 0) || (ids === '' && !isExpression('keepIds'));
	const keepIds = isNoId ? undefined : readRecordIds(ids, keepIdsField.displayName);
	const keepLabels = isEveryLabel(labels)
		? undefined
		: readLabels(labels, keepLabelsField.displayName);
	const leavesOne = readBoolean(read('leaveAtLeastOne'), leaveAtLeastOneField.displayName);

	const selection: Selection = {
		...(keepIds === undefined ? {} : { keepIds }),
		...(leavesOne ? { leavesOne } : {}),
	};
	return {
		...(Object.keys(selection).length > 0 ? { selection } : {}),
		...(keepLabels === undefined ? {} : { keepLabels }),
	};
}
