import type { FastifyInstance, FastifyRequest } from 'fastify';
import { batchResponse } from '../http/batchResponse';
import { readAssociationSpecs, readRecordId } from '../http/bodies';
import { objectType, type Context } from '../context';
import { notFound, validationError } from '../http/errors';
import { readJson } from '../http/exchange';
import type { ObjectType } from '../account/objectTypes';
import { readPage } from '../http/paging';
import { RECORD_SCOPES } from '../http/scopes';
import type { ApiVersion } from '../versions';
import { checkTypes, created, missingRecords, writePage } from './answers';
import { defaultAssociations } from './batches';

/** How many associations GET gives at most, and unless told. */
const MAX_PAGE = 500;

type PairRequest = FastifyRequest<{
	Params: { from: string; fromId: string; to: string; toId: string };
}>;

interface Pair {
	from: ObjectType;
	fromId: string;
	to: ObjectType;
	toId: string;
}

function readLimit(text: string | undefined): number {
	if (text === undefined) return MAX_PAGE;
	const limit = /^\d+$/.test(text) ? Number(text) : 0;
	if (limit < 1 || limit > MAX_PAGE) {
		throw validationError(`Invalid limit ${text}: it must be between 1 and ${MAX_PAGE}`);
	}
	return limit;
}

/**
 * The associations of one record.
 * https://developers.hubspot.com/docs/api-reference/latest/crm/associations/associate-records/guide
 */
export function registerRecords(app: FastifyInstance, context: Context, version: ApiVersion): void {
	const { account } = context;
	const options = { config: { scopes: RECORD_SCOPES } };
	const record = `${version.objects}/:from/:fromId/associations`;

	const readPair = ({ params }: PairRequest): Pair => ({
		from: objectType(context, params.from),
		fromId: readRecordId(params.fromId),
		to: objectType(context, params.to),
		toId: readRecordId(params.toId),
	});

	/** One association alone is refused altogether when a record is missing; a batch would answer in part. */
	const checkRecords = ({ from, fromId, to, toId }: Pair) => {
		const missing = missingRecords(account, from, fromId, to, toId);
		if (missing) throw validationError(missing.message, { context: missing.context });
	};

	if (version.listsWithGet) {
		app.get(
			`${record}/:to`,
			options,
			async (
				request: FastifyRequest<{
					Params: { from: string; fromId: string; to: string };
					Querystring: { after?: string; limit?: string };
				}>,
			) => {
				const from = objectType(context, request.params.from);
				const fromId = readRecordId(request.params.fromId);
				const to = objectType(context, request.params.to);
				const size = readLimit(request.query.limit);
				if (!account.hasRecord(from.id, fromId)) throw notFound('resource not found');
				return writePage(
					context,
					readPage(account, from, fromId, to, { after: request.query.after, size }),
				);
			},
		);
	}

	app.put(`${record}/:to/:toId`, options, async (request: PairRequest, reply) => {
		const pair = readPair(request);
		const types = readAssociationSpecs(readJson(request));
		const { from, fromId, to, toId } = pair;
		checkTypes(account, from, to, types);
		checkRecords(pair);
		account.associate(from.id, fromId, to.id, toId, types);
		return reply.code(201).send(created(context, from, fromId, to, toId, types));
	});

	app.put(`${record}/default/:to/:toId`, options, async (request: PairRequest) => {
		const pair = readPair(request);
		checkRecords(pair);
		const { from, fromId, to, toId } = pair;
		account.associate(from.id, fromId, to.id, toId);
		return batchResponse(
			request.exchange.recorded.at,
			defaultAssociations(context, from, fromId, to, toId),
		);
	});

	app.delete(`${record}/:to/:toId`, options, async (request: PairRequest, reply) => {
		const { from, fromId, to, toId } = readPair(request);
		account.dissociate(from.id, fromId, to.id, toId);
		return reply.code(204).send();
	});
}
