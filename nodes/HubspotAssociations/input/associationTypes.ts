import type { AssociationType } from '../batch/target';
import { readList } from './list';
import { ParameterError, shown } from './parameterError';

/** HubSpot's categories of association types. */
const CATEGORIES: ReadonlySet<string> = new Set([
	'HUBSPOT_DEFINED',
	'USER_DEFINED',
	'INTEGRATOR_DEFINED',
	'WORK',
]);

const HOW =
	'Choose from the list, or give CATEGORY:typeId such as USER_DEFINED:36, or an object with category and typeId.';

/** HubSpot's type IDs are 32-bit numbers. */
const MAX_TYPE_ID = 2 ** 31 - 1;

/**
 * Reads association types: labels, or the types whose limits are meant.
 *
 * @param value `CATEGORY:typeId` text, `{category, typeId}`, `{associationCategory, associationTypeId}`,
 *   one of them or an array (also as JSON text), or comma-separated text
 * @param parameter the field's name, for messages
 * @returns at least one type, each once, in the order given
 * @throws ParameterError when none is chosen, and for an element that is no type; a category is never guessed
 */
export function readAssociationTypes(value: unknown, parameter: string): AssociationType[] {
	const types = chosenIn(value, parameter).map((element) =>
		readAssociationType(element, parameter),
	);
	return [...new Map(types.map((type) => [`${type.category}:${type.typeId}`, type])).values()];
}

/** A label as a user gives it: by type, or by what has to be looked up first: its name, or its number alone. */
export type Label = AssociationType | { typeId: number; category?: undefined } | { name: string };

/**
 * Text that is meant as a type, rightly or wrongly: HubSpot's categories have underscores, all but one. The name of a
 * label may hold a colon, too, as in "Floor: 2".
 */
const LIKE_A_TYPE =
	/^(\p{L}*_[\p{L}_]*)?\s?:\s?\d*$|^(hubspot_defined|user_defined|integrator_defined)\s?:|^work\s?:\s?\d*$/iu;

/**
 * Reads labels: as {@link readAssociationTypes}, and also by their name or their number alone.
 *
 * @returns at least one label, in the order given
 * @throws ParameterError when none is chosen, and for an element that is none
 */
export function readLabels(value: unknown, parameter: string): Label[] {
	return chosenIn(value, parameter).map((element): Label => {
		const isText = typeof element === 'string' && element.trim() !== '';
		if (typeof element === 'number' || (isText && /^\d+$/.test(element.trim()))) {
			const typeId = Number(element);
			if (Number.isInteger(typeId) && typeId > 0 && typeId <= MAX_TYPE_ID) return { typeId };
		} else if (isText && !LIKE_A_TYPE.test(element.trim())) return { name: element.trim() };
		return readAssociationType(element, parameter);
	});
}

/**
 * Whether a field in which labels may be chosen has none of them in it: nothing chosen in the panel, or an empty array.
 * Anything else that is empty comes from an expression, and may be a mistake that would mean everything.
 */
export const isEveryLabel = (value: unknown): boolean => Array.isArray(value) && value.length === 0;

/** What is chosen, one element or more. */
function chosenIn(value: unknown, parameter: string): unknown[] {
	const chosen = isNothing(value) ? [] : readList(parsedObject(value), parameter);
	// The editor's lists also hold words, which stand for nothing.
	if (!chosen.every(isNothing)) return chosen;
	throw new ParameterError(parameter, 'is empty: nothing is chosen', HOW);
}

const isNothing = (value: unknown) =>
	value === undefined ||
	value === null ||
	(typeof value === 'string' && value.trim() === '') ||
	(Array.isArray(value) && value.length === 0);

/** A single object may come as JSON text, too. */
function parsedObject(value: unknown): unknown {
	return typeof value === 'string' && value.trim().startsWith('{') ? `[${value}]` : value;
}

function readAssociationType(element: unknown, parameter: string): AssociationType {
	const [givenCategory, typeId] = partsOf(element, parameter);
	const category = readCategory(givenCategory);
	if (category === undefined) {
		throw new ParameterError(
			parameter,
			`got ${shown(element)}, whose category is not one of ${[...CATEGORIES].join(', ')}`,
			HOW,
		);
	}
	const text =
		typeof typeId === 'number' || typeof typeId === 'string' ? String(typeId).trim() : '';
	if (!/^0*[1-9]\d*$/.test(text) || Number(text) > MAX_TYPE_ID) {
		throw new ParameterError(
			parameter,
			`got ${shown(element)}, whose type ID is not a number`,
			HOW,
		);
	}
	return { category, typeId: Number(text) };
}

/** A category in HubSpot's spelling; only ASCII letters, because others can turn into them in upper case. */
function readCategory(value: unknown): string | undefined {
	if (typeof value !== 'string' || !/^\s*[A-Za-z_]+\s*$/.test(value)) return undefined;
	const category = value.trim().toUpperCase();
	return CATEGORIES.has(category) ? category : undefined;
}

function partsOf(element: unknown, parameter: string): [unknown, unknown] {
	if (typeof element === 'string' && element.includes(':')) {
		const colon = element.indexOf(':');
		return [element.slice(0, colon), element.slice(colon + 1)];
	}
	if (typeof element === 'object' && element !== null && !Array.isArray(element)) {
		const fields = element as Record<string, unknown>;
		return [
			fields.category ?? fields.associationCategory,
			fields.typeId ?? fields.associationTypeId,
		];
	}
	throw new ParameterError(
		parameter,
		`got ${shown(element)}, which is not an association type with its category`,
		`${HOW} The same number can exist in two categories, so the category is never guessed.`,
	);
}
