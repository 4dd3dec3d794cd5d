import { toOutcomeError } from './batchError';
import { cancellation } from '../responses/cancellation';
import { matchItemFailures } from '../responses/matchItemFailures';
import { type Answer, parseBatchResponse } from '../responses/parseBatchResponse';
import { type ItemResult, type OutcomeError, withFullStop } from '../outcome';
import type { SubBatchResult } from './subBatch';
import { type AssociationType, isSameType, type Target } from '../target';

/** A target of which HubSpot refused some types, and the same with its other types. */
interface Refused {
	target: Target;
	error: OutcomeError;
	/** The types that HubSpot named. */
	types: AssociationType[];
	others: Target;
	/** Whether the types that were named are still there has to be read: some of a canceled batch may be done. */
	isRead: boolean;
}

/**
 * Sends again what was refused as a whole because of one of its labels, with its other labels: one label that
 * HubSpot does not take must not keep the others of its set from being removed.
 *
 * @param subBatches what the last request of each target showed
 * @param send sends targets and says what that showed of each, in any order; targets come with fewer types than before
 * @returns for the targets that were sent again what is known of them now
 */
export async function sendOtherTypes(
	subBatches: ReadonlyArray<SubBatchResult<Target>>,
	send: (targets: Target[], originals: Target[]) => Promise<Map<Target, ItemResult>>,
): Promise<Map<Target, ItemResult>> {
	const refused = subBatches.flatMap(refusedIn);
	if (refused.length === 0) return new Map();
	const results = await send(
		refused.map(({ others }) => others),
		refused.map(({ target }) => target),
	);
	return new Map(
		refused.map((each): [Target, ItemResult] => [
			each.target,
			combined(each, results.get(each.others)),
		]),
	);
}

/** The targets of a refusal, or of a canceled batch, that names some of their types, but not all. */
function refusedIn({ targets, result, mayHaveApplied }: SubBatchResult<Target>): Refused[] {
	if (!targets.some(({ types = [] }) => types.length > 1)) return [];
	if ('answer' in result) return canceledIn(targets, result.answer);
	if (!('error' in result) || mayHaveApplied || result.error.notSent === true) return [];
	const matched = matchItemFailures(targets, result.error.responseBody);
	const error = toOutcomeError(result.error);
	return matched.targets.flatMap((target) =>
		refusedOf(target, matched.refusedTypes(target), { error, isRead: false }),
	);
}

function canceledIn(targets: Target[], answer: Answer): Refused[] {
	const matched = cancellation(targets, answer);
	if (matched === undefined) return [];
	return parseBatchResponse(targets, answer).flatMap((itemResult, index) => {
		const target = targets[index];
		if (itemResult.status !== 'unknown' || !matched.targets.includes(target)) return [];
		const { error } = itemResult;
		return refusedOf(target, matched.refusedTypes(target), { error, isRead: true });
	});
}

/** @param named the types that HubSpot named; undefined for all of them */
function refusedOf(
	target: Target,
	named: AssociationType[] | undefined,
	more: Pick<Refused, 'error' | 'isRead'>,
): Refused[] {
	const { types = [] } = target;
	if (named === undefined || named.length === types.length) return [];
	const others = types.filter((type) => !named.some((each) => isSameType(each, type)));
	return [{ target, types: named, others: { ...target, types: others }, ...more }];
}

/** What is known of a target whose types were sent apart. */
function combined(
	{ target, error, types, isRead }: Refused,
	others: ItemResult | undefined,
): ItemResult {
	if (isRead) return toRead(error, types, others);
	const names = types.map(({ category, typeId }) => `${category}:${typeId}`).join(', ');
	const message = `${withFullStop(error.message)} It was not done for ${names}.`;
	if (others === undefined || others.status === 'notSent') {
		const more = others === undefined ? '' : ` ${others.error.message}`;
		return {
			status: 'failed',
			error: { ...error, message: message + more },
			remaining: target.types,
		};
	}
	if (others.status === 'done') {
		const { batch } = others;
		return { status: 'failed', error: { ...error, message }, batch, remaining: types };
	}
	const both = { ...error, message: `${message} ${others.error.message}` };
	if (others.status === 'unknown') {
		return { ...others, error: both, refused: [...types, ...(others.refused ?? [])] };
	}
	const remaining = others.remaining === undefined ? target.types : [...types, ...others.remaining];
	return { ...others, error: both, remaining };
}

/** What was named in a canceled batch is read back, whatever became of the others. */
function toRead(
	error: OutcomeError,
	types: AssociationType[],
	others: ItemResult | undefined,
): ItemResult {
	const more = others !== undefined && 'error' in others ? ` ${others.error.message}` : '';
	const message = `${withFullStop(error.message)}${more}`;
	const isUnknown = others?.status === 'unknown';
	return {
		status: 'unknown',
		error: { ...error, message },
		refused: [...types, ...((isUnknown ? others.refused : undefined) ?? [])],
		pending: isUnknown && others.pending === true,
		...(others !== undefined && 'batch' in others ? { batch: others.batch } : {}),
	};
}
