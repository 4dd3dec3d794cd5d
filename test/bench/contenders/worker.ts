import '../../engine/instance';

import { client, clientOneByOne } from './client';
import { engine, items } from './engine';
import { bareFetch, helper } from './floors';
import type { BenchJob, Measured } from './job';

/** Everybody who does the same job, each in a process of its own. */
const CONTENDERS = {
	engine,
	items,
	helper,
	bareFetch,
	client,
	clientOneByOne,
} as const satisfies Record<string, (job: BenchJob) => Promise<Measured>>;

/** The name of one of them. */
export type Contender = keyof typeof CONTENDERS;

/** As many pairs as it takes for everything to have been loaded and compiled. */
const WARM_UP_PAIRS = 20_000;

async function work(name: Contender, job: BenchJob): Promise<Measured> {
	const contend = CONTENDERS[name];
	if (job.warmUp) await contend({ ...job, pairs: WARM_UP_PAIRS });
	return await contend(job);
}

const [name, job] = process.argv.slice(2) as [Contender, string];
work(name, JSON.parse(job) as BenchJob).then(
	(result) => process.stdout.write(JSON.stringify(result)),
	(error: unknown) => {
		console.error(error);
		process.exitCode = 1;
	},
);
