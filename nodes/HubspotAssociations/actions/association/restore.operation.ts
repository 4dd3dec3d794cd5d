import type { INodeProperties } from 'n8n-workflow';

import { PRESENT } from '../../batch/desiredState';
import {
	type AssociationType,
	endsKey,
	type Input,
	reversedEnds,
	type Target,
	typesToCreate,
} from '../../batch/target';
import { createEndpoint } from '../../transport/endpoints';
import type { WireArchiveLabelsInput, WireBatch } from '../../transport/wire';
import { notice } from '../../descriptions/fields';
import type { Expanded, Operation } from '../../operation';
import { readSnapshot } from '../../input/snapshot/snapshot';
import { readRestoreState } from '../../account/associations/readRestoreState';
import type { Batch } from '../../batch/planning/plan';

const itemsToRestoreField: INodeProperties = {
	displayName: 'Items to Restore',
	name: 'itemsToRestore',
	type: 'json',
	required: true,
	default: '={{ $json }}',
	description:
		'One item or an array of them: as they came out, as JSON text, or as rows of a CSV file, a spreadsheet or a data table',
};

/** What HubSpot's batch/create takes at once. */
const MAX_CREATE_INPUTS = 2_000;

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
	batchSize: { usual: MAX_CREATE_INPUTS, most: MAX_CREATE_INPUTS },
	fields: [
		// A field that holds an expression shows what it gives in place of its hint.
		notice(
			'restoreNotice',
			'Give it what came out of this node: of a dry run before the deletion, or of a run with a snapshot.',
		),
		itemsToRestoreField,
	],
	targets: (read) => readSnapshot(read('itemsToRestore'), itemsToRestoreField.displayName),
	expand: mergeByPair,
	endpoint: (version, { fromObjectType, toObjectType }) =>
		createEndpoint(version, fromObjectType, toObjectType),
	body: createBody,
	readState: readRestoreState,
	readsFirst: true,
	stages: oneDirectionAtATime,
};

/** Creating replaces the labels that a pair has, so those that are there are sent along. */
function createBody({ targets }: Batch): WireBatch<WireArchiveLabelsInput> {
	return {
		inputs: targets.map((target) => ({
			from: { id: target.fromObjectId ?? '' },
			to: { id: target.toObjectId ?? '' },
			types: typesToCreate(target).map(({ category, typeId }) => ({
				associationCategory: category,
				associationTypeId: typeId,
			})),
		})),
	};
}

/**
 * A pair may have been removed in both directions. What the second one puts back has to keep what the first one
 * brought, so it is read and sent in a stage of its own.
 */
function oneDirectionAtATime(groups: readonly Batch[]): Batch[][] {
	const first: Batch[] = [];
	const second: Batch[] = [];
	const seen = new Set<string>();
	for (const group of groups) {
		const reverse = new Set<Target>();
		for (const target of group.targets) {
			if (seen.has(endsKey(reversedEnds(target)))) reverse.add(target);
			seen.add(endsKey(target));
		}
		const part = (isSecond: boolean) => ({
			...group,
			targets: group.targets.filter((target) => reverse.has(target) === isSecond),
		});
		if (reverse.size < group.targets.length) first.push(part(false));
		if (reverse.size > 0) second.push(part(true));
	}
	return second.length > 0 ? [first, second] : [first];
}

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
