import { at, type Fields, isObject, text } from '../unknownData';

/** The scopes a 403 asks for; HubSpot names them in the context of the error or of its details. */
function missingScopes(body: Fields | undefined): string[] {
	const details = at(body, 'errors');
	const contexts = [
		at(body, 'context'),
		...(Array.isArray(details) ? details.map((detail) => at(detail, 'context')) : []),
	];
	const scopes = contexts
		.filter(isObject)
		.flatMap((context) => [context.requiredGranularScopes, context.requiredScopes, context.scopes])
		.flat()
		.filter((scope): scope is string => typeof scope === 'string');
	return [...new Set(scopes)];
}

/** How n8n says that an OAuth2 token could not be renewed: by the code of the error, or in words. */
const RENEWAL_FAILED: readonly unknown[] = ['EAUTH', 'ESTATUS'];
const RECONNECT = /needs to be reconnected/i;

/** How n8n 1 and 2 say that an OAuth2 credential has no token yet. */
const NOT_CONNECTED = /OAuth credentials not connected|Unable to sign without access token/i;

/** Node's codes for a host that could not be reached. */
const UNREACHABLE: readonly unknown[] = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN'];

/** What Node, axios and this package say when the answer does not come. */
export const DEADLINE_CODE = 'EDEADLINE';
const TIMED_OUT: readonly unknown[] = ['ECONNABORTED', 'ETIMEDOUT', DEADLINE_CODE];

/** Where n8n 1.x leaves such a code, too: it drops the cause. */
const IS_CODE = /^[A-Z][A-Z\d_]+$/;

/** Node's code for a connection that failed, such as ECONNRESET; undefined when something else went wrong. */
export const connectionCodeOf = (thrown: unknown): string | undefined =>
	text(at(thrown, 'cause', 'code')) ??
	text(at(thrown, 'code')) ??
	[text(at(thrown, 'httpCode'))].find((code) => code !== undefined && IS_CODE.test(code));

const messageOf = (thrown: unknown): string => text(at(thrown, 'message')) ?? 'Unknown error';

/** How much of HubSpot's message is kept: each input of a batch has a copy. */
const MAX_CHARACTERS = 500;

/** HubSpot's own words, cut when they are endless. */
const shortened = (value: unknown): string | undefined => {
	const full = text(value);
	return full !== undefined && full.length > MAX_CHARACTERS
		? `${full.slice(0, MAX_CHARACTERS)}…`
		: full;
};

/**
 * Whether a request without an answer certainly never left this machine.
 *
 * @param thrown what n8n's request helper threw
 */
export const wasNeverSent = (thrown: unknown): boolean =>
	UNREACHABLE.includes(connectionCodeOf(thrown)) || NOT_CONNECTED.test(messageOf(thrown));

/**
 * Whether HubSpot's token endpoint refused to renew an OAuth2 token, after HubSpot refused the old one.
 *
 * @param thrown what n8n's request helper threw
 */
export const couldNotRenew = (thrown: unknown): boolean =>
	RENEWAL_FAILED.includes(connectionCodeOf(thrown)) || RECONNECT.test(messageOf(thrown));

/** Whether that is for good; otherwise the token endpoint was only not itself. */
export const isRenewalRefused = (thrown: unknown): boolean =>
	connectionCodeOf(thrown) === 'EAUTH' || RECONNECT.test(messageOf(thrown));

/** How messages name the credential. */
const quotedCredential = (credentialName: string | undefined): string =>
	credentialName === undefined ? 'the credential' : `the credential "${credentialName}"`;

/**
 * What to say when HubSpot did not answer, or was never asked.
 *
 * @param thrown what n8n's request helper threw
 * @param credentialName what the credential is called in n8n
 */
export function noAnswerMessage(thrown: unknown, credentialName?: string): string {
	const code = connectionCodeOf(thrown);
	const reason = shortened(messageOf(thrown)) ?? '';
	if (NOT_CONNECTED.test(reason)) {
		return 'The credential is not connected to HubSpot yet. Open it in n8n and connect your account.';
	}
	if (couldNotRenew(thrown)) {
		const sentence = reason.replace(/\.?$/, '.');
		if (RECONNECT.test(reason)) return sentence;
		return isRenewalRefused(thrown)
			? `HubSpot refused to renew the access token: ${sentence} Open ${quotedCredential(credentialName)} in n8n and connect your account again.`
			: `HubSpot did not renew the access token: ${sentence}`;
	}
	if (code === undefined) return reason;
	if (UNREACHABLE.includes(code)) return `HubSpot could not be reached (${code}).`;
	if (TIMED_OUT.includes(code)) {
		return 'HubSpot did not answer in time.';
	}
	return `The connection to HubSpot broke (${code}).`;
}

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
	/** HubSpot's error body, where it was an object. */
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
	const hubspotMessage = shortened(body?.message)?.replace(/\.$/, '');
	const quoted = hubspotMessage === undefined ? '' : `: ${hubspotMessage}`;
	const credential = quotedCredential(credentialName);
	if (httpCode === 401) {
		return `HubSpot does not accept ${credential} (401). Open it in n8n and connect it again, or replace its token. HubSpot says${quoted || ' nothing else.'}`;
	}
	if (httpCode === 403) {
		const scopes = missingScopes(body);
		const needed = scopes.length > 0 ? ` Missing: ${scopes.slice(0, 10).join(', ')}.` : '';
		return `HubSpot says ${credential} may not do this (403)${quoted}.${needed} Add the scope to the HubSpot app, then connect the credential again.`;
	}
	if (httpCode === 429) {
		return rateLimitMessage(text(body?.policyName), quoted, retryAfterMs);
	}
	if (httpCode >= 500) {
		return `HubSpot had a problem of its own (${httpCode})${quoted}.`;
	}
	return `HubSpot answered ${httpCode}${quoted}.`;
}
