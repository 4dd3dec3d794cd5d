import type { IDataObject } from 'n8n-workflow';

import { HubspotAssociations } from '../../nodes/HubspotAssociations/HubspotAssociations.node';
import type { AssociationType } from '../hubspot';
import {
	deleteLabelsParameters,
	deleteLimitsParameters,
	type Fixture,
	objectType,
	startFixture,
} from './fixture';
import { additionalDataFor } from './runWorkflow';
import { NODE_TYPE, nodeTypes } from './engine';
import { LoadOptionsContext } from 'n8n-core';
import { Workflow } from 'n8n-workflow';
import { VERSIONS } from './versions';

let fixture: Fixture;
let boss: AssociationType;
const UNLABELED: AssociationType = { category: 'HUBSPOT_DEFINED', typeId: 279 };
const PRIMARY: AssociationType = { category: 'HUBSPOT_DEFINED', typeId: 1 };
beforeEach(async () => {
	fixture = await startFixture({ rateLimit: { max: 100_000 } });
	const { account } = fixture.hubspot;
	boss = account.addLabel('contacts', 'companies', { label: 'Decision maker', typeId: 77 }).from;
	account.addLabel('contacts', 'companies', { label: 'DECISION Maker', typeId: 78 });
	account.addLabel('contacts', 'companies', { label: 'Spouse', typeId: 80 });
	for (const type of [boss, UNLABELED, PRIMARY]) {
		account.setLimit('contacts', 'companies', type, 5);
	}
});
afterEach(async () => await fixture.hubspot.stop());

const limits = () =>
	fixture.hubspot.account.limits('contacts', 'companies').map(({ typeId }) => typeId);
const reads = () =>
	fixture.hubspot.requests.filter(({ method }) => method === 'GET').map(({ path }) => path);
const CONTINUE = { onError: 'continueRegularOutput' } as const;
const message = ({ json }: { json: IDataObject }) => (json.error as { message: string }).message;

describe.each(VERSIONS)('on version %s', (apiVersion) => {
	it.each([
		['its label', 'Decision maker', [77]],
		['its label, with blanks around', ['  Decision maker '], [77]],
		['its label in another case, where no other one is called so', 'PRIMARY', [1]],
		['what the list shows', ['Decision maker (custom)'], [77]],
		[
			'all that the list shows',
			['Decision maker (custom): at most 5 companies for each contact'],
			[77],
		],
		['what the list shows, in another case', ['primary (hubspot)'], [1]],
		['Unlabeled', 'unlabeled', [279]],
		['its number alone', 77, [77]],
		['several names of two limits', ['Primary', 'primary (HubSpot)', '279'], [1, 279]],
	])('a limit is removed by %s', async (_, chosen, gone) => {
		const { done, error } = await fixture.run(
			deleteLimitsParameters({ apiVersion, limits: '={{ $json.limits }}' }),
			{ items: [{ limits: chosen }] },
		);
		expect(error).toBeUndefined();
		expect(done.map(({ json }) => json.status)).toEqual(gone.map(() => 'deleted'));
		expect(limits().sort()).toEqual([1, 77, 279].filter((typeId) => !gone.includes(typeId)).sort());
		expect(reads()).toHaveLength(1);
	});

	it('the limit of a label that has none is absent, and no error', async () => {
		const { done } = await fixture.run(
			deleteLimitsParameters({
				apiVersion,
				limits: ['Spouse', 'Primary'],
				options: { snapshot: 'default' },
			}),
		);
		expect(done.map(({ json }) => json.status)).toEqual(['absent', 'deleted']);
		expect(limits().sort()).toEqual([279, 77]);
	});

	it('an unknown limit suggests the nearest, and nothing is sent for its item', async () => {
		const { done } = await fixture.run(
			deleteLimitsParameters({ apiVersion, limits: '={{ $json.limits }}' }),
			{ items: [{ limits: ['Unlabeled', 'Decison maker'] }, { limits: 'primary' }], ...CONTINUE },
		);
		expect(done.map(({ json }) => json.status)).toEqual(['failed', 'deleted']);
		expect(message(done[0])).toContain(
			'"Limit Names or IDs" got "Decison maker", which is no limit between the two object types. Did you mean "Decision maker"?',
		);
		expect(limits().sort()).toEqual([279, 77]);
	});
});

it('what several limits are called is never guessed', async () => {
	const { done } = await fixture.run(
		deleteLimitsParameters({ limits: 'decision MAKER' }),
		CONTINUE,
	);
	// Only one of the two labels has a limit.
	expect(done.map(({ json }) => json.status)).toEqual(['deleted']);
	expect(limits().sort()).toEqual([1, 279]);
	fixture.hubspot.account.setLimit('contacts', 'companies', boss, 5);
	fixture.hubspot.account.setLimit('contacts', 'companies', { ...boss, typeId: 78 }, 5);
	const again = await fixture.run(deleteLimitsParameters({ limits: 'decision MAKER' }), CONTINUE);
	expect(message(again.done[0])).toContain('which several limits fit');
	expect(limits()).toContain(77);
	expect(limits()).toContain(78);
});

it('nothing is read for limits that are given with their category', async () => {
	await fixture.run(deleteLimitsParameters({ limits: ['USER_DEFINED:77', 'HUBSPOT_DEFINED:1'] }));
	expect(limits()).toEqual([279]);
	expect(reads()).toEqual([]);
});

it('limits that cannot be read are not sent', async () => {
	fixture.hubspot.intercept = ({ method }) => (method === 'GET' ? { status: 404 } : undefined);
	const { done } = await fixture.run(deleteLimitsParameters({ limits: 'Primary' }), CONTINUE);
	expect(done.map(({ json }) => json.status)).toEqual(['notSent']);
	expect(message(done[0])).toContain('the limits between contacts and companies could not be read');
	expect(fixture.deletes()).toEqual([]);
});

it('every limit that the panel lists can be given by what it shows', async () => {
	const parameters = deleteLimitsParameters({ authentication: 'accessToken' });
	const node = {
		...{ id: 'node', name: 'HubSpot Associations', type: NODE_TYPE, typeVersion: 1 },
		...{ position: [0, 0] as [number, number], parameters, credentials: fixture.accessToken },
	};
	const workflow = new Workflow({ nodes: [node], connections: {}, active: false, nodeTypes });
	const additionalData = additionalDataFor(fixture.store);
	additionalData.currentNodeParameters = node.parameters;
	const editor = new LoadOptionsContext(workflow, node, additionalData, 'parameters/limits');
	const listed = await new HubspotAssociations().methods.loadOptions.getLimits.call(editor);
	expect(listed).toHaveLength(3);
	const names = listed.map(({ name }) => name);
	const { done } = await fixture.run(deleteLimitsParameters({ limits: names }));
	expect(done.map(({ json }) => json.status)).toEqual(['deleted', 'deleted', 'deleted']);
	expect(limits()).toEqual([]);
});

describe('labels', () => {
	beforeEach(() => {
		const { account } = fixture.hubspot;
		account.associate('contacts', 1, 'companies', 10, [boss]);
		account.addLabel('contacts', 'companies', { label: 'Boss (custom)', typeId: 90 });
	});
	const run = async (labels: unknown) =>
		await fixture.run(
			deleteLabelsParameters({
				...{ fromId: '1', toIds: '10', labels: '={{ $json.labels }}' },
				toObjectType: objectType('companies'),
			}),
			{ items: [{ labels } as IDataObject], ...CONTINUE },
		);

	it.each([
		['Decision maker', 77],
		['Decision maker (custom)', 77],
		['decision maker (CUSTOM)', undefined],
		['SPOUSE', 80],
		['spouse (custom)', 80],
		['Boss (custom)', 90],
	])('%s means %j', async (name, typeId) => {
		const { done } = await run([name]);
		const [{ json }] = done;
		if (typeId === undefined) expect(message(done[0])).toContain('which several labels fit');
		else expect(json.types).toMatchObject([{ typeId }]);
		const left = fixture.hubspot.account.typesBetween('contacts', '1', 'companies', '10');
		expect(left.map(({ label }) => label)).toEqual(
			typeId === 77 ? [null] : [null, 'Decision maker'],
		);
	});

	it('an unknown one suggests the nearest', async () => {
		const { done } = await run(['Spuose']);
		expect(message(done[0])).toContain('Did you mean "Spouse"?');
	});
});
