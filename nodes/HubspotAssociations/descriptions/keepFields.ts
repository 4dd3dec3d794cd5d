import type { INodeProperties } from 'n8n-workflow';

import { labelFilterField } from './labelFields';

/** Records whose associations are left alone. */
export const keepIdsField: INodeProperties = {
	displayName: 'Keep These Record IDs',
	name: 'keepIds',
	type: 'string',
	default: '',
	placeholder: 'e.g. 67890, 67891',
	// Two lines, so that a column pasted from a spreadsheet keeps its line breaks.
	typeOptions: { rows: 2 },
	description:
		'Leave the associations with these records alone, labels and all: one ID, several separated by commas or line breaks, or an expression that gives an ID or an array of IDs',
};

/** Labels whose associations are left alone. */
export const keepLabelsField: INodeProperties = {
	...labelFilterField,
	displayName: 'Keep If Labeled: Label Names or IDs',
	name: 'keepLabels',
	description:
		'Leave alone what has one of these labels, with all its labels; choose both object types first. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
};

/** Whether a record is left alone that would lose all it has. */
export const leaveAtLeastOneField: INodeProperties = {
	displayName: 'Leave at Least One',
	name: 'leaveAtLeastOne',
	type: 'boolean',
	default: false,
	description:
		'Whether to leave a record alone that would be left with none on this object type. With labels chosen above: with none that has one of them.',
};
