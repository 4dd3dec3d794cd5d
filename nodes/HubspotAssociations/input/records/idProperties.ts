import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { fromIdField, toIdsField } from '../../descriptions/fields';
import type { IdProperties, Operation } from '../../operation';
import { ParameterError, shown } from '../parameterError';

const FROM = 'From ID Property';
const TO = 'To ID Property';

/**
 * Reads the options that say by which property items name records, for an operation that has the fields for it.
 *
 * @param options those of the node, as the first item has them
 * @throws ParameterError for an option that names no property, and where the record is chosen in another way
 */
export function readIdProperties(
	context: IExecuteFunctions,
	options: IDataObject,
	{ fields }: Operation,
): IdProperties {
	const properties: IdProperties = {};
	if ('fromIdProperty' in options && fields.some(({ name }) => name === fromIdField.name)) {
		properties.fromIdProperty = readProperty(options.fromIdProperty, FROM);
		const mode = modeOfFromId(context);
		if (mode === 'list' || mode === 'url') {
			throw new ParameterError(
				FROM,
				'goes with By ID only',
				`Choose By ID in "${fromIdField.displayName}" and give the value of the property there, or remove the option.`,
			);
		}
	}
	if ('toIdProperty' in options && fields.some(({ name }) => name === toIdsField.name)) {
		properties.toIdProperty = readProperty(options.toIdProperty, TO);
	}
	return properties;
}

/** Never a guess: without the option, values are taken for record IDs. */
function readProperty(value: unknown, name: string): string {
	const text = typeof value === 'string' ? value.trim() : value;
	if (typeof text === 'string' && text !== '') return text;
	const isEmpty = text === '' || text === null || text === undefined;
	throw new ParameterError(
		name,
		isEmpty ? 'is empty' : `got ${shown(value)}, which is not a property`,
		'Choose a property with unique values, or remove the option.',
	);
}

/** How the "from" record is given; a value that is no resource locator has no mode. */
function modeOfFromId(context: IExecuteFunctions): unknown {
	const raw: unknown = context.getNodeParameter('fromId', 0, undefined, { rawExpressions: true });
	return typeof raw === 'object' && raw !== null && 'mode' in raw ? raw.mode : undefined;
}
