import { Account, type AssociationType } from '../../hubspot';

/** Who the record IDs of the demo account are. */
export const NAMES: Record<string, Record<string, string>> = {
	contacts: { 101: 'Ada Moreau', 102: 'Ben Okafor', 103: 'Chloe Lindqvist', 104: 'Dario Conti' },
	companies: { 201: 'Northwind Foods', 202: 'Harbour Logistics', 203: 'Studio Verde' },
	deals: { 301: 'Northwind renewal 2026', 302: 'Harbour pilot' },
};

/** Labels with fixed numbers, so that the demo workflow can name them. */
export const LABELS = {
	decisionMaker: { category: 'USER_DEFINED', typeId: 36 },
	billing: { category: 'USER_DEFINED', typeId: 38 },
} as const satisfies Record<string, AssociationType>;

const PRIMARY: AssociationType = { category: 'HUBSPOT_DEFINED', typeId: 1 };

/** The properties in which a record has its name: the lists of the panel show them. */
function nameProperties(type: string, name: string): Record<string, string> {
	if (type === 'deals') return { dealname: name };
	if (type === 'companies') return { name };
	const [firstname, lastname] = name.split(' ');
	return { firstname, lastname };
}

/**
 * A small sales team's account. Ada has left Northwind and Harbour; the renewal is won, so nobody
 * needs to be its decision maker any more; the limit on billing contacts is in the way of a migration;
 * and Chloe is taken off her companies by mistake, and put back.
 */
export function demoAccount(): Account {
	const account = new Account();
	for (const [type, records] of Object.entries(NAMES)) {
		for (const [id, name] of Object.entries(records)) {
			account.addRecord(type, id, nameProperties(type, name));
		}
	}

	account.addLabel('deals', 'contacts', {
		label: 'Decision maker',
		typeId: LABELS.decisionMaker.typeId,
		inverseTypeId: 37,
	});
	account.addLabel('contacts', 'companies', {
		label: 'Billing contact',
		typeId: LABELS.billing.typeId,
		inverseTypeId: 39,
	});

	account.associate('contacts', 101, 'companies', 201, [PRIMARY, LABELS.billing]);
	account.associate('contacts', 101, 'companies', 202);
	account.associate('contacts', 102, 'companies', 201, [PRIMARY]);
	account.associate('contacts', 103, 'companies', 202, [PRIMARY, LABELS.billing]);
	account.associate('contacts', 104, 'companies', 203, [PRIMARY]);
	account.associate('deals', 301, 'contacts', 102, [LABELS.decisionMaker]);
	account.associate('deals', 301, 'contacts', 103, [LABELS.decisionMaker]);
	account.associate('deals', 302, 'contacts', 103, [LABELS.decisionMaker]);

	account.setLimit('contacts', 'companies', LABELS.billing, 1);
	account.setLimit('contacts', 'companies', PRIMARY, 1);
	return account;
}

/** What the account must hold after the demo, written down by hand: one line for each association and limit. */
export const EXPECTED = [
	'Ben Okafor ↔ Northwind Foods: Primary',
	'Chloe Lindqvist ↔ Harbour Logistics: Primary, Billing contact',
	'Dario Conti ↔ Studio Verde: Primary',
	'Northwind renewal 2026 ↔ Ben Okafor: -',
	'Northwind renewal 2026 ↔ Chloe Lindqvist: -',
	'Harbour pilot ↔ Chloe Lindqvist: Decision maker',
	'Limit contacts → companies, Primary: 1',
];

/** Everything the account holds that the demo is about, one line each. */
export function contents(account: Account): string[] {
	const lines: string[] = [];
	for (const [from, to] of [
		['contacts', 'companies'],
		['deals', 'contacts'],
	]) {
		for (const { fromId, toId, types } of account.associations(from, to)) {
			const labels = types.map(({ label }) => label).filter((label) => label !== null);
			lines.push(`${NAMES[from][fromId]} ↔ ${NAMES[to][toId]}: ${labels.join(', ') || '-'}`);
		}
	}
	for (const { label, maxToObjectIds } of account.limits('contacts', 'companies')) {
		lines.push(`Limit contacts → companies, ${label ?? 'unlabeled'}: ${maxToObjectIds}`);
	}
	return lines;
}
