import type { Hubspot } from '../operation';
import { accountDetailsEndpoint } from '../transport/endpoints';

/** The ID of the account that the credential belongs to, or why it cannot be told. */
export type AccountId = { id: string } | { reason: string };

/**
 * Asks HubSpot which account the credential belongs to.
 *
 * @returns never rejects
 * @see https://developers.hubspot.com/docs/api-reference/latest/account/account-information/guide
 */
export async function readAccountId({ apiVersion, request }: Hubspot): Promise<AccountId> {
	try {
		const { body } = await request(accountDetailsEndpoint(apiVersion));
		const { portalId } = (body ?? {}) as { portalId?: unknown };
		const isId = typeof portalId === 'number' || typeof portalId === 'string';
		return isId && /^[1-9]\d*$/.test(String(portalId))
			? { id: String(portalId) }
			: { reason: 'HubSpot did not say which account it is.' };
	} catch (error) {
		return { reason: (error as Error).message };
	}
}
