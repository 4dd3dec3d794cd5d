import { once } from 'node:events';
import { createWriteStream, type WriteStream } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { execa, type ResultPromise } from 'execa';
import getPort from 'get-port';
import type { IRun } from 'n8n-workflow';

import { PROJECT } from './paths';
import { N8N_2, type Release } from './releases';

/** How a command of n8n's is run. */
interface SpawnOptions {
	/** Whether it is an error when the command fails. */
	reject?: boolean;
	env?: Record<string, string>;
	/** The file that its output goes to, if not to whoever waits for it. */
	stdout?: WriteStream;
}

/** A real n8n with a home, a database and ports of its own; all of it listens on loopback only. */
export class N8n {
	private server?: ResultPromise;

	private output = '';

	private isDisposed = false;

	private constructor(
		private readonly home: string,
		/** The port of editor and API. */
		readonly port: number,
		private readonly env: Record<string, string>,
		private readonly release: Release,
	) {}

	/**
	 * Makes an empty n8n in a temporary folder; `dispose` removes it again.
	 *
	 * @param settings environment variables besides those that keep it to itself
	 * @param release which n8n; it has to be installed
	 * @param wantedPort taken if it is free; any free one otherwise. Two that start at the same time may both find it free,
	 *   so tests want none.
	 */
	static async create(
		settings: Record<string, string> = {},
		release = N8N_2,
		wantedPort?: number,
	): Promise<N8n> {
		const home = await mkdtemp(join(tmpdir(), 'hubspot-associations-n8n-'));
		const port = await getPort({ port: wantedPort, host: '127.0.0.1' });
		const env = {
			N8N_USER_FOLDER: home,
			N8N_PORT: String(port),
			N8N_LISTEN_ADDRESS: '127.0.0.1',
			N8N_HOST: '127.0.0.1',
			N8N_EDITOR_BASE_URL: `http://localhost:${port}`,
			WEBHOOK_URL: `http://localhost:${port}`,
			N8N_SECURE_COOKIE: 'false',
			N8N_RUNNERS_BROKER_PORT: String(await getPort({ host: '127.0.0.1' })),
			// `n8n execute` prints the execution by its log, at this level.
			N8N_LOG_LEVEL: 'info',
			// Nothing may go out: no telemetry, no update checks, no templates.
			N8N_DIAGNOSTICS_ENABLED: 'false',
			N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
			N8N_TEMPLATES_ENABLED: 'false',
			N8N_PERSONALIZATION_ENABLED: 'false',
			N8N_HIRING_BANNER_ENABLED: 'false',
			...settings,
		};
		return new N8n(home, port, env, release);
	}

	/** Where the editor is, once it is started. */
	get url(): string {
		return `http://localhost:${this.port}`;
	}

	/**
	 * Installs a packed package as n8n itself installs community packages: into a folder that holds
	 * nothing of this repository. n8n provides what the package wants of a peer.
	 *
	 * @param tarball path of what `npm pack` made
	 */
	async installPackage(tarball: string): Promise<void> {
		const nodes = join(this.home, '.n8n', 'nodes');
		await mkdir(nodes, { recursive: true });
		await writeFile(
			join(nodes, 'package.json'),
			'{ "name": "installed-nodes", "private": true }\n',
		);
		await execa(
			'npm',
			[
				'install',
				tarball,
				'--omit=peer',
				'--ignore-scripts',
				'--no-audit',
				'--no-fund',
				'--loglevel=error',
			],
			{ cwd: nodes },
		);
	}

	/** Imports credentials as n8n exports them; n8n encrypts them on the way in. */
	async importCredentials(credentials: object[]): Promise<void> {
		await this.import('credentials', credentials);
	}

	/** Imports workflows as n8n exports them. */
	async importWorkflows(workflows: object[]): Promise<void> {
		await this.import('workflow', workflows);
	}

	private async import(kind: 'credentials' | 'workflow', content: object[]): Promise<void> {
		const file = join(this.home, `${kind}.json`);
		await writeFile(file, JSON.stringify(content));
		await this.command([`import:${kind}`, `--input=${file}`]);
		await rm(file);
	}

	/**
	 * Runs a workflow to its end, without editor or server.
	 *
	 * @returns what n8n stores of the execution
	 * @throws when n8n printed no execution
	 */
	async execute(workflowId: string): Promise<IRun> {
		// n8n's process sometimes crashes on its way out, after the run is over and printed: what counts is
		// whether the execution arrived whole.
		// Into a file: n8n does not wait until a pipe has taken all of it.
		const file = join(this.home, 'execution.txt');
		const args = ['execute', `--id=${workflowId}`, '--rawOutput'];
		const output = createWriteStream(file);
		await once(output, 'open');
		const { stderr } = await this.spawn(args, { reject: false, stdout: output });
		output.close();
		const stdout = await readFile(file, 'utf8');
		const json = /^\{[\s\S]*^\}/m.exec(stdout)?.[0];
		if (json === undefined) {
			throw new Error(`n8n ran nothing:\n${stdout.slice(0, 10_000)}\n${String(stderr)}`);
		}
		return JSON.parse(json) as IRun;
	}

	/**
	 * Runs a workflow, and ends n8n's process in the middle as a crash would: by SIGKILL.
	 *
	 * @param moment resolves when it is time
	 */
	async executeAndKill(workflowId: string, moment: Promise<void>): Promise<void> {
		const running = this.spawn(['execute', `--id=${workflowId}`], { reject: false });
		await Promise.race([moment, running.then(() => undefined)]);
		running.kill('SIGKILL');
		const { signal } = await running;
		if (signal !== 'SIGKILL') throw new Error('The run was over before it could be killed');
	}

	/** Starts the server and resolves when its editor answers. */
	async start(): Promise<void> {
		// 1.123 calls itself ready before its API answers; the API of 2.41 answers before its editor is ready.
		await this.launch(['start'], ['/healthz/readiness', '/rest/settings']);
	}

	/**
	 * Starts it as a worker of n8n's queue mode, and resolves when it is ready for work.
	 *
	 * @param concurrency how many executions it works on at the same time at most
	 * @see https://docs.n8n.io/deploy/host-n8n/configure-n8n/scaling/enable-queue-mode/
	 */
	async startAsWorker(concurrency: number): Promise<void> {
		// A worker has no editor; this is where it says that it is ready.
		await this.launch(['worker', `--concurrency=${concurrency}`], ['/healthz/readiness'], {
			QUEUE_HEALTH_CHECK_ACTIVE: 'true',
			QUEUE_HEALTH_CHECK_PORT: String(this.port),
			N8N_WORKER_SERVER_ADDRESS: '127.0.0.1',
		});
	}

	/** What the started server, or worker, has logged so far. */
	get log(): string {
		return this.output;
	}

	/** Ends the started server, or worker, as a crash of its machine would: by SIGKILL. */
	async kill(): Promise<void> {
		this.server?.kill('SIGKILL');
		await this.server;
	}

	/** @param signs paths that all answer once it is started */
	private async launch(
		args: string[],
		signs: string[],
		settings: Record<string, string> = {},
	): Promise<void> {
		// A port of its own for what runs code, because commands may run beside the server.
		const brokerPort = await getPort({ host: '127.0.0.1' });
		// Whoever stops everything may come between the installation of a package and the start.
		if (this.isDisposed) throw new Error('This n8n has been removed');
		const env = { ...this.env, ...settings, N8N_RUNNERS_BROKER_PORT: String(brokerPort) };
		this.server = this.spawn(args, { reject: false, env });
		this.server.all?.on('data', (chunk: Buffer) => (this.output += chunk.toString()));
		const running = this.server;
		const ended = running.then(() => {
			throw new Error(`n8n ended while it was starting:\n${this.output}`);
		});
		await Promise.race([this.answers(signs, running), ended]);
		ended.catch(() => undefined);
	}

	private async answers(paths: string[], running: ResultPromise): Promise<void> {
		const isWell = async (path: string) =>
			await fetch(`${this.url}${path}`).then(
				({ ok }) => ok,
				() => false,
			);
		while (running.exitCode === null && running.signalCode === null) {
			const answers = await Promise.all(paths.map(isWell));
			if (answers.every(Boolean)) return;
			await sleep(250);
		}
	}

	/**
	 * Sets up the owner of a started n8n, which it asks for on the first visit otherwise.
	 *
	 * @throws when n8n refuses
	 */
	async setUpOwner(owner: { email: string; password: string }): Promise<void> {
		const response = await fetch(`${this.url}/rest/owner/setup`, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify({ ...owner, firstName: 'Demo', lastName: 'Owner' }),
		});
		if (!response.ok) throw new Error(`n8n refused its owner: ${await response.text()}`);
	}

	/** Stops the server, if it runs, and removes everything this n8n kept. */
	async dispose(): Promise<void> {
		this.isDisposed = true;
		this.server?.kill('SIGTERM', new Error('stopped'));
		await this.server?.catch(() => undefined);
		await rm(this.home, { recursive: true, force: true });
	}

	private async command(args: string[], reject = true) {
		const { stdout, stderr } = await this.spawn(args, { reject });
		return { stdout: String(stdout), stderr: String(stderr) };
	}

	private spawn(
		args: string[],
		{ reject = true, env = this.env, stdout }: SpawnOptions = {},
	): ResultPromise {
		const program = join(this.release.folder, 'node_modules', 'n8n', 'bin', 'n8n');
		return execa(this.release.node, [program, ...args], {
			cwd: this.home,
			env,
			all: stdout === undefined,
			reject,
			stdout,
			forceKillAfterDelay: 10_000,
		});
	}
}

/**
 * Builds the package and packs it, as for publishing.
 *
 * @param folder where the tarball goes
 * @returns the tarball's path
 */
export async function packPackage(folder: string): Promise<string> {
	await execa('npm', ['run', 'build'], { cwd: PROJECT });
	const { stdout } = await execa(
		'npm',
		['pack', '--json', '--loglevel=error', `--pack-destination=${folder}`],
		{
			cwd: PROJECT,
		},
	);
	const [{ filename }] = JSON.parse(stdout) as Array<{ filename: string }>;
	return join(folder, filename);
}
