import { stringify } from 'flatted';

import { tooLargeReason } from '../../nodes/HubspotAssociations/actions/executionSize';
import { operationFor } from '../../nodes/HubspotAssociations/actions/router';
import type { Settings } from '../../nodes/HubspotAssociations/input/settings';
import { deleteAllParameters, deleteParameters, type Fixture, startFixture } from './fixture';

let fixture: Fixture;
beforeEach(async () => (fixture = await startFixture({ rateLimit: { max: 100_000 } })));
afterEach(async () => await fixture.hubspot.stop());

/** Above it, nothing is sent. */
const MOST = 250_000;
const ITEM = { contact: 1, company: Array.from({ length: MOST + 1 }, (_, index) => index + 1) };
const run = async (options: object, onError?: 'continueRegularOutput') =>
	await fixture.run(deleteParameters({ options: { snapshot: 'default', ...options } }), {
		items: [ITEM],
		onError,
	});

describe('more pairs with a snapshot than n8n can store', () => {
	it('are not sent, and the error says what to do', async () => {
		const { error } = await run({});
		expect(error?.message).toMatch(/^Not sent: more than 250,000 items.*Nothing was changed$/);
		expect(error?.description).toMatch(/in parts.*Summary.*Snapshot/);
		expect(fixture.hubspot.requests).toEqual([]);
	});

	it('are not sent with Continue, and the line above the items says what to do', async () => {
		const { done, hints } = await run({}, 'continueRegularOutput');
		expect(done).toHaveLength(MOST + 1);
		expect(done.every(({ json }) => json.status === 'notSent')).toBe(true);
		expect(hints[0].message).toMatch(/never sent.*in parts.*Summary.*Snapshot/);
		expect(fixture.hubspot.requests).toEqual([]);
	});

	it('are not said to be unreadable by a dry run', async () => {
		const { hints } = await run({ dryRun: true }, 'continueRegularOutput');
		expect(hints[0].message).toMatch(
			/^Dry run: 250,001 of 250,001 associations left out\. .*Summary/,
		);
	});

	it('are no reason where nothing would be sent anyway', async () => {
		const { error } = await run({ maxDeletions: 100 });
		expect(error?.message).toMatch(/^Not sent, because .* the option Maximum to Delete allows 100/);
		const { hints } = await run({ maxDeletions: 100 }, 'continueRegularOutput');
		expect(hints[0].message).not.toContain('Loop Over Items');
		expect(fixture.hubspot.requests).toEqual([]);
	});

	const settings = (more: object): Settings =>
		({
			...{ operation: operationFor('association', 'delete'), output: 'items', snapshot: 'auto' },
			...{ isSnapshotChosen: false },
			...more,
		}) as Settings;

	it.each([
		['where nothing is chosen', MOST + 1, {}, true],
		['up to 250,000', MOST, {}, false],
		['with the output Responses', MOST + 1, { output: 'responses' }, true],
		['with the output Summary', MOST + 1, { output: 'summary' }, false],
		['in a tool', MOST + 1, { output: 'toolSummary' }, false],
		[
			'with a snapshot chosen by hand',
			MOST + 1,
			{ snapshot: 'complete', isSnapshotChosen: true },
			false,
		],
		['without a snapshot', MOST + 1, { snapshot: 'off', isSnapshotChosen: true }, false],
		['of Restore', MOST + 1, { operation: operationFor('association', 'restore') }, false],
		['of Delete All', MOST + 1, { operation: operationFor('association', 'deleteAll') }, true],
	])('are told from runs that can be stored: %s', (_, items, more, isTooLarge) => {
		expect(tooLargeReason(items, settings(more)) !== undefined).toBe(isTooLarge);
	});
});

it('an item with a snapshot takes 400 bytes at most of what n8n stores, and one label 60 more', async () => {
	const { account } = fixture.hubspot;
	const label = account.addLabel('contacts', 'companies', { label: 'Decision maker' }).from;
	const bytesAnItem = async (labels: Array<typeof label>) => {
		const ids = Array.from({ length: 1_000 }, (_, index) => 10_000_000_000 + index);
		for (const id of ids) account.associate('contacts', id, 'companies', 20_000_000_000, labels);
		const items = ids.map((contact) => ({ contact }));
		const { run: stored, done } = await fixture.run(deleteAllParameters(), { items });
		expect(done.filter(({ json }) => json.status === 'deleted')).toHaveLength(1_000);
		// Without the items that came in.
		const { 'HubSpot Associations': ours } = stored.data.resultData.runData;
		return stringify(ours).length / 1_000;
	};
	const plain = await bytesAnItem([]);
	expect(plain).toBeGreaterThan(100);
	expect(plain).toBeLessThan(400);
	expect((await bytesAnItem([label])) - plain).toBeLessThan(60);
	// The largest run that is sent stays below what n8n shows.
	expect(plain * MOST).toBeLessThan(100_000_000);
});

it('an item that is kept takes more than half as much as one with a snapshot: it counts, too', async () => {
	const ids = Array.from({ length: 2_000 }, (_, index) => 10_000_000_000 + index);
	for (const id of ids) {
		fixture.hubspot.account.associate('contacts', id, 'companies', 20_000_000_000);
	}
	const options = { snapshot: 'default', maxDeletions: 1_000, lowestIdsFirst: true };
	const { done } = await fixture.run(deleteAllParameters({ options }), {
		items: ids.map((contact) => ({ contact })),
	});
	const bytesOf = (status: string) => {
		const items = done.filter(({ json }) => json.status === status);
		expect(items).toHaveLength(1_000);
		return stringify(items).length;
	};
	expect(bytesOf('kept')).toBeGreaterThan(bytesOf('deleted') / 2);
	expect(bytesOf('kept')).toBeLessThan(bytesOf('deleted'));
});
