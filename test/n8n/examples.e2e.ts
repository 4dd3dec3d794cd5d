import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';

import { SECRETS } from './examples/credentials';
import type { Row } from './examples/dataTables';
import { ended, itemsOf } from './examples/executions';
import { type Example, exampleNames, readExample } from './examples/files';
import { Form } from './examples/form';
import { overlaps } from './examples/layout';
import { NodeTypes } from './examples/nodeTypes';
import { Stage } from './examples/stage';

const START = 'When clicking ‘Execute workflow’';

let stage: Stage;
before(async () => (stage = await Stage.start()));
after(async () => await stage?.stop());

const tested = new Set<string>();

/** One test of one example; that every example has one is a test of its own. */
function example(name: string, what: string, test: (read: Example) => Promise<void>): void {
	tested.add(name);
	it(`${name} ${what}`, { timeout: 300_000 }, async () => await test(await readExample(name)));
}

/** The same example with Dry Run switched on or off in its node for HubSpot. */
function withDryRun(read: Example, dryRun: boolean): Example {
	const nodes = read.nodes.map((node) => {
		if (!node.type.startsWith('n8n-nodes-hubspot-associations.')) return node;
		const options = { ...(node.parameters.options as object), dryRun };
		return { ...node, parameters: { ...node.parameters, options } };
	});
	return { ...read, nodes };
}

describe('the examples, as files', async () => {
	let types: NodeTypes;
	before(async () => (types = await NodeTypes.of(stage.session, stage.n8n.url)));

	for (const name of await exampleNames()) {
		it(`${name} is as the editor saves it, with nothing missing or wrong`, async () => {
			const { nodes } = await readExample(name);
			for (const node of nodes) {
				assert.deepEqual(node.parameters, types.saved(node), node.name);
				assert.deepEqual(types.issues(node), [], node.name);
				assert.equal(node.typeVersion, types.newest(node), node.name);
				assert.equal(node.credentials, undefined, node.name);
			}
			assert.ok(nodes.some(({ type }) => type === 'n8n-nodes-base.stickyNote'));
			assert.deepEqual(overlaps(nodes), []);
		});
	}
});

describe('the examples, in a real n8n', () => {
	it('have a test, each of them', async () => {
		assert.deepEqual([...tested].sort(), (await exampleNames()).sort());
	});

	const removed = [
		'contacts 101, companies 201: Primary, Billing contact',
		'contacts 101, companies 202: -',
	];

	example('delete-with-snapshot', 'keeps what is there in a table, then deletes', async (read) => {
		// Nothing is deleted before all is kept: up to there the workflow changes nothing.
		const nodes = read.nodes.map((node) => ({ ...node, disabled: node.name === 'Unlink them' }));
		const looking = await stage.imported({ ...read, nodes });
		await stage.changes({}, async () => await stage.run(looking, START));
		const kept = [
			['101', '201', 'Primary, Billing contact'],
			['101', '202', ''],
		];
		const isKept = async (expected: unknown[]) => {
			const rows = await stage.tables.rows('hubspot_removed');
			assert.deepEqual(
				rows.map(({ fromObjectId, toObjectId, labels }) => [fromObjectId, toObjectId, labels]),
				expected,
			);
		};
		await isKept(kept);
		const workflow = await stage.imported(read);
		await stage.changes({ gone: removed }, async () => await stage.run(workflow, START));
		await isKept([...kept, ...kept]);
		// There is nothing left to keep, or to delete.
		await stage.changes({}, async () => await stage.run(workflow, START));
		await isKept([...kept, ...kept]);
	});

	// Follows the test above: it restores what that one has kept.
	example('restore-from-snapshot', 'restores what it can, and leaves the rest', async (read) => {
		const item = {
			...{ status: 'deleted', fromObjectType: 'contacts', fromObjectId: '102' },
			...{ toObjectType: 'companies', toObjectId: '201' },
			removed: [{ category: 'USER_DEFINED', typeId: 999, label: 'Deleted meanwhile' }],
		};
		await stage.tables.add('hubspot_removed', [{ item: JSON.stringify(item), labels: 'kept' }]);
		const workflow = await stage.imported(read);
		await stage.changes({ come: removed }, async () => await stage.run(workflow, START));
		const rows = await stage.tables.rows('hubspot_removed');
		assert.deepEqual(
			rows.map(({ labels }) => labels),
			['kept'],
		);
	});

	/** Runs a workflow that has to stop with an error; all that n8n stored of the execution, as text. */
	const stopped = async (read: Example) => {
		const execution = await stage.session.run(await stage.imported(read), START);
		assert.equal(execution.status, 'error', execution.data);
		return execution.data;
	};

	example('delete-with-snapshot', 'deletes nothing that is not kept as it is', async (read) => {
		// A table that gives back less than it was given.
		const cut = (text: string) => text.replace('JSON.stringify($json)', '$&.slice(0, 100)');
		const nodes = JSON.parse(cut(JSON.stringify(read.nodes))) as Example['nodes'];
		assert.notDeepEqual(nodes, read.nodes);
		const data = await stage.changes({}, async () => await stopped({ ...read, nodes }));
		assert.match(data, /2 of the pairs are not in the table whole/);
	});

	example('delete-with-snapshot', 'says so where something stays', async (read) => {
		const nodes = read.nodes.map((node) => {
			if (node.name !== 'Unlink them') return node;
			return { ...node, parameters: { ...node.parameters, options: { maxDeletions: 1 } } };
		});
		const data = await stage.changes({}, async () => await stopped({ ...read, nodes }));
		assert.match(data, /2 of the pairs may not be unlinked. The first: [^"]*Maximum to Delete/);
	});

	example('purge-limits-before-migration', 'lifts the limits on its list', async (read) => {
		const gone = [
			'limit contacts to companies, HUBSPOT_DEFINED:1: 1',
			'limit contacts to companies, USER_DEFINED:38: 2',
			'limit companies to contacts, USER_DEFINED:39: 3',
		];
		const workflow = await stage.imported(read);
		const data = await stage.changes({ gone }, async () => await stage.run(workflow, START));
		assert.match(data, /"removed"/);
		assert.match(data, /"maxToObjectIds"/);
		// A limit on its list that was not there.
		assert.match(data, /"absent"/);
	});

	example('nightly-clean-up', 'unlinks the rows of a table; what fails stays', async (read) => {
		const dry = await stage.imported(withDryRun(read, true));
		const workflow = await stage.imported(read);
		const contactsIn = (rows: Row[]) => rows.map(({ contactId }) => contactId);
		// The first run makes the table.
		await stage.changes({}, async () => await stage.run(workflow, 'Every night'));
		await stage.tables.add('hubspot_unlink', [
			{ contactId: '111', companyId: '211' },
			{ contactId: 'Ada', companyId: '211' },
			{ contactId: '112', companyId: '211' },
		]);
		await stage.changes({}, async () => await stage.run(dry, 'Every night'));
		assert.deepEqual(contactsIn(await stage.tables.rows('hubspot_unlink')), ['111', 'Ada', '112']);
		// One that is not there, and has nothing to be done.
		await stage.tables.add('hubspot_unlink', [{ contactId: '111', companyId: '201' }]);
		const gone = [
			'contacts 111, companies 211: Primary',
			'contacts 112, companies 211: Billing contact',
		];
		await stage.changes({ gone }, async () => await stage.run(workflow, 'Every night'));
		const rows = await stage.tables.rows('hubspot_unlink');
		assert.deepEqual(contactsIn(rows), ['Ada']);
		assert.match(String(rows[0].problem), /"From Record ID" got "Ada", which is not a record ID/);
	});

	example('offboard-contact', 'takes the contact of a form off all companies', async (read) => {
		const { id } = await stage.published(read);
		const form = new Form(`${stage.n8n.url}/form/offboard-contact`, SECRETS.form);
		const gone = [
			'contacts 121, companies 221: Primary, Billing contact',
			'contacts 121, companies 222: -',
		];
		assert.equal(await form.openByAnybody(), 401);
		assert.match(
			await stage.changes({ gone }, async () => await form.submit('121')),
			/2 associations removed/,
		);
		const again = await stage.changes({}, async () => await form.submit('121'));
		assert.match(again, /0 associations removed[^]*was not associated with any company/);
		assert.match(
			await stage.changes({}, async () => await form.submit('Ada')),
			/is not a record ID/,
		);
		assert.deepEqual(await ended(stage.session, id, 3), ['success', 'success', 'success']);
	});

	example('remove-label-after-deal-closes', 'takes the label off the deal', async (read) => {
		const { id } = await stage.published(read);
		const { name, value } = SECRETS.webhook;
		const call = async (body: object, headers: Record<string, string> = { [name]: value }) => {
			const response = await fetch(`${stage.n8n.url}/webhook/hubspot-deal-closed`, {
				method: 'POST',
				headers: { 'content-type': 'application/json', ...headers },
				body: JSON.stringify(body),
			});
			return response.status;
		};
		const gone = [
			'deals 301, contacts 131: Decision maker',
			'deals 301, contacts 132: Decision maker, Champion',
		];
		const come = ['deals 301, contacts 131: -', 'deals 301, contacts 132: Champion'];
		await stage.changes({ gone, come }, async () => {
			assert.equal(await call({ dealId: 301 }), 200);
			assert.deepEqual(await ended(stage.session, id, 1), ['success']);
		});
		await stage.changes({}, async () => {
			assert.equal(await call({ dealId: 302 }, {}), 403);
			assert.equal(await call({ deal: 302 }), 200);
			assert.deepEqual(await ended(stage.session, id, 2), ['success', 'error']);
		});
	});

	example('offboard-everywhere', 'takes contacts off everything', async (read) => {
		const gone = [
			'contacts 151, companies 251: Primary',
			'contacts 151, companies 252: -',
			'contacts 152, companies 251: -',
			'deals 351, contacts 151: Decision maker',
		];
		const dry = await stage.imported(withDryRun(read, true));
		await stage.changes({}, async () => await stage.run(dry, START));
		const workflow = await stage.imported(read);
		await stage.changes({ gone }, async () => await stage.run(workflow, START));
	});

	example('moved-to-another-company', 'keeps the new company, or all', async (read) => {
		await stage.published(read);
		const { name, value } = SECRETS.webhook;
		const call = async (body: object) => {
			const response = await fetch(`${stage.n8n.url}/webhook/hubspot-contact-moved`, {
				method: 'POST',
				headers: { 'content-type': 'application/json', [name]: value },
				body: JSON.stringify(body),
			});
			return await response.text();
		};
		const gone = ['contacts 191, companies 292: -', 'contacts 191, companies 293: -'];
		await stage.changes({ gone }, async () => {
			assert.match(await call({ contactId: 191, companyId: 291 }), /"deleted"[^]*"kept"/);
		});
		// The contact is not with the new company yet.
		await stage.changes({}, async () => {
			assert.match(await call({ contactId: 192, companyId: 299 }), /would be left with none/);
		});
	});
	example(
		'unlink-by-email',
		'unlinks whom it finds, and says of the others why not',
		async (read) => {
			const gone = [
				'contacts 141, companies 241: Primary',
				'contacts 142, companies 242: Billing contact',
			];
			const dry = await stage.imported(withDryRun(read, true));
			await stage.changes({}, async () => await stage.run(dry, START));
			const workflow = await stage.imported(read);
			const data = await stage.changes({ gone }, async () => await stage.run(workflow, START));
			assert.match(data, /nobody@example\.com.*no record has it/);
			assert.match(data, /which is a page of deals/);
			// What is gone is not there the second time; what is wrong stays wrong.
			await stage.changes({}, async () => await stage.run(workflow, START));
		},
	);

	example('unlink-what-a-filter-finds', 'changes what was chosen, and no more', async (read) => {
		const gone = [
			'contacts 181, companies 281: Primary, Billing contact',
			'contacts 181, companies 282: -',
			'contacts 182, companies 281: Billing contact',
		];
		const come = ['contacts 181, companies 281: Primary', 'contacts 182, companies 281: -'];
		const workflow = await stage.imported(read);
		await stage.changes({ gone, come }, async () => await stage.run(workflow, START));
	});

	example('long-list-in-parts', 'works the whole list off, whatever fails', async (read) => {
		// Parts that fail as a whole, in part, and not at all.
		const pairs = ['Ada', 'Bob', '161', 'Cid', '162', '161'].map((contactId, index) => ({
			contactId,
			companyId: index === 5 ? '262' : '261',
		}));
		const changed: Record<string, object> = {
			'Pairs to unlink': { jsonOutput: JSON.stringify({ pairs }) },
			'In parts': { batchSize: 2 },
		};
		const nodes = read.nodes.map((node) => ({
			...node,
			parameters: { ...node.parameters, ...changed[node.name] },
		}));
		const gone = [
			'contacts 161, companies 261: Primary',
			'contacts 161, companies 262: -',
			'contacts 162, companies 261: Billing contact',
		];
		const workflow = await stage.imported({ ...read, nodes });
		const data = await stage.changes({ gone }, async () => await stage.run(workflow, START));
		assert.deepEqual(itemsOf(data, 'What became of them'), [
			[
				{ count_status: 3, status: 'failed' },
				{ count_status: 3, status: 'deleted' },
			],
		]);
	});

	describe('agent-with-tool', () => {
		const ask = async (read: Example, contact = '171') => {
			stage.model.arguments = { From_Record_ID: contact, To_Record_IDs: '271, 272' };
			stage.model.heard.length = 0;
			const chat = { sessionId: 'tests', action: 'sendMessage', chatInput: 'Unlink 171' };
			await stage.run(await stage.imported(read), 'When chat message received', {
				...{ startTime: Date.now(), executionTime: 0, executionStatus: 'success' },
				...{ executionIndex: 0, source: [null], data: { main: [[{ json: chat }]] } },
			});
			return stage.model.heard.join();
		};

		example('agent-with-tool', 'as it is, deletes nothing and says so', async (read) => {
			const heard = await stage.changes({}, async () => await ask(read));
			assert.match(heard, /wouldDelete[^]*Nothing was changed/);
		});

		example('agent-with-tool', 'tells the model what is wrong', async (read) => {
			const heard = await stage.changes({}, async () => await ask(read, 'Ada'));
			assert.match(heard, /got .*Ada.*, which is not a record ID/);
		});

		example('agent-with-tool', 'deletes with Dry Run switched off', async (read) => {
			const gone = ['contacts 171, companies 271: Primary', 'contacts 171, companies 272: -'];
			const heard = await stage.changes({ gone }, async () => await ask(withDryRun(read, false)));
			assert.match(heard, /"deleted"/);
			assert.doesNotMatch(heard, /Nothing was changed/);
		});
	});
});
