import type { Found, Look } from '../../batch/look';
import type { Target } from '../../batch/target';
import { limitsEndpoint } from '../../transport/endpoints';
import { at } from '../../transport/unknownData';
import { foundTypes } from '../foundTypes';
import type { Hubspot } from '../operation';

/** Reads which limits are set between two object types. */
export function lookAtLimits({ apiVersion, request }: Hubspot): Look {
	return async ({ fromObjectType, toObjectType, targets }) => {
		try {
			const endpoint = limitsEndpoint(apiVersion, fromObjectType, toObjectType);
			const { body } = await request(endpoint);
			const set = foundTypes(at(body, 'results'));
			// HubSpot gives this list without pages; if that ever changes, one page is not all.
			if (set === undefined || at(body, 'paging', 'next') !== undefined) {
				return nothing(targets, 'HubSpot answered with something that is not a list');
			}
			return { types: new Map(targets.map((target) => [target, set])), unread: new Map() };
		} catch (error) {
			return nothing(targets, (error as Error).message);
		}
	};
}

const nothing = (targets: readonly Target[], why: string): Found => ({
	types: new Map(),
	unread: new Map(targets.map((target) => [target, why])),
});
