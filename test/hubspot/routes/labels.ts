import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Account } from '../account/account';
import { asObject, optionalText, requiredInteger, requiredText } from '../http/bodies';
import { direction, type Context } from '../context';
import type { Definition } from '../account/definitions';
import { notFound, validationError } from '../http/errors';
import { readJson } from '../http/exchange';
import type { ObjectType } from '../account/objectTypes';
import { ASSOCIATION_SCOPES } from '../http/scopes';
import { CATEGORIES } from '../types';
import type { ApiVersion } from '../versions';

type LabelRequest = FastifyRequest<{ Params: { from: string; to: string; typeId: string } }>;

/**
 * The label a bare number means. The account's own labels come before HubSpot's type of the same
 * number, because only they can be changed; HubSpot's and the unlabeled types are refused.
 */
function changeableLabel(
	account: Account,
	from: ObjectType,
	to: ObjectType,
	typeId: number,
): Definition {
	const found = CATEGORIES.flatMap(
		(category) => account.findType(from.id, to.id, { category, typeId }) ?? [],
	);
	if (found.length === 0) throw notFound(`No association label with ID ${typeId} exists`);
	const own = found.find((definition) => !definition.builtIn);
	if (!own)
		throw validationError('HubSpot defined association labels cannot be changed or deleted');
	return own;
}

/**
 * Label definitions.
 * https://developers.hubspot.com/docs/api-reference/latest/crm/associations/associations-schema/guide
 */
export function registerLabels(app: FastifyInstance, context: Context, version: ApiVersion): void {
	const { account } = context;
	const options = { config: { scopes: ASSOCIATION_SCOPES, policy: 'associations' as const } };

	for (const prefix of version.definitions) {
		const labels = `${prefix}/:from/:to/labels`;

		app.get(labels, options, async (request) => {
			const { from, to } = direction(context, request);
			return { results: account.labels(from.id, to.id) };
		});

		app.post(labels, options, async (request) => {
			const { from, to } = direction(context, request);
			const body = asObject(readJson(request), 'PublicAssociationDefinitionCreateRequest');
			const label = requiredText(body, 'label');
			const name = requiredText(body, 'name');
			const inverseLabel = optionalText(body, 'inverseLabel');
			if (account.labels(from.id, to.id).some((each) => each.label === label)) {
				throw validationError(`An association label named ${label} already exists`);
			}
			const added = account.addLabel(from.id, to.id, { label, name, inverseLabel });
			const results = [{ ...added.from, label }];
			// A label of an object type with itself that reads the same both ways is one type.
			if (from.id !== to.id || inverseLabel !== undefined) {
				results.push({ ...added.to, label: inverseLabel ?? label });
			}
			return { results };
		});

		app.put(labels, options, async (request, reply) => {
			const { from, to } = direction(context, request);
			const body = asObject(readJson(request), 'PublicAssociationDefinitionUpdateRequest');
			const typeId = requiredInteger(body, 'associationTypeId');
			const label = requiredText(body, 'label');
			const inverseLabel = optionalText(body, 'inverseLabel');
			account.renameLabel(changeableLabel(account, from, to, typeId), label, inverseLabel);
			return reply.code(204).send();
		});

		app.delete(`${labels}/:typeId`, options, async (request: LabelRequest, reply) => {
			const { from, to } = direction(context, request);
			if (!/^\d{1,10}$/.test(request.params.typeId)) throw notFound('resource not found');
			account.deleteLabel(changeableLabel(account, from, to, Number(request.params.typeId)));
			return reply.code(204).send();
		});
	}
}
