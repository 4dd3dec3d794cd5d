import { type HubspotError, invalidJson, validationError } from './errors';
import type { Behaviour } from '../behaviour/behaviour';
import { CATEGORIES, type AssociationType, type Category } from '../types';

/** A JSON object whose fields have not been looked at. */
export type JsonObject = Record<string, unknown>;

/** The largest number Java's `long` holds. */
const LARGEST_ID = 2n ** 63n - 1n;

function wrongType(expected: string, value: unknown): Error {
	const kind = value === null ? 'null' : Array.isArray(value) ? 'Array' : typeof value;
	return invalidJson(`Cannot deserialize value of type \`${expected}\` from ${kind} value`);
}

/** The value as an object, or a 400. */
export function asObject(value: unknown, expected: string): JsonObject {
	if (typeof value !== 'object' || value === null || Array.isArray(value)) {
		throw wrongType(expected, value);
	}
	return value as JsonObject;
}

/** The value as an array, or a 400. */
export function asArray(value: unknown, expected: string): unknown[] {
	if (!Array.isArray(value)) throw wrongType(expected, value);
	return value;
}

/** A field that has to be there, or a 400 in HubSpot's words. */
export function required(object: JsonObject, field: string): unknown {
	const value = object[field];
	if (value === undefined || value === null) {
		throw invalidJson(`Some required fields were not set: [${field}]`);
	}
	return value;
}

/** A field that has to be text, or a 400. */
export function requiredText(object: JsonObject, field: string): string {
	const value = required(object, field);
	if (typeof value !== 'string') throw wrongType('java.lang.String', value);
	return value;
}

/** A field that may be text or missing, or a 400. */
export function optionalText(object: JsonObject, field: string): string | undefined {
	const value = object[field] ?? undefined;
	if (value !== undefined && typeof value !== 'string') throw wrongType('java.lang.String', value);
	return value;
}

/** A field that has to be a whole number, or a 400. */
export function requiredInteger(object: JsonObject, field: string): number {
	const value = required(object, field);
	if (typeof value !== 'number' || !Number.isInteger(value)) throw wrongType('int', value);
	return value;
}

/** A record ID in a path or a body: text of digits, leading zeros dropped. Otherwise a 400. */
export function readRecordId(value: unknown): string {
	if (typeof value !== 'string') throw wrongType('java.lang.String', value);
	if (!isRecordId(value)) {
		throw invalidJson(
			`Cannot deserialize value of type \`long\` from String "${value}": not a valid \`long\` value`,
		);
	}
	return value.startsWith('0') ? value.replace(/^0+(?=\d)/, '') : value;
}

/** The ID of `{"id": "1"}` under a field, or a 400. */
export function readReference(object: JsonObject, field: string): string {
	return readRecordId(required(asObject(required(object, field), 'PublicObjectId'), 'id'));
}

/** 400 for a batch that is too large; the number of inputs it may have is in the message. */
export function tooMany({
	max,
	what,
	words,
}: {
	max: number;
	what: string;
	words: Behaviour['sizeErrorWords'];
}): HubspotError {
	const request = words === 'long' ? ` request for ${what}` : '';
	return validationError(
		`The maximum number of inputs supported in a batch${request} is ${max}. Please reduce the number of items and try again`,
	);
}

/** 400 where two inputs name the same record. */
export function refuseDuplicates(ids: readonly string[]): void {
	const duplicates = ids.filter((id, index) => ids.indexOf(id) !== index);
	if (duplicates.length === 0) return;
	throw validationError(
		`Duplicate IDs found in batch input: [${[...new Set(duplicates)].join(', ')}]. IDs must be unique`,
	);
}

/** Whether a value of an input is a record ID at all. */
export function isRecordId(value: unknown): value is string {
	return typeof value === 'string' && /^\d+$/.test(value) && BigInt(value) <= LARGEST_ID;
}

/**
 * The inputs of a batch, or a 400 when there are none or more than the limit.
 *
 * @param what names the kind of batch in the message, where the words are the long ones
 * @param size how many an input counts for; 1 unless told
 */
export function readInputs(
	body: unknown,
	limit: { max: number; what: string; words: Behaviour['sizeErrorWords'] },
	size: (input: JsonObject) => number = () => 1,
): JsonObject[] {
	const inputs = asArray(
		required(asObject(body, 'BatchInput'), 'inputs'),
		'java.util.ArrayList',
	).map((input) => asObject(input, 'BatchInput'));
	if (inputs.length === 0) throw validationError('The inputs of a batch request must not be empty');
	let total = 0;
	for (const input of inputs) total += size(input);
	if (total > limit.max) throw tooMany(limit);
	return inputs;
}

function readCategory(object: JsonObject, field: string): Category {
	const value = requiredText(object, field);
	const category = CATEGORIES.find((each) => each === value);
	if (!category) {
		throw invalidJson(
			`Cannot deserialize value of type \`AssociationCategory\` from String "${value}": not one of the values accepted for Enum class: [${CATEGORIES.join(', ')}]`,
		);
	}
	return category;
}

/** A type as labels/archive and create write it: associationCategory and associationTypeId. */
export function readAssociationSpec(value: unknown): AssociationType {
	const object = asObject(value, 'AssociationSpec');
	return {
		category: readCategory(object, 'associationCategory'),
		typeId: requiredInteger(object, 'associationTypeId'),
	};
}

/** The types of one input; at least one, or a 400. */
export function readAssociationSpecs(value: unknown): AssociationType[] {
	const types = asArray(value, 'java.util.HashSet').map(readAssociationSpec);
	if (types.length === 0) throw validationError('At least one association type is required');
	return types;
}

/** A type as the limits' endpoints write it: category and typeId. */
export function readTypeOfLimit(object: JsonObject): AssociationType {
	return { category: readCategory(object, 'category'), typeId: requiredInteger(object, 'typeId') };
}
