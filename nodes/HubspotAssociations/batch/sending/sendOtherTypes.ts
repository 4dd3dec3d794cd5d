import { toOutcomeError } from './batchError';
import { matchItemFailures } from '../responses/matchItemFailures';
import { type ItemResult, type OutcomeError, withFullStop } from '../outcome';
import type { SubBatchResult } from './sendWithBisect';
import { type AssociationType, isSameType, type Target } from '../target';

/** A target of which HubSpot refused some types, and the same with its other types. */
interface Refused {
	target: Target;
	error: OutcomeError;
	/** The types that HubSpot named. */
	types: AssociationType[];
	others: Target;
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

/** The targets of a refusal that names some of their types, but not all. */
function refusedIn({ targets, result, mayHaveApplied }: SubBatchResult<Target>): Refused[] {
	if (!('error' in result) || mayHaveApplied || result.error.notSent === true) return [];
	if (!targets.some(({ types = [] }) => types.length > 1)) return [];
	const matched = matchItemFailures(targets, result.error.responseBody);
	return matched.targets.flatMap((target): Refused[] => {
		const { types = [] } = target;
		const named = matched.refusedTypes(target) ?? types;
		if (named.length === types.length) return [];
		const others = types.filter((type) => !named.some((each) => isSameType(each, type)));
		const error = toOutcomeError(result.error);
		return [{ target, error, types: named, others: { ...target, types: others } }];
	});
}

/** What is known of a target whose types were sent apart. */
function combined({ target, error, types }: Refused, others: ItemResult | undefined): ItemResult {
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
