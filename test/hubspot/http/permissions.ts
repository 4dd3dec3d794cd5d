import type { Behaviour } from '../behaviour/behaviour';
import type { Caller } from './auth';
import { HubspotError, validationError, type ErrorDetails } from './errors';

const PAGE = 'https://developers.hubspot.com/scopes';
const GRANULAR = 'One or more of the following scopes are required.';

/** What a 403 says beside its message, by where it names the scopes. */
function details(anyOf: readonly string[], where: Behaviour['missingScopes']): ErrorDetails {
	const scopes = [...anyOf];
	const links = { scopes: PAGE };
	const errors = [{ message: GRANULAR, context: { requiredGranularScopes: scopes } }];
	if (where === 'both') return { context: { missingScopes: scopes }, errors, links };
	if (where === 'granular') return { errors, links };
	if (where === 'required') return { context: { requiredScopes: scopes } };
	if (where === 'missing') return { context: { missingScopes: scopes } };
	return {};
}

function missingScopes(anyOf: readonly string[], where: Behaviour['missingScopes']): HubspotError {
	if (where === 'permissions') {
		const message = 'User level OAuth token is not allowed to make this call';
		return new HubspotError(403, 'USER_DOES_NOT_HAVE_PERMISSIONS', message);
	}
	const list = anyOf.join(', ');
	const message = {
		text: `This app hasn't been granted all required scopes to make this call. {missingScopes=[${list}]}`,
		prose: `This call needs one of these scopes, which the app was not granted: ${list}.`,
		other: `This app hasn't been granted all required scopes to make this call. Read more about required scopes here: ${PAGE}.`,
	}[where === 'text' || where === 'prose' ? where : 'other'];
	return new HubspotError(403, 'MISSING_SCOPES', message, details(anyOf, where));
}

/**
 * 403 unless the caller has one of the scopes.
 * https://developers.hubspot.com/docs/apps/developer-platform/build-apps/authentication/scopes
 *
 * @param where in which place the refusal names them
 */
export function requireScope(
	caller: Caller,
	anyOf: readonly string[],
	where: Behaviour['missingScopes'] = 'both',
): void {
	if (anyOf.some((scope) => caller.scopes.has(scope))) return;
	throw missingScopes(anyOf, where);
}

/** 400 for a user-level token whose user may not edit associations; tokens of private apps have no user. */
export function requireEditAssociations({ oauthApp }: Caller): void {
	if (oauthApp?.userEditsAssociations !== false) return;
	throw validationError("Missing 'Edit Associations' permission.");
}
