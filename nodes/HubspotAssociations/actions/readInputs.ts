import type { IExecuteFunctions } from 'n8n-workflow';

import type { Input } from '../batch/target';
import type { Operation } from './operation';

/** An item whose parameters cannot be used; nothing is sent for it. */
export interface RefusedItem {
	item: number;
	/** What was wrong. */
	message: string;
	/** What to do about it. */
	description?: string;
}

/**
 * Reads what every item asks for.
 *
 * @returns the inputs of the items that can be used, and the other items with the reason, both in item order
 */
export function readInputs(
	context: IExecuteFunctions,
	operation: Operation,
): { inputs: Input[]; refused: RefusedItem[] } {
	const inputs: Input[] = [];
	const refused: RefusedItem[] = [];
	const count = context.getInputData().length;
	for (let item = 0; item < count; item++) {
		const read = (name: string): unknown =>
			context.getNodeParameter(name, item, undefined, { extractValue: true });
		try {
			for (const target of operation.targets(read)) inputs.push({ item, target });
		} catch (error) {
			refused.push(refusedItem(item, error));
		}
	}
	return { inputs, refused };
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
