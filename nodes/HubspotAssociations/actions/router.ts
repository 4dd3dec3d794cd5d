import type { INodeProperties } from 'n8n-workflow';

import { association } from './association';
import { associationLabel } from './associationLabel';
import { associationLimit } from './associationLimit';
import type { Operation, Resource } from '../operation';

/** Every resource of the node, the first one being the default. */
export const RESOURCES: readonly Resource[] = [association, associationLabel, associationLimit];

/** The value of the first choice, which is the default. */
const valueOfFirst = ([{ option }]: ReadonlyArray<Pick<Resource, 'option'>>) => option.value;

const resourceField: INodeProperties = {
	displayName: 'Resource',
	name: 'resource',
	type: 'options',
	noDataExpression: true,
	options: RESOURCES.map(({ option }) => option),
	default: valueOfFirst(RESOURCES),
};

function operationField({ option, operations }: Resource): INodeProperties {
	return {
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: [option.value] } },
		options: operations.map((operation) => operation.option),
		default: valueOfFirst(operations),
	};
}

function operationFields({ option, operations }: Resource): INodeProperties[] {
	return operations.flatMap((operation) =>
		operation.fields.map((field) => ({
			...field,
			displayOptions: {
				...field.displayOptions,
				show: {
					...field.displayOptions?.show,
					resource: [option.value],
					operation: [operation.option.value],
				},
			},
		})),
	);
}

/** Resource, operation, and each operation's fields: what the panel shows below the credential. */
export const operationProperties: INodeProperties[] = [
	resourceField,
	...RESOURCES.map(operationField),
	...RESOURCES.flatMap(operationFields),
];

/**
 * Finds the operation that a node is set to.
 *
 * @param resource value of the parameter `resource`
 * @param operation value of the parameter `operation`
 * @returns undefined when this version of the package does not have it
 */
export function operationFor(resource: unknown, operation: unknown): Operation | undefined {
	return RESOURCES.find(({ option }) => option.value === resource)?.operations.find(
		({ option }) => option.value === operation,
	);
}
