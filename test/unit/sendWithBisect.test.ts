import fc from 'fast-check';

import { MAX_REFUSALS_IN_A_ROW } from '../../nodes/HubspotAssociations/batch/sending/bisectBudget';
import { newSendState } from '../../nodes/HubspotAssociations/batch/sending/sendState';
import { sendWithBisect } from '../../nodes/HubspotAssociations/batch/sending/sendWithBisect';
import type { SubBatch } from '../../nodes/HubspotAssociations/batch/sending/subBatch';
import { randomRuns, runParameters } from '../randomRuns';

const TYPES = { fromObjectType: 'contacts', toObjectType: 'companies' };
const numbers = (count: number) => Array.from({ length: count }, (_, index) => index);
const refuse = (fields: object) => Object.assign(new Error('No'), fields);

/** A HubSpot that takes at most so many inputs, and refuses a request that holds a bad one. */
function server({ bad = [] as number[], most = Infinity, naming = false, vaguely = false } = {}) {
	const deleted = new Set<number>();
	let requests = 0;
	const send = async ({ targets }: SubBatch<number>) => {
		requests++;
		await Promise.resolve();
		if (targets.length > most) throw refuse({ httpCode: 413, scope: 'batchSize' });
		const guilty = targets.filter((target) => bad.includes(target));
		if (guilty.length > 0) {
			throw refuse({
				httpCode: 400,
				scope: 'inputs',
				responseBody: naming ? guilty[0] : undefined,
			});
		}
		for (const target of targets) deleted.add(target);
		return { httpCode: 204, body: '' };
	};
	/** Vaguely: every tenth input is named together with the guilty one. */
	const matchItemFailures = (targets: number[], responseBody: unknown) => ({
		targets: targets.filter((target) =>
			vaguely ? target % 10 === Number(responseBody) % 10 : target === responseBody,
		),
		andUnknown: responseBody === undefined,
		exact: !vaguely,
		byType: false,
	});
	const options = { send, matchItemFailures, state: newSendState() };
	return { options, deleted, requests: () => requests };
}

const byKind = (results: Awaited<ReturnType<typeof sendWithBisect<number>>>) => {
	const of = (kind: string) =>
		results
			.filter(({ result }) => kind in result)
			.flatMap(({ targets }) => targets)
			.sort((a, b) => a - b);
	return { accepted: of('answer'), failed: of('error'), notSent: of('notSent') };
};

const send = async (count: number, { options }: ReturnType<typeof server>) =>
	byKind(await sendWithBisect({ ...TYPES, targets: numbers(count) }, options));

const without = (count: number, bad: number[]) => numbers(count).filter((n) => !bad.includes(n));

describe('one input for which the whole request is refused', () => {
	it('costs itself alone, and at most 2·log2(n) further requests, wherever it is', async () => {
		for (const count of [1, 2, 3, 5, 7, 11, 64, 100, 127]) {
			for (const bad of numbers(count)) {
				const hubspot = server({ bad: [bad] });
				const kinds = await send(count, hubspot);
				expect(kinds.failed).toEqual([bad]);
				expect([...hubspot.deleted]).toHaveLength(count - 1);
				expect(hubspot.requests() - 1).toBeLessThanOrEqual(2 * Math.log2(count));
			}
		}
	});

	it.each([0, 1, 999, 1000, 1998, 1999])('also as number %i of 2,000', async (bad) => {
		const hubspot = server({ bad: [bad] });
		expect((await send(2000, hubspot)).failed).toEqual([bad]);
		expect(hubspot.requests() - 1).toBeLessThanOrEqual(2 * Math.log2(2000));
	});

	it('costs one further request when HubSpot names it', async () => {
		const hubspot = server({ bad: [42], naming: true });
		expect(await send(100, hubspot)).toMatchObject({ failed: [42], notSent: [] });
		expect(hubspot.deleted.size).toBe(99);
		expect(hubspot.requests()).toBe(2);
	});

	it('is looked for among those that HubSpot may mean', async () => {
		const hubspot = server({ bad: [42], naming: true, vaguely: true });
		expect(await send(100, hubspot)).toMatchObject({ failed: [42], notSent: [] });
		expect(hubspot.requests() - 1).toBeLessThanOrEqual(1 + 2 * Math.log2(10));
	});
});

describe('any number of bad inputs', () => {
	it('fail, the others are deleted, and each input is in exactly one piece', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.integer({ min: 1, max: 60 }),
				fc.array(fc.nat(59), { maxLength: 40 }),
				fc.integer({ min: 1, max: 80 }),
				fc.boolean(),
				fc.boolean(),
				async (count, all, most, naming, vaguely) => {
					const bad = [...new Set(all)].filter((n) => n < count).sort((a, b) => a - b);
					const hubspot = server({ bad, most, naming, vaguely });
					// What was accepted before shows that no refusal is about everything.
					await sendWithBisect({ ...TYPES, targets: [5000] }, hubspot.options);
					hubspot.deleted.clear();
					const kinds = await send(count, hubspot);
					expect(kinds).toEqual({ accepted: without(count, bad), failed: bad, notSent: [] });
					expect([...hubspot.deleted].sort((a, b) => a - b)).toEqual(kinds.accepted);
					expect(hubspot.requests()).toBeLessThanOrEqual(
						1 + 2 * count + 2 * Math.ceil(count / most),
					);
				},
			),
			runParameters(randomRuns()),
		);
	});

	it('cost a handful of requests when everything is bad', async () => {
		const hubspot = server({ bad: numbers(2000) });
		expect((await send(2000, hubspot)).failed).toEqual(numbers(2000));
		expect(hubspot.requests()).toBeLessThanOrEqual(10);
		const before = hubspot.requests();
		expect((await send(2000, hubspot)).notSent).toEqual(numbers(2000));
		expect(hubspot.requests()).toBe(before);
	});

	it('cost a bounded number of requests when everything is bad after something was good', async () => {
		const hubspot = server({ bad: numbers(2000) });
		await sendWithBisect({ ...TYPES, targets: [5000] }, hubspot.options);
		expect((await send(2000, hubspot)).failed).toEqual(numbers(2000));
		expect(hubspot.requests()).toBeLessThan(MAX_REFUSALS_IN_A_ROW + 4);
		// And in the batches after it as many as it takes to find a single good one.
		const before = hubspot.requests();
		await send(2000, hubspot);
		expect(hubspot.requests() - before).toBeLessThanOrEqual(3 + 2 * Math.ceil(Math.log2(2000)));
	});

	it('also when HubSpot names them one after the other', async () => {
		const hubspot = server({ bad: numbers(2000), naming: true });
		expect((await send(2000, hubspot)).failed).toEqual(numbers(2000));
		expect(hubspot.requests()).toBeLessThan(MAX_REFUSALS_IN_A_ROW + 3);
	});

	it('also when it says that they are too many', async () => {
		const hubspot = server({ most: 0 });
		expect((await send(2000, hubspot)).failed).toEqual(numbers(2000));
		expect(hubspot.requests()).toBeLessThan(MAX_REFUSALS_IN_A_ROW + 20);
	});

	it.each([2, 3, 5, 7])('every %ith of many: all the others are deleted', async (nth) => {
		for (const [size, batches] of [
			[2000, 1],
			[100, 20],
		]) {
			const all = numbers(2000);
			const bad = all.filter((number) => number % nth === 0);
			const hubspot = server({ bad });
			const results = [];
			for (let batch = 0; batch < batches; batch++) {
				const targets = all.slice(batch * size, (batch + 1) * size);
				results.push(...(await sendWithBisect({ ...TYPES, targets }, hubspot.options)));
			}
			expect(byKind(results).failed).toEqual(bad);
			expect(hubspot.deleted.size).toBe(2000 - bad.length);
		}
	});

	it.each(['first', 'last'])('many at the %s, and a single one elsewhere', async (where) => {
		const all = numbers(2000);
		const bad = all.filter((n) =>
			where === 'first' ? n < 60 || n === 1999 : n === 0 || n >= 1940,
		);
		const hubspot = server({ bad });
		expect((await send(2000, hubspot)).failed).toEqual(bad);
	});

	it('one in each batch after batches in which everything was bad', async () => {
		const bad = [...numbers(1000), ...numbers(20).map((n) => 1000 + n * 100 + 7)];
		const hubspot = server({ bad });
		await sendWithBisect({ ...TYPES, targets: [5000] }, hubspot.options);
		const results = [];
		for (let batch = 0; batch < 30; batch++) {
			const targets = numbers(100).map((n) => batch * 100 + n);
			results.push(...(await sendWithBisect({ ...TYPES, targets }, hubspot.options)));
		}
		expect(byKind(results).failed).toEqual(bad);
		expect(hubspot.deleted.size).toBe(1 + 3000 - bad.length);
	});

	it('are told from the rest again once HubSpot accepts something', async () => {
		const hubspot = server({ bad: numbers(200) });
		await sendWithBisect({ ...TYPES, targets: [400] }, hubspot.options);
		await send(200, hubspot);
		await sendWithBisect({ ...TYPES, targets: [500] }, hubspot.options);
		const targets = [...numbers(4), 600];
		const { failed, accepted } = byKind(
			await sendWithBisect({ ...TYPES, targets }, hubspot.options),
		);
		expect({ failed, accepted }).toEqual({ failed: numbers(4), accepted: [600] });
	});
});

describe('a request that is too large', () => {
	it('is cut, and the smaller size is kept', async () => {
		const hubspot = server({ most: 100 });
		expect((await send(1000, hubspot)).accepted).toEqual(numbers(1000));
		// 1,000, 500, 250 and 125 are refused; then 63 at a time.
		expect(hubspot.requests()).toBe(4 + Math.ceil(1000 / 63));
		const before = hubspot.requests();
		await send(630, hubspot);
		expect(hubspot.requests() - before).toBe(10);
	});

	it('is cut to the size that HubSpot names, and that is kept', async () => {
		for (const [message, sizes] of [
			['The maximum number of inputs supported in a batch is 100. Please reduce', [107, 100, 7]],
			[
				'HubSpot answered 400: The maximum number of inputs supported in a batch is 100.',
				[107, 100, 7],
			],
			['The maximum in a batch request for property histories is 50.', [107, 50, 50, 7]],
			['Too many inputs in this batch: at most 1,000 are allowed', [107, 54, 53]],
			['The maximum number of inputs supported in a batch is 107.', [107, 54, 53]],
			['The maximum number of inputs supported in a batch is 0.', [107, 54, 53]],
			['The maximum number of inputs supported in a batch is -5.', [107, 54, 53]],
			['The maximum number of inputs supported in a batch is 99999999999999999999.', [107, 54, 53]],
			['Too large', [107, 54, 53]],
		] as Array<[string, number[]]>) {
			const hubspot = server();
			const { send: take } = hubspot.options;
			const seen: number[] = [];
			const most = sizes[1];
			const strict = async (asked: SubBatch<number>) => {
				seen.push(asked.targets.length);
				if (asked.targets.length > most) throw refuse({ message, scope: 'batchSize' });
				return await take(asked);
			};
			const options = { ...hubspot.options, send: strict };
			await sendWithBisect({ ...TYPES, targets: numbers(107) }, options);
			expect([message, seen]).toEqual([message, sizes]);
			await sendWithBisect({ ...TYPES, targets: numbers(107) }, options);
			expect(seen.slice(sizes.length)).toEqual(sizes.slice(1));
		}
	});

	it('has the size that HubSpot counts', async () => {
		// Two targets count as one.
		const sizeOf = (targets: readonly number[]) => new Set(targets.map((n) => n >> 1)).size;
		const hubspot = server();
		const { send: take } = hubspot.options;
		const strict = async (asked: SubBatch<number>) => {
			const message = 'The maximum number of inputs supported in a batch is 10.';
			if (sizeOf(asked.targets) > 10) throw refuse({ message, scope: 'batchSize' });
			return await take(asked);
		};
		const options = { ...hubspot.options, send: strict, sizeOf };
		const results = await sendWithBisect({ ...TYPES, targets: numbers(50) }, options);
		expect(results.map(({ targets }) => targets.length)).toEqual([20, 20, 10]);
	});

	it('fails when a single input is too large', async () => {
		const hubspot = server({ most: 0 });
		expect((await send(4, hubspot)).failed).toEqual(numbers(4));
	});
});

describe('a refusal that only sounds like one of the size', () => {
	it('costs little, and does not make the requests small for ever', async () => {
		const hubspot = server({ bad: [1500] });
		const { send: strict } = hubspot.options;
		const sounding = async (asked: SubBatch<number>) => {
			try {
				return await strict(asked);
			} catch (error) {
				throw Object.assign(error as Error, { scope: 'batchSize' });
			}
		};
		const options = { ...hubspot.options, send: sounding };
		const results = await sendWithBisect({ ...TYPES, targets: numbers(2000) }, options);
		expect(byKind(results).failed).toEqual([1500]);
		expect(hubspot.requests()).toBeLessThan(40);
		const before = hubspot.requests();
		await sendWithBisect({ ...TYPES, targets: numbers(1000) }, options);
		expect(hubspot.requests() - before).toBe(1);
	});
});

describe('what nothing can be done about', () => {
	it.each(['account', 'objectTypes'] as const)('%s: nothing more is sent', async (scope) => {
		let requests = 0;
		const state = newSendState();
		state.batchSize.maxInputs = 10;
		const failing = async () => {
			requests++;
			return await Promise.reject(refuse({ httpCode: 403, scope }));
		};
		const matchItemFailures = () => ({ targets: [], andUnknown: true, exact: true, byType: false });
		const inputs = { ...TYPES, targets: numbers(30) };
		const kinds = byKind(await sendWithBisect(inputs, { send: failing, matchItemFailures, state }));
		expect(requests).toBe(1);
		expect([kinds.failed.length, kinds.notSent.length]).toEqual([10, 20]);
		const others = { ...inputs, toObjectType: 'deals' };
		const results = await sendWithBisect(others, { send: failing, matchItemFailures, state });
		expect('notSent' in results[0].result).toBe(scope === 'account');
	});

	it.each([503, 408, undefined])(
		'no answer (%p): after three requests in a row nothing more is sent',
		async (httpCode) => {
			let requests = 0;
			const failing = async () => {
				requests++;
				return await Promise.reject(refuse(requests === 2 ? { httpCode: 404 } : { httpCode }));
			};
			const state = newSendState();
			state.batchSize.maxInputs = 1;
			const matchItemFailures = () => ({
				targets: [],
				andUnknown: true,
				exact: true,
				byType: false,
			});
			const inputs = { ...TYPES, targets: numbers(20) };
			const results = await sendWithBisect(inputs, { send: failing, matchItemFailures, state });
			expect(requests).toBe(5);
			expect(results.at(-1)?.result).toMatchObject({
				notSent: expect.stringContaining('Not sent, because') as string,
			});
		},
	);
});

describe('doubt', () => {
	it('stays with the inputs of a request that may have been carried out', async () => {
		const state = newSendState();
		const answers: Array<() => unknown> = [
			() => refuse({ httpCode: 400, scope: 'inputs', mayHaveApplied: true }),
			() => ({ httpCode: 204, body: '' }),
			() => refuse({ httpCode: 400, scope: 'inputs' }),
		];
		const failing = async () => {
			const answer = answers.shift()?.();
			if (answer instanceof Error) throw answer;
			return await Promise.resolve(answer as { httpCode: number; body: unknown });
		};
		const matchItemFailures = () => ({ targets: [], andUnknown: true, exact: true, byType: false });
		const inputs = { ...TYPES, targets: [1, 2] };
		const results = await sendWithBisect(inputs, { send: failing, matchItemFailures, state });
		expect(results.map(({ targets, mayHaveApplied }) => ({ targets, mayHaveApplied }))).toEqual([
			{ targets: [1], mayHaveApplied: true },
			{ targets: [2], mayHaveApplied: true },
		]);
	});
});
