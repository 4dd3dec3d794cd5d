import { saysNoAssociations } from '../responses/noAssociations';
import { matchItemFailures } from '../responses/matchItemFailures';
import { wrongTypeAdvice } from '../responses/wrongTypeAdvice';
import { type ItemResult, type OutcomeError, withFullStop } from '../outcome';
import type { AssociationType, Target } from '../target';
import { type BatchError, toOutcomeError } from './batchError';
import type { SubBatchResult } from './subBatch';

/** After so many sets in a row of which HubSpot took no type alone, the refusal is not about types. */
const MAX_SETS_IN_VAIN = 3;

/** Sends targets, each one type of a set, and says what that showed; `originals` are the sets, in the same order. */
type SendTypes = (targets: Target[], originals: Target[]) => Promise<Map<Target, ItemResult>>;

/** A set of types that HubSpot refused as a whole. */
interface RefusedSet {
	target: Target;
	error: OutcomeError;
}

/** What became of one type of a set. */
interface TypeResult {
	type: AssociationType;
	itemResult: ItemResult;
}

/**
 * Sends the types of refused sets alone, where HubSpot does not say which of them it does not take. One request for each
 * type of the first set; where HubSpot takes one of them, the same types of all others go together.
 *
 * @param subBatches what the last request of each target showed
 * @param send sends single types of the sets
 * @returns for the sets of which HubSpot took a type what is known of them now
 */
export async function sendTypesAlone(
	subBatches: ReadonlyArray<SubBatchResult<Target>>,
	send: SendTypes,
): Promise<Map<Target, ItemResult>> {
	const results = new Map<Target, ItemResult>();
	let sets = subBatches.flatMap(refusedSetIn);
	for (let inVain = 0; sets.length > 0 && inVain < MAX_SETS_IN_VAIN; inVain++) {
		const [first, ...others] = sets;
		await sendByTurns([first], send, results);
		if (results.has(first.target)) await sendByTurns(others, send, results);
		sets = results.has(first.target) ? [] : others;
	}
	return results;
}

/** A single input that was refused for something about it, unless the refusal names types, or is about a record. */
function refusedSetIn({ targets, result, mayHaveApplied }: SubBatchResult<Target>): RefusedSet[] {
	const [target] = targets;
	if (targets.length !== 1 || (target.types?.length ?? 0) <= 1) return [];
	if (!('error' in result) || mayHaveApplied || result.error.notSent === true) return [];
	const { error } = result;
	if (error.scope !== 'inputs' || saysNoAssociations(error)) return [];
	const matched = matchItemFailures(targets, error.responseBody);
	if (matched.refusedTypes(target) !== undefined) return [];
	const isAboutRecord = matched.namesRecords || pointsAtRecord(error);
	if (isAboutRecord && !pointsAtTypes(target, error)) return [];
	return [{ target, error: toOutcomeError(error) }];
}

const pointsAtRecord = ({ httpCode, category, subCategory }: BatchError): boolean =>
	httpCode === 404 ||
	[category, subCategory].some((code = '') => /OBJECT_NOT_FOUND|OBJECT_IDS?$/.test(code));

/** Also where HubSpot blames a record for a type that belongs to other object types. */
const pointsAtTypes = (target: Target, { message, responseBody }: BatchError): boolean =>
	/\blabels?\b|(?<!\b(?:object|event) )\btypes?\b/i.test(message) ||
	wrongTypeAdvice(target, responseBody) !== undefined;

/** The first types of all sets, then their second ones, and so on: no request names a pair twice. */
async function sendByTurns(
	sets: readonly RefusedSet[],
	send: SendTypes,
	results: Map<Target, ItemResult>,
): Promise<void> {
	const found = new Map<RefusedSet, TypeResult[]>(sets.map((set) => [set, []]));
	const turns = Math.max(0, ...sets.map(({ target }) => target.types?.length ?? 0));
	for (let turn = 0; turn < turns; turn++) {
		const parts = sets.flatMap((set) => {
			const type = set.target.types?.[turn];
			return type === undefined ? [] : [{ set, type, single: { ...set.target, types: [type] } }];
		});
		const sent = await send(
			parts.map(({ single }) => single),
			parts.map(({ set }) => set.target),
		);
		for (const { set, type, single } of parts) {
			const itemResult = sent.get(single);
			if (itemResult !== undefined) found.get(set)?.push({ type, itemResult });
		}
	}
	for (const [set, types] of found) {
		const combined = combine(set, types);
		if (combined !== undefined) results.set(set.target, combined);
	}
}

const isRefused = ({ itemResult }: TypeResult): boolean =>
	itemResult.status === 'failed' || itemResult.status === 'notSent';

/** What is known of a set; undefined where no type of it went, so that the refusal of the whole stands. */
function combine({ error }: RefusedSet, types: TypeResult[]): ItemResult | undefined {
	const refused = types.filter(isRefused);
	if (refused.length === types.length) return undefined;
	const words = refused.flatMap(({ itemResult }) =>
		'error' in itemResult ? itemResult.error.message : [],
	);
	const names = refused.map(({ type: { category, typeId } }) => `${category}:${typeId}`).join(', ');
	const sentences = [...new Set([error.message, ...words].map(withFullStop))];
	const whole =
		refused.length === 0
			? error
			: { ...error, message: `${sentences.join(' ')} It was not done for ${names}.` };
	const remaining = refused.map(({ type }) => type);
	const batch = types.flatMap(({ itemResult }) =>
		'batch' in itemResult ? itemResult.batch : [],
	)[0];
	const batchField = batch === undefined ? {} : { batch };
	const open = types.flatMap(({ itemResult }) =>
		itemResult.status === 'unknown' ? itemResult : [],
	);
	if (open.length > 0) {
		const pending = open.some((each) => each.pending);
		return { status: 'unknown', error: whole, refused: remaining, pending, ...batchField };
	}
	if (refused.length > 0) return { status: 'failed', error: whole, remaining, ...batchField };
	return types[0].itemResult;
}
