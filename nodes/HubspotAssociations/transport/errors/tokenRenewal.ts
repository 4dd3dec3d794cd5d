import { at, isObject, text } from '../unknownData';
import { connectionCodeOf } from './connectionErrors';

/** The code of n8n's OAuth2 client for an answer that OAuth calls an error, and for any other that is no token. */
const OAUTH_ERROR = 'EAUTH';
const OTHER_ANSWER = 'ESTATUS';

/** How n8n 2 says that the token endpoint refused for good. */
const RECONNECT = /needs to be reconnected/i;

/** Where tokens are renewed; requests of the node go elsewhere. */
const TOKEN_ENDPOINT = /\/oauth\/[^?#]*\btoken\b/i;

/** OAuth's names, and HubSpot's, for a token endpoint that cannot answer at the moment. */
const PASSING = /^(temporarily_unavailable|server_error|slow_down|RATE_LIMITS?)$/i;

/** Statuses with which the token endpoint does not speak about the credential. */
const PASSING_STATUSES: readonly number[] = [408, 423, 429, 477];

/**
 * Why an OAuth2 token was not renewed, after HubSpot had refused the old one: refused for good, or the token endpoint
 * was not well.
 */
export interface FailedRenewal {
	isRefused: boolean;
	/** n8n's own sentence, which names the credential. */
	isSaidByN8n?: boolean;
	/** HTTP status; absent where no answer came, or n8n does not say. */
	status?: number;
	/** What the token endpoint said, or Node's code. */
	reason?: string;
}

/** What the token endpoint answered, where n8n keeps it: as text, or parsed. */
const bodyOf = (thrown: unknown): unknown => at(thrown, 'cause', 'body') ?? at(thrown, 'body');

/** The same, parsed; undefined where it is no JSON. */
function answerOf(thrown: unknown): unknown {
	const body = bodyOf(thrown);
	if (typeof body !== 'string') return body;
	try {
		return JSON.parse(body) as unknown;
	} catch {
		return undefined;
	}
}

/**
 * Reads a failure to renew an OAuth2 token out of what was thrown.
 *
 * @param thrown what n8n's request helper threw
 * @returns undefined where that is about something else
 * @see https://datatracker.ietf.org/doc/html/rfc6749#section-5.2
 */
export function failedRenewal(thrown: unknown): FailedRenewal | undefined {
	const message = text(at(thrown, 'message'));
	if (RECONNECT.test(message ?? '')) {
		return { isRefused: true, isSaidByN8n: true, reason: message };
	}
	const code = connectionCodeOf(thrown);
	const answer = answerOf(thrown);
	if (code === OAUTH_ERROR) {
		const names = [at(answer, 'error'), at(answer, 'errorType'), at(answer, 'category')];
		const isPassing = names.some((name) => PASSING.test(text(name) ?? ''));
		return { isRefused: !isPassing, reason: message };
	}
	if (code === OTHER_ANSWER) {
		const status = Number(at(thrown, 'cause', 'status') ?? at(thrown, 'status') ?? NaN);
		const isAboutClient = status >= 400 && status < 500 && !PASSING_STATUSES.includes(status);
		// The token endpoint itself answers with JSON; a page is that of a proxy, or of a firewall.
		const isPage = typeof bodyOf(thrown) === 'string' && !isObject(answer);
		const isRefused = isAboutClient && !isPage;
		const reason = isObject(answer) ? text(answer.message) : undefined;
		return { isRefused, ...(status > 0 ? { status } : {}), reason };
	}
	const failed = at(thrown, 'cause', 'config', 'url') ?? at(thrown, 'config', 'url');
	if (!TOKEN_ENDPOINT.test(text(failed) ?? '')) return undefined;
	const status = Number(
		at(thrown, 'cause', 'response', 'status') ?? at(thrown, 'response', 'status') ?? 0,
	);
	return status > 0 ? { isRefused: false, status } : { isRefused: false, reason: code };
}

/**
 * What to say when a token could not be renewed.
 *
 * @param credential how messages name it
 * @param quote cleans the token endpoint's words and makes them as long as they may be
 */
export function renewalMessage(
	{ isRefused, isSaidByN8n, status, reason }: FailedRenewal,
	credential: string,
	quote: (words: string) => string,
): string {
	const words = reason === undefined ? undefined : quote(reason).replace(/\.?$/, '.');
	if (isRefused) {
		if (isSaidByN8n && words !== undefined) return words;
		const quoted = words === undefined ? '.' : `: ${words}`;
		return `HubSpot refused to renew the access token${inBrackets(status)}${quoted} Open ${credential} in n8n and connect your account again.`;
	}
	const what =
		status === undefined
			? `did not answer as it should${inBrackets(words?.slice(0, -1))}`
			: `answered ${status}${status < 300 ? ' without a token' : ''}`;
	return `HubSpot's token endpoint ${what}, so the access token was not renewed. Without it nothing can be sent.`;
}

const inBrackets = (value: string | number | undefined): string =>
	value === undefined ? '' : ` (${value})`;
