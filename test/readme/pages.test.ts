import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { HubspotAssociationsAccessTokenApi } from '../../credentials/HubspotAssociationsAccessTokenApi.credentials';
import { HubspotAssociationsOAuth2Api } from '../../credentials/HubspotAssociationsOAuth2Api.credentials';
import manifest from '../../package.json';
import { anchorOf, PROJECT, readPage, rowsOf } from './markdown';

const pagesIn = (folder: string) =>
	readdirSync(join(PROJECT, folder))
		.filter((name) => name.endsWith('.md'))
		.map((name) => join(folder, name));
const PAGES = ['.', 'docs', 'examples', 'test/bench'].flatMap(pagesIn);

const readme = readPage('README.md');
const scripts = Object.keys(manifest.scripts);
const codex = JSON.parse(
	readFileSync(join(PROJECT, 'nodes/HubspotAssociations/HubspotAssociations.node.json'), 'utf8'),
) as { resources: Record<string, Array<{ url: string }>> };

/** The version of a package that a folder's lock file holds. */
function lockOf(folder: string, name: string): string | undefined {
	const lock = JSON.parse(readFileSync(join(PROJECT, folder, 'package-lock.json'), 'utf8')) as {
		packages: Record<string, { version: string } | undefined>;
	};
	return lock.packages[`node_modules/${name}`]?.version;
}

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

it('the links that n8n shows lead to headings of README', () => {
	const links = [
		...Object.values(codex.resources).flat(),
		...[new HubspotAssociationsAccessTokenApi(), new HubspotAssociationsOAuth2Api()].map(
			({ documentationUrl }) => ({ url: documentationUrl }),
		),
	].map(({ url }) => url.replace(manifest.homepage.replace('#readme', ''), ''));
	expect(links.length).toBeGreaterThan(2);
	// GitHub shows README at #readme.
	const dead = links.filter((link) => link !== '#readme' && deadEnd('README.md', link));
	expect(dead).toEqual([]);
	expect(links.filter((link) => /^https?:/.test(link))).toEqual([]);
});

it.each(PAGES)('every npm command in %s is there', (page) => {
	const words = readFileSync(join(PROJECT, page), 'utf8');
	const named = [...words.matchAll(/npm (?:run ([\w:]+)|(test|start)\b(?!:))/g)];
	expect(
		named.flatMap(([, run, short]) => run ?? short ?? []).filter((name) => !scripts.includes(name)),
	).toEqual([]);
});

describe('commands under Development', () => {
	const said = rowsOf(readme, 'Development').map(([commands = '']) => commands);
	const named = said.flatMap((commands) =>
		[...commands.matchAll(/`npm (?:run )?([\w:]+)`/g)].map(([, name]) => name),
	);

	it('are all there are', () => {
		// The others run it by themselves.
		expect(named.sort()).toEqual(scripts.filter((name) => name !== 'setup').sort());
	});

	it('are all in .ci/run, but those that README says are not', () => {
		const gate = readFileSync(join(PROJECT, '.ci/run'), 'utf8');
		const run = [...gate.matchAll(/^npm (?:run )?([\w:]+)/gm)].map(([, name]) => name);
		const words =
			rowsOf(readme, 'Development').find(([command]) => command === '`.ci/run`')?.[1] ?? '';
		const excepted = [...words.matchAll(/`npm (?:run )?([\w:]+)`/g)].map(([, name]) => name);
		expect([...new Set(run), ...excepted].sort()).toEqual(named.sort());
	});
});

it('.ci/run tries the two releases of n8n that README names', () => {
	const gate = readFileSync(join(PROJECT, '.ci/run'), 'utf8');
	const words = readme.blocks.map(({ text }) => text).join('\n');
	expect(words).toContain('It is tested with n8n 2.41; with n8n 1.123');
	expect(gate).toContain("npm run test:engines -- --selectProjects 'n8n 1.123'");
	expect(gate).toContain('npm run demo:n8n -- --n8n 1.123');
	// The engines that the tests run on are those of these releases.
	for (const release of ['2.41', '1.123']) {
		expect(lockOf(`test/n8n/n8n-${release}`, 'n8n')).toMatch(new RegExp(`^${release}\\.`));
	}
	expect(lockOf('test/engines/n8n-1.123', 'n8n-core')).toBe(
		lockOf('test/n8n/n8n-1.123', 'n8n-core'),
	);
	expect(lockOf('.', 'n8n-core')).toBe(lockOf('test/n8n/n8n-2.41', 'n8n-core'));
});

it('the changelog has an entry for the version of this package', () => {
	expect(readPage('CHANGELOG.md').headings.join()).toContain(`[${manifest.version}]`);
});
