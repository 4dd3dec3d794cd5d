import type { Target } from '../batch/target';
import { readAssociationTypes } from './associationTypes';
import { readObjectType } from './objectType';
import { ParameterError, shown } from './parameterError';
import { readOneRecordId } from './recordIds';

const HOW =
	'Give an item that came out of this node with "Include What Was Removed" switched on, or an array of them; JSON text will do.';

/**
 * Reads what an earlier run removed: one output item, or an array of them, as they are or as JSON text (also of the
 * field `removed`, as a table keeps it).
 *
 * @param value the parameter's value
 * @param parameter its name, for messages
 * @returns one entry for each item; without types where that item says that nothing was removed
 * @throws ParameterError for anything else
 */
export function readSnapshot(value: unknown, parameter: string): Target[] {
	const data = fromJson(value, parameter);
	const entries = Array.isArray(data) ? (data as unknown[]) : [data];
	if (entries.length === 0) throw new ParameterError(parameter, 'is an empty list', HOW);
	return entries.map((entry) => readEntry(fromJson(entry, parameter), parameter));
}

function fromJson(value: unknown, parameter: string): unknown {
	if (typeof value !== 'string') return value;
	try {
		return JSON.parse(value) as unknown;
	} catch {
		throw notJson(value, parameter);
	}
}

const notJson = (value: string, parameter: string) =>
	new ParameterError(parameter, `got ${shown(value)}, which is not JSON`, HOW);

/** What a run says of inputs of which it removed nothing. */
const NOTHING_REMOVED: readonly unknown[] = ['absent', 'notSent', 'wouldDelete', 'restored'];

const isNothing = (value: unknown) => value === undefined || value === null || value === '';

function readEntry(entry: unknown, parameter: string): Target {
	if (typeof entry !== 'object' || entry === null || Array.isArray(entry)) {
		throw new ParameterError(parameter, `got ${shown(entry)}, which is not an item`, HOW);
	}
	const { status, removed, unknown, ...fields } = entry as Record<string, unknown>;
	const hasRemoved = !isNothing(removed) && status !== 'wouldDelete';
	const isUntouched = NOTHING_REMOVED.includes(status) || (status === 'failed' && unknown !== true);
	if (!hasRemoved && isUntouched) return asSaid(fields);
	if (!hasRemoved) {
		throw new ParameterError(
			parameter,
			'holds an item without "removed"',
			`What was there before is only known of runs with "Include What Was Removed" switched on. ${HOW}`,
		);
	}
	if (isNothing(fields.fromObjectId) && isNothing(fields.toObjectId)) {
		throw new ParameterError(
			parameter,
			'holds an item about a label or a limit itself',
			'Only associations between records can be restored, with their labels. Make labels and limits again in HubSpot, under Settings > Objects.',
		);
	}
	return {
		fromObjectType: readObjectType(fields.fromObjectType, `${parameter}: fromObjectType`),
		fromObjectId: readOneRecordId(fields.fromObjectId, `${parameter}: fromObjectId`),
		toObjectType: readObjectType(fields.toObjectType, `${parameter}: toObjectType`),
		toObjectId: readOneRecordId(fields.toObjectId, `${parameter}: toObjectId`),
		types: readAssociationTypes(removed, `${parameter}: removed`),
	};
}

/** An item of which nothing has to be restored: as much of what it is about as it says. */
function asSaid(fields: Record<string, unknown>): Target {
	const text = (value: unknown) => (typeof value === 'string' ? value : undefined);
	const { fromObjectType, fromObjectId, toObjectType, toObjectId } = fields;
	return {
		fromObjectType: text(fromObjectType) ?? '',
		fromObjectId: text(fromObjectId),
		toObjectType: text(toObjectType) ?? '',
		toObjectId: text(toObjectId),
	};
}
