import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import ts from 'typescript';

import { PROJECT } from './markdown';

/** A text in the code that a user may see, with `…` where a value is put in. */
export interface Text {
	/** From the project's folder. */
	file: string;
	words: string;
}

/** Several values in a row are one place for something that differs. */
export const withOneEllipsis = (words: string) => words.replace(/…+/g, '…').replace(/\s+/g, ' ');

/** The words of a string or a template; undefined for anything else. */
function wordsOf(node: ts.Node): string | undefined {
	if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) return node.text;
	if (!ts.isTemplateExpression(node)) return undefined;
	const { head, templateSpans } = node;
	return head.text + templateSpans.map(({ literal }) => `…${literal.text}`).join('');
}

function textsIn(file: string): Text[] {
	const source = ts.createSourceFile(
		file,
		readFileSync(join(PROJECT, file), 'utf8'),
		ts.ScriptTarget.Latest,
		true,
	);
	const texts: Text[] = [];
	const visit = (node: ts.Node) => {
		if (ts.isImportDeclaration(node)) return;
		const words = wordsOf(node);
		if (words !== undefined) texts.push({ file, words: withOneEllipsis(words) });
		ts.forEachChild(node, visit);
	};
	visit(source);
	return texts;
}

/** Every text in what ships, in the order of the files. */
export function textsInCode(): Text[] {
	return ['nodes', 'credentials'].flatMap((folder) =>
		readdirSync(join(PROJECT, folder), { recursive: true, encoding: 'utf8' })
			.filter((name) => name.endsWith('.ts'))
			.sort()
			.flatMap((name) => textsIn(join(folder, name))),
	);
}
