import { Client } from '@hubspot/api-client';

import { type BenchJob, companyId, contactId } from './job';
import { measured } from './measure';

/** HubSpot's own client, with the settings it comes with. */
const clientOf = ({ url, token }: BenchJob) => new Client({ accessToken: token, basePath: url });

/** HubSpot's client, batch calls in a loop. */
export async function client(job: BenchJob) {
	const { batchApi } = clientOf(job).crm.associations.v4;
	return await measured(async () => {
		for (let start = 0; start < job.pairs; start += job.batchSize) {
			const count = Math.min(job.batchSize, job.pairs - start);
			const inputs = Array.from({ length: count }, (_, offset) => ({
				_from: { id: contactId(start + offset) },
				to: [{ id: companyId(start + offset) }],
			}));
			await batchApi.archive('contacts', 'companies', { inputs });
		}
	});
}

/** HubSpot's client, one call a pair. */
export async function clientOneByOne(job: BenchJob) {
	const { basicApi } = clientOf(job).crm.associations.v4;
	return await measured(async () => {
		for (let index = 0; index < job.pairs; index++) {
			await basicApi.archive('contacts', contactId(index), 'companies', companyId(index));
		}
	});
}
