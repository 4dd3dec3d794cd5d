/** What HubSpot says about a request it refused, as far as it says it. */
export interface HubspotErrorDetails {
	/** HTTP status; absent when no answer came. */
	httpCode?: number;
	category?: string;
	subCategory?: string;
	/** What HubSpot's support asks for. */
	correlationId?: string;
}

/** A request to HubSpot that failed. `message` is whole sentences for the person who built the workflow. */
export class HubspotError extends Error implements HubspotErrorDetails {
	override readonly name = 'HubspotError';

	readonly httpCode?: number;

	readonly category?: string;

	readonly subCategory?: string;

	readonly correlationId?: string;

	constructor(message: string, details: HubspotErrorDetails = {}) {
		super(message);
		Object.assign(this, details);
	}
}

type Fields = Record<string, unknown>;

const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null;

/** Follows property names through unknown data; undefined where the way ends. */
const at = (value: unknown, ...names: string[]): unknown =>
	names.reduce<unknown>((inner, name) => (isFields(inner) ? inner[name] : undefined), value);

const text = (value: unknown): string | undefined =>
	typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;

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

/** HubSpot's error body, wherever the request helper left it; undefined when it is not an object. */
function bodyOf(thrown: unknown): Fields | undefined {
	return [
		at(thrown, 'context', 'data'),
		at(thrown, 'cause', 'response', 'data'),
		at(thrown, 'response', 'data'),
	].find(isFields);
}

/** The scopes a 403 asks for; HubSpot names them in the context of the error or of its details. */
function missingScopes(body: Fields | undefined): string[] {
	const details = at(body, 'errors');
	const contexts = [
		at(body, 'context'),
		...(Array.isArray(details) ? details.map((detail) => at(detail, 'context')) : []),
	];
	const scopes = contexts
		.filter(isFields)
		.flatMap((context) => [context.requiredGranularScopes, context.requiredScopes, context.scopes])
		.flat()
		.filter((scope): scope is string => typeof scope === 'string');
	return [...new Set(scopes)];
}

/** How n8n 1 and 2 say that an OAuth2 credential has no token yet. */
const NOT_CONNECTED = /OAuth credentials not connected|Unable to sign without access token/i;

function noAnswerMessage(thrown: unknown): string {
	const code = text(at(thrown, 'cause', 'code')) ?? text(at(thrown, 'code'));
	const reason = text(at(thrown, 'message')) ?? 'unknown error';
	if (NOT_CONNECTED.test(reason)) {
		return 'The credential is not connected to HubSpot yet. Open it in n8n and connect your account.';
	}
	if (code === undefined) return reason;
	if (code === 'ECONNABORTED' || code === 'ETIMEDOUT') {
		return 'HubSpot did not answer in time. Whether it carried the request out is unknown.';
	}
	if (['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN'].includes(code)) {
		return `HubSpot could not be reached (${code}): nothing was sent.`;
	}
	return `The connection to HubSpot broke (${code}). Whether it carried the request out is unknown.`;
}

function refusalMessage(httpCode: number, body: Fields | undefined): string {
	const said = text(body?.message);
	const quoted = said === undefined ? '' : `: ${said}`;
	if (httpCode === 401) {
		return `HubSpot does not accept the credential (401)${quoted}. Open the credential in n8n and connect it again, or replace its token.`;
	}
	if (httpCode === 403) {
		const scopes = missingScopes(body);
		const needed = scopes.length > 0 ? ` Missing: ${scopes.slice(0, 10).join(', ')}.` : '';
		return `HubSpot says the credential may not do this (403)${quoted}.${needed} Add the scope to the HubSpot app, then connect the credential again.`;
	}
	if (httpCode === 429) {
		const policy = text(body?.policyName);
		return `HubSpot's rate limit was reached (429${policy === undefined ? '' : `, ${policy}`})${quoted}`;
	}
	return `HubSpot answered ${httpCode}${quoted}`;
}

/**
 * Turns whatever n8n's request helper threw into one kind of error, with HubSpot's own words in it.
 *
 * @param thrown a NodeApiError, an axios error, or any other error from before the request was sent
 * @param secrets values that must not appear in the result, whoever wrote them there
 * @returns an error that holds no reference to the request, its headers or the thrown error
 * @see https://developers.hubspot.com/docs/api-reference/error-handling
 */
export function toHubspotError(thrown: unknown, secrets: readonly string[]): HubspotError {
	const httpCode = httpCodeOf(thrown);
	const body = bodyOf(thrown);
	const message = httpCode === undefined ? noAnswerMessage(thrown) : refusalMessage(httpCode, body);
	const clean = (said: unknown) => {
		const words = text(said);
		return words === undefined ? undefined : withoutSecrets(words, secrets);
	};
	return new HubspotError(withoutSecrets(message, secrets), {
		httpCode,
		category: clean(body?.category) ?? clean(body?.errorType),
		subCategory: clean(body?.subCategory),
		correlationId: clean(body?.correlationId),
	});
}

/**
 * Takes secrets out of a text.
 *
 * @param message any text that may be shown
 * @param secrets the values to remove; short ones are left, since they would match by accident
 */
function withoutSecrets(message: string, secrets: readonly string[]): string {
	return secrets
		.filter((secret) => secret.length >= 6)
		.reduce((clean, secret) => clean.replaceAll(secret, '[hidden]'), message);
}
