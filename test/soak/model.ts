import { parseArgs } from 'node:util';

import { execa } from 'execa';

/**
 * Plays as many random runs of the model tests as wanted: `npm run test:model -- 20000`. What a failure prints as
 * `seed` and `path` plays that very run again: `npm run test:model -- 1 --test=model --seed=… --path=…`, the test being
 * the one of `test/engine/model` that failed.
 */
const { values, positionals } = parseArgs({
	allowPositionals: true,
	options: {
		seed: { type: 'string' },
		path: { type: 'string' },
		test: { type: 'string', default: '' },
	},
});
const [runs = '1000'] = positionals;
if (!/^[1-9]\d*$/.test(runs)) throw new Error(`"${runs}" is not a number of runs`);

const env = { RANDOM_RUNS: runs, RANDOM_SEED: values.seed, RANDOM_PATH: values.path };
execa('jest', [`test/engine/model/${values.test}`], {
	preferLocal: true,
	stdio: 'inherit',
	env,
}).catch(() => {
	// Jest has said what is wrong.
	process.exitCode = 1;
});
