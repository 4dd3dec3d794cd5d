import type { InterceptedAnswer } from '../hubspot';
import { isN8n1 } from './engineVersion';
import { associateWithCompany, deleteParameters, type Fixture, startFixture } from './fixture';
import type * as fastSleep from './fastSleep';

jest.mock('n8n-workflow', () =>
	jest.requireActual<typeof fastSleep>('./fastSleep').withFastSleep(),
);

let fixture: Fixture;
beforeEach(async () => {
	fixture = await startFixture();
	associateWithCompany(fixture, [1, 2]);
	fixture.hubspot.auth.expireAccessTokens();
});
afterEach(async () => await fixture.hubspot.stop());

const ITEMS = [1, 2].map((contact) => ({ contact, company: 10 }));
const remaining = () => fixture.hubspot.account.associations('contacts', 'companies').length;
const renewals = () => fixture.hubspot.requests.filter(({ path }) => path.endsWith('/token'));

/** Gives the token endpoint's answers, and runs the node with a token that has run out. */
async function run(answer: InterceptedAnswer, times = Infinity) {
	let count = 0;
	fixture.hubspot.intercept = ({ path }) =>
		path.endsWith('/token') && count++ < times ? answer : undefined;
	return await fixture.run(deleteParameters(), {
		items: ITEMS,
		credentials: fixture.oAuth2,
		onError: 'continueRegularOutput',
	});
}

/** n8n 1.x does not say whose 5xx it got. */
const UNWELL: Array<[string, InterceptedAnswer, string]> = [
	...(isN8n1
		? []
		: ([
				['503', { status: 503, body: 'Oops' }, 'answered 503'],
				['500 and JSON', { status: 500, body: { status: 'error' } }, 'answered 500'],
			] as Array<[string, InterceptedAnswer, string]>)),
	['429', { status: 429, body: { status: 'error', message: 'Slow down' } }, 'answered 429'],
	['a page', { status: 200, body: '<html>Maintenance</html>' }, 'answered 200 without a token'],
	[
		'an OAuth error that passes',
		{ status: 400, body: { error: 'temporarily_unavailable' } },
		'did not answer as it should',
	],
];

describe('a token endpoint that is not well', () => {
	it.each(UNWELL)('%s: is asked again', async (_, answer) => {
		const { done } = await run(answer, 3);
		expect(done.map(({ json }) => json.status)).toEqual(['deleted', 'deleted']);
		expect(remaining()).toBe(0);
		expect(renewals()).toHaveLength(4);
	});

	it.each(UNWELL)('%s: the error says so, and that nothing was sent', async (_, answer, words) => {
		const { done } = await run(answer);
		for (const { json } of done) {
			expect(json).toMatchObject({ status: 'notSent' });
			const { message } = json.error as { message: string };
			expect(message).toContain(`HubSpot's token endpoint ${words}`);
			expect(message).toContain(
				'the access token was not renewed. Without it nothing can be sent.',
			);
		}
		expect(remaining()).toBe(2);
		expect(renewals()).toHaveLength(6);
	});
});

describe('a token endpoint that refuses', () => {
	it.each<[string, InterceptedAnswer]>([
		['in the words of OAuth', { status: 400, body: { error: 'invalid_client' } }],
		[
			"in HubSpot's words only",
			{
				status: 400,
				body: { status: 'BAD_REFRESH_TOKEN', message: 'missing or invalid refresh token' },
			},
		],
		['with 403', { status: 403, body: { message: 'The app was removed' } }],
	])('%s: is asked once, and the credential is named', async (_, answer) => {
		const { done } = await run(answer);
		const { message } = done[0].json.error as { message: string };
		expect(message).toContain('HubSpot refused to renew the access token');
		expect(message).toContain('Open the credential "My hubspotAssociationsOAuth2Api" in n8n');
		expect(renewals()).toHaveLength(1);
		expect(remaining()).toBe(2);
	});

	it('says why in its own words', async () => {
		const body = { status: 'BAD_REFRESH_TOKEN', message: 'missing or invalid refresh token' };
		const { done } = await run({ status: 400, body });
		expect(done[0].json.error).toMatchObject({
			message: expect.stringContaining('(400): missing or invalid refresh token. Open') as string,
		});
	});

	it.each([480, 490])('hides the token and the secret that it repeats: %i', async (place) => {
		const { oauthTokenData } = await fixture.store.read(
			String(fixture.oAuth2?.hubspotAssociationsOAuth2Api.id),
		);
		const { refresh_token: token } = oauthTokenData as unknown as { refresh_token: string };
		const { clientId, clientSecret } = fixture.app;
		const basic = Buffer.from(`${clientId}:${clientSecret}`).toString('base64');
		// Across the place where its words are cut, with more or with less of the token before that.
		const before = '. '.repeat(place / 2);
		const message = `${before}${token} ${basic} ${clientSecret}`;
		const { run: all } = await run({ status: 400, body: { status: 'BAD', message } });
		const everything = JSON.stringify(all);
		for (const secret of [token, basic, clientSecret]) {
			expect(everything).not.toContain(secret.slice(0, 8));
		}
		expect(everything).toContain('[hidden]');
	});
});
