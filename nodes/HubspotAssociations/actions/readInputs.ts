import type { IExecuteFunctions } from 'n8n-workflow';

import type { Input } from '../batch/target';
import type { Operation } from './operation';
import { type RefusedItem, refusedItem } from './refusedItem';

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
