import { execa } from 'execa';

import { PROJECT } from '../n8n/paths';
import type { BenchJob, Measured, Shape } from './contenders/job';
import type { Contender } from './contenders/worker';
import type { Measurement } from './measurement';
import type { N8nContender, RealN8n } from './realN8n';

/** Somebody who is measured with pairs that lie in one way. */
export interface Entry {
	who: string;
	shape: Shape;
	/** Who sends one request a pair would take hours for many, and some things only fit so many: no more than that. */
	most?: number;
	measure: (
		pairs: number,
	) => Promise<
		Omit<Measurement, 'who' | 'shape' | 'pairs' | 'requests' | 'reads' | 'refused'> & Start
	>;
}

interface Start {
	/** Requests from then on are those of the work, in milliseconds since 1970. */
	startedAt: number;
}

/** Whom the tables name. */
export const WHO = {
	fetch: 'Floor: bare fetch',
	helper: "Floor: n8n's request helper",
	engine: 'This node, bare engine',
	items: "n8n's engine with the same items, doing nothing",
	n8n: 'This node, real n8n',
	n8nItems: 'A real n8n with the same items, doing nothing',
	httpRequest: "n8n's HTTP Request node, one DELETE a pair",
	client: "HubSpot's client, batches",
	clientOneByOne: "HubSpot's client, one call a pair",
} as const;

/** Where everybody sends their requests, and how. */
export interface Arena {
	url: string;
	token: string;
	/** Where a real n8n takes part. */
	n8n?: RealN8n;
	/** Whether HubSpot's limit is on; then everybody keeps to it. */
	isThrottled: boolean;
}

/** Everybody who can be measured, by a short name. */
export function entriesIn({ n8n, isThrottled, ...account }: Arena) {
	/** In a process of its own. */
	const inWorker =
		(contender: Contender, who: string, most?: number, readsFirst?: boolean) =>
		(shape: Shape): Entry => ({
			...{ who, shape, most },
			measure: async (pairs) => {
				const job: BenchJob = {
					...{ ...account, pairs, shape, isThrottled, warmUp: !isThrottled },
					...{ batchSize: 100, concurrency: 5, readsFirst },
				};
				const script = 'test/bench/contenders/worker.ts';
				const { stdout } = await execa(
					'node',
					['--max-old-space-size=8192', '--import', 'tsx', script, contender, JSON.stringify(job)],
					{ cwd: PROJECT },
				);
				return JSON.parse(stdout) as Measured;
			},
		});
	const inN8n = (contender: N8nContender, who: string, most: number) => (): Entry => ({
		...{ who, shape: 'expressions', most },
		measure: async (pairs) => {
			const startedAt = Date.now();
			if (n8n === undefined) throw new Error(`${who} needs a real n8n`);
			return { startedAt, ...(await n8n.run(contender, pairs, { isThrottled })) };
		},
	});
	return {
		fetch: inWorker('bareFetch', WHO.fetch),
		helper: inWorker('helper', WHO.helper),
		engine: inWorker('engine', WHO.engine),
		engineReadingFirst: inWorker('engine', WHO.engine, undefined, true),
		items: inWorker('items', WHO.items),
		n8n: inN8n('ours', WHO.n8n, 100_000),
		n8nItems: inN8n('nothing', WHO.n8nItems, 100_000),
		httpRequest: inN8n('httpRequest', WHO.httpRequest, 1_000),
		client: inWorker('client', WHO.client, 100_000),
		clientOneByOne: inWorker('clientOneByOne', WHO.clientOneByOne, isThrottled ? 1_000 : 10_000),
	};
}
