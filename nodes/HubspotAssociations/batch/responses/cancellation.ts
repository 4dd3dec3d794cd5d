import { isFields } from '../fields';
import type { Target } from '../target';
import { type BatchItemFailures, matchItemFailures } from './matchItemFailures';
import type { Answer } from './parseBatchResponse';

/** HubSpot's status of a batch that it did not carry out, as a whole or in part. */
const CANCELED = 'CANCELED';

/**
 * Because of which targets HubSpot canceled a batch, by the errors of its answer. The others were not carried out
 * because of them.
 *
 * @param targets the batch that was sent; the array must not change between calls
 * @returns at least one target; undefined where the batch was not canceled, or it is not clear because of which
 */
export function cancellation(
	targets: readonly Target[],
	{ body }: Answer,
): BatchItemFailures | undefined {
	if (!isFields(body) || body.status !== CANCELED) return undefined;
	const matched = matchItemFailures(targets, { errors: body.errors });
	const isClear = matched.exact || matched.byType;
	return isClear && matched.targets.length > 0 ? matched : undefined;
}
