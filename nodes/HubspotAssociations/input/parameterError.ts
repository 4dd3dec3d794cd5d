/** A parameter value that cannot be used, typed or from an expression. */
export class ParameterError extends Error {
	override readonly name = 'ParameterError';

	/**
	 * @param parameter the field's name as the node panel shows it
	 * @param problem what is wrong, following the parameter's name: "is empty"
	 * @param description what to do about it, in whole sentences
	 */
	constructor(
		readonly parameter: string,
		readonly problem: string,
		readonly description: string,
	) {
		super(`"${parameter}" ${problem}`);
	}
}

const MAX_SHOWN = 60;

/**
 * Shows a value inside a message: quoted if text, as JSON otherwise, cut when long.
 *
 * @param value anything an expression can give
 */
export function shown(value: unknown): string {
	// JSON has no bigint, and makes null of NaN and Infinity.
	const isNumber = typeof value === 'bigint' || typeof value === 'number';
	const text = isNumber ? String(value) : (safeJson(value) ?? String(value));
	return text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}…` : text;
}

function safeJson(value: unknown): string | undefined {
	try {
		return JSON.stringify(value);
	} catch {
		// Circular: an expression can hand over such a value, and the message must not fail on it.
		return Object.prototype.toString.call(value);
	}
}
