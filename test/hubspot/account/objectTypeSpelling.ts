import type { ObjectType } from './objectTypes';

/** How an object type is written: "contact", "contacts", "CONTACT" or "0-1". */
export type Spelling = 'singular' | 'plural' | 'upper' | 'id';

/**
 * Writes an object type.
 *
 * @param wanted `own` leaves it to the place where it stands
 * @param own how that place writes it
 */
export function spell(type: ObjectType, wanted: Spelling | 'own', own: Spelling): string {
	const spelling = wanted === 'own' ? own : wanted;
	return {
		singular: type.singular,
		plural: type.plural,
		upper: type.singular.toUpperCase(),
		id: type.id,
	}[spelling];
}
