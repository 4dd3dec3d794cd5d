import type { INode } from 'n8n-workflow';

import type { Operation } from '../../operation';
import { ParameterError } from '../parameterError';

/** A path below an item's data may go along a field that is called `item`, too. */
const BELOW_JSON = /\bjson\b(?:\s*\??\.\s*\w+|\s*(?:\?\.)?\s*\[[^\]]*\])*/g;

/** What n8n resolves by the item that something came from. */
const BY_PAIRED_ITEM = [/\$node\b/, /\bitemMatching\b/, /\bpairedItem\b/];

const OF_ANOTHER_NODE = /\$\(/;
const ITS_ITEM = /\.\s*item\b|\[\s*(["'`])item\1\s*\]/;

/**
 * Refuses expressions that a tool gets for the wrong item. n8n ties what an agent's tool is called with to the agent's
 * run and not to its item, so `$('Contacts').item` is the first contact, whichever the agent is at.
 *
 * @param node an agent's tool
 * @throws ParameterError for the first field with such an expression
 */
export function checkToolExpressions(node: INode, { fields }: Operation): void {
	for (const { name, displayName } of fields) {
		for (const expression of expressionsIn(node.parameters[name])) {
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
	const words = expression.replace(BELOW_JSON, 'json');
	for (const pattern of BY_PAIRED_ITEM) {
		const [found] = pattern.exec(words) ?? [];
		if (found !== undefined) return found;
	}
	return OF_ANOTHER_NODE.test(words) && ITS_ITEM.test(words) ? "$('…').item" : undefined;
}

/** Every expression in a parameter as it is stored, in a resource locator or an array, too. */
function expressionsIn(value: unknown): string[] {
	if (typeof value === 'string') return value.startsWith('=') ? [value] : [];
	if (typeof value !== 'object' || value === null) return [];
	return Object.values(value).flatMap(expressionsIn);
}
