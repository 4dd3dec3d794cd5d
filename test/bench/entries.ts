import { execa } from 'execa';

import { PROJECT } from '../n8n/paths';
import type { BenchJob, Measured, Shape } from './contenders/job';
import type { Contender } from './contenders/worker';
import type { N8nContender, RealN8n } from './realN8n';
import type { Measurement } from './table';

/** Somebody who is measured. */
export interface Entry {
	name: string;
	/** Who sends one request a pair would take hours for many: no more pairs than that. */
	most?: number;
	measure: (pairs: number) => Promise<Omit<Measurement, 'name' | 'pairs' | 'requests'>>;
}

/** The one that the others are compared with. */
export const FLOOR = "Floor: n8n's request helper";

/** Everybody who is measured, in their order. */
export function entriesOf(account: { url: string; token: string }, n8n: RealN8n): Entry[] {
	/** In a process of its own. */
	const inWorker = (contender: Contender, shape: Shape) => async (pairs: number) => {
		const job: BenchJob = { ...account, pairs, shape, batchSize: 100, concurrency: 5 };
		const script = 'test/bench/contenders/worker.ts';
		const { stdout } = await execa(
			'node',
			['--max-old-space-size=8192', '--import', 'tsx', script, contender, JSON.stringify(job)],
			{ cwd: PROJECT },
		);
		return JSON.parse(stdout) as Measured;
	};
	const inN8n = (contender: N8nContender) => async (pairs: number) => ({
		seconds: await n8n.run(contender, pairs),
	});
	return [
		{ name: 'Floor: bare fetch', measure: inWorker('bareFetch', 'expressions') },
		{ name: FLOOR, measure: inWorker('helper', 'expressions') },
		{ name: 'This node, bare engine, literals', measure: inWorker('engine', 'literal') },
		{
			name: 'This node, bare engine, three expressions',
			measure: inWorker('engine', 'expressions'),
		},
		{ name: 'This node, real n8n', most: 10_000, measure: inN8n('ours') },
		{
			name: "HubSpot's client, batches, one after the other",
			most: 100_000,
			measure: inWorker('client', 'expressions'),
		},
		{
			name: "n8n's HTTP Request node, one DELETE a pair",
			most: 1_000,
			measure: inN8n('httpRequest'),
		},
		{
			name: "HubSpot's client, one call a pair",
			most: 10_000,
			measure: inWorker('clientOneByOne', 'expressions'),
		},
	];
}
