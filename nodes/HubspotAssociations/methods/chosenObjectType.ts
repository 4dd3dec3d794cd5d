import type { ILoadOptionsFunctions } from 'n8n-workflow';

import { isPathSegment } from '../transport/pathSegment';

/**
 * The object type that a field of the node being edited is set to.
 *
 * @returns undefined while none is chosen, and for an expression: what that gives is only known in a run
 */
export function chosenObjectType(
	context: ILoadOptionsFunctions,
	field: 'fromObjectType' | 'toObjectType',
): string | undefined {
	const value = context.getCurrentNodeParameter(field, { extractValue: true });
	const objectType = typeof value === 'string' && !value.startsWith('=') ? value.trim() : '';
	return isPathSegment(objectType) ? objectType : undefined;
}
