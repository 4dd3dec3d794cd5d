import { createHash } from 'node:crypto';
import { access, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { execa } from 'execa';

/** Says how a long step is getting on, in a few words. */
export type Report = (words: string) => void;

/** A package of its own beside the project, for what cannot be among the project's dependencies. */
export interface Beside {
	/** Where its package.json and lock file are. */
	folder: string;
	/** Those of its packages whose install scripts are needed. */
	rebuild?: string[];
	/** How long it took where it was measured, in words. */
	usually: string;
}

const lockFileOf = async (folder: string) =>
	await readFile(join(folder, 'package-lock.json'), 'utf8');

/** Written when everything is in place: the lock file it was made from. */
const stampOf = (folder: string) => join(folder, 'node_modules', '.complete');

async function isThere(path: string): Promise<boolean> {
	return await access(path).then(
		() => true,
		() => false,
	);
}

const hashOf = (lock: string) => createHash('sha256').update(lock).digest('hex');

/**
 * Installs a package of its own, unless it is there already as its lock file says.
 *
 * @throws when npm fails, with what it printed
 */
export async function installBeside(
	{ folder, rebuild = [], usually }: Beside,
	report: Report,
): Promise<void> {
	const lock = await lockFileOf(folder);
	const stamp = await readFile(stampOf(folder), 'utf8').catch(() => '');
	if (stamp === hashOf(lock)) return;

	// Not `npm ci`: it calls the lock file out of step when a package for another platform is missing.
	// No install scripts: some download things, and few packages need theirs.
	const npm = async (...args: string[]) =>
		await execa('npm', [...args, '--no-audit', '--no-fund', '--loglevel=error'], {
			cwd: folder,
			all: true,
		});
	const stopCounting = countPackages(folder, lock, usually, report);
	try {
		// Nothing is saved: npm would drop from the lock file what is for other platforms.
		await npm('install', '--no-save', '--ignore-scripts');
	} finally {
		stopCounting();
	}
	if (rebuild.length > 0) {
		report(`compiling ${rebuild.join(' and ')}, about a minute`);
		// Said outright, because a setting of the project's own npm run reaches down to here.
		await npm('rebuild', ...rebuild, '--ignore-scripts=false');
	}
	await writeFile(stampOf(folder), hashOf(lock));
}

/** Reports how many of the packages in the lock file have arrived, until the returned function is called. */
function countPackages(folder: string, lock: string, usually: string, report: Report): () => void {
	const { packages } = JSON.parse(lock) as { packages: Record<string, { optional?: boolean }> };
	const wanted = Object.entries(packages)
		.filter(([path, { optional }]) => path !== '' && !optional)
		.map(([path]) => join(folder, path, 'package.json'));
	const started = Date.now();
	const timer = setInterval(() => {
		void Promise.all(wanted.map(isThere)).then((there) => {
			const arrived = there.filter(Boolean).length;
			const seconds = Math.round((Date.now() - started) / 1000);
			report(`${arrived} of ${wanted.length} packages, ${seconds} s (${usually} in all)`);
		});
	}, 5_000);
	return () => clearInterval(timer);
}
