import fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';

import { Account, type AssociationType, MISBEHAVIOURS, misbehave, randomly } from '../../hubspot';
import { startFixture } from '../fixture';
import type * as fastTime from '../fastTime';
import { describeModel } from './describeModel';
import { VERSIONS } from '../versions';

jest.mock('n8n-workflow', () => jest.requireActual<typeof fastTime>('../fastTime').withFastTime());
jest.mock('../../../nodes/HubspotAssociations/transport/deadline', () =>
	jest.requireActual<typeof fastTime>('../fastTime').withRealDeadlines(),
);

const KINDS = Object.keys(MISBEHAVIOURS) as Array<keyof typeof MISBEHAVIOURS>;

/** What was removed between two records: numbers of labels, on top of the unlabeled type. */
const pair = fc.record({
	contact: fc.integer({ min: 1, max: 5 }),
	company: fc.integer({ min: 1, max: 3 }),
	labels: fc.array(fc.nat(1), { maxLength: 2 }),
});

const scenario = fc.record({
	apiVersion: fc.constantFrom(...VERSIONS),
	removed: fc.array(pair, { minLength: 1, maxLength: 8 }),
	/** Associations that are there. */
	kept: fc.array(pair, { maxLength: 4 }),
	/** Contacts that are gone. */
	gone: fc.array(fc.integer({ min: 1, max: 5 }), { maxLength: 1 }),
	batchSize: fc.integer({ min: 1, max: 6 }),
	concurrency: fc.integer({ min: 1, max: 3 }),
	verify: fc.boolean(),
	dryRun: fc.constantFrom(false, false, false, true),
	createLimit: fc.constantFrom(2000, 2, 1),
	share: fc.constantFrom(0.1, 0.3, 0.6),
	kinds: fc.array(fc.constantFrom(...KINDS), { minLength: 1, maxLength: 3 }),
	seed: fc.integer({ min: 0 }),
});

type Scenario = typeof scenario extends fc.Arbitrary<infer Value> ? Value : never;

const UNLABELED: AssociationType = { category: 'HUBSPOT_DEFINED', typeId: 279 };
const key = ({ category, typeId }: AssociationType) => `${category}:${typeId}`;

function world({ kept, gone }: Scenario): { account: Account; labels: AssociationType[] } {
	const account = new Account();
	account.addRecords('companies', [1, 2, 3]);
	account.addRecords('contacts', [1, 2, 3, 4, 5]);
	const labels = ['Friend', 'Boss'].map(
		(label) => account.addLabel('contacts', 'companies', { label }).from,
	);
	for (const { contact, company, labels: numbers } of kept) {
		const types = numbers.map((number) => labels[number]);
		account.associate('contacts', contact, 'companies', company, types);
	}
	for (const contact of gone) account.deleteRecord('contacts', contact);
	return { account, labels };
}

/** Plays a scenario and returns what is wrong with what came of it. */
async function play(one: Scenario): Promise<string[]> {
	const { account, labels } = world(one);
	const fixture = await startFixture({ account, batchLimits: { create: one.createLimit } });
	misbehave(fixture.hubspot, randomly(one.seed, one.share, one.kinds), one.seed);
	const items = one.removed.map(({ contact, company, labels: numbers }): IDataObject => ({
		...{ status: 'deleted', fromObjectType: 'contacts', fromObjectId: String(contact) },
		...{ toObjectType: 'companies', toObjectId: String(company) },
		removed: [UNLABELED, ...numbers.map((number) => labels[number])] as never,
	}));
	const present = (from: unknown, to: unknown) =>
		account.typesBetween('contacts', String(from), 'companies', String(to)).map(key);
	try {
		const { batchSize, concurrency, verify, dryRun, apiVersion } = one;
		const { done, error } = await fixture.run(
			{
				...{ resource: 'association', operation: 'restore', itemsToRestore: '={{ $json }}' },
				...{ apiVersion, options: { batchSize, concurrency, verify, dryRun } },
			},
			{ items, onError: 'continueRegularOutput' },
		);
		await fixture.hubspot.settled();
		const wrong: string[] = error === undefined ? [] : [`The run ended: ${error.message}`];
		if (done.length !== items.length) wrong.push(`${items.length} items, ${done.length} outcomes`);

		const expected = world(one);
		done.forEach(({ json, pairedItem }) => {
			const { item } = pairedItem as { item: number };
			const { fromObjectId, toObjectId, removed } = items[item];
			const wanted = (removed as unknown as AssociationType[]).map(key);
			const is = present(fromObjectId, toObjectId);
			const isThere = wanted.every((type) => is.includes(type));
			const { message = '' } = (json.error ?? {}) as { message?: string };
			const what = `${String(fromObjectId)}>${String(toObjectId)} is called ${String(json.status)} (${message}), has ${is.join()}`;
			const isSaidThere = json.status === 'restored' || json.status === 'present';
			if (json.status === 'absent') wrong.push(what);
			if (isSaidThere ? !isThere : isThere && !message.includes('is unknown')) {
				// Another item may have brought it back, or it was never away.
				const before = world(one).account.typesBetween(
					'contacts',
					String(fromObjectId),
					'companies',
					String(toObjectId),
				);
				const wasThere = wanted.every((type) => before.map(key).includes(type));
				if (isSaidThere || !wasThere) wrong.push(what);
			}
			for (const type of (json.types as AssociationType[] | undefined) ?? []) {
				if (!is.includes(key(type))) continue;
				expected.account.associate(
					'contacts',
					String(fromObjectId),
					'companies',
					String(toObjectId),
					[type],
				);
			}
		});
		const [now, shouldBe] = [account, expected.account].map((each) =>
			JSON.stringify(each.snapshot()),
		);
		if (now !== shouldBe) wrong.push(`The account is ${now} but should be ${shouldBe}`);
		return wrong;
	} finally {
		await fixture.hubspot.stop();
	}
}

describeModel('the model of Restore', scenario, play);
