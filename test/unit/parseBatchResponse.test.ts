import fc from 'fast-check';

import { parseBatchResponse } from '../../nodes/HubspotAssociations/batch/responses/parseBatchResponse';
import type { ItemResult } from '../../nodes/HubspotAssociations/batch/outcome';
import type { Target } from '../../nodes/HubspotAssociations/batch/target';

const pair = (fromObjectId: string, toObjectId: string): Target => ({
	fromObjectType: 'contacts',
	fromObjectId,
	toObjectType: 'companies',
	toObjectId,
});
const PAIRS = [pair('1', '10'), pair('1', '11'), pair('2', '10'), pair('3', '30')];

const TIMES = { startedAt: '2026-01-01T00:00:00Z', completedAt: '2026-01-01T00:00:01Z' };
const complete = (more: object = {}) => ({ status: 'COMPLETE', results: [], ...TIMES, ...more });
const error = (context: object, more: object = {}) => ({
	status: 'error',
	category: 'OBJECT_NOT_FOUND',
	message: 'No such record',
	context,
	errors: [],
	links: {},
	...more,
});

const statuses = (expectedResults: ItemResult[]) => expectedResults.map(({ status }) => status);
const ofErrors = (...errors: object[]) =>
	statuses(
		parseBatchResponse(PAIRS, {
			httpCode: 207,
			body: complete({ errors, numErrors: errors.length }),
		}),
	);

/** Done, failed, unknown. */
const [D, F, U] = ['done', 'failed', 'unknown'];
const NONE_KNOWN = [U, U, U, U];

describe('judgeAnswer: success', () => {
	it('takes a 204 without a body as deleted', () => {
		expect(parseBatchResponse(PAIRS, { httpCode: 204, body: '' })).toEqual(
			PAIRS.map(() => ({ status: 'done', batch: { status: 'COMPLETE' } })),
		);
	});

	it('takes a 200 that is COMPLETE as deleted, with its times', () => {
		const [outcome] = parseBatchResponse(PAIRS, {
			httpCode: 200,
			body: complete({ errors: [], numErrors: 0 }),
		});
		expect(outcome).toEqual({ status: 'done', batch: { status: 'COMPLETE', ...TIMES } });
	});
});

describe('parseBatchResponse: answers of a known shape confirm', () => {
	const listed = PAIRS.map(({ fromObjectId, toObjectId }) => ({ fromObjectId, toObjectId }));
	it.each<[string, object]>([
		['requestedAt: null', { requestedAt: null }],
		['requestedAt', { requestedAt: TIMES.startedAt }],
		['errors: []', { errors: [] }],
		['errors: null', { errors: null }],
		['numErrors: 0', { numErrors: 0 }],
		['links: {}', { links: {} }],
		['links: null', { links: null }],
		['no results', { results: undefined }],
		['every result', { results: listed }],
		['every result in both directions', { results: [...listed, ...listed] }],
		['a result for each record', { results: listed.slice(0, 3) }],
		[
			'results with objects inside',
			{
				results: PAIRS.map(({ fromObjectId, toObjectId }) => ({
					...{ from: { id: fromObjectId }, to: { id: toObjectId } },
					types: [{ category: 'USER_DEFINED', typeId: 36, label: 'Friend' }],
				})),
			},
		],
	])('%s', (_, more) => {
		for (const httpCode of [200, 201]) {
			const outcomes = parseBatchResponse(PAIRS, { httpCode, body: complete(more) });
			expect(statuses(outcomes)).toEqual([D, D, D, D]);
		}
	});
});

describe('parseBatchResponse: anything that may tell of a failure is read back', () => {
	it.each<[string, object]>([
		['error', { error: 'Nope' }],
		['error: null', { error: null }],
		['message', { message: 'Nope' }],
		['category', { category: 'VALIDATION_ERROR' }],
		['subCategory', { subCategory: 'crm.x' }],
		['context', { context: { fromObjectId: ['1'] } }],
		['failures', { failures: [{ id: '1' }] }],
		['failed', { failed: 1 }],
		['warnings', { warnings: ['2 were skipped'] }],
		['a field that is not known', { note: 'x' }],
		['a field of every object', { toString: 'x', constructor: 1 }],
		['links', { links: { errors: 'https://example.com' } }],
		['errors that are a switch', { errors: true }],
		['errors that are a number', { errors: 1 }],
		['errors that are an empty object', { errors: {} }],
		['numErrors: 1', { numErrors: 1 }],
		['numErrors: -1', { numErrors: -1 }],
		['numErrors: "0"', { numErrors: '0' }],
		['numErrors: null', { numErrors: null }],
		['completedAt: null', { completedAt: null }],
		['results that are no list', { results: {} }],
		['results: null', { results: null }],
		['results that are texts', { results: ['ok', 'ok', 'ok', 'ok'] }],
		['too few results', { results: [{ fromObjectId: '1' }] }],
		['too many results', { results: Array.from({ length: 9 }, () => ({})) }],
		...['status', 'error', 'errors', 'message', 'numErrors', 'success', 'reason'].map(
			(name): [string, object] => [
				`results with ${name}`,
				{ results: PAIRS.map((_, index) => (index === 2 ? { [name]: 'x' } : {})) },
			],
		),
		['results with a status inside', { results: PAIRS.map(() => ({ to: [{ status: 'x' }] })) }],
		...Object.entries({ deleted: false, archived: false, removed: 0, exists: true, note: 'x' }).map(
			([name, value]): [string, object] => [
				`results with ${name}`,
				{ results: PAIRS.map((each) => ({ ...each, [name]: value })) },
			],
		),
		[
			'results of other records',
			{ results: PAIRS.map(({ toObjectId }) => ({ fromObjectId: '7', toObjectId })) },
		],
		[
			'results of other records, inside',
			{ results: PAIRS.map(() => ({ from: { id: 1 }, to: { id: 77 } })) },
		],
	])('%s', (_, more) => {
		for (const httpCode of [200, 201, 207]) {
			const outcomes = parseBatchResponse(PAIRS, { httpCode, body: complete(more) });
			expect(statuses(outcomes)).toEqual(NONE_KNOWN);
		}
	});

	// What HubSpot may still be at, and what hides whether it is, has to be read with patience.
	it.each<[number, unknown, boolean]>([
		[202, '', true],
		[202, complete(), true],
		[203, complete(), false],
		[204, complete(), false],
		[204, 'Hello', true],
		[204, [], true],
		[205, '', true],
		[206, complete(), false],
		[299, complete(), false],
	])('%i %p', (httpCode, body, isPending) => {
		const outcomes = parseBatchResponse(PAIRS, { httpCode, body });
		expect(outcomes.map((each) => [each.status, 'pending' in each && each.pending])).toEqual(
			PAIRS.map(() => [U, isPending]),
		);
	});

	it('whatever else an answer has, only COMPLETE with known fields confirms', () => {
		const known = [
			'status',
			'results',
			'requestedAt',
			'startedAt',
			'completedAt',
			'links',
			'errors',
		];
		const name = fc.oneof(fc.string(), fc.constantFrom('error', 'failures', 'numErrors', ...known));
		fc.assert(
			fc.property(
				fc.dictionary(name, fc.jsonValue()),
				fc.integer({ min: 200, max: 299 }),
				(more, httpCode) => {
					const body: Record<string, unknown> = complete(more);
					const isConfirmed = parseBatchResponse(PAIRS, { httpCode, body }).some(
						({ status }) => status === 'done',
					);
					const isStrange = Object.keys(body).some((key) => ![...known, 'numErrors'].includes(key));
					if (isStrange || body.status !== 'COMPLETE') expect(isConfirmed).toBe(false);
					if (httpCode > 201 && httpCode !== 207) expect(isConfirmed).toBe(false);
				},
			),
		);
	});

	it('the inputs that no error names are confirmed only where nothing else is strange', () => {
		const errors = [error({ fromObjectId: ['3'] })];
		const itemResults = (more: object) =>
			statuses(parseBatchResponse(PAIRS, { httpCode: 207, body: complete({ errors, ...more }) }));
		expect(itemResults({})).toEqual([D, D, D, F]);
		expect(itemResults({ results: [{}, {}, {}] })).toEqual([D, D, D, F]);
		for (const more of [{ numErrors: 2 }, { numErrors: 0 }, { warnings: [] }, { results: [{}] }]) {
			expect(itemResults(more)).toEqual([U, U, U, F]);
		}
	});

	it('of a creation is believed only where the answer lists the pair, in either direction', () => {
		const pairs = ['1', '2', '3'].map((id) => ({
			fromObjectType: 'contacts',
			fromObjectId: id,
			toObjectType: 'companies',
			toObjectId: '9',
		}));
		const results = [
			{ fromObjectId: '1', toObjectId: '9', labels: [] },
			{ from: { id: 9 }, to: { id: 2 } },
		];
		const answer = { httpCode: 200, body: { status: 'COMPLETE', results } };
		expect(statuses(parseBatchResponse(pairs, answer, true))).toEqual([D, D, U]);
		const empty = { httpCode: 204, body: '' };
		expect(parseBatchResponse(pairs, empty, true)).toMatchObject(
			pairs.map(() => ({ status: 'unknown', pending: true })),
		);
	});
});

describe('parseBatchResponse: a creation that is listed', () => {
	const created = { ...pair('1', '9'), types: [{ category: 'USER_DEFINED', typeId: 36 }] };
	const ends = { fromObjectTypeId: '0-1', fromObjectId: '1', toObjectTypeId: '0-2', toObjectId: 9 };
	const turned = {
		...{ fromObjectTypeId: '0-2', fromObjectId: '9' },
		...{ toObjectTypeId: '0-1', toObjectId: '1' },
	};
	it.each<[string, object, unknown]>([
		['with its label', { ...ends, labels: ['Friend'] }, D],
		['in the other direction', { ...turned, labels: ['Friend'] }, D],
		['with one more label', { ...ends, labels: ['Primary', 'Friend'] }, D],
		['without saying labels', ends, D],
		['without the label', { ...ends, labels: [] }, U],
		['with an error', { ...ends, labels: ['Friend'], error: 'x' }, U],
		['with a status', { ...ends, labels: ['Friend'], status: 'FAILED' }, U],
		['as not created', { ...ends, labels: ['Friend'], created: false }, U],
		['between other types', { ...ends, labels: ['Friend'], fromObjectTypeId: '0-3' }, U],
		['in a direction that is none', { ...ends, ...turned, toObjectTypeId: '0-5' }, U],
	])('%s', (_, result, status) => {
		const body = complete({ results: [result] });
		expect(statuses(parseBatchResponse([created], { httpCode: 200, body }, true))).toEqual([
			status,
		]);
	});

	it('without its label is believed where only a label of HubSpot was sent', () => {
		const types = [{ category: 'HUBSPOT_DEFINED', typeId: 279 }];
		const body = complete({ results: [{ ...ends, labels: [] }] });
		const answer = { httpCode: 200, body };
		expect(statuses(parseBatchResponse([{ ...created, types }], answer, true))).toEqual([D]);
	});
});

describe('parseBatchResponse: a set of labels', () => {
	const USER = (typeId: number) => ({ category: 'USER_DEFINED', typeId });
	const set: Target = { ...pair('1', '10'), types: [USER(36), USER(37)] };
	const itemResults = (...errors: object[]) =>
		parseBatchResponse([set, { ...pair('2', '10'), types: [USER(36)] }], {
			httpCode: 207,
			body: complete({ errors }),
		});

	it('of which one is refused is read back, and the refused one is known', () => {
		expect(itemResults(error({ associationSpec: ['USER_DEFINED=37'] }))).toMatchObject([
			{ status: U, refused: [USER(37)] },
			{ status: D },
		]);
		expect(itemResults(error({ fromObjectId: ['1'], type: ['1-37'] }))[0]).toMatchObject({
			...{ status: U, refused: [USER(37)] },
		});
	});

	it('of which each is refused has failed', () => {
		const errors = [36, 37].map((typeId) =>
			error({ fromObjectId: ['1'], associationSpec: [`USER_DEFINED=${typeId}`] }),
		);
		expect(statuses(itemResults(...errors))).toEqual([F, D]);
	});

	it('that is refused without naming one is read back', () => {
		expect(statuses(itemResults(error({ fromObjectId: ['1'] })))).toEqual([U, D]);
		expect(itemResults(error({ fromObjectId: ['1'] }))[0]).not.toHaveProperty('refused');
	});
});

describe('parseBatchResponse: many errors', () => {
	it('a batch of 2,000 with as many errors takes no time in proportion to its square', () => {
		const contextReads = { count: 0 };
		const pairs = Array.from({ length: 2_000 }, (_, index) =>
			Object.defineProperty(pair(String(index), '1'), 'toObjectId', {
				enumerable: true,
				get: () => {
					contextReads.count++;
					return '1';
				},
			}),
		);
		const errors = pairs.map((_, index) =>
			error({ fromObjectId: [String(index)], toObjectId: ['1'] }),
		);
		const outcomes = parseBatchResponse(pairs, { httpCode: 207, body: complete({ errors }) });
		expect(outcomes.every(({ status }) => status === F)).toBe(true);
		expect(contextReads.count).toBeLessThanOrEqual(2 * pairs.length);
	});
});

describe('judgeAnswer: not success, whatever the HTTP status', () => {
	it.each(['CANCELED', 'PENDING', 'PROCESSING', 'SOMETHING_NEW'])('%s', (status) => {
		for (const httpCode of [200, 202, 204, 207]) {
			const outcomes = parseBatchResponse(PAIRS, { httpCode, body: complete({ status }) });
			expect(statuses(outcomes)).toEqual(NONE_KNOWN);
			expect(outcomes[0]).toMatchObject({
				error: { message: expect.stringContaining(status) as string, httpCode },
				batch: { status },
			});
		}
	});

	it('what HubSpot has not finished is looked at with patience, whoever its errors name', () => {
		const body = complete({ status: 'PROCESSING', errors: [error({ fromObjectId: ['1'] })] });
		const itemResults = parseBatchResponse(PAIRS, { httpCode: 200, body });
		expect(itemResults).toEqual(
			PAIRS.map(() => expect.objectContaining({ pending: true }) as unknown),
		);
	});

	it.each([
		['text', '<html>Bad Gateway</html>'],
		['nothing', ''],
		['an object without a status', { results: [] }],
		['null', null],
		['an array', []],
	])('a 200 with %s', (_, body) => {
		const outcomes = parseBatchResponse(PAIRS, { httpCode: 200, body });
		expect(statuses(outcomes)).toEqual(NONE_KNOWN);
		expect(outcomes[0]).toMatchObject({
			error: { message: expect.stringContaining('not a batch response') as string },
		});
	});

	it('a 207 that names nobody', () => {
		expect(statuses(parseBatchResponse(PAIRS, { httpCode: 207, body: complete() }))).toEqual(
			NONE_KNOWN,
		);
	});

	it.each([
		['errors that are an object', { errors: { a: error({ fromObjectId: ['1'] }) } }],
		['errors that are a text', { errors: 'oops' }],
		['a number of errors that is none', { numErrors: 'many' }],
		[
			'one error of two that names two pairs',
			{ numErrors: 2, errors: [error({ fromObjectId: ['1'] })] },
		],
	])('%s', (_, more) => {
		const outcomes = parseBatchResponse(PAIRS, { httpCode: 200, body: complete(more) });
		expect(outcomes.at(-1)?.status).toBe('unknown');
	});

	it("an error's own status, in its own words", () => {
		const body = {
			status: 'error',
			message: 'Nope',
			category: 'VALIDATION_ERROR',
			correlationId: 'x',
		};
		expect(parseBatchResponse(PAIRS, { httpCode: 200, body })[0]).toMatchObject({
			status: 'unknown',
			error: {
				message: 'HubSpot left the batch in status error ("Nope").',
				category: 'VALIDATION_ERROR',
				correlationId: 'x',
			},
		});
	});

	it('an error that is plain text keeps its words', () => {
		const body = complete({ numErrors: 1, errors: ['Contact 1 is locked by an import'] });
		const results = parseBatchResponse(PAIRS, { httpCode: 207, body });
		expect(statuses(results)).toEqual(NONE_KNOWN);
		for (const result of results)
			expect(result).toMatchObject({
				error: {
					message: expect.stringMatching(
						/^Contact 1 is locked by an import\. HubSpot did/,
					) as string,
				},
			});
	});

	it('more errors counted than explained', () => {
		const body = complete({ numErrors: 3, errors: [error({ fromObjectId: ['3'] })] });
		expect(statuses(parseBatchResponse(PAIRS, { httpCode: 200, body }))).toEqual([U, U, U, F]);
	});
});

describe('judgeAnswer: errors that name inputs', () => {
	it('fails a pair that both IDs name, and no other', () => {
		expect(ofErrors(error({ fromObjectId: ['1'], toObjectId: ['11'] }))).toEqual([D, F, D, D]);
	});

	it('does not know which pairs of a named record are meant', () => {
		expect(ofErrors(error({ fromObjectId: ['1'] }))).toEqual([U, U, D, D]);
		expect(ofErrors(error({ toObjectId: ['10'] }))).toEqual([U, D, U, D]);
		expect(ofErrors(error({ fromObjectId: ['1'], toObjectId: ['10', '11'] }))).toEqual([
			F,
			F,
			D,
			D,
		]);
	});

	it('takes an ID without a side for either side, and is sure where one pair alone has it', () => {
		expect(ofErrors(error({ ids: ['2'] }))).toEqual([D, D, F, D]);
		expect(ofErrors(error({ ids: ['2', '30'] }))).toEqual([D, D, U, U]);
		expect(ofErrors(error({ ids: ['10', '11'] }))).toEqual([U, U, U, D]);
	});

	it('does not take a number that JavaScript has rounded for an ID', () => {
		const pairs = [pair('9007199254740992', '1'), pair('9007199254740993', '1')];
		const body = complete({ errors: [error({ fromObjectId: [9007199254740993] })] });
		expect(statuses(parseBatchResponse(pairs, { httpCode: 207, body }))).toEqual([U, U]);
	});

	it.each([
		['numErrors', { numErrors: { toString: 1 } }],
		['a context', { errors: [error({ fromObjectId: [{ toString: 1 }] })] }],
		['a category', { errors: [error({ typeId: [{}], category: [{ toString: 1 }] })] }],
	])('does not stumble over an object without a text in %s', (_, more) => {
		const itemResults = parseBatchResponse(PAIRS, { httpCode: 207, body: complete(more) });
		expect(statuses(itemResults)).toEqual(NONE_KNOWN);
	});

	it.each(['fromObjectId', 'fromId', 'from_object_id', 'fromRecordIds'])(
		'knows the spelling %s',
		(key) => {
			expect(ofErrors(error({ [key]: ['3'] }))).toEqual([D, D, D, F]);
		},
	);

	it('does not take an object type for a name', () => {
		const context = { fromObjectId: ['2'], fromObjectType: ['contact'], toObjectType: ['company'] };
		expect(ofErrors(error(context))).toEqual([D, D, F, D]);
		expect(ofErrors(error({ fromObjectType: ['contact'], fromObjectTypeId: ['1'] }))).toEqual(
			NONE_KNOWN,
		);
	});

	it('takes numbers for IDs, too', () => {
		expect(ofErrors(error({ fromObjectId: [3] }))).toEqual([D, D, D, F]);
		expect(ofErrors(error({ fromObjectId: 3 }))).toEqual([D, D, D, F]);
	});

	it('reads IDs that stand in a sentence', () => {
		const INVALID_OBJECT_IDS = ['CONTACT=3 is not valid'];
		expect(ofErrors(error({ INVALID_OBJECT_IDS }))).toEqual([D, D, D, F]);
		expect(ofErrors(error({ INVALID_OBJECT_IDS: ['something is not valid'] }))).toEqual(NONE_KNOWN);
	});

	it('reads each ID of a text', () => {
		expect(ofErrors(error({ fromObjectId: ['1,2'] }))).toEqual([U, U, U, D]);
		expect(ofErrors(error({ fromObjectId: ['2, 3'] }))).toEqual([D, D, F, F]);
		const INVALID_OBJECT_IDS = ['CONTACT=3 is not valid', 'Contact 2 is not valid'];
		expect(ofErrors(error({ INVALID_OBJECT_IDS }))).toEqual([D, D, F, F]);
	});

	it('does not know which combination is meant where several IDs stand on both sides', () => {
		expect(ofErrors(error({ fromObjectId: ['1', '2'], toObjectId: ['10', '11'] }))).toEqual([
			U,
			U,
			U,
			D,
		]);
	});

	it('reads the contexts of the details where the error has none', () => {
		const detail = (fromObjectId: string) => ({
			message: 'x',
			context: { fromObjectId: [fromObjectId] },
		});
		expect(ofErrors(error({}, { errors: [detail('2')] }))).toEqual([D, D, F, D]);
		expect(ofErrors(error({}, { errors: [detail('2'), detail('3')] }))).toEqual([D, D, F, F]);
	});

	it('reads the contexts of the details as well where the error has one', () => {
		const details = [{ context: { fromObjectId: ['2'] } }, { message: 'explains' }];
		expect(ofErrors(error({ fromObjectId: ['3'] }, { errors: details }))).toEqual([D, D, F, F]);
	});

	it('ignores what says nothing about an input of this kind', () => {
		const context = {
			fromObjectId: ['1'],
			toObjectId: ['10'],
			associationTypeId: ['279'],
			associationCategory: ['HUBSPOT_DEFINED'],
		};
		expect(ofErrors(error(context))).toEqual([F, D, D, D]);
	});

	it('lets the first error about a pair speak', () => {
		const errors = ['First', 'Second'].map((message) =>
			error({ fromObjectId: ['3'] }, { message }),
		);
		const outcomes = parseBatchResponse(PAIRS, { httpCode: 207, body: complete({ errors }) });
		expect(outcomes[3]).toMatchObject({ error: { message: 'First' } });
	});

	it('gives each named pair the words of its own error', () => {
		const body = complete({
			errors: [
				error(
					{ fromObjectId: ['3'] },
					{ message: 'Gone', subCategory: 'crm.x', correlationId: 'abc' },
				),
				error({ fromObjectId: ['2'] }, { message: 'Locked', category: 'CONFLICT' }),
			],
		});
		const outcomes = parseBatchResponse(PAIRS, { httpCode: 200, body });
		expect(outcomes[3]).toMatchObject({
			status: 'failed',
			error: {
				message: 'Gone',
				httpCode: 200,
				category: 'OBJECT_NOT_FOUND',
				subCategory: 'crm.x',
				correlationId: 'abc',
			},
		});
		expect(outcomes[2]).toMatchObject({ error: { message: 'Locked', category: 'CONFLICT' } });
		expect(statuses(outcomes)).toEqual([D, D, F, F]);
	});

	it('finds limits and labels by type ID and category', () => {
		const limit = (category: string, typeId: number): Target => ({
			fromObjectType: 'contacts',
			toObjectType: 'companies',
			types: [{ category, typeId }],
		});
		const limits = [
			limit('USER_DEFINED', 36),
			limit('HUBSPOT_DEFINED', 36),
			limit('USER_DEFINED', 37),
		];
		const failing = (context: object) =>
			statuses(
				parseBatchResponse(limits, { httpCode: 207, body: complete({ errors: [error(context)] }) }),
			);
		expect(failing({ typeId: ['36'], category: ['USER_DEFINED'] })).toEqual([F, D, D]);
		expect(failing({ associationTypeId: ['36'] })).toEqual([U, U, D]);
		expect(failing({ associationTypeId: ['37'] })).toEqual([D, D, F]);
		expect(failing({ associationSpec: ['HUBSPOT_DEFINED=36'] })).toEqual([D, F, D]);
	});
});

describe('judgeAnswer: errors about association types', () => {
	const labelled = (id: string, ...typeIds: number[]): Target => ({
		...pair(id, '10'),
		types: typeIds.map((typeId) => ({ category: 'USER_DEFINED', typeId })),
	});

	it('do not know which of several pairs with that label they mean', () => {
		const pairs = [labelled('1', 36), labelled('2', 36), labelled('3', 37)];
		const itemResults = (context: object) =>
			statuses(
				parseBatchResponse(pairs, { httpCode: 207, body: complete({ errors: [error(context)] }) }),
			);
		expect(itemResults({ associationSpec: ['USER_DEFINED=36'] })).toEqual([U, U, D]);
		expect(itemResults({ associationTypeId: ['37'] })).toEqual([D, D, F]);
	});

	it('mean category and number of the same type', () => {
		const mixed: Target = {
			...pair('1', '10'),
			types: [
				{ category: 'USER_DEFINED', typeId: 36 },
				{ category: 'HUBSPOT_DEFINED', typeId: 37 },
			],
		};
		const context = { associationCategory: ['HUBSPOT_DEFINED'], associationTypeId: ['36'] };
		const body = complete({ errors: [error(context)] });
		expect(
			statuses(parseBatchResponse([mixed, labelled('2', 36)], { httpCode: 207, body })),
		).toEqual([U, U]);
	});
});

describe('judgeAnswer: errors that name somebody who cannot be made out', () => {
	it.each([
		['a range of IDs', { fromObjectId: ['1-3'] }],
		['an ID beside a word', { fromObjectId: ['1', 'abc'] }],
		['an ID beside a foreign one', { fromObjectId: ['1', '999'] }],
		[
			'a sentence beside an unreadable one',
			{ INVALID_OBJECT_IDS: ['CONTACT=3 is not valid', 'Contact B2 is not valid'] },
		],
		['a name in sentence that is none', { INVALID_OBJECT_IDS: ['something is not valid'] }],
		['an ID as an object', { fromObjectId: [{ id: 1 }] }],
	])('leave the whole batch in doubt: %s', (_, context) => {
		expect(ofErrors(error(context))).not.toContain(D);
	});

	it('also when it is one of several details', () => {
		const details = [{ message: 'x', context: { fromObjectId: ['2'] } }, { message: 'y' }];
		expect(ofErrors(error({}, { errors: details }))).not.toContain(D);
	});
});

describe('judgeAnswer: errors that name nobody', () => {
	it.each([
		['no context', undefined],
		['an empty context', {}],
		['a context about something else', { scope: ['x'] }],
		['IDs that are not in this batch', { fromObjectId: ['999'] }],
		['a context that is a text', 'fromObjectId'],
	])('leave the whole batch in doubt: %s', (_, context) => {
		expect(ofErrors({ ...error({}), context })).toEqual(NONE_KNOWN);
	});

	it('leave the named ones their own words', () => {
		const body = complete({
			errors: [error({}, { message: 'Who?' }), error({ fromObjectId: ['3'] })],
		});
		const outcomes = parseBatchResponse(PAIRS, { httpCode: 207, body });
		expect(outcomes.map((outcome) => 'error' in outcome && outcome.error.message)).toEqual([
			...Array.from(
				{ length: 3 },
				() =>
					expect.stringMatching(/^Who\?.*HubSpot did not say which inputs this is about/) as string,
			),
			'No such record',
		]);
	});

	it.each([null, 'text', 7])('even when the error itself is %p', (strange) => {
		const body = complete({ errors: [strange] });
		expect(statuses(parseBatchResponse(PAIRS, { httpCode: 200, body }))).toEqual(NONE_KNOWN);
	});
});
