import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { batchResponse, type BatchError } from '../http/batchResponse';
import {
	asArray,
	asObject,
	optionalText,
	readAssociationSpecs,
	readInputs,
	readRecordId,
	readReference,
	required,
} from '../http/bodies';
import { objectType, type Context } from '../context';
import { readJson } from '../http/exchange';
import type { ObjectType } from '../account/objectTypes';
import { readPage } from '../http/paging';
import { ASSOCIATION_SCOPES } from '../http/scopes';
import type { AssociationType } from '../types';
import type { ApiVersion } from '../versions';
import { checkTypes, created, missingRecords, sendDeleted, writePage } from './answers';

interface Direction {
	from: ObjectType;
	to: ObjectType;
}

type DirectionRequest = FastifyRequest<{ Params: { from: string; to: string } }>;

/**
 * Batches of associations.
 * https://developers.hubspot.com/docs/api-reference/latest/crm/associations/associate-records/guide
 */
export function registerBatches(app: FastifyInstance, context: Context, version: ApiVersion): void {
	const { account, batchLimits } = context;

	/** Registers a batch endpoint; `work` gets the object types and the parsed body. */
	const post = (
		path: string,
		work: (direction: Direction, body: unknown, reply: FastifyReply, startedAt: number) => unknown,
	) => {
		app.post(
			`${version.batches}/:from/:to/batch/${path}`,
			{ config: { scopes: ASSOCIATION_SCOPES } },
			async (request: DirectionRequest, reply) => {
				const from = objectType(context, request.params.from);
				const to = objectType(context, request.params.to);
				return work({ from, to }, readJson(request), reply, request.exchange.recorded.at);
			},
		);
	};

	post('archive', ({ from, to }, body, reply, startedAt) => {
		// Everything is read before anything is done: a body that is wrong anywhere changes nothing.
		const targets = (input: Record<string, unknown>) =>
			asArray(required(input, 'to'), 'java.util.ArrayList');
		const pairs = readInputs(
			body,
			{ max: batchLimits.archive, what: 'associations' },
			(input) => targets(input).length,
		).flatMap((input) => {
			const fromId = readReference(input, 'from');
			return targets(input).map((target) => ({
				fromId,
				toId: readRecordId(required(asObject(target, 'PublicObjectId'), 'id')),
			}));
		});
		for (const { fromId, toId } of pairs) account.dissociate(from.id, fromId, to.id, toId);
		return sendDeleted(reply, version, startedAt);
	});

	/** The inputs that labels/archive and create share; 400 when a type does not exist. */
	const readLabelled = ({ from, to }: Direction, body: unknown, max: number) => {
		const inputs = readInputs(body, { max, what: 'associations' }).map((input) => ({
			fromId: readReference(input, 'from'),
			toId: readReference(input, 'to'),
			types: readAssociationSpecs(required(input, 'types')),
		}));
		checkTypes(
			account,
			from,
			to,
			inputs.flatMap((input) => input.types),
		);
		return inputs;
	};

	post('labels/archive', (direction, body, reply, startedAt) => {
		const { from, to } = direction;
		for (const { fromId, toId, types } of readLabelled(direction, body, batchLimits.archive)) {
			account.removeTypes(from.id, fromId, to.id, toId, types);
		}
		return sendDeleted(reply, version, startedAt);
	});

	/** Associates what can be, and says which inputs name records that are not there. */
	const associate = (
		{ from, to }: Direction,
		inputs: Array<{ fromId: string; toId: string; types: AssociationType[] }>,
		write: (input: { fromId: string; toId: string; types: AssociationType[] }) => unknown[],
	) => {
		const results: unknown[] = [];
		const errors: BatchError[] = [];
		for (const input of inputs) {
			const error = missingRecords(account, from, input.fromId, to, input.toId);
			if (error) {
				errors.push(error);
				continue;
			}
			account.associate(from.id, input.fromId, to.id, input.toId, input.types);
			results.push(...write(input));
		}
		return { results, errors };
	};

	post('create', (direction, body, reply, startedAt) => {
		const { from, to } = direction;
		const inputs = readLabelled(direction, body, batchLimits.create);
		const { results, errors } = associate(direction, inputs, (input) => [
			created(context, from, input.fromId, to, input.toId, input.types),
		]);
		return reply
			.code(errors.length > 0 ? version.partial : version.created)
			.send(batchResponse(startedAt, results, errors));
	});

	post('associate/default', (direction, body, reply, startedAt) => {
		const { from, to } = direction;
		const inputs = readInputs(body, { max: batchLimits.create, what: 'associations' }).map(
			(input) => ({
				fromId: readReference(input, 'from'),
				toId: readReference(input, 'to'),
				types: [],
			}),
		);
		const { results, errors } = associate(direction, inputs, ({ fromId, toId }) =>
			defaultAssociations(context, from, fromId, to, toId),
		);
		return reply.code(200).send(batchResponse(startedAt, results, errors));
	});

	post('read', ({ from, to }, body, reply, startedAt) => {
		const results: unknown[] = [];
		const errors: BatchError[] = [];
		for (const input of readInputs(body, { max: batchLimits.read, what: 'associations' })) {
			const fromId = readRecordId(required(input, 'id'));
			const after = optionalText(input, 'after');
			if (account.associatedIds(from.id, fromId, to.id).length === 0) {
				errors.push(noAssociations(from, fromId, to));
				continue;
			}
			const page = readPage(account, from, fromId, to, { after, size: context.readPageSize });
			const { results: associated, paging } = writePage(context, page);
			results.push({ from: { id: fromId }, to: associated, ...(paging && { paging }) });
		}
		return reply
			.code(errors.length > 0 ? version.partial : 200)
			.send(batchResponse(startedAt, results, errors));
	});
}

/** What associating two records by default answers: the unlabelled type of either direction. */
export function defaultAssociations(
	{ account }: Context,
	from: ObjectType,
	fromId: string,
	to: ObjectType,
	toId: string,
): unknown[] {
	const spec = (a: ObjectType, b: ObjectType) => {
		const { category, typeId } = account.unlabelledType(a.id, b.id);
		return { associationCategory: category, associationTypeId: typeId };
	};
	return [
		{ from: { id: fromId }, to: { id: toId }, associationSpec: spec(from, to) },
		{ from: { id: toId }, to: { id: fromId }, associationSpec: spec(to, from) },
	];
}

/** How batch/read says that a record has no associations: an error that is none. */
function noAssociations(from: ObjectType, fromId: string, to: ObjectType): BatchError {
	return {
		category: 'OBJECT_NOT_FOUND',
		subCategory: 'crm.associations.NO_ASSOCIATIONS_FOUND',
		message: `No ${to.singular} is associated with ${from.singular} ${fromId}.`,
		context: {
			fromObjectId: [fromId],
			fromObjectType: [from.singular],
			toObjectType: [to.singular],
		},
	};
}
