import { randomUUID } from 'node:crypto';

import type { InterceptedAnswer, RecordedRequest } from '../hubspot';
import {
	associateWithCompany,
	deleteLabelsParameters,
	deleteLimitsParameters,
	deleteParameters,
	type Fixture,
	objectType,
	startFixture,
} from './fixture';
import type * as fastSleep from './fastSleep';
import { VERSIONS } from './versions';

jest.mock('n8n-workflow', () =>
	jest.requireActual<typeof fastSleep>('./fastSleep').withFastSleep(),
);

let fixture: Fixture;
const start = async (contacts: number, options?: Parameters<typeof startFixture>[0]) => {
	// So many requests allowed that nothing here waits for the rate limit.
	fixture = await startFixture({ rateLimit: { max: 100_000 }, ...options });
	associateWithCompany(fixture, upTo(contacts));
};
afterEach(async () => await fixture.hubspot.stop());

const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1);
const itemsOf = (contacts: number[]) => contacts.map((contact) => ({ contact, company: 10 }));
const remaining = () =>
	fixture.hubspot.account.associations('contacts', 'companies').map(({ fromId }) => Number(fromId));
const reads = () => fixture.hubspot.requests.filter(({ path }) => path.endsWith('/batch/read'));

/** Deletes these contacts' associations with company 10, failures not stopping anything. */
async function remove(contacts: number[], options: object = {}, parameters: object = {}) {
	const { done } = await fixture.run(deleteParameters({ options: { ...options }, ...parameters }), {
		items: itemsOf(contacts),
		onError: 'continueRegularOutput',
	});
	const messages = done.flatMap(({ json }) => (json.error as { message: string })?.message ?? []);
	const withStatus = (status: string) =>
		done.filter(({ json }) => json.status === status).map(({ json }) => Number(json.fromObjectId));
	return {
		done,
		messages,
		deleted: withStatus('deleted'),
		failed: withStatus('failed'),
		notSent: withStatus('notSent'),
	};
}

const fromIds = ({ body }: RecordedRequest) =>
	(body as { inputs: Array<{ from: { id: string } }> }).inputs.map(({ from }) => Number(from.id));

/** HubSpot refuses a deletion as a whole when it holds a bad contact. */
function refuseWith(bad: number[], answer: (guilty: number) => InterceptedAnswer) {
	fixture.hubspot.intercept = (request) => {
		if (!request.path.endsWith('/archive')) return undefined;
		const guilty = fromIds(request).find((id) => bad.includes(id));
		return guilty === undefined ? undefined : answer(guilty);
	};
}

const error = (message: string, more: object = {}) => ({
	status: 'error',
	category: 'VALIDATION_ERROR',
	message,
	correlationId: 'c0ffee',
	...more,
});

/** The first deletion gets this answer; the work is done before or not at all. */
function answerOnce(answer: InterceptedAnswer) {
	let once = true;
	fixture.hubspot.intercept = ({ path }) => {
		if (!once || !path.endsWith('/archive')) return undefined;
		once = false;
		return answer;
	};
}

describe('a batch refused because of one input', () => {
	it('one bad input among 10,000 costs exactly itself, and few requests', async () => {
		await start(10_000);
		refuseWith([4711], () => ({ status: 400, body: error('Something is wrong') }));
		const { deleted, failed, notSent, messages } = await remove(upTo(10_000));
		expect({ failed, notSent }).toEqual({ failed: [4711], notSent: [] });
		expect(deleted).toHaveLength(9_999);
		expect(remaining()).toEqual([4711]);
		expect(messages).toEqual(['HubSpot answered 400: Something is wrong.']);
		expect(fixture.deletes().length - 100).toBeLessThanOrEqual(2 * Math.log2(100));
	});

	it('by name costs one request more', async () => {
		await start(100);
		const context = { fromObjectId: ['7'], toObjectId: ['10'] };
		refuseWith([7], () => ({ status: 404, body: error('Contact 7 is gone', { context }) }));
		const { failed } = await remove(upTo(100));
		expect(failed).toEqual([7]);
		expect(remaining()).toEqual([7]);
		expect(fixture.deletes()).toHaveLength(2);
	});

	it('of 2,000 at once is found, too', async () => {
		await start(2_000);
		refuseWith([2_000], () => ({ status: 400, body: error('Something is wrong') }));
		const { failed } = await remove(upTo(2_000), { batchSize: 2000 });
		expect(failed).toEqual([2_000]);
		expect(remaining()).toEqual([2_000]);
		expect(fixture.deletes().length - 1).toBeLessThanOrEqual(2 * Math.log2(2_000));
	});

	it('of labels that do not exist is refused once, by name, where the labels are not read', async () => {
		await start(50);
		const { category, typeId } = fixture.hubspot.account.addLabel('contacts', 'companies', {
			label: 'Decision maker',
		}).from;
		fixture.hubspot.account.associate('contacts', 1, 'companies', 10, [{ category, typeId }]);
		const items = upTo(50).map((contact) => ({
			contact,
			company: 10,
			label: contact === 50 ? `${category}:99` : `${category}:${typeId}`,
		}));
		const { done } = await fixture.run(
			deleteLabelsParameters({
				labels: '={{ [$json.label] }}',
				options: { allowUnlabeled: true },
			}),
			{ items, onError: 'continueRegularOutput' },
		);
		expect(done.map(({ json }) => json.status)).toEqual([
			...upTo(49).map(() => 'deleted'),
			'failed',
		]);
		expect(fixture.deletes()).toHaveLength(2);
		expect(fixture.hubspot.account.typesBetween('contacts', 1, 'companies', 10)).toHaveLength(1);
	});
});

describe('whom an error means', () => {
	it('the object type tells a contact from a company of the same ID', async () => {
		await start(20);
		const { account } = fixture.hubspot;
		account.associate('contacts', 3, 'companies', 7);
		const context = { objectId: ['7'], objectType: ['CONTACT'] };
		refuseWith([7], () => ({ status: 400, body: error('Some are not valid', { context }) }));
		const items = [...itemsOf(upTo(20)), { contact: 3, company: 7 }];
		const { done } = await fixture.run(deleteParameters(), {
			items,
			onError: 'continueRegularOutput',
		});
		const failed = done.filter(({ json }) => json.status === 'failed').map(({ json }) => json);
		expect(failed).toMatchObject([{ fromObjectId: '7', toObjectId: '10' }]);
		expect(remaining()).toEqual([7]);
		expect(fixture.deletes()).toHaveLength(2);
	});

	it('a text may name two records', async () => {
		await start(30);
		const context = { INVALID_OBJECT_IDS: ['CONTACT=12 and CONTACT=13 are not valid'] };
		refuseWith([12, 13], () => ({ status: 400, body: error('Some are not valid', { context }) }));
		const { failed } = await remove(upTo(30));
		expect(failed).toEqual([12, 13]);
		expect(remaining()).toEqual([12, 13]);
		expect(fixture.deletes()).toHaveLength(2);
	});

	it('a message alone may name a record', async () => {
		await start(30);
		const message = 'Contact with ID 12 does not exist';
		refuseWith([12], () => ({ status: 400, body: error(message) }));
		const { failed } = await remove(upTo(30));
		expect(failed).toEqual([12]);
		expect(remaining()).toEqual([12]);
		expect(fixture.deletes()).toHaveLength(2);
	});
});

describe('a set of labels of which one is refused', () => {
	const label = ({ category, typeId }: { category: string; typeId: number }) =>
		`${category}:${typeId}`;

	/** Contacts 1 to 3 have two labels each; contact 2 may be asked to lose a third one as well. */
	async function removeSets(missing: string, options: object = {}) {
		const { account } = fixture.hubspot;
		const [friend, partner] = ['Friend', 'Partner'].map(
			(name) => account.addLabel('contacts', 'companies', { label: name }).from,
		);
		for (const contact of upTo(3)) {
			account.associate('contacts', contact, 'companies', 10, [friend, partner]);
		}
		const items = upTo(3).map((contact) => ({
			...{ contact, company: 10 },
			labels: [
				label(friend),
				label(partner),
				...(contact === 2 && missing !== '' ? [missing] : []),
			],
		}));
		const { done } = await fixture.run(
			deleteLabelsParameters({ labels: '={{ $json.labels }}', options: { ...options } }),
			{ items, onError: 'continueRegularOutput' },
		);
		const labelsLeft = (contact: number) =>
			account
				.typesBetween('contacts', contact, 'companies', 10)
				.filter(({ typeId }) => typeId === friend.typeId || typeId === partner.typeId);
		return { done, friend, partner, labelsLeft };
	}

	it.each(['definition', 'ordinal', 'canceled'] as const)(
		'loses its others: %s',
		async (invalidType) => {
			const missing = 'USER_DEFINED:9999';
			await start(0);
			fixture.hubspot.behaviour.invalidType = invalidType;
			const { done, friend, labelsLeft } = await removeSets(missing, { allowUnlabeled: true });
			expect(done.map(({ json }) => json.status)).toEqual(['deleted', 'failed', 'deleted']);
			const { message } = done[1].json.error as { message: string };
			expect(message).toContain(`It was not done for ${missing}.`);
			expect(message).not.toContain(label(friend));
			expect(upTo(3).flatMap(labelsLeft)).toEqual([]);
			expect(fixture.deletes()).toHaveLength(3);
		},
	);

	it('loses its others, and keeps as removed what went', async () => {
		await start(0);
		let refusedType = '';
		fixture.hubspot.intercept = ({ path, body }) => {
			if (!path.endsWith('/labels/archive')) return undefined;
			const { inputs } = body as { inputs: Array<{ types: Array<Record<string, unknown>> }> };
			const [first] = inputs[0].types;
			refusedType ||= `${String(first.associationCategory)}=${String(first.associationTypeId)}`;
			const sent = inputs.flatMap(({ types }) =>
				types.map(
					(type) => `${String(type.associationCategory)}=${String(type.associationTypeId)}`,
				),
			);
			if (!sent.includes(refusedType)) return undefined;
			const context = { associationSpec: [refusedType] };
			return { status: 400, body: error('This label is locked', { context }) };
		};
		const { done, friend, partner, labelsLeft } = await removeSets('', { snapshot: 'default' });
		for (const { json } of done) {
			expect(json.status).toBe('failed');
			expect(json.removed).toMatchObject([partner]);
			expect(json).not.toHaveProperty('remaining');
			const { message } = json.error as { message: string };
			expect(message).toBe(
				`HubSpot answered 400: This label is locked. It was not done for ${label(friend)}.`,
			);
		}
		expect(upTo(3).flatMap(labelsLeft)).toMatchObject([friend, friend, friend]);
		// All of it, and all of it without that label.
		expect(fixture.deletes()).toHaveLength(2);
	});

	it('in a canceled batch loses its others, as do the other sets, and the rest is read back', async () => {
		await start(0);
		fixture.hubspot.intercept = ({ path, body }) => {
			if (!path.endsWith('/labels/archive')) return undefined;
			const { inputs } = body as { inputs: Array<{ from: { id: string }; types: unknown[] }> };
			// Contact 2 may not lose its first label.
			const input = inputs.find(({ from }) => from.id === '2');
			const locked = (input?.types as Array<{ associationTypeId: number }> | undefined)?.find(
				({ associationTypeId }) => associationTypeId === lockedType,
			);
			if (locked === undefined) return undefined;
			const context = { fromObjectId: ['2'], associationSpec: [`USER_DEFINED=${lockedType}`] };
			const errors = [error('This label is locked', { context })];
			const times = { startedAt: 'x', completedAt: 'x' };
			return { status: 200, body: { status: 'CANCELED', results: [], ...times, errors } };
		};
		const lockedType = 36;
		fixture.hubspot.account.addLabel('contacts', 'companies', { label: 'Friend', typeId: 36 });
		const { account } = fixture.hubspot;
		account.addLabel('contacts', 'companies', { label: 'Partner', typeId: 40 });
		const types = [36, 40].map((typeId) => ({ category: 'USER_DEFINED' as const, typeId }));
		for (const contact of upTo(3)) account.associate('contacts', contact, 'companies', 10, types);
		const { done } = await fixture.run(
			deleteLabelsParameters({
				labels: types.map(label),
				options: { snapshot: 'default' },
			}),
			{ items: itemsOf(upTo(3)), onError: 'continueRegularOutput' },
		);
		expect(done.map(({ json }) => json.status)).toEqual(['deleted', 'failed', 'deleted']);
		expect(done[1].json.removed).toMatchObject([{ typeId: 40 }]);
		const { message } = done[1].json.error as { message: string };
		expect(message).toContain('it was still there (Friend (USER_DEFINED:36))');
		expect(message).not.toContain('40');
		const typesLeft = upTo(3).map((contact) =>
			account
				.typesBetween('contacts', contact, 'companies', 10)
				.map(({ typeId }) => typeId)
				.sort((a, b) => a - b),
		);
		expect(typesLeft).toEqual([[279], [36, 279], [279]]);
		// All of it, all but contact 2, and contact 2 without that label.
		expect(fixture.deletes()).toHaveLength(3);
	});

	it('in an answer that names it is read back, and keeps as removed what went', async () => {
		await start(0);
		fixture.hubspot.intercept = async (request, perform) => {
			if (!request.path.endsWith('/labels/archive')) return undefined;
			const { inputs } = request.body as {
				inputs: Array<{
					from: { id: string };
					types: Array<{ associationCategory: string; associationTypeId: number }>;
				}>;
			};
			const [refused] = inputs[1].types;
			const others = inputs.map((input) =>
				input === inputs[1] ? { ...input, types: input.types.slice(1, 2) } : input,
			);
			await perform({ inputs: others });
			const context = {
				fromObjectId: [inputs[1].from.id],
				associationSpec: [`${refused.associationCategory}=${refused.associationTypeId}`],
			};
			const errors = [error('This label is locked', { context })];
			const times = { startedAt: 'x', completedAt: 'x' };
			return { status: 207, body: { status: 'COMPLETE', ...times, numErrors: 1, errors } };
		};
		const { done, friend, partner, labelsLeft } = await removeSets('', { snapshot: 'default' });
		expect(done.map(({ json }) => json.status)).toEqual(['deleted', 'failed', 'deleted']);
		expect(done[1].json.removed).toMatchObject([partner]);
		const { message } = done[1].json.error as { message: string };
		expect(message).toContain(`it was still there (Friend (${label(friend)}))`);
		expect(labelsLeft(2)).toMatchObject([friend]);
	});
});

describe('a batch canceled because of one input', () => {
	/** A batch that holds this contact is canceled, and the answer names the contact. */
	const cancelFor = (contacts: number[], from = 'fromObjectId') => {
		fixture.hubspot.intercept = ({ path, body }) => {
			if (!/\/(archive|create)$/.test(path)) return undefined;
			const { inputs } = body as { inputs: Array<{ from: { id: string } }> };
			const named = inputs.map(({ from: { id } }) => id).filter((id) => contacts.includes(+id));
			if (named.length === 0) return undefined;
			const errors = named.map((id) => error('It is locked', { context: { [from]: [id] } }));
			const times = { startedAt: 'x', completedAt: 'x' };
			return { status: 200, body: { status: 'CANCELED', results: [], ...times, errors } };
		};
	};

	it.each([{ concurrency: 1 }, { concurrency: 5 }, { snapshot: 'default' }, { batchSize: 10 }])(
		'costs itself alone: %j',
		async (options) => {
			await start(40);
			cancelFor([12, 13]);
			const { failed } = await remove(upTo(40), options);
			expect(failed).toEqual([12, 13]);
			expect(remaining()).toEqual([12, 13]);
			expect(fixture.deletes().length).toBeLessThanOrEqual(5);
		},
	);

	it('costs itself alone where it is restored, too', async () => {
		await start(0);
		fixture.hubspot.account.addRecords('contacts', upTo(20));
		fixture.hubspot.account.addRecords('companies', [10]);
		cancelFor([7]);
		const { done } = await fixture.run(
			{ resource: 'association', operation: 'restore' },
			{
				items: upTo(20).map((contact) => ({
					...{ status: 'deleted', fromObjectType: 'contacts', fromObjectId: `${contact}` },
					...{ toObjectType: 'companies', toObjectId: '10' },
					removed: [{ category: 'HUBSPOT_DEFINED', typeId: 279 }],
				})),
				onError: 'continueRegularOutput',
			},
		);
		const notRestored = done.filter(({ json }) => json.status !== 'restored');
		expect(notRestored.map(({ json }) => [json.status, json.fromObjectId])).toEqual([
			['failed', '7'],
		]);
		expect(remaining()).toEqual(upTo(20).filter((contact) => contact !== 7));
	});

	it('costs a handful of requests where one after the other is named', async () => {
		await start(100);
		fixture.hubspot.intercept = ({ path, body }) => {
			if (!path.endsWith('/archive')) return undefined;
			const { inputs } = body as { inputs: Array<{ from: { id: string } }> };
			const errors = [error('Locked', { context: { fromObjectId: [inputs[0].from.id] } })];
			return {
				status: 200,
				body: { status: 'CANCELED', startedAt: 'x', completedAt: 'x', errors },
			};
		};
		const { failed } = await remove(upTo(100));
		expect(failed).toEqual(upTo(100));
		expect(fixture.deletes().length).toBeLessThanOrEqual(10);
		expect(remaining()).toHaveLength(100);
	});
});

describe('a refusal that is about everything, in whatever words', () => {
	it.each([
		"Missing 'Edit Associations' permission.",
		'Invalid object or event type id: 0-9999',
		'Invalid input JSON on line 1, column 11: Cannot deserialize value of type `long`',
		'Words that were never seen',
	])('costs a handful of requests: %s', async (message) => {
		await start(1_000);
		fixture.hubspot.intercept = ({ path }) =>
			path.endsWith('/archive')
				? { status: 400, body: { status: 'error', message, correlationId: randomUUID() } }
				: undefined;
		for (const concurrency of [1, 5, 10]) {
			fixture.hubspot.requests.length = 0;
			const { failed, notSent, messages } = await remove(upTo(1_000), { concurrency });
			expect(fixture.deletes().length).toBeLessThanOrEqual(10);
			expect(failed.length + notSent.length).toBe(1_000);
			expect(notSent.length).toBeGreaterThanOrEqual(490);
			// What HubSpot said comes first; of a permission, what to do about it follows.
			const reported = `HubSpot answered 400: ${message.replace(/\.$/, '')}.`;
			const notSentBecause = `Not sent, because of an earlier request of this run: ${reported}`;
			expect(new Set(messages).size).toBe(2);
			for (const each of messages) {
				expect(each.startsWith(reported) || each.startsWith(notSentBecause)).toBe(true);
			}
		}
		expect(remaining()).toHaveLength(1_000);
	});

	it.each<[string, (size: number, request: number) => string]>([
		['an ID of each request', () => `No. Request ${randomUUID()}`],
		['a time', (_, request) => `No (2026-11-26T01:00:${10 + request}.123Z)`],
		['the number of inputs', (size) => `None of the ${size} inputs could be processed`],
		['one input, or several', (size) => `Rejected ${size} ${size === 1 ? 'item' : 'items'}`],
		['a place in the body', (size) => `Invalid input JSON on line 1, column ${40 * size}: No`],
		['how long it took', (_, request) => `Not allowed (after ${100 + request} ms)`],
	])('costs a handful of requests although the words hold %s', async (_, words) => {
		await start(1_000);
		fixture.hubspot.intercept = (request) =>
			request.path.endsWith('/archive')
				? {
						status: 400,
						body: error(words(fromIds(request).length, fixture.deletes().length)),
					}
				: undefined;
		const { failed, notSent } = await remove(upTo(1_000));
		expect(fixture.deletes().length).toBeLessThanOrEqual(10);
		expect(failed.length + notSent.length).toBe(1_000);
		expect(notSent.length).toBeGreaterThanOrEqual(490);
		expect(remaining()).toHaveLength(1_000);
	});

	it('is not two bad inputs between other object types, where such words were about everything', async () => {
		await start(100);
		const { account } = fixture.hubspot;
		for (const contact of upTo(100)) {
			for (const type of ['deals', 'tickets']) account.associate('contacts', contact, type, 20);
		}
		fixture.hubspot.intercept = (request) => {
			if (!request.path.endsWith('/archive') || request.path.includes('/tickets/'))
				return undefined;
			const isBad = fromIds(request).some((id) => id === 1 || id === 100);
			return isBad || request.path.includes('/companies/')
				? { status: 400, body: error('Something is wrong') }
				: undefined;
		};
		const items = ['companies', 'tickets', 'deals'].flatMap((type) =>
			upTo(100).map((contact) => ({ contact, company: type === 'companies' ? 10 : 20, type })),
		);
		await fixture.run(
			deleteParameters({
				toObjectType: objectType('={{ $json.type }}'),
				options: { concurrency: 1 },
			}),
			{ items, onError: 'continueRegularOutput' },
		);
		expect(account.associations('contacts', 'deals').map(({ fromId }) => fromId)).toEqual([
			'1',
			'100',
		]);
		expect(account.associations('contacts', 'tickets')).toEqual([]);
		expect(remaining()).toHaveLength(100);
	});

	it('is not what HubSpot says of the first and the last input alone', async () => {
		await start(1_000);
		refuseWith([1, 1_000], () => ({ status: 400, body: error('Something is wrong') }));
		const { failed, notSent } = await remove(upTo(1_000), { concurrency: 1 });
		expect({ failed, notSent }).toEqual({ failed: [1, 1_000], notSent: [] });
		expect(remaining()).toEqual([1, 1_000]);
	});

	it('ends a run that stops at a failure in as few requests', async () => {
		await start(1_000);
		refuseWith(upTo(1_000), () => ({ status: 400, body: error('Something is wrong') }));
		const { error: thrown } = await fixture.run(deleteParameters(), {
			items: itemsOf(upTo(1_000)),
		});
		expect(thrown?.message).toContain('Something is wrong');
		expect(fixture.deletes().length).toBeLessThanOrEqual(10);
	});
});

describe('a refusal that is about one record', () => {
	it.each<[string, number, object]>([
		['resource not found', 404, { category: 'OBJECT_NOT_FOUND' }],
		['resource not found', 404, { subCategory: 'crm.associations.OBJECT_NOT_FOUND' }],
		['resource not found', 404, {}],
		['Object with ID 142 and object type CONTACT does not exist', 400, {}],
		['Object type CONTACT does not have the record 142', 404, {}],
		['The object type contacts is invalid for CONTACT=142', 400, {}],
	])('does not stop the rest: %s (%i, %j)', async (message, status, more) => {
		await start(1_000);
		refuseWith([142], () => ({ status, body: error(message, more) }));
		const { deleted, failed, notSent } = await remove(upTo(1_000), { concurrency: 1 });
		expect({ failed, notSent }).toEqual({ failed: [142], notSent: [] });
		expect(deleted).toHaveLength(999);
		expect(remaining()).toEqual([142]);
		expect(fixture.deletes().length - 10).toBeLessThanOrEqual(2 * Math.log2(100));
	});

	it.each<[string, number, object]>([
		['No such object type, or no such record', 404, { category: 'OBJECT_NOT_FOUND' }],
		['Invalid object type', 400, { subCategory: 'crm.associations.INVALID_IDENTIFIER' }],
		['The object type is unknown', 400, { category: 'INVALID_OBJECT_IDS' }],
		['The object type contacts is invalid for CONTACT=42', 400, {}],
		['Unknown object type of the record 42', 404, {}],
		['Object type not found for the object with ID 42', 400, {}],
		['Unknown object type for contact 42', 400, {}],
		['No', 403, { errors: [{ message: 'CONTACT=42 is not yours' }] }],
		['You may not edit contact 42', 403, {}],
		['Contact 42 is not yours', 403, { category: 'USER_DOES_NOT_HAVE_PERMISSIONS' }],
		['No', 403, { errors: [{ errors: [{ message: 'CONTACT=42 is not yours' }] }] }],
		['At most 1 company for contact 42 in this batch', 400, {}],
		['Contact 42 was merged into contact 43', 400, {}],
		['No', 400, { context: { ids: ['CONTACT=42 is the parent of CONTACT=41'] } }],
	])('does not stop the first batch: %s (%i, %j)', async (message, status, more) => {
		await start(300);
		refuseWith([42], () => ({ status, body: error(message, more) }));
		const { failed, notSent } = await remove(upTo(300), { concurrency: 1 });
		expect({ failed, notSent }).toEqual({ failed: [42], notSent: [] });
		expect(remaining()).toEqual([42]);
		expect(fixture.deletes().length - 3).toBeLessThanOrEqual(2 * Math.log2(100));
	});

	it('of the other side, which all inputs of the first batch share, does not stop the rest', async () => {
		await start(200);
		const { account } = fixture.hubspot;
		for (const contact of upTo(200).slice(100)) {
			account.dissociate('contacts', contact, 'companies', 10);
			account.associate('contacts', contact, 'companies', 11);
		}
		fixture.hubspot.intercept = ({ path, body }) =>
			path.endsWith('/archive') && JSON.stringify(body).includes('"id":"10"}]')
				? { status: 403, body: error('You may not edit company 10') }
				: undefined;
		const items = upTo(200).map((contact) => ({ contact, company: contact <= 100 ? 10 : 11 }));
		const { done } = await fixture.run(deleteParameters({ options: { concurrency: 1 } }), {
			items,
			onError: 'continueRegularOutput',
		});
		expect(done.slice(100).map(({ json }) => json.status)).toEqual(upTo(100).map(() => 'deleted'));
		expect(remaining()).toEqual(upTo(100));
	});

	it('an unknown object type in the middle of a run does not stop what was accepted before', async () => {
		await start(1_000);
		let archives = 0;
		fixture.hubspot.intercept = ({ path }) =>
			path.endsWith('/archive') && ++archives === 5
				? { status: 400, body: error('Invalid object or event type id: 0-9999') }
				: undefined;
		const { deleted } = await remove(upTo(1_000), { concurrency: 1 });
		expect(deleted).toHaveLength(1_000);
		expect(remaining()).toEqual([]);
	});

	it('also where it is in the first batch, and the 404 has no body', async () => {
		await start(1_000);
		refuseWith([1], () => ({ status: 404, body: '' }));
		const { failed, notSent } = await remove(upTo(1_000));
		expect({ failed, notSent }).toEqual({ failed: [1], notSent: [] });
		expect(remaining()).toEqual([1]);
	});

	it('the 404 of each of many labels is about each: the one after them is deleted', async () => {
		await start(0);
		const { account } = fixture.hubspot;
		const typeIds = Array.from({ length: 40 }, (_, index) => 100 + index);
		for (const typeId of typeIds) {
			account.addLabel('contacts', 'companies', { label: `Label ${typeId}`, typeId });
		}
		fixture.hubspot.intercept = ({ method, path }) =>
			method === 'DELETE' && !path.endsWith('/120')
				? { status: 404, body: error('resource not found') }
				: undefined;
		const { done } = await fixture.run(
			{
				...{ resource: 'associationLabel', operation: 'delete', label: '={{ $json.label }}' },
				fromObjectType: objectType('contacts'),
				toObjectType: objectType('companies'),
				options: { concurrency: 1 },
			},
			{
				items: typeIds.map((typeId) => ({ label: `USER_DEFINED:${typeId}` })),
				onError: 'continueRegularOutput',
			},
		);
		const deleted = done.filter(({ json }) => json.status === 'deleted');
		expect(deleted.map(({ json }) => json.types)).toMatchObject([[{ typeId: 120 }]]);
		const left = account.labels('contacts', 'companies').map(({ typeId }) => typeId);
		expect(typeIds.filter((typeId) => !left.includes(typeId))).toEqual([120]);
	});

	it('a 404 without a body for everything costs a handful of requests', async () => {
		await start(1_000);
		refuseWith(upTo(1_000), () => ({ status: 404, body: '' }));
		const { failed, notSent } = await remove(upTo(1_000));
		expect(failed.length + notSent.length).toBe(1_000);
		expect(fixture.deletes().length).toBeLessThanOrEqual(10);
	});
});

describe('a request that is too large', () => {
	it('is cut to the size that HubSpot names, for this and further batches', async () => {
		await start(214, { batchLimits: { archive: 100 } });
		const { deleted } = await remove(upTo(214), { batchSize: 107, concurrency: 1 });
		expect(deleted).toHaveLength(214);
		expect(remaining()).toEqual([]);
		const sizes = fixture.hubspot.requests.map((request) => fromIds(request).length);
		expect(sizes).toEqual([107, 100, 7, 100, 7]);
	});

	it.each([
		'The maximum number of inputs supported in a batch request for associations is 100.',
		'You sent 107 inputs, but at most 100 inputs are allowed in a batch',
		'Batch too large: the limit is 100',
		'A batch must not exceed 100 inputs',
		'The number of inputs must be between 1 and 100',
		'inputs: size must be between 0 and 100',
		'Too many inputs in the batch (107), only up to 100 are taken',
		'Batch size exceeded: maximum=100, actual=107',
		'The batch can contain at most 100 objects',
		'inputs must not exceed 100 items',
		"You've exceeded the maximum of 100 records per request",
		'Only 100 inputs are supported per batch',
		'Cannot process more than 100 inputs at once',
		'The number of inputs, 107, is greater than 100',
		'inputs: size must be less than or equal to 100',
		'This batch contains 107 inputs but only 100 are allowed',
		'Up to 100 records are taken in a single request',
		'The request has 107 inputs, max is 100',
		'Expected no more than 100 inputs, got 107',
		'You sent more than 107 records in a single request: the limit is 100',
	])('is cut to the size that HubSpot names in other words: %s', async (message) => {
		await start(214);
		fixture.hubspot.intercept = (request) =>
			request.path.endsWith('/archive') && fromIds(request).length > 100
				? { status: 400, body: error(message) }
				: undefined;
		await remove(upTo(214), { batchSize: 107, concurrency: 1 });
		expect(remaining()).toEqual([]);
		const sizes = fixture.hubspot.requests.map((request) => fromIds(request).length);
		expect(sizes).toEqual([107, 100, 7, 100, 7]);
	});

	it.each([30, 1])('is cut in half, and the smaller size is kept: %i', async (archive) => {
		await start(200, { batchLimits: { archive } });
		const { deleted } = await remove(upTo(200), { concurrency: 1 });
		expect(deleted).toHaveLength(200);
		expect(remaining()).toEqual([]);
		const sizes = fixture.hubspot.requests.map((request) => fromIds(request).length);
		const firstAccepted = sizes.findIndex((size) => size <= archive);
		expect(Math.max(...sizes.slice(firstAccepted))).toBeLessThanOrEqual(archive);
		expect(firstAccepted).toBeLessThanOrEqual(7);
	});

	it('by status 413 as well', async () => {
		await start(100);
		fixture.hubspot.intercept = (request) =>
			fromIds(request).length > 40 ? { status: 413, body: 'Too large' } : undefined;
		const { deleted } = await remove(upTo(100));
		expect(deleted).toHaveLength(100);
		expect(remaining()).toEqual([]);
		expect(fixture.deletes()).toHaveLength(2 + 4);
	});
});

describe('a refusal that points at a record without naming it', () => {
	it.each([
		[403, "You don't have permission to edit this record"],
		[403, 'One or more contacts are restricted'],
		[400, 'Invalid object type for this record'],
	])('is about that one: %i %s', async (status, message) => {
		await start(300);
		fixture.hubspot.intercept = (request) =>
			request.path.endsWith('/archive') && fromIds(request).includes(7)
				? { status, body: { status: 'error', message } }
				: undefined;
		const { deleted, failed } = await remove(upTo(300), { concurrency: 1 });
		expect([deleted.length, failed.length]).toEqual([299, 1]);
		expect(remaining()).toHaveLength(1);
		expect(fixture.deletes().length).toBeLessThanOrEqual(20);
	});

	it.each<[number, object | string]>([
		[403, { status: 'error', message: 'Forbidden' }],
		[403, {}],
		[403, '<html><body>Forbidden</body></html>'],
		[405, { status: 'error', message: 'Method not allowed' }],
		[410, { status: 'error', message: 'Gone' }],
		[451, { status: 'error', message: 'Unavailable For Legal Reasons' }],
	])('may say nothing at all: %i %j', async (status, body) => {
		await start(1_000);
		fixture.hubspot.intercept = (request) =>
			request.path.endsWith('/archive') && fromIds(request).includes(42)
				? { status, body }
				: undefined;
		const { deleted, failed } = await remove(upTo(1_000), { concurrency: 1 });
		expect([deleted.length, failed]).toEqual([999, [42]]);
		expect(remaining()).toEqual([42]);
		expect(fixture.deletes().length).toBeLessThanOrEqual(10 + 14);
	});

	it.each([403, 405, 410, 451])('and says nothing of each: %i', async (status) => {
		await start(1_000);
		fixture.hubspot.intercept = ({ path }) => (path.endsWith('/archive') ? { status } : undefined);
		const { failed, notSent } = await remove(upTo(1_000));
		expect(failed.length + notSent.length).toBe(1_000);
		expect(notSent.length).toBeGreaterThan(400);
		expect(remaining()).toHaveLength(1_000);
		expect(fixture.deletes().length).toBeLessThanOrEqual(10);
	});

	it.each([
		[403, "You don't have permission to do this"],
		[403, 'The portal is suspended'],
		[403, 'This account may not use the API'],
		[403, 'A scope is missing'],
		[405, 'No such route'],
	])('but is about all where its words say so: %i %s', async (status, message) => {
		await start(300);
		fixture.hubspot.intercept = ({ path }) =>
			path.endsWith('/archive') ? { status, body: { status: 'error', message } } : undefined;
		const { failed, notSent } = await remove(upTo(300), { concurrency: 1 });
		expect([failed.length, notSent.length]).toEqual([100, 200]);
		expect(fixture.deletes()).toHaveLength(1);
	});

	it('and costs a handful of requests where it is about all', async () => {
		await start(1_000);
		fixture.hubspot.intercept = ({ path }) =>
			path.endsWith('/archive')
				? { status: 403, body: { status: 'error', message: 'You may not edit this record' } }
				: undefined;
		const { failed, notSent } = await remove(upTo(1_000));
		expect(failed.length + notSent.length).toBe(1_000);
		expect(fixture.deletes().length).toBeLessThanOrEqual(10);
	});
});

describe('a problem of HubSpot that comes for one pair again and again', () => {
	it.each([423, 500, 502, 503, 504])('costs that pair only: %i', async (status) => {
		await start(300);
		fixture.hubspot.intercept = (request) =>
			request.path.endsWith('/archive') && fromIds(request).includes(142)
				? { status, body: error('Oops') }
				: undefined;
		const { deleted, failed } = await remove(upTo(300), { concurrency: 1 });
		expect([deleted.length, failed]).toEqual([299, [142]]);
		expect(remaining()).toEqual([142]);
		expect(fixture.deletes().length).toBeLessThanOrEqual(3 + 5 + 20);
	});

	it('is not looked for where HubSpot is not well', async () => {
		await start(500);
		let requests = 0;
		fixture.hubspot.intercept = ({ path }) =>
			path.endsWith('/archive') && ++requests > 1
				? { status: 503, body: error('Oops') }
				: undefined;
		const { deleted, failed, notSent } = await remove(upTo(500), { concurrency: 1 });
		expect([deleted.length, failed.length, notSent.length]).toEqual([100, 300, 100]);
		expect(remaining()).toHaveLength(400);
		expect(requests).toBe(1 + 3 * 6 + 2);
	});
});

describe('refused for more than its inputs', () => {
	it('an object type that does not exist: one request, one clear error', async () => {
		await start(500);
		const parameters = { toObjectType: objectType('compnies') };
		const unknownType =
			'"To Object Type" got "compnies", which HubSpot does not know. Did you mean companies?';
		const { failed, notSent, messages } = await remove(upTo(500), { concurrency: 1 }, parameters);
		expect(fixture.deletes()).toHaveLength(1);
		expect([failed.length, notSent.length]).toEqual([100, 400]);
		expect(new Set(messages)).toEqual(
			new Set([unknownType, `Not sent, because of an earlier request of this run: ${unknownType}`]),
		);
	});

	it('leaves the other object types alone', async () => {
		await start(3);
		const parameters = {
			toObjectType: { ...objectType('={{ $json.type }}') },
			options: { batchSize: 1, concurrency: 1 },
		};
		const items = ['compnies', 'companies', 'compnies'].map((type, index) => ({
			contact: index + 1,
			company: 10,
			type,
		}));
		const { done } = await fixture.run(deleteParameters(parameters), {
			items,
			onError: 'continueRegularOutput',
		});
		expect(done.map(({ json }) => json.status)).toEqual(['failed', 'deleted', 'notSent']);
		expect(remaining()).toEqual([1, 3]);
	});

	it('a credential that HubSpot does not accept: one request, and the credential is named', async () => {
		await start(500);
		fixture.hubspot.auth.expireAccessTokens();
		fixture.hubspot.intercept = undefined;
		const type = 'hubspotAssociationsAccessTokenApi';
		const credentials = {
			[type]: await fixture.store.add(type, {
				accessToken: 'not-a-token',
				apiBaseUrl: fixture.hubspot.url,
			}),
		};
		const { done } = await fixture.run(deleteParameters({ options: { concurrency: 1 } }), {
			items: itemsOf(upTo(500)),
			credentials,
			onError: 'continueRegularOutput',
		});
		// n8n itself asks twice before it believes a 401.
		expect(fixture.deletes().length).toBeLessThanOrEqual(2);
		expect(done.filter(({ json }) => json.status === 'notSent')).toHaveLength(400);
		expect(done[0].json.error).toMatchObject({
			message: expect.stringContaining(
				`HubSpot does not accept the credential "My ${type}" (401). Open it in n8n`,
			) as string,
		});
	});

	it("the day's limit: the run ends at once, and says when it is reset", async () => {
		await start(500, { rateLimit: { max: 1000, daily: 2 } });
		const { deleted, failed, notSent, messages } = await remove(upTo(500), { concurrency: 1 });
		expect(deleted).toEqual(upTo(200));
		expect([failed.length, notSent.length]).toEqual([100, 200]);
		expect(remaining()).toHaveLength(300);
		expect(fixture.deletes()).toHaveLength(3);
		expect(messages[0]).toContain('(429, DAILY)');
		for (const message of messages) expect(message).toContain('reset at midnight in the time zone');
	});

	it('a scope that is missing: nothing more between these object types, and it is named', async () => {
		await start(500);
		fixture.hubspot.intercept = () => ({
			status: 403,
			body: {
				...{ status: 'error', category: 'MISSING_SCOPES', message: 'Scopes are missing.' },
				errors: [{ context: { requiredGranularScopes: ['crm.objects.companies.write'] } }],
			},
		});
		const { failed, notSent, messages } = await remove(upTo(500), { concurrency: 1 });
		expect(fixture.deletes()).toHaveLength(1);
		expect([failed.length, notSent.length]).toEqual([100, 400]);
		expect(messages[0]).toContain('crm.objects.companies.write');
		expect(remaining()).toHaveLength(500);
	});

	it('a 403 that names a record: the others are deleted', async () => {
		await start(5);
		fixture.hubspot.intercept = ({ body }) =>
			JSON.stringify(body).includes('"id":"2"')
				? {
						status: 403,
						body: { status: 'error', message: 'Not yours', context: { fromObjectId: ['2'] } },
					}
				: undefined;
		const { deleted, failed } = await remove(upTo(5), { batchSize: 2, concurrency: 1 });
		expect([deleted, failed]).toEqual([[1, 3, 4, 5], [2]]);
		expect(remaining()).toEqual([2]);
	});

	it.each([302, 402])('%i: nothing more between these object types', async (status) => {
		await start(300);
		fixture.hubspot.intercept = () => ({ status });
		const { failed, notSent } = await remove(upTo(300), { concurrency: 1 });
		expect([failed.length, notSent.length]).toEqual([100, 200]);
		expect(fixture.deletes()).toHaveLength(1);
	});

	it('an OAuth2 connection that was taken away ends the run in the middle of it', async () => {
		await start(500);
		fixture.hubspot.intercept = ({ path }) => {
			if (fixture.deletes().length >= 2 && path.endsWith('/archive')) {
				fixture.hubspot.auth.expireAccessTokens();
				fixture.hubspot.auth.revokeRefreshTokens();
			}
			return undefined;
		};
		const { done } = await fixture.run(
			deleteParameters({ authentication: 'oAuth2', options: { concurrency: 1 } }),
			{
				items: itemsOf(upTo(500)),
				credentials: fixture.oAuth2,
				onError: 'continueRegularOutput',
			},
		);
		const statuses = done.map(({ json }) => String(json.status));
		const count = (status: string) => statuses.filter((each) => each === status).length;
		expect([count('deleted'), count('failed'), count('notSent')]).toEqual([200, 100, 200]);
		expect(remaining()).toHaveLength(300);
		expect(JSON.stringify(done[200].json.error)).toContain('My hubspotAssociationsOAuth2Api');
	});

	it('a limit that asks for more than five minutes ends the run', async () => {
		await start(500);
		fixture.hubspot.intercept = () => ({ status: 429, headers: { 'retry-after': '301' } });
		const { failed, notSent } = await remove(upTo(500), { concurrency: 1 });
		expect(fixture.deletes()).toHaveLength(1);
		expect([failed.length, notSent.length]).toEqual([100, 400]);
		expect(remaining()).toHaveLength(500);
	});

	it('HubSpot being away ends the run after three requests and their retries', async () => {
		await start(500);
		fixture.hubspot.intercept = () => ({ status: 503 });
		const { failed, notSent } = await remove(upTo(500), { concurrency: 1 });
		expect([failed.length, notSent.length]).toEqual([300, 200]);
		expect(fixture.deletes()).toHaveLength(3 * 6);
	});
});

describe('when nobody can tell from the answer', () => {
	const complete = (more: object = {}) => ({
		status: 'COMPLETE',
		results: [],
		startedAt: '2026-01-01T00:00:00Z',
		completedAt: '2026-01-01T00:00:01Z',
		...more,
	});
	const unnamed = complete({ numErrors: 1, errors: [error('Somebody is locked')] });

	it.each([
		['CANCELED', 200, complete({ status: 'CANCELED' })],
		['an error that names nobody', 207, unnamed],
		['no JSON', 200, '<html>Hello</html>'],
		['half of the JSON', 200, '{"status":"COMPLETE","results":['],
		['nothing', 200, ''],
	])('%s: reads back that it is done', async (_, status, body) => {
		await start(5);
		answerOnce({ status, body, after: true });
		const { deleted } = await remove(upTo(5));
		expect(deleted).toEqual(upTo(5));
		// Nothing was read before, so that what looks gone is read from the other side as well.
		expect(reads().map(({ path }) => path.split('/').slice(-4, -2))).toEqual([
			['contacts', 'companies'],
			['companies', 'contacts'],
		]);
		expect(remaining()).toEqual([]);
	});

	it.each([
		['CANCELED', 200, complete({ status: 'CANCELED' })],
		['an error that names nobody', 207, unnamed],
		['no JSON', 200, '<html>Hello</html>'],
	])('%s: reads back that it is not done', async (_, status, body) => {
		await start(5);
		fixture.hubspot.account.dissociate('contacts', 2, 'companies', 10);
		answerOnce({ status, body });
		const { deleted, failed, messages } = await remove(upTo(5));
		expect({ deleted, failed }).toEqual({ deleted: [2], failed: [1, 3, 4, 5] });
		expect(messages[0]).toContain('When read back from HubSpot, it was still there');
		expect(remaining()).toEqual([1, 3, 4, 5]);
	});

	it.each<[string, number, unknown]>([
		['warnings', 200, complete({ warnings: ['1 was skipped'] })],
		['a message', 200, complete({ message: 'Not all of it' })],
		['failures', 201, complete({ failures: [{ id: '3' }] })],
		['an error', 200, complete({ error: { id: '3' } })],
		['errors that are an object', 200, complete({ errors: { 3: 'locked' } })],
		['results with an error', 200, complete({ results: upTo(5).map(() => ({ error: 'locked' })) })],
		['fewer results', 200, complete({ results: [{ fromObjectId: '1' }] })],
		['accepted', 202, complete()],
		['another success', 203, complete()],
	])('%s: what was not done is not called deleted', async (_, status, body) => {
		await start(5);
		fixture.hubspot.account.dissociate('contacts', 2, 'companies', 10);
		answerOnce({ status, body });
		const { deleted, failed } = await remove(upTo(5));
		expect({ deleted, failed }).toEqual({ deleted: [2], failed: [1, 3, 4, 5] });
		expect(remaining()).toEqual([1, 3, 4, 5]);
	});

	it('reads all pages', async () => {
		await start(1, { readPageSize: 2 });
		const companies = [10, 11, 12, 13, 14, 15, 16];
		for (const company of companies) {
			fixture.hubspot.account.associate('contacts', 1, 'companies', company);
		}
		answerOnce({ status: 200, body: complete({ status: 'CANCELED' }) });
		const { failed } = await remove([1], {}, { toIds: '16' });
		expect(failed).toEqual([1]);
		// Three times.
		expect(reads()).toHaveLength(3 * 4);
	});

	it.each(['PENDING', 'PROCESSING'])('%s: waits until HubSpot has finished', async (status) => {
		await start(5);
		answerOnce({ status: 200, body: complete({ status }) });
		const { hubspot } = fixture;
		const inner = hubspot.intercept;
		hubspot.intercept = async (request, perform) => {
			if (reads().length === 3 && request.path.endsWith('/read')) {
				for (const contact of upTo(5)) {
					hubspot.account.dissociate('contacts', contact, 'companies', 10);
				}
			}
			return await inner?.(request, perform);
		};
		const { deleted } = await remove(upTo(5));
		expect(deleted).toEqual(upTo(5));
		// The last time from both sides.
		expect(reads()).toHaveLength(3 + 1);
	});

	it('PENDING for ever: says so', async () => {
		await start(2);
		answerOnce({ status: 200, body: complete({ status: 'PENDING' }) });
		const { failed, messages } = await remove(upTo(2));
		expect(failed).toEqual([1, 2]);
		expect(messages[0]).toBe(
			'HubSpot left the batch in status PENDING. When read back from HubSpot, it was still there.',
		);
		expect(reads()).toHaveLength(6);
	});

	it('when reading fails, too, says that it is unknown', async () => {
		await start(2);
		fixture.hubspot.intercept = ({ path }) =>
			path.endsWith('/read')
				? { status: 403, body: error('No', { category: 'MISSING_SCOPES' }) }
				: { status: 200, body: 'Hello', after: true };
		const { failed, messages } = await remove(upTo(2));
		expect(failed).toEqual([1, 2]);
		expect(messages[0]).toMatch(
			/Whether it was deleted is unknown, because reading it back failed: HubSpot says/,
		);
	});

	it('of labels, reads back which are left', async () => {
		await start(2);
		const { account } = fixture.hubspot;
		const label = account.addLabel('contacts', 'companies', { label: 'Friend' }).from;
		account.associate('contacts', 1, 'companies', 10, [label]);
		answerOnce({ status: 200, body: complete({ status: 'CANCELED' }) });
		const { done } = await fixture.run(
			deleteLabelsParameters({ labels: [`${label.category}:${label.typeId}`] }),
			{ items: itemsOf([1, 2]), onError: 'continueRegularOutput' },
		);
		expect(done.map(({ json }) => json.status)).toEqual(['failed', 'deleted']);
	});

	it.each([true, false])('of limits, reads back whether they are set: %p', async (after) => {
		await start(1);
		const { account } = fixture.hubspot;
		const type = account.unlabeledType('contacts', 'companies');
		account.setLimit('contacts', 'companies', type, 5);
		let once = true;
		fixture.hubspot.intercept = ({ path }) => {
			if (!once || !path.endsWith('/purge')) return undefined;
			once = false;
			return { status: 200, body: 'Hello', after };
		};
		const { done } = await fixture.run(
			deleteLimitsParameters({ limits: [`${type.category}:${type.typeId}`] }),
			{ onError: 'continueRegularOutput' },
		);
		expect(done.map(({ json }) => json.status)).toEqual([after ? 'deleted' : 'failed']);
		expect(account.limits('contacts', 'companies')).toHaveLength(after ? 0 : 1);
	});

	it.each(VERSIONS)('on version %s', async (apiVersion) => {
		await start(3, { numericIds: true });
		fixture.hubspot.account.dissociate('contacts', 2, 'companies', 10);
		answerOnce({ status: 200, body: 'Hello' });
		const { deleted, failed } = await remove(upTo(3), {}, { apiVersion });
		expect({ deleted, failed }).toEqual({ deleted: [2], failed: [1, 3] });
	});
});

describe('the option Verify', () => {
	it('reads every batch back, and believes what it reads', async () => {
		await start(5);
		fixture.hubspot.intercept = ({ path }) =>
			path.endsWith('/read')
				? undefined
				: { status: 200, body: { status: 'COMPLETE', results: [], completedAt: 'x' } };
		const { failed, messages } = await remove(upTo(5), { verify: true });
		expect(failed).toEqual(upTo(5));
		expect(messages[0]).toContain(
			'HubSpot confirmed the deletion. When read back from HubSpot, it was',
		);
	});

	it.each([
		['what was seen before: one request for each batch', 'default', 1 + 3],
		['what was not: one from each side', 'off', 3 * 2],
	])('%s', async (_, snapshot, expected) => {
		await start(250);
		const { deleted } = await remove(upTo(250), { verify: true, snapshot });
		expect(deleted).toHaveLength(250);
		expect(reads()).toHaveLength(expected);
		expect(remaining()).toEqual([]);
	});

	it('costs two where more than 1,000 records have to be read', async () => {
		await start(2_000);
		const options = { batchSize: 2_000, verify: true, snapshot: 'default' };
		const { deleted } = await remove(upTo(2_000), options);
		expect(deleted).toHaveLength(2_000);
		// As many before.
		expect(reads()).toHaveLength(2 * 2);
		expect(fixture.deletes()).toHaveLength(1);
	});

	it('refuses anything but true and false', async () => {
		await start(1);
		const { error: thrown } = await fixture.run(deleteParameters({ options: { verify: 'yes' } }), {
			items: itemsOf([1]),
		});
		expect(thrown?.message).toContain('"Verify" got "yes"');
	});
});
