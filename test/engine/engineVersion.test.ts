import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';

import { isN8n1 } from './engineVersion';

/** What Jest's configuration says these tests are to run on. */
declare const ENGINE: { core: string; workflow: string };

const versionOf = (name: string): unknown =>
	(JSON.parse(readFileSync(require.resolve(`${name}/package.json`), 'utf8')) as { version: string })
		.version;

describe("n8n's engine", () => {
	it('is the one that these tests are to run on', () => {
		expect({ core: versionOf('n8n-core'), workflow: versionOf('n8n-workflow') }).toEqual(ENGINE);
		expect(isN8n1).toBe(ENGINE.core.startsWith('1.'));
	});

	it('shares one n8n-workflow with the node', () => {
		const engine = dirname(require.resolve('n8n-core'));
		const ofEngine = require.resolve('n8n-workflow', { paths: [engine] });
		expect(require.resolve('n8n-workflow')).toBe(ofEngine);
	});
});
