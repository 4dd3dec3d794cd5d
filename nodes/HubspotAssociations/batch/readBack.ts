import type { Batch } from './plan';
import {
	type Done,
	type TargetResult,
	type Outcome,
	type OutcomeError,
	withFullStop,
	type Unknown,
} from './outcome';
import type { DesiredState } from './desiredState';
import type { StateReader } from './stateReader';
import type { AssociationType, Target } from './target';

/** How outcomes are read back. */
export interface ReadBackOptions {
	/** What is wanted of the targets. */
	desiredState: DesiredState;
	readState: StateReader;
	/** Read also what HubSpot confirmed. */
	verify: boolean;
	/** Waits so many milliseconds; false as soon as the workflow is stopped. */
	sleep: (ms: number) => Promise<boolean>;
}

/**
 * How long to wait before the next read of what HubSpot has not finished yet, or has confirmed although it is
 * still there, in milliseconds.
 */
const READ_DELAYS_MS: readonly number[] = [1_000, 2_000, 4_000, 8_000, 16_000];

/**
 * Turns what is unknown into outcomes, by reading from HubSpot what is there.
 *
 * @param batch says between which object types
 * @param targetResults what the requests showed batchField its targets
 * @returns the outcome of each target
 */
export async function readBack(
	batch: Batch,
	targetResults: readonly TargetResult[],
	{ desiredState, readState, verify, sleep }: ReadBackOptions,
): Promise<Map<Target, Outcome>> {
	const outcomes = new Map<Target, Outcome>();
	let open = new Map<Target, Unknown>();
	for (const { target, itemResult } of targetResults) {
		if (itemResult.status === 'unknown') open.set(target, itemResult);
		else if (itemResult.status !== 'done') outcomes.set(target, itemResult);
		else if (verify) open.set(target, confirmed(itemResult, desiredState));
		else outcomes.set(target, { status: desiredState.status, batch: itemResult.batch });
	}

	for (const delay of [...READ_DELAYS_MS, undefined]) {
		if (open.size === 0) break;
		const current = await readState({ ...batch, targets: [...open.keys()] });
		const again = new Map<Target, Unknown>();
		for (const [target, unknown] of open) {
			const remaining = desiredState.diff(target, current.types.get(target));
			const isMismatch = remaining !== undefined && remaining.length > 0;
			const isReadAgain = unknown.pending === true && isMismatch && delay !== undefined;
			if (isReadAgain) again.set(target, unknown);
			outcomes.set(
				target,
				settled(target, unknown, desiredState, remaining, {
					current: current.types.get(target),
					reason: current.unread.get(target),
				}),
			);
		}
		open = again;
		if (delay !== undefined && open.size > 0 && !(await sleep(delay))) break;
	}
	return outcomes;
}

/** What HubSpot confirmed is so; where it is not, that may be a matter of moments. */
const confirmed = ({ batch }: Done, { noun }: DesiredState): Unknown => ({
	status: 'unknown',
	error: { message: `HubSpot confirmed the ${noun}.` },
	batch,
	pending: true,
});

/**
 * @param remaining undefined where it could not be read
 * @param current all that is there
 * @param reason why it could not be read
 */
function settled(
	{ types }: Target,
	{ error, batch, refused = [] }: Unknown,
	desiredState: DesiredState,
	remaining: AssociationType[] | undefined,
	{ current, reason }: { current: AssociationType[] | undefined; reason: string | undefined },
): Outcome {
	const batchField = batch === undefined ? {} : { batch };
	if (remaining === undefined) {
		return {
			status: 'failed',
			unknown: true,
			error: withDetail(error, unreadMessage(desiredState, reason)),
			...batchField,
		};
	}
	if (remaining.length === 0 && refused.length === 0) {
		return { status: desiredState.status, ...batchField };
	}
	const message =
		remaining.length === 0
			? `It was not done for ${listTypes(refused)}.`
			: // Which types a whole association has is of no interest; of several labels some may be gone.
				mismatchMessage(desiredState, types === undefined ? [] : remaining);
	const isSet = types !== undefined && types.length > 1;
	return {
		status: 'failed',
		error: withDetail(error, message),
		...batchField,
		...(isSet && current !== undefined ? { remaining: current } : {}),
	};
}

const withDetail = (error: OutcomeError, more: string): OutcomeError => ({
	...error,
	message: `${withFullStop(error.message)} ${more}`,
});

const listTypes = (types: readonly AssociationType[]): string =>
	types.map(({ category, typeId }) => `${category}:${typeId}`).join(', ');

function mismatchMessage(desiredState: DesiredState, types: AssociationType[]): string {
	const which = listTypes(types);
	return `When read back from HubSpot, ${desiredState.mismatch}${which === '' ? '' : ` (${which})`}.`;
}

const unreadMessage = ({ status }: DesiredState, reason: string | undefined): string =>
	`Whether it was ${status} is unknown${reason === undefined ? '.' : `, because reading it back failed: ${withFullStop(reason)}`}`;
