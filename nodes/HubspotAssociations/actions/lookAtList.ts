import type { Look } from '../batch/look';
import type { Hubspot } from './operation';
import { type ListEndpoint, readTypeList } from './readTypeList';

/** Looks whether labels, or limits, are defined between two object types: each target means one of the list. */
export const lookAtList =
	(endpoint: ListEndpoint) =>
	(hubspot: Hubspot): Look =>
	async (batch) => {
		const list = await readTypeList(hubspot, endpoint, batch);
		return 'why' in list
			? { types: new Map(), unread: new Map(batch.targets.map((target) => [target, list.why])) }
			: { types: new Map(batch.targets.map((target) => [target, list.types])), unread: new Map() };
	};
