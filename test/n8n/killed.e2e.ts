import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';

import { Account, LocalHubspot } from '../hubspot';
import { demoCredential } from './demo/workflow';
import { installN8n } from './installN8n';
import { N8n, packPackage } from './n8n';

const COMPANIES = Array.from({ length: 3_000 }, (_, index) => index + 1);

/** Contact 1 with every company, some of them labelled; and what must stay: contact 2, and the deals of both. */
function account(isContact1Done: boolean): Account {
	const made = new Account();
	made.addRecords('companies', COMPANIES);
	const label = made.addLabel('contacts', 'companies', { label: 'Friend', inverseLabel: 'Of' });
	for (const contact of [1, 2]) {
		made.associate('contacts', contact, 'deals', 1);
		if (contact === 1 && isContact1Done) continue;
		for (const company of COMPANIES) {
			const types = company % 3 === 0 ? [label.from] : [];
			made.associate('contacts', contact, 'companies', company, types);
		}
	}
	return made;
}

const workflow = {
	id: 'killedWorkflow01',
	name: 'Killed in the middle',
	active: false,
	settings: { executionOrder: 'v1' },
	nodes: [
		{
			...{ id: 'a', name: 'Start', type: 'n8n-nodes-base.manualTrigger', typeVersion: 1 },
			...{ position: [0, 0], parameters: {} },
		},
		{
			...{ id: 'b', name: 'Companies', type: 'n8n-nodes-base.set', typeVersion: 3.4 },
			position: [220, 0],
			parameters: {
				mode: 'raw',
				jsonOutput: JSON.stringify({ companies: COMPANIES }),
				options: {},
			},
		},
		{
			...{ id: 'c', name: 'Company', type: 'n8n-nodes-base.splitOut', typeVersion: 1 },
			position: [440, 0],
			parameters: { fieldToSplitOut: 'companies', options: {} },
		},
		{
			...{ id: 'd', name: 'Delete', typeVersion: 1 },
			type: 'n8n-nodes-hubspot-associations.hubspotAssociations',
			position: [660, 0],
			parameters: {
				authentication: 'accessToken',
				// From the other side one request would take them all.
				fromObjectType: { __rl: true, mode: 'id', value: 'companies' },
				fromId: { __rl: true, mode: 'id', value: '={{ $json.companies }}' },
				toObjectType: { __rl: true, mode: 'id', value: 'contacts' },
				toIds: '1',
				options: { batchSize: 10, cheaperSide: false },
			},
			credentials: {
				hubspotAssociationsAccessTokenApi: { id: 'demoCredential01', name: 'Demo HubSpot account' },
			},
		},
	],
	connections: {
		Start: { main: [[{ node: 'Companies', type: 'main', index: 0 }]] },
		Companies: { main: [[{ node: 'Company', type: 'main', index: 0 }]] },
		Company: { main: [[{ node: 'Delete', type: 'main', index: 0 }]] },
	},
};

let folder: string;
let hubspot: LocalHubspot;
let n8n: N8n;

before(async () => {
	await installN8n(() => undefined);
	folder = await mkdtemp(join(tmpdir(), 'hubspot-associations-pack-'));
	hubspot = await LocalHubspot.start({
		account: account(false),
		// So many that the run is a matter of seconds.
		rateLimit: { max: 10_000 },
		latencyMs: 50,
	});
	n8n = await N8n.create();
	await n8n.installPackage(await packPackage(folder));
	await n8n.importCredentials([demoCredential(hubspot.auth.addAccessToken(), hubspot.url)]);
	await n8n.importWorkflows([workflow]);
});

after(async () => {
	await n8n?.dispose();
	await hubspot?.stop();
	await rm(folder, { recursive: true, force: true });
});

const left = () => hubspot.account.associatedIds('contacts', 1, 'companies');

describe('a run killed with SIGKILL in the middle, in a real n8n', () => {
	it('reaches the same end when it is started again', { timeout: 300_000 }, async () => {
		const inTheMiddle = async () => {
			while (left().length > COMPANIES.length - 300) await sleep(5);
		};
		await n8n.executeAndKill(workflow.id, inTheMiddle());
		// What was under way is still carried out.
		await sleep(500);
		const stillThere = new Set(left().map(String));
		assert.ok(stillThere.size > 0 && stillThere.size < COMPANIES.length, `${stillThere.size} left`);

		const run = await n8n.execute(workflow.id);
		assert.equal(run.status, 'success');
		const [items] = run.data.resultData.runData.Delete[0].data?.main ?? [];
		assert.equal(items?.length, COMPANIES.length);
		// What the killed run removed is not called deleted by the next one: it was not there any more.
		for (const { json } of items ?? []) {
			const expected = stillThere.has(String(json.fromObjectId)) ? 'deleted' : 'absent';
			assert.equal(json.status, expected, `company ${String(json.fromObjectId)}`);
		}
		assert.deepEqual(hubspot.account.snapshot(), account(true).snapshot());
	});
});
