import { type Text, textsInCode, withOneEllipsis } from './messages';
import { readPage, wordsOf } from './markdown';

const PAGE = 'docs/troubleshooting.md';
const page = readPage(PAGE);
const texts = textsInCode();

/** What the page quotes: everything in it that is set as code, has more than one word, and is no expression. */
const quoted = page.blocks
	.filter(({ kind }) => kind !== 'code')
	.flatMap(({ text }) => [...text.matchAll(/`([^`]+)`/g)].map(([, quote = '']) => quote))
	.filter((quote) => quote.includes(' ') && !quote.startsWith('{{'));

/** A message without the values at its ends, which differ. */
const core = (message: string) => withOneEllipsis(message).replace(/^[…\s]+|[…\s]+$/g, '');

it.each([...new Set(quoted)])('the node says "%s"', (quote) => {
	expect(texts.filter(({ words }) => words.includes(core(quote)))).not.toEqual([]);
});

/** Folders whose texts are what the node says about a run or a list, and not what its panel shows. */
const SAYING = /\/(account|batch|input|methods|output|transport)\//;

/** Files whose texts are no messages: addresses, n8n's log, the progress of a run, what secrets are replaced with. */
const NO_MESSAGES = /\/(endpoints|logRun|progress|formatNumber|secretForms|tokenPatterns)\.ts$/;

/** How advice begins that stands behind a message: it says what to do itself. */
const ADVICE =
	/^(… |Deleted records |Each type |It (has to|may) |That text |The same (item|number|run) |What (was|new) |A record ID |Is the )|^(Check|Choose|Give|In a tool|Leave|Let|Make|Only|Open|Pass|Put|Run|Separated|Set|Use|If a proxy|In HubSpot)\b/;

/** The longest piece of a message's first sentence between the values in it. */
const longestPiece = (words: string) =>
	(/^.*?[^.…]\. |^.*/.exec(core(words))?.[0] ?? '')
		.split('…')
		.map((piece) => piece.replace(/^[^\w"]+|[^\w"]+$/g, ''))
		.reduce((longest, piece) => (piece.length > longest.length ? piece : longest), '');

const isSentence = ({ words }: Text) => words.trim().split(' ').length > 3;

const plain = wordsOf(page)
	.replace(/[`*]|\]\([^)]*\)|\[/g, '')
	.replace(/\s+/g, ' ');

it('has every message of the node', () => {
	const missing = texts
		.filter(({ file }) => SAYING.test(file) && !NO_MESSAGES.test(file))
		.filter((text) => isSentence(text) && !ADVICE.test(text.words))
		.filter(({ words }) => !plain.includes(longestPiece(words)))
		.map(({ file, words }) => `${file}: ${words}`);
	expect(missing).toEqual([]);
});
