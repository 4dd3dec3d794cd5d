import type { INode, NodeError } from 'n8n-workflow';
import { NodeApiError, NodeOperationError } from 'n8n-workflow';

import { type OutcomeError, withFullStop } from '../batch/outcome';
import { NOT_SENT } from '../batch/runBatches';
import type { InvalidItem, Operation } from '../operation';
import { countWords } from './countWords';
import { capitalized, pluralize } from '../batch/formatNumber';
import { type InputOutcome, isFailure } from './inputOutcomes';
import { outcomeJson } from './items/outcomeItems';
import type { RunStats } from './runStats';

/** What to look at when HubSpot refuses a request as wrong. */
const CHECK =
	'Check the object types, the record IDs, and that the labels or limits chosen exist between the two object types.';

/** What to do when HubSpot is not well, or not there. */
const LATER =
	'Run the workflow again later; status.hubspot.com says whether HubSpot has a problem. "Retry On Fail" in the settings of this node does it by itself.';

const isPassing = ({ httpCode, message }: OutcomeError) =>
	httpCode === undefined
		? /could not be reached|did not answer|HubSpot's token endpoint/.test(message)
		: httpCode >= 500;

/** How many failed inputs an error lists by name. */
const MAX_LISTED = 10;

/**
 * The error that ends a run before anything was sent, because items hold values that cannot be used.
 *
 * @param invalid at least one
 */
export function invalidItemsError(
	node: INode,
	invalid: readonly InvalidItem[],
): NodeOperationError {
	const [{ item, message, description }] = invalid;
	const more = pluralize(invalid.length - 1, 'more such item', 'more such items');
	const others = more === '' ? '' : ` The same run has ${more}.`;
	// The editor adds which item it was, as "[item 2]", to every title that does not say "item 2".
	const isSaid = new RegExp(`\\bitem ${item}\\b`).test(message);
	const words = `${message}${isSaid ? '' : ` [item ${item}]`}. Nothing was changed`;
	const error = new NodeOperationError(node, words, {
		description: `${description ?? ''}${others}`.trim(),
		itemIndex: item,
	});
	return withMessage(error, words);
}

/**
 * The error of an agent's tool that has an error output: n8n 2.41 then gives the agent nothing at all of what a tool
 * answers. Nothing may be sent.
 */
export const toolWithErrorOutput = (node: INode): NodeOperationError =>
	new NodeOperationError(
		node,
		'"On Error" of this tool is set to use an error output, with which n8n loses what a tool answers. Nothing was changed',
		{ description: 'Set "On Error" in the settings of the tool to Stop Workflow.' },
	);

/** The error that ends a run before anything was sent, because n8n could not keep what comes out of it. */
export const tooLargeError = (node: INode, reason: string, description: string) =>
	new NodeOperationError(node, `${reason}. Nothing was changed`, { description });

/**
 * Keeps an error's message as it is meant: n8n swaps in a text of its own where a message holds a code
 * such as ECONNRESET, and with it the counts would go.
 */
function withMessage<E extends Error>(error: E, message: string): E {
	error.message = message;
	return error;
}

/**
 * The error that ends a run at its first failed batch: why, and how far it came.
 *
 * @param outcomes all of the run, at least one of them failed or not sent
 */
export function stoppedError(
	node: INode,
	operation: Operation,
	outcomes: readonly InputOutcome[],
	stats: RunStats,
): NodeApiError {
	const unfinished = outcomes.filter(isFailure);
	const failures = unfinished.filter(({ outcome }) => outcome.status === 'failed');
	// None failed when nothing could be sent, something could not be read, or the user stopped the run.
	const causes = failures.length > 0 ? failures : unfinished;
	const first = causes.find((one) => reasonOf(one).message !== NOT_SENT.afterFailure) ?? causes[0];
	const reason = reasonOf(first);
	const { status } = operation.desiredState ?? { status: 'found' };
	const done = stats.counts[status];
	const [title, whatToDo] = splitAdvice(reason);
	const message = `${withFullStop(title)} ${capitalized(countWords(operation, stats).join(', '))}.`;

	const listed = failures.length > 0 ? `Failed: ${list(failures)}.` : '';
	const advice = [
		whatToDo,
		[400, 404].includes(reason.httpCode ?? 0) ? CHECK : '',
		isPassing(reason) ? LATER : '',
		done > 0 && status !== 'found'
			? `What was ${status} stays ${status}; running the workflow again does no harm.`
			: '',
	];
	const error = new NodeApiError(
		node,
		// Only what is safe to show: n8n stores this object with the execution.
		{ message, httpCode: reason.httpCode === undefined ? null : String(reason.httpCode) },
		{
			message,
			description: [listed, ...advice].filter(Boolean).join(' '),
			itemIndex: first.item,
		},
	);
	return withMessage(withRemovedItems(error, outcomes), message);
}

/**
 * Puts the items that Restore needs into an error: n8n stores its context with the execution, and the items themselves
 * are gone with a thrown error.
 */
function withRemovedItems<E extends NodeError>(error: E, outcomes: readonly InputOutcome[]): E {
	const items = outcomes.filter(hasRemoved).map(outcomeJson);
	if (items.length === 0) return error;
	error.context.items = items;
	error.description = [error.description, HOW_TO_RESTORE].filter(Boolean).join(' ');
	return error;
}

/**
 * Lays what earlier tries of the node removed beside the error of a try that ends before it sends anything: with
 * "Retry On Fail", the last error is all that n8n keeps.
 */
export function withEarlierTries(error: unknown, outcomes: readonly InputOutcome[]): unknown {
	const isNodeError = error instanceof NodeApiError || error instanceof NodeOperationError;
	if (outcomes.length === 0 || !isNodeError || error.context.items !== undefined) return error;
	const message = error.message.replace('Nothing was changed', 'This try changed nothing');
	return withMessage(withRemovedItems(error, outcomes), message);
}

/** What Restore needs of an error. */
const HOW_TO_RESTORE =
	'What was removed is listed in this error, under context > items: Restore takes that list.';

const hasRemoved = ({ outcome }: InputOutcome) =>
	'removed' in outcome && (outcome.removed?.length ?? 0) > 0;

/** How the message of a refused credential begins; what to do about it follows. */
const REFUSED_CREDENTIAL = /^(HubSpot does not accept .*? \(401\)\.) ([^]*)$/;

/** The message as a title of one line, and what to do, which stands below it. */
function splitAdvice({ message }: OutcomeError): [title: string, advice: string] {
	const [, title = message, advice = ''] = REFUSED_CREDENTIAL.exec(message) ?? [];
	return [title, advice];
}

const reasonOf = ({ outcome }: InputOutcome): OutcomeError =>
	'error' in outcome ? outcome.error : { message: 'Unknown error' };

/** The first failures by name, and how many there are besides. */
function list(failures: readonly InputOutcome[]): string {
	const named = failures.slice(0, MAX_LISTED).map(describe).join('; ');
	const more = failures.length - MAX_LISTED;
	return more > 0 ? `${named} and ${more} more` : named;
}

function describe({ item, target, given }: InputOutcome): string {
	if (target === undefined) return `item ${item}`;
	const { fromObjectId, toObjectId, types = [] } = target;
	const { fromObjectType, toObjectType } = given ?? target;
	const ends = [
		[fromObjectType, fromObjectId].filter(Boolean).join(' '),
		[toObjectType, toObjectId].filter(Boolean).join(' '),
	].join(' → ');
	const labels = types.map(({ category, typeId }) => `${category}:${typeId}`).join(', ');
	return `${ends}${labels === '' ? '' : ` (${labels})`}, item ${item}`;
}
