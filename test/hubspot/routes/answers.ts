import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ObjectType } from '../account/objectTypes';
import { spell } from '../account/objectTypeSpelling';
import type { Pair } from '../account/pairs';
import type { Context } from '../context';
import { batchResponse, type BatchError, type BatchResponse } from '../http/batchResponse';
import type { Page } from '../http/paging';
import type { AssociationType } from '../types';
import type { ApiVersion } from '../versions';

/** The batch response to a request. */
export function respond(
	{ exchange }: FastifyRequest,
	results: unknown[] = [],
	errors: BatchError[] = [],
): BatchResponse {
	return batchResponse(exchange.recorded.at, results, errors, exchange.behaviour.batchFields);
}

/** Answers a batch of deletions as the version does: 204 without a body, or 200 with an empty batch response. */
export function sendDeleted(
	request: FastifyRequest,
	reply: FastifyReply,
	version: ApiVersion,
): FastifyReply {
	if (version.deletesWithoutBody) return reply.code(204).send();
	return reply.code(200).send(respond(request));
}

/** How a record ID is written where an answer says `fromObjectId` or `toObjectId`. */
const writeId = ({ exchange }: FastifyRequest, id: string) =>
	exchange.behaviour.numericIds ? Number(id) : id;

/** What creating an association answers: the records, and the labels that were asked for; of one direction or both. */
export function created(
	{ account }: Context,
	request: FastifyRequest,
	{ from, to }: { from: ObjectType; to: ObjectType },
	{ fromId, toId, types }: Pair & { types: AssociationType[] },
): unknown[] {
	const definitions = types.flatMap((type) => account.findType(from.id, to.id, type) ?? []);
	const sent = {
		fromObjectTypeId: from.id,
		fromObjectId: writeId(request, fromId),
		toObjectTypeId: to.id,
		toObjectId: writeId(request, toId),
		labels: definitions.flatMap(({ label }) => label ?? []),
	};
	const { createLists } = request.exchange.behaviour;
	if (createLists === 'nothing') return [];
	if (createLists === 'sent') return [sent];
	const inverse = {
		fromObjectTypeId: to.id,
		fromObjectId: writeId(request, toId),
		toObjectTypeId: from.id,
		toObjectId: writeId(request, fromId),
		labels: definitions.flatMap((definition) => definition.inverse.label ?? []),
	};
	return [sent, inverse];
}

/** The error for two records that cannot be associated because one or both do not exist; undefined when they do. */
export function missingRecords(
	{ account }: Context,
	request: FastifyRequest,
	{ from, to }: { from: ObjectType; to: ObjectType },
	{ fromId, toId }: Pair,
): BatchError | undefined {
	const missing = [
		{ type: from, id: fromId },
		{ type: to, id: toId },
	].filter(({ type, id }) => !account.hasRecord(type.id, account.currentId(type.id, id)));
	if (missing.length === 0) return undefined;
	return {
		category: 'VALIDATION_ERROR',
		message: 'One or more associations are invalid',
		context: {
			fromObjectId: [fromId],
			toObjectId: [toId],
			...badRecords(request, missing),
		},
	};
}

/** How a context names records that are not valid. */
export function badRecords(
	{ exchange }: FastifyRequest,
	records: Array<{ type: ObjectType; id: string }>,
): Record<string, string[]> {
	const named = records.map(({ type, id }) => ({
		id,
		type: spell(type, exchange.behaviour.objectTypeSpelling, 'upper'),
	}));
	return {
		objectId: named.map(({ id }) => id),
		objectType: named.map(({ type }) => type),
		INVALID_OBJECT_IDS: named.map(({ type, id }) => `${type}=${id} is not valid`),
	};
}

/** What a list of associations says of the page that follows. */
export type Paging = { next: { after: string } | null } | null;

/** A page of associations as answers write it; `paging` only where there is something to say. */
export function writePage(
	request: FastifyRequest,
	page: Page,
): { results: unknown[]; paging?: Paging } {
	const { repeatsTypes, lastPage } = request.exchange.behaviour;
	const results = page.associations.map(({ toId, types }) => ({
		toObjectId: writeId(request, toId),
		associationTypes: repeatsTypes ? types.flatMap((type) => [type, type]) : types,
	}));
	if (page.after !== undefined) return { results, paging: { next: { after: page.after } } };
	if (lastPage === 'absent') return { results };
	return { results, paging: lastPage === 'null' ? null : { next: null } };
}
