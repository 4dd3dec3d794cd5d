import { readdir, realpath } from 'node:fs/promises';
import { delimiter, dirname, join } from 'node:path';

import which from 'which';

/** Where Debian keeps the programs of PostgreSQL: a folder for each version, none of them in PATH. */
const DEBIAN = '/usr/lib/postgresql';

/** The programs of Redis and PostgreSQL that n8n's queue mode needs running. */
export interface Programs {
	redisServer: string;
	initdb: string;
	postgres: string;
}

/**
 * Finds Redis and PostgreSQL on this machine.
 *
 * @throws when one of them is missing, saying how to get it
 */
export async function findPrograms(): Promise<Programs> {
	const redisServer = await which('redis-server', { nothrow: true });
	const initdb = await which('initdb', { nothrow: true, path: await pathWithPostgres() });
	if (redisServer === null || initdb === null) {
		throw new Error(
			'n8n\'s queue mode needs Redis and PostgreSQL on this machine: install them, on Debian and Ubuntu with "apt-get install redis-server postgresql".',
		);
	}
	// The one of the same version.
	return { redisServer, initdb, postgres: join(dirname(await realpath(initdb)), 'postgres') };
}

/** PATH, and after it Debian's folders, the newest version first. */
async function pathWithPostgres(): Promise<string> {
	const versions = await readdir(DEBIAN).catch(() => []);
	const folders = versions
		.sort((a, b) => Number(b) - Number(a))
		.map((version) => join(DEBIAN, version, 'bin'));
	return [process.env.PATH ?? '', ...folders].join(delimiter);
}
