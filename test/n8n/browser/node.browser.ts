import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it, type TestContext } from 'node:test';

import { readExample } from '../examples/files';
import type { Editor } from './editor';
import { errorBranchWorkflow } from './errorBranchWorkflow';
import { type Stage, startStage } from './stage';

const DELETE = 'Delete associations between records';
const DELETE_ALL = 'Delete all associations of a record';
const DELETE_LABELS = 'Delete labels from associations';

let stage: Stage;
let editor: Editor;
let credential: { id: string; name: string };

before(async () => {
	stage = await startStage();
	({ editor } = stage);
	stage.hubspot.account.addObjectType('pets', { singular: 'Pet', plural: 'Our pets' });
	const data = { accessToken: stage.hubspot.auth.addAccessToken() };
	const type = 'hubspotAssociationsAccessTokenApi';
	credential = await stage.session.ask('/credentials', { name: 'HubSpot', type, data });
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
		assert.deepEqual((await actions.allInnerTexts()).slice(-7), [
			DELETE,
			DELETE_ALL,
			DELETE_LABELS,
			'Get many associations',
			'Restore deleted associations',
			'Delete an association label everywhere',
			'Delete association limits',
		]);
	});
});

describe('the lists in the panel', () => {
	it("offer the usual object types first, then HubSpot's others, then the account's own", async () => {
		await newNode(DELETE_LABELS);
		const items = await editor.openList('fromObjectType');
		const all = await items.allInnerTexts();
		assert.deepEqual(all.slice(0, 5), [
			'Contacts',
			'Companies',
			'Deals',
			'Tickets',
			'Appointments',
		]);
		assert.equal(all.at(-1), 'Our pets');
		await editor.closeList();
	});

	it('find an object type by its singular, its ID and its full name', async () => {
		await newNode(DELETE_LABELS);
		const items = await editor.openList('fromObjectType');
		for (const [words, found] of [
			['company', 'Companies'],
			['0-1', 'Contacts'],
			[`p${stage.hubspot.account.portalId}_pets`, 'Our pets'],
		]) {
			await editor.searchList(words);
			await items.filter({ hasText: 'Calls' }).waitFor({ state: 'detached' });
			// The list is empty while it loads.
			await items.first().waitFor();
			assert.equal((await items.allInnerTexts())[0], found);
		}
		await editor.closeList();
	});

	it('say what to do first, instead of being empty', async () => {
		const options = await editor.openSelect('labels', 'Choose');
		assert.deepEqual(await options.allInnerTexts(), [
			'Choose both object types first. The list cannot load if they are expressions.',
		]);
		await editor.closeList();
	});

	it('offer the labels of the chosen pair, with category and direction, the unlabeled one marked and last', async () => {
		await editor.chooseFromList('fromObjectType', 'Contacts');
		await editor.chooseFromList('toObjectType', 'Companies');
		const options = await editor.openSelect('labels', 'contacts → companies');
		assert.deepEqual(await options.allInnerTexts(), [
			'Primary (HubSpot)\ncontacts → companies, HUBSPOT_DEFINED:1',
			'Billing contact (custom)\ncontacts → companies, USER_DEFINED:38',
			'Unlabeled: removes the whole association (HubSpot)\ncontacts → companies, HUBSPOT_DEFINED:279',
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
			'This list could not be loaded\n"To Object Type" got "ghosts", which HubSpot does not know. A custom object may have to be given by its ID, such as 2-123456.',
		]);
		await editor.closeList();
	});

	it('say of limits at most how many of what for each what', async () => {
		await newNodeBetween('Delete association limits');
		const options = await editor.openSelect('limits', 'at most');
		const limits = await options.allInnerTexts();
		assert.deepEqual(limits.sort(), [
			'Billing contact (custom): at most 1 company for each contact\ncontacts → companies, USER_DEFINED:38',
			'Primary (HubSpot): at most 1 company for each contact\ncontacts → companies, HUBSPOT_DEFINED:1',
		]);
		await editor.closeList();
	});

	it('offer the labels made in the account', async () => {
		await newNodeBetween('Delete an association label everywhere');
		const items = await editor.openList('label');
		assert.deepEqual(await items.allInnerTexts(), ['Billing contact (custom)']);
		await editor.closeList();
	});

	it('warn where a delete is wider than it looks, and cannot be undone', async () => {
		const words =
			'disappears from every association in the account that has it. Restore cannot bring';
		await editor.page.getByText(words).waitFor();
	});
});

describe('a run in the editor', () => {
	it('in dry run says what it would do, and leaves everything as it is', async () => {
		await newNodeBetween(DELETE);
		await editor.giveId('fromId', '101');
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

	it('shows the fields in an order that one reads, and labels by name', async () => {
		const head = await editor.at('output-panel').locator('thead th').allInnerTexts();
		assert.deepEqual(head.map((text) => text.trim()).filter(Boolean), [
			...['status', 'fromObjectType', 'fromObjectId', 'toObjectType', 'toObjectId', 'removed'],
		]);
		await editor.waitForOutput(/Primary[^]*Billing contact/);
	});

	it('calls nothing deleted that was not there', async () => {
		await editor.execute();
		await editor.page.getByText('2 of 2 associations not there').waitFor();
		await editor.waitForOutput(/absent\s*contacts\s*101\s*companies\s*201/);
		assert.doesNotMatch(await editor.output(), /deleted/);
	});

	it("without a snapshot says that it is HubSpot's word alone", async () => {
		await editor.addOption('Snapshot', 'snapshot');
		await editor.choose('snapshot', 'Off');
		await editor.execute();
		const words =
			'HubSpot confirmed 2 of 2 associations deleted in 1 request; it also confirms what was never associated.';
		await editor.page.getByText(words).waitFor();
	});

	it('says on the canvas what the node will do', async () => {
		await editor.closeNode();
		await editor.page.getByText('Delete: contacts → companies').waitFor();
	});

	it('says on the canvas that it is in dry run', async () => {
		await editor.openNode(DELETE);
		await editor.field('dryRun').locator('.el-switch, [role=switch]').first().click();
		await editor.closeNode();
		await editor.page.getByText('Dry run: contacts → companies').waitFor();
	});

	it('undoes what a run has deleted, by a node behind it', async () => {
		await newNodeBetween(DELETE);
		await editor.giveId('fromId', '104');
		await editor.type('toIds', '203');
		await editor.execute();
		await editor.page.getByText('1 of 1 associations deleted in 1 request.').waitFor();
		assert.deepEqual(associated(104), []);
		await editor.closeNode();
		await editor.addNodeBehind(DELETE, 'Restore deleted associations');
		await editor.execute();
		await editor.page.getByText('1 of 1 associations restored in 1 request.').waitFor();
		assert.deepEqual(associated(104), ['203']);
	});

	it('switches on what is added', async () => {
		await newNodeBetween(DELETE_LABELS);
		for (const [displayName, name] of [
			['Allow Unlabeled', 'allowUnlabeled'],
			['Verify', 'verify'],
		]) {
			const option = await editor.addOption(displayName, name);
			assert.equal(await option.getByRole('switch').isChecked(), true, displayName);
		}
	});

	it('says what is wrong, in which field, in which item, and what to do', async () => {
		await newNodeBetween(DELETE);
		await editor.giveId('fromId', 'Ada');
		await editor.type('toIds', '201');
		await editor.execute();
		await editor.waitForOutput(/"From Record ID" got "Ada".*\[item 0\]\. Nothing was changed/);
		// n8n adds the item to titles that do not name it.
		assert.equal((await editor.output()).match(/item 0/g)?.length, 1);
		await editor.giveId('fromId', '101');
		await editor.type('toIds', '201; 202');
		await editor.execute();
		await editor.waitForOutput(/"To Record IDs" got "201; 202"[^]*Put commas between several IDs/);
	});

	it('shows what was typed, and the error where one looks first', async () => {
		await editor.setOnError('Continue');
		await editor.execute();
		await editor.waitForOutput(/failed\s*\S[^]*contacts\s*101\s*companies\s*201; 202/);
		assert.doesNotMatch(await editor.output(), /undefined/);
		const line = editor.page.getByText(/^1 item could not be used\..*got "201; 202"/);
		const { y = Infinity } = (await line.boundingBox()) ?? {};
		// Above the items, whatever stands in the columns of the table.
		const table = await editor.at('output-panel').locator('table').boundingBox();
		assert.ok(table !== null && y < table.y, `${y} ${table?.y}`);
	});

	it('says that there was nothing to delete, and suggests what may have been meant', async () => {
		await newNodeBetween(DELETE_ALL);
		await editor.giveId('fromId', '999');
		await editor.execute();
		const words =
			'Nothing to delete: 1 record has no associations with companies, or does not exist.';
		await editor.page.getByText(words).waitFor();
		await editor.giveId('fromObjectType', 'contcats');
		// An ID is one of its object type, so n8n empties it along with that.
		await editor.giveId('fromId', '999');
		await editor.execute();
		const question =
			/"From Object Type" got "contcats", which HubSpot does not know\. Did you mean contacts\?/;
		await editor.waitForOutput(question);
	});

	it('says which labels there are, and what Unlabeled is', async () => {
		await newNodeBetween(DELETE_LABELS);
		await editor.giveId('fromId', '102');
		await editor.type('toIds', '201');
		await editor.giveExpression('labels', 'Unlabeled');
		await editor.execute();
		await editor.waitForOutput(
			/Unlabeled is not a label\. To remove the whole association, use Delete\./,
		);
		await editor.giveExpression('labels', 'Boss');
		await editor.execute();
		await editor.waitForOutput(/Labels between contacts and companies: [^]*Billing contact/);
		assert.deepEqual(associated(102), ['201']);
	});

	it('says how far it is when it takes longer than ten seconds', { timeout: 300_000 }, async () => {
		const pairs = [
			{ contact: '601', company: '201' },
			{ contact: '602', company: '202' },
			{ contact: '603', company: '203' },
		];
		for (const { contact, company } of pairs) {
			stage.hubspot.account.addRecord('contacts', contact);
			stage.hubspot.account.associate('contacts', contact, 'companies', company);
		}
		const said: string[] = [];
		editor.page.on('console', (message) => said.push(message.text()));
		const workflow = errorBranchWorkflow(credential, pairs);
		const { id } = await stage.session.ask<{ id: string }>('/workflows', workflow);
		await editor.openWorkflow(id);
		await editor.openNode('Take them off');
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
		assert.deepEqual(
			pairs.flatMap(({ contact }) => associated(Number(contact))),
			[],
		);
	});
});

describe('the record to delete from', () => {
	/** A node for a new contact, that has a name and is associated with one company. */
	async function newNodeFor(contact: number, firstname: string): Promise<void> {
		stage.hubspot.account.addRecord('contacts', contact, { firstname, lastname: 'Nowak' });
		stage.hubspot.account.associate('contacts', contact, 'companies', 203);
		await newNodeBetween(DELETE);
	}

	it('is found by its name in the list', async () => {
		await newNodeFor(701, 'Edda');
		await editor.chooseMode('fromId', 'From List');
		await editor.chooseFromList('fromId', 'Edda Nowak');
		await editor.type('toIds', '203');
		await editor.execute();
		await editor.page.getByText('1 of 1 associations deleted in 1 request.').waitFor();
		assert.deepEqual(associated(701), []);
	});

	it("is taken from its page's address, and from no page of another object type", async () => {
		const page = 'https://app-eu1.hubspot.com/contacts/1234567/record';
		await newNodeFor(702, 'Falk');
		await editor.giveId('fromId', `${page}/0-2/203`, 'By URL');
		await editor.type('toIds', '203');
		await editor.execute();
		await editor.waitForOutput(
			/which is a page of companies, but "From Object Type" is contacts \[item 0\]\. Nothing was changed/,
		);
		assert.deepEqual(associated(702), ['203']);
		await editor.giveId('fromId', `${page}/0-1/702`, 'By URL');
		await editor.execute();
		await editor.page.getByText('1 of 1 associations deleted in 1 request.').waitFor();
		assert.deepEqual(associated(702), []);
	});
});

describe('everything of a record', () => {
	const everything = () =>
		['companies', 'deals', 'pets'].map((type) =>
			stage.hubspot.account.associatedIds('contacts', 801, type),
		);

	before(() => {
		const { account } = stage.hubspot;
		account.addRecord('contacts', 801);
		account.addRecord('pets', 901);
		account.associate('contacts', 801, 'companies', 201);
		account.associate('contacts', 801, 'companies', 202);
		account.associate('contacts', 801, 'deals', 302);
		account.associate('contacts', 801, 'pets', 901);
	});

	it('is found on every object type by a dry run, which deletes nothing', async () => {
		await newNode(DELETE_ALL);
		await editor.chooseFromList('fromObjectType', 'Contacts');
		await editor.giveId('fromId', '801');
		await editor.chooseFromList('toObjectType', 'Every Object Type');
		await editor.addOption('Dry Run', 'dryRun');
		await editor.execute();
		const words = 'Dry run: 4 of 4 associations would be deleted. Nothing was changed.';
		await editor.page.getByText(words).waitFor();
		assert.deepEqual(everything(), [['201', '202'], ['302'], ['901']]);
	});

	it('is left alone where it is more than the Maximum to Delete', async () => {
		await editor.removeOption('dryRun');
		await editor.addOption('Maximum to Delete', 'maxDeletions');
		await editor.type('maxDeletions', '3');
		await editor.execute();
		await editor.waitForOutput(
			/Not sent, because this run would delete 4 associations, and the option Maximum to Delete allows 3\. Most come from contacts 801 \(item 0\): 4\./,
		);
		assert.deepEqual(everything(), [['201', '202'], ['302'], ['901']]);
	});

	it('is deleted where it is not', async () => {
		await editor.type('maxDeletions', '4');
		await editor.execute();
		await editor.page.getByText('4 of 4 associations deleted in 3 requests.').waitFor();
		await editor.waitForOutput(/deleted\s*contacts\s*801\s*deals\s*302/);
		assert.deepEqual(everything(), [[], [], []]);
	});
});

describe('five items, one of them bad', () => {
	const contacts = [501, 502, 503, 504];
	const leavers = [...contacts.slice(0, 2), 'n/a', ...contacts.slice(2)].map((contact) => ({
		contact: String(contact),
		company: '202',
	}));
	before(() => stage.hubspot.account.addRecords('contacts', contacts));

	/** Runs them with what On Error is set to; returns how many are still associated. */
	async function run(onError: Parameters<typeof errorBranchWorkflow>[2]): Promise<number> {
		for (const contact of contacts) {
			stage.hubspot.account.associate('contacts', contact, 'companies', 202);
		}
		const workflow = errorBranchWorkflow(credential, leavers, onError);
		const { id } = await stage.session.ask<{ id: string }>('/workflows', workflow);
		await editor.openWorkflow(id);
		await editor.openNode('Take them off');
		await editor.execute();
		return contacts.filter((contact) => associated(contact).includes('202')).length;
	}

	it('with Stop Workflow change nothing, and the error says which one it is', async () => {
		assert.equal(await run('stopWorkflow'), 4);
		await editor.waitForOutput(/"From Record ID" got "n\/a".*\[item 2\]\. Nothing was changed/);
	});

	const SUM = '4 of 4 associations deleted in 1 request; 1 item could not be used. Item 2:';

	it('with Continue are deleted but for the bad one, which says why', async () => {
		assert.equal(await run('continueRegularOutput'), 0);
		await editor.page.getByText(SUM).waitFor();
		await editor.waitForOutput(/5 items/);
		await editor.waitForOutput(/failed[^]*n\/a/);
	});

	it('with the error output are deleted but for the bad one, which leaves there', async () => {
		assert.equal(await run('continueErrorOutput'), 0);
		await editor.page.getByText(SUM).waitFor();
		await editor.waitForOutput(/4 items/);
		await editor.at('output-panel').getByText('Error Branch').first().click();
		await editor.waitForOutput(/1 item[^]*failed[^]*n\/a/);
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

// Last, because n8n chooses the newest credential for a new node.
describe('a credential that HubSpot refuses', () => {
	it('has one line, and what to do below it', async () => {
		const accessToken = 'pat-na1-of-nobody';
		const type = 'hubspotAssociationsAccessTokenApi';
		const { id } = await stage.session.ask<{ id: string }>('/credentials', {
			...{ name: 'Old', type, data: { accessToken } },
		});
		const leaver = { contact: '102', company: '201' };
		const { id: workflow } = await stage.session.ask<{ id: string }>(
			'/workflows',
			errorBranchWorkflow({ id, name: 'Old' }, [leaver], 'stopWorkflow'),
		);
		await editor.openWorkflow(workflow);
		await editor.openNode('Take them off');
		await editor.execute();
		await editor.waitForOutput(/HubSpot does not accept the credential "Old" \(401\)\./);
		await editor.waitForOutput(/Open it in n8n and connect it again, or replace its token/);
	});
});
