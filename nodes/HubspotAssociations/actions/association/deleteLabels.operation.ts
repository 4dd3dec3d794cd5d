import { REMOVED } from '../../batch/desiredState';
import type { Batch } from '../../batch/planning/plan';
import { archiveLabelsEndpoint } from '../../transport/endpoints';
import type { WireArchiveLabelsInput, WireBatch } from '../../transport/wire';
import {
	fromIdField,
	fromObjectTypeField,
	toIdsField,
	toObjectTypeField,
} from '../../descriptions/fields';
import { labelListsOf } from '../../account/labels/labelLists';
import { labelsField, unlabeledNotice } from '../../descriptions/labelFields';
import type { Operation } from '../../operation';
import { readLabels } from '../../input/associationTypes';
import { readPairState } from '../../account/associations/readPairState';
import { pairsOf } from '../../input/pairs';
import { PAIRS } from '../../output/countWords';
import { resolveLabels, type WithLabels } from '../../account/labels/resolveLabels';

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
	noun: PAIRS,
	alsoConfirmed: 'labels that were never there',
	desiredState: REMOVED,
	fields: [
		fromObjectTypeField,
		fromIdField,
		toObjectTypeField,
		toIdsField,
		labelsField,
		unlabeledNotice,
	],
	targets(read, idProperties) {
		const labels = readLabels(read('labels'), labelsField.displayName);
		return pairsOf(read, idProperties).map((pair): WithLabels => ({ ...pair, labels }));
	},
	resolve: async (inputs, hubspot, options) =>
		await resolveLabels(inputs, labelListsOf(hubspot), options, labelsField.displayName),
	endpoint: (version, { fromObjectType, toObjectType }) =>
		archiveLabelsEndpoint(version, fromObjectType, toObjectType),
	body: archiveLabelsBody,
	readState: readPairState,
};

/** Items may ask for several labels of one pair: HubSpot gets the pair once, with all of them. */
function archiveLabelsBody({ targets }: Batch): WireBatch<WireArchiveLabelsInput> {
	const byPair = new Map<string, WireArchiveLabelsInput>();
	for (const { fromObjectId = '', toObjectId = '', types = [] } of targets) {
		const key = `${fromObjectId} ${toObjectId}`;
		const input = byPair.get(key) ?? {
			from: { id: fromObjectId },
			to: { id: toObjectId },
			types: [],
		};
		byPair.set(key, input);
		for (const { category, typeId } of types) {
			const isThere = input.types.some(
				(type) => type.associationCategory === category && type.associationTypeId === typeId,
			);
			if (!isThere) input.types.push({ associationCategory: category, associationTypeId: typeId });
		}
	}
	return { inputs: [...byPair.values()] };
}
