import {
	compareTypes,
	Definitions,
	directionKey,
	typeKey,
	withLabel,
	type Definition,
	type NewLabel,
} from './definitions';
import { compareIds, Links } from './links';
import { MergedRecords } from './mergedRecords';
import { ObjectTypes } from './objectTypes';
import { Properties, type PropertyDefinition, type PropertyValues } from './properties';
import { RelatedTypes } from './relatedTypes';
import type { AssociationType, AssociationTypeWithLabel, AssociationView } from '../types';
import { TypeSets } from './typeSets';

/** Where one record's primary record is: HubSpot's only "Primary" label is that of companies. */
const COMPANY = '0-2';

interface Limit {
	definition: Definition;
	max: number;
}

/** A record's ID as HubSpot keeps it: digits, without leading zeros. Throws for anything else. */
function recordId(id: string | number): string {
	const text = String(id);
	if (!/^\d{1,19}$/.test(text)) throw new Error(`${text} is not a record ID`);
	return text.replace(/^0+(?=\d)/, '');
}

/**
 * The state of one HubSpot account: object types, records, associations, labels and limits.
 * Tests set it up and look at it directly; the server reads and changes it through the same methods.
 * Object types are given by any name HubSpot takes (custom ones also by their bare name); an unknown
 * one throws. The rules are those of
 * https://developers.hubspot.com/docs/api-reference/latest/crm/associations/associate-records/guide
 */
export class Account {
	readonly portalId: number;
	readonly objectTypes: ObjectTypes;
	private readonly definitions = new Definitions();
	private readonly typeSets = new TypeSets();
	private readonly links = new Links();
	private readonly properties = new Properties();
	private readonly related = new RelatedTypes();
	private readonly merged = new MergedRecords();
	private readonly records = new Map<string, Set<string>>();
	private readonly limitsByDirection = new Map<string, Map<string, Limit>>();

	constructor(options: { portalId?: number } = {}) {
		this.portalId = options.portalId ?? 12_345_678;
		this.objectTypes = new ObjectTypes(this.portalId);
	}

	/**
	 * Makes a custom object and returns its type ID, such as '2-1000001'.
	 *
	 * @param associatedTypes what its schema says it can be associated with
	 */
	addObjectType(
		name: string,
		labels: { singular: string; plural: string },
		associatedTypes: readonly string[] = [],
	): string {
		const { id } = this.objectTypes.add(name, labels);
		for (const other of associatedTypes) this.related.add(id, this.typeId(other));
		return id;
	}

	/** The object types that one can be associated with, as its schema says: HubSpot's own, and where the account has labels or associations. */
	relatedTypes(objectType: string): string[] {
		const added = [...this.definitions.added()].map(({ from, to }) => [from, to] as const);
		return this.related.of(this.typeId(objectType), [...added, ...this.links.inUse()]);
	}

	/**
	 * Makes a record (once), sets what it is given of its properties, and returns its ID as text. Throws
	 * for a property that the object type does not have.
	 */
	addRecord(objectType: string, id: string | number, properties?: PropertyValues): string {
		const type = this.typeId(objectType);
		const text = recordId(id);
		let records = this.records.get(type);
		if (!records) this.records.set(type, (records = new Set()));
		records.add(text);
		if (properties) this.properties.set(type, text, properties);
		return text;
	}

	addRecords(objectType: string, ids: Iterable<string | number>): void {
		for (const id of ids) this.addRecord(objectType, id);
	}

	/** The IDs of every record of an object type, sorted by number. */
	recordIds(objectType: string): string[] {
		return [...(this.records.get(this.typeId(objectType)) ?? [])].sort(compareIds);
	}

	/** What a record has in its properties. */
	propertiesOf(objectType: string, id: string | number): PropertyValues {
		return this.properties.of(this.typeId(objectType), recordId(id));
	}

	/** The properties that an object type has. */
	propertyDefinitions(objectType: string): PropertyDefinition[] {
		return this.properties.list(this.typeId(objectType));
	}

	/** Adds a property to an object type. Throws when it has one of the name. */
	addProperty(objectType: string, definition: Omit<PropertyDefinition, 'hubspotDefined'>): void {
		this.properties.add(this.typeId(objectType), definition);
	}

	hasRecord(objectType: string, id: string | number): boolean {
		return this.records.get(this.typeId(objectType))?.has(recordId(id)) ?? false;
	}

	/**
	 * Merges a record into another one, which gets its associations; the ID that is gone goes on naming
	 * the record that was kept.
	 */
	mergeRecords(objectType: string, mergedId: string | number, keptId: string | number): void {
		const type = this.typeId(objectType);
		const [from, kept] = [recordId(mergedId), recordId(keptId)];
		for (const [one, to] of this.links.inUse()) {
			if (one !== type) continue;
			for (const toId of [...this.links.ids(type, from, to)]) {
				const types = this.links.get(type, from, to, toId)?.definitions ?? [];
				if (to !== type || toId !== kept) this.associate(type, kept, to, toId, [...types]);
			}
		}
		this.deleteRecord(type, from);
		this.merged.add(type, from, kept);
	}

	/** Whether any record was ever merged. */
	get hasMergedRecords(): boolean {
		return !this.merged.isEmpty;
	}

	/** The record that an ID names, which is another one once it was merged. */
	currentId(objectType: string, id: string): string {
		return this.merged.current(this.typeId(objectType), id);
	}

	/** Deletes a record and whatever it was associated with. A record that is not there is no error. */
	deleteRecord(objectType: string, id: string | number): void {
		const type = this.typeId(objectType);
		const text = recordId(id);
		for (const [from, to] of this.links.inUse()) {
			if (from !== type) continue;
			for (const toId of [...this.links.ids(from, text, to)]) this.unlink(from, text, to, toId);
		}
		this.records.get(type)?.delete(text);
		this.properties.forget(type, text);
	}

	/**
	 * Adds a label between two object types and returns its types in both directions. Without
	 * `inverseLabel` both directions read the same. Numbers come from a counter that starts at 1,
	 * so they also meet HubSpot's own, as in a real account; `typeId`/`inverseTypeId` force them.
	 */
	addLabel(
		from: string,
		to: string,
		definition: NewLabel,
	): { from: AssociationType; to: AssociationType } {
		const { category, typeId, inverse } = this.definitions.addLabel(
			this.typeId(from),
			this.typeId(to),
			definition,
		);
		return { from: { category, typeId }, to: { category, typeId: inverse.typeId } };
	}

	/** One type of a direction with its label, or undefined. */
	findType(from: string, to: string, type: AssociationType): Definition | undefined {
		return this.definitions.find(this.typeId(from), this.typeId(to), type);
	}

	/** The same type where it belongs to another direction: HubSpot's numbers differ by direction. */
	findTypeElsewhere(from: string, to: string, type: AssociationType): Definition[] {
		return this.definitions.elsewhere(this.typeId(from), this.typeId(to), type);
	}

	/** The unlabeled type of a direction. */
	unlabeledType(from: string, to: string): AssociationType {
		const { category, typeId } = this.definitions.unlabeled(this.typeId(from), this.typeId(to));
		return { category, typeId };
	}

	/** The types two object types can be associated by, sorted. */
	labels(from: string, to: string): AssociationTypeWithLabel[] {
		return this.definitions.list(this.typeId(from), this.typeId(to)).map(withLabel);
	}

	/** Gives a label another text; its other direction follows unless the two were named apart. */
	renameLabel(definition: Definition, label: string, inverseLabel?: string): void {
		definition.label = label;
		if (inverseLabel !== undefined) definition.inverse.label = inverseLabel;
		else if (!definition.paired) definition.inverse.label = label;
	}

	/** Deletes a label with its other direction, everywhere it is used, and the limits set on it. */
	deleteLabel(definition: Definition): void {
		for (const each of [definition, definition.inverse]) {
			for (const [fromId, toId, types] of this.links.of(each.from, each.to)) {
				if (!types.has(each)) continue;
				const remaining = this.typeSets.without(types, each);
				if (remaining) this.links.set(each.from, fromId, each.to, toId, remaining);
				else this.links.delete(each.from, fromId, each.to, toId);
			}
			this.limitsByDirection.get(directionKey(each.from, each.to))?.delete(typeKey(each));
		}
		this.definitions.remove(definition);
	}

	/**
	 * Associates two records: with the unlabeled type, and with `types` on top of what they have,
	 * in both directions. Records that are not there yet are made. A primary company is taken from the
	 * record that had another one. Throws for a type that the two object types do not have.
	 *
	 * @param how `replaces` takes away the account's own labels that are not among `types`
	 */
	associate(
		from: string,
		fromId: string | number,
		to: string,
		toId: string | number,
		types: AssociationType[] = [],
		how: 'adds' | 'replaces' = 'adds',
	): void {
		const [fromType, toType] = [this.typeId(from), this.typeId(to)];
		const [a, b] = [this.addRecord(fromType, fromId), this.addRecord(toType, toId)];
		const definitions = types.map((type) => this.definition(fromType, toType, type));
		const before = this.links
			.get(fromType, a, toType, b)
			?.definitions.filter(({ builtIn }) => how === 'adds' || builtIn);
		for (const definition of definitions) this.makeWayForPrimary(definition, a, b);
		const after = this.typeSets.of([
			...(before ?? [this.definitions.unlabeled(fromType, toType)]),
			...definitions,
		]);
		this.links.set(fromType, a, toType, b, after);
		this.links.set(toType, b, fromType, a, this.typeSets.inverse(after));
	}

	/** Removes every association between two records, both ways. Nothing there is no error. */
	dissociate(from: string, fromId: string | number, to: string, toId: string | number): void {
		this.unlink(this.typeId(from), recordId(fromId), this.typeId(to), recordId(toId));
	}

	/**
	 * Removes types between two records, and the matching ones of the other direction. Removing the
	 * unlabeled type removes all of them; a type that is not there is no error. Throws for a type
	 * that the two object types do not have.
	 */
	removeTypes(
		from: string,
		fromId: string | number,
		to: string,
		toId: string | number,
		types: AssociationType[],
	): void {
		const [fromType, toType] = [this.typeId(from), this.typeId(to)];
		const [a, b] = [recordId(fromId), recordId(toId)];
		const removed = types.map((type) => this.definition(fromType, toType, type));
		const before = this.links.get(fromType, a, toType, b);
		if (!before) return;
		if (removed.some((definition) => definition.label === null)) {
			this.unlink(fromType, a, toType, b);
			return;
		}
		const after = this.typeSets.of(
			before.definitions.filter((definition) => !removed.includes(definition)),
		);
		this.links.set(fromType, a, toType, b, after);
		this.links.set(toType, b, fromType, a, this.typeSets.inverse(after));
	}

	/** The types between two records, seen from the first, sorted; none when they are not associated. */
	typesBetween(
		from: string,
		fromId: string | number,
		to: string,
		toId: string | number,
	): AssociationTypeWithLabel[] {
		const types = this.links.get(
			this.typeId(from),
			recordId(fromId),
			this.typeId(to),
			recordId(toId),
		);
		return types?.definitions.map(withLabel) ?? [];
	}

	/** Whether two records are associated at all. */
	areAssociated(from: string, fromId: string, to: string, toId: string): boolean {
		return this.links.get(this.typeId(from), fromId, this.typeId(to), toId) !== undefined;
	}

	/** The IDs a record is associated with, sorted by number; do not change the array. */
	associatedIds(from: string, fromId: string | number, to: string): readonly string[] {
		return this.links.ids(this.typeId(from), recordId(fromId), this.typeId(to));
	}

	/** Every association from one object type to another, sorted by record number. */
	associations(from: string, to: string): AssociationView[] {
		return [...this.links.of(this.typeId(from), this.typeId(to))].map(([fromId, toId, types]) => ({
			fromId,
			toId,
			types: types.definitions.map(withLabel),
		}));
	}

	/** Limits how many records one record may be associated with by a type, in this direction only. */
	setLimit(from: string, to: string, type: AssociationType, maxToObjectIds: number): void {
		const definition = this.definition(this.typeId(from), this.typeId(to), type);
		const key = directionKey(definition.from, definition.to);
		let limits = this.limitsByDirection.get(key);
		if (!limits) this.limitsByDirection.set(key, (limits = new Map<string, Limit>()));
		limits.set(typeKey(definition), { definition, max: maxToObjectIds });
	}

	/** Removes a limit. One that is not set is no error. */
	removeLimit(from: string, to: string, type: AssociationType): void {
		this.limitsByDirection
			.get(directionKey(this.typeId(from), this.typeId(to)))
			?.delete(typeKey(type));
	}

	/** The limits set from one object type to another, sorted. */
	limits(from: string, to: string): Array<AssociationTypeWithLabel & { maxToObjectIds: number }> {
		const limits = this.limitsByDirection.get(directionKey(this.typeId(from), this.typeId(to)));
		return [...(limits?.values() ?? [])]
			.sort((a, b) => compareTypes(a.definition, b.definition))
			.map(({ definition, max }) => ({ ...withLabel(definition), maxToObjectIds: max }));
	}

	/** The directions that have limits or had some, as object type IDs, sorted. */
	limitedDirections(): Array<[from: string, to: string]> {
		return [...this.limitsByDirection.keys()]
			.sort()
			.map((key) => key.split('>') as [string, string]);
	}

	/**
	 * Everything the account holds, as plain values in a fixed order: two snapshots are equal exactly
	 * when nothing changed. HubSpot's own types are left out; every account has them.
	 */
	snapshot(): unknown {
		const records: Record<string, string[]> = {};
		for (const type of [...this.records.keys()].sort()) {
			const ids = [...(this.records.get(type) ?? [])].sort(compareIds);
			if (ids.length > 0) records[type] = ids;
		}
		const associations: Record<string, Record<string, string[]>> = {};
		for (const [from, to] of this.links.inUse()) {
			const direction: Record<string, string[]> = {};
			for (const [fromId, toId, types] of this.links.of(from, to)) {
				direction[`${fromId}>${toId}`] = types.definitions.map(typeKey);
			}
			associations[directionKey(from, to)] = direction;
		}
		const limits: Record<string, Record<string, number>> = {};
		for (const key of [...this.limitsByDirection.keys()].sort()) {
			const [from, to] = key.split('>') as [string, string];
			const direction = this.limits(from, to);
			if (direction.length === 0) continue;
			limits[key] = Object.fromEntries(
				direction.map((limit) => [typeKey(limit), limit.maxToObjectIds]),
			);
		}
		const labels = [...this.definitions.added()].map((definition) => ({
			direction: directionKey(definition.from, definition.to),
			type: typeKey(definition),
			inverse: typeKey(definition.inverse),
			label: definition.label,
			name: definition.name,
		}));
		const objectTypes = this.objectTypes.custom.map(({ id, custom }) => ({ id, ...custom }));
		const properties = this.properties.snapshot();
		return {
			...{ objectTypes, records, associations, labels, limits },
			...(properties !== undefined && { properties }),
		};
	}

	private typeId(objectType: string): string {
		return this.objectTypes.get(objectType).id;
	}

	private definition(from: string, to: string, type: AssociationType): Definition {
		const definition = this.definitions.find(from, to, type);
		if (!definition) throw new Error(`There is no type ${typeKey(type)} from ${from} to ${to}`);
		return definition;
	}

	/** A record has one primary company: another one that it has loses the type. */
	private makeWayForPrimary(definition: Definition, fromId: string, toId: string): void {
		if (!definition.builtIn || definition.label === null) return;
		const isCompany = definition.to === COMPANY;
		const [primary, ownId, companyId] = isCompany
			? [definition, fromId, toId]
			: [definition.inverse, toId, fromId];
		for (const otherId of [...this.links.ids(primary.from, ownId, primary.to)]) {
			const types = this.links.get(primary.from, ownId, primary.to, otherId);
			if (otherId === companyId || !types?.has(primary)) continue;
			const remaining = this.typeSets.of(types.definitions.filter((each) => each !== primary));
			this.links.set(primary.from, ownId, primary.to, otherId, remaining);
			this.links.set(primary.to, otherId, primary.from, ownId, this.typeSets.inverse(remaining));
		}
	}

	private unlink(from: string, fromId: string, to: string, toId: string): void {
		this.links.delete(from, fromId, to, toId);
		this.links.delete(to, toId, from, fromId);
	}
}
