import { setTimeout as sleep } from 'node:timers/promises';

import type { Session } from '../session';

/**
 * Publishes a workflow, and waits until n8n listens for its triggers: it does that after it has answered.
 *
 * @throws when a trigger cannot be activated
 */
export async function publish(
	session: Session,
	{ id, versionId }: { id: string; versionId: string },
): Promise<void> {
	await session.ask(`/workflows/${id}/activate`, { versionId, name: 'First' });
	for (;;) {
		const { status, ...more } = await session.ask<{ status: string }>(
			`/workflows/${id}/publication-status`,
		);
		if (status === 'published') return;
		if (status !== 'in_progress') throw new Error(`${status}: ${JSON.stringify(more)}`);
		await sleep(100);
	}
}
