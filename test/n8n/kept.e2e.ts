import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';

import type { INodeExecutionData, IRun } from 'n8n-workflow';

import { KEPT } from '../engine/keptItems';
import { Account, LocalHubspot } from '../hubspot';
import { demoCredential } from './demo/workflow';
import { installN8n } from './installN8n';
import { N8n, packPackage } from './n8n';

/** The records that the kept items are about, with no associations. */
function account(): Account {
	const made = new Account();
	made.addLabel('contacts', 'companies', { label: 'Friend, "best"', typeId: 36 });
	made.addLabel('contacts', 'companies', {
		...{ label: 'Boss', typeId: 38, inverseLabel: 'Employee', inverseTypeId: 39 },
	});
	for (const { fromObjectId, toObjectId } of KEPT.items) {
		made.addRecords('contacts', [String(fromObjectId)]);
		made.addRecords('companies', [String(toObjectId)]);
	}
	return made;
}

const node = (name: string, type: string, typeVersion: number, parameters: object) => ({
	...{ id: name, name, type, typeVersion, parameters, position: [0, 0] },
	credentials: {
		hubspotAssociationsAccessTokenApi: { id: 'demoCredential01', name: 'Demo HubSpot account' },
	},
});

const NODES = [
	node('Start', 'n8n-nodes-base.manualTrigger', 1, {}),
	node('Kept', 'n8n-nodes-base.set', 3.4, {
		mode: 'raw',
		jsonOutput: JSON.stringify({ items: KEPT.items }),
		options: {},
	}),
	node('Items', 'n8n-nodes-base.splitOut', 1, { fieldToSplitOut: 'items', options: {} }),
	node('To CSV', 'n8n-nodes-base.convertToFile', 1.1, { operation: 'csv', options: {} }),
	node('From CSV', 'n8n-nodes-base.extractFromFile', 1, { operation: 'csv', options: {} }),
	node('Restore', 'n8n-nodes-hubspot-associations.hubspotAssociations', 1, {
		...{ authentication: 'accessToken', operation: 'restore', options: {} },
	}),
];

const workflow = {
	...{ id: 'keptWorkflow01', name: 'Kept in a file', active: false, nodes: NODES },
	settings: { executionOrder: 'v1' },
	connections: Object.fromEntries(
		NODES.slice(1).map(({ name }, index) => [
			NODES[index].name,
			{ main: [[{ node: name, type: 'main', index: 0 }]] },
		]),
	),
};

let folder: string;
let hubspot: LocalHubspot;
let n8n: N8n;

before(async () => {
	await installN8n(() => undefined);
	folder = await mkdtemp(join(tmpdir(), 'hubspot-associations-pack-'));
	hubspot = await LocalHubspot.start({ account: account() });
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

const itemsOf = (run: IRun, name: string): INodeExecutionData[] =>
	run.data.resultData.runData[name]?.[0].data?.main[0] ?? [];

describe('items kept in a CSV file, in a real n8n', () => {
	it('are restored from there', { timeout: 300_000 }, async () => {
		const run = await n8n.execute(workflow.id);
		// The rows that the tests on n8n's engine start from are what n8n makes.
		assert.deepEqual(
			itemsOf(run, 'From CSV').map(({ json }) => json),
			KEPT.csv,
		);
		const statuses = itemsOf(run, 'Restore').map(({ json }) => json.status);
		assert.deepEqual(
			statuses,
			KEPT.items.map(({ removed }) => (removed ? 'restored' : 'absent')),
		);
		for (const { fromObjectId, toObjectId, removed } of KEPT.items) {
			const types = hubspot.account
				.typesBetween('contacts', String(fromObjectId), 'companies', String(toObjectId))
				.map(({ category, typeId }) => `${category}:${typeId}`);
			for (const { category, typeId } of (removed ?? []) as Array<Record<string, unknown>>) {
				assert.ok(types.includes(`${String(category)}:${String(typeId)}`), types.join());
			}
			assert.equal(types.length > 0, removed !== undefined);
		}
	});
});
