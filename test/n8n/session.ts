import { setTimeout as sleep } from 'node:timers/promises';

import type { N8n } from './n8n';

/** What n8n's own API answers, or the reason it gives. */
interface Answer<Data> {
	data: Data;
	message?: string;
}

/** Somebody signed in to a started n8n, who uses it as the editor does. */
export class Session {
	private constructor(
		private readonly url: string,
		private readonly cookie: string,
		/** Whom it belongs to. */
		readonly owner: { email: string; password: string },
	) {}

	/** Sets up the owner of an n8n that has none yet, and signs in. */
	static async of(n8n: N8n): Promise<Session> {
		const owner = { email: 'owner@example.com', password: 'Owner-of-tests-1' };
		await n8n.setUpOwner(owner);
		return await Session.signIn(n8n.url, owner);
	}

	/** Signs in to the n8n at an address. */
	static async signIn(url: string, owner: Session['owner']): Promise<Session> {
		const response = await fetch(`${url}/rest/login`, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify({ emailOrLdapLoginId: owner.email, password: owner.password }),
		});
		if (!response.ok) throw new Error(`n8n answered ${response.status} to the login`);
		const cookie = response.headers.getSetCookie().map((line) => line.split(';')[0]);
		return new Session(url, cookie.join('; '), owner);
	}

	/**
	 * Asks n8n's API.
	 *
	 * @param path after `/rest`
	 * @param body sent as JSON by POST; a GET without one
	 * @throws with n8n's own words when it refuses
	 */
	async ask<Data>(path: string, body?: object): Promise<Data> {
		const response = await this.visit(`${this.url}/rest${path}`, body);
		const { data, message } = (await response.json()) as Answer<Data>;
		if (!response.ok) throw new Error(`n8n answered ${response.status}: ${message ?? ''}`);
		return data;
	}

	/** Opens an address of n8n with the session's cookie. */
	async visit(url: string, body?: object): Promise<Response> {
		return await fetch(url, {
			method: body === undefined ? 'GET' : 'POST',
			headers: { 'content-type': 'application/json', cookie: this.cookie },
			body: body === undefined ? undefined : JSON.stringify(body),
		});
	}

	/**
	 * Starts a workflow as "Execute workflow" in the editor does.
	 *
	 * @param workflow as imported, with its id
	 * @param startNode the trigger to start from
	 * @param data what the trigger gives out, where it is the editor that says so, as for a chat
	 * @returns the execution's ID
	 */
	async start(workflow: { id: string }, startNode: string, data?: object): Promise<string> {
		const { executionId } = await this.ask<{ executionId: string }>(
			`/workflows/${workflow.id}/run`,
			{ workflowData: workflow, triggerToStartFrom: { name: startNode, data } },
		);
		return executionId;
	}

	/**
	 * Waits until an execution is no longer under way.
	 *
	 * @param underWay the statuses in which it is; without `waiting` it also ends where the execution waits for a person
	 * @returns how it stands then, and all that n8n stored of it, as text
	 */
	async settled(
		executionId: string,
		underWay = ['new', 'running', 'waiting'],
	): Promise<{ status: string; data: string }> {
		for (;;) {
			const execution = await this.ask<{ status: string; data: string }>(
				`/executions/${executionId}`,
			);
			if (!underWay.includes(execution.status)) return execution;
			await sleep(200);
		}
	}

	/**
	 * Runs a workflow as "Execute workflow" in the editor does, and waits for its end.
	 *
	 * @param workflow as imported, with its id
	 * @param startNode the trigger to start from
	 * @param data what the trigger gives out, where it is the editor that says so, as for a chat
	 * @returns how it ended, and all that n8n stored of it, as text
	 */
	async run(
		workflow: { id: string },
		startNode: string,
		data?: object,
	): Promise<{ status: string; data: string }> {
		return await this.settled(await this.start(workflow, startNode, data));
	}
}
