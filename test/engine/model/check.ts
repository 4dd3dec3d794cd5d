import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import type { Account, AssociationType } from '../../hubspot';
import type { NodeRunResult } from '../engine';
import type { Scenario } from './scenario';
import {
	buildWorld,
	expectedInputs,
	type ExpectedTarget,
	presentTypes,
	take,
	typeKey,
	type World,
} from './world';

/** One thing that a run said about one input. */
interface Said {
	item: number;
	status: string;
	message: string;
	target?: ExpectedTarget;
	removed?: string[];
}

const json = (value: unknown) => JSON.stringify(value);
const keyOf = ({ contact, company, types }: ExpectedTarget) =>
	json([contact, company, (types ?? []).map(typeKey).sort()]);

/** The items that a tool's only item holds; any other item itself. */
const itemsInside = (item: INodeExecutionData): INodeExecutionData[] =>
	Array.isArray(item.json.items)
		? (item.json.items as IDataObject[]).map((json) => ({ json, pairedItem: { item: 0 } }))
		: [item];

/** Everything a run said, from both outputs. */
function saidBy({ done, failed }: NodeRunResult): Said[] {
	return [...done, ...failed].flatMap(itemsInside).map(({ json: reported, pairedItem }) => {
		const { item } = pairedItem as { item: number };
		const message = String((reported.error as IDataObject | undefined)?.message ?? '');
		// An item that cannot be used shows what was typed, and says which item it is.
		const hasTarget = reported.fromObjectType !== undefined && !/^item \d+\b/i.test(message);
		return {
			item,
			status: String(reported.status),
			message,
			removed: (reported.removed as AssociationType[] | undefined)?.map(typeKey),
			target: hasTarget
				? {
						contact: reported.fromObjectId as string,
						company: reported.toObjectId as string,
						types: reported.types as never,
					}
				: undefined,
		};
	});
}

/**
 * Says what is wrong with a run.
 *
 * @param account as the run left it
 * @returns sentences; none when all is well
 */
export function whatIsWrong(scenario: Scenario, account: Account, result: NodeRunResult): string[] {
	const before = buildWorld(scenario);
	return [
		...elsewhere(scenario, account, before),
		...(scenario.onError === undefined && !scenario.isTool
			? countsOf(scenario, account, before, result)
			: outcomesOf(scenario, account, before, result)),
	];
}

/** Nothing may have changed but what the inputs mean. */
function elsewhere(scenario: Scenario, account: Account, before: World): string[] {
	const expected = buildWorld(scenario).account;
	for (const { target } of expectedInputs(scenario, before)) {
		if (target === undefined) continue;
		const remaining = presentTypes(account, target);
		const gone = presentTypes(before.account, target).filter((key) => !remaining.includes(key));
		take(expected, target, gone);
		if (mayBeBack(scenario, account, before, target)) comeBack(expected, target);
	}
	const [is, shouldBe] = [json(account.snapshot()), json(expected.snapshot())];
	return is === shouldBe ? [] : [`The account is ${is} but should be ${shouldBe}`];
}

/**
 * Whether HubSpot may have associated a pair again after it was deleted, as an account setting makes it: with the
 * unlabeled type, and nothing else.
 */
function mayBeBack(
	{ hubspot, dryRun }: Scenario,
	account: Account,
	before: World,
	{ contact, company, types }: ExpectedTarget,
): boolean {
	if (dryRun || company === undefined || !hubspot.kinds.includes('reassociates')) return false;
	const unlabeled = typeKey(before.types[0]);
	const isWhole = types === undefined || types.some((type) => typeKey(type) === unlabeled);
	const wasThere = presentTypes(before.account, { contact, company }).length > 0;
	const isBack = json(presentTypes(account, { contact, company })) === json([unlabeled]);
	return isWhole && wasThere && isBack;
}

/** Deletes a pair, and associates it again without a label. */
function comeBack(account: Account, target: ExpectedTarget): void {
	const { contact = '', company = '' } = target;
	account.dissociate('contacts', contact, 'companies', company);
	account.associate('contacts', contact, 'companies', company);
}

/**
 * Whether a failed set of labels of which some went names those that did not, and no other; where it says what was
 * removed, that is what went.
 */
function namesWhatIsLeft(
	{ target, message, removed }: Said,
	had: readonly string[],
	remaining: readonly string[],
): boolean {
	const [, named] =
		/(?:not done for|still there \(|read back from HubSpot \()(.*)$/s.exec(message) ?? [];
	if (named === undefined) return false;
	const gone = had.filter((type) => !remaining.includes(type));
	const isNamed = (type: string) => new RegExp(`${type}\\b`).test(named);
	const meant = (target?.types ?? []).map(typeKey);
	return (
		meant.every((type) =>
			gone.includes(type) ? !isNamed(type) : !remaining.includes(type) || isNamed(type),
		) &&
		(removed === undefined || gone.every((type) => removed.includes(type)))
	);
}

/** Where the run goes on after failures: one true outcome for each input. */
function outcomesOf(
	scenario: Scenario,
	account: Account,
	before: World,
	result: NodeRunResult,
): string[] {
	const expected = expectedInputs(scenario, before);
	if (result.error !== undefined) return [`The run ended: ${result.error.message}`];
	const reported = saidBy(result).filter(({ status }) => status !== 'undefined');
	const mayBeUnread = scenario.operation.startsWith('deleteAll') && scenario.hubspot.share > 0;
	if (scenario.output === 'summary')
		return mayBeUnread ? [] : summaryOf(scenario, account, before, result);

	const key = (item: number, target?: ExpectedTarget) => `${item} ${target ? keyOf(target) : ''}`;
	// What a record is associated with is not known where it could not be read: then there is one outcome for it.
	const unread = new Set(reported.filter((one) => isUnreadRecord(one)).map(({ item }) => item));
	const wanted = expected
		.filter(({ item }) => !unread.has(item))
		.map(({ item, target }) => key(item, target))
		.concat(
			reported.filter((one) => isUnreadRecord(one)).map(({ item, target }) => key(item, target)),
		)
		.sort();
	const got = reported.map(({ item, target }) => key(item, target)).sort();
	if (json(wanted) !== json(got)) return [`Inputs ${json(wanted)}, outcomes ${json(got)}`];
	if (scenario.isTool && !mayBeUnread) {
		const wrong = summaryOf(scenario, account, before, result);
		if (wrong.length > 0) return wrong;
	}
	if (scenario.isTool && (result.done.length !== 1 || 'error' in result.done[0].json)) {
		return [`An agent gets ${json(result.done)}`];
	}

	return reported.flatMap((one) => {
		const { target, status, message, removed } = one;
		if (target === undefined) return status === 'failed' ? [] : [`Item ${one.item} is ${status}`];
		const had = presentTypes(before.account, target);
		const remaining = presentTypes(account, target);
		const what = `${keyOf(target)} is called ${status} (${message}), had ${json(had)}, has ${json(remaining)}`;
		const isRecord = target.contact !== undefined && target.company === undefined;
		if (isRecord) return status === 'absent' || isUnreadRecord(one) ? [] : [what];
		const isRead = scenario.dryRun || scenario.snapshot !== 'off';
		const isExpanded = scenario.operation.startsWith('deleteAll');
		const all = presentTypes(before.account, { ...target, types: undefined });
		const isWhole = target.company !== undefined && had.includes(typeKey(before.types[0]));
		const isRemovedRight =
			removed === undefined || json(removed.sort()) === json((isWhole ? all : had).sort());
		if (status === 'deleted') {
			const saysWhat = (isRead || isExpanded) === (removed !== undefined) && isRemovedRight;
			const isGone = remaining.length === 0 || mayBeBack(scenario, account, before, target);
			return isGone && !scenario.dryRun && saysWhat ? [] : [what];
		}
		if (status === 'wouldDelete') {
			return scenario.dryRun && remaining.length > 0 && isRemovedRight ? [] : [what];
		}
		if (status === 'absent') return isRead && had.length === 0 ? [] : [what];
		if (status === 'failed' && message.includes('is unknown')) return [];
		if (status !== 'failed' && status !== 'notSent') return [what];
		if (status === 'failed' && mayBeBack(scenario, account, before, target)) return [];
		if (status === 'failed' && namesWhatIsLeft(one, had, remaining)) return [];
		// Others may have taken it: another item with labels of the same pair.
		const others = reported
			.filter((other) => other !== one && isSamePair(other.target, target))
			.filter(mayHaveTakenSome)
			.flatMap((other) => (other.target?.types ?? []).map(typeKey));
		const unlabeled = typeKey(before.types[0]);
		const gone = had.filter((type) => !remaining.includes(type));
		const explained = gone.every((type) => others.includes(type)) || others.includes(unlabeled);
		return explained ? [] : [what];
	});
}

/** Of a set of labels some may have gone although it failed. */
const mayHaveTakenSome = ({ status, message, target }: Said): boolean =>
	status === 'deleted' ||
	message.includes('is unknown') ||
	(status === 'failed' && (target?.types?.length ?? 0) > 1);

const isUnreadRecord = ({ status, message, target }: Said): boolean =>
	target?.contact !== undefined &&
	target.company === undefined &&
	status === 'notSent' &&
	message.includes('could not be read');

const isSamePair = (a: ExpectedTarget | undefined, b: ExpectedTarget) =>
	a !== undefined && a.contact === b.contact && a.company === b.company;

/** Whether a target is gone now, or was. */
const isGoneNow = (
	scenario: Scenario,
	account: Account,
	before: World,
	target: ExpectedTarget | undefined,
): boolean =>
	target !== undefined &&
	(presentTypes(account, target).length === 0 || mayBeBack(scenario, account, before, target));

/** How many inputs' targets are gone now. */
const goneCount = (scenario: Scenario, account: Account, before: World) =>
	expectedInputs(scenario, before).filter(({ target }) =>
		isGoneNow(scenario, account, before, target),
	).length;

function summaryOf(
	scenario: Scenario,
	account: Account,
	before: World,
	{ done }: NodeRunResult,
): string[] {
	const counts = (done[0]?.json ?? {}) as unknown as Counts & { inputs: number };
	return wrongCounts(
		{ ...counts, total: counts.inputs },
		expectedInputs(scenario, before).length,
		goneCount(scenario, account, before),
	);
}

/** How many inputs a run says there were, and how they ended. */
interface Counts {
	total: number;
	deleted: number;
	wouldDelete?: number;
	absent?: number;
	failed: number;
	notSent: number;
}

const wrongCounts = (reported: Counts, inputs: number, gone: number): string[] =>
	reported.total === inputs &&
	reported.deleted +
		(reported.wouldDelete ?? 0) +
		(reported.absent ?? 0) +
		reported.failed +
		reported.notSent ===
		inputs &&
	reported.deleted + (reported.absent ?? 0) <= gone
		? []
		: [`Of ${inputs} inputs ${gone} are gone, but the run counts ${json(reported)}`];

/** Each thing once, however many items ask for it: that is how errors count. */
const distinct = (inputs: ReturnType<typeof expectedInputs>) => [
	...new Map(
		inputs.map((input) => [input.target ? keyOf(input.target) : input.item, input]),
	).values(),
];

/** What the last sentence of an error counts, and leaves out where it is none; undefined where it counts nothing. */
function countsIn(message: string): Counts | undefined {
	const [words] = /[^.]+\.$/.exec(message) ?? [];
	const [, total = 0] = / of (\d+) (?:associations|pairs|limits|labels)\b/.exec(words ?? '') ?? [];
	if (words === undefined || (total === 0 && !/could not be read\.$/.test(words))) return undefined;
	const count = (what: string) =>
		Number(new RegExp(`(\\d+)(?: of \\d+ \\w+)? ${what}`).exec(words)?.[1] ?? 0);
	return {
		total: Number(total),
		deleted: count('deleted') + Number(/removed from (\d+) of/.exec(words)?.[1] ?? 0),
		absent: count('(?:not there|without the labels)'),
		failed: count('failed'),
		notSent: count('never sent'),
	};
}

/** Where the run stops at the first failure: its error counts right; without one, everything is deleted. */
function countsOf(
	scenario: Scenario,
	account: Account,
	before: World,
	result: NodeRunResult,
): string[] {
	const inputs = distinct(expectedInputs(scenario, before));
	const gone = inputs.filter(({ target }) => isGoneNow(scenario, account, before, target)).length;
	const message = result.error?.message;
	if (message === undefined) {
		return gone === inputs.length || scenario.dryRun
			? []
			: [`No error, but ${gone} of ${inputs.length} are gone`];
	}
	if (inputs.some(({ target }) => target === undefined)) {
		return message.endsWith('Nothing was changed') ? [] : [`Said "${message}"`];
	}
	const counts = countsIn(message);
	if (counts === undefined) return [`Said "${message}"`];
	const { total, deleted } = counts;
	// Where a record could not be read, nobody knows how many there were.
	if (scenario.operation.startsWith('deleteAll')) {
		return deleted <= gone ? [] : [`Said "${message}", but ${gone} are gone`];
	}
	// A dry run that stops counts no further than its failures.
	if (scenario.dryRun) return total === inputs.length ? [] : [`Said "${message}"`];
	return wrongCounts(counts, inputs.length, gone);
}
