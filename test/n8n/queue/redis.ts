import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { execa, type ResultPromise } from 'execa';
import getPort from 'get-port';

import type { Programs } from './programs';
import { whenReady } from './whenReady';

/** A Redis of its own, in memory only; never one that runs on this machine already. */
export class Redis {
	private constructor(
		private readonly folder: string,
		private readonly server: ResultPromise,
		private readonly port: number,
		private readonly password: string,
	) {}

	/**
	 * Starts it on a free port of loopback.
	 *
	 * @throws when it does not start, with what it said
	 */
	static async start({ redisServer }: Programs): Promise<Redis> {
		const folder = await mkdtemp(join(tmpdir(), 'hubspot-associations-redis-'));
		const port = await getPort({ host: '127.0.0.1' });
		const password = randomUUID();
		// Settings by standard input: arguments, and so the password, could be read by everybody on this machine.
		const settings = [
			...[`dir ${folder}`, `port ${port}`, 'bind 127.0.0.1', `requirepass ${password}`],
			...['save ""', 'appendonly no', 'daemonize no'],
		];
		const server = execa(redisServer, ['-'], {
			input: `${settings.join('\n')}\n`,
			cwd: folder,
			all: true,
			reject: false,
		});
		const redis = new Redis(folder, server, port, password);
		await whenReady(server).catch(async (error: unknown) => {
			await redis.stop();
			throw error;
		});
		return redis;
	}

	/** n8n's environment variables for it. */
	get settings(): Record<string, string> {
		return {
			QUEUE_BULL_REDIS_HOST: '127.0.0.1',
			QUEUE_BULL_REDIS_PORT: String(this.port),
			QUEUE_BULL_REDIS_PASSWORD: this.password,
		};
	}

	/** Stops it and removes what it kept. */
	async stop(): Promise<void> {
		this.server.kill();
		await this.server;
		await rm(this.folder, { recursive: true, force: true });
	}
}
