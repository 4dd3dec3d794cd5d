import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { BatchError } from '../http/batchResponse';
import { readInputs, readTypeOfLimit, requiredInteger } from '../http/bodies';
import { direction, type Context } from '../context';
import { typeKey } from '../account/definitions';
import { validationError } from '../http/errors';
import { readJson } from '../http/exchange';
import type { ObjectType } from '../account/objectTypes';
import { ASSOCIATION_SCOPES } from '../http/scopes';
import type { AssociationType, AssociationTypeWithLabel } from '../types';
import type { ApiVersion } from '../versions';
import { respond, sendDeleted } from './answers';
import { checkTypes } from './checks';

interface LimitInput extends AssociationType {
	maxToObjectIds: number;
}

/** A type with its limit; `null` is none. */
type TypeWithLimit = AssociationTypeWithLabel & { maxToObjectIds: number | null };

function writeLimit({ maxToObjectIds, ...type }: TypeWithLimit) {
	return { ...type, userEnforcedMaxToObjectIds: maxToObjectIds };
}

/** The limits of one direction as they are listed: those that are set, and as the behaviour says the types without one. */
function listLimits(
	{ account }: Context,
	{ exchange }: FastifyRequest,
	[from, to]: readonly [string, string],
): unknown[] {
	const set = account.limits(from, to);
	if (!exchange.behaviour.nullLimits) return set.map(writeLimit);
	const max = new Map(set.map((limit) => [typeKey(limit), limit.maxToObjectIds]));
	return account
		.labels(from, to)
		.map((type) => writeLimit({ ...type, maxToObjectIds: max.get(typeKey(type)) ?? null }));
}

/**
 * How many associations of a type a record may have.
 * https://developers.hubspot.com/docs/api-reference/latest/crm/associations/associations-schema/guide
 */
export function registerLimits(app: FastifyInstance, context: Context, version: ApiVersion): void {
	const { account, batchLimits } = context;
	const options = { config: { scopes: ASSOCIATION_SCOPES, policy: 'associations' as const } };

	/** The inputs of create and update; 400 when a type does not exist or a limit makes no sense. */
	const readLimits = (request: FastifyRequest, from: ObjectType, to: ObjectType): LimitInput[] => {
		const inputs = readInputs(readJson(request), {
			max: batchLimits.create,
			what: 'association definition configurations',
			words: request.exchange.behaviour.sizeErrorWords,
		}).map((input) => ({
			...readTypeOfLimit(input),
			maxToObjectIds: requiredInteger(input, 'maxToObjectIds'),
		}));
		checkTypes(context, request, { from, to }, [{ types: inputs }]);
		const wrong = inputs.find((input) => input.maxToObjectIds < 1);
		if (wrong)
			throw validationError(`maxToObjectIds must be at least 1, but was ${wrong.maxToObjectIds}`);
		return inputs;
	};

	for (const prefix of version.definitions) {
		const limits = `${prefix}/definitions/configurations`;

		app.get(`${limits}/all`, options, async (request) => ({
			results: account.limitedDirections().flatMap((ends) => listLimits(context, request, ends)),
		}));

		app.get(`${limits}/:from/:to`, options, async (request) => {
			const { from, to } = direction(context, request);
			return { results: listLimits(context, request, [from.id, to.id]) };
		});

		app.post(`${limits}/:from/:to/batch/create`, options, async (request, reply) => {
			const { from, to } = direction(context, request);
			const inputs = readLimits(request, from, to);
			for (const input of inputs) account.setLimit(from.id, to.id, input, input.maxToObjectIds);
			const results = inputs.map(({ category, typeId, maxToObjectIds }) => ({
				category,
				typeId,
				label: account.findType(from.id, to.id, { category, typeId })?.label ?? null,
				userEnforcedMaxToObjectIds: maxToObjectIds,
			}));
			return reply.code(version.limitCreated).send(respond(request, results));
		});

		app.post(`${limits}/:from/:to/batch/update`, options, async (request, reply) => {
			const { from, to } = direction(context, request);
			const set = new Set(account.limits(from.id, to.id).map(typeKey));
			const results: unknown[] = [];
			const errors: BatchError[] = [];
			for (const { category, typeId, maxToObjectIds } of readLimits(request, from, to)) {
				if (!set.has(typeKey({ category, typeId }))) {
					errors.push(noLimit({ category, typeId }));
					continue;
				}
				account.setLimit(from.id, to.id, { category, typeId }, maxToObjectIds);
				results.push({ category, typeId, userEnforcedMaxToObjectIds: maxToObjectIds });
			}
			return reply
				.code(errors.length > 0 ? version.limitPartial : 200)
				.send(respond(request, results, errors));
		});

		app.post(
			`${limits}/:from/:to/batch/purge`,
			options,
			async (request, reply): Promise<FastifyReply> => {
				const { from, to } = direction(context, request);
				const types = readInputs(readJson(request), {
					max: batchLimits.purge,
					what: 'association definition configurations',
					words: request.exchange.behaviour.sizeErrorWords,
				}).map(readTypeOfLimit);
				checkTypes(context, request, { from, to }, [{ types }]);
				for (const type of types) account.removeLimit(from.id, to.id, type);
				return sendDeleted(request, reply, version);
			},
		);
	}
}

function noLimit({ category, typeId }: AssociationType): BatchError {
	return {
		category: 'OBJECT_NOT_FOUND',
		message: `No limit is set for association type ${category}=${typeId}`,
		context: { associationSpec: [`${category}=${typeId}`] },
	};
}
