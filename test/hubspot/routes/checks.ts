import type { FastifyRequest } from 'fastify';
import { typeKey } from '../account/definitions';
import type { ObjectType } from '../account/objectTypes';
import { spell } from '../account/objectTypeSpelling';
import type { Direction, Pair } from '../account/pairs';
import type { Context } from '../context';
import { batchResponse } from '../http/batchResponse';
import { HubspotError, invalidAssociationTypes, validationError } from '../http/errors';
import { CATEGORIES, type AssociationType } from '../types';
import { badRecords } from './answers';

/** A batch that was canceled: no error by its status, but by what it says. */
class CanceledBatch extends HubspotError {
	constructor(
		private readonly startedAt: number,
		private readonly error: HubspotError,
	) {
		super(200, error.category, error.message, error.details);
	}

	override toBody(): Record<string, unknown> {
		const { category = '', message, details } = this.error;
		const { subCategory, context = {} } = details;
		const errors = [{ category, ...(subCategory && { subCategory }), message, context }];
		return { ...batchResponse(this.startedAt, [], errors), status: 'CANCELED' };
	}
}

/**
 * 400 that names a type as "0-5": its category as an ordinal, and its number. 0 is HUBSPOT_DEFINED;
 * the ordinals of the others are not known, and taken from the order in which HubSpot lists them.
 */
function invalidOrdinal(
	{ exchange }: FastifyRequest,
	{ from, to }: Direction,
	{ category, typeId }: AssociationType,
): HubspotError {
	const type = `${CATEGORIES.indexOf(category)}-${typeId}`;
	const [fromName, toName] = [from, to].map((each) =>
		spell(each, exchange.behaviour.objectTypeSpelling, 'upper'),
	) as [string, string];
	return validationError(
		`${type} is not a valid association type between ${fromName} and ${toName}`,
		{
			subCategory: 'crm.associations.INVALID_ASSOCIATION_TYPE',
			context: { type: [type], fromObjectType: [fromName], toObjectType: [toName] },
		},
	);
}

/** 400 that takes a type of other object types for a sign that the record is of another type; undefined for a type nothing has. */
function wrongRecord(
	{ account }: Context,
	request: FastifyRequest,
	{ from, to }: Direction,
	input: Partial<Pair>,
	type: AssociationType,
): HubspotError | undefined {
	const all = account.findTypeElsewhere(from.id, to.id, type);
	const other = all.find((each) => each.from === from.id || each.to === to.id) ?? all[0];
	if (!other || input.fromId === undefined || input.toId === undefined) return undefined;
	const record: { type: ObjectType; id: string } =
		other.from === from.id
			? { type: account.objectTypes.get(other.to), id: input.toId }
			: { type: account.objectTypes.get(other.from), id: input.fromId };
	return validationError('One or more associations are invalid', {
		context: badRecords(request, [record]),
	});
}

/** Refuses the request when the two object types do not have one of the types, in the way that the behaviour says. */
export function checkTypes(
	context: Context,
	request: FastifyRequest,
	direction: Direction,
	inputs: Array<Partial<Pair> & { types: AssociationType[] }>,
): void {
	const { from, to } = direction;
	const { invalidType, wrongTypeBlamesRecord } = request.exchange.behaviour;
	const unknown = new Map<string, AssociationType>();
	for (const input of inputs) {
		for (const type of input.types) {
			if (context.account.findType(from.id, to.id, type)) continue;
			const blaming = wrongTypeBlamesRecord
				? wrongRecord(context, request, direction, input, type)
				: undefined;
			if (blaming) throw blaming;
			unknown.set(typeKey(type), type);
		}
	}
	const [first] = unknown.values();
	if (!first) return;
	if (invalidType === 'definition') throw invalidAssociationTypes([...unknown.values()]);
	const error = invalidOrdinal(request, direction, first);
	throw invalidType === 'ordinal' ? error : new CanceledBatch(request.exchange.recorded.at, error);
}

/** Refuses a batch in which any record does not exist, where the behaviour says so. */
export function checkRecords(
	{ account }: Context,
	request: FastifyRequest,
	{ from, to }: Direction,
	pairs: readonly Pair[],
): void {
	if (request.exchange.behaviour.missingRecord === 'partly') return;
	const missing = new Map<string, { type: ObjectType; id: string }>();
	for (const { fromId, toId } of pairs) {
		for (const record of [
			{ type: from, id: fromId },
			{ type: to, id: toId },
		]) {
			const current = account.currentId(record.type.id, record.id);
			if (account.hasRecord(record.type.id, current)) continue;
			missing.set(`${record.type.id} ${record.id}`, record);
		}
	}
	if (missing.size === 0) return;
	throw validationError('One or more associations are invalid', {
		context: badRecords(request, [...missing.values()]),
	});
}
