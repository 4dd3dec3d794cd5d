import { at, type Fields, text } from '../unknownData';
import { isAboutAccess } from './classifyError';
import { connectionMessage } from './connectionErrors';
import { missingScopes, missingScopesSentence } from './missingScopes';
import { type FailedRenewal, renewalMessage } from './tokenRenewal';
import { userPermissionAdvice } from './userPermissions';

/** How n8n 1 and 2 say that an OAuth2 credential has no token yet. */
const NOT_CONNECTED = /OAuth credentials not connected|Unable to sign without access token/i;

const messageOf = (thrown: unknown): string => text(at(thrown, 'message')) ?? 'Unknown error';

/** How much of HubSpot's message is kept: each input of a batch has a copy. */
const MAX_CHARACTERS = 500;

/** Words without secrets, cut when they are endless. */
const shortened = (words: string): string =>
	words.length > MAX_CHARACTERS ? `${words.slice(0, MAX_CHARACTERS)}…` : words;

/** How messages name the credential. */
const quotedCredential = (credentialName: string | undefined): string =>
	credentialName === undefined ? 'the credential' : `the credential "${credentialName}"`;

/**
 * Whether n8n has no token at all to send a request with.
 *
 * @param thrown what n8n's request helper threw
 */
export const isNotConnected = (thrown: unknown): boolean => NOT_CONNECTED.test(messageOf(thrown));

/**
 * What to say when HubSpot did not answer, or was never asked.
 *
 * @param thrown what n8n's request helper threw
 * @param clean takes secrets out of words
 */
export function noAnswerMessage(thrown: unknown, clean: (words: string) => string): string {
	if (isNotConnected(thrown)) {
		return 'The credential is not connected to HubSpot yet. Open it in n8n and connect your account.';
	}
	return connectionMessage(thrown) ?? shortened(clean(messageOf(thrown)));
}

/**
 * What to say when an OAuth2 token could not be renewed.
 *
 * @param clean takes secrets out of words
 * @param credentialName what the credential is called in n8n
 */
export const noTokenMessage = (
	renewal: FailedRenewal,
	clean: (words: string) => string,
	credentialName?: string,
): string =>
	renewalMessage(renewal, quotedCredential(credentialName), (words) => shortened(clean(words)));

/** HubSpot counts days by the clock of the account. */
const DAILY_RESET = "It is reset at midnight in the time zone of your HubSpot account's settings.";

/** What to say about a 429; when to come back, where HubSpot says it. */
function rateLimitMessage(
	policy: string | undefined,
	quoted: string,
	retryAfterMs?: number,
): string {
	const minutes = Math.ceil((retryAfterMs ?? 0) / 60_000);
	const wait =
		minutes > 0 ? ` HubSpot asks to wait ${minutes} ${minutes === 1 ? 'minute' : 'minutes'}.` : '';
	if (policy === 'DAILY') {
		return `HubSpot's limit of requests a day is used up (429, DAILY)${quoted}. ${DAILY_RESET}${wait}`;
	}
	return `HubSpot's rate limit was reached (429${policy === undefined ? '' : `, ${policy}`})${quoted}.${wait}`;
}

/** What is known of a refusal besides its body. */
interface RefusalDetails {
	/** HubSpot's error body without secrets, where it was an object. */
	body: Fields | undefined;
	retryAfterMs?: number;
	/** What the credential is called in n8n. */
	credentialName?: string;
}

/**
 * What to say when HubSpot answered with another status than 2xx: its own words, and what to do about it.
 *
 * @see https://developers.hubspot.com/docs/api-reference/error-handling
 */
export function refusalMessage(
	httpCode: number,
	{ body, retryAfterMs, credentialName }: RefusalDetails,
): string {
	const hubspotMessage = text(body?.message);
	const quoted =
		hubspotMessage === undefined ? '' : `: ${shortened(hubspotMessage).replace(/\.$/, '')}`;
	const credential = quotedCredential(credentialName);
	if (httpCode === 401) {
		return `HubSpot does not accept ${credential} (401). Open it in n8n and connect it again, or replace its token. HubSpot says${quoted || ' nothing else.'}`;
	}
	const permission = [400, 403].includes(httpCode)
		? userPermissionAdvice(body, credential)
		: undefined;
	if (permission !== undefined) {
		return `HubSpot answered ${httpCode}${quoted}. ${permission}`;
	}
	if (httpCode === 403) {
		const needed = missingScopesSentence(missingScopes(body));
		const advice =
			needed !== '' || isAboutAccess(body)
				? 'Add the scope to the HubSpot app, then connect the credential again.'
				: 'This may be about a record, or about a scope that the HubSpot app lacks.';
		return `HubSpot says ${credential} may not do this (403)${quoted}.${needed} ${advice}`;
	}
	if (httpCode === 407) {
		return `A proxy between n8n and HubSpot asks for a user name and a password (407)${quoted}. Check the proxy of the machine that n8n runs on.`;
	}
	if (httpCode === 429) {
		return rateLimitMessage(text(body?.policyName), quoted, retryAfterMs);
	}
	if (httpCode >= 500) {
		return `HubSpot had a problem of its own (${httpCode})${quoted}.`;
	}
	return `HubSpot answered ${httpCode}${quoted}.`;
}
