import { Client } from '@hubspot/api-client';

import { type BenchJob, companyId, contactId } from './job';
import { measured } from './measure';

/** What its documentation proposes for an app that may send 100 requests in 10 seconds. */
const LIMITER = { minTime: 1000 / 9, maxConcurrent: 6, id: 'hubspot-client-limiter' };

/** HubSpot's own client, as it comes; where there is a limit, with its limiter switched on. */
const clientOf = ({ url, token, isThrottled }: BenchJob) =>
	new Client({
		...{ accessToken: token, basePath: url },
		limiterOptions: isThrottled ? LIMITER : undefined,
	});

/** One call after the other; with the limiter switched on all at once, for it to hold back. */
async function callEach(calls: Iterable<() => Promise<unknown>>, { isThrottled }: BenchJob) {
	if (isThrottled) await Promise.all([...calls].map(async (call) => await call()));
	else for (const call of calls) await call();
}

/** HubSpot's client, batch calls in a loop. */
export async function client(job: BenchJob) {
	const { batchApi } = clientOf(job).crm.associations.v4;
	function* calls() {
		for (let start = 0; start < job.pairs; start += job.batchSize) {
			const count = Math.min(job.batchSize, job.pairs - start);
			const inputs = Array.from({ length: count }, (_, offset) => ({
				_from: { id: contactId(start + offset) },
				to: [{ id: companyId(start + offset) }],
			}));
			yield async () => await batchApi.archive('contacts', 'companies', { inputs });
		}
	}
	return await measured(async () => await callEach(calls(), job));
}

/** HubSpot's client, one call a pair. */
export async function clientOneByOne(job: BenchJob) {
	const { basicApi } = clientOf(job).crm.associations.v4;
	function* calls() {
		for (let index = 0; index < job.pairs; index++) {
			const [contact, company] = [contactId(index), companyId(index)];
			yield async () => await basicApi.archive('contacts', contact, 'companies', company);
		}
	}
	return await measured(async () => await callEach(calls(), job));
}
