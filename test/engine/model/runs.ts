import fc from 'fast-check';

/** `npm run test:model -- 20000` sets these. */
const { MODEL_RUNS = '300', MODEL_SEED, MODEL_PATH } = process.env;

/** How many runs the model is asked for. */
export const RUNS = Number(MODEL_RUNS);

/** Whether somebody waits for more runs than those of `npm test`. */
export const IS_LONG = process.env.MODEL_RUNS !== undefined;

/** fast-check's parameters: so many runs, or the very one that a failure printed. */
export const runParameters = (numRuns: number) => ({
	numRuns,
	...(MODEL_SEED === undefined ? {} : { seed: Number(MODEL_SEED), path: MODEL_PATH }),
});

/** A model that gets a third of the runs of the larger one: plays scenarios, and says what is wrong with each. */
export function describeModel<Scenario>(
	name: string,
	scenario: fc.Arbitrary<Scenario>,
	play: (one: Scenario) => Promise<string[]>,
): void {
	const runs = Math.ceil(RUNS / 3);
	describe(name, () => {
		it(
			`finds nothing lost and nothing wrong in ${runs} random runs`,
			async () => {
				const property = fc.asyncProperty(scenario, async (one) => {
					expect(await play(one)).toEqual([]);
				});
				await fc.assert(property, runParameters(runs));
			},
			60_000 + runs * 5_000,
		);
	});
}
