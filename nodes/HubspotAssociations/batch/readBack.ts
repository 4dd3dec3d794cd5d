import type { DesiredState } from './desiredState';
import {
	type Done,
	type Outcome,
	type OutcomeError,
	type TargetResult,
	type Unknown,
	withFullStop,
} from './outcome';
import type { Batch } from './planning/plan';
import type { CurrentState, StateReader } from './stateReader';
import type { AssociationType, LabeledType, Target } from './target';

/** How outcomes are read back. */
export interface ReadBackOptions {
	/** What is wanted of the targets. */
	desiredState: DesiredState;
	/** Reads from the side that the user named. */
	readState: StateReader;
	/** Reads the same pairs from their other side, where some links show only. */
	readOtherSide?: StateReader;
	/** What was there before anything was sent, of the targets that were seen. */
	seenBefore?: ReadonlyMap<Target, LabeledType[]>;
	/** Read also what HubSpot confirmed. */
	verify: boolean;
	/** How often to wait and read again at most; as often as may help unless given. */
	maxDelays?: number;
	/** Waits so many milliseconds; false as soon as the workflow is stopped. */
	sleep: (ms: number) => Promise<boolean>;
}

/** How long to wait before each further read, in milliseconds, while HubSpot may still be at it. */
const PENDING_DELAYS_MS: readonly number[] = [1_000, 2_000, 4_000, 8_000, 16_000];

/** How many of these delays are waited where HubSpot spoke of a failure: a read may lag behind a write all the same. */
const MAX_DELAYS_AFTER_FAILURE = 2;

/**
 * Turns what is unknown into outcomes, by reading from HubSpot what is there. A target that a read shows in the desired
 * state is settled; one that it does not, or that cannot be read, is read again.
 *
 * @param batch says between which object types
 * @param targetResults what the requests showed about its targets
 * @returns the outcome of each target
 */
export async function readBack(
	batch: Batch,
	targetResults: readonly TargetResult[],
	options: ReadBackOptions,
): Promise<Map<Target, Outcome>> {
	const { desiredState, verify, sleep } = options;
	const outcomes = new Map<Target, Outcome>();
	let open = new Map<Target, Unknown>();
	for (const { target, itemResult } of targetResults) {
		if (itemResult.status === 'unknown') {
			const wasAbsent = itemResult.wasAbsent && !options.seenBefore?.get(target)?.length;
			open.set(target, { ...itemResult, wasAbsent });
		} else if (itemResult.status !== 'done') outcomes.set(target, itemResult);
		else if (verify) open.set(target, confirmed(itemResult, desiredState));
		else outcomes.set(target, { status: desiredState.status, batch: itemResult.batch });
	}

	for (let reads = 1; open.size > 0; reads++) {
		const current = await readBothSides({ ...batch, targets: [...open.keys()] }, options);
		const again = new Map<Target, Unknown>();
		for (const [target, unknown] of open) {
			const remaining = desiredState.diff(target, current.types.get(target));
			const earlier = outcomes.get(target);
			// That reading was given up says less than why it failed at first.
			const isUnreadAgain =
				remaining === undefined && earlier !== undefined && 'unknown' in earlier;
			const outcome = isUnreadAgain
				? earlier
				: toOutcome(target, unknown, desiredState, remaining, current);
			outcomes.set(target, outcome);
			const delays = unknown.pending ? PENDING_DELAYS_MS.length : MAX_DELAYS_AFTER_FAILURE;
			const maxDelays = Math.min(delays, options.maxDelays ?? Infinity);
			if (outcome.status === 'failed' && reads <= maxDelays) again.set(target, unknown);
		}
		open = again;
		if (open.size > 0 && !(await sleep(PENDING_DELAYS_MS[reads - 1]))) break;
	}
	return outcomes;
}

/**
 * Reads from the side that the user named. Some links show from one side only, so that nothing there proves nothing
 * unless something was seen there before: such pairs are read from their other side as well.
 */
async function readBothSides(
	batch: Batch,
	{ desiredState, readState, readOtherSide, seenBefore }: ReadBackOptions,
): Promise<CurrentState> {
	const current = await readState(batch);
	if (readOtherSide === undefined || desiredState.status !== 'deleted') return current;
	const targets = batch.targets.filter(
		(target) => current.types.get(target)?.length === 0 && !seenBefore?.get(target)?.length,
	);
	if (targets.length === 0) return current;
	const other = await readOtherSide({ ...batch, targets });
	for (const target of targets) {
		const types = other.types.get(target);
		if (types === undefined) {
			// The link may show from there only, so that nothing is known.
			current.types.delete(target);
			current.unread.set(target, other.unread.get(target) ?? 'HubSpot did not say');
		} else if (types.length > 0) current.types.set(target, types);
	}
	return current;
}

/** What HubSpot confirmed is so; where a read does not show it, that may pass. */
const confirmed = ({ batch }: Done, { noun }: DesiredState): Unknown => ({
	status: 'unknown',
	error: { message: `HubSpot confirmed the ${noun}.` },
	batch,
	pending: true,
	isConfirmed: true,
});

/** @param remaining the types that have yet to go, or to come; undefined where that could not be read */
function toOutcome(
	target: Target,
	{ error, batch, isConfirmed = false, wasAbsent = false, refused = [] }: Unknown,
	desiredState: DesiredState,
	remaining: AssociationType[] | undefined,
	{ types, unread }: CurrentState,
): Outcome {
	const batchField = batch === undefined ? {} : { batch };
	if (remaining === undefined) {
		const detail = unreadMessage(desiredState, unread.get(target));
		return { status: 'failed', unknown: true, error: withDetail(error, detail), ...batchField };
	}
	if (remaining.length === 0 && refused.length === 0) {
		return { status: wasAbsent ? 'absent' : desiredState.status, ...batchField };
	}
	const detail =
		remaining.length === 0
			? `It was not done for ${listTypes(refused)}.`
			: // Which types a whole association has is of no interest; of several labels some may be gone.
				mismatchMessage(desiredState, target.types && remaining, isConfirmed);
	const stillThere = types.get(target);
	return {
		status: 'failed',
		error: withDetail(error, detail),
		...batchField,
		...(stillThere === undefined ? {} : { remaining: stillThere }),
	};
}

const withDetail = (error: OutcomeError, more: string): OutcomeError => ({
	...error,
	message: `${withFullStop(error.message)} ${more}`,
});

const listTypes = (types: readonly LabeledType[]): string =>
	types
		.map(({ category, typeId, label }) =>
			label ? `${label} (${category}:${typeId})` : `${category}:${typeId}`,
		)
		.join(', ');

/** @param types of a set of labels those that are meant: some of the set may be gone */
function mismatchMessage(
	desiredState: DesiredState,
	types: readonly LabeledType[] = [],
	isConfirmed: boolean,
): string {
	const which = types.length === 0 ? '' : ` (${listTypes(types)})`;
	return isConfirmed
		? `When read back from HubSpot${which}, ${desiredState.mismatchAfterConfirmation}`
		: `When read back from HubSpot, ${desiredState.mismatch}${which}.`;
}

const unreadMessage = ({ status }: DesiredState, reason: string | undefined): string =>
	`Whether it was ${status} is unknown${reason === undefined ? '.' : `, because reading it back failed: ${withFullStop(reason)}`}`;
