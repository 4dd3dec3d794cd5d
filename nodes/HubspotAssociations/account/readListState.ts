import type { StateReader } from '../batch/stateReader';
import type { Hubspot } from '../operation';
import { type ListEndpoint, readTypeList } from './labels/readTypeList';

/** Looks whether labels, or limits, are defined between two object types: each target means one of the list. */
export const readListState =
	(endpoint: ListEndpoint) =>
	(hubspot: Hubspot): StateReader =>
	async (batch) => {
		const list = await readTypeList(hubspot, endpoint, batch);
		return 'reason' in list
			? {
					types: new Map(),
					unread: new Map(batch.targets.map((target) => [target, list.reason])),
					isBlocked: list.isBlocked,
				}
			: { types: new Map(batch.targets.map((target) => [target, list.types])), unread: new Map() };
	};
