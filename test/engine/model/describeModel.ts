import fc from 'fast-check';

import { randomRuns, runParameters, timeFor } from '../../randomRuns';

/** A model that gets a third of the runs of the larger one: plays scenarios, and says what is wrong with each. */
export function describeModel<Scenario>(
	name: string,
	scenario: fc.Arbitrary<Scenario>,
	play: (one: Scenario) => Promise<string[]>,
): void {
	const runs = randomRuns(1 / 3);
	describe(name, () => {
		it(
			`finds nothing lost and nothing wrong in ${runs} random runs`,
			async () => {
				const property = fc.asyncProperty(scenario, async (one) => {
					expect(await play(one)).toEqual([]);
				});
				await fc.assert(property, runParameters(runs));
			},
			timeFor(runs),
		);
	});
}
