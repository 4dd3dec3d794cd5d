import {
	AdaptiveBatchSize,
	SMALL_REQUEST,
} from '../../nodes/HubspotAssociations/batch/sending/adaptiveBatchSize';
import type { BatchError } from '../../nodes/HubspotAssociations/batch/sending/batchError';

const refusal = (max?: number): BatchError => ({
	message: max === undefined ? 'Too large.' : `The maximum number of inputs supported is ${max}.`,
	scope: 'batchSize',
});
const TIMEOUT: BatchError = { message: 'No answer', isTimeout: true };

/** Ten targets make one input. */
const tens = (targets: readonly number[]) => new Set(targets.map((n) => Math.floor(n / 10))).size;
const numbers = (count: number) => Array.from({ length: count }, (_, index) => index);

describe('a refusal that names a number', () => {
	it('is about inputs where there were more of these', () => {
		const size = new AdaptiveBatchSize();
		size.recordTooLarge(150, 1_500, refusal(100));
		expect(size.fitting(numbers(1_500), tens)).toBe(1_000);
	});

	it('is about targets where there were no more inputs than that', () => {
		const size = new AdaptiveBatchSize();
		size.recordTooLarge(100, 1_000, refusal(100));
		expect(size.fitting(numbers(1_000), tens)).toBe(100);
	});

	it('is about targets after all where fewer inputs are refused again', () => {
		const size = new AdaptiveBatchSize();
		size.recordTooLarge(150, 1_500, refusal(100));
		size.recordTooLarge(100, 1_000, refusal(100));
		expect(size.fitting(numbers(1_500), tens)).toBe(100);
	});
});

describe('a refusal that names none', () => {
	it('halves the targets where inputs hold several', () => {
		const size = new AdaptiveBatchSize();
		size.recordTooLarge(100, 1_000, refusal());
		expect([size.maxInputs, size.maxTargets]).toEqual([Infinity, 500]);
		size.recordTooLarge(50, 500, refusal());
		expect(size.maxTargets).toBe(250);
	});

	it('halves the inputs where each holds one, and leaves larger inputs alone', () => {
		const size = new AdaptiveBatchSize();
		size.recordTooLarge(200, 200, refusal());
		expect([size.maxInputs, size.maxTargets]).toEqual([100, Infinity]);
	});

	it('is not about the size where a single target is refused', () => {
		const size = new AdaptiveBatchSize();
		size.recordTooLarge(2, 4, refusal());
		size.recordTooLarge(1, 1, refusal());
		expect([size.maxInputs, size.maxTargets]).toEqual([Infinity, Infinity]);
		expect(size.isTooLarge(refusal())).toBe(false);
	});
});

describe('a request without an answer in time', () => {
	it('is halved down to what HubSpot takes of everything, and no further', () => {
		const size = new AdaptiveBatchSize();
		const seen: number[] = [];
		let targets = 2_000;
		while (size.isTooSlow(targets, TIMEOUT)) {
			size.recordTooSlow(targets);
			targets = size.fitting(numbers(targets), tens);
			seen.push(targets);
		}
		expect(seen).toEqual([1_000, 500, 250, 125, SMALL_REQUEST]);
	});

	it('is not one that failed in another way', () => {
		const size = new AdaptiveBatchSize();
		expect(size.isTooSlow(2_000, { message: 'Bad gateway', httpCode: 502 })).toBe(false);
	});
});
