import { LocalHubspot, type LocalHubspotOptions } from '../..';
import { send } from '../../send';

const READ = '/crm/associations/2026-03/contacts/companies/batch/read';
const ARCHIVE = '/crm/associations/2026-03/contacts/companies/batch/archive';

interface Result {
	from: { id: string };
	to: Array<{ toObjectId: unknown; associationTypes: unknown[] }>;
	paging?: { next: { after: string } | null } | null;
}

describe('reading', () => {
	let hubspot: LocalHubspot;
	let token: string;

	const start = async (options: LocalHubspotOptions = {}) => {
		hubspot = await LocalHubspot.start(options);
		token = hubspot.auth.addAccessToken();
		for (const id of [10, 11, 12]) hubspot.account.associate('contacts', 1, 'companies', id);
		hubspot.account.associate('contacts', 2, 'companies', 10);
	};
	const read = async (inputs: unknown[], path = READ) =>
		await send(hubspot, 'POST', path, { token, body: { inputs } });
	const resultsOf = async (inputs: unknown[]) => (await read(inputs)).json?.results as Result[];
	const idsOf = async (id = '1') =>
		(await resultsOf([{ id }])).flatMap(({ to }) => to.map(({ toObjectId }) => toObjectId));

	afterEach(async () => await hubspot.stop());

	it('answers 404 when told so, if no record has any associations, and otherwise names each', async () => {
		await start({ noAssociations: 'notFound' });
		expect(await read([{ id: '7' }, { id: '8' }])).toMatchObject({
			status: 404,
			json: {
				status: 'error',
				category: 'OBJECT_NOT_FOUND',
				subCategory: 'crm.associations.NO_ASSOCIATIONS_FOUND',
			},
		});
		const some = await read([{ id: '1' }, { id: '8' }]);
		expect(some).toMatchObject({ status: 207, json: { results: [{ from: { id: '1' } }] } });
		expect(some.json?.errors).toHaveLength(1);
	});

	it('names an invalid ID beside the others when told so, and otherwise refuses the batch', async () => {
		await start({ invalidIds: 'named' });
		expect(await read([{ id: 'abc' }, { id: '2' }])).toMatchObject({
			status: 207,
			json: {
				results: [{ from: { id: '2' } }],
				errors: [
					{
						category: 'VALIDATION_ERROR',
						subCategory: 'crm.associations.INVALID_IDENTIFIER',
						context: { fromObjectId: ['abc'] },
					},
				],
			},
		});
		hubspot.behaviour.invalidIds = 'refusesBatch';
		expect((await read([{ id: 'abc' }, { id: '2' }])).status).toBe(400);
	});

	it('leaves records out of results and errors', async () => {
		await start({ unmentionedIds: ['1', '3'] });
		const { status, json } = await read([{ id: '1' }, { id: '2' }, { id: '3' }]);
		expect(status).toBe(200);
		expect(json).toMatchObject({ results: [{ from: { id: '2' } }] });
		expect(json).not.toHaveProperty('errors');
	});

	it('writes toObjectId as a number and from.id as text', async () => {
		await start({ numericIds: true });
		const [result] = await resultsOf([{ id: '2' }]);
		expect(result).toMatchObject({ from: { id: '2' }, to: [{ toObjectId: 10 }] });
	});

	it('gives cursors that go back byte for byte', async () => {
		await start({ encodedCursors: true, readPageSize: 2 });
		const [first] = await resultsOf([{ id: '1' }]);
		const after = first?.paging?.next?.after ?? '';
		expect(after).toContain('%3D');
		expect(await resultsOf([{ id: '1', after }])).toMatchObject([{ to: [{ toObjectId: '12' }] }]);
		for (const other of [decodeURIComponent(after), encodeURIComponent(after), `${after} `]) {
			expect((await read([{ id: '1', after: other }])).status).toBe(400);
		}
	});

	it('puts an empty page before each page', async () => {
		await start({ emptyPages: true, readPageSize: 2 });
		const sizes: number[] = [];
		const seen: unknown[] = [];
		let after: string | undefined;
		do {
			const [result] = await resultsOf([{ id: '1', after }]);
			sizes.push(result?.to.length ?? -1);
			seen.push(...(result?.to ?? []).map(({ toObjectId }) => toObjectId));
			after = result?.paging?.next?.after;
		} while (after !== undefined);
		expect(sizes).toEqual([0, 2, 0, 1]);
		expect(seen).toEqual(['10', '11', '12']);
	});

	it.each([
		['absent', undefined],
		['null', null],
		['nextNull', { next: null }],
	] as const)('says %s on the last page', async (lastPage, paging) => {
		await start({ lastPage });
		const [result] = await resultsOf([{ id: '2' }]);
		expect(result?.paging).toEqual(paging);
		expect(Object.keys(result ?? {}).includes('paging')).toBe(lastPage !== 'absent');
	});

	it('puts the next page of one record at the top of the answer', async () => {
		await start({ pagingAtTop: true, readPageSize: 2 });
		const { json } = await read([{ id: '1' }, { id: '2' }]);
		expect(json?.results).toMatchObject([{ from: { id: '1' } }, { from: { id: '2' } }]);
		expect((json?.results as Result[]).some(({ paging }) => paging)).toBe(false);
		const { after } = (json?.paging as { next: { after: string } }).next;
		expect(await resultsOf([{ id: '1', after }])).toMatchObject([{ to: [{ toObjectId: '12' }] }]);
	});

	it('lists each type twice', async () => {
		await start({ repeatsTypes: true });
		const [result] = await resultsOf([{ id: '2' }]);
		const type = { category: 'HUBSPOT_DEFINED', typeId: 279, label: null };
		expect(result?.to).toEqual([{ toObjectId: '10', associationTypes: [type, type] }]);
	});

	it('shows links from one side only', async () => {
		await start({ hiddenDirections: ['0-2>0-1'] });
		expect(await idsOf()).toEqual(['10', '11', '12']);
		const back = READ.replace('contacts/companies', 'companies/contacts');
		expect((await read([{ id: '10' }], back)).json).toMatchObject({
			results: [],
			errors: [{ subCategory: 'crm.associations.NO_ASSOCIATIONS_FOUND' }],
		});
	});

	it.each([
		['own', 'contact', 'company'],
		['singular', 'contact', 'company'],
		['plural', 'contacts', 'companies'],
		['upper', 'CONTACT', 'COMPANY'],
		['id', '0-1', '0-2'],
	] as const)('spells object types in a context as told: %s', async (spelling, from, to) => {
		await start({ objectTypeSpelling: spelling });
		expect((await read([{ id: '7' }])).json).toMatchObject({
			errors: [{ context: { fromObjectType: [from], toObjectType: [to] } }],
		});
	});

	describe('with a lag', () => {
		const archive = async () =>
			await send(hubspot, 'POST', ARCHIVE, {
				token,
				body: { inputs: [{ from: { id: '1' }, to: [{ id: '11' }] }] },
			});
		const create = async () =>
			await send(hubspot, 'POST', ARCHIVE.replace('archive', 'associate/default'), {
				token,
				body: { inputs: [{ from: { id: '2' }, to: { id: '12' } }] },
			});

		it('shows for so many reads what a deletion took away', async () => {
			await start({ readLag: { reads: 2, of: 'deletes' } });
			await archive();
			expect(hubspot.account.associatedIds('contacts', 1, 'companies')).toEqual(['10', '12']);
			expect(await idsOf()).toEqual(['10', '11', '12']);
			expect(await idsOf()).toEqual(['10', '11', '12']);
			expect(await idsOf()).toEqual(['10', '12']);
			await create();
			expect(await idsOf('2')).toEqual(['10', '12']);
		});

		it('does not show for so many reads what was created', async () => {
			await start({ readLag: { reads: 1, of: 'creations' } });
			await create();
			expect(await idsOf('2')).toEqual(['10']);
			expect(await idsOf('2')).toEqual(['10', '12']);
			await archive();
			expect(await idsOf()).toEqual(['10', '12']);
		});

		it('does so from the other side, too', async () => {
			await start({ readLag: { reads: 1, of: 'both' } });
			await archive();
			const back = READ.replace('contacts/companies', 'companies/contacts');
			expect((await read([{ id: '11' }], back)).json?.results).toHaveLength(1);
			expect((await read([{ id: '11' }], back)).json?.results).toHaveLength(0);
		});
	});

	it('lists limits that are none, before and after a purge', async () => {
		await start({ nullLimits: true });
		const limits = '/crm/associations/2026-03/definitions/configurations';
		const primary = { category: 'HUBSPOT_DEFINED', typeId: 1 };
		hubspot.account.setLimit('contacts', 'companies', primary as never, 5);
		const maxima = async (path: string) => {
			const { json } = await send(hubspot, 'GET', `${limits}/${path}`, { token });
			return (json?.results as Array<{ userEnforcedMaxToObjectIds: unknown }>).map(
				(limit) => limit.userEnforcedMaxToObjectIds,
			);
		};
		for (const path of ['contacts/companies', 'all']) expect(await maxima(path)).toEqual([5, null]);
		await send(hubspot, 'POST', `${limits}/contacts/companies/batch/purge`, {
			token,
			body: { inputs: [primary] },
		});
		expect(hubspot.account.limits('contacts', 'companies')).toEqual([]);
		for (const path of ['contacts/companies', 'all']) {
			expect(await maxima(path)).toEqual([null, null]);
		}
	});
});
