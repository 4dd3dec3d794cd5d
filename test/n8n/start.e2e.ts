import assert from 'node:assert/strict';
import { networkInterfaces } from 'node:os';
import { after, before, describe, it } from 'node:test';

import { execa } from 'execa';

import { demoCredential, demoWorkflow } from './demo/workflow';
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
		addresses = [...printed.matchAll(/http:\/\/[^\s/]+:\d+/g)].map(([url]) => new URL(url));
	});

	after(() => started.kill('SIGKILL'));

	it('prints where n8n is, and with what to sign in; the demo is in it', async () => {
		const [, email = '', password = ''] =
			/Sign in as (\S+) with the password (\S+)/.exec(printed) ?? [];
		const session = await Session.signIn(addresses[0].origin, { email, password });
		const { name } = await session.ask<{ name: string }>(`/workflows/${demoWorkflow.id}`);
		assert.equal(name, demoWorkflow.name);
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
