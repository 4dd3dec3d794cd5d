import { Client } from '@hubspot/api-client';
import {
	createConfiguration,
	type RequestContext,
	ServerConfiguration,
} from '@hubspot/api-client/lib/codegen/crm/associations/v4/schema';
import { LabelsApiRequestFactory } from '@hubspot/api-client/lib/codegen/crm/associations/v4/schema/apis/LabelsApi';
import { LimitsApiRequestFactory } from '@hubspot/api-client/lib/codegen/crm/associations/v4/schema/apis/LimitsApi';

import {
	deleteLabelsParameters,
	deleteLimitsParameters,
	deleteParameters,
	type Fixture,
	objectType,
	startFixture,
} from './fixture';

let fixture: Fixture;
let client: Client;
beforeEach(async () => {
	fixture = await startFixture();
	client = new Client({
		accessToken: fixture.token,
		basePath: fixture.hubspot.url,
		numberOfApiCallRetries: 0,
	});
	const { account } = fixture.hubspot;
	account.addRecords('contacts', [1, 2]);
	account.addRecords('companies', [10, 11]);
	account.addLabel('contacts', 'companies', { label: 'Boss', typeId: 36 });
});
afterEach(async () => await fixture.hubspot.stop());

/** Our node's requests and those of HubSpot's own client, as HubSpot got them. */
async function sentBy(send: () => Promise<unknown>) {
	fixture.hubspot.requests.length = 0;
	await send();
	return fixture.hubspot.requests.map(({ method, path, body, headers }) => ({
		method,
		path,
		body,
		contentType: headers['content-type'],
	}));
}

const ITEMS = [
	{ contact: 1, company: [10, 11] },
	{ contact: 2, company: [11] },
];
const TYPES = [{ associationCategory: 'USER_DEFINED', associationTypeId: 36 }];
const LABELS = ['USER_DEFINED:36'];
const apiVersion = 'v4';

describe("our requests equal those of HubSpot's own client", () => {
	it('batch/archive', async () => {
		const ours = await sentBy(
			async () => await fixture.run(deleteParameters({ apiVersion }), { items: ITEMS }),
		);
		const theirs = await sentBy(
			async () =>
				await client.crm.associations.v4.batchApi.archive('contacts', 'companies', {
					inputs: [
						{ _from: { id: '1' }, to: [{ id: '10' }, { id: '11' }] },
						{ _from: { id: '2' }, to: [{ id: '11' }] },
					],
				}),
		);
		expect(ours).toHaveLength(1);
		expect(ours).toEqual(theirs);
	});

	it('batch/labels/archive', async () => {
		// Without looking first which of the labels is the unlabeled type.
		const options = { allowUnlabeled: true };
		const parameters = deleteLabelsParameters({ apiVersion, labels: LABELS, options });
		const ours = await sentBy(async () => await fixture.run(parameters, { items: ITEMS }));
		const pair = (from: string, to: string) => ({
			_from: { id: from },
			to: { id: to },
			types: TYPES,
		});
		const theirs = await sentBy(
			async () =>
				await client.crm.associations.v4.batchApi.archiveLabels('contacts', 'companies', {
					inputs: [pair('1', '10'), pair('1', '11'), pair('2', '11')] as never,
				}),
		);
		expect(ours).toHaveLength(1);
		expect(ours).toEqual(theirs);
	});

	it('batch/create', async () => {
		const removed = [{ category: 'USER_DEFINED', typeId: 36 }];
		const snapshot = ['10', '11'].map((toObjectId) => ({
			...{ fromObjectType: 'contacts', fromObjectId: '1' },
			...{ toObjectType: 'companies', toObjectId, removed },
		}));
		const parameters = {
			...{ resource: 'association', operation: 'restore' },
			...{ apiVersion, itemsToRestore: JSON.stringify(snapshot) },
		};
		const ours = await sentBy(async () => await fixture.run(parameters));
		const inputs = ['10', '11'].map((id) => ({ _from: { id: '1' }, to: { id }, types: TYPES }));
		const theirs = await sentBy(
			async () =>
				await client.crm.associations.v4.batchApi
					.create('contacts', 'companies', { inputs: inputs as never })
					.catch(() => undefined),
		);
		// What is there is read before.
		expect(ours).toHaveLength(2);
		expect(ours[1]).toEqual(theirs[0]);
	});

	it('batch/read', async () => {
		const options = { dryRun: true };
		const ours = await sentBy(
			async () => await fixture.run(deleteParameters({ apiVersion, options }), { items: ITEMS }),
		);
		const theirs = await sentBy(
			async () =>
				await client.crm.associations.v4.batchApi.getPage('contacts', 'companies', {
					inputs: [{ id: '1' }, { id: '2' }],
				}),
		);
		// The second one is from the other side, of what does not show.
		expect(ours).toHaveLength(2);
		expect(ours[0]).toEqual(theirs[0]);
	});

	describe('labels and limits', () => {
		// The client has these requests twice, neither within reach of `Client`: its newer code, used here, has the
		// paths that HubSpot documents.
		const newer = () => {
			const configuration = createConfiguration({
				baseServer: new ServerConfiguration(fixture.hubspot.url, {}),
				authMethods: { oauth2: { accessToken: fixture.token } },
			});
			const send = async (request: RequestContext) =>
				await configuration.httpApi.send(request).toPromise();
			return {
				limits: new LimitsApiRequestFactory(configuration),
				labels: new LabelsApiRequestFactory(configuration),
				send,
			};
		};
		const types = { fromObjectType: objectType('contacts'), toObjectType: objectType('companies') };

		it('batch/purge', async () => {
			const parameters = deleteLimitsParameters({ apiVersion, limits: LABELS });
			const ours = await sentBy(async () => await fixture.run(parameters));
			const { limits, send } = newer();
			const inputs = [{ category: 'USER_DEFINED', typeId: 36 }];
			const theirs = await sentBy(
				async () => await send(await limits.batchRemove('contacts', 'companies', { inputs })),
			);
			expect(ours).toHaveLength(1);
			expect(ours).toEqual(theirs);
		});

		it('the limits between two object types', async () => {
			const options = { dryRun: true };
			const parameters = deleteLimitsParameters({ apiVersion, limits: LABELS, options });
			const ours = await sentBy(async () => await fixture.run(parameters));
			const { limits, send } = newer();
			const theirs = await sentBy(
				async () => await send(await limits.getPageBetweenTwoObjectTypes('contacts', 'companies')),
			);
			expect(ours).toHaveLength(1);
			expect(ours).toEqual(theirs);
		});

		it('the labels between two object types, and the deletion of one', async () => {
			const label = { __rl: true, mode: 'id', value: 'Boss' };
			const which = { resource: 'associationLabel', operation: 'delete', ...types, label };
			const ours = await sentBy(async () => await fixture.run({ ...which, apiVersion }));
			const { labels, send } = newer();
			const theirs = await sentBy(async () => {
				await send(await labels.getPage('contacts', 'companies'));
				await send(await labels.remove(36, 'contacts', 'companies'));
			});
			expect(ours).toHaveLength(2);
			expect(ours).toEqual(theirs);
		});
	});
});
