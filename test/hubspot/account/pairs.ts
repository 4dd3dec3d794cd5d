import type { ObjectType } from './objectTypes';

/** Two object types, in the order in which a path names them. */
export interface Direction {
	from: ObjectType;
	to: ObjectType;
}

/** Two records, seen from the first. */
export interface Pair {
	fromId: string;
	toId: string;
}
