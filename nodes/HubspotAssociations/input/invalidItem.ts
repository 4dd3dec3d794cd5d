import type { InvalidItem } from '../operation';

/**
 * Says why an item, or (for a setting of the whole run) every item, cannot be used.
 *
 * @param item counted from 0, as n8n counts
 * @param thrown a ParameterError, or what n8n threw while it worked out an expression
 */
export function invalidItem(item: number, thrown: unknown): InvalidItem {
	const { message, description } = thrown as { message?: unknown; description?: unknown };
	return {
		item,
		message: String(message ?? thrown),
		...(typeof description === 'string' ? { description } : {}),
	};
}
