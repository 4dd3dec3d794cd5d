import type { IDataObject } from 'n8n-workflow';

import {
	associateWithCompany,
	deleteAllParameters,
	deleteParameters,
	type Fixture,
	objectType,
	startFixture,
} from './fixture';
import { VERSIONS } from './versions';

let fixture: Fixture;
beforeEach(async () => {
	fixture = await startFixture({ rateLimit: { max: 100_000 } });
	associateWithCompany(fixture, [1, 2, 3]);
});
afterEach(async () => await fixture.hubspot.stop());

const SNAPSHOT = { snapshot: 'default' };
const BAD = { contact: '', company: '10' };
const GOOD = [1, 2, 3].map((contact) => ({ contact: String(contact), company: '10' }));

const associated = () => fixture.hubspot.account.associatedIds('contacts', 1, 'companies');
const summary = (items: Array<{ json: IDataObject }>) =>
	items.map(({ json }) => [json.status, json.fromObjectId, json.removed !== undefined]);
const restore = async (items: unknown) =>
	await fixture.run(
		{ resource: 'association', operation: 'restore', itemsToRestore: '={{ $json }}' },
		{ items: items as IDataObject[], onError: 'continueRegularOutput' },
	);

/** Refuses the first so many requests that delete, for the records given, with a status that is not retried. */
const refuseFirst = (times: number) => {
	let remaining = times;
	fixture.hubspot.intercept = async ({ path }) =>
		await Promise.resolve(
			path.endsWith('/batch/archive') && remaining-- > 0
				? { status: 404, body: JSON.stringify({ status: 'error', message: 'No', category: 'X' }) }
				: undefined,
		);
};

describe.each(VERSIONS)('Retry On Fail on version %s', (apiVersion) => {
	it('does not lose what an earlier try removed', async () => {
		const { done } = await fixture.run(deleteParameters({ apiVersion, options: SNAPSHOT }), {
			items: [BAD, ...GOOD],
			onError: 'continueRegularOutput',
			maxTries: 3,
		});
		expect(summary(done)).toEqual([
			['failed', '', false],
			['deleted', '1', true],
			['deleted', '2', true],
			['deleted', '3', true],
		]);
		expect([...associated()]).toEqual([]);
		// The first try deletes; the others do not ask again.
		expect(fixture.deletes()).toHaveLength(1);
		await restore(done.map(({ json }) => json).slice(1));
		expect([...associated()]).toEqual(['10']);
	});

	it('does not lose what Delete All removed', async () => {
		const { done } = await fixture.run(deleteAllParameters({ apiVersion }), {
			items: [BAD, ...GOOD],
			onError: 'continueRegularOutput',
			maxTries: 2,
		});
		expect(summary(done)).toEqual([
			['failed', '', false],
			['deleted', '1', true],
			['deleted', '2', true],
			['deleted', '3', true],
		]);
		expect([...associated()]).toEqual([]);
	});
});

it('succeeds at a later try, and gives out what the earlier ones did', async () => {
	refuseFirst(1);
	const { done, error } = await fixture.run(
		deleteParameters({ options: { ...SNAPSHOT, batchSize: 1, concurrency: 1 } }),
		{
			items: GOOD,
			maxTries: 3,
		},
	);
	expect(error).toBeUndefined();
	expect(summary(done)).toEqual([
		['deleted', '1', true],
		['deleted', '2', true],
		['deleted', '3', true],
	]);
	expect([...associated()]).toEqual([]);
});

it('Stop Workflow: the error carries what was removed, as Restore takes it', async () => {
	let requests = 0;
	fixture.hubspot.intercept = async ({ path }) =>
		await Promise.resolve(
			path.endsWith('/batch/archive') && requests++ > 0
				? { status: 404, body: JSON.stringify({ status: 'error', message: 'No', category: 'X' }) }
				: undefined,
		);
	const { error } = await fixture.run(
		deleteParameters({ options: { ...SNAPSHOT, batchSize: 1, concurrency: 1 } }),
		{ items: GOOD, maxTries: 2 },
	);
	const items = error?.context?.items as IDataObject[];
	expect(items[0]).toMatchObject({ status: 'deleted', fromObjectId: '1' });
	expect(error?.description).toContain('Restore takes that list');
	expect([...associated()]).toEqual([]);
	fixture.hubspot.intercept = undefined;
	await restore(items);
	expect([...associated()]).toEqual(['10']);
});

describe('a later try that ends before it sends anything', () => {
	const parameters = deleteParameters({
		options: { ...SNAPSHOT, batchSize: 1, concurrency: 1, onlyInAccount: '12345678' },
	});
	/** The first try deletes one pair and is refused the next; then the account cannot be asked any more. */
	const thenUnreachable = () => {
		let deletes = 0;
		let accounts = 0;
		fixture.hubspot.intercept = async ({ path }) => {
			const isRefused =
				(path.endsWith('/batch/archive') && deletes++ > 0) ||
				(path.includes('/account-info/') && accounts++ > 0);
			const body = JSON.stringify({ status: 'error', message: 'No', category: 'X' });
			return await Promise.resolve(isRefused ? { status: 404, body } : undefined);
		};
	};

	it('Stop Workflow: the error still carries what was removed', async () => {
		thenUnreachable();
		const { error } = await fixture.run(parameters, { items: GOOD, maxTries: 2 });
		expect(error?.message).toMatch(/This try changed nothing/);
		expect(error?.description).toContain('Restore takes that list');
		const items = error?.context?.items as IDataObject[];
		expect(summary(items.map((json) => ({ json })))).toEqual([['deleted', '1', true]]);
		fixture.hubspot.intercept = undefined;
		await restore(items);
		expect([...associated()]).toEqual(['10']);
	});

	it('Continue: the items still have what was removed', async () => {
		thenUnreachable();
		const items = [BAD, ...GOOD];
		const onError = 'continueRegularOutput';
		const { done } = await fixture.run(parameters, { items, onError, maxTries: 2 });
		expect(summary(done)).toEqual([
			['failed', '', false],
			['failed', '1', false],
			['deleted', '1', true],
			['failed', '2', false],
			['failed', '3', false],
		]);
	});
});

it('a label that is gone and that the item names comes out as deleted', async () => {
	fixture.hubspot.account.addLabel('contacts', 'companies', { label: 'Friend' });
	const { done } = await fixture.run(
		{
			resource: 'associationLabel',
			operation: 'delete',
			fromObjectType: objectType('contacts'),
			toObjectType: objectType('companies'),
			label: '={{ $json.label }}',
		},
		{
			items: [{ label: 'nothing of the kind' }, { label: 'Friend' }],
			onError: 'continueRegularOutput',
			maxTries: 2,
		},
	);
	expect(done.map(({ json }) => json.status)).toEqual(['failed', 'deleted']);
});

it('keeps nothing for another run of the node, or where the setting is off', async () => {
	const parameters = deleteParameters({ options: SNAPSHOT });
	const first = await fixture.run(parameters, { items: GOOD, onError: 'continueRegularOutput' });
	const second = await fixture.run(parameters, {
		items: GOOD,
		onError: 'continueRegularOutput',
		maxTries: 2,
	});
	expect(first.done.map(({ json }) => json.status)).toEqual(['deleted', 'deleted', 'deleted']);
	expect(second.done.map(({ json }) => json.status)).toEqual(['absent', 'absent', 'absent']);
	expect(JSON.stringify(second.run.data.executionData?.contextData)).not.toContain('earlierTries');
});
