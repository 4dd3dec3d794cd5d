import type { IExecuteFunctions } from 'n8n-workflow';

import { resolveObjectTypes } from '../account/objectTypes/resolveObjectTypes';
import { resolveRecords } from '../account/records/resolveRecords';
import {
	namingUnknownTypes,
	type ObjectTypeFields,
} from '../account/objectTypes/unknownObjectType';
import type { Outcome } from '../batch/outcome';
import { type Batch, groupByObjectTypes } from '../batch/planning/plan';
import type { StateReader } from '../batch/stateReader';
import type { Input, ObjectTypes, Target } from '../batch/target';
import { fromIdField, toIdsField } from '../descriptions/fields';
import { readInputs } from '../input/readInputs';
import type { Settings } from '../input/settings';
import type { Hubspot, InvalidItem, Operation } from '../operation';
import { invalidItemsError } from '../output/stopError';
import { EarlierTries, isOfRecord } from './earlierTries';

/** What a run works on, once everything that items only name is looked up. Nothing was sent yet that changes anything. */
export interface PreparedInputs {
	/** Everything asked for, in no order: what goes into batches, and what is settled. */
	inputs: Input[];
	/** What is to be sent, by object types, each target once; also what earlier tries confirmed. */
	groups: Batch[];
	/** The last word on those targets that nothing is sent for. */
	settled: Map<Target, Outcome>;
	/** Items that cannot be used. */
	invalid: InvalidItem[];
	/** The object types of a target as an item says them, where they are sent in another spelling. */
	givenBy: (item: number, target: ObjectTypes) => ObjectTypes | undefined;
	/** What was read already of the targets in `groups`, where anything was. */
	readState?: StateReader;
	/** What earlier tries of this node did; undefined where n8n does not try again. */
	earlier?: EarlierTries;
	/** The account, whose errors name the fields that object types came from. */
	hubspot: Hubspot;
}

/**
 * Reads all items and looks up what they name: object types, records, labels, the associations of records.
 *
 * @param account as the run sees it
 * @param stopAtFailure throw for the first item that cannot be used
 * @throws NodeOperationError
 */
export async function prepareInputs(
	context: IExecuteFunctions,
	account: Hubspot,
	settings: Settings,
	stopAtFailure: boolean,
): Promise<PreparedInputs> {
	const { operation } = settings;
	const refuse = (invalid: InvalidItem[]) => {
		if (invalid.length > 0 && stopAtFailure) throw invalidItemsError(context.getNode(), invalid);
	};

	const read = readInputs(context, operation, settings);
	const earlier = EarlierTries.of(context, read.inputs);
	refuse(read.invalid);

	const objectTypes = await resolveObjectTypes(read.inputs, account);
	const typeFields = objectTypeFields(operation);
	const hubspot = namingUnknownTypes(account, typeFields, objectTypes);

	const records = await resolveRecords(objectTypes.inputs, hubspot, {
		...settings,
		customTypes: objectTypes.customTypes,
		fields: {
			from: { records: fromIdField.displayName, objectType: typeFields.from },
			to: { records: toIdsField.displayName, objectType: typeFields.to },
		},
	});
	const resolved = await operation.resolve?.(records.inputs, hubspot, settings);
	const unresolved = [...records.invalid, ...(resolved?.invalid ?? [])];
	// What is gone cannot be looked up again, such as a label; an earlier try may have deleted it.
	const doneEarlier = unresolved.flatMap(({ item }) => earlier?.ofItem(item) ?? []);
	const unusable = [...read.invalid, ...unresolved].filter(
		({ item }) => !doneEarlier.some((input) => input.item === item),
	);
	refuse(unusable);

	const named = resolved?.inputs ?? records.inputs;
	const expanded = await operation.expand?.(named, hubspot);
	const invalid = unusable.concat(expanded?.invalid ?? []);
	refuse(invalid);
	const found = expanded?.inputs ?? named;
	const foundEarlier =
		expanded === undefined ? [] : (earlier?.pairsOf(named, found, expanded.settled) ?? []);

	const toSend = groupByObjectTypes([...found, ...foundEarlier, ...doneEarlier]);
	const settled = new Map([
		...records.outcomes,
		...(resolved?.outcomes ?? []),
		...(expanded?.outcomes ?? []),
	]);
	// A record that has nothing any more, because an earlier try deleted it, is answered by its pairs.
	const settledInputs = [
		...records.settled,
		...(resolved?.settled ?? []),
		...(expanded?.settled ?? []),
	].filter(
		({ item, target }) =>
			settled.get(target)?.status !== 'absent' ||
			!foundEarlier.some((pair) => pair.item === item && isOfRecord(pair.target, target)),
	);
	return {
		// Also what is settled is one thing, however many items ask for it.
		inputs: [...toSend.inputs, ...groupByObjectTypes(settledInputs).inputs],
		groups: toSend.groups,
		settled,
		invalid,
		givenBy: objectTypes.givenBy,
		readState: expanded?.readState,
		earlier,
		hubspot,
	};
}

/** What the two object types are called: by their fields, or (for Restore) inside the field that holds its items. */
function objectTypeFields({ fields }: Operation): ObjectTypeFields {
	const nameOf = (name: string) => {
		const own = fields.find((field) => field.name === name);
		const holder = fields.find(({ type }) => type !== 'notice');
		return own?.displayName ?? `${holder?.displayName}: ${name}`;
	};
	return { from: nameOf('fromObjectType'), to: nameOf('toObjectType') };
}
