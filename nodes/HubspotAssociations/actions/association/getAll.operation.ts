import type { INodeProperties } from 'n8n-workflow';

import { findAssociations } from '../../account/associations/findAssociations';
import { labelListsOf } from '../../account/labels/labelLists';
import { readPairState } from '../../account/associations/readPairState';
import { LABELS_TO_FIND, resolveLabels, type WithLabels } from '../../account/labels/resolveLabels';
import type { Selection } from '../../batch/target';
import {
	CHOOSE_TYPES_FIRST,
	fromIdField,
	fromObjectTypeField,
	toObjectTypeOrEveryField,
} from '../../descriptions/fields';
import { labelFilterField } from '../../descriptions/labelFields';
import { isEveryLabel, readLabels } from '../../input/associationTypes';
import { readBoolean } from '../../input/boolean';
import { ParameterError, shown } from '../../input/parameterError';
import { onEveryType } from '../../input/everyType';
import { readObjectTypeOrEvery } from '../../input/objectType';
import { fromRecordOf } from '../../input/pairs';
import type { Operation, ReadParameter } from '../../operation';
import { readEndpoint } from '../../transport/endpoints';

const withLabelsField: INodeProperties = {
	...labelFilterField,
	displayName: 'With Label Names or IDs',
	description: `Give out only associations that have one of these labels, and of their labels only these. Empty means every association. ${CHOOSE_TYPES_FIRST} Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.`,
};

const returnAllField: INodeProperties = {
	displayName: 'Return All',
	name: 'returnAll',
	type: 'boolean',
	default: false,
	description: 'Whether to return all results or only up to a given limit',
};

const limitField: INodeProperties = {
	displayName: 'Limit',
	name: 'limit',
	type: 'number',
	typeOptions: { minValue: 1 },
	displayOptions: { show: { returnAll: [false] } },
	default: 50,
	description: 'Max number of results to return',
	hint: 'For each input item',
};

const FIELD_NAMES = { labels: withLabelsField.displayName };

/**
 * Lists what a record is associated with, and changes nothing.
 *
 * @see https://developers.hubspot.com/docs/api-reference/crm-associations-v4/guide
 */
export const getAll: Operation = {
	option: {
		name: 'Get Many',
		value: 'getAll',
		description: 'List the associations of a record with their labels',
		action: 'Get many associations',
	},
	title: 'Get Many',
	noun: 'associations',
	fields: [
		fromObjectTypeField,
		{ ...fromIdField, description: 'The record whose associations are listed' },
		toObjectTypeOrEveryField,
		withLabelsField,
		returnAllField,
		limitField,
	],
	targets(read, idProperties) {
		const labels = read('labels');
		const selection = readSelection(read);
		const record = fromRecordOf(read, idProperties, readObjectTypeOrEvery);
		if (selection !== undefined) record.selection = selection;
		if (isEveryLabel(labels)) return [onEveryType(record, FIELD_NAMES)];
		const withLabels: WithLabels = {
			...record,
			labels: readLabels(labels, withLabelsField.displayName),
		};
		return [onEveryType(withLabels, FIELD_NAMES)];
	},
	resolve: async (inputs, hubspot) =>
		await resolveLabels(inputs, labelListsOf(hubspot), LABELS_TO_FIND, withLabelsField.displayName),
	expand: async (inputs, hubspot) => await findAssociations(inputs, hubspot, FIELD_NAMES),
	endpoint: (version, { fromObjectType, toObjectType }) =>
		readEndpoint(version, fromObjectType, toObjectType),
	readState: readPairState,
};

/** How many associations are given out; undefined for all. */
function readSelection(read: ReadParameter): Selection | undefined {
	if (readBoolean(read('returnAll'), returnAllField.displayName)) return undefined;
	const given = read('limit');
	const limit = typeof given === 'string' && given.trim() !== '' ? Number(given) : given;
	if (typeof limit === 'number' && Number.isInteger(limit) && limit > 0) return { limit };
	throw new ParameterError(
		limitField.displayName,
		`got ${shown(given)}`,
		'It has to be a whole number of at least 1.',
	);
}
