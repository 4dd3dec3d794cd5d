import { runAgent } from './agent';
import { associateWithCompany, deleteParameters, type Fixture, startFixture } from './fixture';
import { VERSIONS } from './versions';

let fixture: Fixture;
beforeEach(async () => {
	fixture = await startFixture();
	associateWithCompany(fixture, [1, 2]);
});
afterEach(async () => await fixture.hubspot.stop());

const ACCOUNT = '12345678';
const ITEMS = [1, 2].map((contact) => ({ contact, company: 10 }));
const remaining = () => fixture.hubspot.account.associatedIds('companies', 10, 'contacts');
const asked = () => fixture.hubspot.requests.filter(({ path }) => path.includes('account-info'));
const run = async (options: object, onError?: 'continueRegularOutput') =>
	await fixture.run(deleteParameters({ options: { ...options } }), { items: ITEMS, onError });

describe('Only in Account ID', () => {
	it.each(VERSIONS)('deletes in that account, and asks once (%s)', async (apiVersion) => {
		const options = { onlyInAccount: ACCOUNT, apiVersion, batchSize: 1 };
		const { done, hints } = await run(options);
		expect(done.map(({ json }) => json.status)).toEqual(['deleted', 'deleted']);
		expect(remaining()).toEqual([]);
		expect(asked()).toHaveLength(1);
		expect(hints[0].message).toMatch(/ Account: 12345678\.$/);
	});

	it('is not asked for without the option, and the line above the items does not name it', async () => {
		const { hints } = await run({});
		expect(asked()).toEqual([]);
		expect(hints[0].message).not.toContain('ccount');
	});

	it.each(['87654321', '=87654321'])(
		'sends nothing in another account: %s',
		async (onlyInAccount) => {
			const stopped = await run({ onlyInAccount });
			expect(stopped.error?.message).toMatch(
				/"Only in Account ID" is 87654321, but the credential belongs to account 12345678.* Nothing was changed/,
			);
			const { done } = await run({ onlyInAccount }, 'continueRegularOutput');
			expect(done.map(({ json }) => json.status)).toEqual(['failed', 'failed']);
			expect(remaining()).toEqual(['1', '2']);
			expect(fixture.hubspot.requests).toHaveLength(asked().length);
		},
	);

	it.each<[string, () => void]>([
		['that may not be read', () => (fixture.hubspot.behaviour.refusesAccountInfo = true)],
		[
			'that HubSpot does not name',
			() => (fixture.hubspot.intercept = () => ({ status: 200, body: {} })),
		],
		[
			'that is no number',
			() => (fixture.hubspot.intercept = () => ({ status: 200, body: { portalId: 'x' } })),
		],
	])('sends nothing in an account %s', async (_, prepare) => {
		prepare();
		const { error } = await run({ onlyInAccount: ACCOUNT });
		expect(error?.message).toMatch(/could not be found out: .* Nothing was changed/);
		expect(remaining()).toEqual(['1', '2']);
		expect(fixture.deletes()).toEqual([]);
	});

	it('is one account: nothing is sent where items give others', async () => {
		const items = [12345678, '12345678', 87654321].map((account, index) => ({
			...{ contact: 1 + (index % 2), company: 10, account },
		}));
		const options = { onlyInAccount: '={{ $json.account }}' };
		const { error } = await fixture.run(deleteParameters({ options }), { items });
		expect(error?.message).toMatch(
			/"Only in Account ID" is 12345678 for item 0, and 87654321 for item 2\. /,
		);
		expect(fixture.hubspot.requests).toEqual([]);
		const more = { items: items.slice(0, 2), onError: 'continueRegularOutput' } as const;
		const { done } = await fixture.run(deleteParameters({ options }), more);
		expect(done.map(({ json }) => json.status)).toEqual(['deleted', 'deleted']);
	});

	it('says why in whole sentences', async () => {
		fixture.hubspot.intercept = () => ({ status: 404, body: {} });
		const { done } = await run({ onlyInAccount: ACCOUNT }, 'continueRegularOutput');
		const { message } = done[0].json.error as { message: string };
		expect(message).toContain('HubSpot answered 404. Nothing is sent');
		expect(message).not.toContain('..');
		const { error } = await run({ onlyInAccount: ACCOUNT });
		expect(error?.message).toContain('HubSpot answered 404 [item 0]. Nothing was changed');
	});

	it.each(['', ' ', 'abc', '-5', '={{ undefined }}', '={{ null }}'])(
		'is refused where it is %j',
		async (onlyInAccount) => {
			const { error } = await run({ onlyInAccount });
			expect(error?.message).toContain('"Only in Account ID"');
			expect(fixture.hubspot.requests).toEqual([]);
		},
	);

	it.each(['summary', undefined])(
		'is named in the summary of a tool, too (output: %s)',
		async (output) => {
			const options = { onlyInAccount: ACCOUNT, output, dryRun: false };
			const parameters = deleteParameters({
				fromId: '1',
				toIds: '10',
				options: { ...options } as never,
			});
			const calls = [{ item: 0, arguments: {} }];
			const { heard } = await runAgent(fixture, { contacts: [{}], parameters, calls });
			expect(heard).toMatchObject([[{ account: ACCOUNT, deleted: 1 }]]);
		},
	);

	it('is no expression in a tool: a model could be behind it', async () => {
		const options = { onlyInAccount: "={{ $fromAI('account') }}", dryRun: false };
		const parameters = deleteParameters({ fromId: '1', toIds: '10', options });
		const calls = [{ item: 0, arguments: { account: ACCOUNT } }];
		const { heard } = await runAgent(fixture, { contacts: [{}], parameters, calls });
		expect(JSON.stringify(heard)).toContain('is an expression');
		expect(fixture.hubspot.requests).toEqual([]);
	});
});
