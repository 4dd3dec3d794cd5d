import type { ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';

import {
	type ApiVersion,
	type Endpoint,
	labelsEndpoint,
	limitsEndpoint,
} from '../transport/endpoints';
import { hubspotRequest } from '../transport/hubspotApi';
import { isPathSegment } from '../transport/pathSegment';
import type { WireLabel, WireLimit } from '../transport/wire';
import { apiVersionOf } from './apiVersionOf';
import { resultsOf } from './resultsOf';

const CATEGORY_NAMES: Record<WireLabel['category'], string> = {
	HUBSPOT_DEFINED: 'HubSpot',
	USER_DEFINED: 'custom',
	INTEGRATOR_DEFINED: 'integration',
	WORK: 'work',
};

/** Asks HubSpot about the two object types that the node being edited is set to. */
async function readDefinitions<Definition extends WireLabel>(
	context: ILoadOptionsFunctions,
	endpoint: (version: ApiVersion, from: string, to: string) => Endpoint,
): Promise<Definition[]> {
	const [from, to] = ['fromObjectType', 'toObjectType'].map((name) => {
		const value = context.getCurrentNodeParameter(name, { extractValue: true });
		return typeof value === 'string' ? value.trim() : '';
	});
	// A new node has no object types yet: that is no error, there is just nothing to choose.
	if (!isPathSegment(from) || !isPathSegment(to)) return [];
	const { body } = await hubspotRequest.call(context, endpoint(apiVersionOf(context), from, to));
	return resultsOf<Definition>(context, body);
}

/** The value under which a type is stored in the workflow. */
const storedValue = ({ category, typeId }: WireLabel) => `${category}:${typeId}`;

/**
 * Lists the association types between the two object types.
 *
 * @returns none while an object type is missing
 * @throws HubspotError when HubSpot refuses, NodeOperationError when it answers with something else than a list
 */
async function getLabels(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	const labels = await readDefinitions<WireLabel>(this, labelsEndpoint);
	return labels.map((label) => ({
		name: `${label.label ?? 'Unlabeled, removes the whole association'} (${CATEGORY_NAMES[label.category]})`,
		value: storedValue(label),
	}));
}

/**
 * Lists the labels that were made in the account: those that can be deleted.
 *
 * @throws as {@link getLabels}
 */
async function getCustomLabels(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	const labels = await readDefinitions<WireLabel>(this, labelsEndpoint);
	return labels
		.filter(({ category, label }) => category === 'USER_DEFINED' && typeof label === 'string')
		.map((label) => ({ name: String(label.label), value: storedValue(label) }));
}

/**
 * Lists the limits configured between the two object types, with their current number.
 *
 * @throws as {@link getLabels}
 */
async function getLimits(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	const limits = await readDefinitions<WireLimit>(this, limitsEndpoint);
	return limits.map((limit) => ({
		name: `${limit.label ?? 'Unlabeled'} (${CATEGORY_NAMES[limit.category]}): at most ${limit.userEnforcedMaxToObjectIds ?? 'unknown'}`,
		value: storedValue(limit),
	}));
}

/** What the editor calls for lists of options. */
export const loadOptions = { getLabels, getCustomLabels, getLimits };
