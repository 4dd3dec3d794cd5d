import fc from 'fast-check';

import { Account, MISBEHAVIOURS, misbehave, randomly } from '../../hubspot';
import { objectType, startFixture } from '../fixture';
import type * as fastTime from '../fastTime';
import { describeModel } from './describeModel';
import { VERSIONS } from '../versions';

jest.mock('n8n-workflow', () => jest.requireActual<typeof fastTime>('../fastTime').withFastTime());
jest.mock('../../../nodes/HubspotAssociations/transport/deadline', () =>
	jest.requireActual<typeof fastTime>('../fastTime').withRealDeadlines(),
);

const KINDS = Object.keys(MISBEHAVIOURS) as Array<keyof typeof MISBEHAVIOURS>;
const IDS = [50, 52, 54, 56];

const scenario = fc.record({
	apiVersion: fc.constantFrom(...VERSIONS),
	labels: fc.subarray(IDS),
	/** Which are to be deleted; some of them do not exist. */
	items: fc.array(fc.constantFrom(...IDS), { minLength: 1, maxLength: 5 }),
	verify: fc.boolean(),
	snapshot: fc.constantFrom('default', 'complete', 'off'),
	dryRun: fc.constantFrom(false, false, false, true),
	share: fc.constantFrom(0.3, 0.6, 0.9),
	kinds: fc.array(fc.constantFrom(...KINDS), { minLength: 1, maxLength: 3 }),
	seed: fc.integer({ min: 0 }),
});

type Scenario = typeof scenario extends fc.Arbitrary<infer Value> ? Value : never;

function accountOf({ labels }: Scenario): Account {
	const account = new Account();
	labels.forEach((typeId, index) => {
		const inverse = index % 2 === 0 ? { inverseLabel: `Inverse ${typeId}` } : {};
		const label = { label: `Label ${typeId}`, typeId, inverseTypeId: typeId + 1, ...inverse };
		const { from } = account.addLabel('contacts', 'companies', label);
		account.associate('contacts', index + 1, 'companies', 1, [from]);
	});
	return account;
}

/** Plays a scenario and returns what is wrong with what came of it. */
async function play(one: Scenario): Promise<string[]> {
	const account = accountOf(one);
	const fixture = await startFixture({ account });
	misbehave(fixture.hubspot, randomly(one.seed, one.share, one.kinds), one.seed);
	const isThere = (typeId: number) =>
		account.findType('contacts', 'companies', { category: 'USER_DEFINED', typeId }) !== undefined;
	try {
		const { apiVersion, verify, snapshot, dryRun } = one;
		const { done, error } = await fixture.run(
			{
				...{ resource: 'associationLabel', operation: 'delete', apiVersion },
				fromObjectType: objectType('contacts'),
				toObjectType: objectType('companies'),
				label: '={{ $json.label }}',
				options: { verify, snapshot, dryRun },
			},
			{
				items: one.items.map((typeId) => ({ label: `USER_DEFINED:${typeId}` })),
				onError: 'continueRegularOutput',
			},
		);
		const wrong: string[] = error === undefined ? [] : [`The run ended: ${error.message}`];
		if (done.length !== one.items.length) wrong.push(`${done.length} outcomes`);
		const expected = accountOf(one);
		done.forEach(({ json, pairedItem }) => {
			const typeId = one.items[(pairedItem as { item: number }).item];
			const { message = '' } = (json.error ?? {}) as { message?: string };
			const what = `${typeId} is called ${String(json.status)} (${message}), there: ${isThere(typeId)}`;
			const had = one.labels.includes(typeId);
			const isUnknown = message.includes('is unknown');
			const isRight = {
				deleted: !isThere(typeId) && !dryRun,
				wouldDelete: isThere(typeId) && dryRun,
				absent: !had,
				failed: isUnknown || isThere(typeId) === had,
				notSent: isThere(typeId) === had,
			}[String(json.status)];
			if (isRight !== true) wrong.push(what);
			const type = { category: 'USER_DEFINED', typeId } as const;
			const definition = expected.findType('contacts', 'companies', type);
			if (definition && !isThere(typeId)) expected.deleteLabel(definition);
		});
		const [now, shouldBe] = [account, expected].map((each) => JSON.stringify(each.snapshot()));
		if (now !== shouldBe) wrong.push(`The account is ${now} but should be ${shouldBe}`);
		return wrong;
	} finally {
		await fixture.hubspot.stop();
	}
}

describeModel('the model of deleting labels', scenario, play);
