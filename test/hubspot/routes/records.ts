import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Direction, Pair } from '../account/pairs';
import { writePairs } from '../behaviour/writes';
import { direction, type Context } from '../context';
import { readAssociationSpecs, readRecordId } from '../http/bodies';
import { notFound, validationError } from '../http/errors';
import { readJson } from '../http/exchange';
import { readPage } from '../http/paging';
import { RECORD_SCOPES } from '../http/scopes';
import type { ApiVersion } from '../versions';
import { created, missingRecords, respond, writePage } from './answers';
import { defaultAssociations } from './batches';
import { checkTypes } from './checks';
import { viewOf } from './reading';

/** How many associations GET gives at most, and unless told. */
const MAX_PAGE = 500;

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
	const reads = { config: { scopes: RECORD_SCOPES, policy: 'associations' as const } };
	const writes = { config: { ...reads.config, editsAssociations: version.checksPermissions } };
	const record = `${version.objects}/:from/:fromId/associations`;

	const readPair = (request: FastifyRequest): { ends: Direction; pair: Pair } => {
		const { fromId, toId } = request.params as Pair;
		const ends = direction(context, request);
		return { ends, pair: { fromId: readRecordId(fromId), toId: readRecordId(toId) } };
	};

	/** One association alone is refused altogether when a record is missing; a batch would answer in part. */
	const requireRecords = (request: FastifyRequest, ends: Direction, pair: Pair) => {
		const missing = missingRecords(context, request, ends, pair);
		if (missing) throw validationError(missing.message, { context: missing.context });
	};

	if (version.listsWithGet) {
		app.get(`${record}/:to`, reads, async (request) => {
			const query = request.query as { after?: string; limit?: string };
			const ends = direction(context, request);
			const fromId = readRecordId((request.params as Pair).fromId);
			const size = readLimit(query.limit);
			if (!account.hasRecord(ends.from.id, fromId)) throw notFound('resource not found');
			const { behaviour } = request.exchange;
			const view = viewOf(context, request, ends, fromId);
			return writePage(request, readPage(view, ends.to, { after: query.after, size, behaviour }));
		});
	}

	app.put(`${record}/:to/:toId`, writes, async (request, reply) => {
		const { ends, pair } = readPair(request);
		const labelled = { ...pair, types: readAssociationSpecs(readJson(request)) };
		checkTypes(context, request, ends, [labelled]);
		requireRecords(request, ends, pair);
		const { create } = request.exchange.behaviour;
		writePairs(context, request, 'create', ends, [labelled], ({ fromId, toId, types }) =>
			account.associate(ends.from.id, fromId, ends.to.id, toId, types, create),
		);
		return reply.code(201).send(created(context, request, ends, labelled)[0]);
	});

	app.put(`${record}/default/:to/:toId`, writes, async (request) => {
		const { ends, pair } = readPair(request);
		requireRecords(request, ends, pair);
		writePairs(context, request, 'create', ends, [pair], ({ fromId, toId }) =>
			account.associate(ends.from.id, fromId, ends.to.id, toId),
		);
		return respond(request, defaultAssociations(context, ends, pair));
	});

	app.delete(`${record}/:to/:toId`, writes, async (request, reply) => {
		const { ends, pair } = readPair(request);
		writePairs(context, request, 'delete', ends, [pair], ({ fromId, toId }) =>
			account.dissociate(ends.from.id, fromId, ends.to.id, toId),
		);
		return reply.code(204).send();
	});
}
