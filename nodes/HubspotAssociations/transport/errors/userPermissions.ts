import { at, type Fields, text } from '../unknownData';

/** The category of the 403 that is about the user, where the scopes of the app would do. */
const USER_CATEGORY = /\bUSER_DOES_NOT_HAVE_PERMISSIONS$/;

/** How 2026-09 refuses what the user may not do: "Missing 'Edit Associations' permission.", and words like it. */
const MISSING_PERMISSION =
	/\b(?:missing|lacks?|(?:does not|doesn['’]t|do not|don['’]t) have|requires?|needs?) (?:the )?(['"“‘][^'"”’]{1,100}['"”’](?:,? (?:and )?['"“‘][^'"”’]{1,100}['"”’])*) permission/i;

/** The names in quotes. */
const namesIn = (quoted: string): string[] =>
	[...quoted.matchAll(/['"“‘]([^'"”’]+)['"”’]/g)].map(([, name]) => name);

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
	const details = [at(body, 'errors') ?? []].flat();
	const errors: unknown[] = [body, ...details];
	const [quoted = ''] = errors.flatMap(
		(error) => MISSING_PERMISSION.exec(text(at(error, 'message')) ?? '')?.[1] ?? [],
	);
	const names = namesIn(quoted).map((name) => `"${name}"`);
	const isAboutUser = errors.some((error) =>
		[at(error, 'category'), at(error, 'subCategory')].some((name) =>
			USER_CATEGORY.test(text(name) ?? ''),
		),
	);
	if (names.length === 0 && !isAboutUser) return undefined;
	const what =
		names.length === 0
			? 'the permission for this'
			: `the ${names.length > 1 ? 'permissions' : 'permission'} ${names.join(' and ')}`;
	return `The HubSpot user who connected ${credential} lacks ${what}; a super admin of the HubSpot account can grant it to this user.`;
}
