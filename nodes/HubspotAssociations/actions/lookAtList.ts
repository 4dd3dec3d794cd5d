import type { Found, Look } from '../batch/look';
import type { Target } from '../batch/target';
import type { ApiVersion, Endpoint } from '../transport/endpoints';
import { at } from '../transport/unknownData';
import { foundTypes } from './foundTypes';
import type { Hubspot } from './operation';

/**
 * Reads what is defined between two object types: labels, or limits.
 *
 * @param endpoint of HubSpot's list of them
 */
export const lookAtList =
	(endpoint: (version: ApiVersion, from: string, to: string) => Endpoint) =>
	({ apiVersion, request }: Hubspot): Look =>
	async ({ fromObjectType, toObjectType, targets }) => {
		try {
			const { body } = await request(endpoint(apiVersion, fromObjectType, toObjectType));
			const list = foundTypes(at(body, 'results'));
			// HubSpot gives this list without pages; if that ever changes, one page is not all.
			if (list === undefined || at(body, 'paging', 'next') !== undefined) {
				return nothing(targets, 'HubSpot answered with something that is not a list');
			}
			return { types: new Map(targets.map((target) => [target, list])), unread: new Map() };
		} catch (error) {
			return nothing(targets, (error as Error).message);
		}
	};

const nothing = (targets: readonly Target[], why: string): Found => ({
	types: new Map(),
	unread: new Map(targets.map((target) => [target, why])),
});
