import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { batchResponse, type BatchError } from '../http/batchResponse';
import { readInputs, readTypeOfLimit, requiredInteger } from '../http/bodies';
import { objectType, type Context } from '../context';
import { typeKey } from '../account/definitions';
import { validationError } from '../http/errors';
import { readJson } from '../http/exchange';
import type { ObjectType } from '../account/objectTypes';
import { ASSOCIATION_SCOPES } from '../http/scopes';
import type { AssociationType, AssociationTypeWithLabel } from '../types';
import type { ApiVersion } from '../versions';
import { checkTypes, sendDeleted } from './answers';

type LimitsRequest = FastifyRequest<{ Params: { from: string; to: string } }>;

interface LimitInput extends AssociationType {
	maxToObjectIds: number;
}

function writeLimit({
	maxToObjectIds,
	...type
}: AssociationTypeWithLabel & { maxToObjectIds: number }) {
	return { ...type, userEnforcedMaxToObjectIds: maxToObjectIds };
}

/**
 * How many associations of a type a record may have.
 * https://developers.hubspot.com/docs/api-reference/latest/crm/associations/associations-schema/guide
 */
export function registerLimits(app: FastifyInstance, context: Context, version: ApiVersion): void {
	const { account, batchLimits } = context;
	const options = { config: { scopes: ASSOCIATION_SCOPES } };
	const direction = ({ params }: LimitsRequest): [ObjectType, ObjectType] => [
		objectType(context, params.from),
		objectType(context, params.to),
	];

	/** The inputs of create and update; 400 when a type does not exist or a limit makes no sense. */
	const readLimits = (request: LimitsRequest, from: ObjectType, to: ObjectType): LimitInput[] => {
		const inputs = readInputs(readJson(request), {
			max: batchLimits.create,
			what: 'association definition configurations',
		}).map((input) => ({
			...readTypeOfLimit(input),
			maxToObjectIds: requiredInteger(input, 'maxToObjectIds'),
		}));
		checkTypes(account, from, to, inputs);
		const wrong = inputs.find((input) => input.maxToObjectIds < 1);
		if (wrong)
			throw validationError(`maxToObjectIds must be at least 1, but was ${wrong.maxToObjectIds}`);
		return inputs;
	};

	for (const prefix of version.definitions) {
		const limits = `${prefix}/definitions/configurations`;

		app.get(`${limits}/all`, options, async () => ({
			results: account.allLimits().map(writeLimit),
		}));

		app.get(`${limits}/:from/:to`, options, async (request: LimitsRequest) => {
			const [from, to] = direction(request);
			return { results: account.limits(from.id, to.id).map(writeLimit) };
		});

		app.post(`${limits}/:from/:to/batch/create`, options, async (request: LimitsRequest, reply) => {
			const [from, to] = direction(request);
			const inputs = readLimits(request, from, to);
			for (const input of inputs) account.setLimit(from.id, to.id, input, input.maxToObjectIds);
			const results = inputs.map(({ category, typeId, maxToObjectIds }) => ({
				category,
				typeId,
				label: account.findType(from.id, to.id, { category, typeId })?.label ?? null,
				userEnforcedMaxToObjectIds: maxToObjectIds,
			}));
			return reply
				.code(version.limitCreated)
				.send(batchResponse(request.exchange.recorded.at, results));
		});

		app.post(`${limits}/:from/:to/batch/update`, options, async (request: LimitsRequest, reply) => {
			const [from, to] = direction(request);
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
				.send(batchResponse(request.exchange.recorded.at, results, errors));
		});

		app.post(
			`${limits}/:from/:to/batch/purge`,
			options,
			async (request: LimitsRequest, reply): Promise<FastifyReply> => {
				const [from, to] = direction(request);
				const types = readInputs(readJson(request), {
					max: batchLimits.purge,
					what: 'association definition configurations',
				}).map(readTypeOfLimit);
				checkTypes(account, from, to, types);
				for (const type of types) account.removeLimit(from.id, to.id, type);
				return sendDeleted(reply, version, request.exchange.recorded.at);
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
