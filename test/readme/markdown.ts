import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import MarkdownIt from 'markdown-it';

/** The folder of the project. */
export const PROJECT = join(__dirname, '..', '..');

/** One piece of a page: a paragraph, an item of a list, a row of a table, a block of code. */
export interface Block {
	kind: 'paragraph' | 'item' | 'row' | 'code';
	/** The heading it stands under, as written. */
	section: string;
	/** As in the source, blanks collapsed; the cells of a row with " | " between them. */
	text: string;
	/** Of a row of a table: its cells. */
	cells: string[];
}

/** A page of Markdown. */
export interface Page {
	/** Its headings, as written. */
	headings: string[];
	blocks: Block[];
	/** Where its links and pictures lead, as written. */
	links: string[];
}

const collapse = (text: string) => text.replace(/\s+/g, ' ').trim();

/**
 * Reads a page of Markdown. Rows with a table's headings are left out.
 *
 * @param file from the project's folder
 */
export function readPage(file: string): Page {
	const page: Page = { headings: [], blocks: [], links: [] };
	const source = readFileSync(join(PROJECT, file), 'utf8');
	let section = '';
	/** What is open around the text that comes next, innermost last. */
	const open: string[] = [];
	let cells: string[] = [];
	for (const { type, nesting, content, children } of new MarkdownIt({ html: true }).parse(
		source,
		{},
	)) {
		const add = (kind: Block['kind'], text: string) =>
			page.blocks.push({ kind, section, text: collapse(text), cells });
		if (nesting === 1) open.push(type);
		if (type === 'tr_open') cells = [];
		if (type === 'tr_close' && !open.includes('thead_open')) add('row', cells.join(' | '));
		if (type === 'tr_close') cells = [];
		if (nesting === -1) open.pop();
		if (type === 'fence') add('code', content);
		if (type !== 'inline') continue;
		for (const { attrs } of children ?? []) {
			for (const [name, value] of attrs ?? []) {
				if (name === 'href' || name === 'src') page.links.push(String(value));
			}
		}
		if (open.includes('heading_open')) page.headings.push((section = content));
		else if (open.includes('tr_open')) cells.push(collapse(content));
		else add(open.includes('list_item_open') ? 'item' : 'paragraph', content);
	}
	return page;
}

/** The rows of the tables under a heading, as their cells. */
export const rowsOf = (page: Page, section: string): string[][] =>
	page.blocks
		.filter((block) => block.kind === 'row' && block.section === section)
		.map(({ cells }) => cells);

/** All that a page says, or what it says under one heading; a line for each block. */
export const wordsOf = (page: Page, section?: string): string =>
	page.blocks
		.filter((block) => section === undefined || block.section === section)
		.map(({ text }) => text)
		.join('\n');

/** Where a link to a heading leads, as GitHub and npm name headings. */
export const anchorOf = (heading: string): string =>
	heading
		.toLowerCase()
		.replace(/[^\p{L}\p{N}\s_-]/gu, '')
		.replace(/\s/g, '-');
