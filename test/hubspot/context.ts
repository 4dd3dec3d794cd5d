import type { Account } from './account/account';
import type { Auth } from './http/auth';
import { validationError } from './http/errors';
import type { ObjectType } from './account/objectTypes';
import type { BatchLimits } from './types';

/** What the routes work on. */
export interface Context {
	account: Account;
	auth: Auth;
	batchLimits: Required<BatchLimits>;
	/** How many associations of one record batch/read gives at a time. */
	readPageSize: number;
	/** How a record ID is written where an answer says `fromObjectId` or `toObjectId`. */
	writeId: (id: string) => string | number;
}

/** The object type a path names, or HubSpot's 400. */
export function objectType(context: Context, name: string): ObjectType {
	const type = context.account.objectTypes.find(name);
	if (!type) throw validationError(`Unable to infer object type from: ${name}`);
	return type;
}
