import type { INode } from 'n8n-workflow';

/**
 * Whether a node is the tool of an AI agent: n8n makes a second node type of this one for that.
 *
 * @see https://docs.n8n.io/connect/create-nodes/build-your-node/reference/base-files/standard-parameters
 */
export const isTool = ({ type }: Pick<INode, 'type'>): boolean => type.endsWith('Tool');
