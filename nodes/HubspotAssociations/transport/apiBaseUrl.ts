import { UserError } from 'n8n-workflow';

/** Where HubSpot's API answers, for every account. */
export const HUBSPOT_API = 'https://api.hubapi.com';

const isLoopback = (hostname: string) =>
	hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);

/** Whether what is sent to an address travels protected: by https, or not past this machine. */
export const isProtected = ({ protocol, hostname }: URL): boolean =>
	protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname));

/**
 * Checks the address that requests, and with them the token, will go to.
 * The field is hidden and meant for tests and proxies; a token must never travel in clear over a network.
 *
 * @param value the credential's `apiBaseUrl`; empty means HubSpot's own
 * @returns the address without a trailing slash
 * @throws UserError when it is not https, nor http on this machine itself
 */
export function checkedApiBaseUrl(value: unknown): string {
	const text = typeof value === 'string' && value.trim() !== '' ? value.trim() : HUBSPOT_API;
	if (!URL.canParse(text)) {
		throw new UserError('The credential\'s "API Base URL" is not a web address', {
			description: `Leave it at ${HUBSPOT_API} unless your requests go through a proxy of your own.`,
		});
	}
	const url = new URL(text);
	// A user name or password would show up in messages, a query would swallow the path.
	if (!isProtected(url) || url.username || url.password || url.search || url.hash) {
		throw new UserError('The credential\'s "API Base URL" cannot be used', {
			description: `It has to be a plain https:// address (http:// only on this machine itself), such as ${HUBSPOT_API}: the token would travel unprotected otherwise.`,
		});
	}
	return `${url.origin}${url.pathname}`.replace(/\/+$/, '');
}
