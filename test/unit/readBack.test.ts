import { GONE } from '../../nodes/HubspotAssociations/batch/goal';
import type { Found } from '../../nodes/HubspotAssociations/batch/look';
import type { Judgement } from '../../nodes/HubspotAssociations/batch/outcome';
import { readBack, type ReadBackSettings } from '../../nodes/HubspotAssociations/batch/readBack';
import type { AssociationType, Target } from '../../nodes/HubspotAssociations/batch/target';

const TYPES = { fromObjectType: 'contacts', toObjectType: 'companies' };
const pair = (id: string, types?: AssociationType[]): Target => ({
	...TYPES,
	fromObjectId: id,
	toObjectId: '9',
	types,
});
const [A, B] = [pair('1'), pair('2')];
const UNLABELLED = { category: 'HUBSPOT_DEFINED', typeId: 279 };
const LABEL = { category: 'USER_DEFINED', typeId: 36 };
const COMPLETE = { status: 'COMPLETE' };

const unknown = (more: object = {}): Judgement => ({
	status: 'unknown',
	error: { message: 'Something happened', httpCode: 200 },
	...more,
});

/** Reads back with HubSpot showing these things, one after the other, the last one again and again. */
async function readBackWith(
	judgements: Array<[Target, Judgement]>,
	shown: Found[],
	settings: Partial<ReadBackSettings> = {},
) {
	const looks: Target[][] = [];
	const waits: number[] = [];
	const judged = judgements.map(([target, judgement]) => ({ target, judgement }));
	const outcomes = await readBack({ ...TYPES, targets: [] }, judged, {
		look: async ({ targets }) => {
			looks.push(targets);
			return await Promise.resolve(shown[Math.min(looks.length, shown.length) - 1]);
		},
		goal: GONE,
		verify: false,
		wait: async (ms) => {
			waits.push(ms);
			return await Promise.resolve(true);
		},
		...settings,
	});
	return { outcomes: judgements.map(([target]) => outcomes.get(target)), looks, waits };
}

const found = (...types: Array<[Target, AssociationType[]]>): Found => ({
	types: new Map(types),
	unread: new Map(),
});
const messageOf = (outcome?: object) =>
	(outcome as { error?: { message: string } } | undefined)?.error?.message;

describe('readBack', () => {
	it('asks nothing where everything is known', async () => {
		const known: Judgement = { status: 'done', batch: COMPLETE };
		const { outcomes, looks } = await readBackWith([[A, known]], []);
		expect(outcomes).toEqual([{ status: 'deleted', batch: COMPLETE }]);
		expect(looks).toEqual([]);
	});

	it('asks about what is unknown, and about nothing else', async () => {
		const known: Judgement = { status: 'done', batch: COMPLETE };
		const { outcomes, looks } = await readBackWith(
			[
				[A, known],
				[B, unknown({ batch: { status: 'CANCELED' } })],
			],
			[found([B, []])],
		);
		expect(looks).toEqual([[B]]);
		expect(outcomes[1]).toEqual({ status: 'deleted', batch: { status: 'CANCELED' } });
	});

	it('says what is still there', async () => {
		const { outcomes, waits } = await readBackWith([[A, unknown()]], [found([A, [UNLABELLED]])]);
		expect(outcomes[0]).toEqual({
			status: 'failed',
			error: {
				message: 'Something happened. When read back from HubSpot, it was still there.',
				httpCode: 200,
			},
		});
		expect(waits).toEqual([]);
	});

	it('of labels, looks at those meant only', async () => {
		const target = pair('1', [LABEL]);
		const gone = await readBackWith([[target, unknown()]], [found([target, [UNLABELLED]])]);
		expect(gone.outcomes[0]).toEqual({ status: 'deleted' });
		const left = await readBackWith([[target, unknown()]], [found([target, [UNLABELLED, LABEL]])]);
		expect(messageOf(left.outcomes[0])).toContain('still there (USER_DEFINED:36)');
	});

	it('says that it is unknown where reading fails, and why', async () => {
		const { outcomes } = await readBackWith(
			[[A, unknown()]],
			[{ types: new Map(), unread: new Map([[A, 'HubSpot did not answer in time.']]) }],
		);
		expect(messageOf(outcomes[0])).toBe(
			'Something happened. Whether it was deleted is unknown, because reading it back failed: HubSpot did not answer in time.',
		);
	});

	it('has patience with what HubSpot has not finished', async () => {
		const there = found([A, [UNLABELLED]]);
		const { outcomes, waits } = await readBackWith(
			[[A, unknown({ pending: true })]],
			[there, there, found([A, []])],
		);
		expect(outcomes[0]).toEqual({ status: 'deleted' });
		expect(waits).toEqual([1_000, 2_000]);
	});

	it('but not for ever', async () => {
		const { outcomes, looks, waits } = await readBackWith(
			[[A, unknown({ pending: true })]],
			[found([A, [UNLABELLED]])],
		);
		expect(outcomes[0]?.status).toBe('failed');
		// Six looks within 31 seconds.
		expect(looks).toHaveLength(6);
		expect(waits).toEqual([1_000, 2_000, 4_000, 8_000, 16_000]);
	});

	it('nor once the workflow is stopped', async () => {
		const { looks } = await readBackWith(
			[[A, unknown({ pending: true })]],
			[found([A, [UNLABELLED]])],
			{ wait: async () => await Promise.resolve(false) },
		);
		expect(looks).toHaveLength(1);
	});

	describe('with verify', () => {
		const known: Judgement = { status: 'done', batch: COMPLETE };

		it('looks also after what HubSpot confirmed', async () => {
			const { outcomes, looks } = await readBackWith([[A, known]], [found([A, []])], {
				verify: true,
			});
			expect(looks).toEqual([[A]]);
			expect(outcomes).toEqual([{ status: 'deleted', batch: COMPLETE }]);
		});

		it('does not call deleted what is still there', async () => {
			const { outcomes } = await readBackWith([[A, known]], [found([A, [UNLABELLED]])], {
				verify: true,
			});
			expect(messageOf(outcomes[0])).toContain(
				'HubSpot confirmed the deletion. When read back from HubSpot, it was still there',
			);
		});
	});
});
