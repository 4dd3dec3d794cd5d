import { resolve } from 'node:path';

import { execa } from 'execa';
import { Listr } from 'listr2';

import { installBeside } from '../n8n/installBeside';

const HERE = resolve('test/engines');

/**
 * Runs the engine tests on n8n 2.41 and 1.123 side by side; what is on the command line goes to Jest, such as
 * `--selectProjects "n8n 1.123"`. The exit code is Jest's.
 */
async function run(): Promise<void> {
	await new Listr([
		{
			title: 'Install the engine of n8n 1.123 (some 15 seconds the first time)',
			task: async (_, task) =>
				await installBeside(
					{ folder: resolve(HERE, 'n8n-1.123') },
					(words) => (task.output = words),
				),
		},
	]).run();
	const config = resolve(HERE, 'jest.config.cjs');
	const { exitCode } = await execa('jest', ['--config', config, ...process.argv.slice(2)], {
		preferLocal: true,
		stdio: 'inherit',
		reject: false,
	});
	process.exitCode = exitCode ?? 1;
}

run().catch((error: unknown) => {
	console.error(error instanceof Error ? error.message : error);
	process.exitCode = 1;
});
