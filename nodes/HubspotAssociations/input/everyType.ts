import { EVERY_OBJECT_TYPE, type Selection, type Target } from '../batch/target';
import { keepIdsField } from '../descriptions/keepFields';
import type { Label } from './associationTypes';
import { ParameterError, shown } from './parameterError';

/**
 * Turns what is asked of a record on every object type into what can be asked there: labels by name, since an ID belongs
 * to one type. Anything else stays as it is.
 *
 * @param record with the labels that were read
 * @param fields what the fields with labels are called, for messages
 * @throws ParameterError for labels that are not given by name, and for records to keep
 */
export function onEveryType<Record extends Target & { labels?: Label[]; keepLabels?: Label[] }>(
	record: Record,
	fields: { labels: string; keepLabels?: string },
): Target {
	if (record.toObjectType !== EVERY_OBJECT_TYPE) return record;
	const { labels, keepLabels, ...target } = record;
	if (target.selection?.keepIds !== undefined) {
		throw new ParameterError(
			keepIdsField.displayName,
			'cannot be used with every object type',
			'An ID belongs to one object type. Use one node for that type, and another one for the others, or keep by label.',
		);
	}
	const selection: Selection = { ...target.selection };
	if (labels !== undefined) selection.labelNames = namesOf(labels, fields.labels);
	if (keepLabels !== undefined) {
		selection.keepLabelNames = namesOf(keepLabels, fields.keepLabels ?? fields.labels);
	}
	return Object.keys(selection).length > 0 ? { ...target, selection } : target;
}

function namesOf(labels: readonly Label[], parameter: string): string[] {
	return labels.map((label) => {
		if ('name' in label) return label.name;
		const problem = `got ${shown(label)}, which is not the name of a label`;
		throw new ParameterError(
			parameter,
			problem,
			'On every object type, labels are given by name, such as Primary.',
		);
	});
}
