import assert from 'node:assert/strict';
import { networkInterfaces } from 'node:os';
import { after, before, describe, it } from 'node:test';

import { execa } from 'execa';
import type { IConnections, INode } from 'n8n-workflow';

import { practiceWorkflow } from './demo/practice';
import { demoCredential, demoWorkflow, NODE_NAMES } from './demo/workflow';
import { crossings, notesBehind, overlaps } from './examples/layout';
import { installN8n } from './installN8n';
import { PROJECT } from './paths';
import { Session } from './session';

/** `npm start`, without npm: that would not hand on a signal that only it gets. */
const startN8n = () =>
	execa('node', ['--import', 'tsx', 'test/n8n/start.ts'], { cwd: PROJECT, reject: false });

/** Addresses of this machine that others could reach. */
const OUTSIDE = Object.values(networkInterfaces())
	.flatMap((addresses) => addresses ?? [])
	.filter(({ internal, family }) => !internal && family === 'IPv4')
	.map(({ address }) => address);

describe('the workflows of npm start, as they are drawn', () => {
	for (const { name, ...workflow } of [demoWorkflow, practiceWorkflow]) {
		const nodes = workflow.nodes as INode[];
		const isNote = ({ type }: INode) => type.endsWith('.stickyNote');

		it(`"${name}" has nothing on top of each other, and no lines that cross`, () => {
			assert.deepEqual(overlaps(nodes.filter(isNote)), []);
			assert.deepEqual(overlaps(nodes.filter((node) => !isNote(node))), []);
			assert.deepEqual(crossings(nodes, workflow.connections as IConnections), []);
		});
	}

	it('show each node for HubSpot on a note of its part', () => {
		const nodes = demoWorkflow.nodes as INode[];
		for (const node of nodes.filter(({ name }) => NODE_NAMES.includes(name))) {
			assert.equal(notesBehind(node, nodes).length, 1, node.name);
		}
	});
});

describe('npm start', () => {
	let started: ReturnType<typeof startN8n>;
	let printed = '';
	let addresses: URL[];

	before(async () => {
		await installN8n(() => undefined);
		started = startN8n();
		await new Promise<void>((resolve, reject) => {
			started.stdout.on('data', (chunk) => {
				printed += String(chunk);
				if (printed.includes('Ctrl-C stops everything')) resolve();
			});
			started.once('exit', () => reject(new Error(`It ended by itself:\n${printed}`)));
		});
		const urls = [...printed.matchAll(/http:\/\/[^\s/]+:\d+/g)].map(([url]) => url);
		addresses = [...new Set(urls)].map((url) => new URL(url));
	});

	after(() => started.kill('SIGKILL'));

	it('prints where n8n is, and with what to sign in; the demo and an empty workflow are in it', async () => {
		const [, email = '', password = ''] =
			/Sign in as (\S+) with the password (\S+)/.exec(printed) ?? [];
		const session = await Session.signIn(addresses[0].origin, { email, password });
		for (const workflow of [demoWorkflow, practiceWorkflow]) {
			assert.ok(printed.includes(`/workflow/${workflow.id}\n`));
			const { name } = await session.ask<{ name: string }>(`/workflows/${workflow.id}`);
			assert.equal(name, workflow.name);
		}
		const credentials = await session.ask<Array<{ name: string }>>('/credentials');
		assert.deepEqual(
			credentials.map((credential) => credential.name),
			[demoCredential('', '').name],
		);
	});

	it('listens on this machine only', async () => {
		assert.equal(addresses.length, 2);
		for (const { hostname, port, origin } of addresses) {
			assert.ok(['localhost', '127.0.0.1'].includes(hostname), hostname);
			await fetch(origin);
			for (const address of OUTSIDE) {
				await assert.rejects(fetch(`http://${address}:${port}`), `${address}:${port} answers`);
			}
		}
	});

	it('is gone after Ctrl-C', async () => {
		started.kill('SIGINT');
		assert.equal((await started).exitCode, 0);
		for (const { origin } of addresses) await assert.rejects(fetch(origin));
	});
});
