import type { AssociationType, Target } from '../../batch/target';
import { readAssociationTypes } from './associationTypes';
import { readObjectType } from './objectType';
import { ParameterError, shown } from './parameterError';
import { readOneRecordId } from './recordIds';

const HOW =
	'Give an item that came out of this node with "Include What Was Removed" switched on, or an array of them; JSON text will do.';

/** What is wanted of one entry: nothing where nothing was removed. */
export type Removed = Target & { types: AssociationType[] };

/**
 * Reads what an earlier run removed: one output item, or an array of them, as they are or as JSON text (also of the
 * field `removed`, as a table keeps it).
 *
 * @param value the parameter's value
 * @param parameter its name, for messages
 * @returns one entry for each item; without types where that item says that nothing was removed
 * @throws ParameterError for anything else
 */
export function readSnapshot(value: unknown, parameter: string): Removed[] {
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
const NOTHING_REMOVED: readonly unknown[] = ['absent', 'failed', 'notSent', 'wouldDelete'];

function readEntry(entry: unknown, parameter: string): Removed {
	if (typeof entry !== 'object' || entry === null || Array.isArray(entry)) {
		throw new ParameterError(parameter, `got ${shown(entry)}, which is not an item`, HOW);
	}
	const { status, removed, ...said } = entry as Record<string, unknown>;
	const types = {
		fromObjectType: readObjectType(said.fromObjectType, `${parameter}: fromObjectType`),
		toObjectType: readObjectType(said.toObjectType, `${parameter}: toObjectType`),
	};
	if (NOTHING_REMOVED.includes(status)) return { ...types, types: [] };
	if (removed === undefined || removed === null || removed === '') {
		throw new ParameterError(
			parameter,
			'holds an item without "removed"',
			`What was there before is only known of runs with "Include What Was Removed" switched on. ${HOW}`,
		);
	}
	return {
		...types,
		fromObjectId: readOneRecordId(said.fromObjectId, `${parameter}: fromObjectId`),
		toObjectId: readOneRecordId(said.toObjectId, `${parameter}: toObjectId`),
		types: readAssociationTypes(removed, `${parameter}: removed`),
	};
}
