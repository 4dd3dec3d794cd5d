import type { INode, INodeProperties } from 'n8n-workflow';

import { optionsField } from '../../descriptions/options';
import type { Operation } from '../../operation';
import { ParameterError } from '../parameterError';

/** What n8n resolves by the item that something came from, wherever it stands. */
const BY_PAIRED_ITEM = /\$(?:node|getPairedItem)\b/;

/** What JavaScript lets stand between two words: blanks and comments. */
const GAP = String.raw`(?:\s|\/\*[^]*?\*\/|\/\/.*\n)*`;

/** Where another node is asked for, as in `$('Contacts')`, `$?.('Contacts')` and `($)('Contacts')`. */
const CALL = /(?<![\w$])\$(?:\s|\)|\?\.|\/\*[^]*?\*\/|\/\/.*\n)*(?=\()/g;

/** The name of a node: a text, or an expression without parentheses. */
const NODE_NAME = String.raw`\((?:[^()'"\`]|'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*"|\`(?:\\.|[^\`\\])*\`)*\)`;

/** A known item of another node, or something of the node itself. */
const KNOWN_ITEM = new RegExp(
	String.raw`${NODE_NAME}${GAP}\??\.${GAP}(?:first|last|all|params|context|isExecuted)\b`,
	'y',
);

/** What is asked of another node in its usual spelling. */
const USUAL = new RegExp(String.raw`${NODE_NAME}\s*\??\.?\s*(?:\[\s*['"\`])?(\w+)`, 'y');

/**
 * Refuses expressions that a tool gets for the wrong item. n8n ties what an agent's tool is called with to the agent's
 * run and not to its item, so `$('Contacts').item` is the first contact, whichever the agent is at. JavaScript spells
 * that in countless ways, so it is known which ways are safe, and all others are refused.
 *
 * @param node an agent's tool
 * @throws ParameterError for the first field or option with such an expression
 */
export function checkToolExpressions(node: INode, { fields }: Operation): void {
	check(fields, node.parameters);
	const options = (optionsField.options ?? []).filter((option) => 'type' in option);
	check(options, node.parameters.options);
}

/** @param given what is stored for the fields, by their names */
function check(fields: readonly INodeProperties[], given: unknown): void {
	if (typeof given !== 'object' || given === null) return;
	const stored = given as Record<string, unknown>;
	for (const { name, displayName } of fields) {
		for (const expression of expressionsIn(stored[name])) {
			const found = wrongItemIn(expression);
			if (found === undefined) continue;
			throw new ParameterError(
				displayName,
				`uses ${found}, which n8n resolves for the wrong item in a tool of an agent`,
				"Let the model give the value, with $fromAI(…), or take it from a known item, with $('…').first().",
			);
		}
	}
}

/** What an expression uses, as messages call it; undefined where it is safe. */
function wrongItemIn(expression: string): string | undefined {
	const [byPairedItem] = BY_PAIRED_ITEM.exec(expression) ?? [];
	if (byPairedItem !== undefined) return byPairedItem;
	for (const call of expression.matchAll(CALL)) {
		const place = call.index + call[0].length;
		if (matchAt(KNOWN_ITEM, expression, place) !== null) continue;
		const [, name] = matchAt(USUAL, expression, place) ?? [];
		return name === undefined
			? "$('…') without .first(), .last() or .all() behind it"
			: `$('…').${name}`;
	}
	return undefined;
}

function matchAt(pattern: RegExp, text: string, place: number): RegExpExecArray | null {
	pattern.lastIndex = place;
	return pattern.exec(text);
}

/** Every expression in a parameter as it is stored, in a resource locator or an array, too. */
function expressionsIn(value: unknown): string[] {
	if (typeof value === 'string') return value.startsWith('=') ? [value] : [];
	if (typeof value !== 'object' || value === null) return [];
	return Object.values(value).flatMap(expressionsIn);
}
