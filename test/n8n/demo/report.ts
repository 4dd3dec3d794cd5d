import Table from 'cli-table3';
import type { IDataObject, IRun } from 'n8n-workflow';

import type { LocalHubspot } from '../../hubspot';
import { contents, EXPECTED, NAMES } from './account';
import { NODE_NAMES } from './workflow';

/** Colours only where somebody looks at a terminal. */
const style = process.stdout.isTTY ? {} : { head: [], border: [] };

/** What the demo came to, on whichever n8n. */
export interface Outcome {
	hubspot: LocalHubspot;
	/** What the account held before. */
	before: string[];
	run: IRun;
}

/**
 * Prints what became of the account and of each item.
 *
 * @throws when the workflow did not succeed, and when the account does not hold exactly what it should
 */
export function showOutcome({ before, hubspot, run }: Outcome): void {
	const after = contents(hubspot.account);
	console.log(
		listTable('What the account held before', before, (line) =>
			after.includes(line) ? '' : 'goes',
		),
	);
	console.log(itemTable(run));
	console.log(
		listTable('What it holds after', after, (line) => (before.includes(line) ? '' : 'changed')),
	);
	console.log(`${hubspot.requests.length} requests went to HubSpot.`);

	if (run.status !== 'success') {
		throw new Error(
			`n8n says the workflow ended in ${run.status}: ${run.data.resultData.error?.message}`,
		);
	}
	if (JSON.stringify([...after].sort()) !== JSON.stringify([...EXPECTED].sort())) {
		throw new Error(`The account should hold:\n${EXPECTED.join('\n')}`);
	}
	console.log('The account holds exactly what it should.');
}

/** A titled table of lines, each with a remark. */
function listTable(title: string, lines: string[], remark: (line: string) => string): string {
	const table = new Table({ head: [title, ''], style: { ...style, compact: true } });
	for (const line of lines) table.push([line, remark(line)]);
	return table.toString();
}

const nameOf = (type: unknown, id: unknown) =>
	id === undefined
		? String(type)
		: (NAMES[String(type)]?.[String(id)] ?? `${String(type)} ${String(id)}`);

/** What became of each item, node by node, the error outputs included. */
function itemTable(run: IRun): string {
	const table = new Table({
		head: ['Node', 'Output', 'What', 'Types', 'Status'],
		colWidths: [24, 9, 42, 21, 13],
		wordWrap: true,
		style,
	});
	for (const name of NODE_NAMES) {
		const outputs = run.data.resultData.runData[name]?.[0]?.data?.main ?? [];
		outputs.forEach((items, output) => {
			for (const { json } of items ?? []) {
				table.push([
					name,
					output === 0 ? 'main' : 'error',
					what(json),
					types(json),
					String(json.status),
				]);
			}
		});
	}
	return table.toString();
}

function what(json: IDataObject): string {
	if (json.fromObjectType === undefined) return (json.error as IDataObject).message as string;
	const { fromObjectType, fromObjectId, toObjectType, toObjectId } = json;
	return `${nameOf(fromObjectType, fromObjectId)} → ${nameOf(toObjectType, toObjectId)}`;
}

/** The types meant, or else those that were there. */
const types = ({ types: meant, removed }: IDataObject) =>
	((meant ?? removed ?? []) as IDataObject[])
		.map(({ category, typeId }) => `${String(category)}:${String(typeId)}`)
		.join('\n');
