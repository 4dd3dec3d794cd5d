import { Account, type AssociationType } from '../../hubspot';
import type { Scenario, ScenarioItem, TypeNumber } from './scenario';

/** A type that no account has. */
const NO_SUCH_TYPE: AssociationType = { category: 'USER_DEFINED', typeId: 9999 };

const FROM = 'contacts';
const TO = 'companies';

/** `CATEGORY:typeId`, as parameters and messages write it. */
export const typeKey = ({ category, typeId }: AssociationType) => `${category}:${typeId}`;

/** What the model expects one input to mean; no target where the item cannot be used. */
export interface ExpectedInput {
	item: number;
	target?: ExpectedTarget;
}

/** A pair, a pair with labels, a record of which nothing is meant (without company), or (without records) a limit. */
export interface ExpectedTarget {
	contact?: string;
	company?: string;
	types?: AssociationType[];
}

/** A scenario's account, and the association types its numbers stand for. */
export interface World {
	account: Account;
	types: AssociationType[];
}

/** Builds the account; twice the same from the same scenario. */
export function buildWorld({ labels, associations, limits }: Scenario): World {
	const account = new Account();
	account.addRecords(FROM, [1, 2, 3]);
	account.addRecords(TO, [1, 2, 3]);
	account.addRecords('deals', [1, 2, 3]);
	const added = Array.from(
		{ length: labels },
		(_, index) =>
			account.addLabel(FROM, TO, {
				label: `Label ${index}`,
				inverseLabel: index % 2 === 1 ? `Inverse ${index}` : undefined,
				category: index === 2 ? 'INTEGRATOR_DEFINED' : 'USER_DEFINED',
			}).from,
	);
	const primary: AssociationType = { category: 'HUBSPOT_DEFINED', typeId: 1 };
	const types = [account.unlabeledType(FROM, TO), primary, ...added];
	const known = (numbers: number[]) => numbers.flatMap((number) => types[number] ?? []);
	for (const [contact, company, numbers] of associations) {
		account.associate(FROM, contact, TO, company, known(numbers));
	}
	for (const type of known(limits)) account.setLimit(FROM, TO, type, 5);
	// What no run here may touch.
	account.associate('deals', 1, FROM, 1);
	account.setLimit(TO, FROM, account.unlabeledType(TO, FROM), 7);
	return { account, types };
}

/** The type that a scenario's number stands for. */
export const typeOf = ({ types }: World, number: number) => types[number] ?? NO_SUCH_TYPE;

/** What an item's json is, for parameters that read it by expression. */
export function jsonOf(world: World, { contact, companies, types }: ScenarioItem) {
	const written = types.map((number) => typeKey(typeOf(world, number)));
	return { contact, companies, types: written } as never;
}

const isId = (value: unknown) => /^ *[1-9]\d* *$/.test(String(value));

/** What a scenario's items mean: one input for each pair or limit, or one without target. */
export function expectedInputs(scenario: Scenario, world: World): ExpectedInput[] {
	return scenario.items.flatMap((each, item): ExpectedInput[] => {
		const numbers = each.types.map((number) => typeOf(world, number));
		const types = [...new Map(numbers.map((type) => [typeKey(type), type])).values()];
		if (scenario.operation === 'deleteLimits') {
			return types.map((type) => ({ item, target: { types: [type] } }));
		}
		if (scenario.operation === 'deleteAll' || scenario.operation === 'deleteAllLabels') {
			return allOf(scenario, world, each, item, types);
		}
		if (!isId(each.contact) || each.companies.length === 0 || !each.companies.every(isId)) {
			return [{ item }];
		}
		const isTrap = cannotBeMeant(scenario, each.types, types);
		if (scenario.operation === 'deleteLabels' && isTrap) return [{ item }];
		const labels = scenario.operation === 'deleteLabels' ? { types } : {};
		return [...new Set(each.companies.map(String))].map((company) => ({
			item,
			target: { contact: String(each.contact).trim(), company, ...labels },
		}));
	});
}

/** Where the labels are read anyway, the unlabeled type and types that do not exist are the item's error. */
const cannotBeMeant = (
	{ allowUnlabeled }: Scenario,
	numbers: TypeNumber[],
	types: AssociationType[],
): boolean =>
	!allowUnlabeled &&
	(numbers.includes(0) || types.some((type) => typeKey(type) === typeKey(NO_SUCH_TYPE)));

/** What Delete All of a Record has to find: the pairs of a record, or that there are none. */
function allOf(
	scenario: Scenario,
	{ account }: World,
	{ contact, types: numbers }: ScenarioItem,
	item: number,
	types: AssociationType[],
): ExpectedInput[] {
	const hasLabels = scenario.operation === 'deleteAllLabels';
	if (!isId(contact) || (hasLabels && cannotBeMeant(scenario, numbers, types))) {
		return [{ item }];
	}
	const record = { contact: String(contact).trim(), ...(hasLabels ? { types } : {}) };
	const pairs = account.associatedIds(FROM, record.contact, TO).flatMap((company) => {
		const present = presentTypes(account, { ...record, company });
		if (present.length === 0) return [];
		const meant = types.filter((type) => present.includes(typeKey(type)));
		return [{ item, target: { ...record, company, ...(hasLabels ? { types: meant } : {}) } }];
	});
	return pairs.length > 0 ? pairs : [{ item, target: record }];
}

/** Which of the types that a target means are there: all of a pair's, where it means the whole association. */
export function presentTypes(
	account: Account,
	{ contact, company, types }: ExpectedTarget,
): string[] {
	if (contact !== undefined && company === undefined) return [];
	const present =
		contact === undefined || company === undefined
			? account.limits(FROM, TO)
			: account.typesBetween(FROM, contact, TO, company);
	const keys = present.map(typeKey);
	return types === undefined ? keys : keys.filter((key) => types.map(typeKey).includes(key));
}

/** Takes from an account what a target means, as far as it is one of these types. */
export function take(account: Account, target: ExpectedTarget, keys: readonly string[]): void {
	const { contact, company, types } = target;
	if (contact !== undefined && company === undefined) return;
	if (contact === undefined || company === undefined) {
		for (const type of types ?? []) {
			if (keys.includes(typeKey(type))) account.removeLimit(FROM, TO, type);
		}
	} else if (types === undefined) {
		if (keys.length > 0) account.dissociate(FROM, contact, TO, company);
	} else {
		const taken = types.filter((type) => keys.includes(typeKey(type)));
		if (taken.length > 0) account.removeTypes(FROM, contact, TO, company, taken);
	}
}
