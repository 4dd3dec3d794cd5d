import { type Fields, isFields, plainText } from '../fields';
import { type NamedRecord, parseIds, parseIdsInMessage } from './parseIds';
import { type ParsedTypes, parseTypes, parseTypesInMessage } from './parseTypes';
import { recordKey, type Side, sideOf, type TargetIndex, typeKeysOf } from './targetIndex';

/** One thing an error says about the inputs it means: they have one of the things named. */
export interface Clue {
	/** Records of which the side is known, records on either side, or association types. */
	kind: 'side' | 'anySide' | 'type';
	/** For each thing named its keys in the index of the batch; more than one where it is not clear which is meant. */
	named: string[][];
	/** Something that it says was not understood. */
	isUnclear: boolean;
	/** It may as well be about something else that has the same number. */
	isGuess?: boolean;
}

const FROM_IDS = /^from(object|record)?ids?$/;
const TO_IDS = /^to(object|record)?ids?$/;
/** Says which record, but not on which side. */
const ANY_IDS = /^(object|record|input|invalidobject)?ids?$/;
const TYPE_IDS = /^(association)?typeids?$/;
const CATEGORIES = /^(association)?categor(y|ies)$/;
const TYPES = /^(associationspecs?|types?|(invalid)?associationtypes?|invalidassociationtypeids?)$/;

/** Letters only: HubSpot writes fromObjectId, from_object_id and INVALID_OBJECT_IDS. */
const spellingOf = (key: string): string => key.toLowerCase().replace(/[^a-z]/g, '');

/** The fields of a context by role, each a list. */
function fieldsOf(context: Fields): Array<[spelling: string, values: unknown[]]> {
	return Object.entries(context).map(([key, value]) => [spellingOf(key), [value].flat()]);
}

/**
 * What a `context` says about inputs of the batch.
 *
 * @returns none where it says nothing about inputs of this kind
 */
export function cluesOfContext(index: TargetIndex, context: unknown): Clue[] {
	if (!isFields(context)) return [];
	const fields = fieldsOf(context);
	const valuesOf = (role: RegExp): unknown[] =>
		fields.filter(([spelling]) => role.test(spelling)).flatMap(([, values]) => values);
	const sideNamed = (role: RegExp) =>
		sideOf(
			index,
			valuesOf(role)
				.map(plainText)
				.filter((name) => name !== ''),
		);

	const typeIds = valuesOf(TYPE_IDS);
	const categories = valuesOf(CATEGORIES);
	const areApart = typeIds.length > 0 && categories.length > 0;
	return fields.flatMap(([spelling, values]): Clue[] => {
		// An answer may turn the batch around: then it says that the "from" record is of the type that was "to" here.
		if (FROM_IDS.test(spelling)) {
			return recordClues(index, values, { side: sideNamed(/^fromobjecttype(id)?s?$/) ?? 'from' });
		}
		if (TO_IDS.test(spelling)) {
			return recordClues(index, values, { side: sideNamed(/^toobjecttype(id)?s?$/) ?? 'to' });
		}
		if (ANY_IDS.test(spelling)) {
			return recordClues(index, values, { sideOfAll: sideNamed(/^(object|record)type(id)?s?$/) });
		}
		if (!index.has.types) return [];
		if (TYPE_IDS.test(spelling)) {
			// A category and a type ID that stand apart mean one type together.
			return [
				areApart ? apartClue(index, typeIds, categories) : typeClue(index, typeIds.map(parseTypes)),
			];
		}
		if (CATEGORIES.test(spelling)) return areApart ? [] : [categoryClue(index, categories)];
		return TYPES.test(spelling) ? [typeClue(index, values.map(parseTypes))] : [];
	});
}

/** What is known of the side of records. */
interface KnownSide {
	/** By the name of the field. */
	side?: Side;
	/** By their object type, unless a text names another one. */
	sideOfAll?: Side;
}

function recordClues(index: TargetIndex, values: readonly unknown[], known: KnownSide): Clue[] {
	const { side } = known;
	// A limit has no records, a record that is read no other one: for them such a clue says nothing.
	if (side === undefined ? !index.has.from && !index.has.to : !index.has[side]) return [];
	const parsed = values.map(parseIds);
	const records = parsed.flatMap((each) => each.records);
	const isUnclear = parsed.some((each) => each.isUnclear);
	const isGuess = parsed.some((each) => each.isGuess);
	return [{ ...recordClue(index, records, known, isUnclear), isGuess }];
}

function recordClue(
	index: TargetIndex,
	records: readonly NamedRecord[],
	{ side, sideOfAll }: KnownSide,
	isUnclear: boolean,
): Clue {
	const clue: Clue = { kind: 'side', named: [], isUnclear };
	for (const { id, objectType } of records) {
		const byType = objectType === undefined ? sideOfAll : sideOf(index, [objectType]);
		const one = side ?? byType;
		const isThere = one !== undefined && index.places.has(recordKey(one, id));
		if (one !== undefined && (side !== undefined || isThere)) {
			clue.named.push([recordKey(one, id)]);
			continue;
		}
		// HubSpot names the object type that it expected, even where the record is of another one.
		clue.named.push([recordKey('from', id), recordKey('to', id)]);
		clue.kind = 'anySide';
		clue.isUnclear ||= one !== undefined;
	}
	return clue;
}

/** @param parsed what each value of the context says */
function typeClue(index: TargetIndex, parsed: readonly ParsedTypes[]): Clue {
	return {
		kind: 'type',
		named: parsed.flatMap(({ types }) => types.map((type) => typeKeysOf(index, type))),
		isUnclear: parsed.some(({ isUnclear }) => isUnclear),
		isGuess: parsed.some(({ isGuess }) => isGuess),
	};
}

function apartClue(index: TargetIndex, typeIds: unknown[], categories: unknown[]): Clue {
	const parsed = typeIds.map(parseTypes).map(({ types, ...doubts }) => ({
		types: types.flatMap(({ typeId, ...own }) =>
			categories.map((category) => ({ category: plainText(category), ...own, typeId })),
		),
		...doubts,
	}));
	return typeClue(index, parsed);
}

function categoryClue({ typesById }: TargetIndex, categories: unknown[]): Clue {
	const types = [...typesById.values()].flat();
	const named = categories.map((category) =>
		types.filter((type) => type.category === plainText(category)).map(({ key }) => key),
	);
	return { kind: 'type', named, isUnclear: false };
}

/**
 * What a message says about inputs of the batch.
 *
 * @param objectTypes of the batch, as they were sent
 * @returns none where it names nothing
 */
export function cluesOfMessage(
	index: TargetIndex,
	message: unknown,
	objectTypes: readonly string[],
): Clue[] {
	const clues: Clue[] = [];
	const parsedIds = parseIdsInMessage(message, objectTypes);
	const { records, numbers } = parsedIds;
	// A number without a word that calls it an ID is taken for one only where an input has it.
	const likely = numbers.filter(
		(id) => index.places.has(recordKey('from', id)) || index.places.has(recordKey('to', id)),
	);
	const all = [...records, ...likely.map((id) => ({ id }))];
	if (all.length > 0 && (index.has.from || index.has.to)) {
		const isUnclear = parsedIds.isUnclear || likely.length > 0;
		const isGuess = parsedIds.isGuess || likely.length > 0;
		clues.push({ ...recordClue(index, all, {}, isUnclear), isGuess });
	}
	const parsed = parseTypesInMessage(message);
	if (index.has.types && parsed.types.length > 0) clues.push(typeClue(index, [parsed]));
	return clues;
}
