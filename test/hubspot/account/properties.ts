/** A property of an object type, as far as anything here needs to know of it. */
export interface PropertyDefinition {
	/** Such as 'firstname'. */
	name: string;
	/** What people see. */
	label: string;
	/** Whether a record can be found by its value. */
	hasUniqueValue: boolean;
	/** False for those that the account added. */
	hubspotDefined: boolean;
}

/** A record's values by property name, as text. */
export type PropertyValues = Readonly<Record<string, string>>;

type Known = readonly [name: string, label: string, hasUniqueValue?: boolean];

/** The properties that some object types have from the start, by object type ID. */
const STANDARD: Readonly<Record<string, readonly Known[]>> = {
	'0-1': [
		['email', 'Email', true],
		['firstname', 'First Name'],
		['lastname', 'Last Name'],
		// Separated by semicolons; a contact is found by each of them, as by the first one.
		['hs_additional_emails', 'Additional email addresses'],
	],
	'0-2': [
		['name', 'Company name'],
		['domain', 'Company Domain Name'],
	],
	'0-3': [['dealname', 'Deal Name']],
	'0-5': [['subject', 'Ticket name']],
};

/** What every other type has, and what every type has beside its own. */
const NAME: readonly Known[] = [['name', 'Name']];
const EVERY: readonly Known[] = [['hs_object_id', 'Record ID', true]];

/** The properties of object types (by ID), and what records have in them. */
export class Properties {
	private readonly added = new Map<string, PropertyDefinition[]>();
	private readonly values = new Map<string, Map<string, PropertyValues>>();

	/** The properties of an object type, those it has from the start first. */
	list(typeId: string): PropertyDefinition[] {
		const known = [...(STANDARD[typeId] ?? NAME), ...EVERY].map(
			([name, label, hasUniqueValue = false]) => ({
				...{ name, label, hasUniqueValue, hubspotDefined: true },
			}),
		);
		return [...known, ...(this.added.get(typeId) ?? [])];
	}

	/** One property of an object type, or undefined. */
	find(typeId: string, name: string): PropertyDefinition | undefined {
		return this.list(typeId).find((each) => each.name === name);
	}

	/** Adds a property. Throws when the name is taken. */
	add(typeId: string, definition: Omit<PropertyDefinition, 'hubspotDefined'>): void {
		if (this.find(typeId, definition.name)) {
			throw new Error(`There is a property named ${definition.name} already`);
		}
		const added = this.added.get(typeId) ?? [];
		this.added.set(typeId, [...added, { ...definition, hubspotDefined: false }]);
	}

	/** Sets some of a record's values. Throws for a property that the object type does not have. */
	set(typeId: string, id: string, values: PropertyValues): void {
		for (const name of Object.keys(values)) {
			if (!this.find(typeId, name)) throw new Error(`${typeId} has no property ${name}`);
		}
		let records = this.values.get(typeId);
		if (!records) this.values.set(typeId, (records = new Map<string, PropertyValues>()));
		records.set(id, { ...records.get(id), ...values });
	}

	/** What a record has; the record ID is a property, too. */
	of(typeId: string, id: string): PropertyValues {
		return { ...this.values.get(typeId)?.get(id), hs_object_id: id };
	}

	/** Forgets a deleted record's values. */
	forget(typeId: string, id: string): void {
		this.values.get(typeId)?.delete(id);
	}

	/** What the account's own state of these is, as plain values in a fixed order; undefined when there is none. */
	snapshot(): unknown {
		const state = [...this.values.keys(), ...this.added.keys()].sort().map((typeId) => ({
			typeId,
			added: this.added.get(typeId) ?? [],
			values: Object.fromEntries(this.values.get(typeId) ?? []),
		}));
		return state.length > 0 ? state : undefined;
	}
}
