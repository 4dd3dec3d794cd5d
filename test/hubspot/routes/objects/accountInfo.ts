import type { FastifyInstance } from 'fastify';
import type { Context } from '../../context';
import { HubspotError } from '../../http/errors';
import { RECORD_SCOPES } from '../../http/scopes';
import { API_VERSIONS } from '../../versions';

/**
 * What account a token belongs to.
 * https://developers.hubspot.com/docs/api-reference/latest/account/account-information/get-account-details
 */
export function registerAccountInfo(app: FastifyInstance, { account }: Context): void {
	const options = { config: { scopes: RECORD_SCOPES } };
	for (const { accountDetails } of API_VERSIONS) {
		app.get(accountDetails, options, async (request) => {
			if (request.exchange.behaviour.refusesAccountInfo) {
				throw new HubspotError(403, 'MISSING_SCOPES', 'The app may not read account information');
			}
			return await Promise.resolve({
				portalId: account.portalId,
				accountType: 'DEVELOPER_TEST',
				timeZone: 'US/Eastern',
				companyCurrency: 'USD',
				additionalCurrencies: [],
				utcOffset: '-05:00',
				utcOffsetMilliseconds: -18_000_000,
				uiDomain: 'app.hubspot.com',
				dataHostingLocation: 'na1',
			});
		});
	}
}
