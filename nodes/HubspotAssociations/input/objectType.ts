import { EVERY_OBJECT_TYPE } from '../batch/target';
import { isPathSegment } from '../transport/pathSegment';
import { ParameterError, shown } from './parameterError';

/**
 * Reads an object type: a name such as `contacts`, or an object type ID such as `0-1` or `2-123456`.
 * Which ones exist is for HubSpot to say; what could lead a request astray is refused here.
 *
 * @param value the value inside the resource locator
 * @param parameter the field's name, for messages
 * @returns the type, trimmed; still to be URL-encoded
 * @throws ParameterError when it is empty, no text, or has a slash, dots only or control characters
 */
export function readObjectType(value: unknown, parameter: string): string {
	const description =
		'Choose one from the list, or give a name such as contacts, or an object type ID such as 0-1 or 2-123456.';
	const text = typeof value === 'string' ? value.trim() : value;
	if (text === '' || text === null || text === undefined) {
		throw new ParameterError(parameter, 'is empty', description);
	}
	if (text === EVERY_OBJECT_TYPE) {
		throw new ParameterError(
			parameter,
			'got "*", which stands for every object type',
			'Only Delete All of a Record and Get Many take it, as To Object Type.',
		);
	}
	if (typeof text !== 'string' || !isPathSegment(text)) {
		throw new ParameterError(
			parameter,
			`got ${shown(value)}, which is not an object type`,
			description,
		);
	}
	return text;
}

/** The same, or `*` for every object type. */
export const readObjectTypeOrEvery = (value: unknown, parameter: string): string =>
	typeof value === 'string' && value.trim() === EVERY_OBJECT_TYPE
		? EVERY_OBJECT_TYPE
		: readObjectType(value, parameter);
