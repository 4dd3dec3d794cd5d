import { ParameterError } from './parameterError';

/**
 * Reads what may be one value, a list typed with commas or line breaks, an array, or an array as JSON text.
 * Text is trimmed; array elements are returned as they are.
 *
 * @param value the parameter's value
 * @param parameter its name, for messages
 * @returns at least one element; empty ones are kept, for the caller to refuse them by name
 * @throws ParameterError when there is nothing in it, or JSON that cannot be read
 */
export function readList(value: unknown, parameter: string): unknown[] {
	const elements = typeof value === 'string' ? fromText(value.trim(), parameter) : fromData(value);
	if (elements.length === 0) {
		throw new ParameterError(parameter, 'is an empty list', 'Give at least one value.');
	}
	return elements;
}

/** An array as it is, its holes as undefined; anything else as one element. */
const fromData = (value: unknown): unknown[] =>
	Array.isArray(value) ? Array.from<unknown>(value) : [value];

function fromText(text: string, parameter: string): unknown[] {
	if (!text.startsWith('[')) return text.split(/[,\n]/).map((part) => part.trim());
	try {
		return JSON.parse(text) as unknown[];
	} catch {
		throw brokenJson(parameter);
	}
}

const brokenJson = (parameter: string) =>
	new ParameterError(
		parameter,
		'looks like a JSON array but cannot be read as one',
		'Check the brackets and quotes, or separate the values with commas.',
	);
