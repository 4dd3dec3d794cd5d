import { randomUUID } from 'node:crypto';
import { chown, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { execa, type ResultPromise } from 'execa';
import getPort from 'get-port';

import type { Programs } from './programs';
import { whenReady } from './whenReady';

const USER = 'n8n';

/** A PostgreSQL of its own, with its data in a temporary folder; never one that runs on this machine already. */
export class Postgres {
	private constructor(
		private readonly folder: string,
		private readonly server: ResultPromise,
		private readonly port: number,
		private readonly password: string,
	) {}

	/**
	 * Makes an empty database and starts it on a free port of loopback.
	 *
	 * @throws when it does not start, with what it said
	 */
	static async start({ initdb, postgres }: Programs): Promise<Postgres> {
		// A short name: PostgreSQL's socket is in there, and paths of sockets may not be long.
		const folder = await mkdtemp(join(tmpdir(), 'n8n-pg-'));
		try {
			const user = await unprivilegedUser();
			const options = { ...user, cwd: folder, all: true } as const;
			const password = randomUUID();
			const passwordFile = join(folder, 'password');
			await writeFile(passwordFile, password, { mode: 0o600 });
			if (user !== undefined) {
				for (const path of [folder, passwordFile]) await chown(path, user.uid, user.gid);
			}
			const data = join(folder, 'data');
			await execa(
				initdb,
				[
					...[`--pgdata=${data}`, `--username=${USER}`, `--pwfile=${passwordFile}`],
					...['--auth=scram-sha-256', '--encoding=UTF8', '--locale=C', '--no-sync'],
				],
				options,
			);
			const port = await getPort({ host: '127.0.0.1' });
			const server = execa(
				postgres,
				[
					...['-D', data, '--listen_addresses=127.0.0.1', `--port=${port}`],
					// Nothing here has to outlive the machine, so nothing waits for the disk.
					...[`--unix_socket_directories=${folder}`, '--fsync=off'],
				],
				// SIGINT ends its connections; SIGTERM would wait for them.
				{ ...options, reject: false, killSignal: 'SIGINT', forceKillAfterDelay: 10_000 },
			);
			const started = new Postgres(folder, server, port, password);
			await whenReady(server).catch(async (error: unknown) => {
				await started.stop();
				throw error;
			});
			return started;
		} catch (error) {
			await rm(folder, { recursive: true, force: true });
			throw error;
		}
	}

	/** n8n's environment variables for it. */
	get settings(): Record<string, string> {
		return {
			DB_TYPE: 'postgresdb',
			DB_POSTGRESDB_HOST: '127.0.0.1',
			DB_POSTGRESDB_PORT: String(this.port),
			DB_POSTGRESDB_DATABASE: 'postgres',
			DB_POSTGRESDB_USER: USER,
			DB_POSTGRESDB_PASSWORD: this.password,
		};
	}

	/** Stops it and removes what it kept. */
	async stop(): Promise<void> {
		this.server.kill();
		await this.server;
		await rm(this.folder, { recursive: true, force: true });
	}
}

/** Whom PostgreSQL is to run as: it refuses root, so then as the user that its package has made. */
async function unprivilegedUser(): Promise<{ uid: number; gid: number } | undefined> {
	if (process.getuid?.() !== 0) return undefined;
	const id = async (kind: string) => Number((await execa('id', [kind, 'postgres'])).stdout);
	return { uid: await id('-u'), gid: await id('-g') };
}
