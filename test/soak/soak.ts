import { parseArgs } from 'node:util';

import Table from 'cli-table3';
import { Listr } from 'listr2';
import type { IDataObject } from 'n8n-workflow';

import {
	Account,
	LocalHubspot,
	misbehave,
	MISBEHAVIOURS,
	type Misbehaviour,
	randomly,
} from '../hubspot';
import { startWorker } from './startWorker';

/** As many companies has a contact of the first part. They go in few, large requests. */
const COMPANIES = 100;

/**
 * This part of the pairs is of contacts with one company each, 100 a request: a run of few requests might meet nothing
 * that misbehaves.
 */
const SINGLE = 0.1;

const { values } = parseArgs({
	options: {
		pairs: { type: 'string', default: '100000' },
		share: { type: 'string', default: '0.1' },
		seed: { type: 'string', default: String(Date.now() % 100_000) },
	},
});
const crowded = Math.ceil((Number(values.pairs) * (1 - SINGLE)) / COMPANIES);
const single = Math.ceil(Number(values.pairs) * SINGLE);
const pairs = crowded * COMPANIES + single;
const seed = Number(values.seed);

/**
 * What is left out, because nothing could be told from the rest of the run: refusals that are about every request,
 * after which a run sends nothing more, and pairs that come back after they were deleted.
 */
const LEFT_OUT: readonly Misbehaviour[] = [
	'malformedBody',
	'objectTypeUnknown',
	'permissionMissing',
	'reassociates',
	'scopesMissing',
];
const DRAWN = (Object.keys(MISBEHAVIOURS) as Misbehaviour[]).filter(
	(kind) => !LEFT_OUT.includes(kind),
);

const PARAMETERS = {
	resource: 'association',
	operation: 'delete',
	fromObjectType: { __rl: true, mode: 'id', value: 'contacts' },
	fromId: { __rl: true, mode: 'id', value: '={{ $json.contact }}' },
	toObjectType: { __rl: true, mode: 'id', value: 'companies' },
	toIds: '={{ $json.companies }}',
};

interface Stage {
	/** How often HubSpot misbehaved. */
	misbehaved: number;
	hubspot: LocalHubspot;
	token: string;
	outcomes: IDataObject[];
	seconds: number;
}

const shared = Array.from({ length: COMPANIES }, (_, index) => index + 1);

const items = Array.from({ length: crowded + single }, (_, index) => ({
	contact: index + 1,
	companies: index < crowded ? shared : [COMPANIES + 1 + index],
}));

/** An account in which every contact is associated with the companies of its item. */
function fullAccount(): Account {
	const account = new Account();
	for (const { contact, companies } of items) {
		for (const company of companies) account.associate('contacts', contact, 'companies', company);
	}
	return account;
}

/** Compares what the run said with what the account holds. */
function verdict({ hubspot: { account }, outcomes }: Stage) {
	const counts = { deleted: 0, absent: 0, stillThere: 0, unknown: 0, notSent: 0, wrong: 0 };
	const answered = new Set<string>();
	for (const { status, fromObjectId, toObjectId, error } of outcomes) {
		const [from, to] = [String(fromObjectId), String(toObjectId)];
		answered.add(`${from} ${to}`);
		const isThere = account.typesBetween('contacts', from, 'companies', to).length > 0;
		const isUnknown = String((error as IDataObject | undefined)?.message).includes('is unknown');
		const isSaidGone = status === 'deleted' || status === 'absent';
		if (status === 'deleted') counts.deleted++;
		else if (status === 'absent') counts.absent++;
		else if (status === 'notSent') counts.notSent++;
		else if (isUnknown) counts.unknown++;
		else counts.stillThere++;
		if (!isUnknown && isThere === isSaidGone) counts.wrong++;
	}
	return { lost: pairs - answered.size + (outcomes.length - answered.size), ...counts };
}

function report(stage: Stage): boolean {
	const counts = verdict(stage);
	const { requests } = stage.hubspot;
	const { misbehaved } = stage;
	const table = new Table({ style: process.stdout.isTTY ? {} : { head: [], border: [] } });
	table.push(
		['Pairs', pairs],
		['deleted', counts.deleted],
		// A read that showed nothing does not keep a pair from being sent.
		['absent', counts.absent],
		['failed, still there', counts.stillThere],
		['failed, said to be unknown', counts.unknown],
		['notSent', counts.notSent],
		['Requests', `${requests.length}, to ${misbehaved} of which HubSpot misbehaved`],
		['Seconds', stage.seconds.toFixed(0)],
		['Seed', seed],
		['LOST (without exactly one outcome)', counts.lost],
		['WRONG (not what the account holds)', counts.wrong],
	);
	console.log(table.toString());
	// A HubSpot that behaves would prove nothing.
	const hasMisbehaved = misbehaved > 0 || Number(values.share) === 0;
	// Neither would a run that gave up.
	const hasGoneOn = counts.notSent < pairs / 10;
	return counts.lost === 0 && counts.wrong === 0 && hasMisbehaved && hasGoneOn;
}

const stage = {} as Stage;
new Listr<Stage>(
	[
		{
			title: `Start a local HubSpot with ${pairs} associations, which misbehaves at ${Number(values.share) * 100} % of the requests`,
			task: async (context) => {
				context.hubspot = await LocalHubspot.start({
					account: fullAccount(),
					rateLimit: { max: 190 },
					// Most answers of HubSpot's association endpoints carry none.
					rateLimitHeaders: 'none',
				});
				context.token = context.hubspot.auth.addAccessToken();
				context.misbehaved = 0;
				const kindOf = randomly(seed, Number(values.share), DRAWN);
				misbehave(
					context.hubspot,
					(request, before) => {
						const kind = kindOf(request, before);
						if (kind !== undefined) context.misbehaved++;
						return kind;
					},
					seed,
				);
			},
		},
		{
			title: 'Delete them all in one run of the node, failures not stopping anything',
			task: async (context, task) => {
				const { url, requests } = context.hubspot;
				const started = Date.now();
				const progress = setInterval(() => {
					task.output = `${requests.length} requests, ${Math.round((Date.now() - started) / 1000)} s`;
				}, 5_000);
				context.outcomes = await startWorker({
					url,
					token: context.token,
					items,
					parameters: PARAMETERS,
				}).finally(() => clearInterval(progress));
				context.seconds = (Date.now() - started) / 1000;
				// What HubSpot had yet to finish.
				await new Promise((resolve) => setTimeout(resolve, 100));
			},
		},
	],
	{ ctx: stage },
)
	.run()
	.then(() => {
		if (!report(stage))
			throw new Error(
				`Something was lost or wrong, nothing misbehaved, or the run gave up. Seed: ${seed}`,
			);
		console.log('Nothing lost, nothing wrong.');
	})
	.catch((error: unknown) => {
		console.error(error instanceof Error ? error.message : error);
		process.exitCode = 1;
	})
	.finally(() => void stage.hubspot?.stop());
