import { ParameterError, shown } from '../parameterError';

const HOW =
	'Give the value of the property that is chosen in the options, as it stands in HubSpot: one, several with line breaks between them, or an expression that gives one or an array.';

/**
 * Reads values of a property, by which records are looked up. Text is split at line breaks only: a value may hold
 * commas, and an address is a value like any other.
 *
 * @param value a text, a number, or an array of those
 * @param parameter the field's name, for messages
 * @returns at least one, without blanks around it, each once, in the order given
 * @throws ParameterError where there is none, and for an element that is no text and no number
 */
export function readPropertyValues(value: unknown, parameter: string): string[] {
	const elements: unknown[] =
		typeof value === 'string'
			? value.trim().split(/\r\n|\r|\n/)
			: Array.isArray(value)
				? Array.from<unknown>(value)
				: [value];
	if (elements.length === 0) throw new ParameterError(parameter, 'is an empty list', HOW);
	return [...new Set(elements.map((element) => readPropertyValue(element, parameter)))];
}

function readPropertyValue(element: unknown, parameter: string): string {
	if (element === undefined || element === null || element === '') {
		throw new ParameterError(parameter, 'is empty', HOW);
	}
	if (typeof element === 'number' && !isExact(element)) {
		throw new ParameterError(
			parameter,
			`got the number ${element}, which JavaScript may not hold exactly`,
			'It may have lost its last digits on the way here. Pass long numbers as text.',
		);
	}
	if (typeof element !== 'string' && typeof element !== 'number' && typeof element !== 'bigint') {
		throw new ParameterError(parameter, `got ${shown(element)}, which is not a value`, HOW);
	}
	const text = String(element).trim();
	if (text === '') throw new ParameterError(parameter, 'holds an empty value', HOW);
	return text;
}

const isExact = (number: number): boolean =>
	Number.isFinite(number) && Math.abs(number) <= Number.MAX_SAFE_INTEGER;
