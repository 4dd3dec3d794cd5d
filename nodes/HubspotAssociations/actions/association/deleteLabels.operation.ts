import type { INodeProperties } from 'n8n-workflow';

import { GONE } from '../../batch/goal';
import { archiveLabelsEndpoint } from '../../transport/endpoints';
import type { WireArchiveLabelsInput, WireBatch } from '../../transport/wire';
import { fromIdField, fromObjectTypeField, notice, toIdsField, toObjectTypeField } from '../fields';
import { labelListsOf } from '../labelLists';
import type { Operation } from '../operation';
import { readLabels } from '../parameters/associationTypes';
import { lookAtPairs } from './lookAtPairs';
import { pairsOf } from './pairs';
import { resolveLabels, type WithLabels } from './resolveLabels';

/** The labels that are meant. */
export const labelsField: INodeProperties = {
	displayName: 'Label Names or IDs',
	name: 'labels',
	type: 'multiOptions',
	typeOptions: {
		loadOptionsMethod: 'getLabels',
		loadOptionsDependsOn: ['apiVersion', 'fromObjectType.value', 'toObjectType.value'],
	},
	required: true,
	default: [],
	description:
		'The labels to remove; choose both object types first. The records stay associated, unless the unlabeled type is among them: removing that one removes every label, too. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
};

/** Shown as soon as the unlabelled type may be among the labels. */
export const unlabeledNotice: INodeProperties = {
	...notice(
		'unlabeledNotice',
		'With <b>Allow Unlabeled</b> on, choosing the unlabeled type removes the whole association between the two records, every other label included.',
	),
	displayOptions: { show: { '/options.allowUnlabeled': [true] } },
};

/**
 * Removes chosen labels between pairs of records; the records stay associated.
 *
 * @see https://developers.hubspot.com/docs/api-reference/crm-associations-v4/guide
 */
export const deleteLabels: Operation = {
	option: {
		name: 'Delete Labels',
		value: 'deleteLabels',
		description: 'Remove chosen labels from the associations between pairs of records',
		action: 'Delete labels from associations',
	},
	title: 'Delete Labels',
	noun: 'sets of labels',
	goal: GONE,
	fields: [
		fromObjectTypeField,
		fromIdField,
		toObjectTypeField,
		toIdsField,
		labelsField,
		unlabeledNotice,
	],
	targets(read) {
		const labels = readLabels(read('labels'), labelsField.displayName);
		return pairsOf(read).map((pair): WithLabels => ({ ...pair, labels }));
	},
	resolve: async (inputs, hubspot, options) =>
		await resolveLabels(inputs, labelListsOf(hubspot), options, labelsField.displayName),
	endpoint: (version, { fromObjectType, toObjectType }) =>
		archiveLabelsEndpoint(version, fromObjectType, toObjectType),
	body: ({ targets }): WireBatch<WireArchiveLabelsInput> => ({
		inputs: targets.map(({ fromObjectId = '', toObjectId = '', types = [] }) => ({
			from: { id: fromObjectId },
			to: { id: toObjectId },
			types: types.map(({ category, typeId }) => ({
				associationCategory: category,
				associationTypeId: typeId,
			})),
		})),
	}),
	look: lookAtPairs,
};
