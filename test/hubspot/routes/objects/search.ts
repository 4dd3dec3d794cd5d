import type { Account } from '../../account/account';
import type { ObjectType } from '../../account/objectTypes';
import type { PropertyValues } from '../../account/properties';
import { asArray, asObject, optionalText, requiredText, type JsonObject } from '../../http/bodies';
import { validationError } from '../../http/errors';
import { readPropertyNames, writeRecord } from './objectAnswers';

const MAX_LIMIT = 200;
const DEFAULT_LIMIT = 10;

function readLimit(value: unknown): number {
	if (value === undefined || value === null) return DEFAULT_LIMIT;
	if (typeof value !== 'number' || !Number.isInteger(value) || value < 0 || value > MAX_LIMIT) {
		throw validationError(`Invalid limit ${String(value)}: it must be between 0 and ${MAX_LIMIT}`);
	}
	return value;
}

/** Whether a record meets one filter; only the operators that tests need are known. */
function meets(values: PropertyValues, filter: JsonObject): boolean {
	const value = values[requiredText(filter, 'propertyName')]?.toLowerCase();
	const operator = requiredText(filter, 'operator');
	if (operator === 'EQ') return value === requiredText(filter, 'value').toLowerCase();
	if (operator === 'HAS_PROPERTY') return value !== undefined;
	if (operator === 'IN') {
		const wanted = asArray(filter.values, 'java.util.ArrayList').map(String);
		return value !== undefined && wanted.some((each) => each.toLowerCase() === value);
	}
	throw validationError(`The operator ${operator} is not one of EQ, IN, HAS_PROPERTY`);
}

const objectsOf = (value: unknown) =>
	asArray(value ?? [], 'java.util.ArrayList').map((each) => asObject(each, 'Filter'));

/** Every word of the query begins a word of some property; which properties count is HubSpot's affair. */
function matches(values: PropertyValues, query: string): boolean {
	const words = Object.values(values)
		.join(' ')
		.toLowerCase()
		.split(/[\s@.]+/);
	const text = Object.values(values).join(' ').toLowerCase();
	return query
		.toLowerCase()
		.split(/\s+/)
		.filter((part) => part !== '')
		.every((part) => words.some((word) => word.startsWith(part)) || text.includes(part));
}

/**
 * Searches the records of one object type, by record number. Throws 400 for a request that it does
 * not understand.
 * https://developers.hubspot.com/docs/api-reference/latest/crm/search-the-crm
 */
export function search(account: Account, objectType: ObjectType, body: JsonObject): unknown {
	const { id: type } = objectType;
	const query = optionalText(body, 'query') ?? '';
	const limit = readLimit(body.limit);
	const after = optionalText(body, 'after') ?? '0';
	if (!/^\d+$/.test(after)) throw validationError(`Invalid paging cursor: ${after}`);
	const groups = objectsOf(body.filterGroups).map((group) => objectsOf(group.filters));
	const found = account.recordIds(type).filter((id) => {
		const values = account.propertiesOf(type, id);
		const isMeant =
			groups.length === 0 ||
			groups.some((filters) => filters.every((filter) => meets(values, filter)));
		return isMeant && matches(values, query);
	});
	const start = Number(after);
	const end = start + limit;
	const names = readPropertyNames(body);
	return {
		total: found.length,
		results: found
			.slice(start, end)
			.map((id) =>
				writeRecord(account, objectType, { id, values: account.propertiesOf(type, id), names }),
			),
		...(end < found.length && { paging: { next: { after: String(end) } } }),
	};
}
