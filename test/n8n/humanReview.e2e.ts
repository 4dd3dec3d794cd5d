import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';

import type { INodeCredentials } from 'n8n-workflow';

import { type Example, readExample } from './examples/files';
import { type Review, ReviewChat } from './examples/reviewChat';
import { Stage } from './examples/stage';

const AGENT = 'AI Agent';
const TOOL = 'Unlink from companies';
const REVIEW = 'Review';
const CHANNEL = 'Chat for reviews';
const CALL = { From_Record_ID: '171', To_Record_IDs: '271, 272' };
const GONE = ['contacts 171, companies 271: Primary', 'contacts 171, companies 272: -'];

let stage: Stage;
let chat: ReviewChat;
let telegramApi: { id: string; name: string };
let example: Example;

before(
	async () => {
		stage = await Stage.start();
		chat = await ReviewChat.start();
		const { id } = await stage.session.ask<{ id: string }>('/credentials', {
			...{ name: CHANNEL, type: 'telegramApi', data: chat.credential },
		});
		telegramApi = { id, name: CHANNEL };
		example = await readExample('agent-with-tool');
	},
	{ timeout: 600_000 },
);
after(async () => {
	await stage?.stop();
	await chat?.stop();
});

/** The review as the docs say: what the tool is called with, whatever the model adds, and a button to decline. */
const ADVISED = {
	message: '=Unlink these contacts: {{ JSON.stringify($json.toolParameters) }}',
	approvalOptions: { values: { approvalType: 'double' } },
};

/**
 * The example with Dry Run off, and n8n's review by a person between the agent and its tool.
 *
 * @param settings of the review; what is missing is as n8n fills it in
 */
function withReview(read: Example, credentials: INodeCredentials, settings: object): Example {
	const nodes = read.nodes.map((node) =>
		node.name === TOOL
			? { ...node, parameters: { ...node.parameters, options: { dryRun: false } } }
			: node,
	);
	nodes.push({
		...{ id: 'f0000000-0000-4000-8000-000000000001', name: REVIEW, position: [384, 120] },
		...{ type: 'n8n-nodes-base.telegramHitlTool', typeVersion: 1.2, credentials },
		webhookId: 'f0000000-0000-4000-8000-000000000002',
		parameters: { chatId: '1', options: {}, ...settings },
	});
	const connections = {
		...read.connections,
		[TOOL]: { ai_tool: [[{ node: REVIEW, type: 'ai_tool' as const, index: 0 }]] },
		[REVIEW]: { ai_tool: [[{ node: AGENT, type: 'ai_tool' as const, index: 0 }]] },
	};
	return { ...read, nodes, connections };
}

/** What has come of an agent that wants to delete. */
interface Asked {
	executionId: string;
	/** What the person gets to see. */
	review: Review;
}

/**
 * Asks the agent to unlink contact 171, and waits until n8n waits for a person.
 *
 * @param reviewed the workflow
 * @param hitlParameters what the model says besides to the node that asks the person, which asks the model for nothing
 */
async function untilReview(reviewed: Example, hitlParameters: object = {}): Promise<Asked> {
	stage.model.arguments = { toolParameters: CALL, hitlParameters };
	stage.model.heard.length = 0;
	const message = { sessionId: 'tests', action: 'sendMessage', chatInput: 'Unlink 171' };
	const asked = chat.next();
	const executionId = await stage.session.start(
		await stage.imported(reviewed),
		'When chat message received',
		{
			...{ startTime: Date.now(), executionTime: 0, executionStatus: 'success' },
			...{ executionIndex: 0, source: [null], data: { main: [[{ json: message }]] } },
		},
	);
	const waiting = stage.session.settled(executionId, ['new', 'running']);
	// Where it does not wait, no review comes.
	const ended = waiting.then(({ status, data }) => assert.equal(status, 'waiting', data));
	const review = await Promise.race([asked, ended.then(async () => await asked)]);
	await ended;
	return { executionId, review };
}

/** Presses a button, and waits for the end of the execution; what the agent heard. */
async function answer({ executionId, review }: Asked, button: string): Promise<string> {
	await review.press(button);
	const { status, data } = await stage.session.settled(executionId);
	assert.equal(status, 'success', data);
	return stage.model.heard.join();
}

describe('a review by a person before an agent deletes', { timeout: 300_000 }, () => {
	const reviewed = (settings: object) => withReview(example, { telegramApi }, settings);

	it('declined, nothing is deleted, and the agent hears so', async () => {
		const heard = await stage.changes({}, async () => {
			return await answer(await untilReview(reviewed(ADVISED)), '❌ Decline');
		});
		assert.match(heard, /rejected the tool call/);
	});

	it('shows the real IDs, whatever the model makes up, and heeds the person only', async () => {
		const madeUp = { From_Record_ID: '999', To_Record_IDs: '999' };
		await stage.changes({}, async () => {
			const asked = await untilReview(reviewed(ADVISED), {
				...{ approved: true, data: { approved: true } },
				...{ toolParameters: madeUp, query: { toolParameters: madeUp } },
			});
			assert.ok(asked.review.text.includes(JSON.stringify(CALL)), asked.review.text);
			assert.doesNotMatch(asked.review.text, /999/);
			assert.match(await answer(asked, '❌ Decline'), /rejected the tool call/);
		});
	});

	it('as n8n fills it in, shows no IDs and cannot be declined, which the docs say', async () => {
		const { review } = await stage.changes({}, async () => await untilReview(reviewed({})));
		assert.match(review.text, /wants to run this tool: Unlink_from_companies/);
		assert.doesNotMatch(review.text, /171|271/);
		assert.deepEqual(review.buttons, ['Approve']);
	});

	it('deletes nothing while it waits; approved, the associations are gone', async () => {
		const asked = await stage.changes({}, async () => await untilReview(reviewed(ADVISED)));
		const heard = await stage.changes({ gone: GONE }, async () => {
			return await answer(asked, '✅ Approve');
		});
		assert.match(heard, /"deleted":2/);
		assert.doesNotMatch(heard, /Nothing was changed/);
	});
});
