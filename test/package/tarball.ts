import { mkdir, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';

import { execa } from 'execa';

import { PROJECT } from '../n8n/paths';
import type { N8nField } from './sources';

/** What is looked at of a package.json. */
export interface Manifest {
	name: string;
	n8n: N8nField;
	dependencies?: object;
	peerDependencies?: object;
}

/** Reads the package.json of a folder. */
export async function manifestOf(folder: string): Promise<Manifest> {
	return JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as Manifest;
}

/** The files in a tarball as npm packs it, with their paths in the package. */
export async function filesIn(tarball: string): Promise<string[]> {
	const { stdout } = await execa('tar', ['-tzf', tarball]);
	return stdout.split('\n').map((path) => path.replace(/^package\//, ''));
}

/** Unpacks a tarball into a new folder. */
export async function unpack(tarball: string, folder: string): Promise<void> {
	await mkdir(folder);
	await execa('tar', ['-xzf', tarball, '-C', folder, '--strip-components=1']);
}

/**
 * Installs a tarball into a new folder that holds nothing else, without what it wants of a peer.
 *
 * @returns the names of all packages that are then there
 */
export async function installAlone(tarball: string, folder: string): Promise<string[]> {
	await mkdir(folder);
	await writeFile(join(folder, 'package.json'), '{ "private": true }\n');
	const quietly = ['--omit=peer', '--no-audit', '--no-fund', '--loglevel=error'];
	await execa('npm', ['install', tarball, '--ignore-scripts', ...quietly], { cwd: folder });
	const { stdout } = await execa('npm', ['ls', '--all', '--parseable', '--omit=peer'], {
		cwd: folder,
		reject: false,
	});
	const [, ...installed] = stdout.split('\n');
	return installed.map((path) => path.replace(/^.*node_modules\//, ''));
}

/**
 * Installs the package by the commands that README gives, word for word, but for the home folder that they name.
 *
 * @param home stands for `~`
 * @returns the names of all packages that are then where n8n looks for community nodes
 */
export async function installAsReadmeSays(home: string): Promise<string[]> {
	const readme = await readFile(join(PROJECT, 'README.md'), 'utf8');
	const [, commands = ''] = /## Install\n[^#]*?```sh\n(.*?)```/s.exec(readme) ?? [];
	const before = new Set(await readdir(PROJECT));
	try {
		const atHome = commands.replaceAll('~', `'${home}'`);
		await execa('bash', ['-euo', 'pipefail', '-c', atHome], { cwd: PROJECT });
		const installed = await readdir(join(home, '.n8n', 'nodes', 'node_modules'));
		return installed.filter((name) => !name.startsWith('.'));
	} finally {
		const packed = (await readdir(PROJECT)).filter((name) => !before.has(name));
		for (const name of packed.filter((each) => each.endsWith('.tgz')))
			await rm(join(PROJECT, name));
	}
}

/** Puts the project's n8n-workflow beside an installed package, as n8n provides it. */
export async function provideN8nWorkflow(folder: string): Promise<void> {
	const theirs = join(folder, 'node_modules', 'n8n-workflow');
	await symlink(resolve(PROJECT, 'node_modules/n8n-workflow'), theirs, 'junction');
}

/**
 * Loads node and credentials of an installed package as n8n does, in a process that knows nothing of this project:
 * by the class that bears the name of the file.
 *
 * @returns the names by which n8n knows them
 */
export async function loadAlone(folder: string, name: string): Promise<string[]> {
	const installed = join(folder, 'node_modules', name);
	const { nodes, credentials } = (await manifestOf(installed)).n8n;
	const script = `
		const { basename, join } = require('node:path');
		const [folder, ...paths] = process.argv.slice(1);
		const made = paths.map((path) => new (require(join(folder, path))[basename(path).split('.')[0]])());
		console.log(JSON.stringify(made.map(({ name, description }) => name ?? description.name)));
	`;
	const { stdout } = await execa(
		process.execPath,
		['--eval', script, installed, ...nodes, ...credentials],
		{ cwd: folder, env: { NODE_OPTIONS: '' } },
	);
	return JSON.parse(stdout) as string[];
}
