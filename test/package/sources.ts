import { relative } from 'node:path';

import ts from 'typescript';

import { PROJECT } from '../n8n/paths';

/** What package.json tells n8n about the package. */
export interface N8nField {
	nodes: string[];
	credentials: string[];
}

/**
 * The source files of what the package gives n8n: its node and credentials, and all that these import, directly or
 * not.
 *
 * @returns paths in the project, without `.ts`
 */
export function shippedSources({ nodes, credentials }: N8nField): string[] {
	const entries = [...nodes, ...credentials].map((path) =>
		path.replace(/^dist\/(.*)\.js$/, '$1.ts'),
	);
	const { config } = ts.readConfigFile('tsconfig.json', ts.sys.readFile) as { config: object };
	const { options } = ts.parseJsonConfigFileContent(config, ts.sys, PROJECT);
	return ts
		.createProgram(entries, options)
		.getSourceFiles()
		.map(({ fileName }) => relative(PROJECT, fileName))
		.filter((path) => /^(nodes|credentials)\//.test(path))
		.map((path) => path.replace(/\.ts$/, ''));
}
