import type {
	ILoadOptionsFunctions,
	INodeListSearchItems,
	INodeListSearchResult,
} from 'n8n-workflow';

import { findStandardObjectType } from '../batch/standardObjectTypes';
import { schemaEndpoint, searchRecordsEndpoint } from '../transport/endpoints';
import { at, text } from '../transport/unknownData';
import type { WireRecord, WireSearch } from '../transport/wire';
import { apiVersionOf } from './apiVersionOf';
import { chosenObjectType } from './chosenObjectType';
import { loadOptionsRequest } from './loadOptionsRequest';
import { note } from './note';
import { resultsOf } from './resultsOf';

/** How many records a page of the list holds. */
const PAGE_SIZE = 50;

/** The properties by which people recognise a record: those of its name, and one that tells namesakes apart. */
interface Recognised {
	name: readonly string[];
	detail?: string;
}

/** By object type ID. */
const BY_TYPE: Readonly<Record<string, Recognised>> = {
	'0-1': { name: ['firstname', 'lastname'], detail: 'email' },
	'0-2': { name: ['name'], detail: 'domain' },
	'0-3': { name: ['dealname'] },
	'0-5': { name: ['subject'] },
	'0-7': { name: ['name'], detail: 'hs_sku' },
	'0-8': { name: ['name'], detail: 'hs_sku' },
	'0-14': { name: ['hs_title'] },
	'0-19': { name: ['hs_survey_name'] },
	'0-27': { name: ['hs_task_subject'] },
	'0-46': { name: ['hs_body_preview'] },
	'0-47': { name: ['hs_meeting_title'] },
	'0-48': { name: ['hs_call_title'] },
	'0-49': { name: ['hs_email_subject'] },
	'0-53': { name: ['hs_number'] },
	'0-74': { name: ['hs_goal_name'] },
	'0-115': { name: ['hs_given_name', 'hs_family_name'], detail: 'hs_email' },
	'0-123': { name: ['hs_order_name'] },
	'0-136': { name: ['hs_lead_name'] },
	'0-142': { name: ['hs_cart_name'] },
	'0-410': { name: ['hs_course_name'] },
	'0-421': { name: ['hs_appointment_name'] },
};

/** What other object types of HubSpot's own call their records by. */
const OTHERS: Recognised = { name: ['hs_name'], detail: 'name' };

/** The properties by which records of a type are recognised; of a custom type, what its schema says. */
async function recognisedBy(
	context: ILoadOptionsFunctions,
	objectType: string,
): Promise<Recognised> {
	const standard = findStandardObjectType(objectType);
	if (standard !== undefined) return BY_TYPE[standard.id] ?? OTHERS;
	const endpoint = schemaEndpoint(apiVersionOf(context), objectType);
	// Without the scope for schemas the records are still of use, by their IDs.
	const schema = await loadOptionsRequest(context, endpoint).catch(() => undefined);
	const primary = text(at(schema, 'primaryDisplayProperty')) ?? 'name';
	const others = at(schema, 'secondaryDisplayProperties');
	return { name: [primary], detail: Array.isArray(others) ? text(others[0]) : undefined };
}

/**
 * Searches the records of From Object Type, as HubSpot's own search box does: by name, e-mail address, title.
 *
 * @param filter what the user typed into the list's search box; the first records without
 * @param page where the page before ended
 * @throws HubspotError when HubSpot refuses, NodeOperationError when it answers with something else than a list
 * @see https://developers.hubspot.com/docs/api-reference/crm-search-v3/guide
 */
export async function searchRecords(
	this: ILoadOptionsFunctions,
	filter = '',
	page?: string,
): Promise<INodeListSearchResult> {
	const objectType = chosenObjectType(this, 'fromObjectType');
	if (objectType === undefined) {
		return {
			results: [
				note('Choose From Object Type first. The list cannot load if it is an expression.'),
			],
		};
	}
	const recognised = await recognisedBy(this, objectType);
	const { name, detail } = recognised;
	const search: WireSearch = {
		...{ query: filter.trim(), limit: PAGE_SIZE, after: page ?? '0' },
		properties: detail === undefined ? [...name] : [...name, detail],
		...{ filterGroups: [], sorts: [] },
	};
	const endpoint = searchRecordsEndpoint(apiVersionOf(this), objectType);
	const body = await loadOptionsRequest(this, endpoint, search);
	const next = at(body, 'paging', 'next', 'after');
	return {
		results: resultsOf<WireRecord>(this, body).map((record) => entryOf(record, recognised)),
		...(typeof next === 'string' && next !== '' ? { paginationToken: next } : {}),
	};
}

/** A record as the list shows it: "Ada Lovelace (ada@example.com)", with a link to its page. */
function entryOf({ id, properties, url }: WireRecord, by: Recognised): INodeListSearchItems {
	const valueOf = (property: string) => text(properties?.[property]);
	const name = by.name.map(valueOf).filter((part) => part !== undefined);
	const detail = by.detail === undefined ? undefined : valueOf(by.detail);
	const title = name.length > 0 ? name.join(' ') : detail;
	const isBoth = name.length > 0 && detail !== undefined;
	return {
		name: title === undefined ? `Record ${id}` : isBoth ? `${title} (${detail})` : title,
		value: String(id),
		description: `Record ID ${id}`,
		...(typeof url === 'string' && /^https:\/\//.test(url) ? { url } : {}),
	};
}
