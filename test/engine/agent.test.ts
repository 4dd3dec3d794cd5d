import { type IDataObject, type INode, type INodeParameters, NodeHelpers } from 'n8n-workflow';

import { runAgent } from './agent';
import { nodeTypes, TOOL_TYPE } from './engine';
import { isN8n1 } from './engineVersion';
import { associateWithCompany, deleteParameters, type Fixture, startFixture } from './fixture';

let fixture: Fixture;
beforeEach(async () => {
	fixture = await startFixture();
	associateWithCompany(fixture, [1, 2, 3, 999]);
});
afterEach(async () => await fixture.hubspot.stop());

/** The agent is at the second contact, and the model makes up an argument that nothing asks for. */
const CONTACTS = [{ contactId: '1' }, { contactId: '2' }];
const CALL = { item: 1, arguments: { id: '3', contactId: '999' } };

/** The contacts that are taken off company 10, and what the agent hears. */
async function ask(
	parameters: INodeParameters,
	{
		call = CALL,
		callsItself = false,
		settings,
	}: { call?: typeof CALL; callsItself?: boolean; settings?: Partial<INode> } = {},
) {
	const options = { snapshot: 'off', dryRun: false };
	const { heard, run } = await runAgent(fixture, {
		contacts: CONTACTS,
		parameters: deleteParameters({ toIds: '10', options, ...parameters }),
		calls: [call],
		callsItself,
		settings,
	});
	const remaining = fixture.hubspot.account.associatedIds('companies', 10, 'contacts');
	const gone = ['1', '2', '3', '999'].filter((contact) => !remaining.includes(contact));
	return { gone, heard: heard[0], run };
}

const FROM_AI = "={{ $fromAI('id', '', 'string') }}";

describe.each([
	['run by the engine, as for agents from version 3 on', false],
	['called by the agent itself, as before and by the MCP Server Trigger', true],
])('a tool %s', (_, callsItself) => {
	/** Which contact an expression means; none where it is refused. */
	const REACHED: Array<[expression: string, contact: string | undefined]> = [
		[FROM_AI, '3'],
		['={{ $json.contactId }}', callsItself ? '1' : '999'],
		['={{ $input.item.json.contactId }}', callsItself ? '1' : '999'],
		['={{ $input.first().json.contactId }}', callsItself ? '1' : '999'],
		["={{ $('Contacts').first().json.contactId }}", '1'],
		["={{ $('Contacts').all()[1].json.contactId }}", '2'],
		["={{ $('Contacts').all().map((one) => one.json['contactId'])[1] }}", '2'],
		["={{ $('Contacts').item.json.contactId }}", undefined],
		["={{ $('Contacts')['item'].json.contactId }}", undefined],
		["={{ ((node) => node.item.json.contactId)($('Contacts')) }}", undefined],
		["={{ $('Contacts').itemMatching(0).json.contactId }}", undefined],
		["={{ $('Contacts').pairedItem().json.contactId }}", undefined],
		["={{ $node['Contacts'].json.contactId }}", undefined],
		["={{ $('Contacts').first().json[$node.Contacts.json.key] }}", undefined],
		["={{ $('Contacts').all()[0].json[$('Contacts').item.json.key] }}", undefined],
		["={{ $json[$('Contacts').item.json.key] }}", undefined],
		["={{ $ ('Contacts').item.json.contactId }}", undefined],
		["={{ $/* of */('Contacts').item.json.contactId }}", undefined],
		["={{ $('Contacts')./* of */item.json.contactId }}", undefined],
		["={{ $('Contacts') // of\n.item.json.contactId }}", undefined],
		["={{ $?.('Contacts')?.item?.json.contactId }}", undefined],
		["={{ ($)('Contacts').item.json.contactId }}", undefined],
		['={{ $($json.node).item.json.contactId }}', undefined],
		['={{ `${$(`Contacts`)[`item`].json.contactId}` }}', undefined],
		["={{ $('Contacts')['it' + 'em'].json.contactId }}", undefined],
		["={{ $('Contacts')['\\x69tem'].json.contactId }}", undefined],
		["={{ $('Contacts').\\u0069tem.json.contactId }}", undefined],
		["={{ (({ item }) => item.json.contactId)($('Contacts')) }}", undefined],
		[
			"={{ (() => { const { item: it } = $('Contacts'); return it.json.contactId })() }}",
			undefined,
		],
		["={{ $getPairedItem('Contacts', {}, { item: 0 }).json.contactId }}", undefined],
		["={{ $( 'Contacts' )\n\t.first().json.contactId }}", '1'],
		["={{ $('Contacts')/* of */?.last().json.contactId }}", '2'],
		["={{ $('Contacts').all().find((item) => item.json.contactId === '2').json.contactId }}", '2'],
		[
			"={{ [{ item: '1' }].find(({ item }) => item === $('Contacts').first().json.contactId).item }}",
			'1',
		],
		["={{ $('Contacts').first().json.contactId /* not .item */ }}", '1'],
	];

	it.each(REACHED)('%s reaches contact %s', async (fromId, contact) => {
		const { gone, heard } = await ask({ fromId }, { callsItself });
		expect(gone).toEqual(contact === undefined ? [] : [contact]);
		if (contact !== undefined) return;
		expect(fixture.hubspot.requests).toEqual([]);
		const [{ message }] = heard[0].errors as IDataObject[];
		expect(message).toMatch(/"From Record ID" uses .* wrong item.*\$fromAI.*\.first\(\)/);
	});

	it('refuses the same in an object type, and in a resource locator', async () => {
		const value = "={{ $('Contacts').item.json.type }}";
		const toObjectType = { __rl: true, mode: 'id', value };
		const { gone, heard } = await ask({ fromId: FROM_AI, toObjectType }, { callsItself });
		expect(gone).toEqual([]);
		expect(JSON.stringify(heard[0].errors)).toContain('"To Object Type\\" uses');
	});

	it('refuses the same in an option, also where n8n could not resolve it', async () => {
		const fromIdProperty = "={{ $('Contacts').item.json.property }}";
		const options = { snapshot: 'off', dryRun: false, fromIdProperty };
		const { gone, heard } = await ask({ fromId: FROM_AI, options }, { callsItself });
		expect(gone).toEqual([]);
		expect(JSON.stringify(heard[0].errors)).toContain('"From ID Property\\" uses');
	});

	it('takes a field that is called "item"', async () => {
		const fromId = "={{ $('Contacts').first().json.item ?? $('Contacts').first().json.contactId }}";
		expect((await ask({ fromId }, { callsItself })).gone).toEqual(['1']);
	});
});

it('without an argument that the model makes up, $json is the item that the agent is at', async () => {
	const fromId = '={{ $json.contactId }}';
	const { gone } = await ask({ fromId }, { call: { item: 1, arguments: { id: '3' } as never } });
	expect(gone).toEqual(['2']);
});

describe('lists of record IDs from a model', () => {
	const TYPES = ['string', 'json', 'number'];
	const GIVEN: Array<[string, unknown]> = [
		['text', '1, 3'],
		['lines of text', '1\n3'],
		['JSON text', '["1", "3"]'],
		['JSON text with numbers', '[1, 3]'],
		['an array', [1, '3']],
	];
	const toContacts = (type: string) => ({
		fromObjectType: { __rl: true, mode: 'id', value: 'companies' },
		toObjectType: { __rl: true, mode: 'id', value: 'contacts' },
		...{ fromId: '10', toIds: `={{ $fromAI('ids', '', '${type}') }}` },
	});
	const call = (ids: unknown) => ({ item: 0, arguments: { ids } as never });

	it.each(GIVEN)('may be %s', async (_, ids) => {
		const { gone } = await ask(toContacts('string'), { call: call(ids) });
		expect(gone).toEqual(['1', '3']);
	});

	it.each(TYPES)('may be one number, where the field says %s', async (type) => {
		expect((await ask(toContacts(type), { call: call(3) })).gone).toEqual(['3']);
	});

	it.each([9007199254740993, '[9007199254740993]', [9007199254740993]])(
		'that JavaScript has rounded are refused: %j',
		async (ids) => {
			const { heard } = await ask(toContacts('string'), { call: call(ids) });
			expect(fixture.hubspot.requests).toEqual([]);
			expect(JSON.stringify(heard[0].errors)).toContain('too large for JavaScript');
		},
	);
});

describe('what the agent hears', () => {
	it('is one item with the counts, what failed and why, and the items', async () => {
		const toIds = "={{ $fromAI('ids') }}";
		fixture.hubspot.intercept = ({ body, path }) =>
			path.endsWith('/archive') && JSON.stringify(body).includes('"11"')
				? { status: 400, body: { status: 'error', category: 'VALIDATION_ERROR', message: 'No' } }
				: undefined;
		const { heard, run } = await ask(
			{ fromId: '1', toIds, options: { dryRun: false, batchSize: 1 } },
			{
				call: { item: 0, arguments: { ids: '10, 11' } as never },
				settings: { retryOnFail: true, waitBetweenTries: 1 },
			},
		);
		expect(heard).toMatchObject([
			{
				...{ inputs: 2, deleted: 1, failed: 1 },
				errors: [{ count: 1, httpCode: 400 }],
				items: [
					{ status: 'failed', toObjectId: '11', error: { httpCode: 400 } },
					{ status: 'deleted', toObjectId: '10', removed: [{ category: 'HUBSPOT_DEFINED' }] },
				],
			},
		]);
		expect(heard[0]).not.toHaveProperty('error');
		expect(heard[0]).not.toHaveProperty('itemsLeftOut');
		expect(run.data.resultData.runData.Tool).toHaveLength(1);
		// Retry On Fail has not run it again.
		const accepted = fixture.hubspot.requests.filter(
			({ path, status }) => path.endsWith('/archive') && status === 200,
		);
		expect(accepted).toHaveLength(1);
	});

	it('is what failed first, as far as it fits, and how much was left out', async () => {
		const ids = Array.from({ length: 400 }, (_, index) => String(index + 1));
		fixture.hubspot.account.dissociate('contacts', 1, 'companies', 10);
		fixture.hubspot.account.addRecords('contacts', ids);
		for (const id of ids) fixture.hubspot.account.associate('contacts', id, 'companies', 10);
		fixture.hubspot.intercept = ({ body, path }) =>
			path.endsWith('/archive') && JSON.stringify(body).includes('"400"')
				? { status: 400, body: { status: 'error', category: 'VALIDATION_ERROR', message: 'No' } }
				: undefined;
		const { heard } = await ask(
			{
				fromObjectType: { __rl: true, mode: 'id', value: 'companies' },
				toObjectType: { __rl: true, mode: 'id', value: 'contacts' },
				...{ fromId: '10', toIds: "={{ $fromAI('ids') }}", options: { dryRun: false } },
			},
			{ call: { item: 0, arguments: { ids: ids.join() } as never } },
		);
		const [{ items, itemsLeftOut, ...counts }] = heard as [IDataObject & { items: IDataObject[] }];
		expect(counts).toMatchObject({ inputs: 400, deleted: 399, failed: 1 });
		expect(items[0]).toMatchObject({ status: 'failed', toObjectId: '400' });
		expect(items.length).toBeGreaterThan(50);
		expect(items.length + Number(itemsLeftOut)).toBe(400);
		expect(JSON.stringify(heard).length).toBeLessThan(42_000);
	});

	it.each(['items', 'responses'])('has no error at the top with the output %s', async (output) => {
		fixture.hubspot.intercept = () => ({ status: 400, body: { status: 'error', message: 'No' } });
		const options = { output, dryRun: false, snapshot: 'off' };
		const settings = { retryOnFail: true, waitBetweenTries: 1 };
		const { heard } = await ask({ fromId: '1', options }, { settings });
		expect(heard[0]).toMatchObject({ problem: { httpCode: 400 } });
		expect(heard[0]).not.toHaveProperty('error');
		expect(fixture.deletes()).toHaveLength(1);
	});

	it('is all of it, whatever On Error says', async () => {
		for (const onError of ['continueRegularOutput', 'stopWorkflow'] as const) {
			const { heard } = await ask({ fromId: 'x' }, { settings: { onError } });
			expect(heard).toMatchObject([{ failed: 1, items: [{ status: 'failed' }] }]);
		}
	});

	it('is an error, before anything is sent, where an error output would lose the answer', async () => {
		const settings = { onError: 'continueErrorOutput' as const };
		const { heard, gone } = await ask({ fromId: '1' }, { settings });
		expect(gone).toEqual([]);
		// In 1.123 the agent hears what it said itself.
		if (!isN8n1) expect(JSON.stringify(heard)).toContain('On Error');
	});

	it('is the summary, also where a setting cannot be used or read', async () => {
		const dryRun = false;
		for (const parameters of [
			...[0, '={{ [] }}', "={{ $('Nowhere').first() }}"].map((batchSize) => ({
				options: { batchSize, dryRun },
			})),
			...[{ resource: 'contact' }, { operation: 'explode' }],
		]) {
			const { heard } = await ask({ fromId: '1', ...parameters });
			expect(heard).toMatchObject([{ inputs: 1, failed: 1, errors: [{ count: 1 }] }]);
		}
		expect(fixture.hubspot.requests).toEqual([]);
	});
});

it('warns of $json in the panel of a tool, and there only', () => {
	const { description } = nodeTypes.getByNameAndVersion(TOOL_TYPE);
	const warning = description.properties.find(({ name }) => name === 'toolItemNotice');
	if (warning === undefined) throw new Error('There is no warning');
	expect(warning.displayName).toContain('$json');
	const isShown = (type: typeof description) =>
		NodeHelpers.displayParameter({}, warning, { typeVersion: 1 }, type);
	expect(isShown(description)).toBe(true);
	expect(isShown({ ...description, name: 'hubspotAssociations' })).toBe(false);
});
