import { affectedTypes, type DesiredState } from './desiredState';
import type { Outcome } from './outcome';
import type { Batch } from './plan';
import type { StateReader } from './stateReader';
import type { LabeledType, Target } from './target';

/** What reading before anything is sent showed. */
export interface PreflightResult {
	/** What there is to do. */
	groups: Batch[];
	/** For each of these targets: the types that go, or have yet to come. */
	affected: Map<Target, LabeledType[]>;
	/** The outcomes of the other targets: those that are in the desired state already, or could not be read. */
	outcomes: Map<Target, Outcome>;
}

/** Reads what is there: what is in the desired state already need not be sent, what cannot be read must not be. */
export async function preflight(
	groups: readonly Batch[],
	readState: StateReader,
	desiredState: DesiredState,
): Promise<PreflightResult> {
	const result: PreflightResult = { groups: [], affected: new Map(), outcomes: new Map() };
	for (const group of groups) {
		const { types, unread } = await readState(group);
		for (const target of group.targets) {
			const current = types.get(target);
			const diff = desiredState.diff(target, current);
			if (current === undefined || diff === undefined) {
				const message = `Not sent, because what is there could not be read: ${unread.get(target) ?? 'HubSpot did not say'}`;
				result.outcomes.set(target, { status: 'notSent', error: { message } });
			} else if (diff.length === 0) {
				result.outcomes.set(target, { status: 'absent' });
			} else if (desiredState.status === 'restored') result.affected.set(target, diff);
			else result.affected.set(target, affectedTypes(target, diff, current));
		}
		const targets = group.targets.filter((target) => result.affected.has(target));
		result.groups.push({ ...group, targets });
	}
	return result;
}
