import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

import { isObject } from '../unknownData';
import { inJson, type SecretForms, secretForms } from './secretForms';
import {
	HIDDEN,
	isSecretName,
	mayHoldTokens,
	withoutPrivateAppTokens,
	withoutTokens,
} from './tokenPatterns';

/** Shorter values would match by accident, and no token is so short. */
const SHORTEST = 6;

/** So much of a secret helps to guess the rest; its first characters are the same for many. */
const TELLING = 12;

/** So many characters of Base64 hold as much. */
const TELLING_BASE64 = 16;

/**
 * Every secret value of a credential.
 *
 * @param credential of either type, decrypted
 */
export function secretsOf(credential: ICredentialDataDecryptedObject): string[] {
	const tokens = (credential.oauthTokenData ?? {}) as Record<string, unknown>;
	return [
		credential.accessToken,
		credential.clientSecret,
		tokens.access_token,
		tokens.refresh_token,
		tokens.id_token,
	]
		.filter((secret): secret is string => typeof secret === 'string')
		.map((secret) => secret.trim())
		.filter((secret) => secret.length >= SHORTEST);
}

/**
 * Takes secrets out of words: those that are known, in every form, and what looks like one. Words have to be cleaned
 * before they are cut: half a secret is not found any more.
 *
 * @param text anything that may be shown
 * @param secrets known ones
 */
export function withoutSecrets(text: string, secrets: readonly string[]): string {
	return cleanWords(text, secretForms(secrets), secrets);
}

const cleanWords = (text: string, forms: SecretForms, secrets: readonly string[]): string =>
	withoutBeginnings(withoutTokens(withoutKnown(text, forms)), forms, secrets);

/**
 * Takes secrets out of every text in parsed JSON. Data, such as labels, IDs and cursors, loses known secrets only: it
 * may look like one and is none.
 *
 * @param secrets known ones
 * @returns the same data, or a copy of it where something was hidden
 */
export function withoutSecretsIn(data: unknown, secrets: readonly string[]): unknown {
	const forms = secretForms(secrets);
	const json = JSON.stringify(data) ?? '';
	const { base64 } = beginningsOf(forms, secrets);
	const beginnings = secrets.map((secret) => secret.slice(0, TELLING));
	const inOneLine = json.includes('\\n') ? json.replace(LINE_BREAK_IN_BASE64, '') : json;
	const isSuspect =
		mayHoldTokens(json) ||
		[...forms.whole, ...base64, ...beginnings].some((form) => inOneLine.includes(inJson(form)));
	if (!isSuspect) return data;
	const words = remembered((text) => cleanWords(text, forms, secrets));
	const known = remembered((text) => withoutPrivateAppTokens(withoutKnown(text, forms)));
	const clean = mapTexts(data, words, known);
	return JSON.stringify(clean) === json ? data : clean;
}

/** Changes each text once: an answer has few that are different, and no secret is as short as most of the others. */
function remembered(change: (text: string) => string): (text: string) => string {
	const changed = new Map<string, string>();
	return (text) => {
		if (text.length < SHORTEST) return text;
		const result = changed.get(text) ?? change(text);
		changed.set(text, result);
		return result;
	};
}

/** The fields of HubSpot's answers that hold data which somebody has named, or HubSpot numbered. */
const DATA =
	/^(label|labels|inverseLabel|name|fullyQualifiedName|singular|plural|properties|after|before|id|\w*Ids?)$/;

/**
 * Changes every text in parsed JSON, names of fields included.
 *
 * @param words changes a text
 * @param known changes a text below one of the {@link DATA} fields
 */
function mapTexts(
	data: unknown,
	words: (text: string) => string,
	known: (text: string) => string,
): unknown {
	if (typeof data === 'string') return words(data);
	if (Array.isArray(data)) return data.map((each: unknown) => mapTexts(each, words, known));
	if (!isObject(data)) return data;
	return Object.fromEntries(
		Object.entries(data).map(([name, value]) => {
			if (typeof value === 'string' && isSecretName(name)) return [name, HIDDEN];
			return [known(name), mapTexts(value, DATA.test(name) ? known : words, known)];
		}),
	);
}

/** Characters of Base64, plain, URL-safe and URL-encoded. */
const BASE64 = /[\w+/=%-]/;

/** Hides known secrets, and all of a Base64 text that holds one, in one line or several. */
function withoutKnown(text: string, { whole, base64 }: SecretForms): string {
	const clean = whole.reduce((rest, form) => rest.replaceAll(form, HIDDEN), text);
	const joined = clean.replace(LINE_BREAK_IN_BASE64, '');
	const isWrapped = joined !== clean && base64.some((core) => joined.includes(core));
	return base64.reduce(withoutBase64, isWrapped ? joined : clean);
}

/** Where Base64 goes on in the next line, also in JSON. */
const LINE_BREAK_IN_BASE64 = /(?<=[\w+/=%-]{40})(?:\\r|\r)?(?:\\n|\n)(?=[\w+/])/g;

function withoutBase64(text: string, core: string): string {
	const parts: string[] = [];
	let done = 0;
	for (let found = text.indexOf(core); found >= 0; found = text.indexOf(core, done)) {
		let start = found;
		while (start > done && BASE64.test(text[start - 1])) start--;
		let end = found + core.length;
		while (end < text.length && BASE64.test(text[end])) end++;
		parts.push(text.slice(done, start), HIDDEN);
		done = end;
	}
	return done === 0 ? text : parts.join('') + text.slice(done);
}

/** The beginnings by which secrets are found, and those of their Base64. */
const beginningsOf = ({ base64 }: SecretForms, secrets: readonly string[]) => ({
	plain: secrets.filter(({ length }) => length > TELLING),
	base64: [...new Set(base64.map((core) => core.slice(0, TELLING_BASE64)))],
});

/** Hides the beginning of a known secret in a text that was cut before it came here, and that of its Base64. */
function withoutBeginnings(text: string, forms: SecretForms, secrets: readonly string[]): string {
	const { plain, base64 } = beginningsOf(forms, secrets);
	return base64.reduce(withoutBase64, plain.reduce(withoutBeginning, text));
}

function withoutBeginning(text: string, secret: string): string {
	const [first, ...rest] = text.split(secret.slice(0, TELLING));
	return rest.reduce((done, after) => {
		let length = 0;
		while (length < after.length && after[length] === secret[TELLING + length]) length++;
		return `${done}${HIDDEN}${after.slice(length)}`;
	}, first);
}
