import type { IExecuteFunctions } from 'n8n-workflow';

import type { Input } from '../batch/target';
import type { IdProperties, InvalidItem, Operation } from '../operation';
import { expressionsIn, parameterReader } from './parameterReader';
import { invalidItem } from './invalidItem';

/**
 * Reads what every item asks for.
 *
 * @param idProperties by which properties items name records
 * @returns the inputs of the items that can be used, and the other items with the reason, both in item order
 */
export function readInputs(
	context: IExecuteFunctions,
	operation: Operation,
	idProperties: IdProperties,
): { inputs: Input[]; invalid: InvalidItem[] } {
	const inputs: Input[] = [];
	const invalid: InvalidItem[] = [];
	const count = context.getInputData().length;
	const readerFor = parameterReader(context);
	const isExpression = expressionsIn(context);
	for (let item = 0; item < count; item++) {
		try {
			const targets = operation.targets(readerFor(item), idProperties, isExpression);
			for (const target of targets) inputs.push({ item, target });
		} catch (error) {
			invalid.push(invalidItem(item, error));
		}
	}
	return { inputs, invalid };
}
