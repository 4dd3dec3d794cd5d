import fc from 'fast-check';
import type { INodeParameters } from 'n8n-workflow';

import { misbehave, randomly, type RecordedRequest } from '../../hubspot';
import { objectType, startFixture } from '../fixture';
import type * as fastTime from '../fastTime';
import { whatIsWrong } from './check';
import { IS_LONG, randomRuns, runParameters, timeFor } from '../../randomRuns';
import { OPERATIONS, scenario, type Scenario } from './scenario';
import { buildWorld, jsonOf, typeOf, type World } from './world';

jest.mock('n8n-workflow', () => jest.requireActual<typeof fastTime>('../fastTime').withFastTime());
jest.mock('../../../nodes/HubspotAssociations/transport/deadline', () =>
	jest.requireActual<typeof fastTime>('../fastTime').withRealDeadlines(),
);

/** An ID of the batch for which HubSpot refuses it as a whole, and how its errors name it. */
function badOf({ hubspot, operation }: Scenario, world: World, { body, path }: RecordedRequest) {
	const { inputs = [] } = body as { inputs?: Array<Record<string, unknown>> };
	for (const input of inputs) {
		if (operation === 'deleteLimits') {
			const bad = hubspot.bad.map((number) => typeOf(world, number % 3));
			const type = bad.find(({ category, typeId }) => {
				return category === input.category && typeId === input.typeId;
			});
			if (type) return { category: [type.category], typeId: [String(type.typeId)] };
		} else {
			const [from, to] = [input.from, input.to].map(
				(records) => [records].flat() as Array<{ id: string }>,
			);
			const isReversed = path.includes('/companies/contacts/');
			const bad = (isReversed ? to : from).find(({ id }) => hubspot.bad.includes(Number(id)));
			if (bad) return { [isReversed ? 'toObjectId' : 'fromObjectId']: [bad.id] };
		}
	}
	return undefined;
}

/** Requests that a dry run must not send. */
const writesOf = (requests: RecordedRequest[]) =>
	requests
		.filter(({ method, path }) => method !== 'GET' && !/\/(read|token)$/.test(path))
		.map(({ path }) => `A dry run sent a request to ${path}`);

/** Runs a scenario on n8n's engine against a local HubSpot; returns what is wrong with what came of it. */
async function play(one: Scenario): Promise<string[]> {
	const world = buildWorld(one);
	const { archiveLimit, readLimit, readPageSize, numericIds, named, share, kinds, seed } =
		one.hubspot;
	const { ignoresOtherSide } = one.hubspot;
	const fixture = await startFixture({
		account: world.account,
		batchLimits: { archive: archiveLimit, purge: archiveLimit, read: readLimit },
		readPageSize,
		numericIds,
		ignoredDirections: ignoresOtherSide ? ['0-2>0-1'] : [],
	});
	const { hubspot } = fixture;
	misbehave(hubspot, randomly(seed, share, kinds), seed);
	const { intercept } = hubspot;
	hubspot.intercept = async (request, perform) => {
		if (/(archive|purge)$/.test(request.path)) {
			const context = badOf(one, world, request);
			const body = { status: 'error', message: 'One of them is bad', ...(named && { context }) };
			if (context !== undefined) return { status: 400, body };
		}
		// Where the labels cannot be read, nobody knows which items are refused for theirs: a test of its own.
		if (one.operation !== 'deleteLimits' && request.method === 'GET') return undefined;
		return await intercept?.(request, perform);
	};

	const parameters: INodeParameters = {
		...OPERATIONS[one.operation],
		apiVersion: one.apiVersion,
		fromObjectType: objectType('contacts'),
		toObjectType: objectType('companies'),
		fromId: '={{ $json.contact }}',
		toIds: '={{ $json.companies }}',
		labels: one.operation === 'deleteAll' ? [] : '={{ $json.types }}',
		limits: '={{ $json.types }}',
		options: {
			batchSize: one.batchSize,
			concurrency: one.concurrency,
			output: one.isTool ? undefined : one.output,
			verify: one.verify,
			snapshot: one.snapshot,
			allowUnlabeled: one.allowUnlabeled,
			...(one.cheaperSide === 'default' ? {} : { cheaperSide: one.cheaperSide }),
			dryRun: one.dryRun,
		},
	};
	try {
		const result = await fixture.run(parameters, {
			items: one.items.map((item) => jsonOf(world, item)),
			onError: one.onError,
			isTool: one.isTool,
			credentials: fixture[one.credential],
		});
		// What HubSpot had yet to finish when the run stopped waiting for it.
		await hubspot.settled();
		const everything = JSON.stringify(result.run) + String(result.run.data.resultData.error?.stack);
		const secrets = hubspot.requests
			.map(({ headers }) => headers.authorization?.replace('Bearer ', ''))
			.concat(fixture.app.clientSecret, fixture.token)
			.filter((secret) => secret !== undefined);
		const shown = [...new Set(secrets)].filter((secret) => everything.includes(secret));
		return [
			...whatIsWrong(one, world.account, result),
			...(one.dryRun ? writesOf(hubspot.requests) : []),
			...shown.map((secret) => `The run shows the secret ${secret}`),
		];
	} finally {
		await hubspot.stop();
	}
}

const RUNS = randomRuns();

describe('the model', () => {
	it(
		`finds nothing lost, nothing wrong and nothing shown in ${RUNS} random runs`,
		async () => {
			let count = 0;
			await fc.assert(
				fc.asyncProperty(scenario, async (one) => {
					const wrong = await play(one);
					count++;
					if (IS_LONG && count % 100 === 0) {
						process.stderr.write(`${count} of ${RUNS}\r`);
					}
					expect(wrong).toEqual([]);
				}),
				runParameters(RUNS),
			);
		},
		timeFor(RUNS),
	);
});
