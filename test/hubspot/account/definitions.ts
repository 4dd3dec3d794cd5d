import { BUILT_IN, type BuiltInPair } from './builtInTypes';
import type { AssociationType, AssociationTypeWithLabel, Category } from '../types';

/** An association type of one direction, tied to the type of the other direction it comes with. */
export interface Definition {
	readonly category: Category;
	readonly typeId: number;
	/** What people see; `null` for the unlabeled type. */
	label: string | null;
	/** The label's internal name; '' where HubSpot gives none. */
	readonly name: string;
	/** Object type IDs. */
	readonly from: string;
	readonly to: string;
	/** The type that the other direction gets and loses together with this one. */
	inverse: Definition;
	/** False for labels that were added: those are the account's own state. */
	readonly builtIn: boolean;
	/** True when the two directions have labels of their own. */
	readonly paired: boolean;
}

/** What makes a new label. */
export interface NewLabel {
	label: string;
	/** The label of the other direction; the same as `label` unless told. */
	inverseLabel?: string;
	name?: string;
	category?: Category;
	/** Forces the number of this direction; otherwise the next free one. */
	typeId?: number;
	/** Forces the number of the other direction. */
	inverseTypeId?: number;
}

/** Names one direction between two object types, such as '0-1>0-2'. */
export function directionKey(from: string, to: string): string {
	return `${from}>${to}`;
}

/** Names a type within its direction, such as 'USER_DEFINED:36'. */
export function typeKey(type: AssociationType): string {
	return `${type.category}:${type.typeId}`;
}

/** The order in which types are listed everywhere: by category, then by number. */
export function compareTypes(a: AssociationType, b: AssociationType): number {
	if (a.category !== b.category) return a.category < b.category ? -1 : 1;
	return a.typeId - b.typeId;
}

/** What an answer says of a type. */
export function withLabel(definition: Definition): AssociationTypeWithLabel {
	const { category, typeId, label } = definition;
	return { category, typeId, label };
}

/** Types HubSpot would make itself for pairs that BUILT_IN does not list start here. */
const FIRST_ON_DEMAND_ID = 10_001;

/**
 * Every association type of an account.
 * https://developers.hubspot.com/docs/api-reference/latest/crm/associations/associations-schema/guide
 */
export class Definitions {
	private readonly directions = new Map<string, Map<string, Definition>>();
	private readonly usedIds = new Set<number>();
	private nextUserId = 1;
	private nextOnDemandId = FIRST_ON_DEMAND_ID;

	constructor() {
		for (const pair of BUILT_IN) this.addBuiltIn(pair);
	}

	/** All types from one object type to another, sorted. */
	list(from: string, to: string): Definition[] {
		return [...this.direction(from, to).values()].sort(compareTypes);
	}

	/** One type of a direction, or undefined. */
	find(from: string, to: string, type: AssociationType): Definition | undefined {
		return this.direction(from, to).get(typeKey(type));
	}

	/** The types with this category and number in whichever direction, those of this direction left out. */
	elsewhere(from: string, to: string, type: AssociationType): Definition[] {
		return [...this.directions]
			.filter(([key]) => key !== directionKey(from, to))
			.flatMap(([, definitions]) => definitions.get(typeKey(type)) ?? []);
	}

	/** The unlabeled type of a direction; there always is one. */
	unlabeled(from: string, to: string): Definition {
		for (const definition of this.direction(from, to).values()) {
			if (definition.label === null) return definition;
		}
		throw new Error(`No unlabeled type from ${from} to ${to}`);
	}

	/** Adds a label in both directions and returns the one of this direction. Throws when a number is taken. */
	addLabel(from: string, to: string, label: NewLabel): Definition {
		const category = label.category ?? 'USER_DEFINED';
		// A label of one object type with itself is one type, unless its two directions read differently.
		const single = from === to && label.inverseLabel === undefined;
		const typeId = this.accountId(label.typeId);
		const inverseTypeId = single ? typeId : this.accountId(label.inverseTypeId);
		const shared = {
			category,
			name: label.name ?? label.label.toLowerCase().replace(/[^a-z0-9]+/g, '_'),
			builtIn: false,
			paired: label.inverseLabel !== undefined,
		};
		return this.addPair(
			{ ...shared, from, to, typeId, label: label.label },
			{
				...shared,
				from: to,
				to: from,
				typeId: inverseTypeId,
				label: label.inverseLabel ?? label.label,
			},
			single,
		);
	}

	/** Forgets a type and its inverse. What was associated with it is not this class's to know. */
	remove(definition: Definition): void {
		for (const each of [definition, definition.inverse]) {
			this.direction(each.from, each.to).delete(typeKey(each));
		}
	}

	/** Every label that was added, sorted by direction and type. */
	*added(): Generator<Definition> {
		for (const key of [...this.directions.keys()].sort()) {
			const definitions = [...(this.directions.get(key)?.values() ?? [])].sort(compareTypes);
			for (const definition of definitions) if (!definition.builtIn) yield definition;
		}
	}

	/** A number out of the account's own: the one asked for, or the next free one. */
	private accountId(forced?: number): number {
		while (forced === undefined && this.usedIds.has(this.nextUserId)) this.nextUserId++;
		const id = forced ?? this.nextUserId;
		this.usedIds.add(id);
		return id;
	}

	private direction(from: string, to: string): Map<string, Definition> {
		const known = this.directions.get(directionKey(from, to));
		if (known) return known;
		this.addOnDemand(from, to);
		return this.mapOf(from, to);
	}

	private mapOf(from: string, to: string): Map<string, Definition> {
		const key = directionKey(from, to);
		const known = this.directions.get(key);
		if (known) return known;
		const created = new Map<string, Definition>();
		this.directions.set(key, created);
		return created;
	}

	private addBuiltIn({ from, to, unlabeled, primary }: BuiltInPair): void {
		this.addHubspotPair(from, to, unlabeled, null);
		if (primary) this.addHubspotPair(from, to, primary, 'Primary');
	}

	private addHubspotPair(
		from: string,
		to: string,
		[typeId, inverseTypeId]: readonly [number, number],
		label: string | null,
		category: Category = 'HUBSPOT_DEFINED',
	): void {
		const shared = { category, label, name: '', builtIn: true, paired: false };
		this.addPair(
			{ ...shared, from, to, typeId },
			{ ...shared, from: to, to: from, typeId: inverseTypeId },
			from === to && typeId === inverseTypeId,
		);
	}

	/** Custom objects get their unlabeled types when they are made, out of the account's own numbers. */
	private addOnDemand(from: string, to: string): void {
		const custom = from.startsWith('2-') || to.startsWith('2-');
		const next = () => (custom ? this.accountId() : this.nextOnDemandId++);
		const typeId = next();
		const inverseTypeId = from === to ? typeId : next();
		this.addHubspotPair(
			from,
			to,
			[typeId, inverseTypeId],
			null,
			custom ? 'USER_DEFINED' : 'HUBSPOT_DEFINED',
		);
	}

	private addPair(
		forward: Omit<Definition, 'inverse'>,
		backward: Omit<Definition, 'inverse'>,
		single: boolean,
	): Definition {
		// The two point at each other, so each is finished once both exist.
		const definition = { ...forward } as Definition;
		const inverse = single ? definition : ({ ...backward } as Definition);
		definition.inverse = inverse;
		inverse.inverse = definition;
		for (const each of single ? [definition] : [definition, inverse]) {
			const types = this.mapOf(each.from, each.to);
			const key = typeKey(each);
			if (types.has(key)) throw new Error(`${key} exists already from ${each.from} to ${each.to}`);
			types.set(key, each);
		}
		return definition;
	}
}
