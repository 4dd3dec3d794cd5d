/**
 * How many random runs the tests make. `npm test` makes few, so that it is soon over; `.ci/run` and
 * `npm run test:model` set RANDOM_RUNS to many. RANDOM_SEED and RANDOM_PATH play again what a failure has printed.
 */
const { RANDOM_RUNS = '60', RANDOM_SEED, RANDOM_PATH } = process.env;

/** Whether more runs were asked for than `npm test` makes. */
export const IS_LONG = process.env.RANDOM_RUNS !== undefined;

/** Decides what is random, where a failure is to be played again. */
export const SEED = RANDOM_SEED === undefined ? undefined : Number(RANDOM_SEED);

/**
 * How many runs one random test makes.
 *
 * @param share of the runs that the model test makes: more than 1 where a run is cheap, less where it is dear
 */
export const randomRuns = (share = 1): number => Math.ceil(Number(RANDOM_RUNS) * share);

/** How long so many runs may take on a slow machine, in milliseconds. */
export const timeFor = (numRuns: number): number => 120_000 + numRuns * 5_000;

/** fast-check's parameters: so many runs, or the very one that a failure printed. */
export const runParameters = (numRuns: number) => ({
	numRuns,
	...(SEED === undefined ? {} : { seed: SEED, path: RANDOM_PATH }),
});
