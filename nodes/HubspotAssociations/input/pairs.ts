import type { Target } from '../batch/target';
import {
	fromIdField,
	fromObjectTypeField,
	toIdsField,
	toObjectTypeField,
} from '../descriptions/fields';
import type { ReadParameter } from '../operation';
import { readObjectType } from './objectType';
import { readOneRecordId, readRecordIds } from './recordIds';

/**
 * Reads the pairs of records that one item names: its "from" record with each of its "to" records.
 *
 * @param read reads the item's parameters
 * @throws ParameterError for an object type or a record ID that cannot be used
 */
export function pairsOf(read: ReadParameter): Target[] {
	const fromObjectType = readObjectType(read('fromObjectType'), fromObjectTypeField.displayName);
	const toObjectType = readObjectType(read('toObjectType'), toObjectTypeField.displayName);
	const fromObjectId = readOneRecordId(read('fromId'), fromIdField.displayName);
	const toObjectIds = readRecordIds(read('toIds'), toIdsField.displayName);
	return toObjectIds.map((toObjectId) => ({
		fromObjectType,
		fromObjectId,
		toObjectType,
		toObjectId,
	}));
}
