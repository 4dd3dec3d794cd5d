import type { INodeListSearchItems } from 'n8n-workflow';

/**
 * Words inside a list, where an empty list would leave people guessing. Whoever chooses them is told when the node
 * runs that nothing is chosen.
 *
 * @param name the words
 */
export const note = (name: string): INodeListSearchItems => ({ name, value: '' });
