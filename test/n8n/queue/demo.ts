import { Listr } from 'listr2';

import type { Report } from '../installBeside';
import { toldToStop } from '../toldToStop';
import { lost, runTable, summaryTable, wrong } from './report';
import { play } from './scenario';
import type { Step } from './stage';
import { Started } from './started';

const step: Step = async <Result>(title: string, act: (say: Report) => Promise<Result>) => {
	let result: { value: Result } | undefined;
	await new Listr(
		[
			{
				title,
				task: async (_, task) => {
					result = { value: await act((words) => (task.output = words)) };
				},
			},
		],
		// Ctrl-C is for us to handle: everything has to be stopped and its folders removed.
		{ registerSignalListeners: false },
	).run();
	if (result === undefined) throw new Error(`No result: ${title}`);
	return result.value;
};

/** Runs the demo; the exit code is 0 only if nothing is lost and everything said is so. */
async function demo(): Promise<void> {
	const stopped = toldToStop().then(() => undefined);
	const started = new Started();
	try {
		const outcome = await Promise.race([play(step, started), stopped]);
		if (outcome === undefined) throw new Error('Stopped.');
		console.log(runTable(outcome));
		console.log(summaryTable(outcome));
		if (lost(outcome) + wrong(outcome) > 0) throw new Error('The account is not as it should be.');
		console.log('The account holds exactly what it should.');
	} finally {
		console.log('Stopping everything.');
		await started.stop();
	}
}

demo().then(
	() => process.exit(0),
	(error: unknown) => {
		console.error(error instanceof Error ? error.message : error);
		process.exit(1);
	},
);
