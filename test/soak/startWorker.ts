import { execa } from 'execa';
import type { IDataObject } from 'n8n-workflow';

import type { Job } from '../engine/worker';

/** A process that is ready to take its job. */
export interface Worker {
	/**
	 * Gives it its job, once.
	 *
	 * @returns the json of the items that came out of the node
	 * @throws when the process fails, with what it said
	 */
	run: (job: Job) => Promise<IDataObject[]>;
}

/**
 * Starts a process of its own, and waits until n8n's engine is loaded in it: several can then begin at once, however
 * long each of them took to start.
 *
 * @throws when the process ends before that, with what it said
 */
export async function readyWorker(): Promise<Worker> {
	const subprocess = execa('node', ['--import', 'tsx', 'test/engine/worker.ts'], {
		ipc: true,
		maxBuffer: 1024 * 1024 * 1024,
	});
	// One that fails says why below.
	await Promise.race([subprocess.getOneMessage(), subprocess]);
	return {
		run: async (job) => {
			subprocess.stdin.end(JSON.stringify(job));
			const { stdout } = await subprocess;
			return JSON.parse(stdout) as IDataObject[];
		},
	};
}

/**
 * Runs a job in a process of its own.
 *
 * @returns the json of the items that came out of the node
 * @throws when the process fails, with what it said
 */
export async function startWorker(job: Job): Promise<IDataObject[]> {
	return await (await readyWorker()).run(job);
}
