import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { HubspotAssociationsAccessTokenApi } from '../../credentials/HubspotAssociationsAccessTokenApi.credentials';
import { HubspotAssociationsOAuth2Api } from '../../credentials/HubspotAssociationsOAuth2Api.credentials';
import manifest from '../../package.json';
import { anchorOf, PROJECT, readPage, wordsOf } from './markdown';

const sourceOf = (file: string) => readFileSync(join(PROJECT, file), 'utf8');
const PAGES = ['.', 'docs', 'examples', 'test/bench'].flatMap((folder) =>
	readdirSync(join(PROJECT, folder))
		.filter((name) => name.endsWith('.md'))
		.map((name) => join(folder, name)),
);
/** Everything that is code, from the project's folder, with a slash before it. */
const FILES = [
	'/.dependency-cruiser.cjs',
	...['nodes', 'test/hubspot', 'test/engine'].flatMap((folder) =>
		readdirSync(join(PROJECT, folder), { recursive: true, encoding: 'utf8' }).map(
			(name) => `/${join(folder, name)}`,
		),
	),
];
const scripts = Object.keys(manifest.scripts);

/** Says where a link leads nowhere; undefined where it does lead somewhere, or off this project. */
function deadEnd(page: string, link: string): string | undefined {
	if (/^(https?|mailto):/.test(link)) return undefined;
	const [file = '', anchor] = link.split('#');
	const target = file === '' ? page : join(dirname(page), file);
	if (!existsSync(join(PROJECT, target))) return link;
	if (anchor === undefined) return undefined;
	return readPage(target).headings.map(anchorOf).includes(anchor) ? undefined : link;
}

it.each(PAGES)('every link in %s leads somewhere', (page) => {
	expect(readPage(page).links.filter((link) => deadEnd(page, link) !== undefined)).toEqual([]);
});

it('README links every page of the docs', () => {
	const { links } = readPage('README.md');
	const docs = PAGES.filter((page) => page.startsWith('docs/'));
	expect(docs.filter((page) => !links.includes(page))).toEqual([]);
});

it('the links that n8n shows lead to headings of our pages', () => {
	const codex = JSON.parse(sourceOf('nodes/HubspotAssociations/HubspotAssociations.node.json')) as {
		resources: Record<string, Array<{ url: string }>>;
	};
	const urls = [
		...Object.values(codex.resources)
			.flat()
			.map(({ url }) => url),
		...[new HubspotAssociationsAccessTokenApi(), new HubspotAssociationsOAuth2Api()].map(
			({ documentationUrl }) => documentationUrl,
		),
	];
	const [repository = ''] = manifest.homepage.split('#');
	// GitHub shows README at #readme.
	const links = urls
		.map((url) => url.replace(`${repository}/blob/main/`, '').replace(repository, ''))
		.filter((link) => link !== '#readme');
	expect(links.filter((link) => link.includes('#')).length).toBeGreaterThan(2);
	expect(links.filter((link) => /^https?:/.test(link) || deadEnd('README.md', link))).toEqual([]);
});

it.each(PAGES)('every npm command in %s is there', (page) => {
	const named = [...sourceOf(page).matchAll(/npm (?:run ([\w:]+)|(test|start)\b(?!:))/g)];
	expect(
		named.flatMap(([, run, short]) => run ?? short ?? []).filter((name) => !scripts.includes(name)),
	).toEqual([]);
});

it.each(['docs/architecture.md', 'CONTRIBUTING.md'])(
	'every file that %s names is there',
	(page) => {
		const named = [...sourceOf(page).matchAll(/`([\w/.]+\.(?:ts|cjs))`/g)].map(
			([, name]) => `/${name}`,
		);
		expect(named.length).toBeGreaterThan(3);
		expect(named.filter((name) => !FILES.some((file) => file.endsWith(name)))).toEqual([]);
	},
);

describe('README', () => {
	const readme = sourceOf('README.md');

	it('is short enough to be read to the end', () => {
		expect(Buffer.byteLength(readme)).toBeLessThanOrEqual(12_000);
		expect(readme.split(/\s+/).length).toBeLessThanOrEqual(2_000);
	});

	it('has no table wider than a screen', () => {
		const rows = readme.split('\n').filter((line) => line.startsWith('|'));
		expect(rows.length).toBeGreaterThan(10);
		expect(rows.filter(({ length }) => length > 160)).toEqual([]);
	});

	it('names the two releases of n8n that everything is tried with', () => {
		expect(wordsOf(readPage('README.md'))).toContain('tested with n8n 2.41, and with 1.123');
		const gate = sourceOf('.ci/run');
		expect(gate).toContain("npm run test:engines -- --selectProjects 'n8n 1.123'");
		expect(gate).toMatch(/npm run demo\S* -- --n8n 1\.123/);
		// The engines that the tests run on are those of these releases.
		for (const release of ['2.41', '1.123']) {
			expect(lockOf(`test/n8n/n8n-${release}`, 'n8n')).toMatch(new RegExp(`^${release}\\.`));
		}
		expect(lockOf('test/engines/n8n-1.123', 'n8n-core')).toBe(
			lockOf('test/n8n/n8n-1.123', 'n8n-core'),
		);
		expect(lockOf('.', 'n8n-core')).toBe(lockOf('test/n8n/n8n-2.41', 'n8n-core'));
	});
});

/** The version of a package that a folder's lock file holds. */
function lockOf(folder: string, name: string): string | undefined {
	const lock = JSON.parse(sourceOf(join(folder, 'package-lock.json'))) as {
		packages: Record<string, { version: string } | undefined>;
	};
	return lock.packages[`node_modules/${name}`]?.version;
}

it('the changelog has an entry for the version of this package', () => {
	expect(readPage('CHANGELOG.md').headings.join()).toContain(`[${manifest.version}]`);
});
