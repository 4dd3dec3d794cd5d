import { Account } from '../../hubspot';

/** Each workflow takes one of these contacts off all companies. */
export const CONTACTS = Array.from({ length: 10 }, (_, index) => index + 1);

/** 60 requests for each contact, at the node's own batch size. */
export const COMPANIES = Array.from({ length: 6_000 }, (_, index) => index + 1);

/** A contact that no workflow is asked to touch. */
const BYSTANDER = CONTACTS.length + 1;

/**
 * The account that all workflows share: contacts associated with companies, a third of them labelled; and what has to
 * stay, the associations of a contact that nobody asks for, and those of everybody with a deal.
 *
 * @param isDone true gives it as it has to be in the end
 */
export function sharedAccount(isDone: boolean): Account {
	const account = new Account();
	account.addRecords('companies', COMPANIES);
	const label = account.addLabel('contacts', 'companies', { label: 'Friend', inverseLabel: 'Of' });
	for (const contact of [...CONTACTS, BYSTANDER]) {
		account.associate('contacts', contact, 'deals', 1);
		if (isDone && contact !== BYSTANDER) continue;
		for (const company of COMPANIES) {
			const types = company % 3 === 0 ? [label.from] : [];
			account.associate('contacts', contact, 'companies', company, types);
		}
	}
	return account;
}

/** The companies that a contact is associated with. */
export const companiesOf = (account: Account, contact: number): readonly string[] =>
	account.associatedIds('contacts', contact, 'companies');

/** How many associations are not there that nobody asked to delete. */
export function missing(account: Account): number {
	const companies = COMPANIES.length - companiesOf(account, BYSTANDER).length;
	const deals = account.associatedIds('deals', 1, 'contacts').length;
	return companies + CONTACTS.length + 1 - deals;
}
