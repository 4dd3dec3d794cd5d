import '../../engine/instance';

import { client, clientOneByOne } from './client';
import { engine } from './engine';
import { bareFetch, helper } from './floors';
import type { BenchJob, Measured } from './job';

/** Everybody who does the same job, each in a process of its own. */
const CONTENDERS = { engine, helper, bareFetch, client, clientOneByOne } as const satisfies Record<
	string,
	(job: BenchJob) => Promise<Measured>
>;

/** The name of one of them. */
export type Contender = keyof typeof CONTENDERS;

const [name, job] = process.argv.slice(2) as [Contender, string];
CONTENDERS[name](JSON.parse(job) as BenchJob).then(
	(result) => process.stdout.write(JSON.stringify(result)),
	(error: unknown) => {
		console.error(error);
		process.exitCode = 1;
	},
);
