import type { ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';

import { isUnlabelled } from '../batch/goal';
import { limitsEndpoint } from '../transport/endpoints';
import type { WireLimit } from '../transport/wire';
import { entryOf, nothingToChoose, readDefinitions, readLabels } from './definitions';

/** What the list calls the type without a label. */
const UNLABELED = 'Unlabeled: removes the whole association';

/**
 * Lists the association types between the two object types.
 *
 * @throws HubspotError when HubSpot refuses, NodeOperationError when it answers with something else than a list
 */
async function getLabels(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	const { between, definitions } = await readLabels(this);
	if (definitions.length === 0) return nothingToChoose('labels', between);
	return definitions.map((type) =>
		entryOf(type, isUnlabelled(type) ? UNLABELED : String(type.label), between),
	);
}

/**
 * Lists the limits configured between the two object types, with their current number.
 *
 * @throws as {@link getLabels}
 */
async function getLimits(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	const { between, definitions } = await readDefinitions<WireLimit>(this, limitsEndpoint);
	if (definitions.length === 0) return nothingToChoose('limits', between);
	return definitions.map((limit) => {
		const { label, userEnforcedMaxToObjectIds: most } = limit;
		const entry = entryOf(limit, isUnlabelled(limit) ? 'Unlabeled' : String(label), between);
		return { ...entry, name: `${entry.name}: at most ${most ?? 'unknown'}` };
	});
}

/** What the editor calls for lists of options. */
export const loadOptions = { getLabels, getLimits };
