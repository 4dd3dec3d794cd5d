import { Account, type AssociationType } from '..';

const PRIMARY: AssociationType = { category: 'HUBSPOT_DEFINED', typeId: 1 };
const UNLABELED = { category: 'HUBSPOT_DEFINED', typeId: 279, label: null };

describe('Account', () => {
	let account: Account;

	beforeEach(() => {
		account = new Account();
	});

	it.each([
		['contacts', 'companies', [1, 279], [2, 280]],
		['deals', 'contacts', [3], [4]],
		['deals', 'companies', [5, 341], [6, 342]],
		['tickets', 'contacts', [16], [15]],
		['tickets', 'companies', [26, 339], [25, 340]],
	])("has HubSpot's own types between %s and %s, both ways", (from, to, forward, backward) => {
		expect(account.labels(from, to).map(({ typeId }) => typeId)).toEqual(forward);
		expect(account.labels(to, from).map(({ typeId }) => typeId)).toEqual(backward);
		account.associate(from, 1, to, 2);
		expect(account.typesBetween(from, 1, to, 2)).toEqual([
			{ category: 'HUBSPOT_DEFINED', typeId: forward.at(-1), label: null },
		]);
		expect(account.typesBetween(to, 2, from, 1)).toEqual([
			{ category: 'HUBSPOT_DEFINED', typeId: backward.at(-1), label: null },
		]);
	});

	it('makes an unlabeled type for any other pair: HUBSPOT_DEFINED, or USER_DEFINED with a custom object', () => {
		account.addObjectType('car', { singular: 'Car', plural: 'Cars' });
		expect(account.labels('invoices', 'carts')).toEqual([
			{ category: 'HUBSPOT_DEFINED', typeId: expect.any(Number) as number, label: null },
		]);
		expect(account.labels('invoices', 'carts')).toEqual(account.labels('0-53', '0-142'));
		expect(account.labels('car', 'contacts')).toEqual([
			{ category: 'USER_DEFINED', typeId: expect.any(Number) as number, label: null },
		]);
		expect(account.labels('car', 'contacts')).not.toEqual(account.labels('contacts', 'car'));
		expect(account.labels('car', 'car')).toHaveLength(1);
	});

	it('adds labels to what two records have, in both directions', () => {
		const boss = account.addLabel('contacts', 'companies', {
			label: 'Boss',
			inverseLabel: 'Bossed',
		});
		const buyer = account.addLabel('contacts', 'companies', { label: 'Buyer' });

		account.associate('contacts', 1, 'companies', 2, [boss.from]);
		account.associate('companies', 2, 'contacts', 1, [buyer.to]);

		expect(account.typesBetween('contacts', 1, 'companies', 2)).toEqual([
			UNLABELED,
			{ ...boss.from, label: 'Boss' },
			{ ...buyer.from, label: 'Buyer' },
		]);
		expect(account.typesBetween('companies', 2, 'contacts', 1).map(({ label }) => label)).toEqual([
			null,
			'Bossed',
			'Buyer',
		]);
	});

	it('gives a label of an object type with itself one type, or two when its directions read differently', () => {
		const peers = account.addLabel('contacts', 'contacts', { label: 'Colleague' });
		const family = account.addLabel('contacts', 'contacts', {
			label: 'Parent',
			inverseLabel: 'Child',
		});
		expect(peers.from).toEqual(peers.to);
		expect(family.from).not.toEqual(family.to);

		account.associate('contacts', 1, 'contacts', 2, [peers.from, family.from]);

		const labelsOf = (from: number, to: number) =>
			account.typesBetween('contacts', from, 'contacts', to).map(({ label }) => label);
		expect(labelsOf(1, 2)).toEqual([null, 'Colleague', 'Parent']);
		expect(labelsOf(2, 1)).toEqual([null, 'Colleague', 'Child']);
	});

	it('allows one number in two categories and refuses it twice in one', () => {
		const forced = account.addLabel('contacts', 'companies', {
			label: 'Mine',
			typeId: 279,
			inverseTypeId: 280,
		});
		expect(forced).toEqual({
			from: { category: 'USER_DEFINED', typeId: 279 },
			to: { category: 'USER_DEFINED', typeId: 280 },
		});
		expect(() =>
			account.addLabel('contacts', 'companies', { label: 'Again', typeId: 279 }),
		).toThrow('USER_DEFINED:279 exists already');
		const integrator = account.addLabel('contacts', 'companies', {
			label: 'Synced',
			category: 'INTEGRATOR_DEFINED',
			typeId: 279,
		});
		expect(integrator.from.category).toBe('INTEGRATOR_DEFINED');
	});

	it('does not give out a number that was forced before', () => {
		account.addLabel('contacts', 'companies', { label: 'A', typeId: 1, inverseTypeId: 2 });
		const next = account.addLabel('contacts', 'companies', { label: 'B' });
		expect([next.from.typeId, next.to.typeId]).toEqual([3, 4]);
	});

	it('shows a label made again with the number of a deleted one, not the deleted one', () => {
		const old = account.addLabel('contacts', 'companies', { label: 'Old', typeId: 7 }).from;
		account.associate('contacts', 1, 'companies', 2, [old]);
		const definition = account.findType('contacts', 'companies', old);
		if (definition) account.deleteLabel(definition);
		expect(account.typesBetween('contacts', 1, 'companies', 2)).toEqual([UNLABELED]);

		account.addLabel('contacts', 'companies', { label: 'New', typeId: 7 });
		account.associate('contacts', 1, 'companies', 2, [old]);

		expect(account.typesBetween('contacts', 1, 'companies', 2)).toEqual([
			UNLABELED,
			{ ...old, label: 'New' },
		]);
	});

	it('lists associations by record number, whatever order they were made in', () => {
		for (const [from, to] of [
			[10, 3],
			[9, 100],
			[9, 20],
			[9, 3],
		] as const) {
			account.associate('contacts', from, 'companies', to);
		}
		expect(
			account.associations('contacts', 'companies').map(({ fromId, toId }) => `${fromId}-${toId}`),
		).toEqual(['9-3', '9-20', '9-100', '10-3']);
	});

	it('deletes a record with whatever it was associated with', () => {
		account.associate('contacts', 1, 'companies', 2);
		account.associate('contacts', 1, 'contacts', 5);
		account.associate('deals', 7, 'contacts', 1);
		account.associate('contacts', 6, 'companies', 2);

		account.deleteRecord('contacts', 1);

		expect(account.hasRecord('contacts', 1)).toBe(false);
		expect(account.associations('contacts', 'companies').map(({ fromId }) => fromId)).toEqual([
			'6',
		]);
		expect(account.associations('contacts', 'contacts')).toEqual([]);
		expect(account.associations('deals', 'contacts')).toEqual([]);
		expect(account.associations('companies', 'contacts').map(({ toId }) => toId)).toEqual(['6']);
	});

	it('keeps limits apart by direction and type', () => {
		account.setLimit('contacts', 'companies', PRIMARY, 1);
		account.setLimit('companies', 'contacts', { category: 'HUBSPOT_DEFINED', typeId: 2 }, 5);
		account.setLimit('contacts', 'companies', PRIMARY, 3);
		expect(account.limits('contacts', 'companies')).toEqual([
			{ ...PRIMARY, label: 'Primary', maxToObjectIds: 3 },
		]);
		expect(account.limits('companies', 'contacts')).toHaveLength(1);
	});

	describe('snapshot', () => {
		it('is the same after looking, and after doing something and undoing it', () => {
			account.associate('contacts', 1, 'companies', 2, [PRIMARY]);
			const before = account.snapshot();

			account.labels('invoices', 'carts');
			account.typesBetween('contacts', 1, 'deals', 2);
			account.limits('contacts', 'companies');
			account.associate('contacts', 1, 'companies', 2, [PRIMARY]);
			expect(account.snapshot()).toEqual(before);

			account.setLimit('contacts', 'companies', PRIMARY, 1);
			account.removeLimit('contacts', 'companies', PRIMARY);
			account.removeTypes('contacts', 1, 'companies', 2, [PRIMARY]);
			account.associate('contacts', 1, 'companies', 2, [PRIMARY]);
			expect(account.snapshot()).toEqual(before);
			expect(JSON.parse(JSON.stringify(account.snapshot()))).toEqual(before);
		});

		it.each<[string, (account: Account) => void]>([
			['a record', (each) => each.addRecord('contacts', 99)],
			['an association', (each) => each.associate('contacts', 1, 'companies', 3)],
			['a type', (each) => each.associate('contacts', 1, 'companies', 2, [PRIMARY])],
			['a label', (each) => each.addLabel('contacts', 'deals', { label: 'New' })],
			['a limit', (each) => each.setLimit('contacts', 'companies', PRIMARY, 1)],
			['an object type', (each) => each.addObjectType('car', { singular: 'Car', plural: 'Cars' })],
		])('shows %s that was added', (_what, change) => {
			account.associate('contacts', 1, 'companies', 2);
			account.addRecord('companies', 3);
			const before = account.snapshot();
			change(account);
			expect(account.snapshot()).not.toEqual(before);
		});
	});

	it('tells a test that names something it does not have', () => {
		expect(() => account.addRecord('unicorns', 1)).toThrow('no object type unicorns');
		expect(() => account.addRecord('contacts', 'abc')).toThrow('abc is not a record ID');
		expect(() =>
			account.associate('contacts', 1, 'companies', 2, [{ category: 'WORK', typeId: 1 }]),
		).toThrow('no type WORK:1');
		account.addObjectType('car', { singular: 'Car', plural: 'Cars' });
		expect(() => account.addObjectType('car', { singular: 'Car', plural: 'Cars' })).toThrow(
			'already',
		);
	});
});
