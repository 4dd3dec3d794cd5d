import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';

import type { Browser, Locator, Page } from 'playwright-core';

/** A test that is over; `passed` is missing in the types of Node 20. */
type Finished = Pick<TestContext, 'name' | 'diagnostic'> & { passed?: boolean };

/** So often something is tried that n8n may undo meanwhile. */
const MOST_TRIES = 15;

/** Somebody who looks at n8n in a browser. The selectors are the ones that n8n's own tests use. */
export class Editor {
	private constructor(
		readonly page: Page,
		private readonly url: string,
	) {}

	/** Opens n8n and signs in by its form. */
	static async open(
		browser: Browser,
		url: string,
		{ email, password }: { email: string; password: string },
	): Promise<Editor> {
		const context = await browser.newContext({ viewport: { width: 1440, height: 1000 } });
		// The editor has things to load from elsewhere; nothing here may leave this machine.
		await context.route(
			({ hostname }) => !['localhost', '127.0.0.1'].includes(hostname),
			async (route) => await route.abort(),
		);
		const page = await context.newPage();
		// n8n's start page is large, and machines that test are slow.
		page.setDefaultTimeout(90_000);
		await page.goto(`${url}/signin`);
		await page.locator('input[type=email], input[name=emailOrLdapLoginId]').fill(email);
		await page.locator('input[type=password]').fill(password);
		await page.keyboard.press('Enter');
		await page.waitForURL((address) => !address.pathname.includes('signin'));
		return new Editor(page, url);
	}

	/** An element by the name that n8n gives it for tests. */
	at(testId: string): Locator {
		return this.page.getByTestId(testId);
	}

	/** The field of a parameter in the open panel. */
	field(name: string): Locator {
		return this.at(`parameter-input-${name}`);
	}

	/** Opens an empty workflow. */
	async newWorkflow(): Promise<void> {
		await this.page.goto(`${this.url}/workflow/new`);
		await this.at('canvas-add-button').waitFor();
	}

	/** Opens a workflow that is there. */
	async openWorkflow(id: string): Promise<void> {
		await this.page.goto(`${this.url}/workflow/${id}`);
		await this.at('canvas-node').first().waitFor();
	}

	/** Searches the nodes list of an empty workflow, which stays open; returns the names found. */
	async searchNodes(words: string): Promise<string[]> {
		const search = this.at('node-creator-search-bar');
		if (!(await search.isVisible())) await this.at('canvas-add-button').click();
		await search.fill(words);
		const found = this.at('node-creator-item-name');
		await found.filter({ hasText: 'HubSpot Associations' }).first().waitFor();
		return await found.allInnerTexts();
	}

	/** Adds our node to an empty workflow by one of its actions; its panel is open then. */
	async addNode(action: string): Promise<void> {
		await this.openActions();
		await this.chooseAction(action);
	}

	/** Opens what our node can do in the nodes list of an empty workflow. */
	async openActions(): Promise<void> {
		await this.searchNodes('hubspot associations');
		const found = this.at('node-creator-item-name');
		await found.getByText('HubSpot Associations', { exact: true }).click();
		await found.filter({ hasText: 'Delete associations between records' }).waitFor();
	}

	/** Chooses from the actions that are open; the node's panel is open then. */
	async chooseAction(action: string): Promise<void> {
		await this.at('node-creator-item-name').getByText(action, { exact: true }).click();
		await this.at('node-parameters').waitFor();
	}

	/** Opens a node's panel from the canvas. */
	async openNode(name: string): Promise<void> {
		await this.page.locator(`[data-test-id="canvas-node"][data-node-name="${name}"]`).dblclick();
		await this.at('node-parameters').waitFor();
	}

	/** Closes the open panel. */
	async closeNode(): Promise<void> {
		await this.at('ndv-close-button').click();
		await this.at('node-parameters').waitFor({ state: 'hidden' });
	}

	/** Types into a text field. */
	async type(name: string, text: string): Promise<void> {
		await this.field(name).locator('input, textarea').first().fill(text);
		await this.page.keyboard.press('Tab');
	}

	/** Opens a resource locator's list; returns its entries once they are there. */
	async openList(name: string): Promise<Locator> {
		await this.at(`resource-locator-${name}`).getByTestId('rlc-input').click();
		const items = this.page.locator('[data-test-id="rlc-item"]:visible');
		await items.first().waitFor();
		return items;
	}

	/** Types into the search field of the list that is open. */
	async searchList(words: string): Promise<void> {
		await this.at('rlc-search').locator('visible=true').fill(words);
	}

	/** Chooses from a resource locator's list. */
	async chooseFromList(name: string, entry: string): Promise<void> {
		const items = await this.openList(name);
		await this.searchList(entry);
		await items.filter({ hasText: entry }).first().click();
	}

	/** Chooses how a resource locator's value is given. */
	async chooseMode(name: string, mode: 'From List' | 'By URL' | 'By ID'): Promise<void> {
		await this.at(`resource-locator-${name}`).getByTestId('rlc-mode-selector').click();
		await this.option(mode).click();
	}

	/** Gives a resource locator's value by hand. */
	async giveId(name: string, value: string, mode: 'By URL' | 'By ID' = 'By ID'): Promise<void> {
		await this.chooseMode(name, mode);
		const container = this.at(`resource-locator-${name}`).getByTestId('rlc-input-container');
		await container.locator('input').fill(value);
		await this.page.keyboard.press('Tab');
	}

	/**
	 * Opens a select and returns its entries. n8n loads them anew after another field has changed, and closes the
	 * select for that: then it is opened again.
	 *
	 * @param awaited part of an entry that will be there
	 */
	async openSelect(name: string, awaited: string): Promise<Locator> {
		for (let tries = 1; ; tries++) {
			await this.field(name).locator('input:enabled').first().waitFor();
			if (!(await this.option(awaited).isVisible())) await this.field(name).click();
			try {
				await this.option(awaited).waitFor({ timeout: 2_000 });
				return this.options();
			} catch (error) {
				if (tries === MOST_TRIES) throw error;
			}
			await this.closeList();
		}
	}

	/** Closes the list or select that is open, by a click beside it: Escape would close the panel if none is. */
	async closeList(): Promise<void> {
		await this.at('tab-params').click();
		await this.options().first().waitFor({ state: 'hidden' });
		await this.at('rlc-item').locator('visible=true').first().waitFor({ state: 'hidden' });
	}

	/** Chooses from a select with one or many choices. */
	async choose(name: string, entry: string): Promise<void> {
		await this.openSelect(name, entry);
		await this.option(entry).click();
		// A select with many choices stays open.
		if (await this.options().first().isVisible()) await this.closeList();
	}

	/**
	 * Opens the window for a new credential of the open node.
	 *
	 * @param kind one of the two that the node takes, as n8n's window calls them
	 */
	async newCredential(kind: 'Access Token' | 'OAuth2'): Promise<void> {
		const first = this.page.getByRole('button', { name: 'Connect to HubSpot Associations' });
		const select = this.at('node-credentials-select');
		await first.or(select).click();
		const another = this.at('node-credentials-select-item-new').locator('visible=true');
		const dialog = this.at('credential-edit-dialog');
		await another.or(dialog).first().waitFor();
		if (await another.isVisible()) await another.click();
		await dialog.waitFor();
		const mode = dialog.getByTestId('credential-mode-dropdown-trigger');
		if ((await mode.innerText()).includes(kind)) return;
		await mode.click();
		await this.page.getByRole('menuitem', { name: kind }).click();
		await mode.getByText(kind).waitFor();
	}

	/**
	 * Writes an expression into a field that is no text field.
	 *
	 * @param text without the `=`, and with nothing in it that would have to be worked out
	 */
	async giveExpression(name: string, text: string): Promise<void> {
		const editor = this.field(name).locator('.cm-content');
		const item = this.page.locator('.parameter-item').filter({ has: this.field(name) });
		if (!(await editor.isVisible())) {
			await item.hover();
			const kinds = this.at(`${name}-parameter-input-options-container`);
			await kinds.getByTestId('radio-button-expression').click();
		}
		await editor.fill(text);
		await this.page.keyboard.press('Tab');
		// n8n takes a moment to keep it; then what it gives is shown below.
		await item.filter({ hasText: new RegExp(`${text}.*${text}`) }).waitFor();
	}

	/** Chooses what the node does when it fails, in its settings; its parameters are open again afterwards. */
	async setOnError(choice: 'Stop Workflow' | 'Continue'): Promise<void> {
		await this.at('tab-settings').click();
		await this.field('onError').click();
		await this.option(choice).click();
		await this.at('tab-params').click();
	}

	/** Adds one of the node's options; returns its field. */
	async addOption(displayName: string, name: string): Promise<Locator> {
		await this.at('collection-parameter-add').click();
		await this.option(displayName).click();
		await this.field(name).waitFor();
		return this.field(name);
	}

	/** Removes one of the node's options again. */
	async removeOption(name: string): Promise<void> {
		const item = this.page.locator('.parameter-item').filter({ has: this.field(name) });
		await item.hover();
		await item.getByTitle('Delete').click();
		await this.field(name).waitFor({ state: 'detached' });
	}

	/** Adds our node behind another one on the canvas, by one of its actions; its panel is open then. */
	async addNodeBehind(name: string, action: string): Promise<void> {
		const node = this.page.locator(`[data-test-id="canvas-node"][data-node-name="${name}"]`);
		await node.getByTestId('canvas-handle-plus').click();
		await this.at('node-creator-search-bar').fill('hubspot associations');
		const found = this.at('node-creator-item-name');
		await found.getByText('HubSpot Associations', { exact: true }).click();
		await this.chooseAction(action);
	}

	/** The entries of the select that is open. */
	options(): Locator {
		return this.page.locator('[role=option]:visible, .el-select-dropdown__item:visible');
	}

	private option(text: string): Locator {
		return this.options().filter({ hasText: text }).first();
	}

	/** Runs the node whose panel is open, and waits until its output, or its error, is there. */
	async execute(): Promise<void> {
		await this.at('node-execute-button').click();
		await this.page.locator('[data-test-id^="node-run-status-"]:visible').first().waitFor();
	}

	/** Runs the open workflow, and waits until it has ended well. */
	async executeWorkflow(): Promise<void> {
		await this.page.locator('.el-notification').waitFor({ state: 'detached' });
		await this.at('execute-workflow-button').last().click();
		await this.page.getByText('Workflow executed successfully').first().waitFor();
	}

	/** Waits until n8n's messages in the corner are gone; they go by themselves. */
	async untilQuiet(): Promise<void> {
		await this.page.locator('.el-notification').first().waitFor({ state: 'detached' });
	}

	/** What the output pane says above the items. */
	async hint(): Promise<string> {
		return (await this.at('output-panel').getByTestId('node-hint').first().innerText()).trim();
	}

	/** Keeps a picture of what was to be seen when a test failed, and says where. */
	async rememberFailure({ passed, name, diagnostic }: Finished): Promise<void> {
		if (passed) return;
		const path = join(tmpdir(), `failed-${name.replaceAll(/\W+/g, '-')}.png`);
		await this.page.screenshot({ path });
		diagnostic(`What was to be seen: ${path}`);
	}

	/** Waits until the output pane shows something; its parts do not come at once. */
	async waitForOutput(pattern: RegExp): Promise<void> {
		await this.at('output-panel').filter({ hasText: pattern }).waitFor();
	}

	/** Everything the output pane says. */
	async output(): Promise<string> {
		return await this.at('output-panel').innerText();
	}
}
