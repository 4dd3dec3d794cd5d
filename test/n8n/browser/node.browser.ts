import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it, type TestContext } from 'node:test';

import { readExample } from '../examples/files';
import type { Editor } from './editor';
import { type Stage, startStage } from './stage';

const DELETE = 'Delete associations between records';
const DELETE_LABELS = 'Delete labels from associations';

let stage: Stage;
let editor: Editor;

before(async () => {
	stage = await startStage();
	({ editor } = stage);
	stage.hubspot.account.addObjectType('pets', { singular: 'Pet', plural: 'Our pets' });
	const data = { accessToken: stage.hubspot.auth.addAccessToken() };
	const type = 'hubspotAssociationsAccessTokenApi';
	await stage.session.ask('/credentials', { name: 'HubSpot', type, data });
});

afterEach(async (context) => await editor.rememberFailure(context as TestContext));

after(async () => await stage?.dispose());

const associated = (contact: number) =>
	stage.hubspot.account.associatedIds('contacts', contact, 'companies');

/** A node of this kind in an empty workflow, with its panel open. */
async function newNode(action: string): Promise<void> {
	await editor.newWorkflow();
	await editor.addNode(action);
}

/** The same between contacts and companies. */
async function newNodeBetween(action: string): Promise<void> {
	await newNode(action);
	await editor.chooseFromList('fromObjectType', 'Contacts');
	await editor.chooseFromList('toObjectType', 'Companies');
}

describe('the nodes list', () => {
	it('finds the node by the words people have for it', async () => {
		await editor.newWorkflow();
		for (const words of ['hubspot', 'association', 'unlink', 'disassociate', 'label']) {
			const found = await editor.searchNodes(words);
			assert.ok(found.includes('HubSpot Associations'), `${words}: ${found.join()}`);
		}
	});

	it('lists what the node can do', async () => {
		await editor.at('node-creator-item-name').getByText('HubSpot Associations').click();
		const actions = editor.at('node-creator-item-name');
		await actions.filter({ hasText: DELETE }).waitFor();
		assert.deepEqual((await actions.allInnerTexts()).slice(-6), [
			DELETE,
			'Delete all associations of a record',
			DELETE_LABELS,
			'Restore deleted associations',
			'Delete an association label everywhere',
			'Delete association limits',
		]);
	});
});

describe('the lists in the panel', () => {
	it("offer HubSpot's object types, then the account's own, and can be searched", async () => {
		await newNode(DELETE_LABELS);
		const items = await editor.openList('fromObjectType');
		const all = await items.allInnerTexts();
		assert.equal(all[0], 'Appointments');
		assert.equal(all.at(-1), 'Our pets');
		await editor.searchList('tick');
		await items.filter({ hasText: 'Tickets' }).waitFor();
		await items.filter({ hasText: 'Calls' }).waitFor({ state: 'detached' });
		assert.deepEqual(await items.allInnerTexts(), ['Tickets']);
		await editor.closeList();
	});

	it('say what to do first, instead of being empty', async () => {
		const options = await editor.openSelect('labels', 'Choose');
		assert.deepEqual(await options.allInnerTexts(), [
			'Choose both object types first, not by expression',
		]);
		await editor.closeList();
	});

	it('offer the labels of the chosen pair, with category and direction, the unlabeled one marked', async () => {
		await editor.chooseFromList('fromObjectType', 'Contacts');
		await editor.chooseFromList('toObjectType', 'Companies');
		const options = await editor.openSelect('labels', 'contacts → companies');
		assert.deepEqual(await options.allInnerTexts(), [
			'Primary (HubSpot)\ncontacts → companies, HUBSPOT_DEFINED:1',
			'Unlabeled: removes the whole association (HubSpot)\ncontacts → companies, HUBSPOT_DEFINED:279',
			'Billing contact (custom)\ncontacts → companies, USER_DEFINED:38',
		]);
		await editor.closeList();
	});

	it('follow the other pair, and the chosen version of the API', async () => {
		await editor.addOption('API Version', 'apiVersion');
		await editor.choose('apiVersion', 'v4');
		await editor.chooseFromList('fromObjectType', 'Deals');
		await editor.chooseFromList('toObjectType', 'Contacts');
		const options = await editor.openSelect('labels', 'deals → contacts');
		const names = await options.allInnerTexts();
		assert.ok(
			names.includes('Decision maker (custom)\ndeals → contacts, USER_DEFINED:36'),
			names.join(),
		);
		await editor.closeList();
		const path = '/crm/associations/v4/deals/contacts/labels';
		assert.ok(stage.hubspot.requests.some((request) => request.path === path));
	});

	it('say in words what is wrong', async () => {
		await editor.giveId('toObjectType', 'ghosts');
		const options = await editor.openSelect('labels', 'could not be loaded');
		assert.deepEqual(await options.allInnerTexts(), [
			'This list could not be loaded\nHubSpot answered 400: Unable to infer object type from: ghosts.',
		]);
		await editor.closeList();
	});

	it('offer the limits with their numbers', async () => {
		await newNodeBetween('Delete association limits');
		const options = await editor.openSelect('limits', 'at most');
		const limits = await options.allInnerTexts();
		assert.deepEqual(limits.sort(), [
			'Billing contact (custom): at most 1\ncontacts → companies, USER_DEFINED:38',
			'Primary (HubSpot): at most 1\ncontacts → companies, HUBSPOT_DEFINED:1',
		]);
		await editor.closeList();
	});

	it('offer the labels made in the account', async () => {
		await newNodeBetween('Delete an association label everywhere');
		const items = await editor.openList('label');
		assert.deepEqual(await items.allInnerTexts(), ['Billing contact (custom)']);
		await editor.closeList();
	});

	it('warn where a delete is wider than it looks', async () => {
		await editor.page.getByText('disappears from every association in the account').waitFor();
	});
});

describe('a run in the editor', () => {
	it('in dry run says what it would do, and leaves everything as it is', async () => {
		await newNodeBetween(DELETE);
		await editor.type('fromId', '101');
		await editor.type('toIds', '201, 203');
		const dryRun = await editor.addOption('Dry Run', 'dryRun');
		// What is added is on.
		assert.equal(await dryRun.getByRole('switch').isChecked(), true);
		await editor.execute();
		assert.equal(
			await editor.hint(),
			'Dry run: 1 of 2 associations would be deleted; 1 not there. Nothing was changed.',
		);
		await editor.waitForOutput(/wouldDelete/);
		assert.deepEqual(associated(101), ['201', '202']);
	});

	it('deletes, sums up, and shows what became of each input', async () => {
		await editor.field('dryRun').locator('.el-switch, [role=switch]').first().click();
		await editor.execute();
		await editor.page.getByText('1 of 2 associations deleted in 1 request; 1 not there.').waitFor();
		await editor.waitForOutput(/deleted\s*contacts\s*101\s*companies\s*201/);
		await editor.waitForOutput(/absent\s*contacts\s*101\s*companies\s*203/);
		assert.deepEqual(associated(101), ['202']);
	});

	it('says on the canvas what the node will do', async () => {
		await editor.closeNode();
		await editor.page.getByText('Delete: contacts → companies').waitFor();
	});

	it('says what is wrong, in which field, and what to do', async () => {
		await newNodeBetween(DELETE);
		await editor.type('fromId', 'Ada');
		await editor.type('toIds', '201');
		await editor.execute();
		await editor.waitForOutput(/"From Record ID" got "Ada".*\[item 0\]\. Nothing was changed/);
	});

	it('says how far it is when it takes longer than ten seconds', { timeout: 300_000 }, async () => {
		const said: string[] = [];
		editor.page.on('console', (message) => said.push(message.text()));
		await newNodeBetween(DELETE);
		await editor.type('fromId', '103');
		await editor.type('toIds', '201, 202, 203');
		await editor.addOption('Batch Size', 'batchSize');
		await editor.type('batchSize', '1');
		await editor.addOption('Concurrency', 'concurrency');
		await editor.type('concurrency', '1');
		stage.hubspot.intercept = async ({ path }, perform) => {
			if (!path.endsWith('/archive')) return undefined;
			const { status, body } = await perform();
			return { status, body: JSON.parse(body) as unknown, delayMs: 6_000 };
		};
		await editor.execute();
		stage.hubspot.intercept = undefined;
		const progress = said.filter((text) => /of 3 associations deleted/.test(text));
		assert.ok(progress.length > 0, said.join('\n'));
		assert.deepEqual(associated(103), []);
	});
});

describe('as the tool of an agent', () => {
	it('is in dry run, says so in its panel, and shows how to switch that off', async () => {
		const example = await readExample('agent-with-tool');
		const { id } = await stage.session.ask<{ id: string }>('/workflows', example);
		await editor.openWorkflow(id);
		await editor.openNode('Unlink from companies');
		const notice = editor.page.getByText('As a tool, this node changes nothing');
		await notice.waitFor();
		const dryRun = await editor.addOption('Dry Run', 'dryRun');
		const toggle = dryRun.getByRole('switch');
		assert.equal(await toggle.isChecked(), true);
		await notice.waitFor();
		await dryRun.locator('.el-switch, [role=switch]').first().click();
		await notice.waitFor({ state: 'hidden' });
	});
});
