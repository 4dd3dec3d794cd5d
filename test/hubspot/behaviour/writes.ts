import type { FastifyRequest } from 'fastify';
import type { Direction, Pair } from '../account/pairs';
import type { Context } from '../context';
import type { LinkEnds } from './readLag';

/**
 * Changes pairs of records, and sees to what the request's behaviour says comes after a write: reads
 * that lag behind it, and associations that come back.
 *
 * @param kind what the change does
 * @param named the pairs as the request names them; IDs of merged records mean those that were kept
 * @param work changes one pair
 */
export function writePairs<P extends Pair>(
	{ account, readLag, later }: Context,
	{ exchange }: FastifyRequest,
	kind: 'delete' | 'create',
	{ from, to }: Direction,
	named: readonly P[],
	work: (pair: P) => void,
): void {
	const pairs = account.hasMergedRecords
		? named.map((pair) => ({
				...pair,
				fromId: account.currentId(from.id, pair.fromId),
				toId: account.currentId(to.id, pair.toId),
			}))
		: named;
	const { readLag: lag, reassociatesAfter } = exchange.behaviour;
	const lags = lag && (lag.of === 'both' || lag.of === KINDS[kind]);
	if (!lags && reassociatesAfter === undefined) {
		pairs.forEach(work);
		return;
	}
	const typesOf = (ends: LinkEnds) =>
		account.typesBetween(ends.from, ends.fromId, ends.to, ends.toId);
	for (const pair of pairs) {
		const { fromId, toId } = pair;
		const sides: LinkEnds[] = [
			{ from: from.id, fromId, to: to.id, toId },
			{ from: to.id, fromId: toId, to: from.id, toId: fromId },
		];
		const before = lags ? sides.map(typesOf) : [];
		const wasThere = account.areAssociated(from.id, fromId, to.id, toId);
		work(pair);
		if (lags) {
			sides.forEach((ends, side) => readLag.note(ends, before[side] ?? [], lag.reads));
		}
		const isGone = wasThere && !account.areAssociated(from.id, fromId, to.id, toId);
		if (kind === 'delete' && isGone && reassociatesAfter !== undefined) {
			later.add(reassociatesAfter, () => account.associate(from.id, fromId, to.id, toId));
		}
	}
}

/** How `readLag.of` names a kind of write. */
const KINDS = { delete: 'deletes', create: 'creations' } as const;
