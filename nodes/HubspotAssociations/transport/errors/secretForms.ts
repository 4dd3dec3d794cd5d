/** How a text stands in JSON, without the quotes. */
export const inJson = (text: string): string => JSON.stringify(text).slice(1, -1);

const hex = (text: string): string => Buffer.from(text).toString('hex');

/** How a secret may be written out: in other letters, or its bytes as numbers. */
const SPELLINGS: ReadonlyArray<(text: string) => string> = [
	(text) => text.toLowerCase(),
	(text) => text.toUpperCase(),
	hex,
	(text) => hex(text).toUpperCase(),
];

/** How a text may be escaped inside another one: URL-encoded with large or small digits, and as in JSON. */
const ESCAPES: ReadonlyArray<(text: string) => string> = [
	encodeURIComponent,
	(text) => encodeURIComponent(text).replace(/%[\dA-F]{2}/g, (code) => code.toLowerCase()),
	inJson,
	(text) => inJson(inJson(text)),
	// Some servers escape the slash as well.
	(text) => inJson(text).replaceAll('/', '\\/'),
];

/** Bits that a Base64 character stands for, and those of a byte. */
const BITS = { character: 6, byte: 8 };

/**
 * The characters of Base64 that only a secret decides, for each of the three places at which it may begin in what is
 * encoded. The characters at both ends also depend on what stands before and after it, as in `id:secret`.
 */
const base64Cores = (secret: string): string[] =>
	[0, 1, 2].map((before) => {
		const bytes = Buffer.concat([Buffer.alloc(before), Buffer.from(secret)]);
		const first = Math.ceil((before * BITS.byte) / BITS.character);
		const end = Math.floor((bytes.length * BITS.byte) / BITS.character);
		return bytes.toString('base64').slice(first, end);
	});

/** Base64 uses two characters that mean something in a URL; there it has others. */
const urlSafe = (base64: string): string => base64.replaceAll('+', '-').replaceAll('/', '_');

/** How a secret may be written in a text. */
export interface SecretForms {
	/** What is the secret, plain or escaped. */
	whole: string[];
	/** What is the middle of a Base64 text that holds the secret. */
	base64: string[];
}

const longestFirst = (texts: string[]): string[] =>
	[...new Set(texts)].sort((a, b) => b.length - a.length);

/**
 * Every form in which secrets may stand in a text.
 *
 * @returns the longest first: one secret may be the beginning of another
 */
export function secretForms(secrets: readonly string[]): SecretForms {
	const cores = secrets.flatMap(base64Cores).flatMap((core) => [core, urlSafe(core)]);
	const escaped = (texts: readonly string[]) =>
		texts.flatMap((text) => [text, ...ESCAPES.map((escape) => escape(text))]);
	const spelled = secrets.flatMap((secret) => SPELLINGS.map((spell) => spell(secret)));
	return {
		whole: longestFirst([...escaped(secrets), ...spelled]),
		base64: longestFirst(escaped(cores)),
	};
}
