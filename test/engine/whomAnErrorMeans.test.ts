import type { IDataObject } from 'n8n-workflow';

import {
	associateWithCompany,
	deleteLabelsParameters,
	deleteParameters,
	type Fixture,
	objectType,
	startFixture,
} from './fixture';
import type * as fastSleep from './fastSleep';

jest.mock('n8n-workflow', () =>
	jest.requireActual<typeof fastSleep>('./fastSleep').withFastSleep(),
);

let fixture: Fixture;
beforeEach(async () => {
	fixture = await startFixture({ rateLimit: { max: 100_000 } });
});
afterEach(async () => await fixture.hubspot.stop());

const onError = 'continueRegularOutput';
const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1);
const messageOf = (json: IDataObject) => (json.error as { message: string } | undefined)?.message;

interface Sent {
	inputs: Array<{
		from: { id: string };
		types?: Array<{ associationCategory: string; associationTypeId: number }>;
	}>;
}

/** HubSpot does not delete anything of these contacts, deletes the rest, and explains it with these errors. */
function refuse(contacts: number[], errors: unknown[]) {
	fixture.hubspot.intercept = async ({ path, body }, perform) => {
		if (!path.endsWith('/archive')) return undefined;
		const { inputs } = body as Sent;
		await perform({ inputs: inputs.filter(({ from: { id } }) => !contacts.includes(Number(id))) });
		const times = { startedAt: 'x', completedAt: 'x' };
		const numErrors = errors.length;
		return { status: 207, body: { status: 'COMPLETE', results: [], ...times, numErrors, errors } };
	};
}

const error = (message: unknown, more: object = {}) => ({
	status: 'error',
	category: 'VALIDATION_ERROR',
	message,
	...more,
});
const inContext = (context: unknown) => error('Some are not valid', { context });
const ids = (...texts: string[]) => inContext({ INVALID_OBJECT_IDS: texts });

describe('what an answer says of records is never taken for more or less than it says', () => {
	it.each<[string, number[], unknown[]]>([
		['two texts', [12, 13], [ids('CONTACT=13 is not valid', 'CONTACT=12 is not valid')]],
		['two in a text, the later first', [12, 13], [ids('CONTACT=13, CONTACT=12 are not valid')]],
		['semicolons', [12, 13], [ids('CONTACT=12;13 are not valid')]],
		['bars', [12, 13], [ids('CONTACT=12|CONTACT=13')]],
		['an ID each', [12, 13], [ids('contact id 12 and id 13')]],
		['a text of IDs', [12, 13], [inContext({ fromObjectId: '12, 13' })]],
		['JSON in a text', [12, 13], [inContext({ fromObjectId: '["12","13"]' })]],
		['numbers, texts and null', [12, 13], [inContext({ fromObjectId: [12, '13', null] })]],
		['null', [12, 13], [inContext({ fromObjectId: null })]],
		['null beside the other side', [12], [inContext({ fromObjectId: null, toObjectId: ['10'] })]],
		['an object', [12], [inContext({ fromObjectId: { id: '12' } })]],
		['an object type that is a text', [7], [inContext({ objectId: ['7'], objectType: 'CONTACT' })]],
		['the ID of an object type', [7], [inContext({ objectId: ['7'], objectTypeId: ['0-1'] })]],
		['more that are not named', [13, 20], [ids('CONTACT=13 and 5 more are not valid')]],
		['others that are not named', [13, 20], [ids('CONTACT=13 and 5 others are not valid')]],
		['further contacts', [13, 20], [ids('CONTACT=13, 5 further contacts are not valid')]],
		['a count', [13, 20], [error('Contacts: 2 of 40 inputs failed')]],
		['a count of each', [13, 20], [ids('CONTACT=13 failed with 1 other of 40')]],
		['attempts', [12], [ids('CONTACT=12 is not valid after 5 attempts')]],
		['seconds', [12], [error('Contact 12 timed out, contact: 5 seconds')]],
		['another number', [12], [ids('CONTACT=12 is locked by process 5')]],
		[
			'another number after an ID',
			[12],
			[inContext({ fromObjectId: ['12 is held by process 5'] })],
		],
		['a reason', [12], [ids('CONTACT=12 is not valid because CONTACT=13 is its parent')]],
		['a purpose', [12], [ids('CONTACT=12 is not valid for CONTACT=13')]],
		['a reason in a message', [12], [error('Contact 12 was merged into contact 13')]],
		['a reason for several', [12, 14], [error('Contacts 12 and 14 were merged into contact 13')]],
		['a number of others in brackets', [13, 20], [ids('CONTACT=13 (+5)')]],
		[
			'more in the message than in the context',
			[13, 20],
			[error('Contact 13 and 5 more are gone', { context: { fromObjectId: ['13'] } })],
		],
		[
			'others in the message only',
			[13, 20],
			[error('These and others are gone', { context: { fromObjectId: ['13'] } })],
		],
		['a range', [12, 13, 14], [ids('CONTACT=12 - CONTACT=14 are not valid')]],
		['a range in a message', [12, 13, 14], [error('Contacts 12 to 14 are gone')]],
		['others in a message', [13, 20], [error('Contact 13 and others are gone')]],
		['more in a message', [13, 20], [error('Contact 13 and 5 more are gone')]],
		['one or more', [12], [error('One or more contacts are not valid: CONTACT=12')]],
		['a short range', [12, 13, 14], [ids('Contacts 12-14 are not valid')]],
		['nested errors', [12], [error('No', { errors: [inContext({ objectId: ['12'] })] })]],
		[
			'errors nested twice',
			[12],
			[error('No', { errors: [error('No', { errors: [inContext({ fromObjectId: ['12'] })] })] })],
		],
		['a context that is null', [12], [error('Contact 12 is gone', { context: null })]],
		['a context that is a list', [12], [error('Contact 12 is gone', { context: ['12'] })]],
		['a message alone', [12, 13], [error('Contacts [12, 13] are gone')]],
		['a message with both records', [12], [error('CONTACT=12 and COMPANY=10 are not associated')]],
		['from and to', [12], [error('There is no association from 12 to 10')]],
		['the name of a field', [12], [error('contactId=12 is wrong')]],
		['a word that is no unit', [12, 13], [error('Contact 13 and contact 12 times out')]],
		['all but those that it names', [13, 20], [error('All contacts but contact 12 failed')]],
		[
			'all other than those that it names',
			[13, 20],
			[error('Every input other than 12 failed', { context: { fromObjectId: ['12'] } })],
		],
		['what went well', [13, 20], [error('Only contact 12 was deleted')]],
		['what went well, at the end', [13, 20], [ids('CONTACT=12 only')]],
		['what went well, in other words', [13, 20], [error('Contact 12 was processed')]],
		['where it stopped', [13, 14], [error('Processing stopped after contact 12')]],
		['where it began', [1, 2], [error('Deleted from contact 3 on')]],
		['what comes next', [12, 13], [error('Contact 12 and the following failed')]],
		['all from one on', [39, 40], [error('Contacts 39 onwards failed')]],
		['all from one on, as a sign', [39, 40], [error('Contacts >= 39 failed')]],
		['all from one on, as a plus', [39, 40], [error('Contact 39+ failed')]],
		['a fraction', [13, 20], [error('Failed contacts: 2/40')]],
		['per cent', [13, 20], [error('Contacts: 12% done')]],
		['a number in groups of digits', [20], [error('Object with ID 1,042 does not exist')]],
		['such a number in a context', [20], [inContext({ fromObjectId: ['1,042'] })]],
		['one of two', [12], [error('Contact 12 or 13 failed')]],
		['one of several', [12], [ids('One of the contacts 12, 13 is not valid')]],
		[
			'a page about it',
			[12],
			[error('Not now. See https://app.hubspot.com/contacts/13/record/0-1/14')],
		],
		['no message', [12], [{ context: { fromObjectId: ['12'] }, message: null }]],
		['no error', [12], [null]],
	])('%s', async (_, refused, errors) => {
		associateWithCompany(fixture, upTo(40));
		const { account } = fixture.hubspot;
		account.associate('contacts', 3, 'companies', 7);
		refuse(refused, errors);
		const items = [
			...upTo(40).map((contact) => ({ contact, company: 10 })),
			{ contact: 3, company: 7 },
		];
		const { done } = await fixture.run(deleteParameters(), { items, onError });
		const failed = done.filter(({ json }) => json.status !== 'deleted');
		expect(failed.map(({ json }) => json.status)).toEqual(failed.map(() => 'failed'));
		expect(failed.map(({ json }) => [json.fromObjectId, json.toObjectId])).toEqual(
			account.associations('contacts', 'companies').map(({ fromId, toId }) => [fromId, toId]),
		);
		expect(failed).toHaveLength(refused.length);
	});
});

/** Deletes these pairs; HubSpot leaves those of which this is the "from" record. What failed has to be what is left. */
async function expectTruth(
	toIds: Record<number, number>,
	[from, to]: [from: string, to: string],
	refused: number,
	explained: object,
) {
	const { account } = fixture.hubspot;
	const pairs = Object.entries(toIds).map(([fromId, toId]) => [Number(fromId), toId] as const);
	for (const [fromId, toId] of pairs) account.associate(from, fromId, to, toId);
	refuse([refused], [explained]);
	const { done } = await fixture.run(
		deleteParameters({ fromObjectType: objectType(from), toObjectType: objectType(to) }),
		{ items: pairs.map(([contact, company]) => ({ contact, company })), onError },
	);
	expect(done.map(({ json }) => json.status)).toEqual(
		pairs.map(([fromId]) => (fromId === refused ? 'failed' : 'deleted')),
	);
	for (const [fromId, toId] of pairs) {
		expect(account.typesBetween(from, fromId, to, toId)).toHaveLength(fromId === refused ? 1 : 0);
	}
}

it.each([{ fromObjectType: ['company'] }, { fromObjectTypeId: ['0-2'] }])(
	'an answer may turn the two sides around: %j',
	async (type) => {
		const explained = inContext({ fromObjectId: ['12'], ...type });
		await expectTruth({ 12: 10, 14: 12 }, ['contacts', 'companies'], 14, explained);
	},
);

it.each(['pets', 'P_Pets', 'the ID'])(
	'one custom type on both sides in two spellings tells nothing of the side: %s',
	async (named) => {
		const { account } = fixture.hubspot;
		const pets = account.addObjectType('pets', { singular: 'Pet', plural: 'Pets' });
		account.addRecords(pets, [20, 21, 22]);
		const objectTypes = [named === 'the ID' ? pets : named];
		const explained = inContext({ objectId: ['20'], objectType: objectTypes });
		await expectTruth({ 20: 21, 22: 20 }, ['pets', pets], 22, explained);
		await expectTruth({ 20: 21, 22: 20 }, [pets, 'p_pets'], 22, explained);
	},
);

it.each([
	'Portal 7001042 is busy',
	'The request took longer than 7001042 ms',
	'Error 7001042 in this batch',
])('a number that is called no ID may be of something else: %s', async (message) => {
	const companies = { 7001042: 10, 7001043: 10 };
	await expectTruth(companies, ['contacts', 'companies'], 7001043, error(message));
});

describe('what an answer says of labels is never taken for more or less than it says', () => {
	/** Contact 5 has three labels, the others have one each. */
	const LABELS = [[36], [40], [41], [36], [36, 40, 41], [2]];
	const prepare = () => {
		const { account } = fixture.hubspot;
		for (const typeId of [36, 40, 41, 2])
			account.addLabel('contacts', 'companies', { label: `Label ${typeId}`, typeId });
		LABELS.forEach((typeIds, index) =>
			account.associate(
				...(['contacts', index + 1, 'companies', 10] as const),
				typeIds.map((typeId) => ({ category: 'USER_DEFINED' as const, typeId })),
			),
		);
	};
	const run = async () => {
		const { done } = await fixture.run(
			deleteLabelsParameters({
				labels: '={{ $json.labels }}',
				options: { snapshot: 'default' },
			}),
			{
				items: LABELS.map((typeIds, index) => ({
					...{ contact: index + 1, company: 10 },
					labels: typeIds.map((typeId) => `USER_DEFINED:${typeId}`),
				})),
				onError,
			},
		);
		return done.map(({ json }) => json);
	};
	const labelsLeft = () =>
		LABELS.map((__, index) =>
			fixture.hubspot.account
				.typesBetween('contacts', index + 1, 'companies', 10)
				.map(({ typeId }) => typeId)
				.filter((typeId) => typeId < 100)
				.sort((a, b) => a - b),
		);
	/** What each item says of its labels: those that went. */
	const expectLabels = (reported: IDataObject[]) => {
		const left = labelsLeft();
		reported.forEach(({ status, removed = [] }, index) => {
			expect([index, status]).toEqual([index, left[index].length === 0 ? 'deleted' : 'failed']);
			const gone = LABELS[index].filter((typeId) => !left[index].includes(typeId));
			expect((removed as Array<{ typeId: number }>).map(({ typeId }) => typeId)).toEqual(gone);
		});
	};

	/** HubSpot keeps these labels, takes the others, and explains it with an error. */
	const keep = (locked: number[], explained: unknown) => {
		fixture.hubspot.intercept = async ({ path, body }, perform) => {
			if (!path.endsWith('/labels/archive')) return undefined;
			const { inputs } = body as Sent;
			const others = inputs
				.map(({ types = [], ...ends }) => ({
					...ends,
					types: types.filter(({ associationTypeId }) => !locked.includes(associationTypeId)),
				}))
				.filter(({ types }) => types.length > 0);
			await perform({ inputs: others });
			const times = { startedAt: 'x', completedAt: 'x' };
			const errors = [explained];
			return { status: 207, body: { status: 'COMPLETE', ...times, numErrors: 1, errors } };
		};
	};

	it.each<[string, number[], unknown]>([
		['one', [36], inContext({ type: ['USER_DEFINED=36'] })],
		['a number', [36], inContext({ type: [36] })],
		['an ordinal', [36], inContext({ type: ['1-36'] })],
		['the ordinal of another category', [36], inContext({ type: ['0-36', '1-36'] })],
		['two numbers in a text', [36, 40], inContext({ type: ['36 and 40 are not valid'] })],
		['two numbers after a category', [36, 40], inContext({ type: ['USER_DEFINED=36 and 40'] })],
		['others', [36, 40], inContext({ type: ['USER_DEFINED=36 and others'] })],
		['more', [36, 40, 41], inContext({ type: ['USER_DEFINED=36 and 2 more'] })],
		['a range', [36, 40, 41], inContext({ type: ['36 to 41'] })],
		['a range without words', [36, 40, 41], inContext({ type: ['36..41'] })],
		[
			'a reason',
			[36],
			inContext({ type: ['USER_DEFINED=36 is hidden while USER_DEFINED=40 is there'] }),
		],
		['words', [36, 40], inContext({ type: ['USER_DEFINED=36 with its relatives'] })],
		['in a message, two numbers', [36, 40], error('USER_DEFINED=36, 40 are not valid')],
		['in a message, two with and', [36, 40], error('USER_DEFINED=36 and 40 are not valid')],
		['in a message, others', [36, 40], error('USER_DEFINED=36 and others are not valid')],
		['in a message, what went', [40, 41], error('Only USER_DEFINED=36 was removed')],
		['in a message, all others', [40, 41], error('All labels but USER_DEFINED=36 were refused')],
		['in a message, one of two', [36], error('USER_DEFINED=36 or USER_DEFINED=40 is locked')],
		['digits in groups', [40], inContext({ type: ['USER_DEFINED=36,040'] })],
		['in a message, ordinals', [36, 40], error('1-36, 1-40 is not a valid association type')],
		['the name of a field', [36], inContext({ type: ['associationTypeId=36'] })],
		['null', [36], inContext({ type: null })],
		['a category and null', [36], inContext({ typeId: null, category: ['USER_DEFINED'] })],
		['small letters', [36], inContext({ type: ['user_defined=36'] })],
		[
			'an object',
			[36],
			inContext({ types: [{ associationCategory: 'USER_DEFINED', associationTypeId: 36 }] }),
		],
	])('%s', async (_, locked, explained) => {
		prepare();
		keep(locked, explained);
		expectLabels(await run());
		expect(labelsLeft()).toEqual(
			LABELS.map((typeIds) => typeIds.filter((typeId) => locked.includes(typeId))),
		);
	});

	it('a label of a set that is only the reason is not taken for refused', async () => {
		prepare();
		keep([36], inContext({ type: ['USER_DEFINED=36 is hidden while USER_DEFINED=40 is there'] }));
		const { account } = fixture.hubspot;
		const types = [36, 40].map((typeId) => ({ category: 'USER_DEFINED' as const, typeId }));
		account.associate('contacts', 20, 'companies', 10, types);
		const { done } = await fixture.run(
			deleteLabelsParameters({
				labels: ['USER_DEFINED:36', 'USER_DEFINED:40'],
				options: { snapshot: 'default' },
			}),
			{ items: [{ contact: 20, company: 10 }], onError },
		);
		expect(done).toMatchObject([{ json: { status: 'failed', removed: [{ typeId: 40 }] } }]);
		expect(account.typesBetween('contacts', 20, 'companies', 10)).not.toContainEqual(
			expect.objectContaining({ typeId: 40 }),
		);
	});

	describe('a set of which one label is refused loses its others, however HubSpot names it:', () => {
		it.each<[string, unknown]>([
			['a category', { context: { associationSpec: ['USER_DEFINED=36'] } }],
			['a colon', { context: { associationSpec: ['USER_DEFINED:36'] } }],
			['small letters', { context: { type: ['user_defined=36 is locked'] } }],
			['a number', { context: { type: [36] } }],
			['a number as text', { context: { typeId: '36' } }],
			['an ordinal', { context: { type: ['1-36'] } }],
			['an ordinal in a message', { message: '1-36 is not a valid association type' }],
			['the name of a field', { context: { type: ['associationTypeId=36'] } }],
			['words before it', { context: { type: ['Invalid association type: 36'] } }],
			[
				'an object',
				{ context: { types: [{ associationCategory: 'USER_DEFINED', associationTypeId: 36 }] } },
			],
			['a detail', { errors: [{ message: 'No', context: { type: ['USER_DEFINED=36'] } }] }],
		])('%s', async (_, named) => {
			prepare();
			fixture.hubspot.intercept = ({ path, body }) => {
				if (!path.endsWith('/labels/archive')) return undefined;
				const { inputs } = body as Sent;
				const isRefused = inputs.some(({ types = [] }) =>
					types.some(({ associationTypeId }) => associationTypeId === 36),
				);
				const refusal = { ...error('This label is locked'), ...(named as object) };
				return isRefused ? { status: 400, body: refusal } : undefined;
			};
			const reported = await run();
			expect(labelsLeft()).toEqual([[36], [], [], [36], [36], []]);
			expectLabels(reported);
			expect(messageOf(reported[4])).toContain('It was not done for USER_DEFINED:36.');
		});
	});

	describe('a set of which one label is refused loses its others, also where HubSpot does not name it:', () => {
		const refuseLabel = (
			isRefused: (input: Sent['inputs'][number]) => boolean,
			refusal: object,
		) => {
			fixture.hubspot.intercept = ({ path, body }) =>
				path.endsWith('/labels/archive') && (body as Sent).inputs.some(isRefused)
					? { status: 400, body: refusal }
					: undefined;
		};
		const has =
			(typeId: number) =>
			({ types = [] }: Sent['inputs'][number]) =>
				types.some(({ associationTypeId }) => associationTypeId === typeId);

		it.each<[string, object]>([
			['not at all', error('One or more association types are invalid')],
			['by its label', error("Label 'Label 36' is locked")],
			['by its number', error('The label 36 cannot be removed')],
			['by one of two', inContext({ type: ['36 or 40'] })],
			['in words of its own', error('You shall not pass')],
		])('%s', async (_, refusal) => {
			prepare();
			refuseLabel(has(36), refusal);
			const reported = await run();
			expect(labelsLeft()).toEqual([[36], [], [], [36], [36], []]);
			expectLabels(reported);
			expect(messageOf(reported[4])).toContain('It was not done for USER_DEFINED:36.');
		});

		const runSets = async (contacts: number[]) => {
			const { account } = fixture.hubspot;
			for (const typeId of [36, 40, 41])
				account.addLabel('contacts', 'companies', { label: `Label ${typeId}`, typeId });
			const labels = [36, 40, 41].map((typeId) => `USER_DEFINED:${typeId}`);
			for (const contact of contacts)
				account.associate(
					...(['contacts', contact, 'companies', 10] as const),
					[36, 40, 41].map((typeId) => ({ category: 'USER_DEFINED' as const, typeId })),
				);
			const { done } = await fixture.run(
				deleteLabelsParameters({ labels, options: { snapshot: 'default' } }),
				{ items: contacts.map((contact) => ({ contact, company: 10 })), onError },
			);
			return done.map(({ json }) => json);
		};

		it('one pair alone: one item says which label stayed, and which went', async () => {
			refuseLabel(has(36), error("Label 'Label 36' is locked"));
			const [json, ...others] = await runSets([5]);
			expect(others).toEqual([]);
			expect(json).toMatchObject({ status: 'failed', removed: [{ typeId: 40 }, { typeId: 41 }] });
			expect(messageOf(json)).toMatch(/is locked\. It was not done for USER_DEFINED:36\.$/);
			expect(fixture.deletes()).toHaveLength(4);
		});

		it('HubSpot refuses several together, and takes each alone', async () => {
			refuseLabel(({ types = [] }) => types.length > 1, error('Too many association types'));
			expect(await runSets([5])).toMatchObject([{ status: 'deleted' }]);
		});

		it('many such pairs do not cost a request for each label', async () => {
			refuseLabel(
				(input) => has(36)(input) && Number(input.from.id) % 10 === 0,
				error('Locked type'),
			);
			const reported = await runSets(upTo(100));
			const failed = reported.filter(({ status }) => status === 'failed');
			expect(failed.map(({ fromObjectId }) => Number(fromObjectId) % 10)).toEqual(
				Array(10).fill(0),
			);
			for (const { removed } of failed)
				expect(removed).toMatchObject([{ typeId: 40 }, { typeId: 41 }]);
			expect(reported.filter(({ status }) => status === 'deleted')).toHaveLength(90);
			expect(fixture.deletes().length).toBeLessThan(130);
		});

		it.each<[string, number, object]>([
			['its record', 400, ids('CONTACT=5 is not valid')],
			['a record', 404, error('resource not found', { category: 'OBJECT_NOT_FOUND' })],
		])('but nothing is sent again where it is about %s', async (_, status, refusal) => {
			fixture.hubspot.intercept = ({ path }) =>
				path.endsWith('/archive') ? { status, body: refusal } : undefined;
			const [json] = await runSets([5]);
			expect(json).toMatchObject({ status: 'failed' });
			expect(json).not.toHaveProperty('removed');
			expect(fixture.deletes()).toHaveLength(1);
		});

		it('nor for many pairs where no label of some is taken alone', async () => {
			refuseLabel(() => true, error('You shall not pass'));
			const reported = await runSets(upTo(6));
			expect(reported.map(({ status }) => status)).toEqual(Array(6).fill('failed'));
			expect(fixture.deletes().length).toBeLessThanOrEqual(20);
		});
	});

	it('an ordinal tells the categories of one number apart', async () => {
		const { account } = fixture.hubspot;
		account.addLabel('contacts', 'companies', { label: 'First', typeId: 1 });
		const categoryOf = (contact: number) => (contact === 7 ? 'HUBSPOT_DEFINED' : 'USER_DEFINED');
		for (const contact of upTo(20)) {
			const type = { category: categoryOf(contact), typeId: 1 } as const;
			account.associate('contacts', contact, 'companies', contact, [type]);
		}
		fixture.hubspot.intercept = ({ path, body }) =>
			path.endsWith('/labels/archive') && JSON.stringify(body).includes('HUBSPOT_DEFINED')
				? { status: 400, body: error('No', { context: { type: ['0-1'] } }) }
				: undefined;
		const items = upTo(20).map((contact) => ({
			...{ contact, company: contact },
			labels: [`${categoryOf(contact)}:1`],
		}));
		const { done } = await fixture.run(deleteLabelsParameters({ labels: '={{ $json.labels }}' }), {
			...{ items, onError },
		});
		expect(
			done.flatMap(({ json }) => (json.status === 'deleted' ? [] : json.fromObjectId)),
		).toEqual(['7']);
		const left = upTo(20).filter((contact) =>
			account
				.typesBetween('contacts', contact, 'companies', contact)
				.some(({ typeId }) => typeId === 1),
		);
		expect(left).toEqual([7]);
		expect(fixture.deletes()).toHaveLength(2);
	});
});
