import { execa } from 'execa';

import { installBeside, type Report } from './installBeside';
import { N8N_2, type Release } from './releases';

/**
 * Installs an n8n and the Node it runs on beside the project, unless they are there already.
 * Takes some minutes the first time: it is about 2,000 packages, 2 to 3 GB.
 *
 * @throws when npm fails, with what it printed
 */
export async function installN8n(report: Report, release: Release = N8N_2): Promise<void> {
	await installBeside(
		{ folder: release.folder, rebuild: ['node', 'sqlite3'], usually: 'about 3 minutes' },
		report,
	);
	await execa(release.node, ['--version']);
}
