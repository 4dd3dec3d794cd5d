import { API_VERSIONS } from '../hubspot';
import {
	deleteAllParameters,
	deleteLabelsParameters,
	deleteLimitsParameters,
	deleteParameters,
	type Fixture,
	objectType,
	startFixture,
} from './fixture';

let fixture: Fixture;
beforeEach(async () => {
	fixture = await startFixture({ rateLimit: { max: 100_000 } });
});
afterEach(async () => await fixture.hubspot.stop());

/** Everything a run asks HubSpot for goes to the version that the node is set to, also what it only reads. */
it.each(API_VERSIONS)('all requests go to $name', async (version) => {
	const { account } = fixture.hubspot;
	account.addLabel('contacts', 'companies', { label: 'Friend', typeId: 36 });
	const friend = { category: 'USER_DEFINED', typeId: 36 } as const;
	account.associate('contacts', 1, 'companies', 10, [friend]);
	account.setLimit('contacts', 'companies', friend, 5);
	const apiVersion = version.name;
	const pair = {
		...{ fromObjectType: 'contacts', fromObjectId: '1', toObjectType: 'companies' },
		...{ toObjectId: '10', status: 'deleted', removed: [friend] },
	};
	const label = {
		...{ resource: 'associationLabel', operation: 'delete', label: 'Friend' },
		...{ fromObjectType: objectType('contacts'), toObjectType: objectType('companies') },
	};
	const options = { verify: true, snapshot: 'complete' };
	const asked: string[][] = [];
	for (const parameters of [
		deleteLabelsParameters({ labels: 'Friend', options }),
		deleteParameters({ options }),
		{ resource: 'association', operation: 'restore', options: { verify: true } },
		deleteAllParameters({ labels: ['USER_DEFINED:36'], options: {} }),
		deleteLimitsParameters({ limits: ['USER_DEFINED:36'], options }),
		{ ...label, options },
	]) {
		fixture.hubspot.requests.length = 0;
		const { error } = await fixture.run(
			{ ...parameters, apiVersion },
			{ items: [{ contact: 1, company: 10, ...pair }] },
		);
		expect(error).toBeUndefined();
		asked.push(fixture.hubspot.requests.map(({ method, path }) => `${method} ${path}`));
	}

	const batches = `${version.batches}/contacts/companies/batch`;
	const [definitions] = version.definitions;
	const labels = `GET ${definitions}/contacts/companies/labels`;
	const limits = `${definitions}/definitions/configurations/contacts/companies`;
	const read = `POST ${batches}/read`;
	expect(asked).toEqual([
		[labels, read, `POST ${batches}/labels/archive`, read],
		[read, `POST ${batches}/archive`, read],
		[read, `POST ${batches}/create`, read],
		[labels, read, `POST ${batches}/labels/archive`],
		[`GET ${limits}`, `POST ${limits}/batch/purge`, `GET ${limits}`],
		[labels, labels, `DELETE ${definitions}/contacts/companies/labels/36`, labels],
	]);
	expect(account.labels('contacts', 'companies').map(({ label: name }) => name)).not.toContain(
		'Friend',
	);
	expect(account.limits('contacts', 'companies')).toEqual([]);
});
