import type { INodeParameters } from 'n8n-workflow';

import { deleteAllParameters, deleteParameters, type Fixture, startFixture } from './fixture';

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

/** Refuses every request that names this contact. */
function refuse(contact: number): void {
	fixture.hubspot.intercept = ({ body }) =>
		JSON.stringify(body ?? '').includes(`{"id":"${contact}"}`)
			? { status: 400, body: { status: 'error', category: 'VALIDATION_ERROR', message: 'No' } }
			: undefined;
}

const hintsOf = async (parameters: INodeParameters, count: number) =>
	(await fixture.run(parameters, { items: items(count), onError: 'continueRegularOutput' })).hints;

describe('the hint above the output', () => {
	it('sums up a run', async () => {
		expect(await hintsOf(deleteParameters(), 1200)).toEqual([
			{
				message: '1,200 of 1,200 associations deleted in 12 requests.',
				type: 'info',
				location: 'outputPane',
			},
		]);
	});

	it('counts what failed', async () => {
		refuse(2);
		const [hint] = await hintsOf(deleteParameters({ options: { batchSize: 1 } }), 3);
		expect(hint).toMatchObject({
			message: '2 of 3 associations deleted in 3 requests; 1 failed.',
			type: 'warning',
		});
	});

	it('says what a dry run would do, and that it did nothing', async () => {
		fixture.hubspot.account.dissociate('contacts', 1, 'companies', 10);
		const parameters = deleteAllParameters({ options: { dryRun: true } });
		const [hint] = await hintsOf(parameters, 3);
		expect(hint.message).toMatch(
			/^Dry run: 2 of 2 associations would be deleted; 1 record with none\. Nothing was changed\.$/,
		);
	});

	it('counts each thing once, however many items ask for it', async () => {
		const items = [1, 1, 1].map((contact) => ({ contact, company: 10 }));
		const { hints } = await fixture.run(deleteParameters(), { items });
		expect(hints[0].message).toBe('1 of 1 associations deleted in 1 request.');
	});

	it('counts items that cannot be used apart', async () => {
		const items = [
			{ contact: 1, company: '10, 11, x' },
			{ contact: 2, company: 10 },
		];
		const onError = 'continueRegularOutput';
		const { hints } = await fixture.run(deleteParameters(), { items, onError });
		const message = '1 of 1 associations deleted in 1 request; 1 item could not be used.';
		expect(hints).toMatchObject([{ message, type: 'warning' }]);
	});

	it('counts records that cannot be read apart', async () => {
		fixture.hubspot.intercept = ({ path }) =>
			path.endsWith('/batch/read') ? { status: 403 } : undefined;
		const [hint] = await hintsOf(deleteAllParameters(), 2);
		const message = '0 of 0 associations deleted in 0 requests; 2 records could not be read.';
		expect(hint).toMatchObject({ message, type: 'warning' });
	});

	it('does not call labels associations', async () => {
		const { account } = fixture.hubspot;
		const { from } = account.addLabel('contacts', 'companies', { label: 'Boss' });
		account.associate('contacts', 1, 'companies', 10, [from]);
		const [hint] = await hintsOf(deleteAllParameters({ labels: ['Boss'] }), 1);
		expect(hint.message).toBe('1 of 1 sets of labels deleted in 1 request.');
		expect(account.associatedIds('contacts', 1, 'companies')).toEqual(['10']);
	});

	it('counts what was not there', async () => {
		const options = { snapshot: 'complete' };
		await hintsOf(deleteParameters(), 1);
		const [hint] = await hintsOf(deleteParameters({ options }), 2);
		expect(hint.message).toBe('1 of 2 associations deleted in 1 request; 1 not there.');
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
