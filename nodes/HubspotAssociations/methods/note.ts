import type { INodeListSearchItems } from 'n8n-workflow';

/**
 * A text inside a list, where an empty list would say nothing. A run with it chosen fails, because nothing is chosen.
 *
 * @param name the words
 */
export const note = (name: string): INodeListSearchItems => ({ name, value: '' });
