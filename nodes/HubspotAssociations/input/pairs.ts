import type { Target } from '../batch/target';
import {
	fromIdField,
	fromObjectTypeField,
	toIdsField,
	toObjectTypeField,
} from '../descriptions/fields';
import type { IdProperties, ReadParameter } from '../operation';
import { readObjectType } from './objectType';
import { readOneRecord, readRecords } from './records/records';

/**
 * Reads the pairs of records that one item names: its "from" record with each of its "to" records.
 *
 * @param read reads the item's parameters
 * @param idProperties by which properties it names records
 * @throws ParameterError for an object type or a record that cannot be used
 */
export function pairsOf(read: ReadParameter, idProperties: IdProperties): Target[] {
	const record = fromRecordOf(read, idProperties);
	const { fromObjectType, fromObjectId, toObjectType, names } = record;
	const records = readRecords(read('toIds'), {
		parameter: toIdsField.displayName,
		objectType: toObjectType,
		objectTypeParameter: toObjectTypeField.displayName,
		idProperty: idProperties.toIdProperty,
	});
	return records.map(({ id: toObjectId, name: to }) => {
		const pair: Target = { fromObjectType, fromObjectId, toObjectType, toObjectId };
		if (names !== undefined || to !== undefined) pair.names = { ...names, to };
		return pair;
	});
}

/**
 * Reads the "from" record that one item names, and the object types.
 *
 * @param readToType reads the "to" object type
 * @returns a target without a "to" record
 * @throws ParameterError as {@link pairsOf}
 */
export function fromRecordOf(
	read: ReadParameter,
	{ fromIdProperty }: IdProperties,
	readToType = readObjectType,
): Target {
	const fromObjectType = readObjectType(read('fromObjectType'), fromObjectTypeField.displayName);
	const toObjectType = readToType(read('toObjectType'), toObjectTypeField.displayName);
	const { id, name } = readOneRecord(read('fromId'), {
		parameter: fromIdField.displayName,
		objectType: fromObjectType,
		objectTypeParameter: fromObjectTypeField.displayName,
		idProperty: fromIdProperty,
	});
	const record: Target = { fromObjectType, fromObjectId: id, toObjectType };
	if (name !== undefined) record.names = { from: name };
	return record;
}
