import { STANDARD_OBJECT_TYPES, objectTypeKey } from '../../batch/standardObjectTypes';
import { EVERY_OBJECT_TYPE } from '../../batch/target';
import type { CustomObjectType } from '../objectTypes/readSchemas';

/** An object type that records may be associated with. */
export interface TypeInQuestion {
	/** As HubSpot is told. */
	sent: string;
	/** As people read it. */
	name: string;
}

/**
 * The object types that records of one type may be associated with: HubSpot's own, and the account's as far as the
 * schemas name an association with that type. A schema that names no associations at all says nothing, so its type is
 * among them.
 *
 * @param fromObjectType in any spelling
 * @param customTypes those of the account; none where they could not be read
 * @param spellings those of the run: a type that is in it keeps its spelling, so that nothing is sent twice
 * @returns each type once, HubSpot's own first
 */
export function typesInQuestion(
	fromObjectType: string,
	customTypes: readonly CustomObjectType[],
	spellings: readonly string[],
): TypeInQuestion[] {
	const ids = new Map(
		customTypes.flatMap((type) => spellingsOf(type).map((spelling) => [spelling, type.id])),
	);
	const idOf = (spelling: string) => ids.get(spelling.toLowerCase()) ?? objectTypeKey(spelling);
	const fromId = idOf(fromObjectType);

	const types = new Map(
		STANDARD_OBJECT_TYPES.map(({ id, plural }) => [id, { sent: plural, name: plural }]),
	);
	for (const id of relatedIds(fromId, customTypes)) {
		const name = customTypes.find((type) => type.id === id)?.name;
		if (!types.has(id))
			types.set(id, { sent: id, name: name === undefined ? id : `${name} (${id})` });
	}
	for (const spelling of spellings) {
		const type = types.get(idOf(spelling));
		if (spelling !== EVERY_OBJECT_TYPE && type !== undefined) type.sent = spelling;
	}
	return [...types.values()];
}

/** The object type IDs that the schemas name together with one. */
function relatedIds(fromId: string, customTypes: readonly CustomObjectType[]): string[] {
	return customTypes.flatMap(({ id, associatedTypes }) => {
		if (id === fromId) return associatedTypes ?? [];
		return associatedTypes === undefined || associatedTypes.includes(fromId) ? [id] : [];
	});
}

const spellingsOf = ({ id, name, fullyQualifiedName = name }: CustomObjectType): string[] =>
	[id, name, `p_${name}`, fullyQualifiedName].map((spelling) => spelling.toLowerCase());
