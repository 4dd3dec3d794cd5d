import { formatNumber } from '../batch/formatNumber';
import type { Settings } from '../input/settings';

/**
 * Most items with a snapshot that come out of a run. n8n stores an execution as one text; at 400 bytes an item this
 * many take 100 MB, above which n8n does not show it, and a million cannot be stored at all.
 */
export const MAX_ITEMS_WITH_SNAPSHOT = 250_000;

/**
 * Why a run is too large for n8n to keep what comes out of it.
 *
 * @param items how many items come out
 * @returns undefined where nothing speaks against it; the message is short, because each item may hold it
 */
export function tooLargeReason(
	items: number,
	{ operation, output, snapshot, isSnapshotChosen }: Settings,
): string | undefined {
	if (items <= MAX_ITEMS_WITH_SNAPSHOT || isSnapshotChosen || snapshot === 'off') return undefined;
	if (operation.desiredState?.status !== 'deleted') return undefined;
	if (output === 'summary' || output === 'toolSummary') return undefined;
	return `Not sent: more than ${formatNumber(MAX_ITEMS_WITH_SNAPSHOT)} items with a snapshot, too many for n8n to store`;
}

/** What to do about it. */
export const TOO_LARGE_ADVICE =
	'Run it in parts, for example with Loop Over Items; or set the option Output to Summary; or set the option Snapshot yourself, to Off or to one of the others.';
