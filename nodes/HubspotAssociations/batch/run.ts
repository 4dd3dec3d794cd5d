import { type Answer, judgeAnswer } from './answer';
import { Course } from './course';
import { namedTargets } from './namedTargets';
import type { Judgement, Outcome } from './outcome';
import type { Batch } from './plan';
import { readBack, type ReadBackSettings } from './readBack';
import { errorOf, type Refusal } from './refusal';
import { type Piece, sendApart, type Sending, type Sent } from './sendApart';
import type { Target } from './target';

/** Sends one batch. Resolves with a 2xx answer, rejects with an error that has the fields of a `Refusal`. */
export type Send = (batch: Batch) => Promise<Answer>;

/** How a run goes about its batches. */
export interface RunSettings extends ReadBackSettings {
	/** Most requests under way at once, at least 1. */
	concurrency: number;
	/** Send nothing more once a batch failed, in whole or in part, or could not be sent. */
	stopAtFailure: boolean;
	/** Whether something failed already, before any batch. */
	failedBefore?: boolean;
	/** Told what became of a batch's targets. */
	onFinished?: (outcomes: readonly Outcome[]) => void;
	/** Aborted when the user stops the workflow: nothing more is sent. */
	signal?: AbortSignal;
}

/** One batch and what became of it. */
export interface BatchResult {
	batch: Batch;
	/** Every request it took, in order: several where HubSpot refused the first, none where nothing was sent. */
	sent: Array<Sent<Target>>;
	/** One for each target of the batch, in its order. */
	outcomes: Outcome[];
}

/** Why a batch was not sent. */
export const NOT_SENT = {
	afterFailure: 'Not sent, because an earlier request of this run failed.',
	stopped: 'Not sent, because the workflow was stopped.',
} as const;

/**
 * Sends batches, some at a time, and gathers what became of each.
 *
 * @param batches from `cut`
 * @returns one result for each batch, in the order given, the unsent ones included; never rejects for a failed batch
 */
export async function run(
	batches: readonly Batch[],
	send: Send,
	settings: RunSettings,
): Promise<BatchResult[]> {
	const { concurrency, stopAtFailure, failedBefore = false, signal } = settings;
	const results: BatchResult[] = new Array<BatchResult>(batches.length);
	const course = new Course();
	let next = 0;
	let failed = failedBefore;
	/** Batches of which something was refused or is unclear, until it is known what became of them. */
	const inDoubt = new Set<Promise<void>>();

	const worker = async () => {
		for (;;) {
			// Others may come into doubt while one is waited for.
			while (stopAtFailure && inDoubt.size > 0) await Promise.all(inDoubt);
			const index = next++;
			if (index >= batches.length) return;
			// A batch is finished in spite of its own failures; this is about those of others.
			const isOver = failed && stopAtFailure;
			const whyStopped = () => {
				if (signal?.aborted) return NOT_SENT.stopped;
				return isOver ? NOT_SENT.afterFailure : undefined;
			};
			let settle = () => {};
			const settled = new Promise<void>((resolve) => (settle = resolve));
			const onDoubt = () => inDoubt.add(settled);
			const sending = { send, named: namedTargets, course, whyStopped, onRefusal: onDoubt };
			results[index] = await runBatch(batches[index], sending, onDoubt, settings);
			failed ||= results[index].outcomes.some(isFailure);
			settings.onFinished?.(results[index].outcomes);
			inDoubt.delete(settled);
			settle();
		}
	};
	await Promise.all(Array.from({ length: Math.min(concurrency, batches.length) }, worker));
	return results;
}

const isFailure = ({ status }: Outcome) => status === 'failed' || status === 'notSent';

/** @param onDoubt told when something did not simply go well; what became of it is found out afterwards */
async function runBatch(
	batch: Batch,
	sending: Sending<Target>,
	onDoubt: () => void,
	settings: RunSettings,
): Promise<BatchResult> {
	const sent: Array<Sent<Target>> = [];
	let outcomes = new Map<Target, Outcome>();
	let why = 'The node has lost sight of it.';
	try {
		const pieces = await sendApart(batch, sending, sent);
		const judged = pieces.flatMap((piece) =>
			judge(piece).map((judgement, index) => ({ target: piece.targets[index], judgement })),
		);
		if (judged.some(({ judgement: { status } }) => status !== 'done')) onDoubt();
		outcomes = await readBack(batch, judged, settings);
	} catch (error) {
		// A mistake of this program, in the middle of deleting: nothing may get lost over it.
		why = `The node could not make sense of an answer (${(error as Error).message}).`;
	}
	const lost: Outcome = {
		status: 'failed',
		unknown: true,
		error: { message: `${why} Whether it was ${settings.goal.status} is unknown.` },
	};
	return { batch, sent, outcomes: batch.targets.map((target) => outcomes.get(target) ?? lost) };
}

/** What the last word on a piece shows about each of its targets, in their order. */
function judge({ targets, end, uncertain }: Piece<Target>): Judgement[] {
	if ('answer' in end) {
		return judgeAnswer(targets, end.answer).map((judgement) =>
			uncertain && judgement.status === 'failed'
				? { ...judgement, status: 'unknown', pending: true }
				: judgement,
		);
	}
	const error = 'refusal' in end ? errorOf(end.refusal) : { message: end.notSent };
	const neverSent = !('refusal' in end) || end.refusal.notSent === true;
	return targets.map((target): Judgement => {
		// What HubSpot did not answer it may still be doing.
		if (uncertain) return { status: 'unknown', error, pending: true };
		if ('refusal' in end && mayBeGone(target, end.refusal)) return { status: 'unknown', error };
		return { status: neverSent ? 'notSent' : 'failed', error };
	});
}

/** A label that HubSpot does not find may have gone with its inverse, or under another name of its object types. */
const mayBeGone = ({ fromObjectId }: Target, { httpCode, about }: Refusal): boolean =>
	fromObjectId === undefined && httpCode === 404 && about === 'inputs';
