import type { LocalHubspot } from './localHubspot';

/** An answer as it came over the wire. */
export interface WireAnswer {
	status: number;
	headers: Headers;
	/** The body as sent; '' when there was none. */
	text: string;
	/** The body parsed; undefined when it is not JSON. */
	json: Record<string, unknown> | undefined;
}

/** What `send` lets a test set. */
export interface SendOptions {
	/** An object is sent as JSON, a string as it is (still called JSON). */
	body?: unknown;
	token?: string;
	headers?: Record<string, string>;
}

/** Sends one request to the local HubSpot without any client in between. Redirects are not followed. */
export async function send(
	hubspot: LocalHubspot,
	method: string,
	path: string,
	{ body, token, headers }: SendOptions = {},
): Promise<WireAnswer> {
	const response = await fetch(hubspot.url + path, {
		method,
		redirect: 'manual',
		headers: {
			...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
			...(body === undefined ? {} : { 'content-type': 'application/json' }),
			...headers,
		},
		body: body === undefined || typeof body === 'string' ? body : JSON.stringify(body),
	});
	const text = await response.text();
	const isJson = response.headers.get('content-type')?.includes('json') ?? false;
	return {
		status: response.status,
		headers: response.headers,
		text,
		json: isJson ? (JSON.parse(text) as Record<string, unknown>) : undefined,
	};
}
