import { associateWithCompany, deleteParameters, startFixture } from './fixture';
import type * as fastTime from './fastTime';

// Deadlines, too, are over sooner: HubSpot never answers here.
jest.mock('n8n-workflow', () => jest.requireActual<typeof fastTime>('./fastTime').withFastTime());

it('after the timeout that the user set, the error says that nobody knows', async () => {
	const fixture = await startFixture();
	associateWithCompany(fixture, [1]);
	const answers: Array<() => void> = [];
	fixture.hubspot.intercept = async () => {
		await new Promise<void>((resolve) => answers.push(resolve));
		return undefined;
	};
	const { error } = await fixture.run(deleteParameters({ options: { requestTimeout: 1000 } }), {
		items: [{ contact: 1, company: 10 }],
	});
	for (const answer of answers) answer();
	expect(error?.message).toContain(
		'did not answer in time. Whether it was deleted is unknown, because',
	);
	await fixture.hubspot.stop();
});
