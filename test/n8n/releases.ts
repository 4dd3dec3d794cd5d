import { resolve } from 'node:path';

import { PROJECT } from './paths';

/** An n8n that is tested with. */
export interface Release {
	/** As the command line names it. */
	version: string;
	/** A package of its own that holds it and a Node to run it on. */
	folder: string;
	/** That Node. */
	node: string;
	/** That Node's major version. */
	nodeMajor: number;
	/** What both take on disk. */
	gigabytes: number;
	/** How long it took to install them, where that was measured. */
	minutes: number;
}

function release(
	version: string,
	nodeMajor: number,
	size: Pick<Release, 'gigabytes' | 'minutes'>,
): Release {
	const folder = resolve(PROJECT, 'test/n8n', `n8n-${version}`);
	return { version, folder, node: resolve(folder, 'node_modules/.bin/node'), nodeMajor, ...size };
}

/** What everything runs on unless told. */
export const N8N_2 = release('2.41', 24, { gigabytes: 2.7, minutes: 5 });

/** The last of the versions before it. */
export const N8N_1 = release('1.123', 22, { gigabytes: 1.9, minutes: 5 });

/**
 * The release that `--n8n` on the command line asks for.
 *
 * @throws when it is none that is here
 */
export function chosenRelease(version = N8N_2.version): Release {
	const all = [N8N_2, N8N_1];
	const chosen = all.find((each) => each.version === version);
	if (chosen !== undefined) return chosen;
	const versions = all.map((each) => each.version).join(', ');
	throw new Error(`There is no n8n ${version} to test with, only: ${versions}`);
}
