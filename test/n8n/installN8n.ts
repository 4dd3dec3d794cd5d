import { createHash } from 'node:crypto';
import { access, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { execa } from 'execa';

import { N8N_PACKAGE, NODE_24 } from './paths';

/** Says how a long step is getting on, in a few words. */
export type Report = (words: string) => void;

/** Written when everything is in place: the lock file it was made from. */
const STAMP = join(N8N_PACKAGE, 'node_modules', '.complete');

const lockFile = async () => await readFile(join(N8N_PACKAGE, 'package-lock.json'), 'utf8');

async function isThere(path: string): Promise<boolean> {
	return await access(path).then(
		() => true,
		() => false,
	);
}

async function isComplete(lock: string): Promise<boolean> {
	const stamp = await readFile(STAMP, 'utf8').catch(() => '');
	return stamp === createHash('sha256').update(lock).digest('hex');
}

/**
 * Installs n8n 2.41 and Node 24 beside the project, unless they are there already.
 * Takes some minutes the first time: it is about 2,000 packages, 2.7 GB.
 *
 * @throws when npm fails, with what it printed
 */
export async function installN8n(report: Report): Promise<void> {
	const lock = await lockFile();
	if (await isComplete(lock)) return;

	// Not `npm ci`: it calls the lock file out of step when a package for another platform is missing.
	// No install scripts: some download things, and only two packages need theirs.
	const npm = async (...args: string[]) =>
		await execa('npm', [...args, '--no-audit', '--no-fund', '--loglevel=error'], {
			cwd: N8N_PACKAGE,
			all: true,
		});
	const stopCounting = countPackages(lock, report);
	try {
		// Nothing is saved: npm would drop from the lock file what is for other platforms.
		await npm('install', '--no-save', '--ignore-scripts');
	} finally {
		stopCounting();
	}
	report('compiling SQLite for Node 24, about a minute');
	// Said outright, because a setting of the project's own npm run reaches down to here.
	await npm('rebuild', 'node', 'sqlite3', '--ignore-scripts=false');
	await execa(NODE_24, ['--version']);
	await writeFile(STAMP, createHash('sha256').update(lock).digest('hex'));
}

/** Reports how many of the packages in the lock file have arrived, until the returned function is called. */
function countPackages(lock: string, report: Report): () => void {
	const { packages } = JSON.parse(lock) as { packages: Record<string, { optional?: boolean }> };
	const wanted = Object.entries(packages)
		.filter(([path, { optional }]) => path !== '' && !optional)
		.map(([path]) => join(N8N_PACKAGE, path, 'package.json'));
	const started = Date.now();
	const timer = setInterval(() => {
		void Promise.all(wanted.map(isThere)).then((there) => {
			const arrived = there.filter(Boolean).length;
			const seconds = Math.round((Date.now() - started) / 1000);
			report(`${arrived} of ${wanted.length} packages, ${seconds} s (about 3 minutes in all)`);
		});
	}, 5_000);
	return () => clearInterval(timer);
}
