import type { INodeParameters } from 'n8n-workflow';

import type { AssociationType } from '../hubspot';
import { deleteAllParameters, type Fixture, objectType, startFixture } from './fixture';
import { VERSIONS } from './versions';

let fixture: Fixture;
let friend: AssociationType;
const PRIMARY: AssociationType = { category: 'HUBSPOT_DEFINED', typeId: 1 };
const LEFT_WITH_NONE = 'Not touched, because the record would be left with none.';

/** Contact 1 is associated with companies 1 to 4: 2 is its primary one and a friend, 3 a friend. Contact 2 with 1. */
const start = async (options?: Parameters<typeof startFixture>[0]) => {
	fixture = await startFixture({ rateLimit: { max: 100_000 }, ...options });
	const { account } = fixture.hubspot;
	friend = account.addLabel('contacts', 'companies', { label: 'Friend' }).from;
	for (const company of [1, 4]) account.associate('contacts', 1, 'companies', company);
	account.associate('contacts', 1, 'companies', 2, [PRIMARY, friend]);
	account.associate('contacts', 1, 'companies', 3, [friend]);
	account.associate('contacts', 2, 'companies', 1);
};
afterEach(async () => await fixture.hubspot.stop());

const run = async (items: unknown[], more: INodeParameters = {}, options = {}) =>
	await fixture.run(deleteAllParameters(more), {
		items: items as never,
		onError: 'continueRegularOutput',
		...options,
	});
type Run = Awaited<ReturnType<typeof run>>;
/** What became of each association, by item and company. */
const said = ({ done }: Run) =>
	done
		.map(({ json, pairedItem }) => {
			const { item } = pairedItem as { item: number };
			return `${item}: ${String(json.toObjectId)} ${String(json.status)}`;
		})
		.sort();
const companies = (contact: number) =>
	fixture.hubspot.account.associatedIds('contacts', contact, 'companies');
const labels = (company: number) =>
	fixture.hubspot.account
		.typesBetween('contacts', 1, 'companies', company)
		.map(({ label }) => label);

describe.each(VERSIONS)('keeping some on version %s', (apiVersion) => {
	beforeEach(async () => await start({ numericIds: apiVersion === 'v4', readPageSize: 2 }));

	it('leaves alone the records that are named, and takes everything else', async () => {
		const result = await run([{ contact: 1 }], { apiVersion, keepIds: '2, 4' });
		expect(said(result)).toEqual(['0: 1 deleted', '0: 2 kept', '0: 3 deleted', '0: 4 kept']);
		expect(result.done.find(({ json }) => json.toObjectId === '2')?.json).toEqual({
			...{ status: 'kept', fromObjectType: 'contacts', fromObjectId: '1' },
			...{ toObjectType: 'companies', toObjectId: '2' },
		});
		expect(companies(1)).toEqual(['2', '4']);
		expect(labels(2)).toEqual(['Primary', null, 'Friend']);
		expect(result.hints[0]?.message).toBe('2 of 4 associations deleted in 1 request; 2 kept.');
	});

	it.each([[['Primary']], ['HUBSPOT_DEFINED:1'], [{ category: 'HUBSPOT_DEFINED', typeId: 1 }]])(
		'leaves alone what is labeled %j, with all its labels',
		async (label) => {
			const keepLabels = '={{ $json.label }}';
			const result = await run([{ contact: 1, label }], { apiVersion, keepLabels });
			expect(said(result)).toEqual(['0: 1 deleted', '0: 2 kept', '0: 3 deleted', '0: 4 deleted']);
			expect(companies(1)).toEqual(['2']);
			expect(labels(2)).toEqual(['Primary', null, 'Friend']);
		},
	);

	it('does not touch a record that would be left with none', async () => {
		const moved = { apiVersion, keepIds: '={{ $json.company }}', leaveAtLeastOne: true };
		const items = [
			{ contact: 1, company: 9 },
			{ contact: 2, company: 1 },
		];
		const result = await run(items, moved);
		expect(said(result)).toEqual(['0: 1 kept', '0: 2 kept', '0: 3 kept', '0: 4 kept', '1: 1 kept']);
		expect(result.done.map(({ json }) => json.note)).toEqual([
			...Array<string>(4).fill(LEFT_WITH_NONE),
			undefined,
		]);
		expect(fixture.deletes()).toEqual([]);
		// Now it has moved there.
		fixture.hubspot.account.associate('contacts', 1, 'companies', 9);
		expect(said(await run(items, moved))).toEqual([
			...[1, 2, 3, 4].map((company) => `0: ${company} deleted`),
			...['0: 9 kept', '1: 1 kept'],
		]);
		expect([companies(1), companies(2)]).toEqual([['9'], ['1']]);
	});

	it('with labels chosen: takes them off everything else, and leaves one that has them', async () => {
		const chosen = { apiVersion, labels: ['Friend'], leaveAtLeastOne: true };
		expect(said(await run([{ contact: 1 }], chosen))).toEqual(['0: 2 kept', '0: 3 kept']);
		const result = await run([{ contact: 1 }], { ...chosen, keepIds: 2 });
		expect(said(result)).toEqual(['0: 2 kept', '0: 3 deleted']);
		expect([labels(2), labels(3)]).toEqual([['Primary', null, 'Friend'], [null]]);
		expect(companies(1)).toHaveLength(4);
	});

	it('says beforehand what it would keep, and changes nothing', async () => {
		const before = JSON.stringify(fixture.hubspot.account.snapshot());
		const options = { dryRun: true };
		const result = await run([{ contact: 1 }], { apiVersion, options, keepLabels: ['Friend'] });
		expect(said(result)).toEqual([
			'0: 1 wouldDelete',
			'0: 2 kept',
			'0: 3 kept',
			'0: 4 wouldDelete',
		]);
		expect(JSON.stringify(fixture.hubspot.account.snapshot())).toBe(before);
	});

	it('keeps the same at a later try', async () => {
		let refusals = 1;
		fixture.hubspot.intercept = ({ path }) =>
			path.endsWith('/archive') && refusals-- > 0
				? { status: 404, body: { status: 'error', message: 'No', category: 'X' } }
				: undefined;
		const result = await run(
			[{ contact: 1 }, { contact: 2 }],
			{ apiVersion, keepIds: '2', options: { batchSize: 1, concurrency: 1 } },
			{ onError: undefined, maxTries: 3 },
		);
		expect(said(result)).toEqual([
			'0: 1 deleted',
			'0: 2 kept',
			'0: 3 deleted',
			'0: 4 deleted',
			'1: 1 deleted',
		]);
		expect(companies(1)).toEqual(['2']);
	});
});

describe('keeping some', () => {
	beforeEach(async () => await start());

	it('keeps for all items what one of them keeps, whichever side it names', async () => {
		const result = await fixture.run(
			deleteAllParameters({
				fromObjectType: objectType('={{ $json.from }}'),
				fromId: '={{ $json.id }}',
				toObjectType: objectType('={{ $json.to }}'),
				keepIds: '={{ $json.keep }}',
			}),
			{
				items: [
					{ from: 'contacts', id: 1, to: 'companies', keep: 2 },
					{ from: 'contact', id: 1, to: 'company', keep: [3] },
					{ from: 'companies', id: 3, to: 'contacts', keep: [] },
				],
			},
		);
		expect(said(result)).toEqual([
			...['0: 1 deleted', '0: 2 kept', '0: 3 kept', '0: 4 deleted'],
			...['1: 1 deleted', '1: 2 kept', '1: 3 kept', '1: 4 deleted'],
			'2: 1 kept',
		]);
		expect(companies(1)).toEqual(['2', '3']);
	});

	it('leaves the last one, whichever items take the others', async () => {
		const items = [
			{ contact: 1, labels: [], leave: false, keep: [] },
			{ contact: 1, labels: ['Friend'], leave: true, keep: [2] },
		];
		const result = await run(items, {
			labels: '={{ $json.labels }}',
			keepIds: '={{ $json.keep }}',
			leaveAtLeastOne: '={{ $json.leave }}',
		});
		expect(companies(1)).toEqual(['2']);
		expect(labels(2)).toEqual(['Primary', null, 'Friend']);
		expect(said(result)).toEqual([
			...['0: 1 deleted', '0: 2 kept', '0: 3 deleted', '0: 4 deleted'],
			...['1: 2 kept', '1: 3 deleted'],
		]);
	});

	it.each([
		['keepIds', '', '"Keep These Record IDs" holds an empty record ID'],
		['keepIds', null, '"Keep These Record IDs" is empty'],
		['keepIds', 'Ada', '"Keep These Record IDs" got "Ada", which is not a record ID'],
		['keepLabels', '', '"Keep If Labeled: Label Names or IDs" is empty'],
		['keepLabels', 'Prinary', 'got "Prinary", which is no label between the two object types'],
		['keepLabels', 'USER_DEFINED:999', 'got USER_DEFINED:999, which is no label between'],
		['keepLabels', 'HUBSPOT_DEFINED:279', 'holds the unlabeled type'],
		['leaveAtLeastOne', null, '"Leave at Least One" got null'],
	])('does not take a %s of %j for nothing to keep', async (name, value, message) => {
		const { error } = await run(
			[{ contact: 1, value }],
			{ [name]: '={{ $json.value }}', options: { allowUnlabeled: true } },
			{ onError: undefined },
		);
		expect(error?.message).toContain(message);
		expect(companies(1)).toHaveLength(4);
		expect(fixture.deletes()).toEqual([]);
	});

	it('deletes nothing where the labels to keep cannot be read', async () => {
		fixture.hubspot.intercept = ({ path }) =>
			path.endsWith('/labels')
				? { status: 403, body: { status: 'error', message: 'No', category: 'MISSING_SCOPES' } }
				: undefined;
		const { done } = await run([{ contact: 1 }], { keepLabels: ['Primary'] });
		expect(done.map(({ json }) => json.status)).toEqual(['notSent']);
		expect(companies(1)).toHaveLength(4);
	});
});
