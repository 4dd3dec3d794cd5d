/** An object type that HubSpot itself has. */
export interface StandardObjectType {
	/** Such as `0-1`. */
	id: string;
	/** Such as `contact`. */
	singular: string;
	/** Such as `contacts`. */
	plural: string;
	/** As people read it, in the plural. */
	displayName: string;
}

/** In upper case where a word begins: `Line Items`. */
const titleOf = (plural: string): string =>
	plural.replace(/_/g, ' ').replace(/\b[a-z]/g, (letter) => letter.toUpperCase());

const standard = (
	id: string,
	singular: string,
	plural = `${singular}s`,
	displayName = titleOf(plural),
): StandardObjectType => ({ id, singular, plural, displayName });

/**
 * HubSpot's own object types, by ID.
 *
 * @see https://developers.hubspot.com/docs/guides/crm/understanding-the-crm#object-type-ids
 */
export const STANDARD_OBJECT_TYPES: readonly StandardObjectType[] = [
	standard('0-1', 'contact'),
	standard('0-2', 'company', 'companies'),
	standard('0-3', 'deal'),
	standard('0-5', 'ticket'),
	standard('0-7', 'product'),
	standard('0-8', 'line_item'),
	standard('0-14', 'quote'),
	standard('0-18', 'communication'),
	standard('0-19', 'feedback_submission'),
	standard('0-27', 'task'),
	standard('0-46', 'note'),
	standard('0-47', 'meeting'),
	standard('0-48', 'call'),
	standard('0-49', 'email'),
	standard('0-53', 'invoice'),
	standard('0-69', 'subscription'),
	standard('0-74', 'goal_target', 'goal_targets', 'Goals'),
	standard('0-84', 'discount'),
	standard('0-85', 'fee'),
	standard('0-86', 'tax', 'taxes'),
	standard('0-101', 'commerce_payment', 'commerce_payments', 'Payments'),
	standard('0-115', 'user'),
	standard('0-116', 'postal_mail', 'postal_mail'),
	standard('0-123', 'order'),
	standard('0-136', 'lead'),
	standard('0-142', 'cart'),
	standard('0-162', 'service'),
	standard('0-410', 'course'),
	standard('0-420', 'listing'),
	standard('0-421', 'appointment'),
	standard('0-970', 'project'),
];

/** Case, blanks and underscores make no difference: "LINE_ITEM", "lineItem" and "line items" are one type. */
const normalized = (name: string): string => name.trim().toLowerCase().replace(/[\s_]/g, '');

const BY_SPELLING: ReadonlyMap<string, StandardObjectType> = new Map(
	STANDARD_OBJECT_TYPES.flatMap((type) =>
		[type.id, type.singular, type.plural].map((name) => [normalized(name), type] as const),
	),
);

/**
 * Finds the standard object type that a spelling means.
 *
 * @param spelling its ID, singular or plural, in any case: `0-1`, `Contact`, `contacts`
 * @returns undefined for a custom object type, and for what is none
 */
export const findStandardObjectType = (spelling: string): StandardObjectType | undefined =>
	BY_SPELLING.get(normalized(spelling));

/**
 * The same text for every spelling of a standard object type; other types in lower case.
 *
 * @param name as a user or HubSpot writes it
 */
export const objectTypeKey = (name: string): string =>
	findStandardObjectType(name)?.id ?? name.trim().toLowerCase();
