import fc from 'fast-check';
import type { OnError } from 'n8n-workflow';

import { MISBEHAVIOURS, type Misbehaviour } from '../../hubspot';
import { VERSIONS } from '../versions';

/** The operations, as the node's parameters `resource` and `operation` name them; Delete All with labels or without. */
export const OPERATIONS = {
	delete: { resource: 'association', operation: 'delete' },
	deleteLabels: { resource: 'association', operation: 'deleteLabels' },
	deleteAll: { resource: 'association', operation: 'deleteAll' },
	deleteAllLabels: { resource: 'association', operation: 'deleteAll' },
	deleteLimits: { resource: 'associationLimit', operation: 'delete' },
} as const;

const KINDS = Object.keys(MISBEHAVIOURS) as Misbehaviour[];

/** A label or a limit by its number in the scenario's list of types; 0 is the unlabeled one. */
export type TypeNumber = number;

/** What one input item asks for. `contact` and `companies` may be what no record ID looks like. */
export interface ScenarioItem {
	contact: unknown;
	companies: unknown[];
	types: TypeNumber[];
}

/** An account, what a workflow does to it, and how HubSpot behaves meanwhile; plain data. */
export interface Scenario {
	operation: keyof typeof OPERATIONS;
	apiVersion: string;
	credential: 'accessToken' | 'oAuth2';
	/** How many labels there are beside the unlabeled type and HubSpot's "Primary". */
	labels: number;
	associations: Array<[contact: number, company: number, types: TypeNumber[]]>;
	limits: TypeNumber[];
	items: ScenarioItem[];
	onError?: OnError;
	output: 'items' | 'summary';
	/** Whether the node is an agent's tool: then there is one item, and one item comes out that tells all. */
	isTool: boolean;
	batchSize: number;
	concurrency: number;
	verify: boolean;
	/** 'default' leaves the option out. */
	snapshot: 'default' | 'complete' | 'off';
	allowUnlabeled: boolean;
	/** 'default' leaves the option out. */
	cheaperSide: 'default' | boolean;
	dryRun: boolean;
	hubspot: {
		/** Whether deleting whole associations from companies to contacts is confirmed and has no effect. */
		ignoresOtherSide: boolean;
		archiveLimit: number;
		readLimit: number;
		readPageSize: number;
		numericIds: boolean;
		/** Contacts (of limits: types) for which every request that holds them is refused. */
		bad: number[];
		/** Whether HubSpot then says which one it means. */
		named: boolean;
		/** Which share of the requests it misbehaves at, in which ways, and the seed that decides when. */
		share: number;
		kinds: Misbehaviour[];
		seed: number;
	};
}

/** Few records, so that items often mean the same pairs, and pairs that are associated. */
const CONTACT = fc.integer({ min: 1, max: 6 });
const COMPANY = fc.integer({ min: 1, max: 4 });
/** One more than there can be: a type that does not exist. */
const TYPE = fc.integer({ min: 0, max: 5 });

const mostly = <T>(usual: fc.Arbitrary<T>, rare: fc.Arbitrary<T>) =>
	fc.oneof({ arbitrary: usual, weight: 60 }, { arbitrary: rare, weight: 1 });

const item: fc.Arbitrary<ScenarioItem> = fc.record({
	contact: mostly<unknown>(CONTACT, fc.constantFrom('abc', '', null, -1, 1.5, ' 7 ')),
	companies: mostly<unknown[]>(
		fc.array(COMPANY, { minLength: 1, maxLength: 6 }),
		fc.constantFrom<unknown[]>([], [3, 'x'], [null]),
	),
	types: fc.array(TYPE, { minLength: 1, maxLength: 3 }),
});

/** Every contact from one company, and some from others: what is cheaper from the company. */
const manyToOne: fc.Arbitrary<ScenarioItem[]> = fc
	.tuple(COMPANY, fc.array(item, { maxLength: 3 }))
	.map(([company, others]) =>
		[1, 2, 3, 4, 5, 6]
			.map((contact): ScenarioItem => ({ contact, companies: [company], types: [1] }))
			.concat(others),
	);

const anything: fc.Arbitrary<Scenario> = fc.record({
	operation: fc.constantFrom(
		...(['delete', 'delete', 'deleteLabels', 'deleteLabels'] as const),
		...(['deleteAll', 'deleteAllLabels', 'deleteLimits'] as const),
	),
	apiVersion: fc.constantFrom(...VERSIONS),
	credential: fc.constantFrom('accessToken', 'oAuth2'),
	labels: fc.integer({ min: 1, max: 3 }),
	associations: fc.array(
		fc.tuple(CONTACT, COMPANY, fc.array(fc.integer({ min: 0, max: 4 }), { maxLength: 3 })),
		{ minLength: 8, maxLength: 40 },
	),
	limits: fc.array(fc.integer({ min: 0, max: 4 }), { maxLength: 4 }),
	items: fc.oneof(fc.array(item, { minLength: 1, maxLength: 10 }), manyToOne),
	onError: fc.constantFrom(
		undefined,
		'continueRegularOutput',
		'continueRegularOutput',
		'continueErrorOutput',
	),
	output: fc.constantFrom('items', 'items', 'items', 'items', 'items', 'summary'),
	isTool: fc.constantFrom(false, false, false, true),
	batchSize: fc.oneof(fc.integer({ min: 1, max: 20 }), fc.constant(1)),
	concurrency: fc.integer({ min: 1, max: 4 }),
	verify: fc.boolean(),
	snapshot: fc.constantFrom('default', 'default', 'complete', 'off'),
	allowUnlabeled: fc.constantFrom(true, true, false),
	cheaperSide: fc.constantFrom<Scenario['cheaperSide'][]>('default', 'default', true, false),
	dryRun: fc.constantFrom(false, false, false, false, false, true),
	hubspot: fc.record({
		ignoresOtherSide: fc.constantFrom(false, false, true),
		archiveLimit: fc.constantFrom(2000, 2000, 7, 3, 1),
		readLimit: fc.constantFrom(1000, 1000, 3, 1),
		readPageSize: fc.integer({ min: 1, max: 4 }),
		numericIds: fc.boolean(),
		bad: fc.array(CONTACT, { maxLength: 2 }),
		named: fc.boolean(),
		share: fc.constantFrom(0.1, 0.3, 0.5, 0.8),
		// Few at a time: what is wrong about a combination shows where they meet often.
		kinds: fc.array(fc.constantFrom(...KINDS), { minLength: 1, maxLength: 3 }),
		seed: fc.integer({ min: 0 }),
	}),
});

/** A model calls its tool with one item; a tool has no error output. */
const asTool = (one: Scenario): Scenario => ({
	...one,
	items: one.items.slice(0, 1),
	output: 'items',
	onError: one.onError === 'continueErrorOutput' ? undefined : one.onError,
});

/** Any account, any items, any settings, any misbehaviour; in a workflow, or as an agent's tool. */
export const scenario = anything.map((one) => (one.isTool ? asTool(one) : one));
