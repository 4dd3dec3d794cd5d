/** A kind of record: HubSpot's own, or one the account made. */
export interface ObjectType {
	/** Such as '0-1' or '2-1000001'. */
	id: string;
	/** How errors name one record of it, such as 'contact'. */
	singular: string;
	/** How paths usually name it, such as 'contacts'. */
	plural: string;
	/** Only for objects the account made. */
	custom?: {
		name: string;
		fullyQualifiedName: string;
		labels: { singular: string; plural: string };
	};
}

/**
 * HubSpot's standard objects: object type ID, singular and plural name.
 * https://developers.hubspot.com/docs/guides/crm/understanding-the-crm#object-type-ids
 */
const STANDARD: ReadonlyArray<readonly [id: string, singular: string, plural: string]> = [
	['0-1', 'contact', 'contacts'],
	['0-2', 'company', 'companies'],
	['0-3', 'deal', 'deals'],
	['0-5', 'ticket', 'tickets'],
	['0-7', 'product', 'products'],
	['0-8', 'line_item', 'line_items'],
	['0-14', 'quote', 'quotes'],
	['0-18', 'communication', 'communications'],
	['0-19', 'feedback_submission', 'feedback_submissions'],
	['0-27', 'task', 'tasks'],
	['0-46', 'note', 'notes'],
	['0-47', 'meeting', 'meetings'],
	['0-48', 'call', 'calls'],
	['0-49', 'email', 'emails'],
	['0-53', 'invoice', 'invoices'],
	['0-69', 'subscription', 'subscriptions'],
	['0-74', 'goal_target', 'goal_targets'],
	['0-84', 'discount', 'discounts'],
	['0-85', 'fee', 'fees'],
	['0-86', 'tax', 'taxes'],
	['0-101', 'commerce_payment', 'commerce_payments'],
	['0-115', 'user', 'users'],
	['0-116', 'postal_mail', 'postal_mail'],
	['0-123', 'order', 'orders'],
	['0-136', 'lead', 'leads'],
	['0-142', 'cart', 'carts'],
	['0-162', 'service', 'services'],
	['0-410', 'course', 'courses'],
	['0-420', 'listing', 'listings'],
	['0-421', 'appointment', 'appointments'],
	['0-970', 'project', 'projects'],
];

const FIRST_CUSTOM_ID = 1_000_001;

/** The object types of an account, found by any of the names HubSpot takes. */
export class ObjectTypes {
	private readonly byName = new Map<string, ObjectType>();
	/** By the short name of a custom object, which a path may use or not. */
	private readonly byShortName = new Map<string, ObjectType>();
	private readonly customTypes: ObjectType[] = [];

	constructor(private readonly portalId: number) {
		for (const [id, singular, plural] of STANDARD) {
			const type = { id, singular, plural };
			for (const name of [id, singular, plural]) this.byName.set(name, type);
		}
	}

	/** The account's own object types, oldest first. */
	get custom(): readonly ObjectType[] {
		return this.customTypes;
	}

	/** Makes a custom object; `name` is its internal name. Throws when the name is taken. */
	add(name: string, labels: { singular: string; plural: string }): ObjectType {
		if (this.find(name)) {
			throw new Error(`There is an object type named ${name} already`);
		}
		const fullyQualifiedName = `p${this.portalId}_${name}`;
		const type: ObjectType = {
			id: `2-${FIRST_CUSTOM_ID + this.customTypes.length}`,
			singular: fullyQualifiedName,
			plural: fullyQualifiedName,
			custom: { name, fullyQualifiedName, labels },
		};
		for (const key of [type.id, fullyQualifiedName, `p_${name}`]) {
			this.byName.set(key.toLowerCase(), type);
		}
		this.byShortName.set(name.toLowerCase(), type);
		this.customTypes.push(type);
		return type;
	}

	/**
	 * The type a path names: type ID, singular, plural, or a custom object's fully qualified name
	 * (also as `p_name`) or short name, in any case. Undefined when there is none.
	 *
	 * @param refusesShortNames true: a custom object's short name is not enough
	 */
	find(name: string, refusesShortNames = false): ObjectType | undefined {
		const key = name.toLowerCase();
		return this.byName.get(key) ?? (refusesShortNames ? undefined : this.byShortName.get(key));
	}

	/** The same for tests. Throws when there is none. */
	get(name: string): ObjectType {
		const type = this.find(name);
		if (!type) throw new Error(`The account has no object type ${name}`);
		return type;
	}
}
