import type { Session } from '../session';

/** A row of a data table, with n8n's own columns. */
export type Row = Record<string, unknown> & { id: number };

/** The data tables that a user sees in n8n. */
export class DataTables {
	private constructor(
		private readonly session: Session,
		private readonly path: string,
	) {}

	/** Those of the user who is signed in. */
	static async of(session: Session): Promise<DataTables> {
		const { id } = await session.ask<{ id: string }>('/projects/personal');
		return new DataTables(session, `/projects/${id}/data-tables`);
	}

	/** All rows of a table, the oldest first. */
	async rows(table: string): Promise<Row[]> {
		const path = `${this.path}/${await this.idOf(table)}/rows?take=250&sortBy=id:asc`;
		return (await this.session.ask<{ data: Row[] }>(path)).data;
	}

	/** Adds rows as a user does by hand. */
	async add(table: string, rows: object[]): Promise<void> {
		const path = `${this.path}/${await this.idOf(table)}/insert`;
		await this.session.ask(path, { data: rows, returnType: 'count' });
	}

	/** @throws when there is not exactly one table of that name */
	private async idOf(table: string): Promise<string> {
		const { data } = await this.session.ask<{ data: Array<{ id: string; name: string }> }>(
			`${this.path}?take=250`,
		);
		const ids = data.filter(({ name }) => name === table).map(({ id }) => id);
		if (ids.length !== 1) throw new Error(`There are ${ids.length} data tables ${table}`);
		return ids[0];
	}
}
