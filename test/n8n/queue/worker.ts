import { N8n } from '../n8n';

/** As many executions at the same time as n8n advises at least. */
const CONCURRENCY = 5;

/** A worker of n8n's queue mode, with a home of its own, as on a machine of its own. */
export class Worker {
	private constructor(
		private readonly n8n: N8n,
		/** To tell it from the others. */
		readonly name: string,
	) {}

	/** @param settings n8n's environment variables; the same for all of one n8n */
	static async create(name: string, settings: Record<string, string>): Promise<Worker> {
		return new Worker(await N8n.create(settings), name);
	}

	/** Installs the packed package, starts the worker, and resolves when it is ready for work. */
	async start(tarball: string): Promise<void> {
		await this.n8n.installPackage(tarball);
		await this.n8n.startAsWorker(CONCURRENCY);
	}

	/** What it has logged so far. */
	get log(): string {
		return this.n8n.log;
	}

	/** The ids of the executions it has started and not finished, by its own log. */
	get underWay(): string[] {
		const ids = (what: string) =>
			[...this.n8n.log.matchAll(new RegExp(`Worker ${what} execution (\\d+)`, 'g'))].map(
				([, id]) => id,
			);
		const finished = ids('finished');
		return ids('started').filter((id) => !finished.includes(id));
	}

	/** Ends it as a crash of its machine would. */
	async kill(): Promise<void> {
		await this.n8n.kill();
	}

	/** Stops it, if it runs, and removes what it kept. */
	async stop(): Promise<void> {
		await this.n8n.dispose();
	}
}
