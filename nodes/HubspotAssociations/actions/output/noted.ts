import type { INodeExecutionData } from 'n8n-workflow';

const NOTE =
	'Nothing was changed. This tool is in dry run: it only says what it would do, and whoever built the workflow can switch that off.';

/** Items for an agent that might take what would be done for done. */
export const noted = (items: INodeExecutionData[]): INodeExecutionData[] =>
	items.map((item) => ({ ...item, json: { ...item.json, note: NOTE } }));
