import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import claims from './claims.json';
import { PROJECT, readPage } from './markdown';

/**
 * What README claims, and where it is seen to be so. A sentence that is changed has to be looked up here, and with it
 * its tests.
 */
interface Claim {
	/** README's words: a sentence, or the part of it or of a row that says one thing. */
	claim: string;
	/** Each a file and the title of a test in it, which fails when the claim is no longer true; or a line of .ci/run. */
	tests?: string[];
	/** Why there is no test. */
	instead?: string;
}

/** What only others can prove, what was tried by hand, and what claims nothing. */
const INSTEAD = ["HubSpot's own", "n8n's own", 'by hand', 'nothing to test'];

const CLAIMS: Claim[] = claims;
const collapse = (text: string) => text.replace(/\s+/g, ' ');
const readme = collapse(readFileSync(join(PROJECT, 'README.md'), 'utf8'));

const textOf = (file: string) =>
	existsSync(join(PROJECT, file)) ? readFileSync(join(PROJECT, file), 'utf8') : '';

/** Whether a file has a test with that title, or, being no program, such a line. */
function isThere(test: string): boolean {
	const [file = '', title = ''] = test.split(' › ');
	const text = textOf(file).replace(/\\'/g, "'");
	return file.endsWith('.ts')
		? ["'", '"', '`'].some((quote) => text.includes(`${quote}${title}${quote}`))
		: text.split('\n').some((line) => `${line} `.includes(`${title} `));
}

it('each claim stands in README, once', () => {
	const lost = CLAIMS.map(({ claim }) => claim).filter(
		(claim) => readme.split(collapse(claim)).length !== 2,
	);
	expect(lost).toEqual([]);
});

it('each claim has tests that are there, or says why it has none', () => {
	const bare = CLAIMS.filter(({ tests = [], instead }) =>
		instead === undefined
			? tests.length === 0 || !tests.every(isThere)
			: tests.length > 0 || !INSTEAD.includes(instead),
	);
	expect(bare).toEqual([]);
});

it('each paragraph, item and row of README is looked up here', () => {
	const blocks = readPage('README.md').blocks.filter(({ kind }) => kind !== 'code');
	// In the source, the cells of a row are apart by as much as their column is wide.
	const words = CLAIMS.map(({ claim }) => collapse(claim));
	const unclaimed = blocks
		.filter(({ text }) => !words.some((claim) => text.includes(claim)))
		.map(({ section, text }) => `${section}: ${text}`);
	expect(unclaimed).toEqual([]);
});
