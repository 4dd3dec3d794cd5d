import type { Batch } from './plan';
import {
	type Done,
	type Judged,
	type Outcome,
	type OutcomeError,
	sentence,
	type Unknown,
} from './outcome';
import type { Goal } from './goal';
import type { Look } from './look';
import type { AssociationType, Target } from './target';

/** How reading back goes about it. */
export interface ReadBackSettings {
	/** What is wanted of the targets. */
	goal: Goal;
	look: Look;
	/** Look also after what HubSpot confirmed. */
	verify: boolean;
	/** Waits so many milliseconds; false as soon as the workflow is stopped. */
	wait: (ms: number) => Promise<boolean>;
}

/**
 * How long to wait before looking again at what HubSpot has not finished yet, or has confirmed although it is
 * still there, in milliseconds.
 */
const PATIENCE_MS: readonly number[] = [1_000, 2_000, 4_000, 8_000, 16_000];

/**
 * Turns what is unknown into what is so, by asking HubSpot what is there.
 *
 * @param batch says between which object types
 * @param judged what the requests showed about its targets
 * @returns the last word on each target, in the same order
 */
export async function readBack(
	batch: Batch,
	judged: readonly Judged[],
	{ goal, look, verify, wait }: ReadBackSettings,
): Promise<Map<Target, Outcome>> {
	const outcomes = new Map<Target, Outcome>();
	let open = new Map<Target, Unknown>();
	for (const { target, judgement } of judged) {
		if (judgement.status === 'unknown') open.set(target, judgement);
		else if (judgement.status !== 'done') outcomes.set(target, judgement);
		else if (verify) open.set(target, confirmed(judgement, goal));
		else outcomes.set(target, { status: goal.status, batch: judgement.batch });
	}

	for (const patience of [...PATIENCE_MS, undefined]) {
		if (open.size === 0) break;
		const found = await look({ ...batch, targets: [...open.keys()] });
		const again = new Map<Target, Unknown>();
		for (const [target, unknown] of open) {
			const left = goal.left(target, found.types.get(target));
			const isNotSo = left !== undefined && left.length > 0;
			const mayPass = unknown.pending === true && isNotSo && patience !== undefined;
			if (mayPass) again.set(target, unknown);
			outcomes.set(target, settled(target, unknown, goal, left, found.unread.get(target)));
		}
		open = again;
		if (patience !== undefined && open.size > 0 && !(await wait(patience))) break;
	}
	return outcomes;
}

/** What HubSpot confirmed is so; where it is not, that may be a matter of moments. */
const confirmed = ({ batch }: Done, { noun }: Goal): Unknown => ({
	status: 'unknown',
	error: { message: `HubSpot confirmed the ${noun}.` },
	batch,
	pending: true,
});

/**
 * @param left undefined where it could not be read
 * @param why it could not
 */
function settled(
	{ types }: Target,
	{ error, batch }: Unknown,
	goal: Goal,
	left: AssociationType[] | undefined,
	why?: string,
): Outcome {
	const about = batch === undefined ? {} : { batch };
	if (left === undefined) {
		return { status: 'failed', unknown: true, error: withMore(error, unread(goal, why)), ...about };
	}
	if (left.length === 0) return { status: goal.status, ...about };
	// Which types a whole association has is of no interest; of several labels some may be gone.
	const which = types === undefined ? [] : left;
	return { status: 'failed', error: withMore(error, notSo(goal, which)), ...about };
}

const withMore = (error: OutcomeError, more: string): OutcomeError => ({
	...error,
	message: `${sentence(error.message)} ${more}`,
});

function notSo(goal: Goal, types: AssociationType[]): string {
	const which = types.map(({ category, typeId }) => `${category}:${typeId}`).join(', ');
	return `When read back from HubSpot, ${goal.notSo}${which === '' ? '' : ` (${which})`}.`;
}

const unread = ({ status }: Goal, why: string | undefined): string =>
	`Whether it was ${status} is unknown${why === undefined ? '.' : `, because reading it back failed: ${sentence(why)}`}`;
