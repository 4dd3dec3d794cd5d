import { isFields, plainText } from '../fields';
import { findStandardObjectType, objectTypeKey } from '../standardObjectTypes';
import type { Target } from '../target';

/** HubSpot names a record with its object type: "CONTACT=123 is not valid". */
const NAMED_TYPE = /\b([A-Z][A-Z_]+)=\d+/g;

/**
 * What is more likely than an invalid record, where HubSpot blames a record of an object type that the request does not
 * have: it does so when an association type belongs to other object types.
 *
 * @param responseBody HubSpot's error body
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
	if (!namedTypes(responseBody).some(isForeign)) return undefined;
	const names = types.map(({ category, typeId }) => `${category}:${typeId}`).join(', ');
	return `More likely, the type (${names}) does not belong between ${fromObjectType} and ${toObjectType}, and the record is fine.`;
}

/** The object types that an error names beside IDs, or in its context. */
function namedTypes(responseBody: unknown): string[] {
	if (!isFields(responseBody)) return [];
	const context = isFields(responseBody.context) ? responseBody.context : {};
	const details = [responseBody.errors ?? []].flat();
	const texts = [responseBody.message, ...Object.values(context).flat()].map(plainText);
	const named = texts.flatMap((text) => [...text.matchAll(NAMED_TYPE)].map(([, name]) => name));
	const listed = [context.objectType ?? []].flat().map(plainText);
	return [...named, ...listed, ...details.flatMap((detail: unknown) => namedTypes(detail))];
}
