import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

/** Shorter values would match by accident, and no token is so short. */
const SHORTEST = 6;

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
	]
		.filter((secret): secret is string => typeof secret === 'string')
		.map((secret) => secret.trim())
		.filter((secret) => secret.length >= SHORTEST);
}

/** A token is known by the word before it, also when it was renewed meanwhile. */
const BEARER = /(\bBearer(?:\s|%20)+)(?!\[hidden\])[\w.~+/=%-]+/gi;

/** The token of a private app shows what it is, also when the credential holds another one meanwhile. */
const PRIVATE_APP = /\bpat-[a-z]{2}\d+-[\w-]{20,}/g;

/**
 * Takes secrets out of a text, also where it holds them URL-encoded.
 *
 * @param text anything that may be shown
 */
export function withoutSecrets(text: string, secrets: readonly string[]): string {
	return secrets
		.flatMap((secret) => [secret, encodeURIComponent(secret)])
		.reduce((clean, secret) => clean.replaceAll(secret, '[hidden]'), text)
		.replace(BEARER, '$1[hidden]')
		.replace(PRIVATE_APP, '[hidden]');
}

/**
 * Takes secrets out of every text in parsed JSON.
 *
 * @returns the same data, or a copy of it where something was hidden
 */
export function withoutSecretsIn(data: unknown, secrets: readonly string[]): unknown {
	const text = JSON.stringify(data) ?? '';
	const clean = withoutSecrets(text, secrets);
	return clean === text ? data : (JSON.parse(clean) as unknown);
}
