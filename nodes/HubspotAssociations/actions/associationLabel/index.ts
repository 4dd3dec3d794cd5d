import type { Resource } from '../../operation';
import { deleteLabel } from './delete.operation';

/** What associations can be called, such as "Decision maker". */
export const associationLabel: Resource = {
	option: {
		name: 'Association Label',
		value: 'associationLabel',
		description: 'A label that associations between two object types can have',
	},
	operations: [deleteLabel],
};
