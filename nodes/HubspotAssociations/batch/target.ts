/** An association type: the number means something only together with its category. */
export interface AssociationType {
	category: string;
	typeId: number;
}

/** Whether two mean the same type: the number alone does not say so. */
export const isSameType = (a: AssociationType, b: AssociationType): boolean =>
	a.category === b.category && a.typeId === b.typeId;

/** An association type in one word, as people can type it. */
export const keyOfType = ({ category, typeId }: AssociationType): string => `${category}:${typeId}`;

/** An association type as it was found, with the label that people see; `null` is the unlabeled one. */
export interface LabeledType extends AssociationType {
	label?: string | null;
	/** Of a limit: how many records it allows. */
	maxToObjectIds?: number;
}

/** The two object types of a batch. */
export interface ObjectTypes {
	fromObjectType: string;
	toObjectType: string;
}

/** Stands for every object type, as the type of the records that one is associated with. It is no type itself, and part of no path. */
export const EVERY_OBJECT_TYPE = '*';

/** How an item names a record, until its ID is known and checked. */
export interface RecordName {
	/** The value of a property with unique values. */
	value?: string;
	/** The object type of the record's page, which still has to be compared with the one that was chosen. */
	pageType?: string;
}

/**
 * One thing to delete, or to restore. Which fields are set depends on the operation:
 * a pair of records, a pair with the labels meant, or (for a limit) one type and no records.
 */
export interface Target extends ObjectTypes {
	fromObjectId?: string;
	toObjectId?: string;
	types?: AssociationType[];
	/** How the item names records that have yet to be looked up; absent once they are. */
	names?: { from?: RecordName; to?: RecordName };
	/** Restore: types that the pair has already. They are sent along, because creating replaces labels. */
	keep?: AssociationType[];
	/** Restore: types among `types` that are not sent. */
	withheld?: AssociationType[];
	/** Of a record: which of its associations are meant. */
	selection?: Selection;
	/** The same pair as it was asked for, where this one names it from its other side. */
	asked?: Target;
}

/** Which associations of a record are meant, where not all of them are. */
export interface Selection {
	/** Associations with these records are left alone. */
	keepIds?: string[];
	/** Associations that have one of these labels are left alone. */
	keepTypes?: AssociationType[];
	/** A record that would be left with none is not touched. */
	leavesOne?: true;
	/** On every object type: only these labels are meant, by name; those of each type are looked up. */
	labelNames?: string[];
	/** On every object type: associations that have one of these labels are left alone. */
	keepLabelNames?: string[];
	/** Most that are given out. */
	limit?: number;
}

/** A target as it was asked for, whichever side of the pair it names first. */
export const askedOf = (target: Target): Target => target.asked ?? target;

/** Whether a target means everything that associates two records, whatever its labels. */
export const isWholeAssociation = ({ types, fromObjectId, toObjectId }: Target): boolean =>
	types === undefined && fromObjectId !== undefined && toObjectId !== undefined;

/** The IDs of the records that a target is about; none for a label or a limit. */
export const recordsOf = ({ fromObjectId, toObjectId }: Target): string[] =>
	[fromObjectId, toObjectId].filter((id) => id !== undefined);

/** The same text for the same two records in the same direction, whatever is meant of them. */
export const endsKey = ({
	fromObjectType,
	fromObjectId,
	toObjectType,
	toObjectId,
}: Target): string => JSON.stringify([fromObjectType, fromObjectId, toObjectType, toObjectId]);

/** The same two object types, named from the other side. */
export const reversed = ({ fromObjectType, toObjectType }: ObjectTypes): ObjectTypes => ({
	fromObjectType: toObjectType,
	toObjectType: fromObjectType,
});

/** The same two records, named from the other side. */
export const reversedEnds = (target: Target): Target => ({
	...reversed(target),
	fromObjectId: target.toObjectId,
	toObjectId: target.fromObjectId,
});

/** What creating a target sends: the types to put back and those that are there, without those that stay away. */
export const typesToCreate = ({
	types = [],
	keep = [],
	withheld = [],
}: Target): AssociationType[] => [
	...new Map(
		[...types, ...keep]
			.filter((type) => !withheld.some((each) => isSameType(each, type)))
			.map((type) => [keyOfType(type), type]),
	).values(),
];

/** A target together with the workflow item (counted from 0) that asked for it. */
export interface Input {
	item: number;
	target: Target;
}

/**
 * The same text for the same deletion, whichever item asks and in whichever order its labels stand.
 *
 * @param target object types are not part of the key: it is unique within one pair of them
 */
export function keyOf({ fromObjectId, toObjectId, types, names, selection }: Target): string {
	const from = fromObjectId ?? names?.from?.value;
	const to = toObjectId ?? names?.to?.value;
	const pair =
		selection === undefined ? `${from} ${to}` : `${from} ${to} ${JSON.stringify(selection)}`;
	if (types === undefined) return pair;
	const typeKeys = types.map(keyOfType);
	return [pair, ...typeKeys.sort()].join(' ');
}
