/**
 * HubSpot's standard object types: object type ID, singular and plural name.
 *
 * @see https://developers.hubspot.com/docs/guides/crm/understanding-the-crm#object-type-ids
 */
export const STANDARD_OBJECT_TYPES: ReadonlyArray<
	readonly [id: string, singular: string, plural: string]
> = [
	['0-1', 'contact', 'contacts'],
	['0-2', 'company', 'companies'],
	['0-3', 'deal', 'deals'],
	['0-5', 'ticket', 'tickets'],
	['0-7', 'product', 'products'],
	['0-8', 'line_item', 'line_items'],
	['0-14', 'quote', 'quotes'],
	['0-18', 'communication', 'communications'],
	['0-19', 'feedback_submission', 'feedback_submissions'],
	['0-27', 'task', 'tasks'],
	['0-46', 'note', 'notes'],
	['0-47', 'meeting', 'meetings'],
	['0-48', 'call', 'calls'],
	['0-49', 'email', 'emails'],
	['0-53', 'invoice', 'invoices'],
	['0-69', 'subscription', 'subscriptions'],
	['0-74', 'goal_target', 'goal_targets'],
	['0-84', 'discount', 'discounts'],
	['0-85', 'fee', 'fees'],
	['0-86', 'tax', 'taxes'],
	['0-101', 'commerce_payment', 'commerce_payments'],
	['0-115', 'user', 'users'],
	['0-116', 'postal_mail', 'postal_mail'],
	['0-123', 'order', 'orders'],
	['0-136', 'lead', 'leads'],
	['0-142', 'cart', 'carts'],
	['0-162', 'service', 'services'],
	['0-410', 'course', 'courses'],
	['0-420', 'listing', 'listings'],
	['0-421', 'appointment', 'appointments'],
	['0-970', 'project', 'projects'],
];

/** Case, blanks and underscores make no difference: "LINE_ITEM", "lineItem" and "line items" are one type. */
const spellingOf = (name: string): string => name.trim().toLowerCase().replace(/[\s_]/g, '');

const idBySpelling = new Map(
	STANDARD_OBJECT_TYPES.flatMap(([id, ...names]) =>
		[id, ...names].map((name): [string, string] => [spellingOf(name), id]),
	),
);

/**
 * The ID of a standard object type.
 *
 * @param name singular, plural or ID, in any case: "contact", "contacts", "CONTACT", "0-1"
 * @returns such as "0-1"; undefined for what is no standard type, such as an object of the account's own
 */
export const standardObjectTypeId = (name: string): string | undefined =>
	idBySpelling.get(spellingOf(name));

/**
 * The same text for every spelling of a standard object type; other types in lower case.
 *
 * @param name as a user or HubSpot writes it
 */
export const objectTypeKey = (name: string): string =>
	standardObjectTypeId(name) ?? name.trim().toLowerCase();
