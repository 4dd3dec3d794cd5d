/** What lists call HubSpot's categories of association types. */
const CATEGORY_NAMES: Readonly<Record<string, string>> = {
	HUBSPOT_DEFINED: 'HubSpot',
	USER_DEFINED: 'custom',
	INTEGRATOR_DEFINED: 'integration',
	WORK: 'work',
};

/**
 * Names an association type as lists show it: "Decision maker (custom)".
 *
 * @param label what the type is called
 * @param category as HubSpot writes it; one that is not known stands as it is
 */
export const nameWithCategory = (label: string, category: string): string =>
	`${label} (${Object.hasOwn(CATEGORY_NAMES, category) ? CATEGORY_NAMES[category] : category})`;
