/** An item whose parameters cannot be used; nothing is sent for it. */
export interface RefusedItem {
	item: number;
	/** What was wrong. */
	message: string;
	/** What to do about it. */
	description?: string;
}

/**
 * Says why an item, or (for a setting of the whole run) every item, cannot be used.
 *
 * @param item counted from 0, as n8n counts
 * @param thrown a ParameterError, or what n8n threw while it worked out an expression
 */
export function refusedItem(item: number, thrown: unknown): RefusedItem {
	const { message, description } = thrown as { message?: unknown; description?: unknown };
	return {
		item,
		message: String(message ?? thrown),
		...(typeof description === 'string' ? { description } : {}),
	};
}
