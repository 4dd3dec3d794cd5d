import { ParameterError, shown } from './parameterError';

/**
 * Reads a switch.
 *
 * @param value the parameter's value
 * @param parameter its name, for messages
 * @throws ParameterError for anything but true and false: an expression that gives nothing may be a mistake
 */
export function readBoolean(value: unknown, parameter: string): boolean {
	if (typeof value === 'boolean') return value;
	throw new ParameterError(parameter, `got ${shown(value)}`, 'It has to be true or false.');
}
