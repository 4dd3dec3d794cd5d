import type { IExecuteFunctions } from 'n8n-workflow';

import { Progress } from '../../nodes/HubspotAssociations/output/progress';
import { operationFor } from '../../nodes/HubspotAssociations/actions/router';

const operation = operationFor('association', 'delete');
if (operation === undefined) throw new Error('There is no such operation');

const BATCH = {
	fromObjectType: 'contacts',
	toObjectType: 'companies',
	targets: [1, 2, 3].map((id) => ({
		...{ fromObjectType: 'contacts', toObjectType: 'companies' },
		...{ fromObjectId: String(id), toObjectId: '10' },
	})),
};

let reported: string[];
let now: number;
beforeEach(() => {
	reported = [];
	now = 0;
	jest.spyOn(Date, 'now').mockImplementation(() => now);
});
afterEach(() => jest.restoreAllMocks());

const progressWith = (info: (words: string) => void) =>
	new Progress(
		{
			logger: { info },
			sendMessageToUI: () => {},
			getNode: () => ({ name: 'Node' }),
		} as never as IExecuteFunctions,
		operation,
	);

describe('the progress of a run', () => {
	it('tells every ten seconds, first of reading, then of what became of the inputs', () => {
		const progress = progressWith((words) => reported.push(words));
		now = 9_999;
		progress.requestFinished();
		now = 12_000;
		progress.requestFinished();
		progress.begin([BATCH]);
		now = 30_000;
		progress.requestFinished();
		progress.finished([{ status: 'deleted' }, { status: 'failed', error: { message: 'x' } }]);
		progress.finished([{ status: 'notSent', error: { message: 'x' } }]);
		now = 45_000;
		progress.finished([]);
		expect(reported).toEqual([
			'Node: Reading what is there, 2 requests in 12 s',
			'Node: 1 of 3 associations deleted, 1 failed, 3 requests in 30 s',
			'Node: 1 of 3 associations deleted, 1 failed, 3 requests in 45 s',
		]);
	});

	it('never throws: a run must not end because nobody can be told of it', () => {
		const progress = progressWith(() => {
			throw new Error('EPIPE');
		});
		now = 60_000;
		expect(() => progress.requestFinished()).not.toThrow();
	});
});
