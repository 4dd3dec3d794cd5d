import type { INodeProperties } from 'n8n-workflow';

import { CHOOSE_TYPES_FIRST, notice } from './fields';

/** The labels that are meant. */
export const labelsField: INodeProperties = {
	displayName: 'Label Names or IDs',
	name: 'labels',
	type: 'multiOptions',
	typeOptions: {
		loadOptionsMethod: 'getLabels',
		loadOptionsDependsOn: ['options.apiVersion', 'fromObjectType.value', 'toObjectType.value'],
	},
	required: true,
	default: [],
	description: `The labels to remove. The records stay associated, unless the unlabeled type is among them: removing that one removes every label, too. ${CHOOSE_TYPES_FIRST} Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.`,
};

/** Shown as soon as the unlabeled type may be among the labels. */
export const unlabeledNotice: INodeProperties = {
	...notice(
		'unlabeledNotice',
		'With <b>Allow Unlabeled</b> on, choosing the unlabeled type removes the whole association between the two records, every other label included.',
	),
	displayOptions: { show: { '/options.allowUnlabeled': [true] } },
};

/** Labels that are only looked for: the unlabeled type, which every association has, is not offered. */
export const labelFilterField: INodeProperties = {
	...labelsField,
	typeOptions: { ...labelsField.typeOptions, loadOptionsMethod: 'getRealLabels' },
	required: false,
};
