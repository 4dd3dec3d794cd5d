import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';

import { sharedAccount } from './queue/account';
import { GOALS, lost, refusedShare, runTable, summaryTable, wrong } from './queue/report';
import { type Outcome, play } from './queue/scenario';
import { printedStep } from './queue/stage';
import { Started } from './queue/started';
import { toldToStop } from './toldToStop';

const started = new Started();
let outcome: Outcome;

before(
	async () => {
		void toldToStop()
			.then(async () => await started.stop())
			.finally(() => process.exit(1));
		outcome = await play(printedStep, started);
		// How much of the limit is used depends on the machine, so that is for somebody to look at.
		console.log(runTable(outcome));
		console.log(summaryTable(outcome));
	},
	// Five times what it takes, for slow machines.
	{ timeout: 900_000 },
);
after(async () => await started.stop());

const idsOf = (status: string) =>
	outcome.firstRound
		.filter(({ execution }) => execution.status === status)
		.map(({ execution }) => execution.id)
		.sort();

describe('ten workflows on three workers of n8n in queue mode, one worker killed with SIGKILL', () => {
	it('n8n gives up what the killed worker was at, and the others finish all the rest', () => {
		assert.ok(outcome.interrupted.length > 0);
		assert.deepEqual(idsOf('error'), [...outcome.interrupted].sort());
		assert.equal(idsOf('success').length, outcome.firstRound.length - outcome.interrupted.length);
	});

	it('the killed worker was in the middle, and nothing is said of what it did', () => {
		const killed = outcome.firstRound.filter(({ execution }) => execution.status === 'error');
		assert.ok(killed.some(({ left }) => left > 0));
		assert.ok(killed.some(({ requests }) => requests > 0));
		assert.ok(killed.every(({ said }) => said.length === 0));
	});

	it('"Retry" in n8n sends nothing for such an execution', () => {
		assert.equal(outcome.retried.execution.status, 'error');
		assert.equal(outcome.retried.requests, 0);
	});

	it('run again, they finish', () => {
		assert.equal(outcome.secondRound.length, outcome.interrupted.length);
		for (const { execution } of outcome.secondRound) assert.equal(execution.status, 'success');
	});

	it('nothing is lost', () => assert.equal(lost(outcome), 0));

	it('nothing is said that is not so', () => assert.equal(wrong(outcome), 0));

	it('the account holds exactly what it should', () => {
		assert.deepEqual(outcome.account.snapshot(), sharedAccount(true).snapshot());
	});

	it('at most 5 % of the requests are refused with 429', () => {
		assert.ok(refusedShare(outcome) <= GOALS.refused, `${refusedShare(outcome)}`);
	});
});
