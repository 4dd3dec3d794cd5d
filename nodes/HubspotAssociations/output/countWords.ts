import type { DesiredState } from '../batch/desiredState';
import { findStandardObjectType } from '../batch/standardObjectTypes';
import { EVERY_OBJECT_TYPE } from '../batch/target';
import type { Operation } from '../operation';
import { formatNumber, pluralize } from '../batch/formatNumber';
import type { RunStats } from './runStats';

/** The noun of operations that take labels off pairs of records: what is deleted is not the pairs. */
export const PAIRS = 'pairs';

/**
 * Says how many are done: "9 of 10 associations deleted", "labels removed from 9 of 10 pairs".
 *
 * @param noun what is counted, in the plural
 * @param status `deleted` or `restored`
 * @param would of a dry run
 */
export function doneWords(
	{ noun, total }: Pick<RunStats, 'noun' | 'total'>,
	done: number,
	status: string,
	would = false,
): string {
	const count = `${formatNumber(done)} of ${formatNumber(total)} ${noun}`;
	const verb = (word: string) => (would ? `would be ${word}` : word);
	return noun === PAIRS && status === 'deleted'
		? `labels ${verb('removed')} from ${count}`
		: `${count} ${verb(status)}`;
}

/**
 * Says how a run went, without what there is none of: ["8 of 10 associations deleted", "2 failed"]. The first of the
 * counted things says of how many.
 *
 * @param notSent what became of those that were not sent
 */
export function countWords(
	{ desiredState }: Operation,
	stats: RunStats,
	notSent = 'never sent',
): string[] {
	const { noun, total, counts, unknown, emptyRecords, unreadRecords, invalidItems, notRead } =
		stats;
	const isOfLabels = noun === PAIRS;
	const notThere = isOfLabels ? 'without the labels' : 'not there';
	const of = ` of ${formatNumber(total)} ${noun}`;
	const unknownWords = unknown > 0 ? ` (${formatNumber(unknown)} of them unknown)` : '';
	const done = desiredState === undefined ? foundWords(stats) : doneOrWould(desiredState, stats);
	const others = (
		[
			[counts.kept, 'kept'],
			[counts.absent, desiredState?.status === 'restored' ? 'with nothing to restore' : notThere],
			[counts.present, 'there already'],
			[counts.failed, `failed${unknownWords}`],
			[counts.notSent, notSent],
		] as const
	).filter(([count]) => count > 0);
	const none = isOfLabels ? 'none of the labels' : `no ${noun}`;
	return [
		...done,
		...others.map(
			([count, what], index) =>
				`${formatNumber(count)}${done.length + index === 0 ? of : ''} ${what}`,
		),
		pluralize(emptyRecords, `record with ${none}`, `records with ${none}`),
		pluralize(unreadRecords, 'record could not be read', 'records could not be read'),
		pluralize(invalidItems, 'item could not be used', 'items could not be used'),
		notRead.length > 0 ? `not read: ${notRead.join(', ')}` : '',
	].filter(Boolean);
}

const doneOrWould = ({ status, dryRunStatus }: DesiredState, stats: RunStats): string[] => {
	const { [status]: done, [dryRunStatus]: would } = stats.counts;
	return [
		...(done > 0 ? [doneWords(stats, done, status)] : []),
		...(would > 0 ? [doneWords(stats, would, status, true)] : []),
	];
};

/** What was only read: "12 associations found of 3 records". */
const foundWords = ({ noun, counts: { found }, records }: RunStats): string[] =>
	found > 0
		? [`${formatNumber(found)} ${noun} found of ${pluralize(records, 'record', 'records')}`]
		: [];

/** Why there was nothing to do: "1 record has no associations with companies, or does not exist". */
export function emptyRecordsWords({ noun, emptyRecords, emptyToTypes }: RunStats): string {
	const names = [...emptyToTypes].map((name) =>
		name === EVERY_OBJECT_TYPE
			? 'any object type'
			: (findStandardObjectType(name)?.displayName.toLowerCase() ?? name),
	);
	const associations = `associations with ${[...new Set(names)].join(' or ')}`;
	const none = noun === PAIRS ? `none of the labels on ${associations}` : `no ${associations}`;
	return emptyRecords === 1
		? `1 record has ${none}, or does not exist`
		: `${formatNumber(emptyRecords)} records have ${none}, or do not exist`;
}
