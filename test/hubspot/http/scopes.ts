import type { ObjectType } from '../account/objectTypes';

/**
 * Any one of these opens the association endpoints.
 * https://developers.hubspot.com/docs/api-reference/latest/crm/associations/associate-records/guide
 */
export const ASSOCIATION_SCOPES: readonly string[] = [
	'crm.objects.appointments.read',
	'crm.objects.appointments.sensitive.read.v2',
	'crm.objects.appointments.sensitive.write.v2',
	'crm.objects.appointments.write',
	'crm.objects.calls.read',
	'crm.objects.carts.read',
	'crm.objects.carts.write',
	'crm.objects.commercepayments.read',
	'crm.objects.commercepayments.write',
	'crm.objects.companies.highly_sensitive.read.v2',
	'crm.objects.companies.highly_sensitive.write.v2',
	'crm.objects.companies.read',
	'crm.objects.companies.sensitive.read.v2',
	'crm.objects.companies.sensitive.write.v2',
	'crm.objects.companies.write',
	'crm.objects.contacts.highly_sensitive.read.v2',
	'crm.objects.contacts.highly_sensitive.write.v2',
	'crm.objects.contacts.read',
	'crm.objects.contacts.sensitive.read.v2',
	'crm.objects.contacts.sensitive.write.v2',
	'crm.objects.contacts.write',
	'crm.objects.courses.read',
	'crm.objects.courses.write',
	'crm.objects.custom.highly_sensitive.read.v2',
	'crm.objects.custom.highly_sensitive.write.v2',
	'crm.objects.custom.read',
	'crm.objects.custom.sensitive.read.v2',
	'crm.objects.custom.sensitive.write.v2',
	'crm.objects.custom.write',
	'crm.objects.deals.highly_sensitive.read.v2',
	'crm.objects.deals.highly_sensitive.write.v2',
	'crm.objects.deals.read',
	'crm.objects.deals.sensitive.read.v2',
	'crm.objects.deals.sensitive.write.v2',
	'crm.objects.deals.write',
	'crm.objects.emails.read',
	'crm.objects.goals.read',
	'crm.objects.goals.write',
	'crm.objects.invoices.read',
	'crm.objects.invoices.write',
	'crm.objects.leads.read',
	'crm.objects.leads.write',
	'crm.objects.line_items.read',
	'crm.objects.line_items.write',
	'crm.objects.listings.read',
	'crm.objects.listings.write',
	'crm.objects.meetings.read',
	'crm.objects.notes.read',
	'crm.objects.orders.read',
	'crm.objects.orders.write',
	'crm.objects.partner-clients.read',
	'crm.objects.partner-clients.write',
	'crm.objects.partner-services.read',
	'crm.objects.partner-services.write',
	'crm.objects.products.read',
	'crm.objects.products.write',
	'crm.objects.projects.highly_sensitive.read',
	'crm.objects.projects.highly_sensitive.write',
	'crm.objects.projects.read',
	'crm.objects.projects.sensitive.read',
	'crm.objects.projects.sensitive.write',
	'crm.objects.projects.write',
	'crm.objects.quotes.read',
	'crm.objects.quotes.write',
	'crm.objects.services.read',
	'crm.objects.services.write',
	'crm.objects.subscriptions.read',
	'crm.objects.subscriptions.write',
	'crm.objects.tasks.read',
	'crm.objects.tickets.highly_sensitive.read',
	'crm.objects.tickets.highly_sensitive.write',
	'crm.objects.tickets.sensitive.read',
	'crm.objects.tickets.sensitive.write',
	'crm.objects.users.read',
	'crm.objects.users.write',
	'e-commerce',
	'media_bridge.read',
	'tickets',
	'tickets.highly_sensitive.v2',
	'tickets.sensitive.v2',
];

/** The endpoints of a single record also open to an app that has nothing but `oauth`. */
export const RECORD_SCOPES: readonly string[] = [...ASSOCIATION_SCOPES, 'oauth'];

/**
 * Any one of these opens the list of custom object schemas.
 * https://developers.hubspot.com/docs/api-reference/latest/crm/objects/schemas/get-schema
 */
export const SCHEMA_SCOPES: readonly string[] = [
	'crm.schemas.custom.read',
	'crm.objects.custom.read',
	'crm.objects.custom.sensitive.read.v2',
	'crm.objects.custom.highly_sensitive.read.v2',
];

/** What a token gets when a test does not say. */
export const DEFAULT_SCOPES: readonly string[] = [
	'crm.objects.contacts.read',
	'crm.objects.contacts.write',
	'crm.objects.companies.read',
	'crm.objects.companies.write',
	'crm.objects.deals.read',
	'crm.objects.deals.write',
	'crm.schemas.custom.read',
];

/** The object types whose scopes are not called after their plural. */
const SCOPES_OF: Readonly<Record<string, readonly string[]>> = {
	'0-5': ['tickets'],
	'0-27': ['crm.objects.tasks.read'],
	'0-101': ['crm.objects.commercepayments.read', 'crm.objects.commercepayments.write'],
	'0-74': ['crm.objects.goals.read', 'crm.objects.goals.write'],
};

/**
 * Any one of these lets an app work with the associations of an object type, where a scope of that
 * very type is asked for. Which of them HubSpot asks for is not known for each type; this is the rule
 * that most scopes' names follow.
 */
export function scopesOf({ id, plural, custom }: ObjectType): readonly string[] {
	const name = custom ? 'custom' : plural;
	return SCOPES_OF[id] ?? [`crm.objects.${name}.read`, `crm.objects.${name}.write`];
}
