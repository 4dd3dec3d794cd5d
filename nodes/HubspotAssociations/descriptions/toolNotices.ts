import type { INodeProperties } from 'n8n-workflow';

import { notice } from './fields';

/** Shown in an agent's tool until Dry Run is switched off. */
export const toolNotice: INodeProperties = {
	...notice(
		'toolNotice',
		'As a tool, this node changes nothing and only tells the agent what it would do. To let it delete, add the option <b>Dry Run</b> below and switch it off.',
	),
	displayOptions: {
		show: { '@tool': [true] },
		hide: { '/options.dryRun': [false], operation: ['getAll'] },
	},
};

/**
 * Shown in an agent's tool. n8n works out conditions of what is shown from the values of expressions, so a notice cannot
 * wait for an expression with `$json`.
 */
export const toolItemNotice: INodeProperties = {
	...notice(
		'toolItemNotice',
		"Name records with <b>$fromAI</b> or $('…').first(). With <b>$json</b>, an argument that the model makes up takes the place of the field of the same name.",
	),
	displayOptions: { show: { '@tool': [true] } },
};
