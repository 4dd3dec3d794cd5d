import type { INodeProperties } from 'n8n-workflow';

import { REMOVED } from '../../batch/desiredState';
import type { Batch } from '../../batch/planning/plan';
import {
	CHOOSE_TYPES_FIRST,
	fromIdField,
	fromObjectTypeField,
	notice,
	toObjectTypeOrEveryField,
} from '../../descriptions/fields';
import { labelListsOf } from '../../account/labels/labelLists';
import { keepIdsField, keepLabelsField, leaveAtLeastOneField } from '../../descriptions/keepFields';
import type { Hubspot, Operation, Resolved } from '../../operation';
import { readKept } from '../../input/selection';
import type { Input } from '../../batch/target';
import { isEveryLabel, readLabels } from '../../input/associationTypes';
import { onEveryType } from '../../input/everyType';
import { readObjectTypeOrEvery } from '../../input/objectType';
import { fromRecordOf } from '../../input/pairs';
import { deleteAssociations } from './delete.operation';
import { deleteLabels } from './deleteLabels.operation';
import { labelsField, unlabeledNotice } from '../../descriptions/labelFields';
import { expandRecords } from '../../account/associations/expandRecords';
import { readOtherSideState, readPairState } from '../../account/associations/readPairState';
import { LABELS_TO_KEEP, resolveLabels, type WithLabels } from '../../account/labels/resolveLabels';

const onlyLabelsField: INodeProperties = {
	...labelsField,
	displayName: 'Only These Label Names or IDs',
	required: false,
	description: `Remove only these labels, wherever they sit, and leave the records associated. Empty means every association. ${CHOOSE_TYPES_FIRST} Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.`,
};

const FIELD_NAMES = {
	labels: onlyLabelsField.displayName,
	keepLabels: keepLabelsField.displayName,
};

/**
 * Removes everything that associates a record with records of another object type, or chosen labels of it.
 *
 * @see https://developers.hubspot.com/docs/api-reference/crm-associations-v4/guide
 */
export const deleteAll: Operation = {
	option: {
		name: 'Delete All of a Record',
		value: 'deleteAll',
		description:
			'Find every association of a record with an object type, or with all, and remove it',
		action: 'Delete all associations of a record',
	},
	title: 'Delete All',
	noun: 'associations',
	nounWithLabels: deleteLabels.noun,
	desiredState: REMOVED,
	fields: [
		fromObjectTypeField,
		fromIdField,
		toObjectTypeOrEveryField,
		onlyLabelsField,
		keepIdsField,
		keepLabelsField,
		leaveAtLeastOneField,
		notice(
			'deleteAllNotice',
			'Without labels chosen, this removes <b>every</b> association that the record has with this object type (or with any), but for what it is told to keep; there may be thousands. Try it first with the option <b>Dry Run</b>.',
		),
		unlabeledNotice,
	],
	targets(read, idProperties, isExpression) {
		const labels = read('labels');
		const record: WithLabels = {
			...fromRecordOf(read, idProperties, readObjectTypeOrEvery),
			...readKept(read, isExpression),
		};
		if (isEveryLabel(labels)) return [onEveryType(record, FIELD_NAMES)];
		const withLabels: WithLabels = {
			...record,
			labels: readLabels(labels, onlyLabelsField.displayName),
		};
		return [onEveryType(withLabels, FIELD_NAMES)];
	},
	resolve: resolveAllLabels,
	expand: async (inputs, hubspot) => await expandRecords(inputs, hubspot, FIELD_NAMES),
	endpoint: (version, batch) => byLabels(batch).endpoint(version, batch),
	body: (batch) => byLabels(batch).body?.(batch),
	readState: readPairState,
	readOtherSide: readOtherSideState,
};

/** Looks up the labels that are meant, and those of what is to be kept. */
async function resolveAllLabels(
	inputs: readonly Input[],
	hubspot: Hubspot,
	options: { allowUnlabeled: boolean },
): Promise<Resolved> {
	const lists = labelListsOf(hubspot);
	const { displayName } = keepLabelsField;
	const kept = await resolveLabels(inputs, lists, LABELS_TO_KEEP, displayName);
	const meant = await resolveLabels(kept.inputs, lists, options, onlyLabelsField.displayName);
	return {
		inputs: meant.inputs,
		invalid: [...kept.invalid, ...meant.invalid],
		settled: [...kept.settled, ...meant.settled],
		outcomes: new Map([...kept.outcomes, ...meant.outcomes]),
	};
}

/** Labels and whole associations go to different endpoints; a batch holds one or the other. */
const byLabels = ({ targets: [{ types }] }: Batch): Operation =>
	types === undefined ? deleteAssociations : deleteLabels;
