import { findStandardObjectType } from '../../batch/standardObjectTypes';
import type { Input, RecordName, Target } from '../../batch/target';
import { invalidItem } from '../../input/invalidItem';
import { ParameterError, shown } from '../../input/parameterError';
import type { Hubspot, IdProperties, Resolved } from '../../operation';
import { lookUpRecords } from './lookUpRecords';
import type { RecordLookup } from './parseRecords';
import { type CustomObjectType, readSchemas } from '../objectTypes/readSchemas';

/** What looking up records needs to know. */
export interface RecordOptions extends IdProperties {
	/** The names of the fields in which records are given, and of those for their object types. */
	fields: Record<Side, { records: string; objectType: string }>;
	/** Most requests under way at the same time. */
	concurrency: number;
	/** The custom object types of the account, where they were read already. */
	customTypes: readonly CustomObjectType[];
}

const SIDES = ['from', 'to'] as const;

type Side = (typeof SIDES)[number];

const TYPE_FIELDS = { from: 'fromObjectType', to: 'toObjectType' } as const;
const ID_FIELDS = { from: 'fromObjectId', to: 'toObjectId' } as const;
const PROPERTY_FIELDS = { from: 'fromIdProperty', to: 'toIdProperty' } as const;

/** What is known of one record that an item names: its ID, what is wrong with it, or why it could not be looked up. */
type Known = { id: string } | { error: ParameterError } | { unread: string };

/**
 * Finds the records that items name by a property's value, and checks the object types of pages that could not be told
 * without the account's schemas. An item is used as a whole, or not at all: where one of its records is not found, or
 * several are, nothing is sent for it.
 *
 * Each value is looked up once, however many items give it. Nothing is read where every record was given by its ID.
 *
 * @param inputs whose object types have one spelling each
 * @returns inputs whose targets name records by their IDs; never rejects
 */
export async function resolveRecords(
	inputs: readonly Input[],
	hubspot: Hubspot,
	options: RecordOptions,
): Promise<Resolved> {
	const resolved: Resolved = { inputs: [], invalid: [], settled: [], outcomes: new Map() };
	if (inputs.every(({ target }) => target.names === undefined)) {
		return { ...resolved, inputs: inputs as Input[] };
	}
	const lookups = await lookUpAll(inputs, hubspot, options);
	const customTypes = await customTypesFor(inputs, hubspot, options);

	/** What is known of the record that a target names on one side; undefined where it was given by its ID alone. */
	const knownOf = (target: Target, side: Side): Known | undefined => {
		const name = target.names?.[side];
		if (name === undefined) return undefined;
		return name.value === undefined
			? checkPage(target, side, name, options, customTypes)
			: lookedUp(target, side, name.value, options, lookups);
	};
	const invalidItems = new Map<number, ParameterError[]>();
	const unreadItems = new Map<number, string>();
	const known = inputs.map(({ item, target }) => {
		const ofTarget = { from: knownOf(target, 'from'), to: knownOf(target, 'to') };
		for (const each of Object.values(ofTarget)) {
			if (each === undefined || 'id' in each) continue;
			if ('error' in each) {
				const others = invalidItems.get(item) ?? [];
				if (!others.some(({ message }) => message === each.error.message)) others.push(each.error);
				invalidItems.set(item, others);
			} else if (!unreadItems.has(item)) unreadItems.set(item, each.unread);
		}
		return ofTarget;
	});

	inputs.forEach((input, index) => {
		const { item, target } = input;
		if (invalidItems.has(item)) return;
		const named = withIds(target, known[index]);
		const unread = unreadItems.get(item);
		if (unread === undefined) {
			const { names, ...bare } = named;
			resolved.inputs.push(names === undefined ? input : { item, target: bare });
			return;
		}
		resolved.settled.push({ item, target: named });
		resolved.outcomes.set(named, { status: 'notSent', error: { message: unread } });
	});
	for (const [item, errors] of invalidItems) {
		resolved.invalid.push(invalidItem(item, allOf(errors)));
	}
	return resolved;
}

/** A target with the IDs that were found. */
function withIds(target: Target, known: Record<Side, Known | undefined>): Target {
	if (target.names === undefined) return target;
	const named = { ...target };
	for (const side of SIDES) {
		const found = known[side];
		if (found !== undefined && 'id' in found) named[ID_FIELDS[side]] = found.id;
	}
	return named;
}

/** How many values that cannot be used an error names. */
const MAX_NAMED = 5;

/** One error for everything that is wrong with the records of an item. */
function allOf([first, ...others]: readonly ParameterError[]): ParameterError {
	if (others.length === 0) return first;
	const shownOthers = others.slice(0, MAX_NAMED - 1).map(({ message }) => `${message}.`);
	const more = others.length - shownOthers.length;
	const rest = more > 0 ? [`${more} more of its values are no better.`] : [];
	const description = ['The same item:', ...shownOthers, ...rest, first.description].join(' ');
	return new ParameterError(first.parameter, first.problem, description);
}

const keyOf = (objectType: string, property: string) => JSON.stringify([objectType, property]);

type Lookups = ReadonlyMap<string, ReadonlyMap<string, RecordLookup>>;

/** Looks up every value, each once; those of one object type and property together, whichever side they stand on. */
async function lookUpAll(
	inputs: readonly Input[],
	hubspot: Hubspot,
	options: RecordOptions,
): Promise<Lookups> {
	const wanted = new Map<string, { objectType: string; property: string; values: Set<string> }>();
	for (const { target } of inputs) {
		for (const side of SIDES) {
			const value = target.names?.[side]?.value;
			const property = options[PROPERTY_FIELDS[side]];
			if (value === undefined || property === undefined) continue;
			const objectType = target[TYPE_FIELDS[side]];
			const key = keyOf(objectType, property);
			const each = wanted.get(key) ?? { objectType, property, values: new Set() };
			wanted.set(key, each);
			each.values.add(value);
		}
	}
	const lookups = new Map<string, ReadonlyMap<string, RecordLookup>>();
	for (const [key, each] of wanted) {
		lookups.set(key, await lookUpRecords(hubspot, each, options.concurrency));
	}
	return lookups;
}

function lookedUp(
	target: Target,
	side: Side,
	value: string,
	{ fields, [PROPERTY_FIELDS[side]]: property = '' }: RecordOptions,
	lookups: Lookups,
): Known {
	const objectType = target[TYPE_FIELDS[side]];
	const lookup = lookups.get(keyOf(objectType, property))?.get(value);
	if (lookup !== undefined && 'id' in lookup) return lookup;
	if (lookup === undefined || 'unread' in lookup) {
		const reason = lookup?.unread ?? 'HubSpot did not say';
		return {
			unread: `Not sent, because ${shown(value)} could not be looked up as the ${property} of ${objectType}: ${reason}`,
		};
	}
	return {
		error: new ParameterError(
			fields[side].records,
			`got ${shown(value)} as the ${property} of ${objectType}, and ${lookup.problem}`,
			'Deleted records do not count. Check the value, and the property that is chosen in the options.',
		),
	};
}

/** The custom object types, where pages have to be compared with names of them. */
async function customTypesFor(
	inputs: readonly Input[],
	hubspot: Hubspot,
	{ customTypes }: RecordOptions,
): Promise<readonly CustomObjectType[]> {
	const isNeeded = inputs.some(({ target: { names } }) =>
		[names?.from, names?.to].some((name) => name?.pageType !== undefined),
	);
	return isNeeded && customTypes.length === 0 ? await readSchemas(hubspot) : customTypes;
}

/** Compares the object type of a record's page with the one that was chosen, by the account's schemas. */
function checkPage(
	target: Target,
	side: Side,
	{ pageType = '' }: RecordName,
	{ fields }: RecordOptions,
	customTypes: readonly CustomObjectType[],
): Known {
	const { [ID_FIELDS[side]]: id = '', [TYPE_FIELDS[side]]: objectType } = target;
	if (objectType === pageType) return { id };
	const { records, objectType: typeField } = fields[side];
	const page = customTypes.find((type) => type.id === pageType);
	if (page === undefined) {
		return {
			error: new ParameterError(
				records,
				`got a page of the object type ${pageType}, and whether that is ${objectType} is not known`,
				`Give "${typeField}" by its ID, such as ${pageType}: the schemas of the account could not be read, or do not have that type.`,
			),
		};
	}
	const { name, fullyQualifiedName = name } = page;
	const names = [name, `p_${name}`, fullyQualifiedName].map((each) => each.toLowerCase());
	if (names.includes(objectType.toLowerCase())) return { id };
	return {
		error: new ParameterError(
			records,
			`got a page of ${name}, but "${typeField}" is ${findStandardObjectType(objectType)?.plural ?? objectType}`,
			'Give a page of a record of that object type, or choose the other object type.',
		),
	};
}
