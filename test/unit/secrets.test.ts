import {
	withoutSecrets,
	withoutSecretsIn,
} from '../../nodes/HubspotAssociations/transport/errors/secrets';
import { toHubspotError } from '../../nodes/HubspotAssociations/transport/errors/hubspotError';

/** As HubSpot's look, and one with every character that some form escapes. */
const TOKEN = 'CIOQ2pTzMhIHAAEAQAAAARjx7Bcg0r4fKNnC';
const SECRETS = [TOKEN, 'a+b/c="d\\e ü:f?123', '0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0'];

const base64 = (text: string) => Buffer.from(text).toString('base64');
const base64url = (text: string) => Buffer.from(text).toString('base64url');

/** Parts of a secret and of its Base64 that are long enough to find it by. */
const partsOf = (secret: string) => [
	...[0, 4, 8].map((start) => secret.slice(start, start + 8)),
	...[0, 4, 8].map((start) => base64(secret).slice(start, start + 8)),
];

describe.each(SECRETS)('the secret %s', (secret) => {
	const forms: Array<[string, string]> = [
		['plain', secret],
		['URL-encoded', encodeURIComponent(secret)],
		[
			'URL-encoded in small letters',
			encodeURIComponent(secret).replace(/%../g, (code) => code.toLowerCase()),
		],
		['in JSON', JSON.stringify(secret)],
		['in JSON in JSON', JSON.stringify(JSON.stringify({ is: secret }))],
		['in Base64', base64(secret)],
		['in URL-safe Base64', base64url(secret)],
		['in a Basic header', `Authorization: Basic ${base64(`client-id:${secret}`)}`],
		['in Base64 after one more character', base64(`1client-id:${secret}`)],
		['in Base64 after two more characters', base64(`12client-id:${secret}`)],
		['in Base64 between others', base64url(`client-id:${secret}&grant=x`)],
		['in Base64 in a URL', encodeURIComponent(base64(`x:${secret}`))],
		[
			'in Base64 in several lines',
			base64(`11111111-2222-3333-4444-5555:${secret}`).replace(/.{48}/g, '$&\r\n'),
		],
		['in capital letters', secret.toUpperCase()],
		['in small letters', secret.toLowerCase()],
		['in numbers', Buffer.from(secret).toString('hex')],
		['in numbers with capital letters', Buffer.from(secret).toString('hex').toUpperCase()],
	];

	it.each(forms)('is hidden %s, and the words around it stay', (_, form) => {
		const clean = withoutSecrets(`You sent: ${form} (wrong)`, SECRETS);
		expect(clean).toMatch(/^You sent: [^]*\[hidden\][^]* \(wrong\)$/);
		for (const part of partsOf(secret)) expect(clean).not.toContain(part);
	});

	it.each(forms)('is hidden %s in every place of a parsed answer', (_, form) => {
		const body = { message: form, results: [{ label: form, after: form, [form]: [form] }] };
		const clean = JSON.stringify(withoutSecretsIn(body, [secret]));
		expect(clean.match(/\[hidden\]/g)).toHaveLength(5);
		for (const part of partsOf(secret)) expect(clean).not.toContain(part);
	});

	it.each([480, 490, 499])(
		'is hidden where it stands across the place of the cut: %i',
		(before) => {
			const message = `${'. '.repeat(before / 2)}${secret} and more`.padEnd(2_000, '.');
			const thrown = { response: { status: 400, headers: {}, data: { message } } };
			const error = toHubspotError(thrown, SECRETS);
			expect(error.message).not.toContain(secret.slice(0, 6));
			expect(toHubspotError(new Error(message), SECRETS).message).not.toContain(secret.slice(0, 6));
		},
	);

	it.each(['', '…', '...'])('is hidden where it was cut before it came: %j', (dots) => {
		const text = `but received: ${secret.slice(0, 14)}${dots}`;
		expect(withoutSecrets(text, SECRETS)).toBe(`but received: [hidden]${dots}`);
		expect(withoutSecretsIn({ message: text, label: text }, SECRETS)).toEqual({
			message: `but received: [hidden]${dots}`,
			label: text,
		});
	});
});

describe.each([TOKEN, SECRETS[2]])('the beginning of %s', (secret) => {
	it.each([12, 13, 20, secret.length - 1])('is hidden in the middle of words: %i', (length) => {
		const cut = secret.slice(0, length);
		expect(withoutSecrets(`"${cut}..." and "${cut}" expired`, SECRETS)).toBe(
			'"[hidden]..." and "[hidden]" expired',
		);
	});

	it.each(['', 'a', 'ab'])('is hidden in Base64 that was cut, after %j', (before) => {
		const cut = base64(`${before}client:${secret}`).slice(0, 40);
		expect(withoutSecrets(`You sent ${cut}… to us`, SECRETS)).toBe('You sent [hidden]… to us');
		expect(withoutSecretsIn({ message: `${cut}…` }, [secret])).toEqual({ message: '[hidden]…' });
	});
});

it('hides a secret that begins like another one as a whole', () => {
	const secrets = ['first-half', 'first-half-and-second'];
	expect(withoutSecrets('It is first-half-and-second!', secrets)).toBe('It is [hidden]!');
});

describe('what no credential holds any more', () => {
	it.each([
		[`Bearer ${TOKEN}`, 'Bearer [hidden]'],
		[`"authorization":"Bearer ${TOKEN}"`, '"authorization":"Bearer [hidden]"'],
		[`Authorization=Bearer%20${TOKEN}&x`, 'Authorization=Bearer%20[hidden]&x'],
		['bearer na1-12ab-3c4d-5e6f', 'bearer [hidden]'],
		[`Bearer token ${TOKEN} is expired`, 'Bearer token [hidden] is expired'],
		[`Basic ${base64('client:s3cret')}`, 'Basic [hidden]'],
		[`Basic ${encodeURIComponent(base64('clients:é?>'))}`, 'Basic [hidden]'],
		[`access_token=${TOKEN}&x=1`, 'access_token=[hidden]&x=1'],
		['{"refresh_token":"0f1e-2d3c"}', '{"refresh_token":"[hidden]"}'],
		['client_secret: 0f1e-2d3c!', 'client_secret: [hidden]!'],
		[`Bearer <${TOKEN}>`, 'Bearer <[hidden]>'],
		[`Bearer%2520${TOKEN}`, 'Bearer%2520[hidden]'],
		[`<access_token>${TOKEN}</access_token>`, '<access_token>[hidden]</access_token>'],
		[`access-token: ${TOKEN}`, 'access-token: [hidden]'],
		['pat-na1-01234567…', '[hidden]…'],
		['pat-eu1-01234567-89ab-cdef-0123-456789abcdef', '[hidden]'],
	])('is hidden: %s', (text, expected) => {
		expect(withoutSecrets(text, [])).toBe(expected);
		expect(withoutSecretsIn({ message: text }, [])).toEqual({ message: expected });
	});
});

describe('data is left alone', () => {
	it.each([
		'Ring Bearer of the house',
		'Bearer bonds',
		'Bearer bonds 2024/25',
		'Bearer responsibilities',
		'Bearer Bonds-and-certificates',
		'The access_token: expired',
		'Basic information',
		'Basic package, Basic plan',
		'Basic auth is not supported',
		'Patient pat-down',
	])('words: %s', (text) => {
		expect(withoutSecrets(text, SECRETS)).toBe(text);
		const body = { message: text, results: [{ label: text }] };
		expect(withoutSecretsIn(body, SECRETS)).toBe(body);
	});

	it('labels, IDs and cursors that look like a secret and are none', () => {
		const token = 'Bearer CLabelThatLooksLikeIt9';
		const results = [
			{
				label: token,
				toObjectId: 12345678901,
				associationTypes: [{ label: `Basic ${base64('a:b')}` }],
			},
			{ from: { id: '1' }, paging: { next: { after: base64('0-1:75028:access') } } },
			{ name: token, labels: { singular: token } },
		];
		expect(withoutSecretsIn({ results, message: token }, SECRETS)).toEqual({
			results,
			message: 'Bearer [hidden]',
		});
	});

	it('numbers, whatever the secret', () => {
		const body = { id: 123456789, text: '123456789' };
		expect(withoutSecretsIn(body, ['123456789'])).toEqual({ id: 123456789, text: '[hidden]' });
	});
});
