import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { HUBSPOT_BATCH_LIMITS, type Intercept, type LocalHubspotOptions } from '../hubspot';
import {
	deleteAllParameters,
	deleteLabelsParameters,
	deleteParameters,
	type Fixture,
	objectType,
	type RunOptions,
	startFixture,
} from './fixture';
import type * as fastSleep from './fastSleep';

jest.mock('n8n-workflow', () =>
	jest.requireActual<typeof fastSleep>('./fastSleep').withFastSleep(),
);

let fixture: Fixture;
const start = async (options?: LocalHubspotOptions) => {
	const batchLimits = HUBSPOT_BATCH_LIMITS;
	fixture = await startFixture({ rateLimit: { max: 100_000 }, batchLimits, ...options });
};
afterEach(async () => await fixture.hubspot.stop());

const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1);
type Pair = [contact: number, company: number];

const associate = (pairs: Pair[]) => {
	for (const [contact, company] of pairs) {
		fixture.hubspot.account.associate('contacts', contact, 'companies', company);
	}
};
const remaining = () =>
	fixture.hubspot.account
		.associations('contacts', 'companies')
		.map(({ fromId, toId }) => [Number(fromId), Number(toId)]);

/** What was asked of HubSpot, without the API version: "companies/contacts archive". */
const asked = () =>
	fixture.hubspot.requests.map(({ path }) =>
		path.replace(/.*\/associations\/[^/]+\//, '').replace('/batch/', ' '),
	);
const writes = () => asked().filter((path) => path.endsWith('archive'));
const times = (count: number, what: string) => Array.from({ length: count }, () => what);

const onError = 'continueRegularOutput';
const WITH_SNAPSHOT = { snapshot: 'default' };

/** Deletes pairs from contact to company, one item each. */
const remove = async (
	pairs: Pair[],
	options: INodeParameters = WITH_SNAPSHOT,
	more: RunOptions = {},
) =>
	await fixture.run(deleteParameters({ options }), {
		...{ items: pairs.map(([contact, company]) => ({ contact, company })), onError },
		...more,
	});

/** Every item is deleted, belongs to the item that asked, and names the pair as it did. */
function expectDeleted(done: Awaited<ReturnType<typeof remove>>['done'], pairs: Pair[]): void {
	const said = done.map(({ json, pairedItem }) => [
		...[json.status, json.fromObjectType, json.fromObjectId, json.toObjectType, json.toObjectId],
		pairedItem,
	]);
	expect(said).toEqual(
		pairs.map(([contact, company], item) => [
			...['deleted', 'contacts', String(contact), 'companies', String(company)],
			{ item },
		]),
	);
	expect(done.every(({ json }) => (json.removed as unknown[]).length === 1)).toBe(true);
}

describe('a request holds 100 "from" records, each with all its pairs', () => {
	it('one company with 5,000 contacts: three requests', async () => {
		await start();
		associate(upTo(5_000).map((contact) => [contact, 1]));
		const { done } = await fixture.run(
			deleteParameters({
				fromObjectType: objectType('companies'),
				toObjectType: objectType('contacts'),
				...{ fromId: '={{ $json.company }}', toIds: '={{ $json.contacts }}' },
				options: WITH_SNAPSHOT,
			}),
			{ items: [{ company: 1, contacts: upTo(5_000) }], onError },
		);
		expect(done.filter(({ json }) => json.status === 'deleted')).toHaveLength(5_000);
		expect(remaining()).toEqual([]);
		expect(writes()).toEqual(times(3, 'companies/contacts archive'));
	});

	it('50 companies with 200 contacts each: five requests', async () => {
		await start();
		associate(
			upTo(50).flatMap((company) =>
				upTo(200).map((each): Pair => [company * 1_000 + each, company]),
			),
		);
		const { done } = await fixture.run(
			deleteAllParameters({
				fromObjectType: objectType('companies'),
				toObjectType: objectType('contacts'),
				fromId: '={{ $json.company }}',
			}),
			{ items: upTo(50).map((company) => ({ company })), onError },
		);
		expect(done.filter(({ json }) => json.status === 'deleted')).toHaveLength(10_000);
		expect(remaining()).toEqual([]);
		expect(writes()).toEqual(times(5, 'companies/contacts archive'));
		// No record is read twice: 500 associations are on a page.
		expect(asked().filter((path) => path.endsWith('read'))).toHaveLength(1);
	});

	it('of which one bad "to" record costs itself alone, named or not', async () => {
		for (const isNamed of [true, false]) {
			await start();
			associate(upTo(2_000).map((company) => [1, company]));
			fixture.hubspot.intercept = ({ path, body }) => {
				if (!path.endsWith('archive') || !JSON.stringify(body).includes('"777"')) return undefined;
				const context = isNamed ? { context: { toObjectId: ['777'] } } : {};
				return { status: 400, body: { status: 'error', message: 'One is invalid', ...context } };
			};
			const { done } = await remove(upTo(2_000).map((company) => [1, company]));
			expect(remaining()).toEqual([[1, 777]]);
			expect(done.filter(({ json }) => json.status !== 'deleted')).toMatchObject([
				{ json: { status: 'failed', toObjectId: '777' }, pairedItem: { item: 776 } },
			]);
			expect(writes().length).toBeLessThanOrEqual(isNamed ? 2 : 1 + 2 * 11);
			if (isNamed) await fixture.hubspot.stop();
		}
	});

	it.each([
		['refuses', { status: 413, body: { status: 'error', message: 'Payload too large' } }],
		['does not answer in time', { status: 504 }],
	])(
		'where HubSpot %s more than 300 pairs, requests are halved once and for all',
		async (_, answer) => {
			await start();
			const pairs = upTo(5).flatMap((contact) => upTo(1_000).map((to): Pair => [contact, to]));
			associate(pairs);
			const seen: number[] = [];
			fixture.hubspot.intercept = ({ path, body }) => {
				if (!path.endsWith('archive')) return undefined;
				const { inputs } = body as { inputs: Array<{ to: unknown[] }> };
				const size = inputs.reduce((count, { to }) => count + to.length, 0);
				seen.push(size);
				return size > 300 ? answer : undefined;
			};
			const { done } = await remove(pairs, { concurrency: 1, snapshot: 'off' });
			expect(done.every(({ json }) => json.status === 'deleted')).toBe(true);
			expect(remaining()).toEqual([]);
			expect(seen.filter((size) => size > 300)).toEqual([2_000, 1_000, 500]);
			expect(seen).toHaveLength(3 + 5_000 / 250);
		},
	);

	it('of labels, all that are asked for of one pair are one input', async () => {
		await start();
		const labels = ['A', 'B'].map(
			(label) => fixture.hubspot.account.addLabel('contacts', 'companies', { label }).from,
		);
		for (const company of upTo(150)) {
			fixture.hubspot.account.associate('contacts', 1, 'companies', company, labels);
		}
		const items: IDataObject[] = labels.flatMap(({ category, typeId }) =>
			upTo(150).map((company) => ({ contact: 1, company, label: `${category}:${typeId}` })),
		);
		const { done } = await fixture.run(deleteLabelsParameters({ labels: '={{ [$json.label] }}' }), {
			items,
			onError,
		});
		expect(done.filter(({ json }) => json.status === 'deleted')).toHaveLength(300);
		expect(writes()).toEqual(times(2, 'contacts/companies labels/archive'));
		const sent = fixture.hubspot.requests.flatMap(({ path, body }) =>
			path.endsWith('archive') ? (body as { inputs: Array<{ types: unknown[] }> }).inputs : [],
		);
		expect(sent.map(({ types }) => types.length)).toEqual(times(150, '').map(() => 2));
	});
});

it('Delete All of a Record reads a record once, whether labels of it are meant or all', async () => {
	await start();
	const { category, typeId } = fixture.hubspot.account.addLabel('contacts', 'companies', {
		label: 'A',
	}).from;
	associate([[1, 1]]);
	fixture.hubspot.account.associate('contacts', 2, 'companies', 1, [{ category, typeId }]);
	const parameters = deleteAllParameters({
		labels: '={{ $json.labels }}',
		options: { allowUnlabeled: true },
	});
	const label = `${category}:${typeId}`;
	await fixture.run(parameters, {
		items: [
			{ contact: 2, labels: [label] },
			{ contact: 1, labels: [] },
			{ contact: 2, labels: [] },
		],
		onError,
	});
	expect(asked().filter((path) => path.endsWith('read'))).toHaveLength(1);
	expect(remaining()).toEqual([]);
});

describe('reads that HubSpot does not answer in time', () => {
	const CONTACTS = upTo(1_000);
	const PAIRS = CONTACTS.map((contact): Pair => [contact, contact]);
	const deleteAll = async () =>
		await fixture.run(deleteAllParameters({ options: WITH_SNAPSHOT }), {
			...{ items: CONTACTS.map((contact) => ({ contact })), onError },
		});
	const statuses = (done: Array<{ json: IDataObject }>) => done.map(({ json }) => json.status);

	/**
	 * Gives reads no answer in time.
	 *
	 * @param isSlow by the number of records in a read, and of reads before it
	 * @returns the size of each read that HubSpot gets
	 */
	const slowReads = (isSlow: (size: number, before: number) => boolean) => {
		const seen: number[] = [];
		fixture.hubspot.intercept = ({ path, body }) => {
			if (!path.endsWith('batch/read')) return undefined;
			const { length } = (body as { inputs: unknown[] }).inputs;
			seen.push(length);
			return isSlow(length, seen.length - 1) ? { status: 504 } : undefined;
		};
		return seen;
	};

	it('are halved until it does', async () => {
		await start();
		associate(PAIRS);
		const seen = slowReads((size) => size > 250);
		const { done } = await deleteAll();
		expect(statuses(done)).toEqual(times(1_000, 'deleted'));
		expect(remaining()).toEqual([]);
		expect(seen).toEqual([1_000, 500, ...Array<number>(4).fill(250)]);
	});

	it('are halved before a deletion and after it', async () => {
		await start({ batchLimits: undefined });
		associate(PAIRS);
		const seen = slowReads((size) => size > 250);
		const options = { ...WITH_SNAPSHOT, verify: true, batchSize: 1_000 };
		const { done } = await remove(PAIRS, options);
		expectDeleted(done, PAIRS);
		expect(remaining()).toEqual([]);
		expect(seen.filter((size) => size > 250)).toEqual([1_000, 500, 1_000, 500]);
		expect(seen).toHaveLength(2 * (2 + 4));
	});

	it('are given up after the first small one: HubSpot answers none', async () => {
		await start();
		associate(PAIRS);
		const seen = slowReads(() => true);
		const { done } = await deleteAll();
		expect(statuses(done)).toEqual(times(1_000, 'notSent'));
		expect(new Set(done.map(({ json }) => (json.error as IDataObject).message)).size).toBe(1);
		expect(remaining()).toHaveLength(1_000);
		expect(seen).toEqual([1_000, 500, 250, 125, ...Array<number>(6).fill(100)]);
	});

	it('are given up in each further thousand after one small one', async () => {
		await start();
		const seen = slowReads(() => true);
		const { done } = await fixture.run(deleteAllParameters({ options: WITH_SNAPSHOT }), {
			...{ items: upTo(3_000).map((contact) => ({ contact })), onError },
		});
		expect(statuses(done)).toEqual(times(3_000, 'notSent'));
		expect(seen).toHaveLength(4 + 3 * 6);
	});

	it('take nothing from what was read before HubSpot ceased to answer', async () => {
		await start();
		associate(PAIRS);
		const seen = slowReads((size, before) => size > 250 || before > 2);
		const { done } = await deleteAll();
		expect(statuses(done)).toEqual([...times(250, 'deleted'), ...times(750, 'notSent')]);
		expect(remaining()).toEqual(PAIRS.slice(250));
		expect(seen).toEqual([1_000, 500, 250, 250, 125, ...Array<number>(6).fill(100)]);
	});

	it('are not given up for another error of a small one', async () => {
		await start();
		associate(PAIRS);
		const bad = { status: 400, body: { status: 'error', message: 'Bad' } };
		fixture.hubspot.intercept = ({ path, body }) => {
			if (!path.endsWith('batch/read')) return undefined;
			const ids = (body as { inputs: Array<{ id: string }> }).inputs.map(({ id }) => id);
			if (ids.length > 100) return { status: 504 };
			return ids.includes('150') ? bad : undefined;
		};
		const { done } = await deleteAll();
		expect(done.filter(({ json }) => json.status !== 'deleted')).toHaveLength(1);
		expect(remaining()).toEqual([[150, 150]]);
	});
});

describe('the cheaper side', () => {
	const MANY_TO_ONE = upTo(2_500).map((contact): Pair => [contact, 1]);
	const FROM_COMPANY = 'companies/contacts archive';
	const FROM_CONTACTS = 'contacts/companies archive';

	it('2,500 contacts of one company: two requests instead of 25, read back once', async () => {
		await start();
		associate(MANY_TO_ONE);
		const { done } = await remove(MANY_TO_ONE);
		expectDeleted(done, MANY_TO_ONE);
		expect(remaining()).toEqual([]);
		expect(asked()).toEqual([
			...times(3, 'contacts/companies read'),
			FROM_COMPANY,
			...times(2, 'contacts/companies read'),
			FROM_COMPANY,
		]);
	});

	it('counts writes and reads apart in the summary', async () => {
		await start();
		associate(MANY_TO_ONE);
		const { done } = await remove(MANY_TO_ONE, { ...WITH_SNAPSHOT, output: 'summary' });
		expect(done.map(({ json }) => json)).toMatchObject([{ deleted: 2_500, requests: 2, reads: 5 }]);
	});

	it('of one-to-many and many-to-one mixed, each part goes from its own side', async () => {
		await start();
		const oneToMany = upTo(1_000).map((company): Pair => [9_999, company + 10]);
		const pairs = MANY_TO_ONE.flatMap((pair, index) =>
			index < 1_000 ? [pair, oneToMany[index]] : [pair],
		);
		associate(pairs);
		const { done } = await remove(pairs);
		expectDeleted(done, pairs);
		expect(remaining()).toEqual([]);
		expect(writes()).toEqual([FROM_COMPANY, FROM_COMPANY, FROM_CONTACTS]);
	});

	it.each<[string, Pair[], INodeParameters]>([
		['it is switched off', MANY_TO_ONE, { ...WITH_SNAPSHOT, cheaperSide: false }],
		['nothing is read before', MANY_TO_ONE, { snapshot: 'off' }],
		['it saves less than half', upTo(600).map((n) => [n, Math.ceil(n / 2)]), WITH_SNAPSHOT],
		['it takes about as many with what reads it back', upTo(300).map((n) => [n, 1]), WITH_SNAPSHOT],
		['all records are different', upTo(500).map((n) => [n, n]), WITH_SNAPSHOT],
	])('is not used where %s', async (_, pairs, options) => {
		await start();
		associate(pairs);
		const { done } = await remove(pairs, options);
		expect(done.every(({ json }) => json.status === 'deleted')).toBe(true);
		expect(remaining()).toEqual([]);
		expect(writes()).toEqual(times(Math.ceil(pairs.length / 100), FROM_CONTACTS));
	});

	it('is not used for labels', async () => {
		await start();
		const label = fixture.hubspot.account.addLabel('contacts', 'companies', { label: 'A' }).from;
		for (const contact of upTo(400)) {
			fixture.hubspot.account.associate('contacts', contact, 'companies', 1, [label]);
		}
		const labels = [`${label.category}:${label.typeId}`];
		const { done } = await fixture.run(deleteLabelsParameters({ labels, options: WITH_SNAPSHOT }), {
			...{ items: upTo(400).map((contact) => ({ contact, company: 1 })), onError },
		});
		expect(done.every(({ json }) => json.status === 'deleted')).toBe(true);
		expect(writes()).toEqual(times(4, 'contacts/companies labels/archive'));
	});

	it('is left as soon as a read shows that nothing was deleted from there', async () => {
		await start({ ignoredDirections: ['0-2>0-1'] });
		associate(MANY_TO_ONE);
		const { done } = await remove(MANY_TO_ONE);
		expectDeleted(done, MANY_TO_ONE);
		expect(remaining()).toEqual([]);
		expect(writes()).toEqual([FROM_COMPANY, ...times(25, FROM_CONTACTS)]);
	});

	it('is not used where nothing was seen from the side that was named: nothing could prove it', async () => {
		await start({ hiddenDirections: ['0-1>0-2'] });
		associate(MANY_TO_ONE);
		const { done } = await remove(MANY_TO_ONE);
		expect(done.every(({ json }) => json.status === 'absent')).toBe(true);
		expect(remaining()).toEqual([]);
		expect(writes()).toEqual(times(25, FROM_CONTACTS));
	});

	it('is proven by a pair that was seen, though others were not', async () => {
		await start();
		associate(MANY_TO_ONE.slice(2_400));
		const { done } = await remove(MANY_TO_ONE);
		expect(done.map(({ json }) => json.status)).toEqual([
			...times(2_400, 'absent'),
			...times(100, 'deleted'),
		]);
		expect(writes()).toEqual(times(2, FROM_COMPANY));
	});

	it('proves itself in spite of reads that lag behind', async () => {
		await start({ readLag: { reads: 2, of: 'deletes' } });
		associate(MANY_TO_ONE);
		const { done } = await remove(MANY_TO_ONE);
		expectDeleted(done, MANY_TO_ONE);
		expect(writes()).toEqual(times(2, FROM_COMPANY));
	});

	/** Refuses a request from this side that holds this contact. */
	const refuse =
		(direction: string, id: string): Intercept =>
		({ path, body }) =>
			path.includes(direction) &&
			path.endsWith('archive') &&
			JSON.stringify(body).includes(`"${id}"`)
				? { status: 400, body: { status: 'error', message: 'One is invalid' } }
				: undefined;

	it.each([undefined, onError] as const)(
		'what is refused from there goes out as it was named (On Error: %s)',
		async (mode) => {
			await start();
			associate(MANY_TO_ONE);
			fixture.hubspot.intercept = refuse('companies/contacts', '2345');
			const { done, error } = await remove(MANY_TO_ONE, WITH_SNAPSHOT, { onError: mode });
			expect(error).toBeUndefined();
			expectDeleted(done, MANY_TO_ONE);
			expect(remaining()).toEqual([]);
			expect(writes().filter((path) => path === FROM_CONTACTS)).toHaveLength(1);
		},
	);

	it('what is refused from both sides fails once, and takes nothing with it', async () => {
		await start();
		associate(MANY_TO_ONE);
		fixture.hubspot.intercept = refuse('batch', '2345');
		const { done } = await remove(MANY_TO_ONE);
		expect(remaining()).toEqual([[2_345, 1]]);
		expect(done.filter(({ json }) => json.status !== 'deleted')).toMatchObject([
			{ json: { status: 'failed', fromObjectId: '2345' }, pairedItem: { item: 2_344 } },
		]);
	});

	it('refused altogether, it costs no pair', async () => {
		await start();
		associate(MANY_TO_ONE);
		fixture.hubspot.intercept = ({ path }) =>
			path.includes('companies/contacts/batch/archive')
				? { status: 403, body: { status: 'error', category: 'MISSING_SCOPES', message: 'No' } }
				: undefined;
		const { done } = await remove(MANY_TO_ONE);
		expectDeleted(done, MANY_TO_ONE);
		expect(writes()).toEqual([FROM_COMPANY, ...times(25, FROM_CONTACTS)]);
	});

	it('a credential that is refused there is not tried 25 times from the other side', async () => {
		await start();
		associate(MANY_TO_ONE);
		fixture.hubspot.intercept = ({ path }) =>
			path.endsWith('archive')
				? {
						status: 401,
						body: { status: 'error', category: 'INVALID_AUTHENTICATION', message: 'No' },
					}
				: undefined;
		const { done } = await remove(MANY_TO_ONE);
		expect(new Set(done.map(({ json }) => json.status))).toEqual(new Set(['failed', 'notSent']));
		expect(remaining()).toHaveLength(2_500);
		expect(writes()).toEqual([FROM_COMPANY]);
	});

	it('Responses have the direction that was sent, and belong to the items that asked', async () => {
		await start();
		associate(MANY_TO_ONE);
		const { done } = await remove(MANY_TO_ONE, { ...WITH_SNAPSHOT, output: 'responses' });
		expect(done.map(({ json }) => json.request)).toMatchObject([
			{ fromObjectType: 'companies', toObjectType: 'contacts', inputs: 2_000 },
			{ fromObjectType: 'companies', toObjectType: 'contacts', inputs: 500 },
		]);
		expect(done.map(({ pairedItem }) => (pairedItem as unknown[]).length)).toEqual([2_000, 500]);
	});
});
