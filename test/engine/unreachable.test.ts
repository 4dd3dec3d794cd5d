import { createServer as createHttpServer } from 'node:http';
import { createServer, type Server, type Socket } from 'node:net';

import { associateWithCompany, deleteParameters, type Fixture, startFixture } from './fixture';
import type * as fastSleep from './fastSleep';

jest.mock('n8n-workflow', () =>
	jest.requireActual<typeof fastSleep>('./fastSleep').withFastSleep(),
);

const TYPE = 'hubspotAssociationsAccessTokenApi';

let fixture: Fixture;
let server: Server | undefined;
beforeEach(async () => {
	fixture = await startFixture();
	associateWithCompany(fixture, [1]);
});
afterEach(async () => {
	server?.close();
	await fixture.hubspot.stop();
});

/** Starts a server that is no HubSpot; returns its port. */
async function listen(one: Server): Promise<number> {
	server = one;
	await new Promise<void>((resolve) => one.listen(0, '127.0.0.1', resolve));
	return (one.address() as { port: number }).port;
}

/** Runs the node against an address; returns the item of the one pair. */
async function outcomeAt(apiBaseUrl: string) {
	const credentials = {
		[TYPE]: await fixture.store.add(TYPE, { accessToken: fixture.token, apiBaseUrl }),
	};
	const { done } = await fixture.run(deleteParameters(), {
		items: [{ contact: 1, company: 10 }],
		credentials,
		onError: 'continueRegularOutput',
	});
	return done[0].json as { status: string; error: { message: string } };
}

const UNREACHED: Array<[string, () => Server]> = [
	['speaks no TLS', () => createHttpServer((_, response) => response.end())],
	['hangs up at once', () => createServer((socket: Socket) => socket.end())],
	['breaks off at once', () => createServer((socket: Socket) => socket.resetAndDestroy())],
	[
		'hangs up after the first bytes',
		() => createServer((socket: Socket) => socket.once('data', () => socket.end())),
	],
];

it.each(UNREACHED)('a server that %s got nothing, and the item says so', async (_, start) => {
	const port = await listen(start());
	const { status, error } = await outcomeAt(`https://127.0.0.1:${port}`);
	expect(error.message).toMatch(
		/^(HubSpot could not be reached|No secure connection to HubSpot could be made) \([A-Z_]+\)\. Check the /,
	);
	expect(status).toBe('notSent');
});

it('an address that does not exist got nothing', async () => {
	const { status, error } = await outcomeAt('https://hubspot.invalid');
	expect(error.message).toMatch(
		/^HubSpot could not be reached \((ENOTFOUND|EAI_AGAIN)\)\. Check the /,
	);
	expect(status).toBe('notSent');
});

describe('behind a proxy', () => {
	const { HTTPS_PROXY: before } = process.env;
	afterEach(() => {
		if (before === undefined) delete process.env.HTTPS_PROXY;
		else process.env.HTTPS_PROXY = before;
	});
	const behind = async (one: Server) => {
		process.env.HTTPS_PROXY = `http://127.0.0.1:${await listen(one)}`;
		return await outcomeAt('https://hubspot.invalid');
	};

	const says = (status: string) =>
		createServer((socket) => socket.end(`HTTP/1.1 ${status}\r\nContent-Length: 0\r\n\r\n`));

	it('that hangs up: nothing got to HubSpot', async () => {
		const { status, error } = await behind(createServer((socket) => socket.end()));
		expect(error.message).toContain(
			'HubSpot could not be reached. Check the network, the DNS and the proxy',
		);
		expect(status).toBe('notSent');
	});

	it('that asks who is there: nothing got to HubSpot', async () => {
		const { status, error } = await behind(says('407 Proxy Authentication Required'));
		expect(error.message).toContain('A proxy between n8n and HubSpot asks for a user name');
		expect(status).toBe('notSent');
	});

	it('that is not well: whose answer it is, and so what was done, is not known', async () => {
		const json = await behind(says('502 Bad Gateway'));
		expect(json).toMatchObject({ status: 'failed', unknown: true });
	});

	it('that is not there: nothing got to HubSpot', async () => {
		const port = await listen(createServer());
		await new Promise((resolve) => server?.close(resolve));
		process.env.HTTPS_PROXY = `http://127.0.0.1:${port}`;
		const { status, error } = await outcomeAt('https://hubspot.invalid');
		expect(error.message).toContain('HubSpot could not be reached (ECONNREFUSED)');
		expect(status).toBe('notSent');
	});
});
