import { sleep } from 'n8n-workflow';

/** How often a deadline checks whether the work is over: it keeps a process from ending for no longer than that. */
const POLL_MS = 250;

/**
 * Does work that has to end by a deadline.
 * `AbortSignal.timeout` would be shorter, but it counts real time where a test has faked the clock, and it fires
 * also when the work was over long before.
 *
 * @param ms how long the work may take
 * @param work gets a signal that is aborted when the time is up; the work has to end by itself
 * @returns what the work returns; soon after that, the deadline is gone
 * @throws what the work throws
 */
export async function withDeadline<T>(
	ms: number,
	work: (deadline: AbortSignal) => Promise<T>,
): Promise<T> {
	const state = { isOver: false };
	const timeUp = new AbortController();
	void watch(ms, state, timeUp);
	try {
		return await work(timeUp.signal);
	} finally {
		state.isOver = true;
	}
}

/** By the clock, as a sleep takes longer than it should where the process is busy. */
async function watch(ms: number, state: { isOver: boolean }, timeUp: AbortController) {
	const end = performance.now() + ms;
	for (let remaining = ms; remaining > 0 && !state.isOver; remaining = end - performance.now()) {
		await sleep(Math.max(1, Math.min(remaining, POLL_MS)));
	}
	if (!state.isOver) timeUp.abort();
}
