import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { installPackages, isInstalled, npm } from '../setup/packages.mjs';

/** Says how a long step is getting on, in a few words. */
export type Report = (words: string) => void;

/** A package of its own beside the project, for what cannot be among the project's dependencies. */
export interface Beside {
	/** Where its package.json and lock file are. */
	folder: string;
	/** Those of its packages whose install scripts are needed. */
	rebuild?: string[];
}

/** Written when everything is in place: the lock file it was made from. */
const stampOf = (folder: string) => join(folder, 'node_modules', '.complete');

async function hashOfLock({ folder }: Beside): Promise<string> {
	const lock = await readFile(join(folder, 'package-lock.json'), 'utf8');
	return createHash('sha256').update(lock).digest('hex');
}

/** Whether a package of its own is there as its lock file says, compiled parts included. */
export async function isBesideInstalled(beside: Beside): Promise<boolean> {
	const stamp = await readFile(stampOf(beside.folder), 'utf8').catch(() => '');
	return stamp === (await hashOfLock(beside));
}

/**
 * Installs a package of its own, unless it is there already as its lock file says.
 *
 * @throws when npm fails, with what it printed
 */
export async function installBeside(beside: Beside, report: Report): Promise<void> {
	if (await isBesideInstalled(beside)) return;
	const { folder, rebuild = [] } = beside;
	if (!(await isInstalled(folder))) await installPackages(folder, report);
	if (rebuild.length > 0) {
		report(`compiling ${rebuild.join(' and ')}, about a minute`);
		// Said outright, because a setting of the project's own npm run reaches down to here.
		await npm(folder, ['rebuild', ...rebuild, '--ignore-scripts=false']);
	}
	await writeFile(stampOf(folder), await hashOfLock(beside));
}
