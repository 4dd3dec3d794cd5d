const { devDependencies } = require('./package.json');

/** @type {import('jest').Config} */
module.exports = {
	roots: [
		'<rootDir>/test/unit',
		'<rootDir>/test/engine',
		'<rootDir>/test/hubspot',
		'<rootDir>/test/readme',
	],
	// Types are checked by `npm run lint`; tests only need the code.
	transform: {
		'^.+\\.ts$': ['ts-jest', { tsconfig: '<rootDir>/test/tsconfig.json', diagnostics: false }],
	},
	// Node's, but nothing may outlive its test file.
	testEnvironment: '<rootDir>/test/environment.ts',
	setupFiles: ['<rootDir>/test/engine/instance.ts'],
	globals: {
		ENGINE: { core: devDependencies['n8n-core'], workflow: devDependencies['n8n-workflow'] },
	},
	// A test that hangs ends some time; none fails because the machine is busy.
	testTimeout: 120_000,
	// n8n's engine takes about 200 MB for each test file; two at a time suit a small machine.
	maxWorkers: 2,
};
