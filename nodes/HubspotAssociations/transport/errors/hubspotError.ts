import { at, type Fields, isObject, text } from '../unknownData';
import { classifyError, type ErrorScope } from './classifyError';
import { connectionCodeOf, isTimedOut, isUntrusted, neverConnected } from './connectionErrors';
import { isNotConnected, noAnswerMessage, noTokenMessage, refusalMessage } from './errorMessages';
import { withoutSecrets, withoutSecretsIn } from './secrets';
import { failedRenewal } from './tokenRenewal';

/** What HubSpot says about a request it refused, as far as it says it. */
export interface HubspotErrorDetails {
	/** HTTP status; absent when no answer came. */
	httpCode?: number;
	category?: string;
	subCategory?: string;
	/** What HubSpot's support asks for. */
	correlationId?: string;
	/** True when the request certainly never left this machine. */
	notSent?: boolean;
	/** Which rate limit a 429 is about: SECONDLY, TEN_SECONDLY_ROLLING or DAILY. */
	policy?: string;
	/** How long HubSpot asks to wait, in milliseconds. */
	retryAfterMs?: number;
	/** No answer came: the connection could not be made, broke, or stayed silent too long. */
	connectionFailed?: boolean;
	/** What makes it useless to send the like of it again; absent when a failure says nothing of the kind. */
	scope?: ErrorScope;
	/** It may have been carried out all the same. */
	mayHaveApplied?: boolean;
	/** No answer came in time: HubSpot, or what is in between, took too long. */
	isTimeout?: boolean;
	/** HubSpot's error body, as far as it may name inputs. */
	responseBody?: Fields;
}

/** A request to HubSpot that failed. `message` is whole sentences for the person who built the workflow. */
export class HubspotError extends Error implements HubspotErrorDetails {
	override readonly name = 'HubspotError';

	readonly httpCode?: number;

	readonly category?: string;

	readonly subCategory?: string;

	readonly correlationId?: string;

	readonly notSent?: boolean;

	readonly policy?: string;

	readonly retryAfterMs?: number;

	readonly connectionFailed?: boolean;

	readonly scope?: ErrorScope;

	readonly mayHaveApplied?: boolean;

	readonly isTimeout?: boolean;

	readonly responseBody?: Fields;

	constructor(message: string, details: HubspotErrorDetails = {}) {
		super(message);
		Object.assign(this, details);
	}
}

/** HubSpot, or a proxy before it, waited too long; for what is not known. */
const REQUEST_TIMEOUT = 408;

/** A proxy, or HubSpot's own, waited too long for HubSpot. */
const GATEWAY_TIMEOUT = 504;

/** A proxy wants to know who asks; it has sent nothing on. */
const PROXY_ASKS = 407;

/**
 * The HTTP status of a failure that n8n's request helper threw.
 * n8n 1 and 2 put it in different places, as a string or a number.
 */
function httpCodeOf(thrown: unknown): number | undefined {
	const found = [
		at(thrown, 'httpCode'),
		at(thrown, 'cause', 'response', 'status'),
		at(thrown, 'response', 'status'),
		at(thrown, 'statusCode'),
	]
		.map(Number)
		.find((code) => Number.isInteger(code) && code >= 100 && code <= 599);
	return found;
}

/**
 * The headers of the answer that a thrown error is about.
 *
 * @param thrown what n8n's request helper threw
 * @returns none when there was no answer
 */
export const headersOf = (thrown: unknown): Fields =>
	[at(thrown, 'cause', 'response', 'headers'), at(thrown, 'response', 'headers')].find(isObject) ??
	{};

/** HubSpot's `Retry-After`, given in seconds. */
function retryAfterOf(thrown: unknown): number | undefined {
	const header = headersOf(thrown)['retry-after'];
	const seconds = header === '' ? NaN : Number(header ?? NaN);
	return seconds >= 0 && Number.isFinite(seconds) ? seconds * 1000 : undefined;
}

/** HubSpot's error body, wherever the request helper left it; undefined when it is not an object. */
function bodyOf(thrown: unknown): Fields | undefined {
	return [
		at(thrown, 'context', 'data'),
		at(thrown, 'cause', 'response', 'data'),
		at(thrown, 'response', 'data'),
	].find(isObject);
}

/**
 * Turns whatever n8n's request helper threw into one kind of error, with HubSpot's own words in it.
 *
 * @param thrown a NodeApiError, an axios error, or any other error from before the request was sent
 * @param secrets values that must not appear in the result
 * @param credentialName what the credential is called in n8n
 * @returns an error that holds no reference to the request, its headers or the thrown error
 * @see https://developers.hubspot.com/docs/api-reference/error-handling
 */
export function toHubspotError(
	thrown: unknown,
	secrets: readonly string[],
	credentialName?: string,
): HubspotError {
	const clean = (words: string) => withoutSecrets(words, secrets);
	const renewal = failedRenewal(thrown);
	if (renewal !== undefined) {
		// The request itself was refused before, with 401: nothing was carried out.
		const message = clean(noTokenMessage(renewal, clean, credentialName));
		return new HubspotError(
			message,
			renewal.isRefused ? { scope: 'account' } : { notSent: true, connectionFailed: true },
		);
	}
	const httpCode = httpCodeOf(thrown);
	// A success that was thrown is one whose body broke off.
	const brokeOff = httpCode !== undefined && httpCode < 300;
	if (httpCode === undefined || brokeOff) {
		const isUnreachable = !brokeOff && neverConnected(thrown);
		const notSent = isUnreachable || (!brokeOff && isNotConnected(thrown));
		const hasFailed = brokeOff || isUnreachable || connectionCodeOf(thrown) !== undefined;
		const connectionFailed = hasFailed && !isUntrusted(thrown);
		const scope = notSent && !connectionFailed ? 'account' : undefined;
		// What may have gone wrong after sending leaves open what HubSpot did.
		return new HubspotError(clean(noAnswerMessage(thrown, clean)), {
			notSent,
			connectionFailed,
			scope,
			mayHaveApplied: !notSent,
			isTimeout: !notSent && !brokeOff && isTimedOut(thrown) ? true : undefined,
		});
	}
	// Before anything is cut: half a secret is not found any more.
	const body = withoutSecretsIn(bodyOf(thrown), secrets) as Fields | undefined;
	const retryAfterMs = retryAfterOf(thrown);
	const message = clean(refusalMessage(httpCode, { body, retryAfterMs, credentialName }));
	return new HubspotError(message, {
		httpCode,
		category: text(body?.category) ?? text(body?.errorType),
		subCategory: text(body?.subCategory),
		correlationId: text(body?.correlationId),
		policy: text(body?.policyName),
		retryAfterMs,
		scope: classifyError(httpCode, body),
		notSent: httpCode === PROXY_ASKS ? true : undefined,
		mayHaveApplied: httpCode >= 500 || httpCode === REQUEST_TIMEOUT,
		isTimeout: [REQUEST_TIMEOUT, GATEWAY_TIMEOUT].includes(httpCode) ? true : undefined,
		responseBody: { message: body?.message, context: body?.context, errors: body?.errors },
	});
}

/** What was thrown, in sentences. */
const sentencesOf = (thrown: unknown): string =>
	[text(at(thrown, 'message')) ?? 'n8n does not say why', text(at(thrown, 'description'))]
		.flatMap((line) => (line === undefined ? [] : line.replace(/\.?$/, '.')))
		.join(' ');

/** The error of a request that could not even be put together, because of its credential. */
const unsendable = (words: string, secrets: readonly string[]): HubspotError =>
	new HubspotError(withoutSecrets(words, secrets), { notSent: true, scope: 'account' });

/**
 * The error of a credential whose address cannot be used.
 *
 * @param thrown by the check of the address; an error that is whole stays as it is
 * @param secrets values that must not appear in the result
 */
export const credentialError = (thrown: unknown, secrets: readonly string[]): HubspotError =>
	thrown instanceof HubspotError ? thrown : unsendable(sentencesOf(thrown), secrets);

/**
 * The error of a credential that n8n cannot read: none is chosen, it was deleted, or it cannot be decrypted.
 *
 * @param thrown by n8n
 * @param secrets values that must not appear in the result
 * @param credentialName what the credential is called in n8n; undefined where none is chosen
 */
export function unreadableCredential(
	thrown: unknown,
	secrets: readonly string[],
	credentialName?: string,
): HubspotError {
	const named = credentialName === undefined ? '' : ` "${credentialName}"`;
	return unsendable(
		`The credential${named} cannot be used: ${sentencesOf(thrown)} Choose one in the node, or create one there.`,
		secrets,
	);
}
