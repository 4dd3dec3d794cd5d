import { execa } from 'execa';
import type { IDataObject } from 'n8n-workflow';

import type { Job } from '../engine/worker';

/**
 * Runs a job in a process of its own.
 *
 * @returns the json of the items that came out of the node
 * @throws when the process fails, with what it said
 */
export async function startWorker(job: Job): Promise<IDataObject[]> {
	const { stdout } = await execa('node', ['--import', 'tsx', 'test/engine/worker.ts'], {
		input: JSON.stringify(job),
		maxBuffer: 1024 * 1024 * 1024,
	});
	return JSON.parse(stdout) as IDataObject[];
}
