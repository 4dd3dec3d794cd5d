import type { INode, INodeExecutionData, NodeExecutionHint } from 'n8n-workflow';

/** What the line above the items has to say besides. */
interface Notes {
	/** The ID of the account, where it is known. */
	accountId?: string;
	/** What else to know or to do, where something stands in the way of the run. */
	advice?: string;
	node: INode;
	/** What comes out of the node. */
	items: readonly INodeExecutionData[];
}

/** Adds to the line above the items: the account, and what n8n makes of outputs that stay empty. */
export function withNotes(hint: NodeExecutionHint, notes: Notes): NodeExecutionHint {
	const { accountId, advice } = notes;
	const sentences = [
		hint.message,
		advice,
		accountId === undefined ? '' : `Account: ${accountId}.`,
		isSuccessFaked(notes)
			? 'The empty item at the main output is from n8n\'s setting "Always Output Data": nothing succeeded.'
			: '',
	];
	const type = advice === undefined ? hint.type : 'warning';
	return { ...hint, type, message: sentences.filter(Boolean).join(' ') };
}

/**
 * With "Always Output Data", n8n puts an empty item on the main output, also where everything left by the error output.
 */
const isSuccessFaked = ({ node, items }: Notes): boolean =>
	node.alwaysOutputData === true &&
	node.onError === 'continueErrorOutput' &&
	items.length > 0 &&
	items.every(({ error }) => error !== undefined);
