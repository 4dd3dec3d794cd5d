import type { FastifyRequest } from 'fastify';
import { directionKey } from '../account/definitions';
import { compareIds } from '../account/links';
import { spell } from '../account/objectTypeSpelling';
import type { Direction } from '../account/pairs';
import type { Context } from '../context';
import type { BatchError } from '../http/batchResponse';
import {
	isRecordId,
	optionalText,
	readRecordId,
	refuseDuplicates,
	required,
	type JsonObject,
} from '../http/bodies';
import { HubspotError } from '../http/errors';
import { readPage, type AssociationsView } from '../http/paging';
import { writePage, type Paging } from './answers';

const NOTHING: AssociationsView = { ids: [], typesOf: () => [] };

/** What a read of one record shows: what is there, unless it is hidden or reads lag behind. Counts as that read. */
export function viewOf(
	{ account, readLag }: Context,
	{ exchange }: FastifyRequest,
	{ from, to }: Direction,
	fromId: string,
): AssociationsView {
	if (exchange.behaviour.hiddenDirections.includes(directionKey(from.id, to.id))) return NOTHING;
	const ids = account.associatedIds(from.id, fromId, to.id);
	const current = (toId: string) => account.typesBetween(from.id, fromId, to.id, toId);
	const shown = readLag.read({ from: from.id, fromId, to: to.id });
	if (shown.size === 0) return { ids, typesOf: current };
	const all = [...new Set([...ids, ...shown.keys()])];
	return {
		ids: all.filter((id) => shown.get(id)?.length !== 0).sort(compareIds),
		typesOf: (toId) => shown.get(toId) ?? current(toId),
	};
}

/** How batch/read says that a record has no associations: an error that is none. */
function noAssociations(
	{ exchange }: FastifyRequest,
	{ from, to }: Direction,
	fromId: string,
): BatchError {
	const { objectTypeSpelling: spelling } = exchange.behaviour;
	return {
		category: 'OBJECT_NOT_FOUND',
		subCategory: 'crm.associations.NO_ASSOCIATIONS_FOUND',
		message: `No ${to.singular} is associated with ${from.singular} ${fromId}.`,
		context: {
			fromObjectId: [fromId],
			fromObjectType: [spell(from, spelling, 'singular')],
			toObjectType: [spell(to, spelling, 'singular')],
		},
	};
}

/** How batch/read names an ID that is none beside records that it read. */
function invalidIdentifier(id: string): BatchError {
	return {
		category: 'VALIDATION_ERROR',
		subCategory: 'crm.associations.INVALID_IDENTIFIER',
		message: `${id} is not a valid object ID`,
		context: { fromObjectId: [id] },
	};
}

interface Result {
	from: { id: string };
	to: unknown[];
	paging?: Paging;
}

/** Reads the records that a batch names; what it answers, apart from its status. */
export function readAssociations(
	context: Context,
	request: FastifyRequest,
	ends: Direction,
	inputs: JsonObject[],
): { results: Result[]; errors: BatchError[]; paging?: Paging } {
	const { behaviour } = request.exchange;
	const results: Result[] = [];
	const errors: BatchError[] = [];
	if (behaviour.refusesDuplicates) refuseDuplicates(inputs.map(({ id }) => String(id)));
	for (const input of inputs) {
		const id = required(input, 'id');
		if (behaviour.invalidIds === 'named' && typeof id === 'string' && !isRecordId(id)) {
			errors.push(invalidIdentifier(id));
			continue;
		}
		const fromId = readRecordId(id);
		const after = optionalText(input, 'after');
		if (behaviour.unmentionedIds.includes(fromId)) continue;
		const current = context.account.currentId(ends.from.id, fromId);
		const isMerged = current !== fromId;
		if (isMerged && behaviour.mergedIds === 'unmentioned') continue;
		const shownId = behaviour.mergedIds === 'kept' ? current : fromId;
		const view = viewOf(context, request, ends, current);
		if (view.ids.length === 0) {
			errors.push(noAssociations(request, ends, fromId));
			continue;
		}
		const page = readPage(view, ends.to, { after, size: behaviour.readPageSize, behaviour });
		const { results: to, ...paging } = writePage(request, page);
		results.push({ from: { id: shownId }, to, ...paging });
	}
	const [first] = errors;
	if (behaviour.noAssociations === 'notFound' && first && results.length === 0) {
		const { category, message, ...details } = first;
		throw new HubspotError(404, category, message, details);
	}
	return behaviour.pagingAtTop ? withPagingAtTop(results, errors) : { results, errors };
}

/** Moves the next page of the only result that has one to the top of the answer. */
function withPagingAtTop(results: Result[], errors: BatchError[]) {
	const unfinished = results.filter(({ paging }) => paging?.next);
	const [only] = unfinished;
	if (!only || unfinished.length > 1) return { results, errors };
	const { paging, ...rest } = only;
	return { results: results.map((each) => (each === only ? rest : each)), errors, paging };
}
