import { deleteLabelsParameters, type Fixture, objectType, startFixture } from './fixture';
import { VERSIONS } from './versions';

const onError = 'continueRegularOutput';
let fixture: Fixture;
beforeEach(async () => {
	fixture = await startFixture({ rateLimit: { max: 100_000 }, wrongTypeBlamesRecord: true });
	const { account } = fixture.hubspot;
	account.addLabel('deals', 'companies', { label: 'Partner', typeId: 77 });
	account.associate('deals', 5, 'companies', 10);
	account.addRecords('contacts', [1]);
});
afterEach(async () => await fixture.hubspot.stop());

const run = async (apiVersion: string, labels: string[], options = {}) =>
	await fixture.run(
		deleteLabelsParameters({
			apiVersion,
			labels,
			fromObjectType: objectType('deals'),
			fromId: '5',
			toIds: '10',
			options,
		}),
		{ onError },
	);
const messageOf = ({ done }: Awaited<ReturnType<typeof run>>) =>
	(done[0].json.error as { message: string }).message;
const associated = () => fixture.hubspot.account.typesBetween('deals', 5, 'companies', 10);

describe.each(VERSIONS)('a type of other object types on version %s', (apiVersion) => {
	it('is caught before it is sent where the labels are read', async () => {
		// Contact to company, and one that no object types have.
		for (const label of ['HUBSPOT_DEFINED:1', 'USER_DEFINED:99', 'INTEGRATOR_DEFINED:7']) {
			const result = await run(apiVersion, [label]);
			expect(messageOf(result)).toContain(
				`got ${label}, which is no label between the two object types`,
			);
		}
		expect(fixture.deletes()).toEqual([]);
		expect(associated()).toHaveLength(1);
	});

	it('is said to be more likely where HubSpot blames the record', async () => {
		const result = await run(apiVersion, ['HUBSPOT_DEFINED:1'], { allowUnlabeled: true });
		expect(result.done[0].json.status).toBe('failed');
		expect(messageOf(result)).toContain(
			'More likely, the type (HUBSPOT_DEFINED:1) does not belong between deals and companies',
		);
		expect(associated()).toHaveLength(1);
	});
});

describe('a type of other object types for which HubSpot blames the record in other words', () => {
	const error = (message: string, context?: object) => ({ status: 'error', message, context });
	const answered = (status: number, body: object) => {
		fixture.hubspot.intercept = ({ path }) =>
			path.endsWith('/labels/archive') ? { status, body } : undefined;
	};

	it.each([
		error('Object with ID 5 and object type CONTACT does not exist'),
		error('CONTACT=5 is not valid'),
		error('Some are not valid', { INVALID_OBJECT_IDS: ['contact=5 is not valid'] }),
		error('Some are not valid', { INVALID_OBJECT_IDS: ['Contact 5 is not valid'] }),
		error('Some are not valid', { objectId: ['5'], objectType: '0-1' }),
		{ ...error('Some are not valid'), errors: [error('No', { ids: ['CONTACT=5 is not valid'] })] },
	])('%j', async (body) => {
		answered(400, body);
		const result = await run('2026-03', ['HUBSPOT_DEFINED:1'], { allowUnlabeled: true });
		expect(messageOf(result)).toContain('More likely, the type (HUBSPOT_DEFINED:1)');
		expect(associated()).toHaveLength(1);
	});

	it('in a batch response', async () => {
		const errors = [error('No', { INVALID_OBJECT_IDS: ['CONTACT=5 is not valid'] })];
		const times = { startedAt: 'x', completedAt: 'x' };
		answered(207, { status: 'COMPLETE', results: [], ...times, numErrors: 1, errors });
		const result = await run('2026-03', ['HUBSPOT_DEFINED:1'], { allowUnlabeled: true });
		expect(result.done[0].json.status).toBe('failed');
		expect(messageOf(result)).toContain('More likely, the type (HUBSPOT_DEFINED:1)');
		expect(associated()).toHaveLength(1);
	});

	it.each([
		error('DEAL=5 is not valid'),
		error('Object with ID 10 and object type COMPANY does not exist'),
		error('Some are not valid', { objectId: ['5'], objectType: ['DEAL'] }),
	])('says nothing of the type where the record is of these: %j', async (body) => {
		answered(400, body);
		const result = await run('2026-03', ['HUBSPOT_DEFINED:1'], { allowUnlabeled: true });
		expect(messageOf(result)).not.toContain('More likely');
	});
});

it('labels of one pair that several items ask for go out as one input', async () => {
	const { account } = fixture.hubspot;
	const types = ['One', 'Two'].map(
		(label) => account.addLabel('contacts', 'companies', { label }).from,
	);
	account.associate('contacts', 1, 'companies', 10, types);
	const labelOf = (index: number) => `USER_DEFINED:${types[index].typeId}`;
	const { done } = await fixture.run(deleteLabelsParameters({ labels: '={{ $json.labels }}' }), {
		items: [[labelOf(0)], [labelOf(1)], [labelOf(0)]].map((labels) => ({
			...{ contact: 1, company: 10 },
			labels,
		})),
		onError,
	});
	expect(done.map(({ json }) => json.status)).toEqual(['deleted', 'deleted', 'deleted']);
	const bodies = fixture.hubspot.requests
		.filter(({ path }) => path.endsWith('/labels/archive'))
		.map(({ body }) => (body as { inputs: unknown[] }).inputs.length);
	expect(bodies).toEqual([1]);
	expect(account.typesBetween('contacts', 1, 'companies', 10)).toHaveLength(1);
});
