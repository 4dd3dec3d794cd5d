import { REMOVED } from '../../batch/desiredState';
import type { Batch } from '../../batch/planning/plan';
import { archiveEndpoint } from '../../transport/endpoints';
import type { WireArchiveInput, WireBatch } from '../../transport/wire';
import {
	fromIdField,
	fromObjectTypeField,
	notice,
	toIdsField,
	toObjectTypeField,
} from '../../descriptions/fields';
import type { Operation } from '../../operation';
import { readOtherSideState, readPairState } from '../../account/associations/readPairState';
import { pairsOf } from '../../input/pairs';

/**
 * Removes every association between pairs of records, labelled or not, in both directions.
 *
 * @see https://developers.hubspot.com/docs/api-reference/crm-associations-v4/guide
 */
export const deleteAssociations: Operation = {
	option: {
		name: 'Delete',
		value: 'delete',
		description: 'Remove every association between pairs of records, whatever its labels',
		action: 'Delete associations between records',
	},
	title: 'Delete',
	noun: 'associations',
	alsoConfirmed: 'what was never associated',
	desiredState: REMOVED,
	fields: [
		fromObjectTypeField,
		fromIdField,
		toObjectTypeField,
		toIdsField,
		notice(
			'deleteNotice',
			'Removes everything that associates the two records, whatever its labels, and from both sides. To remove only a label, use <b>Delete Labels</b>.',
		),
	],
	targets: pairsOf,
	endpoint: (version, { fromObjectType, toObjectType }) =>
		archiveEndpoint(version, fromObjectType, toObjectType),
	body: archiveBody,
	readState: readPairState,
	readOtherSide: readOtherSideState,
};

/** HubSpot takes all the "to" records of one "from" record together. */
function archiveBody({ targets }: Batch): WireBatch<WireArchiveInput> {
	const byFrom = new Map<string, WireArchiveInput>();
	for (const { fromObjectId = '', toObjectId = '' } of targets) {
		let input = byFrom.get(fromObjectId);
		if (input === undefined) {
			input = { from: { id: fromObjectId }, to: [] };
			byFrom.set(fromObjectId, input);
		}
		input.to.push({ id: toObjectId });
	}
	return { inputs: [...byFrom.values()] };
}
