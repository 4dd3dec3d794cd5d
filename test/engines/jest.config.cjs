const { resolve } = require('node:path');

const { dependencies: of1 } = require('./n8n-1.123/package.json');
const { maxWorkers, testTimeout, ...everything } = require('../../jest.config.js');

const ROOT = resolve(__dirname, '../..');
const OLD = '<rootDir>/test/engines/n8n-1.123/node_modules';

const engineTests = { ...everything, rootDir: ROOT, roots: ['<rootDir>/test/engine'] };

/**
 * The engine tests, on the engines of two releases of n8n.
 *
 * @type {import('jest').Config}
 */
module.exports = {
	rootDir: ROOT,
	maxWorkers,
	testTimeout,
	projects: [
		{ ...engineTests, displayName: { name: 'n8n 2.41', color: 'green' } },
		{
			...engineTests,
			displayName: { name: 'n8n 1.123', color: 'blue' },
			// Whoever imports them: the tests, the node, and the engine itself.
			moduleNameMapper: { '^(n8n-core|n8n-workflow|@n8n/di)(/.*)?$': `${OLD}/$1$2` },
			setupFilesAfterEnv: ['<rootDir>/test/engine/endTimer.ts'],
			// The old engine words a failed renewal in its own way, and leaves a timer behind.
			testPathIgnorePatterns: ['/node_modules/', 'engine/renewal\\.test\\.ts$'],
			globals: { ENGINE: { core: of1['n8n-core'], workflow: of1['n8n-workflow'] } },
		},
	],
};
