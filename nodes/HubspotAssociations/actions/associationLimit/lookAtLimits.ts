import { isFields } from '../../batch/fields';
import type { Look } from '../../batch/look';
import type { FoundType } from '../../batch/target';
import { limitsEndpoint } from '../../transport/endpoints';
import type { WireLimit } from '../../transport/wire';
import type { Hubspot } from '../operation';

/** Reads which limits are set between two object types. */
export function lookAtLimits({ apiVersion, request }: Hubspot): Look {
	return async ({ fromObjectType, toObjectType, targets }) => {
		try {
			const endpoint = limitsEndpoint(apiVersion, fromObjectType, toObjectType);
			const { body } = await request(endpoint);
			if (!isFields(body) || !Array.isArray(body.results)) {
				return { types: new Map(), error: 'HubSpot answered with something that is not a list' };
			}
			const set = (body.results as WireLimit[]).map(({ category, typeId, label }): FoundType => ({
				category,
				typeId,
				label,
			}));
			return { types: new Map(targets.map((target) => [target, set])) };
		} catch (error) {
			return { types: new Map(), error: (error as Error).message };
		}
	};
}
