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
/** Ways in which a record may be associated again, or lose more than was asked for, are another model's. */
const NOT_DRAWN: readonly string[] = ['reassociates'];
const FRIEND = 50;
const TYPES = ['companies', 'deals'] as const;

const scenario = fc.record({
	apiVersion: fc.constantFrom(...VERSIONS),
	operation: fc.constantFrom('deleteAll', 'deleteAll', 'getAll'),
	isEveryType: fc.boolean(),
	/** Contact, type, record, and whether it is a friend. */
	associations: fc.array(
		fc.tuple(
			fc.integer({ min: 1, max: 3 }),
			fc.constantFrom(...TYPES),
			fc.integer({ min: 1, max: 5 }),
			fc.boolean(),
		),
		{ maxLength: 16 },
	),
	contacts: fc.uniqueArray(fc.integer({ min: 1, max: 3 }), { minLength: 1 }),
	keepIds: fc.array(fc.integer({ min: 1, max: 6 }), { maxLength: 2 }),
	keepsFriends: fc.boolean(),
	leaveAtLeastOne: fc.boolean(),
	maxDeletions: fc.option(fc.integer({ min: 0, max: 6 }), { nil: undefined }),
	lowestIdsFirst: fc.boolean(),
	dryRun: fc.constantFrom(false, false, false, true),
	share: fc.constantFrom(0, 0, 0.2, 0.5),
	kinds: fc.array(fc.constantFrom(...KINDS.filter((kind) => !NOT_DRAWN.includes(kind))), {
		minLength: 1,
		maxLength: 2,
	}),
	seed: fc.integer({ min: 0 }),
});

type Scenario = typeof scenario extends fc.Arbitrary<infer Value> ? Value : never;

function accountOf({ associations }: Scenario): Account {
	const account = new Account();
	for (const type of TYPES) {
		account.addLabel('contacts', type, {
			label: 'Friend',
			typeId: FRIEND,
			inverseTypeId: FRIEND + 1,
		});
	}
	for (const [contact, type, id, isFriend] of associations) {
		const types = isFriend ? [{ category: 'USER_DEFINED', typeId: FRIEND } as const] : [];
		account.associate('contacts', contact, type, id, types);
	}
	return account;
}

const typesOf = ({ isEveryType }: Scenario) => (isEveryType ? TYPES : TYPES.slice(0, 1));

/** Every association of the contacts that are named, and whether it has to stay. */
function expectedPairs(one: Scenario): Map<string, boolean> {
	const account = accountOf(one);
	const pairs = new Map<string, boolean>();
	for (const contact of one.contacts) {
		for (const type of typesOf(one)) {
			const ids = account.associatedIds('contacts', contact, type);
			const stays = ids.map((id) => {
				const isFriend = account
					.typesBetween('contacts', contact, type, id)
					.some(({ typeId }) => typeId === FRIEND);
				return (
					(!one.isEveryType && one.keepIds.includes(Number(id))) || (one.keepsFriends && isFriend)
				);
			});
			const isLeftAlone = one.leaveAtLeastOne && !stays.includes(true);
			ids.forEach((id, index) =>
				pairs.set(`${contact} ${type} ${id}`, isLeftAlone || stays[index]),
			);
		}
	}
	return pairs;
}

/** What the maximum lets through. */
function allowedBy(
	{ maxDeletions, lowestIdsFirst }: Scenario,
	pairs: Map<string, boolean>,
): number {
	const count = [...pairs.values()].filter((stays) => !stays).length;
	if (maxDeletions === undefined || count <= maxDeletions) return count;
	return lowestIdsFirst ? maxDeletions : 0;
}

/** Plays a scenario and returns what is wrong with what came of it. */
async function play(one: Scenario): Promise<string[]> {
	const account = accountOf(one);
	const fixture = await startFixture({ account });
	if (one.share > 0) misbehave(fixture.hubspot, randomly(one.seed, one.share, one.kinds), one.seed);
	const isThere = (pair: string) => {
		const [contact = '', type = '', id = ''] = pair.split(' ');
		return account.associatedIds('contacts', contact, type).includes(id);
	};
	try {
		const { operation, apiVersion, dryRun, maxDeletions, lowestIdsFirst } = one;
		const maximum = maxDeletions === undefined ? {} : { maxDeletions, lowestIdsFirst };
		const isDeletion = operation === 'deleteAll';
		const keepLabels = one.keepsFriends ? '={{ ["Friend"] }}' : [];
		const keeps = {
			keepIds: one.isEveryType ? '' : `={{ ${JSON.stringify(one.keepIds)} }}`,
			...{ keepLabels, leaveAtLeastOne: one.leaveAtLeastOne },
		};
		const { done, error } = await fixture.run(
			{
				...{ resource: 'association', operation },
				fromObjectType: objectType('contacts'),
				fromId: '={{ $json.contact }}',
				toObjectType: objectType(one.isEveryType ? '*' : 'companies'),
				...(isDeletion ? keeps : { returnAll: true }),
				options: { apiVersion, ...(isDeletion ? { dryRun, ...maximum } : {}) },
			},
			{
				items: one.contacts.map((contact) => ({ contact })),
				onError: 'continueRegularOutput',
			},
		);
		if (error !== undefined) return [`The run ended: ${error.message}`];
		const wrong: string[] = [];
		const expected = expectedPairs(one);
		const said = new Map<string, string>();
		for (const { json } of done) {
			if (json.toObjectId === undefined) continue;
			const pair = [json.fromObjectId, json.toObjectType, json.toObjectId].map(String).join(' ');
			if (said.has(pair)) wrong.push(`${pair} comes out twice`);
			said.set(pair, String(json.status));
		}
		const allowed = allowedBy(one, expected);
		let gone = 0;
		for (const [pair, stays] of expected) {
			const status = said.get(pair);
			const what = `${pair} is called ${status ?? 'nothing'}, there: ${isThere(pair)}, has to stay: ${stays}`;
			if (!isThere(pair)) gone++;
			if (one.share === 0 && status === undefined) wrong.push(what);
			if (!isThere(pair) && (stays || dryRun || !isDeletion)) wrong.push(what);
			const isRight = {
				found: !isDeletion,
				deleted: !isThere(pair) && !stays,
				kept: isThere(pair),
				wouldDelete: dryRun && !stays,
				// What HubSpot showed too late, or not at all.
				absent: isDeletion,
				failed: isDeletion,
				notSent: isDeletion && isThere(pair),
			}[status ?? 'failed'];
			if (isRight !== true && status !== undefined) wrong.push(what);
			if (stays && isDeletion && status !== undefined && status !== 'kept') wrong.push(what);
		}
		if (gone > allowed) wrong.push(`${gone} are gone, but ${allowed} were allowed`);
		if (one.share === 0 && isDeletion && !dryRun && gone !== allowed) {
			wrong.push(`${gone} are gone of ${allowed}`);
		}
		const others = accountOf(one);
		for (const pair of expected.keys()) {
			const [contact = '', type = '', id = ''] = pair.split(' ');
			if (!isThere(pair)) others.dissociate('contacts', contact, type, id);
		}
		const [now, shouldBe] = [account, others].map((each) => JSON.stringify(each.snapshot()));
		if (now !== shouldBe) wrong.push(`The account is ${now} but should be ${shouldBe}`);
		return wrong;
	} finally {
		await fixture.hubspot.stop();
	}
}

describeModel('the model of finding, keeping and the maximum', scenario, play);
