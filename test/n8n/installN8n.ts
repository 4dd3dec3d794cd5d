import { relative } from 'node:path';

import { execa } from 'execa';

import { installBeside, isBesideInstalled, type Report } from './installBeside';
import { PROJECT } from './paths';
import { N8N_2, type Release } from './releases';

const besideOf = ({ folder }: Release) => ({ folder, rebuild: ['node', 'sqlite3'] });

/**
 * Installs an n8n and the Node it runs on beside the project, unless they are there already.
 *
 * @throws when npm fails, with what it printed
 */
export async function installN8n(report: Report, release: Release = N8N_2): Promise<void> {
	await installBeside(besideOf(release), report);
	await execa(release.node, ['--version']);
}

/** Prints what {@link installN8n} is about to install: how much, and how long it takes; nothing if all is there. */
export async function announceN8n(release: Release = N8N_2): Promise<void> {
	if (await isBesideInstalled(besideOf(release))) return;
	const { version, nodeMajor, gigabytes, minutes, folder } = release;
	console.log(
		`This installs n8n ${version} and Node ${nodeMajor} first: ${gigabytes} GB, about ${minutes} minutes, once. ` +
			'It may compile SQLite, which takes Python and a C++ compiler. ' +
			`All of it goes to ${relative(PROJECT, folder)}; delete that folder's node_modules to be rid of it.`,
	);
}
