import { ParameterError, shown } from '../parameterError';

/** What to give Restore, for errors. */
export const WHAT_TO_GIVE =
	'Give an item that came out of this node, of a dry run before the deletion or of a run with a snapshot, or an array of them; JSON text will do.';

/** An item as it was kept, not yet looked into. */
export interface KeptItem {
	/** What messages call it: the parameter, and where a list was given, the place in it, counted from 0. */
	name: string;
	fields: Readonly<Record<string, unknown>>;
}

/** Where n8n and its nodes, a summary, or a table row hold whole items. */
const HOLDERS = ['json', 'item', 'items', 'data', 'body'] as const;

/**
 * Finds the items in what was kept of a run: one item or an array of them, each as it came out, as JSON text, or inside
 * another object (`{ json }` as n8n stores items, a row with the item in its column `item`, a summary with its `items`).
 *
 * @param value the parameter's value
 * @param parameter its name, for messages
 * @returns at least one item, in the order given
 * @throws ParameterError where there is no item
 */
export function keptItems(value: unknown, parameter: string): KeptItem[] {
	const entries = entriesIn(value, parameter);
	const isList = Array.isArray(opened(value, parameter));
	if (entries.length === 0) throw new ParameterError(parameter, 'is an empty list', WHAT_TO_GIVE);
	return entries.map((fields, index) => {
		const name = isList ? `${parameter}[${index}]` : parameter;
		if (isFields(fields)) return { name, fields };
		const problem = isAbsent(fields) ? 'is empty' : `got ${shown(fields)}, which is not an item`;
		throw new ParameterError(name, problem, WHAT_TO_GIVE);
	});
}

/** Whether a value says nothing: an empty cell, for a table. */
export const isAbsent = (value: unknown): boolean =>
	value === undefined || value === null || (typeof value === 'string' && value.trim() === '');

/**
 * Reads JSON text, also JSON text that was put into JSON text.
 *
 * @throws ParameterError for any other text
 */
export function fromJsonText(text: string, parameter: string): unknown {
	if (/^\W*object\b/i.test(text)) throw lost(text, parameter);
	const data = parsed(text, parameter);
	return typeof data === 'string' ? fromJsonText(data, parameter) : data;
}

function parsed(text: string, parameter: string): unknown {
	try {
		return JSON.parse(text.trim()) as unknown;
	} catch {
		throw notJson(text, parameter);
	}
}

const notJson = (text: string, parameter: string) =>
	new ParameterError(parameter, `got ${shown(text)}, which is not JSON`, WHAT_TO_GIVE);

/** JavaScript makes `[object Object]` of an item where text is wanted. */
const lost = (text: string, parameter: string) =>
	new ParameterError(
		parameter,
		`got ${shown(text)}: what was there before is lost in it`,
		'That text came about where an item was kept as text. It cannot be restored from. Keep items as JSON text, with the expression {{ JSON.stringify($json) }}, or in a file, with the node Convert to File.',
	);

const isFields = (value: unknown): value is Record<string, unknown> =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

const opened = (value: unknown, parameter: string): unknown =>
	typeof value === 'string' && !isAbsent(value) ? fromJsonText(value, parameter) : value;

function entriesIn(value: unknown, parameter: string): unknown[] {
	const data = opened(value, parameter);
	if (Array.isArray(data)) return data.flatMap((each: unknown) => entriesIn(each, parameter));
	const held = isFields(data) ? heldIn(data) : undefined;
	return held === undefined ? [data] : entriesIn(held, parameter);
}

/** The items inside an object that is none itself. */
function heldIn(data: Record<string, unknown>): unknown {
	if (!isAbsent(data.status) || !isAbsent(data.removed)) return undefined;
	return HOLDERS.map((holder) => data[holder]).find(
		(held) =>
			(typeof held === 'object' && held !== null) ||
			(typeof held === 'string' && /^\s*["[{]/.test(held)),
	);
}
