import type * as N8nWorkflow from 'n8n-workflow';

import type * as Deadline from '../../nodes/HubspotAssociations/transport/deadline';

/** How many times faster time goes by. */
const FASTER = 300;

/**
 * Stands in for n8n-workflow where a test goes through minutes of waiting: `sleep` takes a three-hundredth of
 * the time, and the clocks run three hundred times as fast, so that waits that look at the clock end, too.
 * Use as `jest.mock('n8n-workflow', () => jest.requireActual('./fastTime').withFastTime())`.
 */
export function withFastTime(): typeof N8nWorkflow {
	const actual = jest.requireActual<typeof N8nWorkflow>('n8n-workflow');
	for (const clock of [Date, performance]) {
		const realNow = clock.now.bind(clock);
		const start = realNow();
		jest.spyOn(clock, 'now').mockImplementation(() => start + (realNow() - start) * FASTER);
	}
	return { ...actual, sleep: async (ms: number) => await actual.sleep(ms / FASTER) };
}

/**
 * Stands in for the deadline of requests beside {@link withFastTime}: the local HubSpot answers in real time, so a
 * request has that, too. On a busy machine its minute would else be over in a fifth of a second.
 */
export function withRealDeadlines(): typeof Deadline {
	const actual = jest.requireActual<typeof Deadline>(
		'../../nodes/HubspotAssociations/transport/deadline',
	);
	return { withDeadline: async (ms, work) => await actual.withDeadline(ms * FASTER, work) };
}
