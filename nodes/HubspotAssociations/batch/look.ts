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

/**
 * Which of the types found a target means: all of them, when it means the whole association.
 *
 * @param found undefined where it could not be read, and then the answer is undefined, too
 */
export function meantBy(
	{ types }: Target,
	found: FoundType[] | undefined,
): FoundType[] | undefined {
	if (types === undefined) return found;
	return found?.filter(({ category, typeId }) =>
		types.some((type) => type.category === category && type.typeId === typeId),
	);
}

/** What a look before anything is sent showed. */
export interface LookedAt {
	/** What there is to delete. */
	groups: Batch[];
	/** For each of these targets: the types that deleting it takes away. */
	removed: Map<Target, FoundType[]>;
	/** The last word on the other targets: those that are not there, or could not be read. */
	outcomes: Map<Target, Outcome>;
}

/** Looks at what is there: what has gone already need not be deleted, what cannot be read must not. */
export async function lookFirst(groups: readonly Batch[], look: Look): Promise<LookedAt> {
	const looked: LookedAt = { groups: [], removed: new Map(), outcomes: new Map() };
	for (const each of groups) {
		const { types, unread } = await look(each);
		for (const target of each.targets) {
			const found = meantBy(target, types.get(target));
			if (found === undefined) {
				const message = `Not sent, because what is there could not be read: ${unread.get(target) ?? 'HubSpot did not say'}`;
				looked.outcomes.set(target, { status: 'notSent', error: { message } });
			} else if (found.length === 0) looked.outcomes.set(target, { status: 'absent' });
			else looked.removed.set(target, found);
		}
		const targets = each.targets.filter((target) => looked.removed.has(target));
		looked.groups.push({ ...each, targets });
	}
	return looked;
}
