import { EVERY_OBJECT_TYPE, type Target } from '../../batch/target';
import { invalidItem } from '../../input/invalidItem';
import { ParameterError } from '../../input/parameterError';
import type { Expanded } from '../../operation';
import type { RecordsRead } from './readRecords';

/** What the fields with labels are called, for messages. */
export interface LabelFieldNames {
	labels: string;
	keepLabels?: string;
}

/**
 * Takes note of what was not read of records: items that name labels which are nowhere, and object types that cannot
 * be read, each once for all items that asked.
 *
 * @param expanded gets it
 */
export function settleUnread(
	expanded: Expanded,
	{ inputs, unknownLabels, notRead }: RecordsRead,
	fields: LabelFieldNames,
): void {
	for (const { item, target } of inputs) {
		const unknown = unknownLabels.get(target);
		if (unknown === undefined) continue;
		const name = fields[unknown.field] ?? fields.labels;
		const advice =
			'Give the name as HubSpot shows it. On every object type, labels are given by name.';
		const error = new ParameterError(name, unknown.problem, advice);
		(expanded.invalid ??= []).push(invalidItem(item, error));
	}
	for (const { fromObjectType, toObjectType, name, note } of notRead) {
		const target: Target = { fromObjectType, toObjectType };
		expanded.outcomes.set(target, { status: 'notRead', name, note });
		for (const { item, target: asked } of inputs) {
			const isMeant = asked.toObjectType === EVERY_OBJECT_TYPE && !unknownLabels.has(asked);
			if (isMeant && asked.fromObjectType === fromObjectType)
				expanded.settled.push({ item, target });
		}
	}
}
