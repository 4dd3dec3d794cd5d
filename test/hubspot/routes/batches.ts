import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { directionKey } from '../account/definitions';
import type { Direction, Pair } from '../account/pairs';
import { writePairs } from '../behaviour/writes';
import { direction, type Context } from '../context';
import type { BatchError } from '../http/batchResponse';
import {
	asArray,
	asObject,
	readAssociationSpecs,
	readInputs,
	readRecordId,
	readReference,
	refuseDuplicates,
	required,
	tooMany,
} from '../http/bodies';
import { readJson } from '../http/exchange';
import { ASSOCIATION_SCOPES } from '../http/scopes';
import type { AssociationType } from '../types';
import type { ApiVersion } from '../versions';
import { created, missingRecords, respond, sendDeleted } from './answers';
import { checkRecords, checkTypes } from './checks';
import { readAssociations } from './reading';

type LabelledPair = Pair & { types: AssociationType[] };

/**
 * Batches of associations.
 * https://developers.hubspot.com/docs/api-reference/latest/crm/associations/associate-records/guide
 */
export function registerBatches(app: FastifyInstance, context: Context, version: ApiVersion): void {
	const { account, batchLimits } = context;

	/** Registers a batch endpoint; `work` gets the object types and the parsed body. */
	const post = (
		path: string,
		work: (ends: Direction, body: unknown, request: FastifyRequest, reply: FastifyReply) => unknown,
	) => {
		const editsAssociations = path !== 'read' && version.checksPermissions;
		app.post(
			`${version.batches}/:from/:to/batch/${path}`,
			{ config: { scopes: ASSOCIATION_SCOPES, policy: 'associations', editsAssociations } },
			async (request, reply) =>
				work(direction(context, request), readJson(request), request, reply),
		);
	};

	/** The inputs of a batch, which may be too many. */
	const inputsOf = (
		request: FastifyRequest,
		body: unknown,
		max: number,
		size?: (input: Record<string, unknown>) => number,
	) => {
		const { sizeErrorWords } = request.exchange.behaviour;
		return readInputs(body, { max, what: 'associations', words: sizeErrorWords }, size);
	};

	post('archive', (ends, body, request, reply) => {
		const { sizeErrorWords, refusesDuplicates, ignoredDirections } = request.exchange.behaviour;
		// Everything is read before anything is done: a body that is wrong anywhere changes nothing.
		const targets = (input: Record<string, unknown>) =>
			asArray(required(input, 'to'), 'java.util.ArrayList');
		const inputs = inputsOf(
			request,
			body,
			batchLimits.archive,
			(input) => targets(input).length,
		).map((input) => ({ fromId: readReference(input, 'from'), to: targets(input) }));
		const froms = inputs.map(({ fromId }) => fromId);
		if (refusesDuplicates) refuseDuplicates(froms);
		if (new Set(froms).size > batchLimits.archiveFroms) {
			throw tooMany({ max: batchLimits.archiveFroms, what: 'associations', words: sizeErrorWords });
		}
		const pairs = inputs.flatMap(({ fromId, to }) =>
			to.map((target) => ({
				fromId,
				toId: readRecordId(required(asObject(target, 'PublicObjectId'), 'id')),
			})),
		);
		checkRecords(context, request, ends, pairs);
		if (!ignoredDirections.includes(directionKey(ends.from.id, ends.to.id))) {
			writePairs(context, request, 'delete', ends, pairs, ({ fromId, toId }) =>
				account.dissociate(ends.from.id, fromId, ends.to.id, toId),
			);
		}
		return sendDeleted(request, reply, version);
	});

	/** The inputs that labels/archive and create share; a refusal when a type does not exist. */
	const readLabelled = (
		ends: Direction,
		body: unknown,
		request: FastifyRequest,
		max: number,
	): LabelledPair[] => {
		const inputs = inputsOf(request, body, max).map((input) => ({
			fromId: readReference(input, 'from'),
			toId: readReference(input, 'to'),
			types: readAssociationSpecs(required(input, 'types')),
		}));
		checkTypes(context, request, ends, inputs);
		checkRecords(context, request, ends, inputs);
		return inputs;
	};

	post('labels/archive', (ends, body, request, reply) => {
		const pairs = readLabelled(ends, body, request, batchLimits.labelsArchive);
		writePairs(context, request, 'delete', ends, pairs, ({ fromId, toId, types }) =>
			account.removeTypes(ends.from.id, fromId, ends.to.id, toId, types),
		);
		return sendDeleted(request, reply, version);
	});

	/** Associates what can be, and says which inputs name records that are not there. */
	const associate = (
		ends: Direction,
		request: FastifyRequest,
		inputs: LabelledPair[],
		how: 'adds' | 'replaces',
	): { made: LabelledPair[]; errors: BatchError[] } => {
		const made: LabelledPair[] = [];
		const errors: BatchError[] = [];
		for (const input of inputs) {
			const error = missingRecords(context, request, ends, input);
			if (error) errors.push(error);
			else made.push(input);
		}
		writePairs(context, request, 'create', ends, made, ({ fromId, toId, types }) =>
			account.associate(ends.from.id, fromId, ends.to.id, toId, types, how),
		);
		return { made, errors };
	};

	post('create', (ends, body, request, reply) => {
		const { create, createStatus, createsNothing } = request.exchange.behaviour;
		const inputs = readLabelled(ends, body, request, batchLimits.create);
		if (createsNothing) return reply.code(createStatus).send(respond(request));
		const { made, errors } = associate(ends, request, inputs, create);
		const results = made.flatMap((input) => created(context, request, ends, input));
		return reply
			.code(errors.length > 0 ? version.partial : createStatus)
			.send(respond(request, results, errors));
	});

	post('associate/default', (ends, body, request, reply) => {
		const inputs = inputsOf(request, body, batchLimits.create).map((input) => ({
			fromId: readReference(input, 'from'),
			toId: readReference(input, 'to'),
			types: [],
		}));
		const { made, errors } = associate(ends, request, inputs, 'adds');
		const results = made.flatMap((pair) => defaultAssociations(context, ends, pair));
		return reply.code(200).send(respond(request, results, errors));
	});

	post('read', (ends, body, request, reply) => {
		const inputs = inputsOf(request, body, batchLimits.read);
		const { results, errors, paging } = readAssociations(context, request, ends, inputs);
		return reply
			.code(errors.length > 0 ? version.partial : 200)
			.send({ ...respond(request, results, errors), ...(paging && { paging }) });
	});
}

/** What associating two records by default answers: the unlabeled type of either direction. */
export function defaultAssociations(
	{ account }: Context,
	{ from, to }: Direction,
	{ fromId, toId }: Pair,
): unknown[] {
	const spec = (a: string, b: string) => {
		const { category, typeId } = account.unlabeledType(a, b);
		return { associationCategory: category, associationTypeId: typeId };
	};
	return [
		{ from: { id: fromId }, to: { id: toId }, associationSpec: spec(from.id, to.id) },
		{ from: { id: toId }, to: { id: fromId }, associationSpec: spec(to.id, from.id) },
	];
}
