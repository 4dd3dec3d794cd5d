import { Account, type AssociationType } from '../../hubspot';

/** Labels and types with fixed numbers, because examples name some of them by number. */
const PRIMARY: AssociationType = { category: 'HUBSPOT_DEFINED', typeId: 1 };
const BILLING: AssociationType = { category: 'USER_DEFINED', typeId: 38 };
const BILLED_BY: AssociationType = { category: 'USER_DEFINED', typeId: 39 };
const DECISION_MAKER: AssociationType = { category: 'USER_DEFINED', typeId: 36 };
const CHAMPION: AssociationType = { category: 'USER_DEFINED', typeId: 40 };

/** Associations are the same from both sides; limits are not. */
const ASSOCIATED = [
	['contacts', 'companies'],
	['deals', 'contacts'],
] as const;
const LIMITED = [...ASSOCIATED, ['companies', 'contacts'], ['contacts', 'deals']] as const;

/** An account with something for each example to change, and beside it something that has to stay. */
export function exampleAccount(): Account {
	const account = new Account();
	const label = (from: string, to: string, name: string, typeId: number, inverseTypeId: number) =>
		account.addLabel(from, to, { label: name, typeId, inverseTypeId });
	label('contacts', 'companies', 'Billing contact', BILLING.typeId, BILLED_BY.typeId);
	label('deals', 'contacts', 'Decision maker', DECISION_MAKER.typeId, 37);
	label('deals', 'contacts', 'Champion', CHAMPION.typeId, 41);

	account.addRecords('companies', [211]);
	account.addRecord('contacts', 141, { email: 'ada@example.com' });
	account.addRecord('contacts', 142, { email: 'bob@example.com' });
	for (const [contact, company, types] of [
		// delete-with-snapshot and restore-from-snapshot; contact 102 was never with company 201.
		[101, 201, [PRIMARY, BILLING]],
		[101, 202, []],
		[102, 202, [PRIMARY]],
		// nightly-clean-up
		[111, 211, [PRIMARY]],
		[112, 211, [BILLING]],
		[113, 211, []],
		// offboard-contact
		[121, 221, [PRIMARY, BILLING]],
		[121, 222, []],
		[122, 221, []],
		// unlink-what-a-filter-finds
		[181, 281, [PRIMARY, BILLING]],
		[181, 282, []],
		[182, 281, [BILLING]],
		[183, 282, [PRIMARY]],
		[184, 282, []],
		// moved-to-another-company
		[191, 291, [PRIMARY, BILLING]],
		[191, 292, []],
		[191, 293, []],
		[192, 291, [PRIMARY]],
		// unlink-by-email
		[141, 241, [PRIMARY]],
		[141, 242, []],
		[142, 241, []],
		[142, 242, [BILLING]],
		[142, 301, []],
		// offboard-everywhere
		[151, 251, [PRIMARY]],
		[151, 252, []],
		[152, 251, []],
		[153, 251, []],
		// long-list-in-parts
		[161, 261, [PRIMARY]],
		[161, 262, []],
		[162, 261, [BILLING]],
		[162, 262, []],
		// agent-with-tool
		[171, 271, [PRIMARY]],
		[171, 272, []],
	] as const) {
		account.associate('contacts', contact, 'companies', company, [...types]);
	}
	for (const [deal, contact, types] of [
		// remove-label-after-deal-closes
		[301, 131, [DECISION_MAKER]],
		[301, 132, [DECISION_MAKER, CHAMPION]],
		[301, 133, [CHAMPION]],
		[302, 131, [DECISION_MAKER]],
		// offboard-everywhere
		[351, 151, [DECISION_MAKER]],
		[351, 153, []],
		// What the contact of offboard-contact has besides.
		[303, 121, [CHAMPION]],
	] as const) {
		account.associate('deals', deal, 'contacts', contact, [...types]);
	}
	// purge-limits-before-migration
	account.setLimit('contacts', 'companies', PRIMARY, 1);
	account.setLimit('contacts', 'companies', BILLING, 2);
	account.setLimit('companies', 'contacts', BILLED_BY, 3);
	account.setLimit('companies', 'contacts', { category: 'HUBSPOT_DEFINED', typeId: 2 }, 4);
	account.setLimit('deals', 'contacts', CHAMPION, 5);
	return account;
}

/** Everything an account holds that an example could change, one line each. */
export function contents(account: Account): string[] {
	const lines: string[] = [];
	for (const [from, to] of ASSOCIATED) {
		for (const { fromId, toId, types } of account.associations(from, to)) {
			const labels = types.map(({ label }) => label).filter((label) => label !== null);
			lines.push(`${from} ${fromId}, ${to} ${toId}: ${labels.join(', ') || '-'}`);
		}
	}
	for (const [from, to] of LIMITED) {
		for (const { category, typeId, maxToObjectIds } of account.limits(from, to)) {
			lines.push(`limit ${from} to ${to}, ${category}:${typeId}: ${maxToObjectIds}`);
		}
	}
	return lines;
}

/** The lines that are gone, and those that have come. */
export function difference(before: string[], after: string[]): { gone: string[]; come: string[] } {
	const without = (some: string[], others: string[]) =>
		some.filter((line) => !others.includes(line));
	return { gone: without(before, after), come: without(after, before) };
}
