import { randomUUID } from 'node:crypto';

import { NodeApiError, type INode } from 'n8n-workflow';

import {
	toHubspotError,
	type HubspotError,
} from '../../nodes/HubspotAssociations/transport/errors/hubspotError';
import { hubspotApiRequest } from '../../nodes/HubspotAssociations/transport/hubspotApiRequest';
import { contextOf } from './context';

const NODE = { name: 'Node', type: 'x', parameters: {} } as unknown as INode;

/** What n8n's request helper throws for an error of Node's, in n8n 2 and 1. */
const thrownFor = (code: string, message: string) => {
	const error = Object.assign(new Error(message), { code });
	const wrapped = new NodeApiError(NODE, error as never);
	const withoutCause = new NodeApiError(NODE, error as never);
	Object.defineProperty(withoutCause, 'cause', { value: undefined });
	return { wrapped, withoutCause };
};

/** How often a request that fails like this is sent, and how it ends. */
async function send(thrown: unknown) {
	jest.useFakeTimers();
	let times = 0;
	const context = contextOf(randomUUID(), async () => {
		times++;
		return await Promise.reject(thrown as Error);
	});
	let end: HubspotError | undefined;
	hubspotApiRequest(context)({ method: 'POST', path: '/' }, {}).catch(
		(error: unknown) => (end = error as HubspotError),
	);
	await jest.advanceTimersByTimeAsync(10 * 60_000);
	jest.useRealTimers();
	return { times, end };
}

const CERTIFICATES = [
	['CERT_HAS_EXPIRED', 'certificate has expired', 'the clock'],
	['CERT_NOT_YET_VALID', 'certificate is not yet valid', 'the clock'],
	['DEPTH_ZERO_SELF_SIGNED_CERT', 'self-signed certificate', 'NODE_EXTRA_CA_CERTS'],
	[
		'SELF_SIGNED_CERT_IN_CHAIN',
		'self-signed certificate in certificate chain',
		'NODE_EXTRA_CA_CERTS',
	],
	[
		'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
		'unable to verify the first certificate',
		'NODE_EXTRA_CA_CERTS',
	],
	[
		'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
		'unable to get local issuer certificate',
		'NODE_EXTRA_CA_CERTS',
	],
	[
		'ERR_TLS_CERT_ALTNAME_INVALID',
		"Hostname/IP does not match certificate's altnames",
		'another address',
	],
];

const NETWORK = [
	['ECONNREFUSED', 'connect ECONNREFUSED 104.16.1.1:443'],
	['EHOSTUNREACH', 'connect EHOSTUNREACH 104.16.1.1:443'],
	['ENETUNREACH', 'connect ENETUNREACH 104.16.1.1:443'],
	['ENOTFOUND', 'getaddrinfo ENOTFOUND api.hubapi.com'],
	['EAI_AGAIN', 'getaddrinfo EAI_AGAIN api.hubapi.com'],
	['ETIMEDOUT', 'connect ETIMEDOUT 104.16.1.1:443'],
	['ECONNRESET', 'Client network socket disconnected before secure TLS connection was established'],
	[
		'ECONNRESET',
		'tunneling socket could not be established, cause=connect ECONNREFUSED 10.0.0.1:3128',
	],
	['ECONNRESET', 'tunneling socket could not be established, statusCode=407'],
	['ECONNRESET', 'Proxy connection ended before receiving CONNECT response'],
	['EPROTO', 'write EPROTO 80:error:0A00010B:SSL routines:ssl3_get_record:wrong version number'],
	['ERR_SSL_WRONG_VERSION_NUMBER', 'error:0A00010B:SSL routines::wrong version number'],
	['ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION', 'tlsv1 alert protocol version'],
];

const BROKEN = [
	['ECONNRESET', 'read ECONNRESET'],
	['ECONNRESET', 'socket hang up'],
	['EPIPE', 'write EPIPE'],
	['ETIMEDOUT', 'read ETIMEDOUT'],
	['ECONNABORTED', 'timeout of 60000ms exceeded'],
	['EPROTO', 'read EPROTO 80:error:0A000119:SSL routines::decryption failed or bad record mac'],
	['ERR_SSL_SSLV3_ALERT_BAD_RECORD_MAC', 'sslv3 alert bad record mac'],
	['ERR_SSL_UNEXPECTED_EOF_WHILE_READING', 'unexpected eof while reading'],
	['ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED', 'tlsv13 alert certificate required'],
];

describe('a certificate that is not trusted: nothing was sent, and nothing will be', () => {
	it.each(CERTIFICATES)('%s', async (code, message, advice) => {
		const { wrapped, withoutCause } = thrownFor(code, message);
		for (const thrown of [wrapped, withoutCause]) {
			const error = toHubspotError(thrown, []);
			expect(error).toMatchObject({ notSent: true, mayHaveApplied: false, scope: 'account' });
			expect(error.message).toContain(`(${code})`);
			expect(error.message).toContain(advice);
		}
		const { times, end } = await send(wrapped);
		expect(times).toBe(1);
		expect(end).toMatchObject({ notSent: true });
	});
});

describe('a connection that was never made: nothing was sent, and it is tried again', () => {
	it.each(NETWORK)('%s: %s', async (code, message) => {
		const { wrapped, withoutCause } = thrownFor(code, message);
		for (const thrown of [wrapped, withoutCause]) {
			const error = toHubspotError(thrown, []);
			expect(error).toMatchObject({ notSent: true, mayHaveApplied: false, connectionFailed: true });
			expect(error.scope).toBeUndefined();
			expect(error.message).toContain(`(${code}). Check the `);
			expect(error.message).toContain('proxy');
		}
		const { times, end } = await send(wrapped);
		expect(times).toBe(6);
		expect(end).toMatchObject({ notSent: true });
	});
});

describe('a connection that broke later: what HubSpot did is not known', () => {
	it.each(BROKEN)('%s: %s', (code, message) => {
		const error = toHubspotError(thrownFor(code, message).wrapped, []);
		expect(error).toMatchObject({ notSent: false, mayHaveApplied: true, connectionFailed: true });
	});
});

it('a proxy that wants to know who asks says so itself', () => {
	const data = 'Proxy Authentication Required';
	const error = toHubspotError({ response: { status: 407, headers: {}, data } }, []);
	expect(error.message).toContain('A proxy between n8n and HubSpot asks for a user name');
	expect(error.mayHaveApplied).toBe(false);
});
