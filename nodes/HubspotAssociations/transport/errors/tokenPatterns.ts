/** What stands in place of a secret. */
export const HIDDEN = '[hidden]';

/** The token of a private app shows what it is, wherever it stands. */
const PRIVATE_APP = /\bpat-[a-z]{2,4}\d+-[\w-]{8,}/gi;

/** A word that comes before tokens, and the word after it; HubSpot's labels may hold both as well. */
const BEARER = /(\bBearer(?:[\s:="'+\\<]|%(?:25)?20|%(?:25)?3A)+(?:token\s+)?)([\w.~+/=%-]+)/gi;

/** What OAuth calls its secrets, and the value after the name, as in JSON, a form or a sentence. */
const NAMED =
	/\b((?:access|refresh|id)[_-]?token|client[_-]?secret|hapikey)((?:\\?["'])?\s*[:=>]\s*(?:\\?["'])?)([\w.~+/=%-]{6,})/gi;
const IS_SECRET_NAME = /^((access|refresh|id)[_-]?token|client[_-]?secret|hapikey|authorization)$/i;

/** The header of a client that says who it is by name and secret. */
const BASIC = /(\bBasic(?:[\s:="'+\\]|%20|%3A)+)([\w+/%-]{4,}=*)/gi;

/** No token is shorter, and few words are as long. */
const SHORTEST_TOKEN = 16;

/**
 * Whether a word is a token rather than one that people write: it is long, and mixes letters with digits, or small
 * letters with capitals inside.
 */
const looksLikeToken = (word: string): boolean =>
	word.length >= SHORTEST_TOKEN && /[a-z]/i.test(word) && /\d|[a-z][A-Z]/.test(word);

/** The value of OAuth's fields is no label: anything there that is no plain word is hidden. */
const isValue = (word: string): boolean => !/^[a-z]{1,12}[.]?$/i.test(word);

/** Whether a word is Base64 of a name, a colon and more, in characters that can be typed. */
function isBasic(word: string): boolean {
	const base64 = word.replace(/%3D/gi, '=').replace(/%2B/gi, '+').replace(/%2F/gi, '/');
	const decoded = Buffer.from(base64, 'base64').toString();
	return /^[^\p{C}\ufffd]*:[^\p{C}\ufffd]*$/u.test(decoded);
}

/** Whether a field of parsed JSON is named as OAuth and HTTP name their secrets. */
export const isSecretName = (name: string): boolean => IS_SECRET_NAME.test(name);

/** Whether a text may hold anything that {@link withoutTokens} hides; quicker than hiding it. */
export const mayHoldTokens = (text: string): boolean =>
	/\bpat-|\bBearer|\bBasic|(access|refresh|id)[_-]?token|client[_-]?secret|hapikey|authorization/i.test(
		text,
	);

/**
 * Hides what certainly is a token, whatever else the text is: one of a private app.
 *
 * @param data also a label or a cursor
 */
export const withoutPrivateAppTokens = (data: string): string => data.replace(PRIVATE_APP, HIDDEN);

/**
 * Hides what looks like a secret although no credential holds it, such as a token that was renewed meanwhile.
 *
 * @param text words about something; a label may look like that as well
 * @see https://datatracker.ietf.org/doc/html/rfc6750#section-2.1
 * @see https://datatracker.ietf.org/doc/html/rfc7617#section-2
 */
export const withoutTokens = (text: string): string =>
	withoutPrivateAppTokens(text)
		.replace(BEARER, (all, before: string, word: string) =>
			looksLikeToken(word) ? `${before}${HIDDEN}` : all,
		)
		.replace(BASIC, (all, before: string, word: string) =>
			isBasic(word) ? `${before}${HIDDEN}` : all,
		)
		.replace(NAMED, (all, name: string, between: string, word: string) =>
			isValue(word) ? `${name}${between}${HIDDEN}` : all,
		);
