import { affectedTypes } from './desiredState';
import { type Outcome, withFullStop } from './outcome';
import type { Batch } from './planning/plan';
import {
	lacksBrought,
	readBeforeRestore,
	type ReadBeforeRestoreOptions,
} from './readBeforeRestore';
import type { CurrentState, StateReader, TakenType } from './stateReader';
import { isSameType, type LabeledType, type Target } from './target';

/** How to read what is there before anything is sent. */
export interface PreflightOptions extends ReadBeforeRestoreOptions {
	/** Reads the same pairs from their other side, as far as the snapshot reads. */
	readOtherSideBefore?: StateReader;
	/** Restore: put a primary label back although another record has it meanwhile. */
	takePrimary: boolean;
	/** Nothing is sent afterwards: reading is all there is. */
	dryRun: boolean;
}

/** What reading before anything is sent showed. */
export interface PreflightResult {
	/** What there is to send. */
	groups: Batch[];
	/** Of the targets that were seen: the types that go, or have yet to come. */
	affected: Map<Target, LabeledType[]>;
	/** The outcomes of the targets that are not sent: those that are in the desired state, or could not be read. */
	outcomes: Map<Target, Outcome>;
	/** What an item has to say besides, whatever its outcome. */
	notes: Map<Target, string>;
	/** Targets that are sent although it is not known what was there. */
	notKept: Set<Target>;
	/** Restore: types that are not put back, because another record has them. */
	taken: Map<Target, TakenType[]>;
}

/**
 * Reads what is there. A deletion that was not seen is sent all the same, because a read may lag behind a creation;
 * what cannot be read is not sent.
 */
export async function preflight(
	groups: readonly Batch[],
	options: PreflightOptions,
): Promise<PreflightResult> {
	const result: PreflightResult = {
		groups: [],
		affected: new Map(),
		outcomes: new Map(),
		notes: new Map(),
		notKept: new Set(),
		taken: new Map(),
	};
	for (const group of groups) {
		const state =
			options.desiredState.status === 'restored' && !options.dryRun
				? await readBeforeRestore(group, options)
				: await options.readStateBefore(group);
		for (const target of group.targets) planTarget(target, state, options, result);
		const targets = group.targets.filter((target) => !result.outcomes.has(target));
		result.groups.push({ ...group, targets });
		if (options.readOtherSideBefore === undefined || options.desiredState.status !== 'deleted')
			continue;
		const unseen = targets.filter(
			(target) => !result.affected.has(target) && !result.notKept.has(target),
		);
		await noteOtherSide({ ...group, targets: unseen }, options.readOtherSideBefore, result);
	}
	return result;
}

const NOT_KEPT =
	'What was there is not kept, because the record has too many associations. With the option Snapshot set to Complete, all of them are read.';

const NOT_SHOWN_YET =
	'Not sent, because HubSpot does not show yet what was just restored in the other direction. Restore it again in a minute.';

const SNAPSHOT_OFF = 'To delete without reading first, set the option Snapshot to Off.';

/** Decides from what was read whether a target is sent. */
function planTarget(
	target: Target,
	{ types, unread, isBlocked, notKept, taken }: CurrentState,
	{ desiredState, takePrimary, dryRun, brought }: PreflightOptions,
	result: PreflightResult,
): void {
	const current = types.get(target);
	const diff = desiredState.diff(target, current);
	if (notKept?.has(target)) {
		result.notKept.add(target);
		result.notes.set(target, NOT_KEPT);
	} else if (current === undefined || diff === undefined) {
		const reason = unread.get(target) ?? 'HubSpot did not say';
		const canBeSkipped = desiredState.status === 'deleted' && !dryRun && isBlocked !== true;
		const advice = canBeSkipped ? `${withFullStop(reason)} ${SNAPSHOT_OFF}` : reason;
		const message = `Not sent, because what is there could not be read: ${advice}`;
		// What is to be put back stays with the item, so that it can be tried again.
		const removed = desiredState.status === 'restored' ? { removed: target.types } : {};
		result.outcomes.set(target, { status: 'notSent', error: { message }, ...removed });
	} else if (lacksBrought(target, current, brought)) {
		// Creating replaces labels: those that the read does not show would be gone.
		const error = { message: NOT_SHOWN_YET };
		result.outcomes.set(target, { status: 'notSent', error, removed: target.types });
	} else if (desiredState.status === 'deleted') {
		if (diff.length > 0) result.affected.set(target, affectedTypes(target, diff, current));
	} else if (diff.length === 0) result.outcomes.set(target, { status: 'present' });
	else {
		// Creating replaces the labels that are there, so they are sent again.
		target.keep = current;
		planTaken(target, diff, taken?.get(target) ?? [], takePrimary, result);
	}
}

/** Leaves out the types that would be taken from another record, unless they may be. */
function planTaken(
	target: Target,
	diff: LabeledType[],
	taken: TakenType[],
	takePrimary: boolean,
	result: PreflightResult,
): void {
	const isTaken = (type: LabeledType) => taken.some((each) => isSameType(each, type));
	if (taken.length === 0 || takePrimary) {
		result.affected.set(target, diff);
		if (taken.length > 0) result.notes.set(target, takenNote(taken));
		return;
	}
	target.withheld = diff.filter(isTaken);
	result.taken.set(target, taken);
	const rest = diff.filter((type) => !isTaken(type));
	if (rest.length > 0) result.affected.set(target, rest);
	else {
		const error = { message: takenMessage(taken) };
		result.outcomes.set(target, { status: 'notSent', error, removed: target.withheld });
	}
}

const owners = (taken: TakenType[]) =>
	[...new Set(taken.flatMap(({ owner }) => owner ?? []))].join(', ');

const whyUnread = (taken: TakenType[]): string | undefined =>
	taken.map(({ unread }) => unread).find((reason) => reason !== undefined);

/** What an item says of a primary label that was put back with the option. */
function takenNote(taken: TakenType[]): string {
	const reason = whyUnread(taken);
	return reason === undefined
		? `The primary label was taken from ${owners(taken)}.`
		: `The primary label may have been taken from another record: which one had it could not be read. ${withFullStop(reason)}`;
}

/** Why a primary label was not put back, and what to do. */
export function takenMessage(taken: TakenType[]): string {
	const reason = whyUnread(taken);
	return reason === undefined
		? `The primary label was not put back, because ${owners(taken)} has it meanwhile. The option "Take Primary" takes it from there.`
		: `The primary label was not put back, because it could not be read whether another record has it meanwhile: ${withFullStop(reason)} The option "Take Primary" puts it back all the same.`;
}

/** Some links show from one side only: says so of pairs that were not seen from the side that the user named. */
async function noteOtherSide(
	batch: Batch,
	readOtherSide: StateReader,
	{ notes }: PreflightResult,
): Promise<void> {
	// A set of labels has other types on its other side.
	const targets = batch.targets.filter(({ types }) => types === undefined);
	if (targets.length === 0) return;
	const { types } = await readOtherSide({ ...batch, targets });
	for (const target of targets) {
		if ((types.get(target) ?? []).length === 0) continue;
		const { fromObjectType, toObjectType } = target;
		notes.set(
			target,
			`HubSpot shows this association from the other side only (from ${toObjectType} to ${fromObjectType}). Name it from there to see and delete it.`,
		);
	}
}
