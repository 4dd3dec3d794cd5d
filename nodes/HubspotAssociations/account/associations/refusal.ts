import { toBatchError } from '../../batch/sending/batchError';

/** Client errors that say nothing about what was asked for: the credential, the size, and what passes. */
const NO_REFUSALS: readonly number[] = [401, 408, 413, 423, 429, 477];

/**
 * Whether HubSpot refused a request for what it asks for, as it does where the credential may not read an object type,
 * or the account does not have it.
 *
 * @param thrown what a request rejected with
 */
export function isRefused(thrown: unknown): boolean {
	const { httpCode = 0 } = toBatchError(thrown);
	return httpCode >= 400 && httpCode < 500 && !NO_REFUSALS.includes(httpCode);
}
