import type { IDataObject, INodeParameters } from 'n8n-workflow';

import type { AssociationType } from '../hubspot';
import {
	deleteAllParameters,
	deleteParameters,
	type Fixture,
	getAllParameters,
	objectType,
	startFixture,
} from './fixture';
import type * as fastSleep from './fastSleep';
import { VERSIONS } from './versions';

jest.mock('n8n-workflow', () =>
	jest.requireActual<typeof fastSleep>('./fastSleep').withFastSleep(),
);

let fixture: Fixture;
let friend: AssociationType;
/** A custom object type that can be associated with contacts, and one that cannot. */
let pets: string;
const PRIMARY: AssociationType = { category: 'HUBSPOT_DEFINED', typeId: 1 };

/**
 * Contact 1 has companies 1 (primary) and 2, deal 3, note 4, pet 5 and contact 2. Contact 2 has company 1 as well, and
 * contact 3 nothing.
 */
const start = async (options?: Parameters<typeof startFixture>[0]) => {
	fixture = await startFixture({ rateLimit: { max: 100_000 }, ...options });
	const { account } = fixture.hubspot;
	pets = account.addObjectType('pets', { singular: 'Pet', plural: 'Pets' }, ['contacts']);
	account.addObjectType('boats', { singular: 'Boat', plural: 'Boats' }, ['companies']);
	friend = account.addLabel('contacts', 'deals', { label: 'Friend' }).from;
	account.addRecords('contacts', [1, 2, 3]);
	account.associate('contacts', 1, 'companies', 1, [PRIMARY]);
	account.associate('contacts', 1, 'companies', 2);
	account.associate('contacts', 1, 'deals', 3, [friend]);
	account.associate('contacts', 1, 'notes', 4);
	account.associate('contacts', 1, pets, 5);
	account.associate('contacts', 1, 'contacts', 2);
	account.associate('contacts', 2, 'companies', 1);
};
afterEach(async () => await fixture.hubspot.stop());

const run = async (contacts: unknown[], more: INodeParameters = {}, options = {}) =>
	await fixture.run(deleteAllParameters({ toObjectType: objectType('*'), ...more }), {
		items: contacts.map((contact) => ({ contact })) as never,
		onError: 'continueRegularOutput',
		...options,
	});
const find = async (contacts: unknown[], more: INodeParameters = {}, options = {}) =>
	await run(
		contacts,
		{ ...getAllParameters({ returnAll: true }), toObjectType: objectType('*'), ...more },
		options,
	);
type Run = Awaited<ReturnType<typeof run>>;
const said = ({ done }: Run) =>
	done
		.map(
			({ json }) =>
				`${String(json.toObjectType)} ${String(json.toObjectId)} ${String(json.status)}`,
		)
		.sort();
const requests = (ending: string) =>
	fixture.hubspot.requests.map(({ path }) => path).filter((path) => path.endsWith(ending));
const associated = (contact: number) =>
	['companies', 'deals', 'notes', pets, 'contacts'].flatMap((type) =>
		fixture.hubspot.account.associatedIds('contacts', contact, type).map((id) => `${type} ${id}`),
	);
const refuse = (isMeant: (path: string) => boolean, status = 403) => {
	const body = { status: 'error', message: 'You have not all scopes', category: 'MISSING_SCOPES' };
	fixture.hubspot.intercept = ({ path }) => (isMeant(path) ? { status, body } : undefined);
};
const ALL = () => [
	...[`${pets} 5`, 'companies 1', 'companies 2', 'contacts 2', 'deals 3', 'notes 4'],
];

describe.each(VERSIONS)('every object type on version %s', (apiVersion) => {
	const options = { apiVersion };
	beforeEach(async () => await start({ numericIds: apiVersion === 'v4' }));

	it('leaves nothing behind, with one read for each type', async () => {
		const result = await run([1, 3], { options });
		expect(said(result)).toEqual(
			[...ALL().map((pair) => `${pair} deleted`), '* undefined absent'].sort(),
		);
		expect(associated(1)).toEqual([]);
		expect(associated(2)).toEqual(['companies 1']);
		// HubSpot's own types, and one of the two custom ones.
		expect(requests('/batch/read')).toHaveLength(32);
		expect(requests('/batch/read').filter((path) => path.includes('2-1000002'))).toEqual([]);
		expect(fixture.hubspot.requests.filter(({ path }) => path.includes('*'))).toEqual([]);
		expect(result.hints[0]?.message).toBe(
			'6 of 6 associations deleted in 5 requests; 1 record with none.',
		);
	});

	it('lists what there is anywhere, and changes nothing', async () => {
		const before = JSON.stringify(fixture.hubspot.account.snapshot());
		expect(said(await find([1, 2, 3], { options }))).toEqual(
			[...ALL(), 'companies 1', 'contacts 1'].map((pair) => `${pair} found`).sort(),
		);
		const limited = await find([1, 2], { options, returnAll: false, limit: 2 });
		expect(limited.done.map(({ pairedItem }) => pairedItem)).toEqual([
			...[{ item: 0 }, { item: 0 }, { item: 1 }, { item: 1 }],
		]);
		expect(JSON.stringify(fixture.hubspot.account.snapshot())).toBe(before);
	});

	it('names the types that it may not read, once for all records, and goes on', async () => {
		refuse((path) => path.includes('/notes/') || path.includes('/quotes/'));
		const result = await run([1, 2], { options }, { onError: undefined });
		expect(result.error).toBeUndefined();
		expect(associated(1)).toEqual(['notes 4']);
		const notRead = result.done.filter(({ json }) => json.status === 'notRead');
		expect(notRead.map(({ json, pairedItem }) => [json.toObjectType, pairedItem])).toEqual([
			['quotes', [{ item: 0 }, { item: 1 }]],
			['notes', [{ item: 0 }, { item: 1 }]],
		]);
		expect(notRead[0]?.json).toMatchObject({ fromObjectType: 'contacts' });
		expect(notRead[0]?.json.error).toBeUndefined();
		expect(String(notRead[0]?.json.note)).toContain('403');
		expect(result.hints[0]).toMatchObject({ type: 'warning' });
		expect(result.hints[0]?.message).toContain('not read: quotes, notes.');
		const summary = await run([1], { options: { ...options, output: 'summary' } });
		expect(summary.done[0]?.json).toMatchObject({ notRead: 2, notReadTypes: ['quotes', 'notes'] });
	});

	it('says that custom types were not looked at, where it may not read their schemas', async () => {
		refuse((path) => path.endsWith('/schemas'));
		const result = await run([1], { options });
		expect(associated(1)).toEqual([`${pets} 5`]);
		const [one, ...others] = result.done.filter(({ json }) => json.status === 'notRead');
		expect([one?.json.toObjectType, others]).toEqual(['*', []]);
		expect(String(one?.json.note)).toMatch(
			/^The account's own object types were not looked at, .*403/,
		);
		expect(result.hints[0]?.message).toContain('not read: custom object types.');
	});

	it('fails where no type can be read', async () => {
		refuse((path) => path.endsWith('/batch/read'));
		const { done } = await run([1, 2], { options });
		expect(done.map(({ json }) => [json.status, json.toObjectType])).toEqual([
			['notSent', '*'],
			['notSent', '*'],
		]);
		expect(String((done[0]?.json.error as IDataObject).message)).toContain(
			'no object type can be read.',
		);
		const { error } = await run([1], { options }, { onError: undefined });
		expect(error?.message).toContain('no object type can be read.');
		expect(associated(1)).toHaveLength(6);
	});

	it('takes labels by name, wherever they are, and leaves the records associated', async () => {
		const result = await run([1, 2], { options, labels: '={{ ["Friend"] }}' });
		expect(said(result)).toEqual(['* undefined absent', 'deals 3 deleted']);
		const { account } = fixture.hubspot;
		expect(account.typesBetween('contacts', 1, 'deals', 3)).toHaveLength(1);
		expect(associated(1)).toHaveLength(6);
		// Only types that have such a label are read.
		expect(requests('/batch/read')).toHaveLength(1);
	});

	it('keeps by label, and leaves at least one on each type', async () => {
		const keepLabels = '={{ ["Primary"] }}';
		expect(said(await run([1], { options, keepLabels, leaveAtLeastOne: true }))).toEqual(
			[
				...['companies 1 kept', 'companies 2 deleted'],
				...[`${pets} 5`, 'contacts 2', 'deals 3', 'notes 4'].map((pair) => `${pair} kept`),
			].sort(),
		);
		expect(associated(1)).toHaveLength(5);
		expect(
			said(await run([1], { options, keepLabels })).filter((one) => one.endsWith('kept')),
		).toEqual(['companies 1 kept']);
		expect(associated(1)).toEqual(['companies 1']);
	});

	it('says beforehand what it would do', async () => {
		const before = JSON.stringify(fixture.hubspot.account.snapshot());
		const result = await run([1], { options: { ...options, dryRun: true } });
		expect(said(result)).toEqual(
			ALL()
				.map((pair) => `${pair} wouldDelete`)
				.sort(),
		);
		expect(JSON.stringify(fixture.hubspot.account.snapshot())).toBe(before);
	});

	it('goes on at a later try where the earlier one stopped', async () => {
		let refusals = 1;
		fixture.hubspot.intercept = ({ path }) =>
			path.includes('/deals/batch/archive') && refusals-- > 0
				? { status: 404, body: { status: 'error', message: 'No', category: 'X' } }
				: undefined;
		const { done, error } = await run([1], { options }, { onError: undefined, maxTries: 2 });
		expect(error).toBeUndefined();
		expect(said({ done } as Run)).toEqual(
			ALL()
				.map((pair) => `${pair} deleted`)
				.sort(),
		);
		expect(associated(1)).toEqual([]);
	});
});

describe('every object type', () => {
	beforeEach(async () => await start());

	it('reads 1,000 records with as many requests as one', async () => {
		const contacts = Array.from({ length: 1_000 }, (_, index) => index + 1);
		const { done } = await run(contacts, { options: { output: 'summary' } });
		// Contact 2 is also at the other end of contact 1.
		expect(done[0]?.json).toMatchObject({ deleted: 8, absent: 998 });
		expect([requests('/batch/read').length, requests('/schemas').length]).toEqual([32, 1]);
	});

	it('finds everything of a custom object, by name or ID', async () => {
		const parameters = { fromObjectType: objectType('={{ $json.type }}'), fromId: '5' };
		for (const type of ['pets', pets]) {
			const { done } = await fixture.run(
				getAllParameters({ ...parameters, toObjectType: objectType('*') }),
				{ items: [{ type }] },
			);
			expect(
				done.map(({ json }) => [json.fromObjectType, json.toObjectType, json.toObjectId]),
			).toEqual([[type, 'contacts', '1']]);
		}
	});

	it('goes together with items that name a type, in their spelling', async () => {
		const { done } = await fixture.run(
			deleteAllParameters({
				fromObjectType: objectType('={{ $json.from }}'),
				toObjectType: objectType('={{ $json.to }}'),
			}),
			{
				items: [
					{ contact: 1, from: 'contact', to: ' * ' },
					{ contact: 1, from: 'contacts', to: 'company' },
				],
			},
		);
		expect(said({ done } as Run).filter((one) => one.startsWith('compan'))).toEqual(
			['1', '1', '2', '2'].map((id) => `company ${id} deleted`),
		);
		expect(new Set(done.map(({ json }) => json.fromObjectType))).toEqual(
			new Set(['contact', 'contacts']),
		);
		expect(requests('/archive').filter((path) => path.includes('compan'))).toHaveLength(1);
		expect(associated(1)).toEqual([]);
	});

	it('deletes what it can, and says of a record which types failed', async () => {
		refuse((path) => path.includes('/deals/batch/read') || path.includes('/notes/batch/read'), 500);
		const { done } = await run([1, 2]);
		const [failed, ...others] = done.filter(({ json }) => json.status === 'notSent');
		expect(others).toHaveLength(1);
		expect(failed?.json).toMatchObject({ fromObjectId: '1', toObjectType: '*' });
		expect(String((failed?.json.error as IDataObject).message)).toMatch(/\(deals, notes\)$/);
		expect(associated(1)).toEqual(['deals 3', 'notes 4']);
	});

	it('sends nothing where the schemas cannot be read for another reason', async () => {
		refuse((path) => path.endsWith('/schemas'), 500);
		const { done } = await run([1]);
		expect(done.map(({ json }) => json.status)).toEqual(['notSent']);
		expect(associated(1)).toHaveLength(6);
	});

	it.each([
		[{ keepIds: '5' }, '"Keep These Record IDs" cannot be used with every object type'],
		[{ labels: ['USER_DEFINED:1'] }, 'which is not the name of a label'],
		[
			{ keepLabels: ['Prinary'] },
			'"Keep If Labeled: Label Names or IDs" got "Prinary", which is no label on any',
		],
		[
			{ labels: ['Freind'] },
			'"Only These Label Names or IDs" got "Freind", which is no label on any',
		],
	])('refuses %j', async (parameters, message) => {
		const { error } = await run([1], parameters, { onError: undefined });
		expect(error?.message).toContain(message);
		const { done } = await run([1], parameters);
		expect(done.map(({ json }) => json.status)).toEqual(['failed']);
		expect(associated(1)).toHaveLength(6);
		expect(fixture.deletes()).toEqual([]);
	});

	it.each([['fromObjectType'], ['toObjectType']])('is refused as %s elsewhere', async (field) => {
		const { error } = await fixture.run(deleteParameters({ [field]: objectType('*') }), {
			items: [{ contact: 1, company: 1 }],
		});
		expect(error?.message).toContain('got "*", which stands for every object type');
		expect(fixture.hubspot.requests).toEqual([]);
	});
});
