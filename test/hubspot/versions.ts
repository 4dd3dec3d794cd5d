/** What differs between the versions of HubSpot's association API. */
export interface ApiVersion {
	name: string;
	/** Where batches of associations are read and changed: `{prefix}/{from}/{to}/batch/…`. */
	batches: string;
	/** Where the associations of one record are: `{prefix}/{type}/{id}/associations/…`. */
	objects: string;
	/** Where labels and limits are defined. */
	definitions: readonly [string, ...string[]];
	/** Where custom object types are defined. */
	schemas: string;
	/** Where a token's account is. */
	accountDetails: string;
	/** True when deletions answer 204 without a body, false when they answer 200 with a batch response. */
	deletesWithoutBody: boolean;
	/** The status of batches of associations of which some inputs failed. */
	partial: 200 | 207;
	/** The status of batches that created limits, and of those of which some inputs failed. */
	limitCreated: 200 | 201;
	limitPartial: 200 | 207;
	/** Whether a user-level token needs its user's permission to edit associations. */
	checksPermissions: boolean;
	/** Whether one record's associations can be listed with GET; otherwise there is batch/read alone. */
	listsWithGet: boolean;
}

/**
 * The versions HubSpot publishes, one row each, with the addresses and statuses its OpenAPI files give. Every row is
 * written out by hand, because the node is tested against it: whatever runs on one version, runs on each of them.
 * https://developers.hubspot.com/docs/api-reference/latest/crm/associations/associate-records/guide
 */
export const API_VERSIONS: readonly ApiVersion[] = [
	{
		name: 'v4',
		batches: '/crm/v4/associations',
		objects: '/crm/v4/objects',
		// The documentation has the first; HubSpot's own client sends the second.
		definitions: ['/crm/associations/v4', '/crm/v4/associations'],
		schemas: '/crm-object-schemas/v3/schemas',
		accountDetails: '/account-info/v3/details',
		deletesWithoutBody: true,
		partial: 207,
		limitCreated: 201,
		limitPartial: 207,
		checksPermissions: false,
		listsWithGet: true,
	},
	{
		name: '2025-09',
		batches: '/crm/associations/2025-09',
		objects: '/crm/objects/2025-09',
		definitions: ['/crm/associations/2025-09'],
		schemas: '/crm-object-schemas/2025-09/schemas',
		accountDetails: '/account-info/2025-09/details',
		deletesWithoutBody: false,
		partial: 207,
		limitCreated: 200,
		limitPartial: 200,
		checksPermissions: false,
		listsWithGet: true,
	},
	{
		name: '2026-03',
		batches: '/crm/associations/2026-03',
		objects: '/crm/objects/2026-03',
		definitions: ['/crm/associations/2026-03'],
		schemas: '/crm-object-schemas/2026-03/schemas',
		accountDetails: '/account-info/2026-03/details',
		deletesWithoutBody: false,
		partial: 207,
		limitCreated: 201,
		limitPartial: 207,
		checksPermissions: false,
		listsWithGet: true,
	},
	{
		name: '2026-09',
		batches: '/crm/associations/2026-09',
		objects: '/crm/objects/2026-09',
		definitions: ['/crm/associations/2026-09'],
		schemas: '/crm-object-schemas/2026-09/schemas',
		accountDetails: '/account-info/2026-09/details',
		deletesWithoutBody: false,
		partial: 200,
		limitCreated: 200,
		limitPartial: 200,
		checksPermissions: true,
		listsWithGet: false,
	},
];
