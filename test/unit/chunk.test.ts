import fc from 'fast-check';

import { chunk } from '../../nodes/HubspotAssociations/batch/planning/chunk';
import { groupByObjectTypes } from '../../nodes/HubspotAssociations/batch/planning/plan';
import {
	type AssociationType,
	keyOf,
	type Target,
} from '../../nodes/HubspotAssociations/batch/target';
import { randomRuns, runParameters } from '../randomRuns';

const TYPES = { fromObjectType: 'companies', toObjectType: 'contacts' };
const LABEL: AssociationType = { category: 'USER_DEFINED', typeId: 36 };

/** So many pairs of each "from" record. */
const pairsOf = (...counts: number[]): Target[] =>
	counts.flatMap((count, from) =>
		Array.from({ length: count }, (_, to) => ({
			...TYPES,
			fromObjectId: String(from),
			toObjectId: String(to),
		})),
	);

const requestsFor = (targets: Target[], batchSize = 100, maxPairs?: number): Target[][] => {
	const inputs = targets.map((target, item) => ({ item, target }));
	const { groups } = groupByObjectTypes(inputs);
	return chunk(groups, batchSize, maxPairs).map((batch) => batch.targets);
};

const recordsIn = (targets: readonly Target[]) =>
	new Set(targets.map(({ fromObjectId }) => fromObjectId)).size;
const pairsIn = (targets: readonly Target[]) =>
	new Set(targets.map(({ fromObjectId, toObjectId }) => `${fromObjectId} ${toObjectId}`)).size;

const repeat = (times: number, count: number) => Array.from({ length: times }, () => count);

describe('requests that delete whole associations', () => {
	it.each([
		['one company with 5,000 contacts', [5_000], 3],
		['50 companies with 200 contacts each', repeat(50, 200), 5],
		['101 companies with one contact each', repeat(101, 1), 2],
		['100 companies with 20 contacts each', repeat(100, 20), 1],
		['one company with 5,000 contacts, and 100 with one each', [5_000, ...repeat(100, 1)], 3],
		['the same the other way round', [...repeat(100, 1), 5_000], 3],
		[
			'by turns 100 companies with one contact and 100 with 39',
			repeat(100, 0).flatMap(() => [1, 39]),
			2,
		],
		['no company', [], 0],
	])('%s: the fewest', (_, counts, requests) => {
		expect(requestsFor(pairsOf(...counts))).toHaveLength(requests);
	});

	it('keep the order where another one saves nothing', () => {
		const targets = pairsOf(...repeat(250, 1));
		expect(requestsFor(targets).flat()).toEqual(targets);
		expect(requestsFor(targets).map(({ length }) => length)).toEqual([100, 100, 50]);
	});

	it('hold what was asked for, each pair once, and no more than HubSpot takes', () => {
		fc.assert(
			fc.property(
				fc.array(fc.record({ from: fc.nat(12), to: fc.nat(12) }), { maxLength: 120 }),
				fc.integer({ min: 1, max: 5 }),
				fc.integer({ min: 1, max: 9 }),
				(asked, batchSize, maxPairs) => {
					const targets = asked.map(({ from, to }) => ({
						...TYPES,
						fromObjectId: String(from),
						toObjectId: String(to),
					}));
					const requests = requestsFor(targets, batchSize, maxPairs);
					const sent = requests.flat().map(keyOf);
					expect([...sent].sort()).toEqual([...new Set(targets.map(keyOf))].sort());
					for (const request of requests) {
						expect(recordsIn(request)).toBeLessThanOrEqual(batchSize);
						expect(request.length).toBeLessThanOrEqual(maxPairs);
						expect(request.length).toBeGreaterThan(0);
					}
					// No way of filling needs more than one request for what is divided.
					const least = Math.max(
						Math.ceil(recordsIn(targets) / batchSize),
						Math.ceil(sent.length / maxPairs),
					);
					expect(requests.length).toBeGreaterThanOrEqual(least);
					expect(requests.length).toBeLessThanOrEqual(
						Math.ceil(recordsIn(targets) / batchSize) + Math.ceil(sent.length / maxPairs),
					);
				},
			),
			runParameters(randomRuns()),
		);
	});

	it('are not made of parts that belong to other groups', () => {
		const [one, other] = [
			pairsOf(3),
			pairsOf(3).map((each) => ({ ...each, toObjectType: 'deals' })),
		];
		expect(requestsFor([...one, ...other]).map(({ length }) => length)).toEqual([3, 3]);
	});
});

describe('requests that delete labels', () => {
	const labelled = (pair: Target, ...typeIds: number[]): Target => ({
		...pair,
		types: typeIds.map((typeId) => ({ ...LABEL, typeId })),
	});

	it('count pairs, whichever records they share', () => {
		const targets = pairsOf(250).map((pair) => labelled(pair, 36));
		expect(requestsFor(targets).map(({ length }) => length)).toEqual([100, 100, 50]);
	});

	it('have all labels of a pair together, however far apart they were asked for', () => {
		const pairs = pairsOf(...repeat(10, 15));
		const targets = [36, 37, 38].flatMap((typeId) => pairs.map((pair) => labelled(pair, typeId)));
		const requests = requestsFor(targets);
		expect(requests.map(pairsIn)).toEqual([100, 50]);
		expect(requests.map(({ length }) => length)).toEqual([300, 150]);
	});
});

it('limits count one by one', () => {
	const limits = Array.from({ length: 250 }, (_, typeId) => ({
		...TYPES,
		types: [{ category: 'USER_DEFINED', typeId }],
	}));
	expect(requestsFor(limits).map(({ length }) => length)).toEqual([100, 100, 50]);
});
