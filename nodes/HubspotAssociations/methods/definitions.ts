import type { ILoadOptionsFunctions, INodeListSearchItems } from 'n8n-workflow';

import { namingUnknownTypes } from '../account/objectTypes/unknownObjectType';
import { nameWithCategory } from '../batch/categoryNames';
import { type ApiVersion, type Endpoint, labelsEndpoint } from '../transport/endpoints';
import type { WireLabel } from '../transport/wire';
import { apiVersionOf } from './apiVersionOf';
import { chosenObjectType } from './chosenObjectType';
import { loadOptionsAnswer } from './loadOptionsRequest';
import { note } from './note';
import { resultsOf } from './resultsOf';

/** Two object types, as the node being edited has them. */
export interface Between {
	from: string;
	to: string;
}

/** The two object types, as one reads them: "contacts → companies". */
const directionOf = (between?: Between): string =>
	between === undefined ? '' : `${between.from} → ${between.to}`;

/** What is defined between the two object types that the node being edited is set to. */
export interface Definitions<Definition> {
	/** The two object types. Absent while one is still to be chosen. */
	between?: Between;
	definitions: Definition[];
}

/**
 * Asks HubSpot what is defined between the two object types of the node being edited.
 *
 * @param endpoint of HubSpot's list of it
 * @throws HubspotError when HubSpot refuses, NodeOperationError when it answers with something else than a list
 */
export async function readDefinitions<Definition extends WireLabel>(
	context: ILoadOptionsFunctions,
	endpoint: (version: ApiVersion, from: string, to: string) => Endpoint,
): Promise<Definitions<Definition>> {
	const from = chosenObjectType(context, 'fromObjectType');
	const to = chosenObjectType(context, 'toObjectType');
	if (from === undefined || to === undefined) return { definitions: [] };
	const apiVersion = apiVersionOf(context);
	const types = { fromObjectType: from, toObjectType: to };
	const hubspot = namingUnknownTypes(
		{ apiVersion, request: async (list) => await loadOptionsAnswer(context, list) },
		{ from: 'From Object Type', to: 'To Object Type' },
		{ spellings: [{ given: types, sent: types }], customTypes: [] },
	);
	const { body } = await hubspot.request(endpoint(apiVersion, from, to));
	return { between: { from, to }, definitions: resultsOf<Definition>(context, body) };
}

/** Asks HubSpot for the labels, as {@link readDefinitions}. */
export const readLabels = async (context: ILoadOptionsFunctions) =>
	await readDefinitions<WireLabel>(context, labelsEndpoint);

/**
 * One entry of a list.
 *
 * @param name what it is called
 * @param between as in {@link Definitions}
 */
export const entryOf = (
	{ category, typeId }: WireLabel,
	name: string,
	between?: Between,
): INodeListSearchItems => ({
	name: nameWithCategory(name, category),
	value: `${category}:${typeId}`,
	description: `${directionOf(between)}, ${category}:${typeId}`,
});

/**
 * Says why there is nothing to choose, in the list itself.
 *
 * @param what is missing between the object types
 */
export const nothingToChoose = (what: string, between?: Between): INodeListSearchItems[] => [
	note(
		between === undefined
			? 'Choose both object types first. The list cannot load if they are expressions.'
			: `There are no ${what} for ${directionOf(between)}`,
	),
];
