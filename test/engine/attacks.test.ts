import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import type { Intercept, InterceptedAnswer } from '../hubspot';
import {
	associateWithCompany,
	deleteLabelsParameters,
	deleteLimitsParameters,
	deleteParameters,
	type Fixture,
	objectType,
	startFixture,
} from './fixture';
import type * as fastTime from './fastTime';

jest.mock('n8n-workflow', () => jest.requireActual<typeof fastTime>('./fastTime').withFastTime());
jest.mock('../../nodes/HubspotAssociations/transport/deadline', () =>
	jest.requireActual<typeof fastTime>('./fastTime').withRealDeadlines(),
);

let fixture: Fixture;
const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1);
const start = async (contacts: number, options?: Parameters<typeof startFixture>[0]) => {
	fixture = await startFixture({ rateLimit: { max: 100_000 }, ...options });
	associateWithCompany(fixture, upTo(contacts));
};
afterEach(async () => await fixture.hubspot.stop());

const itemsOf = (contacts: number[]) => contacts.map((contact) => ({ contact, company: 10 }));
const remaining = () => fixture.hubspot.account.associations('contacts', 'companies').length;
const onError = 'continueRegularOutput';

async function remove(contacts: number, options: object = {}, more: object = {}) {
	const { done, error } = await fixture.run(deleteParameters({ options: { ...options } }), {
		items: itemsOf(upTo(contacts)),
		onError,
		...more,
	});
	return { done, error, statuses: done.map(({ json }) => json.status) };
}

const complete = (more: object = {}) => ({
	status: 'COMPLETE',
	results: [],
	completedAt: 'x',
	...more,
});
const errorBody = (message: string, more: object = {}) => ({
	status: 400,
	body: { status: 'error', category: 'VALIDATION_ERROR', message, ...more },
});

/** Deletions get the one answer and are not carried out; reads get the other. */
function answer(deletion: InterceptedAnswer, read?: InterceptedAnswer) {
	fixture.hubspot.intercept = ({ method, path }) =>
		/(archive|purge)$/.test(path)
			? deletion
			: method === 'GET' || path.endsWith('/read')
				? read
				: undefined;
}

describe('a read-back that is not what the documentation says never makes anything deleted', () => {
	const UNLABELED = { category: 'HUBSPOT_DEFINED', typeId: 279, label: null };
	const page = (to: unknown, more: object = {}) => ({ from: { id: '1' }, to, ...more });
	const other = { toObjectId: '11', associationTypes: [UNLABELED] };

	it.each<[string, unknown[]]>([
		['an ID that is no number', [page([{ toObjectId: 'ten', associationTypes: [UNLABELED] }])]],
		['an ID with a blank', [page([{ toObjectId: '10 ', associationTypes: [UNLABELED] }])]],
		['an ID that is null', [page([{ toObjectId: null, associationTypes: [UNLABELED] }])]],
		[
			'an ID that was rounded',
			[page([{ toObjectId: 2 ** 53 + 2, associationTypes: [UNLABELED] }])],
		],
		['an association without types', [page([{ toObjectId: '10', associationTypes: [] }])]],
		['types that are none', [page([{ toObjectId: '10', associationTypes: [null] }])]],
		['the record twice', [page([other]), page([other])]],
		['a next page that it does not name', [page([other], { paging: { next: {} } })]],
		['a next page named by a number', [page([other], { paging: { next: { after: 7 } } })]],
		['no list', [page({ toObjectId: '10' })]],
		['nothing of it', []],
		['an ID without a text', [{ from: { id: { toString: 1 } }, to: [] }]],
	])('%s', async (_, results) => {
		await start(1);
		answer({ status: 200, body: 'Hello' }, { status: 200, body: complete({ results }) });
		const { done } = await remove(1);
		expect(done[0].json).toMatchObject({ status: 'failed', unknown: true });
		expect(remaining()).toBe(1);
	});

	it.each([
		['by a number', { next: { after: 7 } }],
		['by nothing', { next: {} }],
		['by null', { next: { after: null, link: 'https://…' } }],
	])('a next page at the top of the answer that is named %s', async (_, paging) => {
		await start(1);
		let isSent = false;
		fixture.hubspot.intercept = ({ path }) => {
			if (path.endsWith('/archive')) isSent = true;
			if (!isSent) return undefined;
			const results = [page([other])];
			const body = path.endsWith('/read') ? complete({ results, paging }) : 'Hello';
			return { status: 200, body };
		};
		const { done } = await remove(1, { snapshot: 'default' });
		expect(done[0].json).toMatchObject({ status: 'failed', unknown: true });
		expect(remaining()).toBe(1);
	});

	it('pages that lead in a circle are left', async () => {
		await start(1);
		let reads = 0;
		fixture.hubspot.intercept = ({ path }) => {
			if (!path.endsWith('/read')) return { status: 200, body: 'Hello' };
			const to = [{ toObjectId: String(100 + reads), associationTypes: [UNLABELED] }];
			const results = [page(to, { paging: { next: { after: reads++ % 2 === 0 ? 'a' : 'b' } } })];
			return { status: 200, body: complete({ results }) };
		};
		const { done } = await remove(1);
		expect(done[0].json).toMatchObject({ status: 'failed', unknown: true });
		// It is read six times: what the answer hides may still be under way.
		expect(reads).toBe(6 * 3);
	});

	it.each<[string, unknown]>([
		['a number as text', [{ category: 'HUBSPOT_DEFINED', typeId: '279' }]],
		['other names', [{ associationCategory: 'HUBSPOT_DEFINED', associationTypeId: 279 }]],
		['null', [null]],
	])('limits: %s', async (_, results) => {
		await start(1);
		const { account } = fixture.hubspot;
		account.setLimit('contacts', 'companies', account.unlabeledType('contacts', 'companies'), 5);
		answer({ status: 200, body: 'Hello' }, { status: 200, body: { results } });
		const { done } = await fixture.run(
			deleteLimitsParameters({ limits: ['HUBSPOT_DEFINED:279'] }),
			{ onError },
		);
		expect(done[0].json).toMatchObject({ status: 'failed', unknown: true });
		expect(done[0].json.error).toMatchObject({
			message: expect.stringContaining('something that is not a list') as string,
		});
	});
});

describe('reading back', () => {
	const reads = () => fixture.hubspot.requests.filter(({ path }) => path.endsWith('/read')).length;

	it('takes one request for each batch, or as many as the record that was named has pages', async () => {
		await start(1_000, { readPageSize: 100 });
		const toCompany = { items: itemsOf(upTo(1_000)) };
		const options = { verify: true, snapshot: 'default', concurrency: 1, cheaperSide: false };
		await remove(1_000, options, toCompany);
		// And one before, for all.
		expect(reads()).toBe(1 + 10);
		associateWithCompany(fixture, upTo(1_000));
		fixture.hubspot.requests.length = 0;
		const turned = deleteParameters({
			fromObjectType: objectType('companies'),
			fromId: '10',
			toObjectType: objectType('contacts'),
			toIds: '={{ $json.contact }}',
			options,
		});
		const { done } = await fixture.run(turned, toCompany);
		expect(done.every(({ json }) => json.status === 'deleted')).toBe(true);
		expect(remaining()).toBe(0);
		// The company has ten pages before; one batch takes all, and one read shows that there are none.
		expect(reads()).toBe(10 + 1);
	});

	it('recovers after an outage', async () => {
		await start(600);
		let refused = 0;
		fixture.hubspot.intercept = ({ path }) =>
			path.endsWith('/read') && refused++ < 18 ? { status: 503 } : undefined;
		const { statuses } = await remove(600, { verify: true, concurrency: 1 });
		expect(statuses.filter((status) => status === 'deleted')).toHaveLength(600);
		expect(remaining()).toBe(0);
	});
});

describe('a deletion that HubSpot carries out late', () => {
	it('is seen, when its answer was lost', async () => {
		await start(1);
		let [deletions, reads] = [0, 0];
		let deletion: Parameters<Intercept>[1] | undefined;
		fixture.hubspot.intercept = async ({ path }, perform) => {
			if (path.endsWith('/archive')) {
				deletions++;
				deletion = perform;
				return { status: 504 };
			}
			// The first time that it is read back, it is still there; the second time is from both sides.
			if (++reads === 2) await deletion?.();
			return undefined;
		};
		expect((await remove(1)).statuses).toEqual(['deleted']);
		expect(remaining()).toBe(0);
		expect([deletions, reads]).toEqual([6, 3]);
	});
});

describe('limits that cannot be', () => {
	it.each([
		['one request a day', { max: '1', interval: '86400000' }],
		['no request at all', { max: '0', interval: '10000' }],
		['an endless window', { max: '100', interval: '9'.repeat(300) }],
	])('%s: nobody waits for ever', async (_, { max, interval }) => {
		await start(6);
		fixture.hubspot.intercept = async (__, perform) => ({
			status: 200,
			body: JSON.parse((await perform()).body) as unknown,
			headers: {
				'x-hubspot-ratelimit-max': max,
				'x-hubspot-ratelimit-remaining': '0',
				'x-hubspot-ratelimit-interval-milliseconds': interval,
			},
		});
		// With such a limit believed, not even the second request would ever be sent. Real ones have to be waited out.
		const stop = new AbortController();
		const giveUp = setTimeout(() => stop.abort(), 60_000);
		await remove(6, { batchSize: 1 }, { stop: stop.signal }).catch(() => undefined);
		clearTimeout(giveUp);
		expect(remaining()).toBe(0);
	});

	it('a Retry-After of days lets the next run try again', async () => {
		await start(2);
		const answers = [{ status: 429, headers: { 'retry-after': '1e9' } }];
		fixture.hubspot.intercept = () => answers.shift();
		expect((await remove(1)).statuses).toEqual(['failed']);
		expect((await remove(2)).statuses).toEqual(['deleted', 'deleted']);
	});
});

describe('On Error: Stop Workflow', () => {
	it('holds the other batches back while it is found out what is wrong with one', async () => {
		await start(400, { latencyMs: 5 });
		fixture.hubspot.intercept = ({ body }) =>
			JSON.stringify(body).includes('"id":"3"') ? errorBody('Contact 3 is locked') : undefined;
		const { error } = await remove(400, { batchSize: 20 }, { onError: undefined });
		// The first batch, and the four that were under way with it.
		expect(error?.message).toContain('99 of 400 associations deleted, 1 failed, 300 never sent.');
		expect(remaining()).toBe(301);
	});

	it('goes on when that turns out well', async () => {
		await start(100);
		let once = true;
		fixture.hubspot.intercept = () => {
			const first = once;
			once = false;
			return first ? errorBody('Not now') : undefined;
		};
		expect((await remove(100, { batchSize: 10 }, { onError: undefined })).error).toBeUndefined();
		expect(remaining()).toBe(0);
	});

	it('counts what is unknown', async () => {
		await start(5);
		const errors = [
			{ message: 'Contact 1 is locked', context: { fromObjectId: ['1'] } },
			{ message: 'Others too' },
		];
		answer({ status: 207, body: complete({ errors }) }, { status: 403 });
		const { error } = await remove(5, {}, { onError: undefined });
		expect(error?.message).toBe(
			'Contact 1 is locked. 5 of 5 associations failed (4 of them unknown).',
		);
	});
});

describe('the output Responses', () => {
	it('also tells what turned out otherwise when it was read back', async () => {
		await start(2);
		answer({ status: 200, body: complete() });
		const { done } = await remove(2, { output: 'responses', verify: true });
		expect(done.map(({ json }) => json.status)).toEqual(['COMPLETE', 'failed', 'failed']);
	});

	it('tells what a dry run would do', async () => {
		await start(1);
		const { statuses } = await remove(2, { output: 'responses', dryRun: true });
		expect(statuses).toEqual(['wouldDelete', 'absent']);
	});
});

describe('time', () => {
	it('is up after the request timeout, also when an answer trickles in', async () => {
		await start(1);
		const trickle = createServer((_, response) => {
			response.writeHead(200, { 'content-type': 'application/json' });
			const timer = setInterval(() => response.write(' '), 300);
			response.on('close', () => clearInterval(timer));
		});
		await new Promise<void>((resolve) => trickle.listen(0, '127.0.0.1', resolve));
		const type = 'hubspotAssociationsAccessTokenApi';
		const apiBaseUrl = `http://127.0.0.1:${(trickle.address() as AddressInfo).port}`;
		const credential = await fixture.store.add(type, { accessToken: fixture.token, apiBaseUrl });
		const { done } = await remove(
			1,
			{ requestTimeout: 1000 },
			{ credentials: { [type]: credential } },
		);
		trickle.closeAllConnections();
		trickle.close();
		expect(done[0].json.error).toMatchObject({
			message: expect.stringContaining('did not answer in time') as string,
		});
	});
});

describe('renewing a token', () => {
	it.each([
		['too many requests', { status: 429, body: { status: 'error', message: 'Slow down' } }],
		['a page', { status: 200, body: '<html>Maintenance</html>' }],
		['an error of its own', { status: 503, body: 'Oops' }],
	])('is tried again after %s', async (_, reply) => {
		await start(3);
		const { hubspot } = fixture;
		hubspot.auth.expireAccessTokens();
		const replies: InterceptedAnswer[] = [reply];
		hubspot.intercept = ({ path }) => (path.endsWith('/token') ? replies.shift() : undefined);
		const { statuses } = await remove(3, {}, { credentials: fixture.oAuth2 });
		expect(statuses).toEqual(['deleted', 'deleted', 'deleted']);
		expect(replies).toEqual([]);
	});
});

describe('words', () => {
	it('do not show a token that somebody else renewed meanwhile', async () => {
		await start(1);
		answer({ ...errorBody('You sent "Authorization: Bearer CKSomebodyElses-token_1" to us') });
		const { run } = await fixture.run(deleteParameters(), { items: itemsOf([1]), onError });
		expect(JSON.stringify(run)).not.toContain('CKSomebodyElses');
		expect(JSON.stringify(run)).toContain('Bearer [hidden]');
	});

	it('do not show a token that somebody has put into the credential meanwhile', async () => {
		await start(1);
		const token = 'pat-na1-01234567-89ab-cdef-0123-456789abcdef';
		answer({ status: 200, body: { status: 'COMPLETE', note: `You sent ${token}` } });
		const { run } = await fixture.run(deleteParameters({ options: { output: 'responses' } }), {
			items: itemsOf([1]),
			onError,
		});
		expect(JSON.stringify(run)).toContain('You sent [hidden]');
		expect(JSON.stringify(run)).not.toContain(token);
	});

	it('are cut when they are endless, and take no time', async () => {
		await start(50);
		answer(errorBody('. '.repeat(100_000)));
		const { done } = await remove(50);
		expect(JSON.stringify(done).length).toBeLessThan(100_000);
	});

	it('about limits of a single record do not make requests small', async () => {
		await start(200);
		fixture.hubspot.intercept = ({ body }) =>
			JSON.stringify(body).includes('"id":"7"')
				? errorBody('One of the items exceeds the maximum number of associations')
				: undefined;
		const { statuses } = await remove(200);
		expect(statuses.filter((status) => status === 'failed')).toHaveLength(1);
		expect(fixture.deletes().length).toBeLessThanOrEqual(2 + 13);
	});

	it('about the object type of one record do not condemn the others', async () => {
		await start(200);
		fixture.hubspot.intercept = ({ body }) =>
			JSON.stringify(body).includes('"id":"7"')
				? errorBody('Record 7 of object type CONTACT is archived')
				: undefined;
		expect((await remove(200)).statuses.filter((status) => status === 'failed')).toHaveLength(1);
	});

	it('about an object type are believed whatever else the context says', async () => {
		await start(100);
		const context = { portalId: ['1'], requestId: ['x'] };
		answer(errorBody('Unable to infer object type from: contcats', { context }));
		await remove(100, { concurrency: 1 });
		expect(fixture.deletes()).toHaveLength(1);
	});

	it('of each record that cannot be read are its own', async () => {
		await start(3);
		const errors = ['1', '2'].map((id) => ({
			message: `Contact ${id} is being merged`,
			context: { fromObjectId: [id] },
		}));
		answer({ status: 200, body: 'Hello' }, { status: 207, body: complete({ errors }) });
		const labels = ['USER_DEFINED:1'];
		const { done } = await fixture.run(
			deleteLabelsParameters({ labels, options: { allowUnlabeled: true } }),
			{ items: itemsOf([1, 2]), onError },
		);
		expect(done.map(({ json }) => (json.error as { message: string }).message)).toEqual([
			expect.stringContaining('Contact 1 is being merged'),
			expect.stringContaining('Contact 2 is being merged'),
		]);
	});
});

it('an answer 408 leaves open what was done', async () => {
	await start(1);
	fixture.hubspot.intercept = ({ path }) =>
		path.endsWith('/archive') ? { status: 408, after: true } : undefined;
	expect((await remove(1)).statuses).toEqual(['deleted']);
});
