import type * as N8nWorkflow from 'n8n-workflow';

/**
 * Stands in for n8n-workflow in tests of retries: the same, but its `sleep` takes a hundredth of the time.
 * Use as `jest.mock('n8n-workflow', () => jest.requireActual('./fastSleep').withFastSleep())`.
 */
export function withFastSleep(): typeof N8nWorkflow {
	const actual = jest.requireActual<typeof N8nWorkflow>('n8n-workflow');
	return { ...actual, sleep: async (ms: number) => await actual.sleep(ms / 100) };
}
