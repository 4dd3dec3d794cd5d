import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { API_VERSIONS } from '../hubspot';
import {
	byId,
	byUrl,
	deleteAllParameters,
	deleteLabelsParameters,
	deleteParameters,
	type Fixture,
	getAllParameters,
	startFixture,
} from './fixture';
import type * as fastTime from './fastTime';

jest.mock('n8n-workflow', () => jest.requireActual<typeof fastTime>('./fastTime').withFastTime());
jest.mock('../../nodes/HubspotAssociations/transport/deadline', () =>
	jest.requireActual<typeof fastTime>('./fastTime').withRealDeadlines(),
);

let fixture: Fixture;
beforeEach(async () => {
	fixture = await startFixture({ rateLimit: { max: 100_000 } });
	const { account } = fixture.hubspot;
	account.addProperty('companies', { name: 'code', label: 'Code', hasUniqueValue: true });
	account.addRecord('contacts', 1, {
		email: 'ada@example.com',
		hs_additional_emails: 'countess@example.com;ada@example.org',
	});
	account.addRecord('contacts', 2, { email: 'bob@example.com' });
	account.addRecord('contacts', 3, { email: 'carla@example.com' });
	for (const [company, code] of Object.entries({ 10: 'A, B', 11: 'https://x/1', 12: 'C' })) {
		account.addRecord('companies', company, { code });
		for (const contact of [1, 2, 3]) account.associate('contacts', contact, 'companies', company);
	}
});
afterEach(async () => await fixture.hubspot.stop());

/** What is still associated, as `contact-company`. */
const left = () =>
	fixture.hubspot.account
		.associations('contacts', 'companies')
		.map(({ fromId, toId }) => `${fromId}-${toId}`);
const ALL = ['1-10', '1-11', '1-12', '2-10', '2-11', '2-12', '3-10', '3-11', '3-12'];
const without = (...gone: string[]) => ALL.filter((pair) => !gone.includes(pair));

const lookUps = () =>
	fixture.hubspot.requests.filter(({ path }) => /\/objects\/.*\/batch\/read$/.test(path));
const idsOf = (request: { body?: unknown }) =>
	(request.body as { inputs: Array<{ id: string }> }).inputs.map(({ id }) => id);
const outcomes = (items: Array<{ json: IDataObject }>) =>
	items.map(({ json }) => [json.status, json.fromObjectId, json.toObjectId]);
const messages = (items: Array<{ json: IDataObject }>) =>
	items.map(({ json }) => (json.error as { message?: string } | undefined)?.message);

/** Items give an e-mail address, and IDs of companies. */
const byEmail = (more: INodeParameters = {}, options: INodeParameters = {}) =>
	deleteParameters({
		fromId: byId('={{ $json.email }}'),
		options: { fromIdProperty: 'email', ...options },
		...more,
	});

const CONTINUE = { onError: 'continueRegularOutput' } as const;

describe.each(API_VERSIONS)('on $name', ({ name: apiVersion }) => {
	const objects = apiVersion === 'v4' ? '/crm/v3/objects' : `/crm/objects/${apiVersion}`;

	it('Delete finds both records by their properties', async () => {
		const { done, error } = await fixture.run(
			byEmail({ apiVersion }, { toIdProperty: 'code', apiVersion }),
			{
				items: [
					{ email: 'ada@example.com', company: 'A, B\nhttps://x/1' },
					{ email: 'bob@example.com', company: ['C'] },
				],
			},
		);
		expect(error).toBeUndefined();
		expect(outcomes(done)).toEqual([
			['deleted', '1', '10'],
			['deleted', '1', '11'],
			['deleted', '2', '12'],
		]);
		expect(done.map(({ pairedItem }) => pairedItem)).toEqual([
			{ item: 0 },
			{ item: 0 },
			{ item: 1 },
		]);
		expect(left()).toEqual(without('1-10', '1-11', '2-12'));
		expect(lookUps()).toMatchObject([
			{
				path: `${objects}/contacts/batch/read`,
				body: {
					idProperty: 'email',
					inputs: [{ id: 'ada@example.com' }, { id: 'bob@example.com' }],
				},
			},
			{
				path: `${objects}/companies/batch/read`,
				body: { idProperty: 'code', inputs: [{ id: 'A, B' }, { id: 'https://x/1' }, { id: 'C' }] },
			},
		]);
	});

	it('Delete All of a Record finds it by its property', async () => {
		const { done } = await fixture.run(
			deleteAllParameters({
				apiVersion,
				fromId: byId('={{ $json.email }}'),
				options: { fromIdProperty: 'email' },
			}),
			{ items: [{ email: 'bob@example.com' }, { email: 'nobody@example.com' }], ...CONTINUE },
		);
		expect(outcomes(done)).toEqual([
			['deleted', '2', '10'],
			['deleted', '2', '11'],
			['deleted', '2', '12'],
			['failed', 'nobody@example.com', undefined],
		]);
		expect(left()).toEqual(without('2-10', '2-11', '2-12'));
	});

	it('Get Many finds it by its property, and changes nothing', async () => {
		const { done } = await fixture.run(
			getAllParameters({
				apiVersion,
				fromId: byId('={{ $json.email }}'),
				returnAll: true,
				options: { fromIdProperty: 'email' },
			}),
			{ items: [{ email: 'bob@example.com' }, { email: 'nobody@example.com' }], ...CONTINUE },
		);
		expect(outcomes(done)).toEqual([
			['found', '2', '10'],
			['found', '2', '11'],
			['found', '2', '12'],
			['failed', 'nobody@example.com', undefined],
		]);
		expect(left()).toEqual(ALL);
	});

	it('Delete Labels finds them, too', async () => {
		const { account } = fixture.hubspot;
		const { from } = account.addLabel('contacts', 'companies', { label: 'Boss' });
		account.associate('contacts', 1, 'companies', 10, [from]);
		const { done } = await fixture.run(
			deleteLabelsParameters({
				apiVersion,
				fromId: byId('={{ $json.email }}'),
				labels: ['Boss'],
				options: { fromIdProperty: 'email', toIdProperty: 'code' },
			}),
			{ items: [{ email: 'ada@example.com', company: 'A, B' }] },
		);
		expect(outcomes(done)).toEqual([['deleted', '1', '10']]);
		expect(account.typesBetween('contacts', '1', 'companies', '10')).toHaveLength(1);
		expect(left()).toEqual(ALL);
	});

	it('names the value that no record has, and sends nothing for its item', async () => {
		const items = [
			{ email: 'ada@example.com', company: ['C', 'none', 'none, either'] },
			{ email: 'bob@example.com', company: 'C' },
			{ email: 'nobody@example.com', company: 'C' },
		];
		const { done } = await fixture.run(byEmail({ apiVersion }, { toIdProperty: 'code' }), {
			items,
			...CONTINUE,
		});
		// Items that cannot be used show what they gave.
		expect(outcomes(done)).toEqual([
			['failed', 'ada@example.com', '["C","none","none, either"]'],
			['deleted', '2', '12'],
			['failed', 'nobody@example.com', 'C'],
		]);
		const [first, , last] = messages(done);
		expect(first).toContain('Item 0: "To Record IDs" got "none" as the code of companies');
		expect(first).toContain('"none, either"');
		expect(last).toContain(
			'Item 2: "From Record ID" got "nobody@example.com" as the email of contacts, and no record has it',
		);
		expect(left()).toEqual(without('2-12'));
	});

	it('with Stop Workflow, changes nothing where one value is not found', async () => {
		const { error } = await fixture.run(byEmail({ apiVersion }), {
			items: [
				{ email: 'ada@example.com', company: 12 },
				{ email: 'nobody@example.com', company: 12 },
			],
		});
		expect(error?.message).toMatch(/"nobody@example.com".* \[item 1\]\. Nothing was changed$/);
		expect(left()).toEqual(ALL);
		expect(fixture.deletes()).toEqual([]);
	});

	it('names the records of a value that several have, and sends nothing for it', async () => {
		fixture.hubspot.account.addRecord('contacts', 4, { email: 'ada@example.com' });
		const { done } = await fixture.run(byEmail({ apiVersion }), {
			items: [{ email: 'ada@example.com', company: 12 }],
			...CONTINUE,
		});
		expect(messages(done)[0]).toContain('several records have it: 1, 4');
		expect(left()).toEqual(ALL);
	});

	it('a dry run looks them up, and changes nothing', async () => {
		const { done } = await fixture.run(byEmail({ apiVersion }, { dryRun: true }), {
			items: [{ email: 'ada@example.com', company: 12 }],
		});
		expect(outcomes(done)).toEqual([['wouldDelete', '1', '12']]);
		expect(left()).toEqual(ALL);
	});

	it('Retry On Fail does not lose what an earlier try deleted', async () => {
		const { done } = await fixture.run(byEmail({ apiVersion }, { snapshot: 'default' }), {
			items: [
				{ email: 'nobody@example.com', company: 12 },
				{ email: 'ada@example.com', company: 12 },
			],
			maxTries: 2,
			...CONTINUE,
		});
		expect(outcomes(done)).toEqual([
			['failed', 'nobody@example.com', '12'],
			['deleted', '1', '12'],
		]);
		expect(done[1].json.removed).toHaveLength(1);
		expect(fixture.deletes()).toHaveLength(1);
		expect(lookUps()).toHaveLength(2);
		expect(left()).toEqual(without('1-12'));
	});

	it('sends nothing where records cannot be looked up, and says why', async () => {
		const token = fixture.hubspot.auth.addAccessToken(undefined, ['crm.objects.companies.read']);
		const type = 'hubspotAssociationsAccessTokenApi';
		const credentials = {
			[type]: await fixture.store.add(type, {
				accessToken: token,
				apiBaseUrl: fixture.hubspot.url,
			}),
		};
		const { done } = await fixture.run(byEmail({ apiVersion }), {
			items: [{ email: 'ada@example.com', company: '12, 13' }],
			credentials,
			...CONTINUE,
		});
		expect(outcomes(done)).toEqual([
			['notSent', 'ada@example.com', '12'],
			['notSent', 'ada@example.com', '13'],
		]);
		expect(messages(done)[0]).toMatch(
			/^Not sent, because "ada@example.com" could not be looked up as the email of contacts: .*403/,
		);
		expect(fixture.deletes()).toEqual([]);
	});
});

describe('e-mail addresses', () => {
	it.each([
		['in any case, with blanks around', ' ADA@Example.com\t'],
		['the second one of a contact', 'countess@example.com'],
		['the last one of a contact', 'Ada@example.ORG'],
	])('are found: %s', async (_, email) => {
		const { done } = await fixture.run(byEmail(), { items: [{ email, company: 12 }] });
		expect(outcomes(done)).toEqual([['deleted', '1', '12']]);
		expect(left()).toEqual(without('1-12'));
	});

	it('are looked up once, however many items give them, and however they are spelled', async () => {
		const { done } = await fixture.run(byEmail(), {
			items: [
				{ email: 'ada@example.com', company: 10 },
				{ email: 'ADA@example.com', company: 11 },
				{ email: 'ada@example.com', company: 12 },
				{ email: 'countess@example.com', company: 12 },
			],
		});
		expect(outcomes(done)).toEqual([
			['deleted', '1', '10'],
			['deleted', '1', '11'],
			['deleted', '1', '12'],
			['deleted', '1', '12'],
		]);
		expect(lookUps().map(idsOf)).toEqual([['ada@example.com', 'countess@example.com']]);
		expect(left()).toEqual(without('1-10', '1-11', '1-12'));
	});

	it('of a contact that was deleted are those of no record', async () => {
		fixture.hubspot.account.deleteRecord('contacts', 1);
		const { done } = await fixture.run(byEmail(), {
			items: [{ email: 'ada@example.com', company: 12 }],
			...CONTINUE,
		});
		expect(messages(done)[0]).toContain('no record has it. Deleted records do not count');
		expect(fixture.deletes()).toEqual([]);
	});
});

it('10,000 e-mail addresses cost 100 look-ups, and nothing else', async () => {
	const { hubspot } = fixture;
	const items = Array.from({ length: 10_000 }, (_, index) => {
		const contact = 10_000 + index;
		const email = `c${contact}@example.com`;
		hubspot.account.addRecord('contacts', contact, { email });
		hubspot.account.associate('contacts', contact, 'companies', 12);
		return { email, company: 12 };
	});
	const { done, error } = await fixture.run(byEmail(), { items });
	expect(error).toBeUndefined();
	expect(done.filter(({ json }) => json.status === 'deleted')).toHaveLength(10_000);
	expect(left()).toEqual(ALL);
	expect(lookUps()).toHaveLength(100);
	expect(lookUps().every((request) => idsOf(request).length === 100)).toBe(true);
	expect(hubspot.requests).toHaveLength(100 + fixture.deletes().length);
});

describe('an answer that leaves something open', () => {
	const item = { email: 'ada@example.com', company: 12 };
	const answer = (body: unknown, status = 200) => {
		fixture.hubspot.intercept = ({ path }) =>
			/\/objects\/.*\/batch\/read$/.test(path) ? { status, body } : undefined;
	};
	const record = (id: unknown, email: unknown, more: object = {}) => ({
		...{ id, properties: { email }, archived: false },
		...more,
	});
	const complete = (results: unknown[], errors: unknown[] = []) => ({
		...{ status: 'COMPLETE', results, errors },
	});

	it.each([
		[
			'no word about the value',
			complete([]),
			"failed: and HubSpot's answer holds no record that has it",
		],
		[
			'a record with another value',
			complete([record('2', 'bob@example.com')]),
			"failed: and HubSpot's answer holds no record that has it",
		],
		[
			'a record in the recycle bin',
			complete([record('1', 'ada@example.com', { archived: true })]),
			"failed: and HubSpot's answer holds no record that has it",
		],
		[
			'an ID that JavaScript has rounded',
			complete([record(2 ** 60, 'ada@example.com')]),
			"failed: and HubSpot's answer holds no record that has it",
		],
		[
			'an error that is about something else',
			complete([], [{ category: 'INTERNAL', message: 'Shard down', context: {} }]),
			'notSent: Shard down',
		],
		[
			'an error about the value',
			complete([], [{ category: 'VALIDATION', message: 'Odd', context: { ids: [item.email] } }]),
			'notSent: Odd',
		],
		[
			'both a record and that there is none',
			complete(
				[record('1', 'ada@example.com')],
				[{ category: 'OBJECT_NOT_FOUND', message: 'No', context: { ids: [item.email] } }],
			),
			'notSent: both that there is such a record and that there is none',
		],
		[
			'a batch that is pending',
			{ status: 'PENDING', results: [] },
			'notSent: not a list of records',
		],
		['a page of a proxy', '<html>Sign in</html>', 'notSent: not a list of records'],
	])('%s: nothing is sent', async (_, body, expected) => {
		answer(body);
		const { done } = await fixture.run(byEmail(), { items: [item], ...CONTINUE });
		const [status, words] = expected.split(': ');
		expect(done).toHaveLength(1);
		expect(done[0].json.status).toBe(status);
		expect(messages(done)[0]).toContain('"ada@example.com"');
		expect(messages(done)[0]).toContain(words);
		expect(fixture.deletes()).toEqual([]);
		expect(left()).toEqual(ALL);
	});

	it('the same record twice is one record', async () => {
		answer(complete([record('1', 'ada@example.com'), record(1, 'Ada@example.com')]));
		const { done } = await fixture.run(byEmail(), { items: [item] });
		expect(outcomes(done)).toEqual([['deleted', '1', '12']]);
	});
});

it('values that differ in capital letters only may be those of two records', async () => {
	const { account } = fixture.hubspot;
	account.addRecord('companies', 13, { code: 'c' });
	account.associate('contacts', 1, 'companies', 13);
	const { done } = await fixture.run(deleteParameters({ options: { toIdProperty: 'code' } }), {
		items: [{ contact: 1, company: ['c'] }],
	});
	expect(outcomes(done)).toEqual([['deleted', '1', '13']]);
	expect(left()).toEqual(ALL);
});

it('one value that HubSpot refuses keeps no other from being found', async () => {
	fixture.hubspot.intercept = ({ path, body }) =>
		/\/objects\/.*\/batch\/read$/.test(path) && idsOf({ body }).includes('bad@example.com')
			? { status: 400, body: { status: 'error', message: 'One of them is bad' } }
			: undefined;
	const items = ['ada', 'bad', 'bob', 'carla'].map((name) => ({
		...{ email: `${name}@example.com`, company: 12 },
	}));
	const { done } = await fixture.run(byEmail(), { items, ...CONTINUE });
	expect(outcomes(done)).toEqual([
		['deleted', '1', '12'],
		['notSent', 'bad@example.com', '12'],
		['deleted', '2', '12'],
		['deleted', '3', '12'],
	]);
	expect(left()).toEqual(without('1-12', '2-12', '3-12'));
});

it('a property without unique values is what HubSpot says it is', async () => {
	const { done } = await fixture.run(byEmail({}, { fromIdProperty: 'firstname' }), {
		items: [{ email: 'Ada', company: 12 }],
		...CONTINUE,
	});
	expect(outcomes(done)).toEqual([['notSent', 'Ada', '12']]);
	expect(messages(done)[0]).toContain('firstname is not a property with unique values');
});

it('an unknown object type names its field', async () => {
	const { done } = await fixture.run(
		byEmail({ fromObjectType: { __rl: true, mode: 'id', value: 'contcats' } }),
		{ items: [{ email: 'ada@example.com', company: 12 }], ...CONTINUE },
	);
	expect(messages(done)[0]).toContain('"From Object Type" got "contcats"');
	expect(fixture.deletes()).toEqual([]);
});

describe('what cannot be used', () => {
	it.each([
		['', 'is empty'],
		['ada@example.com\nbob@example.com', 'takes one value but got 2'],
		[null, 'is empty'],
		[true, 'got true, which is not a value'],
		[['  '], 'holds an empty value'],
		[2 ** 60, 'which JavaScript may not hold exactly'],
		[[['ada@example.com']], 'which is not a value'],
		[[], 'is an empty list'],
	])('From Record ID by property refuses %j', async (email, problem) => {
		const items = [{ email, company: 12 } as IDataObject];
		const { done } = await fixture.run(byEmail(), { items, ...CONTINUE });
		expect(messages(done)[0]).toContain('"From Record ID"');
		expect(messages(done)[0]).toContain(problem);
		expect(fixture.hubspot.requests).toEqual([]);
	});

	it.each(['list', 'url'])('From ID Property does not go with the mode %s', async (mode) => {
		const { error } = await fixture.run(byEmail({ fromId: { __rl: true, mode, value: '12' } }));
		expect(error?.message).toContain('"From ID Property" goes with By ID only');
		expect(fixture.hubspot.requests).toEqual([]);
	});

	it.each(['fromIdProperty', 'toIdProperty'])('an empty %s is refused', async (name) => {
		const { error } = await fixture.run(byEmail({}, { [name]: '' }), {
			items: [{ email: '1', company: 12 }],
		});
		expect(error?.message).toMatch(/"(From|To) ID Property" is empty/);
		expect(fixture.hubspot.requests).toEqual([]);
	});

	it('an address is no page where a property is meant', async () => {
		const url = 'https://app.hubspot.com/contacts/12345678/record/0-2/12';
		const { done } = await fixture.run(
			deleteParameters({ fromId: byUrl('1'), toIds: url, options: { toIdProperty: 'code' } }),
			CONTINUE,
		);
		expect(messages(done)[0]).toContain('as the code of companies, and no record has it');
		expect(left()).toEqual(ALL);
	});
});
