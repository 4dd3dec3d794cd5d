import assert from 'node:assert/strict';
import { appendFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';

import {
	analyzePackage,
	SOURCE_FILE_PATTERNS,
} from '@n8n/scan-community-package/scanner/scanner.mjs';
import Table from 'cli-table3';
import { execa } from 'execa';

import { packPackage } from '../n8n/n8n';
import { PROJECT } from '../n8n/paths';
import { shippedSources } from './sources';
import {
	filesIn,
	installAlone,
	installAsReadmeSays,
	loadAlone,
	type Manifest,
	manifestOf,
	provideN8nWorkflow,
	unpack,
} from './tarball';

/** What n8n's scanner looks at in a published package. */
const PACKED = ['**/*.js', 'package.json'];

/** What is packed besides the compiled sources. */
const BESIDES = [
	'LICENSE.md',
	'README.md',
	'dist/nodes/HubspotAssociations/HubspotAssociations.node.json',
	'dist/nodes/HubspotAssociations/hubspotAssociations.dark.svg',
	'dist/nodes/HubspotAssociations/hubspotAssociations.svg',
	'index.js',
	'package.json',
];

let folder: string;
let tarball: string;
let unpacked: string;
let manifest: Manifest;
const checked = new Table({ head: ['Checked', 'Found'], style: { head: [], border: [] } });

before(async () => {
	folder = await mkdtemp(join(tmpdir(), 'hubspot-associations-check-'));
	tarball = await packPackage(folder);
	unpacked = join(folder, 'unpacked');
	await unpack(tarball, unpacked);
	manifest = await manifestOf(unpacked);
});

after(async () => {
	await rm(folder, { recursive: true, force: true });
	if (checked.length > 0) console.log(checked.toString());
});

describe("n8n's scan of community packages", () => {
	it('has nothing against the sources', async () => {
		const { passed, message, details } = await analyzePackage(PROJECT, SOURCE_FILE_PATTERNS);
		assert.ok(passed, details ?? message);
		checked.push(["n8n's scan of the sources", 'nothing']);
	});

	it('has nothing against what is packed', async () => {
		const { passed, message, details } = await analyzePackage(unpacked, PACKED);
		assert.ok(passed, details ?? message);
		checked.push(["n8n's scan of what is packed", 'nothing']);
	});

	it('would have something against a file that reads the environment', async () => {
		const planted = join(folder, 'planted');
		await unpack(tarball, planted);
		await appendFile(join(planted, manifest.n8n.nodes[0]), 'console.log(process.env.HOME);\n');
		const { passed, details = '' } = await analyzePackage(planted, PACKED);
		assert.equal(passed, false);
		assert.match(details, /no-restricted-globals/);
	});
});

describe('what is packed', () => {
	it('is what node and credentials need, and nothing else', async () => {
		const compiled = shippedSources(manifest.n8n).flatMap((path) => [
			`dist/${path}.js`,
			`dist/${path}.d.ts`,
		]);
		const files = await filesIn(tarball);
		assert.deepEqual(files.sort(), [...compiled, ...BESIDES].sort());
		checked.push(['Files packed', `${files.length}, each of them needed`]);
	});

	it('brings no package along, and gives n8n its node and credentials with n8n-workflow alone', async () => {
		assert.deepEqual(manifest.dependencies ?? {}, {});
		assert.deepEqual(manifest.peerDependencies, { 'n8n-workflow': '*' });
		const alone = join(folder, 'alone');
		assert.deepEqual(await installAlone(tarball, alone), [manifest.name]);
		await assert.rejects(loadAlone(alone, manifest.name), /Cannot find module 'n8n-workflow'/);
		await provideN8nWorkflow(alone);
		const names = await loadAlone(alone, manifest.name);
		assert.deepEqual(names, [
			'hubspotAssociations',
			'hubspotAssociationsAccessTokenApi',
			'hubspotAssociationsOAuth2Api',
		]);
		checked.push(['Installed alone', `${names.length} classes load; it brings no other package`]);
	});

	it("is installed by README's commands", async () => {
		assert.deepEqual(await installAsReadmeSays(join(folder, 'home')), [manifest.name]);
		checked.push(["README's commands", 'install it where n8n looks']);
	});

	it('has nothing for npm audit to look at', async () => {
		const { stdout } = await execa('npm', ['ls', '--all', '--omit=dev', '--omit=peer', '--json'], {
			cwd: PROJECT,
		});
		const { dependencies = {} } = JSON.parse(stdout) as { dependencies?: object };
		assert.deepEqual(dependencies, {});
		checked.push(['Packages that ship with it', 'none']);
	});
});
