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
