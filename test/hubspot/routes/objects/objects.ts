import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Account } from '../../account/account';
import type { ObjectType } from '../../account/objectTypes';
import { spell } from '../../account/objectTypeSpelling';
import type { Context } from '../../context';
import type { BatchError } from '../../http/batchResponse';
import {
	asObject,
	isRecordId,
	optionalText,
	readInputs,
	refuseDuplicates,
	requiredText,
} from '../../http/bodies';
import { validationError } from '../../http/errors';
import { readJson } from '../../http/exchange';
import { ASSOCIATION_SCOPES } from '../../http/scopes';
import { respond } from '../answers';
import {
	OBJECT_VERSIONS,
	objectTypePath,
	readableType,
	readPropertyNames,
	writeRecord,
} from './objectAnswers';
import { search } from './search';

/** How many records batch/read takes. */
const MAX_INPUTS = 100;

/** Finds the records that have these values: by their IDs, or by a property with unique values. */
function finder(
	account: Account,
	{ id: type }: ObjectType,
	idProperty: string | undefined,
): (value: string) => string[] {
	if (idProperty === undefined || idProperty === 'hs_object_id') {
		return (value) => {
			const id = account.currentId(type, value);
			return isRecordId(id) && account.hasRecord(type, id) ? [id] : [];
		};
	}
	const property = account.propertyDefinitions(type).find(({ name }) => name === idProperty);
	// The words are not known.
	if (!property?.hasUniqueValue) {
		throw validationError(`${idProperty} is not a property with unique values`);
	}
	const byValue = new Map<string, string[]>();
	for (const id of account.recordIds(type)) {
		const { [idProperty]: first = '', hs_additional_emails: others = '' } = account.propertiesOf(
			type,
			id,
		);
		const values = idProperty === 'email' ? [first, ...others.split(';')] : [first];
		for (const value of values.filter((each) => each !== '')) {
			const key = value.toLowerCase();
			byValue.set(key, [...(byValue.get(key) ?? []), id]);
		}
	}
	return (value) => byValue.get(value.trim().toLowerCase()) ?? [];
}

/** How batch/read of records names the values that it found no record for. */
function notFound(request: FastifyRequest, type: ObjectType, ids: string[]): BatchError {
	const name = spell(type, request.exchange.behaviour.objectTypeSpelling, 'upper');
	return {
		category: 'OBJECT_NOT_FOUND',
		message: `Some ${name} records could not be read: they may not exist, or be deleted`,
		context: { ids },
	};
}

/**
 * Records with their properties: batch/read and search.
 * https://developers.hubspot.com/docs/api-reference/latest/crm/understanding-the-crm
 */
export function registerObjects(app: FastifyInstance, context: Context): void {
	const { account } = context;
	for (const version of OBJECT_VERSIONS) {
		const objects = `${objectTypePath('objects', version)}/:type`;

		app.post(
			`${objects}/batch/read`,
			{ config: { scopes: ASSOCIATION_SCOPES } },
			async (request, reply) => {
				const { sizeErrorWords, refusesDuplicates, mergedIds, unmentionedIds } =
					request.exchange.behaviour;
				const type = readableType(context, request);
				const body = asObject(readJson(request), 'BatchReadInputSimplePublicObjectId');
				const values = readInputs(body, {
					...{ max: MAX_INPUTS, what: 'records', words: sizeErrorWords },
				}).map((input) => requiredText(input, 'id'));
				if (refusesDuplicates) refuseDuplicates(values);
				const names = readPropertyNames(body);
				const find = finder(account, type, optionalText(body, 'idProperty'));
				const unique = [...new Set(values)].filter((value) => !unmentionedIds.includes(value));
				const missing = unique.filter((value) => find(value).length === 0);
				const found = new Map<string, string>();
				for (const value of unique) {
					const isMerged = account.currentId(type.id, value) !== value;
					if (isMerged && mergedIds === 'unmentioned') continue;
					for (const id of find(value)) {
						found.set(id, isMerged && mergedIds === 'asked' ? value : id);
					}
				}
				const results = [...found].map(([id, shownId]) =>
					writeRecord(account, type, {
						id: shownId,
						values: account.propertiesOf(type.id, id),
						names,
					}),
				);
				const errors = missing.length > 0 ? [notFound(request, type, missing)] : [];
				// HubSpot's description of 2026-09 has no other status.
				const partial = version === '2026-09' ? 200 : 207;
				return reply
					.code(errors.length > 0 ? partial : 200)
					.send(respond(request, results, errors));
			},
		);

		app.post(
			`${objects}/search`,
			{ config: { scopes: ASSOCIATION_SCOPES, policy: 'search' } },
			async (request) => {
				const type = readableType(context, request);
				const body = asObject(readJson(request), 'PublicObjectSearchRequest');
				return search(account, type, body);
			},
		);
	}
}
