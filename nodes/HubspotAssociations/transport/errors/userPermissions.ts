import { type Fields, text } from '../unknownData';

/** The category of the 403 that is about the user, where the scopes of the app would do. */
const USER_CATEGORY = 'USER_DOES_NOT_HAVE_PERMISSIONS';

/** How 2026-09 refuses what the user may not do: "Missing 'Edit Associations' permission." */
const MISSING_PERMISSION = /\bMissing ['"“‘]([^'"”’]{1,100})['"”’] permission/i;

/**
 * What to do where the HubSpot user who connected a credential lacks a permission, whatever the app may do.
 *
 * @param body HubSpot's error body, where it was an object
 * @param credential how messages name it
 * @returns a sentence; undefined where the refusal is about something else
 */
export function userPermissionAdvice(
	body: Fields | undefined,
	credential: string,
): string | undefined {
	const [, permission] = MISSING_PERMISSION.exec(text(body?.message) ?? '') ?? [];
	if (permission === undefined && text(body?.category) !== USER_CATEGORY) return undefined;
	const what =
		permission === undefined ? 'the permission for this' : `the permission "${permission}"`;
	return `The HubSpot user who connected ${credential} lacks ${what}; a super admin of the HubSpot account can grant it to this user.`;
}
