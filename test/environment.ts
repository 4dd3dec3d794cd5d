import { setTimeout as sleep } from 'node:timers/promises';

import { TestEnvironment } from 'jest-environment-node';

/** What must not outlive the tests of a file: timers, servers, and programs, in Node's words. */
const KINDS = ['Timeout', 'TCPServerWrap', 'ProcessWrap'];

/** How long handles have to close; a file that leaves none behind does not wait. */
const MAX_WAIT_MS = 10_000;
const POLL_MS = 50;

/** How many there are of each kind that keeps the process from ending. */
function openHandles(): Map<string, number> {
	const counts = new Map(KINDS.map((kind) => [kind, 0]));
	for (const kind of process.getActiveResourcesInfo()) {
		const count = counts.get(kind);
		if (count !== undefined) counts.set(kind, count + 1);
	}
	return counts;
}

/**
 * Jest's environment for Node, but a test file fails when something of it is still there after its last hook. Jest
 * itself only warns, and only of a worker that does not exit.
 */
export default class StrictEnvironment extends TestEnvironment {
	private before = new Map<string, number>();

	override async setup(): Promise<void> {
		await super.setup();
		this.before = openHandles();
	}

	async handleTestEvent({ name }: { name: string }): Promise<void> {
		if (name !== 'run_finish') return;
		// The wait is a timer itself, so it is over before the next check.
		for (let elapsed = 0; this.leaked().length > 0 && elapsed < MAX_WAIT_MS; elapsed += POLL_MS) {
			await sleep(POLL_MS);
		}
		const leaked = this.leaked();
		if (leaked.length > 0) {
			throw new Error(`These are still open after the last test: ${leaked.join(', ')}`);
		}
	}

	private leaked(): string[] {
		return [...openHandles()].flatMap(([kind, count]) => {
			const more = count - (this.before.get(kind) ?? 0);
			return more > 0 ? [`${kind} (${more})`] : [];
		});
	}
}
