import type { INodeProperties } from 'n8n-workflow';

import { PRESENT } from '../../batch/desiredState';
import type { AssociationType, Input, Target } from '../../batch/target';
import { createEndpoint } from '../../transport/endpoints';
import type { Expanded, Operation } from '../../operation';
import { readSnapshot } from '../../input/snapshot';
import { deleteLabels } from './deleteLabels.operation';
import { readPairState } from '../../account/readPairState';

const itemsToRestoreField: INodeProperties = {
	displayName: 'Items to Restore',
	name: 'itemsToRestore',
	type: 'json',
	required: true,
	default: '={{ $json }}',
	hint: 'What came out of this node: of a dry run before the deletion, or of a run with "Include What Was Removed"',
	description:
		'One item or an array of them: as they came out, as JSON text, or as rows of a CSV file, a spreadsheet or a data table',
};

/** What HubSpot's batch/create takes at once. */
const MOST_IN_ONE_CREATE = 2_000;

/**
 * Puts back what an earlier run removed, labels and all.
 *
 * @see https://developers.hubspot.com/docs/api-reference/crm-associations-v4/guide
 */
export const restore: Operation = {
	option: {
		name: 'Restore',
		value: 'restore',
		description: 'Put back what an earlier run removed',
		action: 'Restore deleted associations',
	},
	title: 'Restore',
	noun: 'associations',
	desiredState: PRESENT,
	batchSize: { usual: MOST_IN_ONE_CREATE, most: MOST_IN_ONE_CREATE },
	fields: [itemsToRestoreField],
	targets: (read) => readSnapshot(read('itemsToRestore'), itemsToRestoreField.displayName),
	expand: mergeByPair,
	endpoint: (version, { fromObjectType, toObjectType }) =>
		createEndpoint(version, fromObjectType, toObjectType),
	// A pair with its types, as labels/archive takes it, too.
	body: deleteLabels.body,
	readState: readPairState,
};

/**
 * Makes one target of all that was removed between the same two records, in however many steps: one request must not
 * have to create the same association twice. Where nothing was removed there is nothing to do.
 */
async function mergeByPair(inputs: readonly Input[]): Promise<Expanded> {
	const expanded: Expanded = { inputs: [], settled: [], outcomes: new Map() };
	const byPair = new Map<string, { target: Target; types: Map<string, AssociationType> }>();
	for (const input of inputs) {
		const { types: removed, ...pair } = input.target;
		if (removed === undefined) {
			expanded.settled.push(input);
			expanded.outcomes.set(input.target, { status: 'absent' });
			continue;
		}
		const key = JSON.stringify(Object.values(pair));
		const merged = byPair.get(key) ?? { target: { ...pair }, types: new Map() };
		byPair.set(key, merged);
		for (const type of removed) merged.types.set(`${type.category}:${type.typeId}`, type);
		expanded.inputs.push({ item: input.item, target: merged.target });
	}
	for (const { target, types } of byPair.values()) target.types = [...types.values()];
	return await Promise.resolve(expanded);
}
