import type { INodeExecutionData } from 'n8n-workflow';

const NOTE =
	'Nothing was changed. This tool is in dry run: it only says what it would do, and the builder of the workflow can switch that off.';

/**
 * Says so in items for an agent that might take what would be done for done.
 *
 * @returns the same items: a copy would lose the hidden `error` that leads to the error output
 */
export function addDryRunNote(items: INodeExecutionData[]): INodeExecutionData[] {
	for (const item of items) item.json.note = NOTE;
	return items;
}
