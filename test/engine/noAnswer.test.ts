import { createServer, type Server } from 'node:net';

import { associateWithCompany, deleteParameters, type Fixture, startFixture } from './fixture';
import type * as fastSleep from './fastSleep';

jest.mock('n8n-workflow', () =>
	jest.requireActual<typeof fastSleep>('./fastSleep').withFastSleep(),
);

let fixture: Fixture;
beforeEach(async () => {
	fixture = await startFixture();
	associateWithCompany(fixture, [1]);
});
afterEach(async () => await fixture.hubspot.stop());

const ITEMS = [{ contact: 1, company: 10 }];

const messageOf = async (parameters = {}, credentials = fixture.accessToken) =>
	(await fixture.run(deleteParameters(parameters), { items: ITEMS, credentials })).error?.message;

const remaining = () => fixture.hubspot.account.associations('contacts', 'companies').length;

describe('when HubSpot gives no usable answer, the error says that nobody knows', () => {
	it.each([500, 502, 503, 504])('after %i, also where the work was done', async (status) => {
		fixture.hubspot.intercept = () => ({ status, body: 'Oops', after: true });
		expect(await messageOf()).toBe(
			`HubSpot had a problem of its own (${status}). Whether it was deleted is unknown, because reading it back failed: HubSpot had a problem of its own (${status}). 1 of 1 associations failed (1 of them unknown).`,
		);
		expect(remaining()).toBe(0);
	});

	it('after a connection that broke', async () => {
		const server: Server = createServer((socket) => {
			socket.once('data', () => socket.resetAndDestroy());
		});
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		const { port } = server.address() as { port: number };
		const type = 'hubspotAssociationsAccessTokenApi';
		const credentials = {
			[type]: await fixture.store.add(type, {
				accessToken: fixture.token,
				apiBaseUrl: `http://127.0.0.1:${port}`,
			}),
		};
		const message = await messageOf({}, credentials);
		server.close();
		expect(message).toContain('(ECONNRESET). Whether it was deleted is unknown, because');
	});
});

describe('when HubSpot says why', () => {
	it.each([
		[404, 'HubSpot answered 404: Because'],
		[423, 'HubSpot answered 423: Because'],
		[
			429,
			"HubSpot's limit of requests a day is used up (429, DAILY): Because. It is reset at midnight",
		],
	])('%i is passed on in its words', async (status, expected) => {
		const body = { status: 'error', message: 'Because', policyName: 'DAILY' };
		fixture.hubspot.intercept = () => ({ status, body });
		expect(await messageOf()).toContain(expected);
		expect(remaining()).toBe(1);
	});
});
