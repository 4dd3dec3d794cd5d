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
	return withoutBeginnings(withoutTokens(withoutKnown(text, secretForms(secrets))), secrets);
}

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
	const beginnings = secrets.map((secret) => secret.slice(0, TELLING));
	const isSuspect =
		mayHoldTokens(json) ||
		[...forms.whole, ...forms.base64, ...beginnings].some((form) => json.includes(inJson(form)));
	if (!isSuspect) return data;
	const words = remembered((text) =>
		withoutBeginnings(withoutTokens(withoutKnown(text, forms)), secrets),
	);
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

/** Hides known secrets, and all of a Base64 text that holds one. */
function withoutKnown(text: string, { whole, base64 }: SecretForms): string {
	const clean = whole.reduce((rest, form) => rest.replaceAll(form, HIDDEN), text);
	return base64.reduce(withoutBase64, clean);
}

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

/** Hides the beginning of a known secret at the end of a text that was cut before it came here. */
function withoutBeginnings(text: string, secrets: readonly string[]): string {
	const [, words = '', dots = ''] = /^([^]*?)(…|\.\.\.)?$/.exec(text) ?? [];
	for (const secret of secrets) {
		for (let length = secret.length - 1; length >= TELLING; length--) {
			if (words.endsWith(secret.slice(0, length))) {
				return `${words.slice(0, -length)}${HIDDEN}${dots}`;
			}
		}
	}
	return text;
}
