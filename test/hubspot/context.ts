import type { FastifyRequest } from 'fastify';
import type { Account } from './account/account';
import type { ObjectType } from './account/objectTypes';
import type { Later } from './behaviour/later';
import type { ReadLag } from './behaviour/readLag';
import type { Direction } from './account/pairs';
import type { Auth } from './http/auth';
import { HubspotError } from './http/errors';
import { requireScope } from './http/permissions';
import { scopesOf } from './http/scopes';
import type { BatchLimits } from './types';

/** What the routes work on. */
export interface Context {
	account: Account;
	auth: Auth;
	batchLimits: Required<BatchLimits>;
	readLag: ReadLag;
	later: Later;
}

/** 400 for an object type that is not known. */
function unknownObjectType(name: string, words: 'infer' | 'id'): HubspotError {
	const message =
		words === 'id' && /^\d+-\d+$/.test(name)
			? `Invalid object or event type id: ${name}`
			: `Unable to infer object type from: ${name}`;
	return new HubspotError(400, 'VALIDATION_ERROR', message, {}, true);
}

/**
 * The object types a path names, or a refusal: 403 for a known one whose scope is missing (where each
 * type's own is asked for) comes before 400 for an unknown one.
 */
function objectTypes({ account }: Context, request: FastifyRequest, names: string[]): ObjectType[] {
	const { behaviour, caller } = request.exchange;
	const types = names.map((name) => account.objectTypes.find(name, behaviour.refusesShortNames));
	if (behaviour.scopesByObjectType && caller) {
		for (const type of types) {
			if (type) requireScope(caller, scopesOf(type), behaviour.missingScopes);
		}
	}
	return types.map((type, index) => {
		if (!type) throw unknownObjectType(names[index] ?? '', behaviour.unknownObjectType);
		return type;
	});
}

/** The object type a path names. */
export function objectType(context: Context, request: FastifyRequest, name: string): ObjectType {
	const [type] = objectTypes(context, request, [name]);
	return type as ObjectType;
}

/** The two object types a path names as `:from` and `:to`. */
export function direction(context: Context, request: FastifyRequest): Direction {
	const names = request.params as { from: string; to: string };
	const [from, to] = objectTypes(context, request, [names.from, names.to]);
	return { from, to } as Direction;
}
