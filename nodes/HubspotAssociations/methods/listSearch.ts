import type {
	ILoadOptionsFunctions,
	INodeListSearchItems,
	INodeListSearchResult,
} from 'n8n-workflow';

import { STANDARD_OBJECT_TYPES } from '../batch/standardObjectTypes';
import { EVERY_OBJECT_TYPE } from '../batch/target';
import { schemasEndpoint } from '../transport/endpoints';
import { HubspotError } from '../transport/errors/hubspotError';
import type { WireSchema } from '../transport/wire';
import { apiVersionOf } from './apiVersionOf';
import { loadOptionsRequest } from './loadOptionsRequest';
import { entryOf, nothingToChoose, readLabels } from './definitions';
import { note } from './note';
import { resultsOf } from './resultsOf';
import { searchRecords } from './searchRecords';

/** HubSpot's own object types, by the names its association endpoints take. */
const STANDARD_ENTRIES: INodeListSearchItems[] = STANDARD_OBJECT_TYPES.map(
	({ displayName, plural }) => ({ name: displayName, value: plural }),
).sort((a, b) => a.name.localeCompare(b.name));

/** Takes the place of the account's own object types where the credential may not read them. */
const NOT_LISTED = note('Custom objects need the scope crm.schemas.custom.read');

/** The account's own object types, by the names it gave them. */
async function customObjectTypes(context: ILoadOptionsFunctions): Promise<INodeListSearchItems[]> {
	const endpoint = schemasEndpoint(apiVersionOf(context));
	const body = await loadOptionsRequest(context, endpoint).catch((error: unknown) => {
		// Without the scope for schemas the standard types are still of use.
		if (error instanceof HubspotError && error.httpCode === 403) return undefined;
		throw error;
	});
	if (body === undefined) return [NOT_LISTED];
	return resultsOf<WireSchema>(context, body).map(({ objectTypeId, name, labels }) => ({
		name: labels?.plural || labels?.singular || name,
		value: objectTypeId,
		description: name,
	}));
}

/** Keeps what the user searches for: by name, value, or what HubSpot calls it inside. */
function matching(all: INodeListSearchItems[], filter: string): INodeListSearchItems[] {
	const wanted = filter.trim().toLowerCase();
	return all.filter(({ name, value, description }) =>
		[name, value, description].some((text) =>
			String(text ?? '')
				.toLowerCase()
				.includes(wanted),
		),
	);
}

/**
 * Lists object types for the two object type fields: HubSpot's own, then the account's.
 *
 * @param filter what the user typed into the list's search box
 * @throws HubspotError when the account cannot be asked
 */
async function searchObjectTypes(
	this: ILoadOptionsFunctions,
	filter = '',
): Promise<INodeListSearchResult> {
	const custom = await customObjectTypes(this);
	return { results: matching([...STANDARD_ENTRIES, ...custom], filter) };
}

/** Stands for whatever a record is associated with. */
const EVERY_ENTRY: INodeListSearchItems = { name: 'Every Object Type', value: EVERY_OBJECT_TYPE };

/** The same with every object type as the first entry, for operations that find the records themselves. */
async function searchToObjectTypes(
	this: ILoadOptionsFunctions,
	filter = '',
): Promise<INodeListSearchResult> {
	const { results } = await searchObjectTypes.call(this, filter);
	return { results: [...matching([EVERY_ENTRY], filter), ...results] };
}

/**
 * Lists the labels that were made in the account: those that can be deleted.
 *
 * @param filter what the user typed into the list's search box
 * @throws HubspotError when HubSpot refuses, NodeOperationError when it answers with something else than a list
 */
async function searchCustomLabels(
	this: ILoadOptionsFunctions,
	filter = '',
): Promise<INodeListSearchResult> {
	const { between, definitions } = await readLabels(this);
	const labels = definitions
		.filter(
			({ category, label }) =>
				category === 'USER_DEFINED' && typeof label === 'string' && label.trim() !== '',
		)
		.map((type) => entryOf(type, String(type.label), between));
	if (labels.length === 0) {
		return { results: nothingToChoose('labels made in this account', between) };
	}
	return { results: matching(labels, filter) };
}

/** What the editor calls for searchable lists. */
export const listSearch = {
	searchObjectTypes,
	searchToObjectTypes,
	searchRecords,
	searchCustomLabels,
};
