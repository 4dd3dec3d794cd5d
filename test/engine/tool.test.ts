import { HubspotAssociations } from '../../nodes/HubspotAssociations/HubspotAssociations.node.ts';
import { toolContext } from './executeContext';
import {
	associateWithCompany,
	deleteLabelsParameters,
	deleteParameters,
	type Fixture,
	startFixture,
} from './fixture';

let fixture: Fixture;
beforeEach(async () => {
	fixture = await startFixture();
	associateWithCompany(fixture, [1]);
});
afterEach(async () => await fixture.hubspot.stop());

const ITEM = { contact: 1, company: 10 };
const remaining = () => fixture.hubspot.account.associations('contacts', 'companies');
const run = async (options: object, isTool = true) =>
	await fixture.run(deleteParameters({ options: { ...options } }), { items: [ITEM], isTool });

describe('as a tool of an agent', () => {
	it('deletes nothing unless told, and says so', async () => {
		const { done } = await run({});
		const note = expect.stringContaining('Nothing was changed') as string;
		expect(done).toMatchObject([
			{ json: { wouldDelete: 1, items: [{ status: 'wouldDelete' }], note } },
		]);
		expect(remaining()).toHaveLength(1);
	});

	it.each(['items', 'responses', 'summary'])('says so with the output %s, too', async (output) => {
		const { done } = await run({ output });
		expect(done.length).toBeGreaterThan(0);
		for (const { json } of done) expect(json.note).toContain('Nothing was changed');
		expect(remaining()).toHaveLength(1);
	});

	it('deletes when the dry run is switched off', async () => {
		const { done } = await run({ dryRun: false });
		expect(done).toMatchObject([{ json: { deleted: 1, items: [{ status: 'deleted' }] } }]);
		expect(done[0].json).not.toHaveProperty('note');
		expect(remaining()).toHaveLength(0);
	});

	it.each(['={{ false }}', '={{ $json.dry }}', "={{ $fromAI('Dry_Run', '', 'boolean') }}"])(
		'deletes nothing because of an expression: %s',
		async (dryRun) => {
			const items = [{ ...ITEM, dry: false, Dry_Run: false }];
			const parameters = deleteParameters({ options: { dryRun } });
			await fixture.run(parameters, { items, isTool: true });
			expect(remaining()).toHaveLength(1);
		},
	);

	it.each([
		[true, 'wouldDelete', 1],
		[false, 'deleted', 0],
	])('does so when an agent calls it, too (dry run: %s)', async (dryRun, status, leftAfter) => {
		const parameters = deleteParameters({
			authentication: 'accessToken',
			options: dryRun ? {} : { dryRun },
		});
		const { store, accessToken: credentials } = fixture;
		const context = await toolContext({ parameters, items: [ITEM], store, credentials });
		const output = await new HubspotAssociations().execute.call(context);
		expect(output).toMatchObject([[{ json: { [status]: 1, items: [{ status }] } }]]);
		expect(remaining()).toHaveLength(leftAfter);
	});

	it('tells the agent what is wrong', async () => {
		const { done, error } = await fixture.run(deleteLabelsParameters({ labels: ['Boss'] }), {
			items: [ITEM],
			isTool: true,
		});
		expect(error).toBeUndefined();
		const message = expect.stringContaining(
			'"Label Names or IDs" got "Boss", which is no label',
		) as string;
		expect(done[0].json.errors).toMatchObject([{ message }]);
	});
});

it('outside an agent, a dry run has to be asked for and bears no note', async () => {
	const { done } = await run({ dryRun: true }, false);
	expect(done[0].json).not.toHaveProperty('note');
	expect(remaining()).toHaveLength(1);
	expect((await run({}, false)).done).toMatchObject([{ json: { status: 'deleted' } }]);
});
