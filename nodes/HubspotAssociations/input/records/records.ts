import { findStandardObjectType, objectTypeKey } from '../../batch/standardObjectTypes';
import type { RecordName } from '../../batch/target';
import { ParameterError, shown } from '../parameterError';
import { readOneRecordId, readRecordIds } from './recordIds';
import { readList } from '../list';
import { readPropertyValues } from './propertyValues';
import { type RecordPage, readRecordPage } from './recordPage';

/** A record as an item gives it: its ID, what is still to be looked up or checked of it, or both. */
export interface GivenRecord {
	/** Absent where it has to be looked up. */
	id?: string;
	name?: RecordName;
}

/** Where records are given, and of what type they have to be. */
export interface RecordField {
	/** The field's name, for messages. */
	parameter: string;
	/** The object type chosen for them. */
	objectType: string;
	/** The name of the field where it is chosen. */
	objectTypeParameter: string;
	/** The property whose values name the records; record IDs and pages where absent. */
	idProperty?: string;
}

/**
 * Reads one or many records.
 *
 * @param value record IDs and addresses of records' pages, as {@link readRecordIds} takes them; with an `idProperty`,
 *   values of that, as {@link readPropertyValues} takes them
 * @returns each once, in the order given
 * @throws ParameterError for an empty list, and for every element that is none, or of another object type
 */
export function readRecords(value: unknown, field: RecordField): GivenRecord[] {
	const { parameter, idProperty } = field;
	if (idProperty !== undefined) {
		return readPropertyValues(value, parameter).map((each) => ({ name: { value: each } }));
	}
	if (!mayHoldAddress(value)) return readRecordIds(value, parameter).map((id) => ({ id }));
	const records = new Map<string, GivenRecord>();
	for (const element of readList(value, parameter)) {
		const record = readRecord(element, field);
		records.set(`${record.id} ${record.name?.pageType}`, record);
	}
	return [...records.values()];
}

/**
 * Reads exactly one record, as {@link readRecords}.
 *
 * @throws ParameterError when there is none, more than one, or something else
 */
export function readOneRecord(value: unknown, field: RecordField): GivenRecord {
	if (field.idProperty === undefined && !mayHoldAddress(value)) {
		return { id: readOneRecordId(value, field.parameter) };
	}
	const records = readRecords(value, field);
	if (records.length > 1) {
		throw new ParameterError(
			field.parameter,
			`takes one ${field.idProperty === undefined ? 'record ID' : 'value'} but got ${records.length}: ${shown(records.map(({ id, name }) => id ?? name?.value))}`,
			'Use one item for each record, for example with a Split Out node before this one.',
		);
	}
	return records[0];
}

/** An address has letters; IDs with a slash between them have none. */
const isLikeAddress = (value: unknown): boolean =>
	typeof value === 'string' && value.includes('/') && /[a-z]/i.test(value);

const mayHoldAddress = (value: unknown): boolean =>
	Array.isArray(value) ? value.some(isLikeAddress) : isLikeAddress(value);

function readRecord(element: unknown, field: RecordField): GivenRecord {
	const { parameter } = field;
	const text = typeof element === 'string' ? element.trim() : '';
	const page = readRecordPage(text, parameter);
	if (page === undefined) return { id: readRecordIds([element], parameter)[0] };
	const [id] = readRecordIds([page.id], parameter);
	const isSame = isPageOf(page, field.objectType);
	if (isSame === true) return { id };
	if (isSame === undefined) return { id, name: { pageType: page.objectType } };
	throw new ParameterError(
		parameter,
		`got ${shown(text)}, which is a page of ${nameOf(page)}, but "${field.objectTypeParameter}" is ${field.objectType}`,
		'Give a page of a record of that object type, or choose the other object type.',
	);
}

/** Whether a page is one of an object type; undefined where only the account's own names can tell. */
function isPageOf({ objectType: pageType }: RecordPage, objectType: string): boolean | undefined {
	if (objectTypeKey(pageType) === objectTypeKey(objectType)) return true;
	const isName = !/^\d+-\d+$/.test(objectType) && findStandardObjectType(objectType) === undefined;
	return isName && pageType.startsWith('2-') ? undefined : false;
}

/** An object type as people know it. */
const nameOf = ({ objectType }: RecordPage): string =>
	findStandardObjectType(objectType)?.plural ?? `the object type ${objectType}`;
