import { fileURLToPath } from 'node:url';

import { installPackages, isInstalled } from './packages.mjs';

/**
 * Every command of package.json runs this first: it installs the development packages, unless they are there as the
 * lock file says. It runs before there are any packages, so it uses none.
 */
async function setup() {
	const project = fileURLToPath(new URL('../..', import.meta.url));
	if (await isInstalled(project)) return;

	console.log(
		'Installing the development packages (about 800 MB in node_modules, one to three minutes; no compiler needed).',
	);
	const { isTTY } = process.stdout;
	let shown = 0;
	await installPackages(project, (words) => {
		// A terminal shows one line that changes; a log gets a line every ten seconds.
		if (isTTY) process.stdout.write(`\r\x1b[K${words}`);
		else if (shown++ % 5 === 4) console.log(words);
	});
	if (isTTY) process.stdout.write('\r\x1b[K');
	console.log('Installed.');
}

setup().catch((error) => {
	console.error(error instanceof Error ? error.message : error);
	process.exitCode = 1;
});
