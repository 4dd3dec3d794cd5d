import type { IDataObject, INodeParameters, INodeType } from 'n8n-workflow';

import { CredentialStore } from '../../engine/credentialStore';
import { nodeTypes, runNode } from '../../engine/engine';
import { type BenchJob, companyId, contactId, pairOf } from './job';
import { measured } from './measure';

const byId = (value: string) => ({ __rl: true, mode: 'id', value });

const ids = (count: number) => Array.from({ length: count }, (_, index) => companyId(index));

/** The items of a job, and the parameters that read them. */
export function inputOf({ pairs, shape }: BenchJob): {
	items: IDataObject[];
	parameters: INodeParameters;
} {
	const parameters: INodeParameters = {
		...{ resource: 'association', operation: 'delete', fromObjectType: byId('contacts') },
		...{
			fromId: { __rl: true, mode: 'id', value: '={{ $json.contact }}' },
			toIds: '={{ $json.company }}',
		},
		toObjectType: byId('={{ $json.type }}'),
	};
	const type = 'companies';
	const items = (pair: (index: number) => IDataObject) =>
		Array.from({ length: pairs }, (_, index) => pair(index));
	switch (shape) {
		case 'literal':
			return {
				items: [{}],
				parameters: {
					...{ ...parameters, fromId: contactId(0), toObjectType: byId(type) },
					toIds: ids(pairs).join(','),
				},
			};
		case 'oneItem':
			return { items: [{ type, contact: contactId(0), company: ids(pairs) }], parameters };
		default:
			return { items: items((index) => ({ type, ...pairOf(shape, index) })), parameters };
	}
}

/** Our node on n8n's bare engine. */
export async function engine(job: BenchJob) {
	return await runOnEngine(job);
}

/** What n8n itself takes to hold the items that go in and come out: a node that only gives them out. */
export async function items(job: BenchJob) {
	return await runOnEngine(job, async function () {
		const input = this.getInputData();
		const batch = {
			status: 'COMPLETE',
			requestedAt: '2026-11-22T10:00:00.000Z',
			startedAt: '2026-11-22T10:00:00.000Z',
			completedAt: '2026-11-22T10:00:00.000Z',
		};
		const output = Array.from({ length: job.pairs }, (_, index) => ({
			json: {
				...{ status: 'deleted', fromObjectType: 'contacts', fromObjectId: contactId(index) },
				...{ toObjectType: 'companies', toObjectId: companyId(index), batch: { ...batch } },
			},
			pairedItem: { item: input.length > 1 ? index : 0 },
		}));
		return await Promise.resolve([output]);
	});
}

/** @param instead of what our node does */
async function runOnEngine(job: BenchJob, instead?: INodeType['execute']) {
	const { items: input, parameters } = inputOf(job);
	const store = new CredentialStore(nodeTypes);
	const type = 'hubspotAssociationsAccessTokenApi';
	const credential = await store.add(type, { accessToken: job.token, apiBaseUrl: job.url });
	const { batchSize, concurrency } = job;
	const snapshot = job.readsFirst === true ? 'auto' : 'off';
	return await measured(async () => {
		const { done, error } = await runNode({
			...{ items: input, store, credentials: { [type]: credential }, instead },
			parameters: { ...parameters, options: { batchSize, concurrency, snapshot } },
		});
		if (error !== undefined) throw new Error(error.message);
		if (done.length !== job.pairs || done.some(({ json }) => json.status !== 'deleted')) {
			throw new Error('Not everything was deleted');
		}
	});
}
