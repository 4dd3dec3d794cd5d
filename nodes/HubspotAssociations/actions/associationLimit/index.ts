import type { Resource } from '../../operation';
import { deleteLimits } from './delete.operation';

/** How many records of one type another record may be linked to. */
export const associationLimit: Resource = {
	option: {
		name: 'Association Limit',
		value: 'associationLimit',
		description: 'How many may be linked, such as one billing contact for each company',
	},
	operations: [deleteLimits],
};
