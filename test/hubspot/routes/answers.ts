import type { FastifyReply } from 'fastify';
import type { Account } from '../account/account';
import { batchResponse, type BatchError } from '../http/batchResponse';
import type { Context } from '../context';
import { typeKey } from '../account/definitions';
import { invalidAssociationTypes } from '../http/errors';
import type { ObjectType } from '../account/objectTypes';
import type { Page } from '../http/paging';
import type { AssociationType } from '../types';
import type { ApiVersion } from '../versions';

/** Answers a batch of deletions as the version does: 204 without a body, or 200 with an empty batch response. */
export function sendDeleted(
	reply: FastifyReply,
	version: ApiVersion,
	startedAt: number,
): FastifyReply {
	if (version.deletesWithoutBody) return reply.code(204).send();
	return reply.code(200).send(batchResponse(startedAt));
}

/** HubSpot's 400 when the two object types do not have one of the types. */
export function checkTypes(
	account: Account,
	from: ObjectType,
	to: ObjectType,
	types: AssociationType[],
): void {
	const unique = new Map(types.map((type) => [typeKey(type), type]));
	const unknown = [...unique.values()].filter((type) => !account.findType(from.id, to.id, type));
	if (unknown.length > 0) throw invalidAssociationTypes(unknown);
}

/** What creating an association answers: the records, and the labels that were asked for. */
export function created(
	{ account, writeId }: Context,
	from: ObjectType,
	fromId: string,
	to: ObjectType,
	toId: string,
	types: AssociationType[],
): unknown {
	const labels = types.flatMap((type) => account.findType(from.id, to.id, type)?.label ?? []);
	return {
		fromObjectTypeId: from.id,
		fromObjectId: writeId(fromId),
		toObjectTypeId: to.id,
		toObjectId: writeId(toId),
		labels,
	};
}

/** The error for two records that cannot be associated because one or both do not exist; undefined when they do. */
export function missingRecords(
	account: Account,
	from: ObjectType,
	fromId: string,
	to: ObjectType,
	toId: string,
): BatchError | undefined {
	const missing = [
		{ type: from, id: fromId },
		{ type: to, id: toId },
	].filter(({ type, id }) => !account.hasRecord(type.id, id));
	if (missing.length === 0) return undefined;
	return {
		category: 'VALIDATION_ERROR',
		message: 'One or more associations are invalid',
		context: {
			fromObjectId: [fromId],
			toObjectId: [toId],
			objectId: missing.map(({ id }) => id),
			objectType: missing.map(({ type }) => type.singular.toUpperCase()),
			INVALID_OBJECT_IDS: missing.map(
				({ type, id }) => `${type.singular.toUpperCase()}=${id} is not valid`,
			),
		},
	};
}

/** A page of associations as answers write it. */
export function writePage(
	{ writeId }: Context,
	page: Page,
): { results: unknown[]; paging?: { next: { after: string } } } {
	const results = page.associations.map(({ toId, types }) => ({
		toObjectId: writeId(toId),
		associationTypes: types,
	}));
	return page.after === undefined
		? { results }
		: { results, paging: { next: { after: page.after } } };
}
