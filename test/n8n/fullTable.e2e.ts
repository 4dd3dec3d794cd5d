import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';

import { readExample } from './examples/files';
import { Stage } from './examples/stage';

const START = 'When clicking ‘Execute workflow’';

let stage: Stage;
// n8n allows no row at all.
before(async () => (stage = await Stage.start({ N8N_DATA_TABLES_MAX_SIZE_BYTES: '1' })));
after(async () => await stage?.stop());

describe('data tables that are full, in a real n8n', () => {
	it('stop delete-with-snapshot before anything is gone', { timeout: 300_000 }, async () => {
		const workflow = await stage.imported(await readExample('delete-with-snapshot'));
		const execution = await stage.changes({}, async () => await stage.session.run(workflow, START));
		assert.equal(execution.status, 'error', execution.data);
		assert.match(execution.data, /size limit/i);
		assert.match(execution.data, /wouldDelete/);
		assert.doesNotMatch(execution.data, /"deleted"/);
	});
});
