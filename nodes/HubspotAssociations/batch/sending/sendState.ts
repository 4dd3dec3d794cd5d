import { AdaptiveBatchSize } from './adaptiveBatchSize';
import { BisectBudget } from './bisectBudget';
import { CircuitBreaker } from './circuitBreaker';
import { RefusalForAll } from './refusals/refusalForAll';

/** What the requests of a run have shown so far; shared by all its batches. */
export interface SendState {
	circuitBreaker: CircuitBreaker;
	batchSize: AdaptiveBatchSize;
	bisectBudget: BisectBudget;
	refusalForAll: RefusalForAll;
}

/**
 * The state of a run that has sent nothing yet.
 *
 * @param maxNoAnswers requests in a row without an answer, after which nothing more is sent
 */
export const newSendState = (maxNoAnswers?: number): SendState => ({
	circuitBreaker: new CircuitBreaker(maxNoAnswers),
	batchSize: new AdaptiveBatchSize(),
	bisectBudget: new BisectBudget(),
	refusalForAll: new RefusalForAll(),
});
