import type { IDataObject, IExecuteFunctions, INodeType } from 'n8n-workflow';

import { HubspotAssociations } from '../../nodes/HubspotAssociations/HubspotAssociations.node.ts';
import { associateWithCompany, deleteParameters, type Fixture, startFixture } from './fixture';

let fixture: Fixture;
beforeEach(async () => {
	fixture = await startFixture();
	associateWithCompany(fixture, [1, 2, 3]);
});
afterEach(async () => await fixture.hubspot.stop());

const ITEMS = [1, 2].map((contact) => ({ contact, company: 10 }));
const remaining = () => fixture.hubspot.account.associatedIds('companies', 10, 'contacts');

/** The node, in a context of n8n's engine of which some parts are changed. */
const withContext = (change: (context: IExecuteFunctions) => object): INodeType['execute'] =>
	async function (this: IExecuteFunctions) {
		for (const [name, value] of Object.entries(change(this))) {
			Object.defineProperty(this, name, { value });
		}
		return await new HubspotAssociations().execute.call(this);
	};

const broken = () => {
	throw new Error('EPIPE');
};

/** Every request takes fifteen seconds, so that progress is shown. */
function slow(): jest.SpyInstance {
	let now = Date.now();
	fixture.hubspot.intercept = () => {
		now += 15_000;
		return undefined;
	};
	return jest.spyOn(Date, 'now').mockImplementation(() => now);
}

describe('after the first write, nothing of n8n that throws loses items', () => {
	it.each([
		['hints', { addExecutionHints: broken }],
		['hints that are missing', { addExecutionHints: undefined }],
		['progress', { sendMessageToUI: broken }],
		['the log', { logger: { info: broken, debug: broken, warn: broken, error: broken } }],
		['the execution ID', { getExecutionId: broken }],
		['the workflow', { getWorkflow: broken }],
	])('%s', async (_, parts) => {
		const clock = slow();
		const options = { batchSize: 1, concurrency: 1 };
		const instead = withContext(() => parts);
		const { done } = await fixture.run(deleteParameters({ options }), { items: ITEMS, instead });
		clock.mockRestore();
		expect(done.map(({ json }) => json.status)).toEqual(['deleted', 'deleted']);
		expect(remaining()).toEqual(['3']);
	});

	it.each([
		['none', {}],
		['null', { json: null }],
		['a text', { json: 'contact' }],
		['a number', { json: 7 }],
		['a list', { json: [1] }],
	])('an item whose data is %s', async (_, item) => {
		fixture.hubspot.intercept = ({ path, body }) =>
			path.endsWith('/archive') && JSON.stringify(body).includes('"id":"2"')
				? { status: 400, body: { status: 'error', message: 'No' } }
				: undefined;
		const instead = withContext((context) => {
			const items = context.getInputData().map(() => item);
			return { getInputData: () => items };
		});
		const parameters = deleteParameters({ fromId: '={{ $itemIndex + 1 }}', toIds: '10' });
		const onError = 'continueErrorOutput';
		const { done, failed } = await fixture.run(parameters, { items: ITEMS, onError, instead });
		expect(done).toMatchObject([{ json: { status: 'deleted', fromObjectId: '1' } }]);
		expect(failed).toMatchObject([{ json: { status: 'failed', fromObjectId: '2' } }]);
		expect(remaining()).toEqual(['2', '3']);
	});
});

describe('Always Output Data with an error output', () => {
	const always = { alwaysOutputData: true };
	const run = async (items: IDataObject[], settings: object, output = 'items') =>
		await fixture.run(deleteParameters({ options: { output } }), {
			...{ items, settings, onError: 'continueErrorOutput' as const },
		});
	const failing = [{ contact: 'x', company: 10 }];

	it('fakes a success, and the line above the items says so', async () => {
		const { done, failed, hints } = await run(failing, always);
		expect(done.map(({ json }) => json)).toEqual([{}]);
		expect(failed).toHaveLength(1);
		expect(hints[0].message).toMatch(/"Always Output Data": nothing succeeded\.$/);
	});

	it.each([
		['that cannot be used', { batchSize: 0 }, '"Batch Size"'],
		['for another account', { onlyInAccount: '87654321' }, '"Only in Account ID" is 87654321'],
	])('fakes one, too, with a setting %s', async (_, options, why) => {
		const onError = 'continueErrorOutput';
		const more = { items: ITEMS, settings: always, onError } as const;
		const { done, failed, hints } = await fixture.run(deleteParameters({ options }), more);
		expect(done.map(({ json }) => json)).toEqual([{}]);
		expect(failed).toHaveLength(2);
		expect(hints).toHaveLength(1);
		expect(hints[0].type).toBe('warning');
		expect(hints[0].message).toContain(`Nothing was sent. First error, item 0: ${why}`);
		expect(hints[0].message).toMatch(/"Always Output Data": nothing succeeded\.$/);
		expect(remaining()).toEqual(['1', '2', '3']);
	});

	it.each([
		['where something succeeded', [...failing, ...ITEMS], always, 'items'],
		['without that setting', failing, {}, 'items'],
		['with a summary', failing, always, 'summary'],
	])('is not mentioned %s', async (_, items, settings, output) => {
		const { hints } = await run(items, settings, output);
		expect(hints[0].message).not.toContain('Always Output Data');
	});
});

describe("n8n's log", () => {
	const logged = async (options: object, more: object = {}) => {
		const lines: string[] = [];
		const add = (line: string) => lines.push(line);
		const logger = { info: add, debug: add, warn: add, error: add };
		const instead = withContext(() => ({ logger }));
		await fixture.run(deleteParameters({ options: { ...options } }), {
			...{ items: ITEMS, instead },
			...more,
		});
		return lines;
	};

	it('has one line for a run that deleted: what, where, how much, and in which execution', async () => {
		expect(await logged({ onlyInAccount: '12345678' })).toEqual([
			'HubSpot Associations: Delete, no dry run: 2 of 2 associations deleted (account 12345678, workflow test, execution 17)',
		]);
	});

	it('has it, too, where the run ends with an error, or nothing is known of the account', async () => {
		fixture.hubspot.intercept = ({ path }) =>
			path.endsWith('/archive')
				? { status: 400, body: { status: 'error', message: 'No' } }
				: undefined;
		const [line, ...others] = await logged({});
		expect(others).toEqual([]);
		expect(line).toMatch(/2 of 2 associations failed.*account not asked for/);
	});

	it('names no record and no secret', async () => {
		fixture.hubspot.intercept = ({ path }) =>
			path.endsWith('/archive')
				? { status: 400, body: { status: 'error', message: `No ${fixture.token} 987654321` } }
				: undefined;
		const lines = await logged({}, { items: [{ contact: 987654321, company: 10 }] });
		expect(lines).toHaveLength(1);
		expect(lines[0]).not.toContain(fixture.token);
		expect(lines[0]).not.toContain('987654321');
	});

	it.each<[string, object, IDataObject[]]>([
		['in a dry run', { dryRun: true }, ITEMS],
		['where nothing was sent', {}, [{ contact: 'x', company: 10 }]],
	])('has nothing %s', async (_, options, items) => {
		expect(await logged(options, { items })).toEqual([]);
	});
});
