import type { INodeProperties } from 'n8n-workflow';

import { REMOVED } from '../../batch/desiredState';
import type { Target } from '../../batch/target';
import { limitsEndpoint, purgeLimitsEndpoint } from '../../transport/endpoints';
import type { WireBatch, WirePurgeInput } from '../../transport/wire';
import {
	CHOOSE_TYPES_FIRST,
	fromObjectTypeField,
	notice,
	toObjectTypeField,
} from '../../descriptions/fields';
import { readListState } from '../../account/readListState';
import { isComplete, type WithLabels } from '../../account/labels/resolveLabels';
import { resolveLimits } from '../../account/labels/resolveLimits';
import type { Operation } from '../../operation';
import { type Label, readLabels } from '../../input/associationTypes';
import { readObjectType } from '../../input/objectType';

const limitsField: INodeProperties = {
	displayName: 'Limit Names or IDs',
	name: 'limits',
	type: 'multiOptions',
	typeOptions: {
		loadOptionsMethod: 'getLimits',
		loadOptionsDependsOn: ['options.apiVersion', 'fromObjectType.value', 'toObjectType.value'],
	},
	required: true,
	default: [],
	description: `The association types whose limit is to be removed. ${CHOOSE_TYPES_FIRST} Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.`,
};

/**
 * Removes limits on how many records an association type may link; no association is touched.
 *
 * @see https://developers.hubspot.com/docs/api-reference/crm-associations-schema-v4/guide
 */
export const deleteLimits: Operation = {
	option: {
		name: 'Delete',
		value: 'delete',
		description: 'Remove limits configured between two object types',
		action: 'Delete association limits',
	},
	title: 'Delete Limits',
	noun: 'limits',
	alsoConfirmed: 'limits that were never set',
	desiredState: REMOVED,
	fields: [
		{ ...fromObjectTypeField, description: 'The object type that has the limit' },
		{
			...toObjectTypeField,
			description:
				'The object type of which so many are allowed, such as companies in "at most 1 company for each contact"',
		},
		limitsField,
		notice(
			'deleteLimitsNotice',
			'Removes the limit itself; every association stays. Restore cannot bring the limit back.',
		),
	],
	targets(read) {
		const fromObjectType = readObjectType(read('fromObjectType'), fromObjectTypeField.displayName);
		const toObjectType = readObjectType(read('toObjectType'), toObjectTypeField.displayName);
		const limits = readLabels(read('limits'), limitsField.displayName);
		return distinct(limits).map((limit): Target | WithLabels =>
			isComplete(limit)
				? { fromObjectType, toObjectType, types: [limit] }
				: { fromObjectType, toObjectType, labels: [limit] },
		);
	},
	resolve: async (inputs, hubspot) => await resolveLimits(inputs, hubspot, limitsField.displayName),
	endpoint: (version, { fromObjectType, toObjectType }) =>
		purgeLimitsEndpoint(version, fromObjectType, toObjectType),
	body: ({ targets }): WireBatch<WirePurgeInput> => ({
		inputs: targets.flatMap(({ types = [] }) =>
			types.map(({ category, typeId }) => ({ category, typeId })),
		),
	}),
	readState: readListState(limitsEndpoint),
};

/** Each once, as far as that is known before they are looked up. */
const distinct = (limits: readonly Label[]): Label[] => [
	...new Map(limits.map((limit) => [JSON.stringify(limit), limit])).values(),
];
