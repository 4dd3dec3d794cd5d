import Table from 'cli-table3';

import { COMPANIES, missing } from './account';
import type { Run } from './runs';
import type { Outcome } from './scenario';

/** What the scenario is to reach. */
export const GOALS = { refused: 0.05, throughput: 0.8 };

/** Colours only where somebody looks at a terminal. */
const style = process.stdout.isTTY ? {} : { head: [], border: [] };

const percent = (part: number) => `${(part * 100).toFixed(1)} %`;
const whole = (count: number) => count.toLocaleString('en');
const mark = (isReached: boolean) => (isReached ? 'reached' : 'MISSED');

/** Every execution: what n8n says of it, what the node said, and what HubSpot holds. */
export function runTable({ firstRound, interrupted, secondRound }: Outcome): string {
	const table = new Table({
		head: [
			'Contact',
			'Run',
			'n8n says',
			'Seconds',
			'Requests',
			'The node says',
			'Left in HubSpot',
			'',
		],
		style: { ...style, compact: true },
	});
	const row = (run: Run, which: string) => {
		const { contact, execution, requests, left } = run;
		const seconds = (Date.parse(execution.stoppedAt) - Date.parse(execution.startedAt)) / 1000;
		const wasKilled = interrupted.includes(execution.id);
		table.push([
			...[contact, which, `${execution.status}${wasKilled ? ' (worker killed)' : ''}`],
			...[seconds.toFixed(0), requests, said(run)],
			`${whole(left)} of ${whole(COMPANIES.length)}`,
			agreement(run),
		]);
	};
	for (const run of firstRound) {
		row(run, 'first');
		const again = secondRound.find(({ contact }) => contact === run.contact);
		if (again !== undefined) row(again, 'again');
	}
	return table.toString();
}

/** How many items with which status. */
function said({ said: items }: Run): string {
	const counts = new Map<string, number>();
	for (const { status } of items) {
		counts.set(String(status), (counts.get(String(status)) ?? 0) + 1);
	}
	return [...counts].map(([status, count]) => `${whole(count)} ${status}`).join(', ') || 'nothing';
}

function agreement({ verdict }: Run): string {
	if (verdict === undefined) return 'run again';
	return verdict.lost + verdict.wrong === 0 ? 'agrees' : 'DIFFERS';
}

/** Pairs of which no finished execution said what became of them, or that are still there in the end. */
export function lost({ firstRound, secondRound }: Outcome): number {
	return firstRound.reduce((sum, first) => {
		const run = secondRound.find(({ contact }) => contact === first.contact) ?? first;
		return sum + Math.max(run.left, run.verdict?.lost ?? COMPANIES.length);
	}, 0);
}

/** Things said that are not so, and associations gone that nobody asked to delete. */
export function wrong({ firstRound, secondRound, account }: Outcome): number {
	const said = [...firstRound, ...secondRound].map(({ verdict }) => verdict?.wrong ?? 0);
	return said.reduce((sum, each) => sum + each, missing(account));
}

/** The share of requests that HubSpot refused with 429. */
export const refusedShare = ({ traffic }: Outcome): number => traffic.refused / traffic.requests;

/** All runs together, beside what is to be reached. */
export function summaryTable(outcome: Outcome): string {
	const { traffic, firstTraffic, retried, givenUpAfter, interrupted } = outcome;
	const table = new Table({ head: ['Over all', 'Measured', 'Goal', ''], style });
	const refused = refusedShare(outcome);
	table.push(
		['Requests to HubSpot', traffic.requests, '', ''],
		[
			'Refused with 429',
			`${traffic.refused}: ${percent(refused)}`,
			`at most ${percent(GOALS.refused)}`,
			mark(refused <= GOALS.refused),
		],
		[
			'Share of the rate limit used, in the first round after its first window',
			percent(firstTraffic.used),
			`at least ${percent(GOALS.throughput)}`,
			mark(firstTraffic.used >= GOALS.throughput),
		],
		['Associations lost', lost(outcome), 0, mark(lost(outcome) === 0)],
		['Outcomes wrong', wrong(outcome), 0, mark(wrong(outcome) === 0)],
		['Executions on the killed worker', interrupted.length, '', ''],
		['Seconds until n8n gave up the last of them', givenUpAfter.toFixed(0), '', ''],
		[
			'What "Retry" in n8n made of one',
			`${retried.execution.status}, ${retried.requests} requests`,
			'',
			'',
		],
	);
	return table.toString();
}
