import type {
	ILoadOptionsFunctions,
	INodeListSearchItems,
	INodeListSearchResult,
} from 'n8n-workflow';

import { schemasEndpoint } from '../transport/endpoints';
import { HubspotError } from '../transport/hubspotError';
import { hubspotRequest } from '../transport/hubspotApi';
import type { WireSchema } from '../transport/wire';
import { apiVersionOf } from './apiVersionOf';
import { resultsOf } from './resultsOf';

/**
 * HubSpot's own object types, by the names its association endpoints take.
 *
 * @see https://developers.hubspot.com/docs/guides/crm/understanding-the-crm#object-type-ids
 */
const STANDARD_OBJECT_TYPES: INodeListSearchItems[] = [
	{ name: 'Calls', value: 'calls' },
	{ name: 'Carts', value: 'carts' },
	{ name: 'Communications', value: 'communications' },
	{ name: 'Companies', value: 'companies' },
	{ name: 'Contacts', value: 'contacts' },
	{ name: 'Deals', value: 'deals' },
	{ name: 'Discounts', value: 'discounts' },
	{ name: 'Emails', value: 'emails' },
	{ name: 'Fees', value: 'fees' },
	{ name: 'Feedback Submissions', value: 'feedback_submissions' },
	{ name: 'Goals', value: 'goal_targets' },
	{ name: 'Invoices', value: 'invoices' },
	{ name: 'Leads', value: 'leads' },
	{ name: 'Line Items', value: 'line_items' },
	{ name: 'Meetings', value: 'meetings' },
	{ name: 'Notes', value: 'notes' },
	{ name: 'Orders', value: 'orders' },
	{ name: 'Payments', value: 'commerce_payments' },
	{ name: 'Postal Mail', value: 'postal_mail' },
	{ name: 'Products', value: 'products' },
	{ name: 'Quotes', value: 'quotes' },
	{ name: 'Subscriptions', value: 'subscriptions' },
	{ name: 'Tasks', value: 'tasks' },
	{ name: 'Taxes', value: 'taxes' },
	{ name: 'Tickets', value: 'tickets' },
];

/** The account's custom object types; none where the credential may not read them. */
async function customObjectTypes(context: ILoadOptionsFunctions): Promise<INodeListSearchItems[]> {
	const endpoint = schemasEndpoint(apiVersionOf(context));
	const answer = await hubspotRequest.call(context, endpoint).catch((error: unknown) => {
		// Without the scope for schemas the standard types are still of use.
		if (error instanceof HubspotError && error.httpCode === 403) return undefined;
		throw error;
	});
	const schemas = answer === undefined ? [] : resultsOf<WireSchema>(context, answer.body);
	return schemas.map(({ objectTypeId, name, labels }) => ({
		name: labels?.plural ?? name,
		value: objectTypeId,
	}));
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
	const wanted = filter.trim().toLowerCase();
	const all = [...STANDARD_OBJECT_TYPES, ...(await customObjectTypes(this))];
	return {
		results: all.filter(
			({ name, value }) =>
				name.toLowerCase().includes(wanted) || String(value).toLowerCase().includes(wanted),
		),
	};
}

/** What the editor calls for searchable lists. */
export const listSearch = { searchObjectTypes };
