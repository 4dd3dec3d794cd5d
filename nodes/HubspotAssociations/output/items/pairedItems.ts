import type { IPairedItemData } from 'n8n-workflow';

/** What n8n wants to know about an output item that belongs to several input items, in their order. */
export const pairedItems = (items: ReadonlySet<number>): IPairedItemData[] =>
	[...items].sort((a, b) => a - b).map((item) => ({ item }));
