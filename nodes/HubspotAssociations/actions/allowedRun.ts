import type { Outcome } from '../batch/outcome';
import type { Batch } from '../batch/planning/plan';
import { capDeletions, type CappedGroups } from '../batch/planning/capDeletions';
import type { Target } from '../batch/target';
import type { Settings } from '../input/settings';
import { nounOf } from '../output/runStats';
import { TOO_LARGE_ADVICE, tooLargeReason } from './executionSize';
import type { PreparedInputs } from './prepareInputs';

/** What a run may send, of all that is asked for. */
export interface AllowedRun {
	/** What is to be sent. */
	groups: readonly Batch[];
	/** The last word on those targets that nothing is sent for. */
	settled: Map<Target, Outcome>;
	/** Why nothing is sent, where n8n could not keep what comes out. */
	tooLarge?: string;
	/** What else to know or to do about it, in a sentence. */
	advice?: string;
}

/**
 * Holds a run to the maximum that the user set, and to what n8n can keep. What earlier tries confirmed counts, and is
 * not sent again.
 */
export function allowedRun(prepared: PreparedInputs, settings: Settings): AllowedRun {
	const { inputs, earlier } = prepared;
	const capped = capRun(prepared, settings);
	const settled = new Map([...prepared.settled, ...capped.outcomes]);
	const isNothingToSend = capped.groups.every(({ targets }) => targets.length === 0);
	const tooLarge = isNothingToSend ? undefined : tooLargeReason(inputs.length, settings);
	if (tooLarge === undefined) {
		const groups = earlier?.withoutConfirmed(capped.groups) ?? capped.groups;
		return { groups, settled, advice: capped.warning };
	}
	const outcome: Outcome = { status: 'notSent', error: { message: tooLarge } };
	for (const { target } of inputs) if (!settled.has(target)) settled.set(target, outcome);
	return { groups: [], settled, tooLarge, advice: TOO_LARGE_ADVICE };
}

function capRun({ groups, inputs }: PreparedInputs, settings: Settings): CappedGroups {
	const { operation } = settings;
	if (operation.desiredState?.status !== 'deleted') return { groups, outcomes: new Map() };
	const firsts = groups.flatMap(({ targets }) => targets.slice(0, 1));
	return capDeletions(groups, inputs, { ...settings, noun: nounOf(operation, firsts) });
}
