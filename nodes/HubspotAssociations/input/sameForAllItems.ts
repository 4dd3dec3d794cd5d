import type { IExecuteFunctions } from 'n8n-workflow';

import { authenticationField } from '../descriptions/fields';
import { optionsField } from '../descriptions/options';
import { ParameterError, shown } from './parameterError';
import { holdsExpression, parameterReader } from './parameterReader';

/** What holds for a whole run: by its path among the node's parameters, what the panel calls it. */
const SETTINGS = new Map<string, string>([
	[authenticationField.name, authenticationField.displayName],
	...(optionsField.options ?? []).flatMap((option): Array<[string, string]> =>
		'type' in option ? [[`${optionsField.name}.${option.name}`, option.displayName]] : [],
	),
]);

/**
 * Refuses items that give a setting of the whole run different values: a run has one value of each, and an item that
 * is meant for a dry run, or for another account, must not be deleted with the others. Only expressions are looked at.
 *
 * @throws ParameterError for the first setting of which a later item gives another value than the first one
 */
export function checkSameForAllItems(context: IExecuteFunctions): void {
	const readerFor = parameterReader(context);
	const count = context.getInputData().length;
	for (const [path, displayName] of SETTINGS) {
		const stored: unknown = context.getNodeParameter(path, 0, null, { rawExpressions: true });
		if (!holdsExpression(stored)) continue;
		const first = readerFor(0)(path);
		for (let item = 1; item < count; item++) {
			const other = readerFor(item)(path);
			if (asRead(other) === asRead(first)) continue;
			throw new ParameterError(
				displayName,
				`is ${shown(first)} for item 0, and ${shown(other)} for item ${item}`,
				'It holds for the whole run, as every option does. Give all items the same value, or run the node once for each value.',
			);
		}
	}
}

/** A number may be text with blanks around it, and null is as good as nothing. */
const asRead = (value: unknown): string => String(value ?? undefined).trim();
