import { type Goal, takenAway } from './goal';
import type { Outcome } from './outcome';
import type { Batch } from './plan';
import type { FoundType, Target } from './target';

/** What HubSpot showed of some targets. */
export interface Found {
	/** The association types between the pair, or the limit where it is set; none where nothing is there. */
	types: Map<Target, FoundType[]>;
	/** Why the others could not be read. */
	unread: Map<Target, string>;
}

/** Reads what is there of a batch's targets; never rejects. */
export type Look = (batch: Batch) => Promise<Found>;

/** What a look before anything is sent showed. */
export interface LookedAt {
	/** What there is to do. */
	groups: Batch[];
	/** For each of these targets: the types that go, or have yet to come. */
	left: Map<Target, FoundType[]>;
	/** The last word on the other targets: those of which it is so already, or that could not be read. */
	outcomes: Map<Target, Outcome>;
}

/** Looks at what is there: what is so already need not be done, what cannot be read must not. */
export async function lookFirst(
	groups: readonly Batch[],
	look: Look,
	goal: Goal,
): Promise<LookedAt> {
	const looked: LookedAt = { groups: [], left: new Map(), outcomes: new Map() };
	for (const each of groups) {
		const { types, unread } = await look(each);
		for (const target of each.targets) {
			const found = types.get(target);
			const left = goal.left(target, found);
			if (found === undefined || left === undefined) {
				const message = `Not sent, because what is there could not be read: ${unread.get(target) ?? 'HubSpot did not say'}`;
				looked.outcomes.set(target, { status: 'notSent', error: { message } });
			} else if (left.length === 0) {
				looked.outcomes.set(target, { status: 'absent' });
			} else if (goal.status === 'restored') looked.left.set(target, left);
			else looked.left.set(target, takenAway(target, left, found));
		}
		const targets = each.targets.filter((target) => looked.left.has(target));
		looked.groups.push({ ...each, targets });
	}
	return looked;
}
