import type { INodeParameters } from 'n8n-workflow';

import {
	deleteAllParameters,
	deleteLabelsParameters,
	deleteLimitsParameters,
	deleteParameters,
	type Fixture,
	startFixture,
} from './fixture';

let fixture: Fixture;
beforeEach(async () => {
	fixture = await startFixture({ rateLimit: { max: 100_000 } });
	const { account } = fixture.hubspot;
	for (let contact = 1; contact <= 1200; contact++) {
		account.associate('contacts', contact, 'companies', 10);
	}
});
afterEach(async () => await fixture.hubspot.stop());

const items = (count: number) =>
	Array.from({ length: count }, (_, index) => ({ contact: index + 1, company: 10 }));

/** Refuses every request to delete something of this contact. */
function refuse(contact: number): void {
	fixture.hubspot.intercept = ({ path, body }) =>
		path.endsWith('/archive') && JSON.stringify(body ?? '').includes(`{"id":"${contact}"}`)
			? { status: 400, body: { status: 'error', category: 'VALIDATION_ERROR', message: 'No' } }
			: undefined;
}

/** What a run says where it read what was there; the fixture switches that off. */
const SEEN = { snapshot: 'default' };

const hintsOf = async (parameters: INodeParameters, count: number) =>
	(await fixture.run(parameters, { items: items(count), onError: 'continueRegularOutput' })).hints;

describe('the hint above the output', () => {
	it('sums up a run', async () => {
		expect(await hintsOf(deleteParameters({ options: SEEN }), 1200)).toEqual([
			{
				message: '1,200 of 1,200 associations deleted in 1 request.',
				type: 'info',
				location: 'outputPane',
			},
		]);
	});

	it('counts what failed', async () => {
		refuse(2);
		const [hint] = await hintsOf(deleteParameters({ options: { ...SEEN, batchSize: 1 } }), 3);
		expect(hint).toMatchObject({
			message:
				'2 of 3 associations deleted in 3 requests; 1 failed. Item 1: HubSpot answered 400: No.',
			type: 'warning',
		});
	});

	it('says what a dry run would do, and that it did nothing', async () => {
		fixture.hubspot.account.dissociate('contacts', 1, 'companies', 10);
		const parameters = deleteAllParameters({ options: { dryRun: true } });
		const [hint] = await hintsOf(parameters, 3);
		expect(hint.message).toMatch(
			/^Dry run: 2 of 2 associations would be deleted; 1 record with no associations\. Nothing was changed\.$/,
		);
	});

	it('counts each thing once, however many items ask for it', async () => {
		const items = [1, 1, 1].map((contact) => ({ contact, company: 10 }));
		const { hints } = await fixture.run(deleteParameters({ options: SEEN }), { items });
		expect(hints[0].message).toBe('1 of 1 associations deleted in 1 request.');
	});

	it('counts items that cannot be used apart', async () => {
		const items = [
			{ contact: 1, company: '10, 11, x' },
			{ contact: 2, company: 10 },
		];
		const onError = 'continueRegularOutput';
		const { hints } = await fixture.run(deleteParameters({ options: SEEN }), { items, onError });
		expect(hints).toMatchObject([{ type: 'warning' }]);
		expect(hints[0].message).toMatch(
			/^1 of 1 associations deleted in 1 request; 1 item could not be used\. Item 0: "To Record IDs" got "x", which is not a record ID\./,
		);
	});

	it('counts records that cannot be read apart', async () => {
		fixture.hubspot.intercept = ({ path }) =>
			path.endsWith('/batch/read') ? { status: 403 } : undefined;
		const [hint] = await hintsOf(deleteAllParameters(), 2);
		expect(hint.type).toBe('warning');
		expect(hint.message).toMatch(/^2 records could not be read\. First error, item 0: Not sent, /);
	});

	it('does not call labels associations', async () => {
		const { account } = fixture.hubspot;
		const { from } = account.addLabel('contacts', 'companies', { label: 'Boss' });
		account.associate('contacts', 1, 'companies', 10, [from]);
		const [hint] = await hintsOf(deleteAllParameters({ labels: ['Boss'] }), 1);
		expect(hint.message).toBe('Labels removed from 1 of 1 pairs in 1 request.');
		expect(account.associatedIds('contacts', 1, 'companies')).toEqual(['10']);
	});

	it('counts what was not there', async () => {
		const options = { snapshot: 'complete' };
		await hintsOf(deleteParameters(), 1);
		const [hint] = await hintsOf(deleteParameters({ options }), 2);
		expect(hint.message).toBe('1 of 2 associations deleted in 1 request; 1 not there.');
	});

	it('has no zeros in it where there was nothing to delete', async () => {
		const parameters = deleteParameters({ options: SEEN });
		await hintsOf(parameters, 1);
		const [hint] = await hintsOf(parameters, 1);
		expect(hint).toMatchObject({
			message: '1 of 1 associations not there in 1 request.',
			type: 'info',
		});
	});

	it('has no zeros in it where everything failed', async () => {
		refuse(1);
		const [hint] = await hintsOf(deleteParameters(), 1);
		expect(hint.message).toBe(
			'1 of 1 associations failed in 1 request. Item 0: HubSpot answered 400: No.',
		);
	});

	it.each([
		[1, {}, 'Nothing to delete: 1 record has no associations with companies, or does not exist.'],
		[2, {}, 'Nothing to delete: 2 records have no associations with companies, or do not exist.'],
		[
			1,
			{ options: { dryRun: true } },
			'Dry run. Nothing to delete: 1 record has no associations with companies, or does not exist.',
		],
		[
			1,
			{ labels: ['Primary'] },
			'Nothing to delete: 1 record has none of the labels on associations with companies, or does not exist.',
		],
	])('says of %i records that nothing was found of them: %j', async (count, more, message) => {
		const { account } = fixture.hubspot;
		for (let contact = 1; contact <= count; contact++) {
			account.dissociate('contacts', contact, 'companies', 10);
		}
		expect(await hintsOf(deleteAllParameters(more), count)).toMatchObject([
			{ message, type: 'info' },
		]);
	});

	it('counts what Restore found there already, and what it had nothing to do for', async () => {
		const kept = await fixture.run(deleteParameters({ options: { dryRun: true } }), {
			items: items(2),
		});
		const parameters = { resource: 'association', operation: 'restore' };
		const none = { status: 'absent', fromObjectType: 'contacts', fromObjectId: '3' };
		const { hints } = await fixture.run(parameters, {
			items: [...kept.done.map(({ json }) => json), none],
		});
		expect(hints[0].message).toBe('1 of 3 associations with nothing to restore; 2 there already.');
	});

	it.each([
		[
			deleteParameters(),
			'HubSpot confirmed 1 of 1 associations deleted in 1 request; it also confirms what was never associated.',
		],
		[
			deleteLabelsParameters({ labels: ['Boss'] }),
			'HubSpot confirmed labels removed from 1 of 1 pairs in 1 request; it also confirms labels that were never there.',
		],
		[
			deleteLimitsParameters({ limits: ['USER_DEFINED:36'] }),
			'HubSpot confirmed 1 of 1 limits deleted in 1 request; it also confirms limits that were never set.',
		],
		[deleteAllParameters(), '1 of 1 associations deleted in 1 request.'],
		[
			{ ...deleteLimitsParameters(), resource: 'associationLabel', label: 'Boss' },
			'1 of 1 labels deleted in 1 request.',
		],
	])('with the snapshot off, says what HubSpot confirms besides', async (parameters, message) => {
		fixture.hubspot.account.addLabel('contacts', 'companies', { label: 'Boss', typeId: 36 });
		const [hint] = await hintsOf(parameters, 1);
		expect(hint.message).toBe(message);
	});
});

describe('a run longer than ten seconds', () => {
	it('tells whoever watches how far it is', async () => {
		const reported: unknown[] = [];
		let now = Date.now();
		const clock = jest.spyOn(Date, 'now').mockImplementation(() => now);
		// Every request takes fifteen seconds.
		fixture.hubspot.intercept = () => {
			now += 15_000;
			return undefined;
		};
		await fixture.run(deleteParameters({ options: { batchSize: 300, concurrency: 1 } }), {
			items: items(1200),
			sendDataToUI: (_type, data) => reported.push(JSON.stringify(data)),
		});
		clock.mockRestore();
		expect(reported.length).toBeGreaterThan(1);
		expect(reported[0]).toMatch(/300 of 1,200 associations deleted, 1 request in \d+ s/);
		expect(reported.at(-1)).toMatch(/1,200 of 1,200 associations deleted, 4 requests in \d+ s/);
	});
});
