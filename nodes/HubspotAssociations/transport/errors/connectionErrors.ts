import { at, text } from '../unknownData';

/** The code of this package for an answer that does not come in time. */
export const DEADLINE_CODE = 'EDEADLINE';

/** What Node, axios and this package say when the answer does not come. */
const TIMED_OUT: readonly string[] = ['ECONNABORTED', 'ETIMEDOUT', DEADLINE_CODE];

/** Node's codes for a host that could not be reached. */
const UNREACHABLE: readonly string[] = [
	...['ECONNREFUSED', 'EHOSTUNREACH', 'EHOSTDOWN', 'ENETUNREACH', 'ENETDOWN', 'EADDRNOTAVAIL'],
	...['ENOTFOUND', 'EAI_AGAIN', 'EAI_FAIL', 'EAI_NODATA', 'UND_ERR_CONNECT_TIMEOUT'],
];

/** Node's words for a connection that was never made: the network, TLS, or a proxy in between failed first. */
const CONNECTING =
	/\b(connect|getaddrinfo) E[A-Z_]{3,}|before secure TLS connection was established|tunneling socket could not be established|before receiving CONNECT response/;

/**
 * Node's codes for a certificate that is not to be trusted.
 *
 * @see https://nodejs.org/api/tls.html#x509-certificate-error-codes
 */
const CERTIFICATE =
	/^(CERT_.+|SELF_SIGNED_CERT_IN_CHAIN|DEPTH_ZERO_SELF_SIGNED_CERT|UNABLE_TO_(VERIFY|GET|DECRYPT|DECODE).+|ERR_TLS_CERT_.+|HOSTNAME_MISMATCH|INVALID_(CA|PURPOSE)|PATH_LENGTH_EXCEEDED|CRL_.+|ERROR_IN_CERT_.+)$/;

/** Codes of OpenSSL, whatever it was doing, and what tells that the connection was made before. */
const OPENSSL = /^(EPROTO|ERR_SSL_.+)$/;
const AFTER_HANDSHAKE =
	/bad[ _]record[ _]mac|unexpected[ _]eof|decrypt|certificate[ _]required|internal[ _]error|close[ _]notify/i;

/** Where n8n 1.x leaves such a code, too: it drops the cause. */
const IS_CODE = /^[A-Z][A-Z\d_]+$/;

/**
 * Node's code for a connection that failed, such as ECONNRESET; undefined when something else went wrong.
 *
 * @param thrown what n8n's request helper threw
 */
export const connectionCodeOf = (thrown: unknown): string | undefined =>
	text(at(thrown, 'cause', 'code')) ??
	text(at(thrown, 'code')) ??
	[text(at(thrown, 'httpCode'))].find((code) => code !== undefined && IS_CODE.test(code));

/**
 * Whether no answer came in time.
 *
 * @param thrown what n8n's request helper threw
 */
export const isTimedOut = (thrown: unknown): boolean =>
	TIMED_OUT.includes(connectionCodeOf(thrown) ?? '');

/** Everything that was said about a failure: n8n puts words of its own in place of Node's. */
function wordsOf(thrown: unknown): string {
	const messages = at(thrown, 'messages');
	return [
		...[at(thrown, 'message'), at(thrown, 'cause', 'message'), at(thrown, 'description')],
		...(Array.isArray(messages) ? (messages as unknown[]) : []),
	]
		.map((words) => text(words) ?? '')
		.join('\n')
		.slice(0, 10_000);
}

/** How a request failed to reach HubSpot: a certificate is not trusted, TLS did not come up, or there was no way at all. */
type Obstacle = 'certificate' | 'tls' | 'network';

function obstacleOf(thrown: unknown): Obstacle | undefined {
	const code = connectionCodeOf(thrown) ?? '';
	const words = wordsOf(thrown);
	if (CERTIFICATE.test(code)) return 'certificate';
	if (OPENSSL.test(code)) return AFTER_HANDSHAKE.test(`${code} ${words}`) ? undefined : 'tls';
	return UNREACHABLE.includes(code) || CONNECTING.test(words) ? 'network' : undefined;
}

/**
 * Whether a request certainly never left this machine, because no connection to HubSpot was made.
 *
 * @param thrown what n8n's request helper threw
 */
export const neverConnected = (thrown: unknown): boolean => obstacleOf(thrown) !== undefined;

/**
 * Whether sending the like of it again is of no use: the certificate stays what it is.
 *
 * @param thrown what n8n's request helper threw
 */
export const isUntrusted = (thrown: unknown): boolean => obstacleOf(thrown) === 'certificate';

/** What to look at, by code, and for every other certificate. */
const CERTIFICATE_ADVICE: Record<string, string> = {
	CERT_HAS_EXPIRED: 'Check the clock of the machine that n8n runs on',
	CERT_NOT_YET_VALID: 'Check the clock of the machine that n8n runs on',
	ERR_TLS_CERT_ALTNAME_INVALID:
		'The certificate is for another address. Check the DNS and the proxy of the machine that n8n runs on',
};
const PROXY_ADVICE =
	'If a proxy or a firewall opens the connections of the machine that n8n runs on, n8n has to trust its certificate (NODE_EXTRA_CA_CERTS)';

/**
 * What to say when a connection to HubSpot could not be made, broke, or stayed silent.
 *
 * @param thrown what n8n's request helper threw
 * @returns undefined when something else went wrong
 */
export function connectionMessage(thrown: unknown): string | undefined {
	const code = connectionCodeOf(thrown);
	const quoted = code === undefined ? '' : ` (${code})`;
	switch (obstacleOf(thrown)) {
		case 'certificate':
			return `n8n does not trust the certificate that it was shown for HubSpot${quoted}. ${CERTIFICATE_ADVICE[code ?? ''] ?? PROXY_ADVICE}.`;
		case 'tls':
			return `No secure connection to HubSpot could be made${quoted}. Check the proxy and the firewall of the machine that n8n runs on.`;
		case 'network':
			return `HubSpot could not be reached${quoted}. Check the network, the DNS and the proxy of the machine that n8n runs on.`;
		case undefined:
	}
	if (code === undefined) return undefined;
	return TIMED_OUT.includes(code)
		? 'HubSpot did not answer in time.'
		: `The connection to HubSpot broke (${code}).`;
}
