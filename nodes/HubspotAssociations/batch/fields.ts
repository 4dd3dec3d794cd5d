/** An object of which nothing else is known. */
export type Fields = Record<string, unknown>;

/** Whether a value is an object with fields; an array is not. */
export const isFields = (value: unknown): value is Fields =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

/** A value as text where it is one, or a number or a switch; '' for anything else, which may not even have a text. */
export const plainText = (value: unknown): string =>
	['string', 'number', 'boolean', 'bigint'].includes(typeof value) ? String(value) : '';
