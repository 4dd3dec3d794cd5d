/** An object of which nothing else is known. */
export type Fields = Record<string, unknown>;

/** Whether a value is an object, arrays included. */
export const isObject = (value: unknown): value is Fields =>
	typeof value === 'object' && value !== null;

/** Follows property names through unknown data; undefined where the way ends. */
export const at = (value: unknown, ...names: string[]): unknown =>
	names.reduce<unknown>((inner, name) => (isObject(inner) ? inner[name] : undefined), value);

/** A text without the blanks around it; undefined for an empty one and for anything else. */
export const text = (value: unknown): string | undefined =>
	typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
