import { REMOVED } from '../../nodes/HubspotAssociations/batch/desiredState';
import type { CurrentState } from '../../nodes/HubspotAssociations/batch/stateReader';
import type { ItemResult } from '../../nodes/HubspotAssociations/batch/outcome';
import { readBack, type ReadBackOptions } from '../../nodes/HubspotAssociations/batch/readBack';
import type { AssociationType, Target } from '../../nodes/HubspotAssociations/batch/target';

const TYPES = { fromObjectType: 'contacts', toObjectType: 'companies' };
const pair = (id: string, types?: AssociationType[]): Target => ({
	...TYPES,
	fromObjectId: id,
	toObjectId: '9',
	types,
});
const [A, B] = [pair('1'), pair('2')];
const UNLABELED = { category: 'HUBSPOT_DEFINED', typeId: 279 };
const LABEL = { category: 'USER_DEFINED', typeId: 36 };
const COMPLETE = { status: 'COMPLETE' };

const unknown = (more: object = {}): ItemResult => ({
	status: 'unknown',
	error: { message: 'Something happened', httpCode: 200 },
	...more,
});

/** Reads back with HubSpot showing these things, one after the other, the last one again and again. */
async function readBackWith(
	itemResults: Array<[Target, ItemResult]>,
	shown: CurrentState[],
	settings: Partial<ReadBackOptions> = {},
) {
	const reads: Target[][] = [];
	const waits: number[] = [];
	const targetResults = itemResults.map(([target, itemResult]) => ({ target, itemResult }));
	const outcomes = await readBack({ ...TYPES, targets: [] }, targetResults, {
		readState: async ({ targets }) => {
			reads.push(targets);
			return await Promise.resolve(shown[Math.min(reads.length, shown.length) - 1]);
		},
		desiredState: REMOVED,
		verify: false,
		sleep: async (ms) => {
			waits.push(ms);
			return await Promise.resolve(true);
		},
		...settings,
	});
	return { outcomes: itemResults.map(([target]) => outcomes.get(target)), reads, waits };
}

const current = (...types: Array<[Target, AssociationType[]]>): CurrentState => ({
	types: new Map(types),
	unread: new Map(),
});
const messageOf = (outcome?: object) =>
	(outcome as { error?: { message: string } } | undefined)?.error?.message;

describe('readBack', () => {
	it('asks nothing where everything is known', async () => {
		const known: ItemResult = { status: 'done', batch: COMPLETE };
		const { outcomes, reads } = await readBackWith([[A, known]], []);
		expect(outcomes).toEqual([{ status: 'deleted', batch: COMPLETE }]);
		expect(reads).toEqual([]);
	});

	it('asks about what is unknown, and about nothing else', async () => {
		const known: ItemResult = { status: 'done', batch: COMPLETE };
		const { outcomes, reads } = await readBackWith(
			[
				[A, known],
				[B, unknown({ batch: { status: 'CANCELED' } })],
			],
			[current([B, []])],
		);
		expect(reads).toEqual([[B]]);
		expect(outcomes[1]).toEqual({ status: 'deleted', batch: { status: 'CANCELED' } });
	});

	it('says what is still there, after three reads: a read may lag behind a write', async () => {
		const { outcomes, reads, waits } = await readBackWith(
			[[A, unknown()]],
			[current([A, [UNLABELED]])],
		);
		expect(outcomes[0]).toEqual({
			status: 'failed',
			error: {
				message: 'Something happened. When read back from HubSpot, it was still there.',
				httpCode: 200,
			},
			remaining: [UNLABELED],
		});
		expect(reads).toHaveLength(3);
		expect(waits).toEqual([1_000, 2_000]);
	});

	it('believes a later read that shows it gone', async () => {
		const there = current([A, [UNLABELED]]);
		const { outcomes, waits } = await readBackWith([[A, unknown()]], [there, current([A, []])]);
		expect(outcomes[0]).toEqual({ status: 'deleted' });
		expect(waits).toEqual([1_000]);
	});

	it('reads again only what is open', async () => {
		const first = current([A, []], [B, [UNLABELED]]);
		const { outcomes, reads } = await readBackWith(
			[
				[A, unknown()],
				[B, unknown()],
			],
			[first, current([B, []])],
		);
		expect(reads).toEqual([[A, B], [B]]);
		expect(outcomes.map((outcome) => outcome?.status)).toEqual(['deleted', 'deleted']);
	});

	describe('of what was not seen before', () => {
		/** Reads from the side that was named, which shows nothing, and from the other one, which shows this. */
		const readBothWith = async (
			otherSide: CurrentState,
			settings: Partial<ReadBackOptions> = {},
		) => {
			const otherReads: Target[][] = [];
			const { outcomes } = await readBackWith([[A, unknown()]], [current([A, []])], {
				readOtherSide: async ({ targets }) => {
					otherReads.push(targets);
					return await Promise.resolve(otherSide);
				},
				...settings,
			});
			return { outcome: outcomes[0], otherReads };
		};

		it('is not gone while the other side shows it', async () => {
			const { outcome } = await readBothWith(current([A, [UNLABELED]]));
			expect(messageOf(outcome)).toContain('it was still there');
		});

		it('is gone where neither side shows it', async () => {
			const { outcome, otherReads } = await readBothWith(current([A, []]));
			expect(outcome).toEqual({ status: 'deleted' });
			expect(otherReads).toEqual([[A]]);
		});

		it('is unknown where the other side cannot be read', async () => {
			const { outcome } = await readBothWith({
				types: new Map(),
				unread: new Map([[A, 'It is not allowed']]),
			});
			expect(outcome).toMatchObject({ status: 'failed', unknown: true });
			expect(messageOf(outcome)).toContain('reading it back failed: It is not allowed.');
		});

		it('what was seen from the side that was named is read from there alone', async () => {
			const seenBefore = new Map([[A, [UNLABELED]]]);
			const { outcome, otherReads } = await readBothWith(current([A, [UNLABELED]]), {
				seenBefore,
			});
			expect(outcome).toEqual({ status: 'deleted' });
			expect(otherReads).toEqual([]);
		});
	});

	it('of labels, reads at those meant only', async () => {
		const target = pair('1', [LABEL]);
		const gone = await readBackWith([[target, unknown()]], [current([target, [UNLABELED]])]);
		expect(gone.outcomes[0]).toEqual({ status: 'deleted' });
		const remainingNow = await readBackWith(
			[[target, unknown()]],
			[current([target, [UNLABELED, LABEL]])],
		);
		expect(messageOf(remainingNow.outcomes[0])).toContain('still there (USER_DEFINED:36)');
	});

	it('reads again what could not be read', async () => {
		const { outcomes, waits } = await readBackWith(
			[[A, unknown()]],
			[{ types: new Map(), unread: new Map([[A, 'No.']]) }, current([A, []])],
		);
		expect(outcomes[0]).toEqual({ status: 'deleted' });
		expect(waits).toEqual([1_000]);
	});

	it('says that it is unknown where reading fails three times, and why', async () => {
		const { outcomes, reads } = await readBackWith(
			[[A, unknown()]],
			[{ types: new Map(), unread: new Map([[A, 'HubSpot did not answer in time.']]) }],
		);
		expect(messageOf(outcomes[0])).toBe(
			'Something happened. Whether it was deleted is unknown, because reading it back failed: HubSpot did not answer in time.',
		);
		expect(outcomes[0]).toMatchObject({ status: 'failed', unknown: true });
		expect(reads).toHaveLength(3);
	});

	it('has patience with what HubSpot has not finished', async () => {
		const there = current([A, [UNLABELED]]);
		const { outcomes, waits } = await readBackWith(
			[[A, unknown({ pending: true })]],
			[there, there, current([A, []])],
		);
		expect(outcomes[0]).toEqual({ status: 'deleted' });
		expect(waits).toEqual([1_000, 2_000]);
	});

	it('but not for ever', async () => {
		const { outcomes, reads, waits } = await readBackWith(
			[[A, unknown({ pending: true })]],
			[current([A, [UNLABELED]])],
		);
		expect(outcomes[0]?.status).toBe('failed');
		// Six reads within 31 seconds.
		expect(reads).toHaveLength(6);
		expect(waits).toEqual([1_000, 2_000, 4_000, 8_000, 16_000]);
	});

	it('nor once the workflow is stopped', async () => {
		const { reads } = await readBackWith(
			[[A, unknown({ pending: true })]],
			[current([A, [UNLABELED]])],
			{ sleep: async () => await Promise.resolve(false) },
		);
		expect(reads).toHaveLength(1);
	});

	describe('with verify', () => {
		const known: ItemResult = { status: 'done', batch: COMPLETE };

		it('reads also after what HubSpot confirmed', async () => {
			const { outcomes, reads } = await readBackWith([[A, known]], [current([A, []])], {
				verify: true,
			});
			expect(reads).toEqual([[A]]);
			expect(outcomes).toEqual([{ status: 'deleted', batch: COMPLETE }]);
		});

		it('does not call deleted what is still there', async () => {
			const { outcomes } = await readBackWith([[A, known]], [current([A, [UNLABELED]])], {
				verify: true,
			});
			expect(messageOf(outcomes[0])).toContain(
				'HubSpot confirmed the deletion. When read back from HubSpot, it was there all the same. A setting or a workflow of the HubSpot account may have associated the records again.',
			);
		});
	});
});
