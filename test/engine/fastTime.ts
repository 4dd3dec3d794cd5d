import type * as N8nWorkflow from 'n8n-workflow';

import type * as Deadline from '../../nodes/HubspotAssociations/transport/deadline';

/** How many times shorter a wait is. */
const SHORTER = 300;

/**
 * Stands in for n8n-workflow where a test goes through minutes of waiting: `sleep` takes a three-hundredth of the
 * time, and then sets the clocks forward to where it should have ended, so that waits that look at the clock end, too.
 * What is no wait takes the time that it takes: a slow machine uses up nothing of what the node gives a request.
 * Use as `jest.mock('n8n-workflow', () => jest.requireActual('./fastTime').withFastTime())`, and beside it
 * {@link withRealDeadlines}.
 */
export function withFastTime(): typeof N8nWorkflow {
	const actual = jest.requireActual<typeof N8nWorkflow>('n8n-workflow');
	let skippedMs = 0;
	for (const clock of [Date, performance]) {
		const realNow = clock.now.bind(clock);
		jest.spyOn(clock, 'now').mockImplementation(() => realNow() + skippedMs);
	}
	const sleep = async (ms: number) => {
		const end = performance.now() + ms;
		await actual.sleep(ms / SHORTER);
		// Where several wait at once, the first sets the clocks for all of them.
		skippedMs += Math.max(0, Math.ceil(end - performance.now()));
	};
	return { ...actual, sleep };
}

/**
 * Stands in for the module `deadline` beside {@link withFastTime}: the local HubSpot answers in real time, so the
 * deadline of a request is one of real time, too, and to wait for it sets no clock.
 */
export const withRealDeadlines = (): typeof Deadline => ({
	withDeadline: async (ms, work) => await work(AbortSignal.timeout(ms)),
});
