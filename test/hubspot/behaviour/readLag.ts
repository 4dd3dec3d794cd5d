import { directionKey } from '../account/definitions';
import type { AssociationTypeWithLabel } from '../types';

/** Two records in one direction, as object type IDs and record IDs. */
export interface LinkEnds {
	from: string;
	fromId: string;
	to: string;
	toId: string;
}

interface Old {
	readsLeft: number;
	/** What stood there before the write; empty where the records were not associated. */
	types: AssociationTypeWithLabel[];
}

/** What reads still show of the time before a write. */
export class ReadLag {
	private readonly records = new Map<string, Map<string, Old>>();

	/** Lets so many reads of the From record show these types. A lag that goes on keeps showing its own. */
	note(ends: LinkEnds, types: AssociationTypeWithLabel[], reads: number): void {
		const key = recordKey(ends);
		let olds = this.records.get(key);
		if (!olds) this.records.set(key, (olds = new Map<string, Old>()));
		olds.set(ends.toId, { types: olds.get(ends.toId)?.types ?? types, readsLeft: reads });
	}

	/** What one read of a record has to show instead of what is there, by To ID. Counts as that read. */
	read(record: Omit<LinkEnds, 'toId'>): ReadonlyMap<string, AssociationTypeWithLabel[]> {
		const key = recordKey(record);
		const olds = this.records.get(key);
		const shown = new Map<string, AssociationTypeWithLabel[]>();
		for (const [toId, old] of olds ?? []) {
			shown.set(toId, old.types);
			if (--old.readsLeft <= 0) olds?.delete(toId);
		}
		if (olds?.size === 0) this.records.delete(key);
		return shown;
	}
}

function recordKey({ from, fromId, to }: Omit<LinkEnds, 'toId'>): string {
	return `${directionKey(from, to)} ${fromId}`;
}
