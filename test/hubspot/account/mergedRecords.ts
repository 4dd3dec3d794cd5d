/** The IDs of records that were merged into others, by object type ID. They go on naming what was kept. */
export class MergedRecords {
	private readonly kept = new Map<string, Map<string, string>>();

	get isEmpty(): boolean {
		return this.kept.size === 0;
	}

	/** Says that one record became part of another. */
	add(typeId: string, mergedId: string, keptId: string): void {
		let ids = this.kept.get(typeId);
		if (!ids) this.kept.set(typeId, (ids = new Map<string, string>()));
		ids.set(mergedId, keptId);
	}

	/** The record that an ID names now; the ID itself unless it was merged. */
	current(typeId: string, id: string): string {
		const kept = this.kept.get(typeId)?.get(id);
		return kept === undefined ? id : this.current(typeId, kept);
	}
}
