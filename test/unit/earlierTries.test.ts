import type { IDataObject, IExecuteFunctions, INode } from 'n8n-workflow';

import { EarlierTries } from '../../nodes/HubspotAssociations/actions/earlierTries';
import type { Outcome } from '../../nodes/HubspotAssociations/batch/outcome';
import type { Input, Target } from '../../nodes/HubspotAssociations/batch/target';

const inputsOf = (...contacts: string[]): Input[] =>
	contacts.map((fromObjectId, item) => ({
		item,
		target: {
			...{ fromObjectType: 'contacts', fromObjectId },
			...{ toObjectType: 'companies', toObjectId: '10' },
		},
	}));
const UNLABELED = { category: 'HUBSPOT_DEFINED', typeId: 279 };
const DELETED: Outcome = { status: 'deleted', removed: [UNLABELED] };

/** A node with Retry On Fail, with what n8n keeps of it between tries. */
class RetriedNode {
	readonly data: IDataObject = {};

	runIndex = 0;

	constructor(private readonly settings: Partial<INode> = {}) {}

	tries(inputs: readonly Input[]): EarlierTries | undefined {
		return EarlierTries.of(
			{
				getNode: () => ({ type: 'x.hubspotAssociations', retryOnFail: true, ...this.settings }),
				getContext: () => this.data,
				evaluateExpression: () => this.runIndex,
			} as unknown as IExecuteFunctions,
			inputs,
		);
	}

	/** One try with this outcome of every input. */
	try(inputs: readonly Input[], outcome: Outcome, isFailed = true): void {
		const outcomes = new Map(inputs.map(({ target }): [Target, Outcome] => [target, outcome]));
		this.tries(inputs)?.keep(inputs, outcomes, isFailed);
	}

	/** What a further try says of inputs that it finds absent. */
	ofAbsent(inputs: readonly Input[]): Array<Outcome | undefined> {
		const targets = inputs.map(({ target }) => target);
		const outcomes = new Map(targets.map((target): [Target, Outcome] => [target, ABSENT]));
		this.tries(inputs)?.merge(targets, outcomes);
		return targets.map((target) => outcomes.get(target));
	}
}

const ABSENT: Outcome = { status: 'absent' };

describe('what earlier tries did', () => {
	it('comes out of the next try of the same run with the same inputs', () => {
		const node = new RetriedNode();
		node.try(inputsOf('1', '2'), DELETED);
		expect(node.ofAbsent(inputsOf('1', '2'))).toEqual([DELETED, DELETED]);
	});

	it('is not that of another run of the node', () => {
		const node = new RetriedNode();
		node.try(inputsOf('1'), DELETED);
		node.runIndex = 1;
		expect(node.ofAbsent(inputsOf('1'))).toEqual([ABSENT]);
	});

	it('is not that of a try with other inputs', () => {
		const node = new RetriedNode();
		node.try(inputsOf('1'), DELETED);
		for (const others of [inputsOf('1', '2'), inputsOf('2')]) {
			expect(node.ofAbsent(others)).toEqual(others.map(() => ABSENT));
		}
	});

	it.each([
		[undefined, 3],
		[2, 2],
		[1, 2],
		[9, 5],
	])('is forgotten after the last of %p tries, as n8n counts them', (maxTries, tries) => {
		const node = new RetriedNode({ maxTries });
		for (let count = 1; count < tries; count++) {
			node.try(inputsOf('1'), DELETED);
			expect(node.data).not.toEqual({});
		}
		node.try(inputsOf('1'), DELETED);
		expect(node.data).toEqual({});
	});

	it('is forgotten after success', () => {
		const node = new RetriedNode();
		node.try(inputsOf('1'), DELETED);
		node.try(inputsOf('1'), DELETED, false);
		expect(node.data).toEqual({});
	});

	it.each<Partial<INode>>([
		{ retryOnFail: false },
		{ retryOnFail: undefined },
		{ type: 'x.hubspotAssociationsTool' },
	])('is not kept with %j', (settings) => {
		const node = new RetriedNode(settings);
		node.try(inputsOf('1'), DELETED);
		expect(node.data).toEqual({});
		expect(node.tries(inputsOf('1'))).toBeUndefined();
	});

	it.each<[Outcome, Outcome]>([
		[{ status: 'failed', unknown: true, error: { message: 'x' }, removed: [UNLABELED] }, DELETED],
		[{ status: 'failed', error: { message: 'x' }, removed: [UNLABELED] }, DELETED],
		[{ status: 'failed', error: { message: 'x' } }, ABSENT],
		[{ status: 'notSent', error: { message: 'x' } }, ABSENT],
		[{ status: 'absent' }, ABSENT],
	])('%j, and the next one finds it gone', (outcome, expected) => {
		const node = new RetriedNode();
		node.try(inputsOf('1'), outcome);
		expect(node.ofAbsent(inputsOf('1'))).toEqual([expected]);
	});
});
