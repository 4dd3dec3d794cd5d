import fc from 'fast-check';

import { chunk } from '../../nodes/HubspotAssociations/batch/planning/chunk';
import { groupByObjectTypes } from '../../nodes/HubspotAssociations/batch/planning/plan';
import { type Input, keyOf } from '../../nodes/HubspotAssociations/batch/target';
import { randomRuns, runParameters } from '../randomRuns';

const plan = (asked: Input[], batchSize: number) => {
	const { inputs, groups } = groupByObjectTypes(asked);
	return { inputs, batches: chunk(groups, batchSize) };
};

const pair = (item: number, fromObjectId: string, toObjectId: string): Input => ({
	item,
	target: { fromObjectType: 'contacts', fromObjectId, toObjectType: 'companies', toObjectId },
});

describe('plan', () => {
	it('needs no request for no inputs', () => {
		expect(plan([], 100)).toEqual({ inputs: [], batches: [] });
	});

	it('makes 3 requests of 250 inputs, the last one with the remainder', () => {
		const inputs = Array.from({ length: 250 }, (_, item) => pair(item, String(item + 1), '7'));
		const { batches } = plan(inputs, 100);
		expect(batches.map(({ targets }) => targets.length)).toEqual([100, 100, 50]);
	});

	it('lets inputs that ask for the same share one target, also across items', () => {
		const { inputs, batches } = plan(
			[pair(0, '1', '2'), pair(1, '3', '4'), pair(2, '1', '2')],
			100,
		);
		expect(batches).toHaveLength(1);
		expect(batches[0].targets).toHaveLength(2);
		expect(inputs[2].target).toBe(inputs[0].target);
		expect(inputs.map(({ item }) => item)).toEqual([0, 1, 2]);
	});

	it('takes a target once that several inputs share', () => {
		const labels = { ...pair(0, '1', '2').target, types: [{ category: 'WORK', typeId: 3 }] };
		for (const target of [pair(0, '1', '2').target, labels]) {
			const { groups } = groupByObjectTypes([
				{ item: 0, target },
				{ item: 1, target },
			]);
			expect(groups.map(({ targets }) => targets)).toEqual([[target]]);
		}
	});

	it('keeps records apart that are named or chosen from otherwise', () => {
		const record = { fromObjectType: 'contacts', fromObjectId: '1', toObjectType: 'companies' };
		const { fromObjectId, ...unknown } = record;
		const targets = [
			record,
			{ ...record, selection: { keepIds: [fromObjectId] } },
			{ ...record, selection: { keepIds: ['2'] } },
			{ ...unknown, names: { from: { value: 'a@example.com' } } },
			{ ...unknown, names: { from: { value: 'b@example.com' } } },
			{ ...record, selection: { keepIds: ['2'] } },
		];
		const { inputs, groups } = groupByObjectTypes(
			targets.map((target, item) => ({ item, target })),
		);
		expect(groups[0].targets).toEqual(targets.slice(0, 5));
		expect(inputs[5].target).toBe(inputs[2].target);
	});

	it('takes the same labels in another order for the same input, and other labels for another', () => {
		const labelled = (item: number, ...typeIds: number[]): Input => ({
			item,
			target: {
				...pair(item, '1', '2').target,
				types: typeIds.map((typeId) => ({ category: 'USER_DEFINED', typeId })),
			},
		});
		const { batches } = plan([labelled(0, 36, 37), labelled(1, 37, 36), labelled(2, 36)], 100);
		expect(batches[0].targets.map(({ types }) => types?.length)).toEqual([2, 1]);
	});

	it('keeps object types apart, whatever characters they hold', () => {
		const odd = (fromObjectType: string, toObjectType: string): Input => ({
			item: 0,
			target: { fromObjectType, toObjectType, fromObjectId: '1', toObjectId: '2' },
		});
		const { batches } = plan([odd('a', 'b","c'), odd('a","b', 'c'), odd('a', 'b')], 100);
		expect(batches).toHaveLength(3);
	});

	it('loses nothing, doubles nothing and makes the fewest requests, for any inputs', () => {
		const inputs = fc.array(
			fc.record({
				item: fc.nat(20),
				target: fc.record({
					fromObjectType: fc.constantFrom('contacts', 'deals'),
					fromObjectId: fc.constantFrom('1', '2', '3', '12'),
					toObjectType: fc.constantFrom('companies', 'tickets'),
					toObjectId: fc.constantFrom('1', '2', '3', '23'),
				}),
			}),
		);
		fc.assert(
			fc.property(inputs, fc.integer({ min: 1, max: 7 }), (asked, batchSize) => {
				const { inputs: planned, batches } = plan(asked, batchSize);
				const name = (input: Input['target']) =>
					[input.fromObjectType, input.toObjectType, keyOf(input)].join(' ');
				const sent = batches.flatMap(({ targets }) => targets);

				expect(planned.map(({ item, target }) => [item, name(target)])).toEqual(
					asked.map(({ item, target }) => [item, name(target)]),
				);
				expect(new Set(sent.map(name)).size).toBe(sent.length);
				expect(new Set(planned.map(({ target }) => target))).toEqual(new Set(sent));
				// Few pairs: the number of "from" records is all that counts.
				const records = new Map<string, Set<unknown>>();
				for (const target of sent) {
					const known = records.get(groupName(target)) ?? new Set();
					records.set(groupName(target), known.add(target.fromObjectId));
				}
				const fewest = [...records.values()].reduce(
					(sum, { size }) => sum + Math.ceil(size / batchSize),
					0,
				);
				expect(batches).toHaveLength(fewest);
			}),
			runParameters(randomRuns()),
		);
	});
});

const groupName = ({ fromObjectType, toObjectType }: Input['target']) =>
	`${fromObjectType} ${toObjectType}`;
