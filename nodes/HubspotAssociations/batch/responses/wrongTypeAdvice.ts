import { isFields, plainText } from '../fields';
import { findStandardObjectType, objectTypeKey } from '../standardObjectTypes';
import type { Target } from '../target';
import { parseIds, parseIdsInMessage } from './parseIds';

/**
 * What is more likely than an invalid record, where HubSpot blames a record of an object type that the request does not
 * have: it does so when an association type belongs to other object types.
 *
 * @param responseBody HubSpot's error body, or one error of a batch response
 * @returns a sentence; undefined where the error is about something else
 */
export function wrongTypeAdvice(
	{ fromObjectType, toObjectType, types }: Target,
	responseBody: unknown,
): string | undefined {
	if (types === undefined || types.length === 0) return undefined;
	const known = [fromObjectType, toObjectType].map(objectTypeKey);
	const isForeign = (name: string) => {
		const standard = findStandardObjectType(name);
		return standard !== undefined && !known.includes(standard.id);
	};
	if (!namedTypes(responseBody, [fromObjectType, toObjectType]).some(isForeign)) return undefined;
	const names = types.map(({ category, typeId }) => `${category}:${typeId}`).join(', ');
	return `More likely, the type (${names}) does not belong between ${fromObjectType} and ${toObjectType}, and the record is fine.`;
}

/** The object types that an error names beside IDs ("CONTACT=123 is not valid"), or in its context. */
function namedTypes(responseBody: unknown, objectTypes: readonly string[]): string[] {
	if (!isFields(responseBody)) return [];
	const context = isFields(responseBody.context) ? responseBody.context : {};
	const details = [responseBody.errors ?? []].flat();
	const records = [
		...parseIdsInMessage(responseBody.message, objectTypes).records,
		...Object.values(context)
			.flat()
			.flatMap((value) => parseIds(value).records),
	];
	const listed = [context.objectType ?? []].flat().map(plainText);
	return [
		...records.flatMap(({ objectType }) => objectType ?? []),
		...listed,
		...details.flatMap((detail: unknown) => namedTypes(detail, objectTypes)),
	];
}
