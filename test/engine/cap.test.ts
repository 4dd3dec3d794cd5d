import type { IDataObject, INodeParameters } from 'n8n-workflow';

import type { AssociationType } from '../hubspot';
import {
	deleteAllParameters,
	deleteLabelsParameters,
	deleteLimitsParameters,
	deleteParameters,
	type Fixture,
	objectType,
	startFixture,
} from './fixture';
import { VERSIONS } from './versions';

let fixture: Fixture;
let friend: AssociationType;

/** Contact 1 is associated with companies 1 to 5, contact 2 with 1 and 2, contact 3 with 1. */
beforeEach(async () => {
	fixture = await startFixture({ rateLimit: { max: 100_000 } });
	const { account } = fixture.hubspot;
	friend = account.addLabel('contacts', 'companies', { label: 'Friend' }).from;
	const companies: Record<number, number[]> = { 1: [1, 2, 3, 4, 5], 2: [1, 2], 3: [1] };
	for (const contact of [1, 2, 3]) {
		for (const company of companies[contact]) {
			account.associate('contacts', contact, 'companies', company, [friend]);
		}
	}
});
afterEach(async () => await fixture.hubspot.stop());

const all = async (more: INodeParameters = {}, options = {}) =>
	await fixture.run(deleteAllParameters(more), {
		items: [{ contact: 2 }, { contact: 1 }, { contact: 3 }],
		onError: 'continueRegularOutput',
		...options,
	});
const companies = (contact: number) =>
	fixture.hubspot.account.associatedIds('contacts', contact, 'companies');
const statuses = ({ done }: { done: Array<{ json: IDataObject }> }) =>
	done.map(({ json }) => json.status);
const unchanged = async (act: () => Promise<void>) => {
	const before = JSON.stringify(fixture.hubspot.account.snapshot());
	await act();
	expect(JSON.stringify(fixture.hubspot.account.snapshot())).toBe(before);
	expect(fixture.deletes()).toEqual([]);
};
const REASON =
	'this run would delete 8 associations, and the option Maximum to Delete allows 7. Most come from contacts 1 (item 1): 5; contacts 2 (item 0): 2; contacts 3 (item 2): 1.';

describe.each(VERSIONS)('Maximum to Delete on version %s', (apiVersion) => {
	const options = { apiVersion, maxDeletions: 7 };

	it('sends nothing at all above it, and says how many it would have been', async () => {
		await unchanged(async () => {
			const { done, hints } = await all({ options });
			expect(done).toHaveLength(8);
			for (const { json } of done) {
				expect(json).toMatchObject({
					status: 'notSent',
					error: { message: `Not sent, because ${REASON}` },
				});
			}
			expect(hints[0]?.message).toBe('0 of 8 associations deleted in 0 requests; 8 never sent.');
			const { error } = await all({ options }, { onError: undefined });
			expect(error?.message).toBe(
				`Not sent, because ${REASON} 0 of 8 associations deleted, 0 failed, 8 never sent.`,
			);
		});
	});

	it('sends everything up to it', async () => {
		const result = await all({ options: { ...options, maxDeletions: 8 } });
		expect(statuses(result)).toEqual(Array(8).fill('deleted'));
		expect(fixture.hubspot.account.associations('contacts', 'companies')).toEqual([]);
	});

	it('with the lowest IDs first: sends exactly so many, and keeps the rest', async () => {
		const { account } = fixture.hubspot;
		// Beyond what a number holds; as text, "9007…" would come after "10…".
		const ids = ['9007199254740993', '10', '9007199254740992', '9'];
		for (const id of ids) account.associate('contacts', 4, 'companies', id);
		const result = await fixture.run(
			deleteAllParameters({ options: { apiVersion, maxDeletions: 3, lowestIdsFirst: true } }),
			{ items: [{ contact: 4 }] },
		);
		expect(companies(4)).toEqual(['9007199254740993']);
		const { done, hints } = result;
		expect(done.find(({ json }) => json.status === 'kept')?.json).toMatchObject({
			toObjectId: '9007199254740993',
			note: 'Not deleted now: it is beyond the Maximum to Delete.',
		});
		expect(hints[0]?.message).toBe('3 of 4 associations deleted in 1 request; 1 kept.');
	});

	it('only warns in a dry run', async () => {
		await unchanged(async () => {
			const { done, hints } = await all({ options: { ...options, dryRun: true } });
			expect(statuses({ done })).toEqual(Array(8).fill('wouldDelete'));
			expect(hints[0]).toMatchObject({
				type: 'warning',
				message: `Dry run: 8 of 8 associations would be deleted. Nothing was changed. Nothing would be sent: ${REASON}`,
			});
			const lowest = { ...options, dryRun: true, lowestIdsFirst: true, maxDeletions: 3 };
			const kept = await all({ options: lowest });
			const would = kept.done.filter(({ json }) => json.status === 'wouldDelete');
			expect(would.map(({ json }) => json.toObjectId)).toEqual(['1', '1', '1']);
			expect(statuses(kept).filter((status) => status === 'kept')).toHaveLength(5);
		});
	});

	it('counts what earlier tries sent: what came meanwhile does not get through', async () => {
		const { account } = fixture.hubspot;
		let requests = 0;
		fixture.hubspot.intercept = ({ path }) => {
			if (!path.endsWith('/archive') || ++requests !== 2) return undefined;
			for (const company of [6, 7]) account.associate('contacts', 2, 'companies', company);
			return { status: 404, body: { status: 'error', message: 'No', category: 'X' } };
		};
		const { error } = await fixture.run(
			deleteAllParameters({
				options: { apiVersion, maxDeletions: 3, batchSize: 1, concurrency: 1 },
			}),
			{ items: [{ contact: 2 }, { contact: 3 }], maxTries: 2 },
		);
		expect(error?.message).toContain('would delete 5 associations');
		expect(requests).toBe(2);
		expect([companies(2), companies(3)]).toEqual([['2', '6', '7'], ['1']]);
	});

	it('does not replace what failed by what comes after it, at a later try either', async () => {
		let requests = 0;
		fixture.hubspot.intercept = ({ path }) =>
			path.endsWith('/archive') && ++requests === 2
				? { status: 404, body: { status: 'error', message: 'No', category: 'X' } }
				: undefined;
		const { done } = await fixture.run(
			deleteAllParameters({
				options: {
					...{ apiVersion, maxDeletions: 2, lowestIdsFirst: true },
					...{ batchSize: 1, concurrency: 1 },
				},
			}),
			{ items: [{ contact: 1 }], maxTries: 3 },
		);
		expect(statuses({ done }).sort()).toEqual(['deleted', 'deleted', 'kept', 'kept', 'kept']);
		expect(companies(1)).toEqual(['3', '4', '5']);
		expect(requests).toBe(3);
	});
});

describe('Maximum to Delete', () => {
	const pairs = [1, 2].map((company) => ({ contact: 1, company }));

	it('counts pairs that are not there: they would be sent, too', async () => {
		await unchanged(async () => {
			const { error } = await fixture.run(deleteParameters({ options: { maxDeletions: 1 } }), {
				items: [{ contact: 8, company: '8, 9' }],
			});
			expect(error?.message).toContain('would delete 2 associations');
		});
	});

	it('counts what several items ask for once', async () => {
		const { done } = await fixture.run(deleteParameters({ options: { maxDeletions: 2 } }), {
			items: [...pairs, ...pairs],
		});
		expect(statuses({ done })).toEqual(Array(4).fill('deleted'));
	});

	it('holds for sets of labels', async () => {
		await unchanged(async () => {
			const { error } = await fixture.run(
				deleteLabelsParameters({ labels: ['Friend'], options: { maxDeletions: 1 } }),
				{ items: pairs },
			);
			expect(error?.message).toContain('would delete 2 sets of labels');
		});
	});

	it('holds for limits, and names items', async () => {
		const { account } = fixture.hubspot;
		const primary: AssociationType = { category: 'HUBSPOT_DEFINED', typeId: 1 };
		for (const type of [friend, primary]) account.setLimit('contacts', 'companies', type, 3);
		await unchanged(async () => {
			const limits = [friend, primary].map(({ category, typeId }) => `${category}:${typeId}`);
			const { error } = await fixture.run(
				deleteLimitsParameters({ limits, options: { maxDeletions: 1 } }),
			);
			expect(error?.message).toMatch(/would delete 2 limits, .* Most come from item 0: 2\./);
		});
	});

	it('holds for labels themselves', async () => {
		fixture.hubspot.account.addLabel('contacts', 'companies', { label: 'Foe' });
		await unchanged(async () => {
			const { error } = await fixture.run(
				{
					...{ resource: 'associationLabel', operation: 'delete' },
					fromObjectType: objectType('contacts'),
					toObjectType: objectType('companies'),
					label: '={{ $json.label }}',
					options: { maxDeletions: 1 },
				},
				{ items: [{ label: 'Friend' }, { label: 'Foe' }] },
			);
			expect(error?.message).toContain('would delete 2 labels');
			expect(fixture.hubspot.requests.every(({ method }) => method !== 'DELETE')).toBe(true);
		});
	});

	it('of 0 lets nothing through', async () => {
		await unchanged(async () => {
			const { done } = await all({ options: { maxDeletions: 0 } });
			expect(new Set(statuses({ done }))).toEqual(new Set(['notSent']));
		});
	});

	it.each([
		[{ maxDeletions: '={{ $json.missing }}' }, '"Maximum to Delete" got'],
		[{ maxDeletions: '={{ "" }}' }, '"Maximum to Delete" got'],
		[{ maxDeletions: -1 }, '"Maximum to Delete" got -1'],
		[{ lowestIdsFirst: true }, '"Delete the Lowest IDs First" is on, and there is no maximum'],
		[{ maxDeletions: 1, lowestIdsFirst: '={{ null }}' }, '"Delete the Lowest IDs First" got null'],
	])('is not taken for no maximum: %j', async (options, message) => {
		await unchanged(async () => {
			const { error } = await all({ options }, { onError: undefined });
			expect(error?.message).toContain(message);
		});
	});
});
