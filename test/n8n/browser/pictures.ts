import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';

import { Listr } from 'listr2';

import { PROJECT } from '../paths';
import { errorBranchWorkflow } from './errorBranchWorkflow';
import { type Stage, startStage } from './stage';

/** The credential in the pictures. */
const CREDENTIAL = {
	name: 'HubSpot account',
	type: 'hubspotAssociationsAccessTokenApi',
};

/** Where the pages' pictures are; another folder can be given to only try it. */
const [folder = join(PROJECT, 'docs', 'pictures')] = process.argv.slice(2);

interface Credential {
	id: string;
	name: string;
}

/** Takes a picture of what is to be seen. */
async function take({ editor: { page } }: Stage, name: string): Promise<void> {
	// Fonts, icons and animations of n8n's are not there at once.
	await page.waitForLoadState('networkidle');
	await page.getByText('Loading fields').first().waitFor({ state: 'hidden' });
	await page.mouse.move(0, 0);
	await page.screenshot({ path: join(folder, `${name}.png`), animations: 'disabled' });
}

const DELETE = 'Delete associations between records';

/** The way to a first deletion, from the nodes list on, and back again. */
async function firstDeletion(stage: Stage): Promise<void> {
	const { editor } = stage;
	await editor.newWorkflow();
	await editor.openActions();
	await take(stage, 'nodes-list');
	await editor.chooseAction(DELETE);
	await editor.newCredential('Access Token');
	await take(stage, 'token');

	await editor.newWorkflow();
	await editor.addNode(DELETE);
	await editor.chooseFromList('fromObjectType', 'Contacts');
	await editor.chooseFromList('toObjectType', 'Companies');
	await editor.giveId('fromId', '101');
	await editor.type('toIds', '201');
	await editor.addOption('Dry Run', 'dryRun');
	await editor.execute();
	await editor.untilQuiet();
	await editor.page.getByText('Dry run: 1 of 1 associations would be deleted').waitFor();
	await take(stage, 'dry-run');

	await editor.removeOption('dryRun');
	await editor.execute();
	await editor.untilQuiet();
	await editor.page.getByText('1 of 1 associations deleted in 1 request').waitFor();
	await take(stage, 'deleted');

	await editor.closeNode();
	await editor.addNodeBehind(DELETE, 'Restore deleted associations');
	await editor.execute();
	await editor.untilQuiet();
	await editor.page.getByText('1 of 1 associations restored in 1 request').waitFor();
	await take(stage, 'restored');
}

/** The panel of a new node, with a list open. */
async function panel(stage: Stage): Promise<void> {
	const { editor } = stage;
	await editor.newWorkflow();
	await editor.addNode('Delete labels from associations');
	await editor.chooseFromList('fromObjectType', 'Contacts');
	await editor.chooseFromList('toObjectType', 'Companies');
	await editor.giveId('fromId', '103');
	await editor.type('toIds', '201, 202');
	await editor.openSelect('labels', 'contacts → companies');
	await take(stage, 'panel');
	await editor.closeList();
}

/** The same node, after it has run. */
async function result(stage: Stage): Promise<void> {
	const { editor } = stage;
	await editor.choose('labels', 'Billing contact');
	await editor.execute();
	await editor.untilQuiet();
	await editor.page
		.getByText('Labels removed from 1 of 2 pairs in 1 request; 1 without the labels.')
		.waitFor();
	await take(stage, 'result');
}

/** A workflow with a branch for what failed, after it has run: on the canvas, and what went there. */
async function errorBranch(stage: Stage, credential: Credential): Promise<void> {
	const { editor, session } = stage;
	const { id } = await session.ask<{ id: string }>('/workflows', errorBranchWorkflow(credential));
	await editor.openWorkflow(id);
	await editor.executeWorkflow();
	await editor.untilQuiet();
	await editor.page.getByText('3 items', { exact: true }).first().waitFor();
	await take(stage, 'error-branch');
	await editor.openNode('Take them off');
	await editor.at('output-panel').getByText('Error Branch').first().click();
	await take(stage, 'error-items');
}

async function pictures(): Promise<void> {
	await mkdir(folder, { recursive: true });
	let stage: Stage | undefined;
	let credential: Credential | undefined;
	const steps = { firstDeletion, panel, result, errorBranch };
	try {
		await new Listr([
			{
				title: 'Start n8n, a local HubSpot and a browser',
				task: async () => {
					stage = await startStage();
					const accessToken = stage.hubspot.auth.addAccessToken();
					credential = await stage.session.ask('/credentials', {
						...CREDENTIAL,
						data: { accessToken },
					});
				},
			},
			...Object.entries(steps).map(([title, step]) => ({
				title,
				task: async () => await step(stage as Stage, credential as Credential),
			})),
		]).run();
		console.log(`The pictures are in ${folder}`);
	} finally {
		await stage?.dispose();
	}
}

pictures().then(
	() => process.exit(0),
	(error: unknown) => {
		console.error(error instanceof Error ? error.message : error);
		process.exit(1);
	},
);
