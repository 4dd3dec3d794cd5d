import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import type { Operation, ReadParameter } from '../operation';
import { unflatten } from './snapshot/flattened';
import { keptItems } from './snapshot/keptItems';
import { parameterReader } from './parameterReader';

/** What comes out of an item, by the parameter in which it is typed. */
const FIELD_OF = {
	fromObjectType: 'fromObjectType',
	fromId: 'fromObjectId',
	toObjectType: 'toObjectType',
	toIds: 'toObjectId',
} as const;

/** The parameters in which labels or limits are typed. */
const TYPES = ['labels', 'limits', 'label'];

/** The fields of a kept item that say what it is about. */
const KEPT_FIELDS = ['fromObjectType', 'fromObjectId', 'toObjectType', 'toObjectId'] as const;

/** More of a text is not shown. */
const MAX_CHARACTERS = 200;

/**
 * What the parameters of an item hold, by the fields that come out of the node: of an item that cannot be used, its
 * items show what was typed, where others show what was meant.
 *
 * @returns gives the fields of one item; never throws. Without those whose value n8n cannot work out.
 */
export function typedFields(
	context: IExecuteFunctions,
	{ fields }: Operation,
): (item: number) => IDataObject {
	const names = new Set(fields.map(({ name }) => name));
	const readerFor = parameterReader(context);
	return (item) => {
		const read = orNothing(readerFor(item));
		if (names.has('itemsToRestore')) return keptFields(read('itemsToRestore'));
		const typed: IDataObject = {};
		for (const [name, field] of Object.entries(FIELD_OF)) {
			if (names.has(name)) typed[field] = asText(read(name));
		}
		const types = TYPES.filter((name) => names.has(name)).flatMap((name) => listOf(read(name)));
		if (types.length > 0) typed.types = types;
		return typed;
	};
}

/** A reader that gives nothing where n8n cannot work out an expression. */
const orNothing =
	(read: ReadParameter): ReadParameter =>
	(name) => {
		try {
			return read(name);
		} catch {
			return undefined;
		}
	};

/** Where one item was kept, what it is about. */
function keptFields(value: unknown): IDataObject {
	try {
		const [kept, ...others] = keptItems(value, '');
		if (others.length > 0) return {};
		const { fields } = unflatten(kept.fields);
		return Object.fromEntries(KEPT_FIELDS.map((name) => [name, asText(fields[name])]));
	} catch {
		return {};
	}
}

/** A value as one would type it; nothing is an empty text. */
function asText(value: unknown): string {
	if (value === undefined || value === null) return '';
	const text = typeof value === 'object' ? jsonOf(value) : String(value);
	return text.length > MAX_CHARACTERS ? `${text.slice(0, MAX_CHARACTERS)}…` : text;
}

function jsonOf(value: object): string {
	try {
		return JSON.stringify(value);
	} catch {
		// Circular: an expression can hand over such a value.
		return String(value);
	}
}

/** Labels or limits as they were typed, each as what it is called. */
const listOf = (value: unknown): IDataObject[] =>
	(Array.isArray(value) ? value : [value])
		.map(asText)
		.filter((text) => text !== '')
		.map((label) => ({ label }));
