import type { AssociationType, Target } from '../../batch/target';
import { readAssociationTypes } from '../associationTypes';
import { unformatted } from './cells';
import { unflatten, type Unflattened } from './flattened';
import { fromJsonText, isAbsent, type KeptItem, keptItems, WHAT_TO_GIVE } from './keptItems';
import { readObjectType } from '../objectType';
import { ParameterError } from '../parameterError';
import { readOneRecordId } from '../records/recordIds';

/**
 * Reads what has to be restored from items of an earlier run, in every form in which they can have been kept: as they
 * came out, as JSON text, or as rows of a CSV file, a spreadsheet or a data table. A dry run's items hold all that is
 * needed, too.
 *
 * @param value the parameter's value: one item, or an array of them
 * @param parameter its name, for messages
 * @returns one entry for each item; without types where that item says that nothing was removed
 * @throws ParameterError for anything else
 */
export function readSnapshot(value: unknown, parameter: string): Target[] {
	return keptItems(value, parameter).map(readItem);
}

/** What a run says of inputs of which it removed nothing, in small letters. */
const NOTHING_REMOVED: ReadonlySet<unknown> = new Set([
	...['absent', 'kept', 'notread', 'notsent', 'present', 'restored'],
]);

function readItem({ name, fields: row }: KeptItem): Target {
	const unflattened = unflatten(row);
	const { fields } = unflattened;
	const removed = removedOf(unflattened, `${name}: removed`);
	if (removed.length === 0) {
		if (saysNothingRemoved(fields)) return asSaid(fields);
		throw new ParameterError(
			name,
			'holds an item without "removed"',
			`What was there before is only known of a dry run, and of runs with a snapshot. ${WHAT_TO_GIVE}`,
		);
	}
	if (isAbsent(fields.fromObjectId) && isAbsent(fields.toObjectId)) {
		throw new ParameterError(
			name,
			'holds an item about a label or a limit itself',
			'Only associations between records can be restored, with their labels. Make labels and limits again in HubSpot, under Settings > Objects.',
		);
	}
	return {
		fromObjectType: readObjectType(fields.fromObjectType, `${name}: fromObjectType`),
		fromObjectId: readOneRecordId(unformatted(fields.fromObjectId), `${name}: fromObjectId`),
		toObjectType: readObjectType(fields.toObjectType, `${name}: toObjectType`),
		toObjectId: readOneRecordId(unformatted(fields.toObjectId), `${name}: toObjectId`),
		types: readTypes(removed, `${name}: removed`),
	};
}

/** What was removed: the field itself, and the columns that it was flattened to. */
function removedOf({ fields, removedInColumns }: Unflattened, parameter: string): unknown[] {
	return [fields.removed, ...removedInColumns].flatMap((value) => typesIn(value, parameter));
}

function typesIn(value: unknown, parameter: string): unknown[] {
	if (isAbsent(value)) return [];
	// `CATEGORY:typeId`, one or several, is the one text that is no JSON.
	const isJson = typeof value === 'string' && !/^[\w\s:,;|]+$/.test(value);
	const data = isJson ? fromJsonText(value, parameter) : value;
	return Array.isArray(data) || isListByPlace(data)
		? Object.values(data).flatMap((each: unknown) => typesIn(each, parameter))
		: typeof data === 'string'
			? data.split(/[,;|\n]/).filter((type) => !isAbsent(type))
			: [withPlainTypeId(data)];
}

/** A number that went through a table may be formatted text, also in JSON. */
const withPlainTypeId = (type: unknown): unknown =>
	typeof type === 'object' && type !== null && 'typeId' in type
		? { ...type, typeId: unformatted(type.typeId) }
		: type;

/** Some tools make an object of a list: `{ "0": … }`. */
const isListByPlace = (data: unknown): data is Record<string, unknown> =>
	typeof data === 'object' && data !== null && Object.keys(data).every((key) => /^\d+$/.test(key));

function readTypes(removed: unknown[], parameter: string): AssociationType[] {
	try {
		return readAssociationTypes(removed, parameter);
	} catch (error) {
		throw withAdvice(error, parameter);
	}
}

/** What the error says to do is for a field in which types are chosen. */
const withAdvice = (error: unknown, parameter: string) =>
	error instanceof ParameterError
		? new ParameterError(
				parameter,
				error.problem,
				`Each type that was there needs its category and its typeId, as this node wrote them: as JSON text, or in the columns removed.0.category, removed.0.typeId and so on. ${WHAT_TO_GIVE}`,
			)
		: error;

/** Whether a run removed nothing of an input, going by what it says. */
const saysNothingRemoved = ({ status, unknown }: Unflattened['fields']): boolean => {
	const reported = typeof status === 'string' ? status.trim().toLowerCase() : status;
	return NOTHING_REMOVED.has(reported) || (reported === 'failed' && !mayBeTrue(unknown));
};

/** A table makes text of `true`, in its own language. */
const mayBeTrue = (value: unknown): boolean =>
	!isAbsent(value) && !['false', '0'].includes(String(value).trim().toLowerCase());

/** An item of which nothing has to be restored: as much of what it is about as it says. */
function asSaid(fields: Unflattened['fields']): Target {
	const text = (value: unknown) =>
		typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
	const { fromObjectType, fromObjectId, toObjectType, toObjectId } = fields;
	return {
		fromObjectType: text(fromObjectType) ?? '',
		fromObjectId: text(unformatted(fromObjectId)),
		toObjectType: text(toObjectType) ?? '',
		toObjectId: text(unformatted(toObjectId)),
	};
}
