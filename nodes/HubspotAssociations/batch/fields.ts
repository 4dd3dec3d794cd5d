/** An object of which nothing else is known. */
export type Fields = Record<string, unknown>;

/** Whether a value is an object with fields; an array is not. */
export const isFields = (value: unknown): value is Fields =>
	typeof value === 'object' && value !== null && !Array.isArray(value);
