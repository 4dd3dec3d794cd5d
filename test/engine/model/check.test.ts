import { deleteParameters, startFixture } from '../fixture';
import { whatIsWrong } from './check';
import type { Scenario } from './scenario';
import { buildWorld, jsonOf, typeKey } from './world';

/** Contacts 1 to 3 are taken off company 1; company 2 is a bystander. */
const SCENARIO: Scenario = {
	...{ operation: 'delete', apiVersion: '2026-03', credential: 'accessToken', output: 'items' },
	isTool: false,
	onError: 'continueRegularOutput',
	labels: 1,
	associations: [
		[1, 1, []],
		[2, 1, [2]],
		[3, 1, []],
		[1, 2, [2]],
	],
	limits: [],
	items: [1, 2, 3].map((contact) => ({ contact, companies: [1], types: [0] })),
	...{ batchSize: 2, concurrency: 1, verify: false, snapshot: 'off' },
	...{ allowUnlabeled: true, cheaperSide: 'default', dryRun: false },
	hubspot: {
		...{ archiveLimit: 2000, readLimit: 1000, readPageSize: 500, numericIds: false },
		...{ ignoresOtherSide: false, bad: [], named: false, share: 0, kinds: [], seed: 1 },
	},
};

/** One run of it, of which nothing is wrong. */
async function play(scenario: Scenario) {
	const world = buildWorld(scenario);
	const fixture = await startFixture({ account: world.account });
	const parameters = deleteParameters({
		toIds: '={{ $json.companies }}',
		options: { output: scenario.output },
	});
	const result = await fixture.run(parameters, {
		items: scenario.items.map((item) => jsonOf(world, item)),
		onError: scenario.onError,
	});
	await fixture.hubspot.stop();
	return { account: world.account, result };
}

type Played = Awaited<ReturnType<typeof play>>;

const PLANTED: Array<[string, (played: Played) => void]> = [
	['an input that is lost', ({ result }) => result.done.pop()],
	['an input with two outcomes', ({ result }) => result.done.push(result.done[0])],
	[
		'an outcome of another item',
		({ result }) => (result.done[0] = { ...result.done[0], pairedItem: { item: 1 } }),
	],
	[
		'"deleted" of what is still there',
		({ account }) => account.associate('contacts', 1, 'companies', 1),
	],
	[
		'"failed" of what is gone',
		({ result }) => {
			result.done[2].json = { ...result.done[2].json, status: 'failed', error: { message: 'No' } };
		},
	],
	['a bystander that is gone', ({ account }) => account.dissociate('contacts', 1, 'companies', 2)],
	[
		'a bystander that nobody has put there',
		({ account }) => account.associate('contacts', 2, 'companies', 2),
	],
	['a run that ended', ({ result }) => Object.assign(result, { error: new Error('Over') })],
];

it.each(PLANTED)('the model sees %s', async (_, plant) => {
	const played = await play(SCENARIO);
	expect(whatIsWrong(SCENARIO, played.account, played.result)).toEqual([]);
	plant(played);
	expect(whatIsWrong(SCENARIO, played.account, played.result)).not.toEqual([]);
});

it('the model sees what is wrong with the only item of a tool', async () => {
	const scenario: Scenario = { ...SCENARIO, isTool: true, items: [SCENARIO.items[0]] };
	const world = buildWorld(scenario);
	const fixture = await startFixture({ account: world.account });
	const parameters = deleteParameters({
		toIds: '={{ $json.companies }}',
		options: { dryRun: false },
	});
	const items = scenario.items.map((item) => jsonOf(world, item));
	const result = await fixture.run(parameters, { items, isTool: true });
	await fixture.hubspot.stop();
	expect(whatIsWrong(scenario, world.account, result)).toEqual([]);
	const [{ json }] = result.done;
	for (const wrong of [{ items: [] }, { deleted: 2 }, { error: { message: 'No' } }]) {
		const done = [{ json: { ...json, ...wrong }, pairedItem: { item: 0 } }];
		expect(whatIsWrong(scenario, world.account, { ...result, done })).not.toEqual([]);
	}
});

it('the model sees a summary that counts what is not gone', async () => {
	const scenario: Scenario = { ...SCENARIO, output: 'summary' };
	const { account, result } = await play(scenario);
	expect(whatIsWrong(scenario, account, result)).toEqual([]);
	for (const wrong of [{ deleted: 4 }, { deleted: 2 }, { inputs: 2 }]) {
		const changed = [{ ...result.done[0], json: { ...result.done[0].json, ...wrong } }];
		expect(whatIsWrong(scenario, account, { ...result, done: changed })).not.toEqual([]);
	}
	account.associate('contacts', 1, 'companies', 1);
	expect(whatIsWrong(scenario, account, result)).not.toEqual([]);
});

it('the model lets a deleted pair be back where HubSpot associates by itself, and without labels only', async () => {
	const scenario: Scenario = {
		...SCENARIO,
		hubspot: { ...SCENARIO.hubspot, kinds: ['reassociates'] },
	};
	const { account, result } = await play(scenario);
	account.associate('contacts', 2, 'companies', 1);
	expect(whatIsWrong(scenario, account, result)).toEqual([]);
	account.associate('contacts', 2, 'companies', 1, [buildWorld(scenario).types[2]]);
	expect(whatIsWrong(scenario, account, result)).not.toEqual([]);
});

describe('of a set of labels that failed, the model sees', () => {
	/** Contact 2 loses one of two labels; the other one is refused. */
	const scenario: Scenario = {
		...SCENARIO,
		operation: 'deleteLabels',
		labels: 2,
		associations: [[2, 1, [2, 3]]],
		items: [{ contact: 2, companies: [1], types: [2, 3] }],
	};
	const reported = (message: string) => {
		const { account, types } = buildWorld(scenario);
		account.removeTypes('contacts', 2, 'companies', 1, [types[2]]);
		const json = {
			...{ status: 'failed', error: { message: message.replace('$', typeKey(types[3])) } },
			...{ fromObjectType: 'contacts', fromObjectId: '2' },
			...{ toObjectType: 'companies', toObjectId: '1', types: [types[2], types[3]] },
		};
		const done = [{ json, pairedItem: { item: 0 } }];
		return whatIsWrong(scenario, account, { done, failed: [] } as never);
	};

	it('nothing wrong where the message names what is left', () => {
		expect(reported('No. It was not done for $.')).toEqual([]);
		expect(reported('No. When read back from HubSpot, it was still there ($).')).toEqual([]);
	});

	it('a message that does not', () => {
		expect(reported('No.')).not.toEqual([]);
		expect(reported('No. It was not done for USER_DEFINED:9999.')).not.toEqual([]);
	});
});
