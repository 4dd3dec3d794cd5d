import assert from 'node:assert/strict';
import { EventEmitter, once } from 'node:events';
import { after, before, describe, it } from 'node:test';

import type { IDataObject } from 'n8n-workflow';

import { Account } from '../hubspot';
import { ended, newestId } from './examples/executions';
import { type Connection, McpClient } from './mcp/client';
import { McpServers, type ToolArguments } from './mcp/workflow';
import { printedStep, type Queue, startQueue } from './queue/stage';
import { Started } from './queue/started';
import { toldToStop } from './toldToStop';

const CONTACTS = Array.from({ length: 12 }, (_, index) => String(index + 1));

/** Every contact is with companies 1 and 2. */
function account(): Account {
	const made = new Account();
	for (const contact of CONTACTS) {
		for (const company of [1, 2]) made.associate('contacts', contact, 'companies', company);
	}
	return made;
}

const TOOL = 'Unlink_from_companies';

const started = new Started();
let queue: Queue;
let dry: { url: string; workflowId: string };
let real: { url: string; workflowId: string };

before(
	async () => {
		void toldToStop()
			.then(async () => await started.stop())
			.finally(() => process.exit(1));
		queue = await startQueue(printedStep, started, account(), ['A', 'B']);
		const { main, session, hubspot } = queue;
		const accessToken = hubspot.auth.addAccessToken();
		const servers = await McpServers.of(session, main.url, {
			...{ accessToken, apiBaseUrl: hubspot.url },
		});
		dry = await servers.publish('as-it-is', {});
		real = await servers.publish('dry-run-off', { dryRun: false });
	},
	{ timeout: 600_000 },
);
after(async () => await started.stop());

/** The companies of each contact that is not with both any more. */
const changed = () =>
	Object.fromEntries(
		CONTACTS.map(
			(contact) =>
				[contact, queue.hubspot.account.associatedIds('contacts', contact, 'companies')] as const,
		).filter(([, companies]) => companies.join() !== '1,2'),
	);

/** Calls the tool of a server, as a client that connects for it; the one item it answers with. */
async function call(
	{ url }: { url: string },
	args: ToolArguments,
	connection?: Connection,
): Promise<IDataObject> {
	const client = await McpClient.connect(url, connection);
	try {
		return await callBy(client, args);
	} finally {
		await client.close();
	}
}

async function callBy(client: McpClient, args: ToolArguments): Promise<IDataObject> {
	const { isError, texts } = await client.call(TOOL, args);
	assert.equal(isError, false, texts.join());
	assert.equal(texts.length, 1);
	const items = JSON.parse(texts[0]) as IDataObject[];
	assert.equal(items.length, 1, texts[0]);
	return items[0];
}

describe('our node behind the MCP Server Trigger, in queue mode', { timeout: 300_000 }, () => {
	it('is listed with what the model fills in', async () => {
		const client = await McpClient.connect(real.url);
		const tools = await client.tools();
		await client.close();
		assert.deepEqual(
			tools.map(({ name }) => name),
			[TOOL],
		);
		assert.deepEqual(Object.keys(tools[0].inputSchema.properties ?? {}), ['contact', 'companies']);
	});

	it('as it is, changes nothing, and says so', async () => {
		const item = await call(dry, { contact: '1', companies: '1' });
		assert.equal(item.wouldDelete, 1);
		assert.equal(item.deleted, 0);
		assert.match(String(item.note), /Nothing was changed/);
		assert.deepEqual(changed(), {});
		assert.deepEqual(await ended(queue.session, dry.workflowId, 1), ['success']);
	});

	it('with Dry Run off, deletes, and the client gets the one item', async () => {
		const item = await call(real, { contact: '1', companies: '1' });
		assert.equal(item.deleted, 1);
		assert.equal(item.note, undefined);
		assert.deepEqual(changed(), { 1: ['2'] });
		assert.deepEqual(await ended(queue.session, real.workflowId, 1), ['success']);
		// A client that has given up has lost its answer; n8n has not.
		const id = await newestId(queue.session, real.workflowId);
		const { data } = await queue.session.settled(id);
		assert.match(data, /"deleted":1,[^]*"removed"/);
	});

	it('tells the client what is wrong', async () => {
		const item = await call(real, { contact: 'Ada', companies: '1' });
		assert.match(JSON.stringify(item.errors), /got .*Ada.*, which is not a record ID/);
	});

	it('gives each of ten calls at once its own answer, on one connection', async () => {
		const client = await McpClient.connect(real.url);
		const contacts = CONTACTS.slice(2);
		const answers = await Promise.all(
			contacts.map(async (contact) => await callBy(client, { contact, companies: '1' })),
		);
		await client.close();
		assert.deepEqual(
			answers.map(({ items }) => (items as IDataObject[])[0].fromObjectId),
			contacts,
		);
		for (const { deleted } of answers) assert.equal(deleted, 1);
		const left = Object.fromEntries(contacts.map((contact) => [contact, ['2']]));
		assert.deepEqual(changed(), { 1: ['2'], ...left });
	});

	it('runs on the workers, each call', () => {
		const line = /Unlink from companies: Delete, no dry run: 1 of 1/g;
		const count = (log: string) => log.match(line)?.length ?? 0;
		assert.equal(count(queue.main.log), 0);
		const counts = queue.workers.map(({ log }) => count(log));
		// One of contact 1, ten at once.
		assert.equal(
			counts.reduce((sum, each) => sum + each, 0),
			11,
		);
	});

	it('answers by the older SSE connection, too', async () => {
		const item = await call(real, { contact: '1', companies: '2' }, 'SSE');
		assert.equal(item.deleted, 1);
		assert.deepEqual(changed()[1], []);
	});

	it('is called finished by n8n before it has deleted anything, and cannot be stopped', async () => {
		const { session, hubspot } = queue;
		const earlier = (await ended(session, real.workflowId, 13)).length;
		const gate = new EventEmitter();
		const opened = once(gate, 'open');
		hubspot.intercept = async ({ path }) => {
			if (!path.endsWith('/archive')) return undefined;
			gate.emit('reached');
			await opened;
			return undefined;
		};
		const answer = call(real, { contact: '2', companies: '1' });
		try {
			await Promise.race([once(gate, 'reached'), answer]);
			assert.equal((await ended(session, real.workflowId, earlier + 1)).at(-1), 'success');
			assert.equal(changed()[2], undefined);
			const id = await newestId(session, real.workflowId);
			await assert.rejects(session.ask(`/executions/${id}/stop`, {}), /currently success/);
		} finally {
			gate.emit('open');
			hubspot.intercept = undefined;
		}
		assert.equal((await answer).deleted, 1);
		assert.deepEqual(changed()[2], ['2']);
	});
});
