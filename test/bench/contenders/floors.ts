import { type IHttpRequestOptions } from 'n8n-workflow';

import { MAX_PAIRS } from '../../../nodes/HubspotAssociations/batch/planning/chunk';
import { CredentialStore } from '../../engine/credentialStore';
import { nodeTypes } from '../../engine/engine';
import { executeContext } from '../../engine/executeContext';
import { type BenchJob, companyId, contactId } from './job';
import { measured } from './measure';

const PATH = '/crm/associations/2026-03/contacts/companies/batch/archive';

/**
 * The bodies of the fewest requests that do the job: pairs apart, as in the shape `expressions`, or all of one record,
 * with as many in a request as this node sends.
 */
function* bodiesOf({ pairs, batchSize, shape }: BenchJob) {
	const most = shape === 'literal' ? MAX_PAIRS : batchSize;
	for (let start = 0; start < pairs; start += most) {
		const indexes = Array.from(
			{ length: Math.min(most, pairs - start) },
			(_, offset) => start + offset,
		);
		const to = (index: number) => ({ id: companyId(index) });
		yield {
			inputs:
				shape === 'literal'
					? [{ from: { id: contactId(0) }, to: indexes.map(to) }]
					: indexes.map((index) => ({ from: { id: contactId(index) }, to: [to(index)] })),
		};
	}
}

/** Sends all bodies, so many at a time. */
async function sendAll(job: BenchJob, send: (body: object) => Promise<void>): Promise<void> {
	const bodies = bodiesOf(job);
	const worker = async () => {
		for (const body of bodies) await send(body);
	};
	await Promise.all(Array.from({ length: job.concurrency }, worker));
}

/** The fewest possible requests through n8n's own request helper: what no node can beat. */
export async function helper(job: BenchJob) {
	const store = new CredentialStore(nodeTypes);
	const type = 'hubspotAssociationsAccessTokenApi';
	const credential = await store.add(type, { accessToken: job.token, apiBaseUrl: job.url });
	const parameters = { authentication: 'accessToken' };
	const credentials = { [type]: credential };
	const context = await executeContext({ store, parameters, credentials });
	return await measured(
		async () =>
			await sendAll(job, async (body) => {
				const request: IHttpRequestOptions = {
					...{ method: 'POST', baseURL: job.url, url: PATH, body, json: true },
					...{ returnFullResponse: true, disableFollowRedirect: true },
				};
				await context.helpers.httpRequestWithAuthentication.call(context, type, request);
			}),
	);
}

/** The same by bare fetch: what no program can beat. */
export async function bareFetch(job: BenchJob) {
	const headers = {
		authorization: `Bearer ${job.token}`,
		'content-type': 'application/json',
	};
	return await measured(
		async () =>
			await sendAll(job, async (body) => {
				const response = await fetch(`${job.url}${PATH}`, {
					...{ method: 'POST', headers, body: JSON.stringify(body) },
				});
				if (!response.ok) throw new Error(`HubSpot answered ${response.status}`);
				await response.json();
			}),
	);
}
