import { randomUUID } from 'node:crypto';

import type { Postgres } from './postgres';
import type { Redis } from './redis';

/**
 * The environment variables that make one n8n of a main and its workers.
 *
 * @see https://docs.n8n.io/deploy/host-n8n/configure-n8n/scaling/enable-queue-mode/
 */
export const queueSettings = (redis: Redis, postgres: Postgres): Record<string, string> => ({
	EXECUTIONS_MODE: 'queue',
	...redis.settings,
	...postgres.settings,
	// All have to read the same credentials.
	N8N_ENCRYPTION_KEY: randomUUID(),
	// n8n takes up to a minute and a half to see that a worker is gone; these make it half a minute. How long it then
	// waits for a late success is not a setting: half a minute more.
	QUEUE_WORKER_LOCK_DURATION: '30000',
	QUEUE_WORKER_LOCK_RENEW_TIME: '5000',
	QUEUE_WORKER_STALLED_INTERVAL: '5000',
});
