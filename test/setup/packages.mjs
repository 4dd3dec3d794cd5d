import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * A package as a lock file lists it.
 *
 * @typedef {{ version?: string, integrity?: string, optional?: boolean, link?: boolean }} LockedPackage
 */

/**
 * The packages of a lock file, by their folder; the project itself is not among them.
 *
 * @param {string} file a package-lock.json, or the copy that npm keeps in node_modules
 * @returns {Promise<Map<string, LockedPackage>>}
 */
async function lockedPackages(file) {
	/** @type {{ packages: Record<string, LockedPackage> }} */
	const { packages } = JSON.parse(await readFile(file, 'utf8'));
	return new Map(Object.entries(packages).filter(([path]) => path !== ''));
}

/**
 * Whether a folder has all packages of its lock file. Packages for other platforms may be missing.
 *
 * @param {string} folder where package-lock.json is
 * @returns {Promise<boolean>} false also after an installation that was interrupted
 */
export async function isInstalled(folder) {
	// npm writes this file when everything else is in place.
	const copy = join(folder, 'node_modules', '.package-lock.json');
	if (!existsSync(copy)) return false;
	const installed = await lockedPackages(copy);
	for (const [path, { version, integrity, optional }] of await lockedPackages(
		join(folder, 'package-lock.json'),
	)) {
		const there = installed.get(path);
		if (there === undefined && optional) continue;
		if (there?.version !== version || there?.integrity !== integrity) return false;
	}
	return true;
}

/**
 * Installs the packages of a folder as its lock file says, and leaves the lock file as it is. What is in the folder's
 * node_modules goes first. Install scripts do not run: some download things, and few packages need theirs.
 *
 * @param {string} folder where package-lock.json is
 * @param {(words: string) => void} report gets, every two seconds, how many packages have arrived
 * @returns {Promise<void>}
 * @throws when npm fails, with what it printed
 */
export async function installPackages(folder, report) {
	const wanted = [...(await lockedPackages(join(folder, 'package-lock.json')))]
		.filter(([, { optional }]) => !optional)
		.map(([path]) => join(folder, path, 'package.json'));
	// npm would remove it, too, but later: until then the old packages would count as arrived.
	await rm(join(folder, 'node_modules'), { recursive: true, force: true });
	const started = Date.now();
	const timer = setInterval(() => {
		const arrived = wanted.filter((file) => existsSync(file)).length;
		const seconds = Math.round((Date.now() - started) / 1000);
		report(`${arrived} of ${wanted.length} packages, ${seconds} s`);
	}, 2_000);
	try {
		await npm(folder, ['ci', '--ignore-scripts', '--prefer-offline']);
	} finally {
		clearInterval(timer);
	}
}

/**
 * Runs npm in a folder.
 *
 * @param {string} folder
 * @param {string[]} args
 * @returns {Promise<void>}
 * @throws when npm fails, with what it printed
 */
export async function npm(folder, args) {
	const all = [...args, '--no-audit', '--no-fund', '--loglevel=error'];
	// On Windows, npm is a script that only a shell can start.
	const running = spawn('npm', all, { cwd: folder, shell: process.platform === 'win32' });
	let output = '';
	running.stdout.on('data', (chunk) => (output += String(chunk)));
	running.stderr.on('data', (chunk) => (output += String(chunk)));
	await new Promise((resolve, reject) => {
		running.on('error', reject);
		running.on('close', (code) =>
			code === 0
				? resolve(undefined)
				: reject(new Error(`npm ${args[0]} failed in ${folder}:\n${output}`)),
		);
	});
}
