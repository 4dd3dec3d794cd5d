import { directionKey } from './definitions';
import type { TypeSet } from './typeSets';

/** Record IDs are numbers written as text and may be longer than a JavaScript number holds. */
export function compareIds(a: string, b: string): number {
	if (a.length !== b.length) return a.length - b.length;
	return a < b ? -1 : a > b ? 1 : 0;
}

/** What one record is associated with, in one direction. */
class Neighbours {
	readonly types = new Map<string, TypeSet>();
	private sorted: string[] | undefined;

	set(toId: string, types: TypeSet): void {
		if (!this.types.has(toId)) this.sorted = undefined;
		this.types.set(toId, types);
	}

	delete(toId: string): void {
		if (this.types.delete(toId)) this.sorted = undefined;
	}

	/** Sorting is put off until pages are read, and kept until something changes. */
	ids(): string[] {
		this.sorted ??= [...this.types.keys()].sort(compareIds);
		return this.sorted;
	}
}

/** Which records are associated, and how. Each association is stored once from either side. */
export class Links {
	private readonly directions = new Map<string, Map<string, Neighbours>>();

	get(from: string, fromId: string, to: string, toId: string): TypeSet | undefined {
		return this.neighbours(from, fromId, to)?.types.get(toId);
	}

	set(from: string, fromId: string, to: string, toId: string, types: TypeSet): void {
		const key = directionKey(from, to);
		let records = this.directions.get(key);
		if (!records) this.directions.set(key, (records = new Map<string, Neighbours>()));
		let neighbours = records.get(fromId);
		if (!neighbours) records.set(fromId, (neighbours = new Neighbours()));
		neighbours.set(toId, types);
	}

	delete(from: string, fromId: string, to: string, toId: string): void {
		const records = this.directions.get(directionKey(from, to));
		const neighbours = records?.get(fromId);
		if (!records || !neighbours) return;
		neighbours.delete(toId);
		if (neighbours.types.size === 0) records.delete(fromId);
	}

	/** The IDs one record is associated with, sorted by number; do not change the array. */
	ids(from: string, fromId: string, to: string): readonly string[] {
		return this.neighbours(from, fromId, to)?.ids() ?? [];
	}

	/** Every association of a direction, sorted by number. The links may be changed meanwhile. */
	*of(from: string, to: string): Generator<[fromId: string, toId: string, types: TypeSet]> {
		const records = this.directions.get(directionKey(from, to)) ?? new Map<string, Neighbours>();
		for (const fromId of [...records.keys()].sort(compareIds)) {
			const neighbours = records.get(fromId);
			if (!neighbours) continue;
			for (const toId of neighbours.ids()) {
				const types = neighbours.types.get(toId);
				if (types) yield [fromId, toId, types];
			}
		}
	}

	/** The directions that have any association, as [from, to] object type IDs, sorted. */
	inUse(): Array<[from: string, to: string]> {
		return [...this.directions]
			.filter(([, records]) => records.size > 0)
			.map(([key]) => key)
			.sort()
			.map((key) => key.split('>') as [string, string]);
	}

	private neighbours(from: string, fromId: string, to: string): Neighbours | undefined {
		return this.directions.get(directionKey(from, to))?.get(fromId);
	}
}
