import fc from 'fast-check';
import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { Account, MISBEHAVIOURS, misbehave, randomly } from '../../hubspot';
import { byId, objectType, startFixture } from '../fixture';
import type * as fastTime from '../fastTime';
import { describeModel } from './describeModel';
import { VERSIONS } from '../versions';

jest.mock('n8n-workflow', () => jest.requireActual<typeof fastTime>('../fastTime').withFastTime());
jest.mock('../../../nodes/HubspotAssociations/transport/deadline', () =>
	jest.requireActual<typeof fastTime>('../fastTime').withRealDeadlines(),
);

const KINDS = Object.keys(MISBEHAVIOURS) as Array<keyof typeof MISBEHAVIOURS>;

/** E-mail addresses as items give them, and the contact that each means; none where no contact or several have it. */
const EMAILS: Record<string, string | undefined> = {
	'ada@example.com': '1',
	' ADA@example.com': '1',
	'countess@example.com': '1',
	'bob@example.com': '2',
	'twins@example.com': undefined,
	'nobody@example.com': undefined,
};

/** The same for the codes of companies. */
const CODES: Record<string, string | undefined> = {
	'A, 1': '1',
	'https://x/2': '2',
	'3': '3',
	' 3 ': '3',
	'no such code': undefined,
	'1': undefined,
};

const page = (rest: string) => `https://app-eu1.hubspot.com/contacts/12345678/${rest}`;

/** The same where contacts are given by their IDs or pages. */
const CONTACTS: Record<string, string | undefined> = {
	'1': '1',
	[page('record/0-1/1')]: '1',
	[page('contact/2?a=b')]: '2',
	[page('record/0-2/1')]: undefined,
	[page('tasks')]: undefined,
};

/** The same for companies. */
const COMPANIES: Record<string, string | undefined> = {
	'1': '1',
	[page('record/0-2/2')]: '2',
	[page('company/3/')]: '3',
	[page('deal/3')]: undefined,
};

const nameIn = (names: Record<string, string | undefined>) =>
	fc.constantFrom(...Object.keys(names));

const scenario = fc.record({
	apiVersion: fc.constantFrom(...VERSIONS),
	operation: fc.constantFrom('delete', 'delete', 'deleteAll'),
	byEmail: fc.boolean(),
	byCode: fc.boolean(),
	associations: fc.uniqueArray(fc.tuple(fc.constantFrom(1, 2, 3, 4), fc.constantFrom(1, 2, 3, 4)), {
		minLength: 4,
		maxLength: 16,
		selector: String,
	}),
	items: fc.array(
		fc.record({
			email: nameIn(EMAILS),
			contact: nameIn(CONTACTS),
			codes: fc.uniqueArray(nameIn(CODES), { minLength: 1, maxLength: 3 }),
			companies: fc.uniqueArray(nameIn(COMPANIES), { minLength: 1, maxLength: 3 }),
		}),
		{ minLength: 1, maxLength: 6 },
	),
	concurrency: fc.constantFrom(1, 3),
	snapshot: fc.constantFrom('default', 'off'),
	dryRun: fc.constantFrom(false, false, false, true),
	share: fc.constantFrom(0, 0, 0.3, 0.6),
	kinds: fc.array(fc.constantFrom(...KINDS), { minLength: 1, maxLength: 3 }),
	seed: fc.integer({ min: 0 }),
});

type Scenario = typeof scenario extends fc.Arbitrary<infer Value> ? Value : never;

function accountOf({ associations }: Scenario): Account {
	const account = new Account();
	account.addProperty('companies', { name: 'code', label: 'Code', hasUniqueValue: true });
	account.addRecord('contacts', 1, {
		...{ email: 'ada@example.com', hs_additional_emails: 'countess@example.com' },
	});
	account.addRecord('contacts', 2, { email: 'bob@example.com' });
	for (const twin of [3, 4]) account.addRecord('contacts', twin, { email: 'twins@example.com' });
	account.addRecord('companies', 1, { code: 'A, 1' });
	account.addRecord('companies', 2, { code: 'https://x/2' });
	account.addRecord('companies', 3, { code: '3' });
	account.addRecord('companies', 4);
	for (const [contact, company] of associations) {
		account.associate('contacts', contact, 'companies', company);
	}
	return account;
}

/** What an item means: its pairs, as often as it says them; undefined where one of its records is not clear. */
function meantBy(
	{ operation, byEmail, byCode, associations }: Scenario,
	{ email, contact, codes, companies }: Scenario['items'][number],
): string[] | undefined {
	const from = byEmail ? EMAILS[email] : CONTACTS[contact];
	if (from === undefined) return undefined;
	if (operation === 'deleteAll') {
		return associations.filter(([one]) => String(one) === from).map((pair) => pair.join('>'));
	}
	// Blanks around a value make it no other one.
	const given = byCode ? [...new Set(codes.map((code) => code.trim()))] : companies;
	const to = given.map((name) => (byCode ? CODES[name] : COMPANIES[name]));
	const isClear = to.every((id) => id !== undefined);
	return isClear ? to.map((id) => `${from}>${id}`) : undefined;
}

/** Plays a scenario and returns what is wrong with what came of it. */
async function play(one: Scenario): Promise<string[]> {
	const account = accountOf(one);
	const fixture = await startFixture({ account, rateLimit: { max: 100_000 } });
	misbehave(fixture.hubspot, randomly(one.seed, one.share, one.kinds), one.seed);
	const pairs = () =>
		account.associations('contacts', 'companies').map(({ fromId, toId }) => `${fromId}>${toId}`);
	const before = pairs();
	const { apiVersion, operation, byEmail, byCode, concurrency, snapshot, dryRun } = one;
	const options: INodeParameters = { concurrency, snapshot, dryRun };
	if (byEmail) options.fromIdProperty = 'email';
	if (byCode && operation === 'delete') options.toIdProperty = 'code';
	try {
		const { done, error } = await fixture.run(
			{
				...{ resource: 'association', operation, apiVersion, options },
				fromObjectType: objectType('contacts'),
				fromId: byId(byEmail ? '={{ $json.email }}' : '={{ $json.contact }}'),
				toObjectType: objectType('companies'),
				...(operation === 'delete'
					? { toIds: byCode ? '={{ $json.codes }}' : '={{ $json.companies }}' }
					: {}),
			},
			{ items: one.items as unknown as IDataObject[], onError: 'continueRegularOutput' },
		);
		await fixture.hubspot.settled();
		const wrong: string[] = error === undefined ? [] : [`The run ended: ${error.message}`];
		const after = pairs();
		const meant = one.items.map((item) => meantBy(one, item));

		const allowed = new Set(dryRun ? [] : meant.flat());
		for (const pair of before) {
			if (!after.includes(pair) && !allowed.has(pair)) wrong.push(`${pair} is gone`);
		}
		for (const pair of after) if (!before.includes(pair)) wrong.push(`${pair} has come`);

		one.items.forEach((item, index) => {
			const own = done.filter(({ pairedItem }) => (pairedItem as { item: number }).item === index);
			const expected = meant[index];
			const what = `Item ${index} (${JSON.stringify(item)}) came out as ${JSON.stringify(own.map(({ json }) => json))}`;
			const statuses = own.map(({ json }) => String(json.status));
			const isRefused = statuses.every((status) => status === 'failed' || status === 'notSent');
			if (own.length === 0) wrong.push(what);
			else if (expected === undefined) {
				// In the words of the item where HubSpot answered; a look-up that failed leaves each of its inputs unsent.
				const isOne = own.length === 1;
				if (!isRefused || (one.share === 0 && !isOne)) wrong.push(what);
			} else if (one.share === 0) {
				const none = operation === 'deleteAll' && expected.length === 0;
				const got = own.map(
					({ json }) => `${String(json.fromObjectId)}>${String(json.toObjectId)}`,
				);
				const isRight = none
					? statuses.join() === 'absent'
					: [...got].sort().join() === [...expected].sort().join() &&
						statuses.every((status) =>
							['deleted', 'absent', ...(dryRun ? ['wouldDelete'] : [])].includes(status),
						);
				if (!isRight) wrong.push(what);
				if (!dryRun) for (const pair of expected) if (after.includes(pair)) wrong.push(what);
			}
			for (const { json } of own) {
				const pair = `${String(json.fromObjectId)}>${String(json.toObjectId)}`;
				const isSaidGone = json.status === 'deleted';
				const mayBeBack = one.kinds.includes('reassociates');
				if (isSaidGone && (dryRun || !expected?.includes(pair))) wrong.push(what);
				if (isSaidGone && after.includes(pair) && !mayBeBack) wrong.push(what);
				const isUntouched = json.status === 'notSent' && before.includes(pair);
				const others = done.filter((other) => other.json.status !== 'notSent');
				const isMeantElsewhere = others.some(
					(other) =>
						other.json.fromObjectId === json.fromObjectId &&
						other.json.toObjectId === json.toObjectId,
				);
				if (isUntouched && !after.includes(pair) && !isMeantElsewhere) wrong.push(what);
			}
		});
		return wrong;
	} finally {
		await fixture.hubspot.stop();
	}
}

describeModel('the model of records by pages and properties', scenario, play);
