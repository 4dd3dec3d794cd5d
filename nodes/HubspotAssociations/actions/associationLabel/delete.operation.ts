import type { INodeProperties } from 'n8n-workflow';

import { REMOVED, isUnlabeled } from '../../batch/desiredState';
import { type AssociationType, type LabeledType, type Input, isSameType } from '../../batch/target';
import { deleteLabelEndpoint, labelsEndpoint } from '../../transport/endpoints';
import { resolveLabels, settleUnread, type WithLabels } from '../../account/labels/resolveLabels';
import {
	CHOOSE_TYPES_FIRST,
	fromObjectTypeField,
	notice,
	toObjectTypeField,
} from '../../descriptions/fields';
import { type LabelLists, labelListsOf } from '../../account/labels/labelLists';
import { readListState } from '../../account/readListState';
import type { Operation, Resolved } from '../../operation';
import { readLabels } from '../../input/associationTypes';
import { readObjectType } from '../../input/objectType';
import { ParameterError } from '../../input/parameterError';
import type { TypeList } from '../../account/labels/readTypeList';
import { invalidItem } from '../../input/invalidItem';

const labelField: INodeProperties = {
	displayName: 'Label',
	name: 'label',
	type: 'resourceLocator',
	typeOptions: {
		loadOptionsDependsOn: ['options.apiVersion', 'fromObjectType.value', 'toObjectType.value'],
	},
	required: true,
	default: { mode: 'list', value: '' },
	description: `The label to delete everywhere. A label with an inverse, such as Manager and Employee, goes with its inverse. ${CHOOSE_TYPES_FIRST}`,
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			typeOptions: { searchListMethod: 'searchCustomLabels', searchable: true },
		},
		{
			displayName: 'By ID',
			name: 'id',
			type: 'string',
			placeholder: 'e.g. Decision maker, or USER_DEFINED:36',
		},
	],
};

/**
 * Deletes a label itself, and with it takes it off every association that has it.
 *
 * @see https://developers.hubspot.com/docs/api-reference/crm-associations-schema-v4/guide
 */
export const deleteLabel: Operation = {
	option: {
		name: 'Delete',
		value: 'delete',
		description: 'Delete a label itself, and take it off every association',
		action: 'Delete an association label everywhere',
	},
	title: 'Delete Label',
	noun: 'labels',
	desiredState: REMOVED,
	batchSize: { usual: 1, most: 1 },
	fields: [
		{ ...fromObjectTypeField, description: 'The object type on one side of the label' },
		{ ...toObjectTypeField, description: 'The object type on the other side of the label' },
		labelField,
		notice(
			'deleteLabelNotice',
			'Deletes the label itself: it disappears from <b>every</b> association in the account that has it. Restore cannot bring it back.',
		),
	],
	targets(read) {
		const fromObjectType = readObjectType(read('fromObjectType'), fromObjectTypeField.displayName);
		const toObjectType = readObjectType(read('toObjectType'), toObjectTypeField.displayName);
		return readLabels(asOne(read('label')), labelField.displayName).map((label): WithLabels => ({
			fromObjectType,
			toObjectType,
			labels: [label],
		}));
	},
	async resolve(inputs, hubspot) {
		const labelsBetween = labelListsOf(hubspot);
		// What may be deleted is for `onlyCustomLabels` to say.
		const options = { allowUnlabeled: true, isDeletable };
		const name = labelField.displayName;
		const resolved = await resolveLabels(inputs, labelsBetween, options, name);
		return await onlyCustomLabels(resolved, labelsBetween);
	},
	endpoint(version, { fromObjectType, toObjectType, targets: [{ types = [] }] }) {
		const [{ typeId }] = types;
		return deleteLabelEndpoint(version, fromObjectType, toObjectType, typeId);
	},
	readState: readListState(labelsEndpoint),
};

/** The field takes one label, whose name may hold a comma; several only as an array. */
const asOne = (value: unknown) =>
	typeof value === 'string' && value.trim() !== '' && !/^\s*[[{]/.test(value) ? [value] : value;

/**
 * Labels of HubSpot's own and of other apps cannot be deleted; an item that means one is refused as a whole. HubSpot
 * takes the number alone, so what it means is looked up, also where a category is given. What is not there is absent,
 * also when something else has its number.
 */
async function onlyCustomLabels(
	{ inputs, ...others }: Resolved,
	labelsBetween: LabelLists,
): Promise<Resolved> {
	const lists: TypeList[] = [];
	for (const { target } of inputs) lists.push(await labelsBetween(target));
	const isInvalid = ({ target: { types = [] } }: Input, index: number) => {
		const list = lists[index];
		return 'types' in list && !types.every((type) => isCustom(type, list.types));
	};
	const invalidItems = new Set(inputs.filter(isInvalid).map(({ item }) => item));
	const resolved: Resolved = { ...others, inputs: [] };
	resolved.invalid.push(...[...invalidItems].map((item) => invalidItem(item, notCustom())));
	inputs.forEach((input, index) => {
		const list = lists[index];
		if (invalidItems.has(input.item)) return;
		if ('reason' in list) settleUnread(resolved, input, list.reason);
		else if (isThere(input, list.types)) resolved.inputs.push(input);
		else {
			resolved.settled.push(input);
			resolved.outcomes.set(input.target, { status: 'absent' });
		}
	});
	return resolved;
}

const isThere = ({ target: { types = [] } }: Input, there: readonly LabeledType[]) =>
	there.some((found) => types.some((type) => isSameType(found, type)));

/** Whether a label can be deleted, by what the list of labels says of it. */
const isDeletable = (type: LabeledType) => type.category === 'USER_DEFINED' && !isUnlabeled(type);

/** Whether a label is one that this account made, or has made, by the labels there are. */
function isCustom(label: AssociationType, there: readonly LabeledType[]): boolean {
	// The unlabeled type of custom object types is in this category, too.
	const isUnlabeledType = there.some((type) => isSameType(type, label) && isUnlabeled(type));
	return label.category === 'USER_DEFINED' && !isUnlabeledType;
}

const notCustom = () =>
	new ParameterError(
		labelField.displayName,
		'holds a label that was not made in this account',
		'Labels that HubSpot or another app defines cannot be deleted; only those in the category USER_DEFINED can.',
	);
