import type { IExecuteFunctions, INodeExecutionData, NodeExecutionHint } from 'n8n-workflow';

import { REMOVED } from '../batch/desiredState';
import { executeBatches } from '../batch/executeBatches';
import type { Send } from '../batch/runBatches';
import { SMALL_REQUEST } from '../batch/sending/adaptiveBatchSize';
import { hubspotApiRequest } from '../transport/hubspotApiRequest';
import { abortableSleep } from '../transport/retry';
import { executionHint, refusedHint } from '../output/executionHint';
import type { Hubspot } from '../operation';
import { withNotes } from '../output/hintNotes';
import { logRun } from '../output/logRun';
import { isTool } from '../input/tool/isTool';
import { typedFields } from '../input/typedFields';
import { inputOutcomes, isFailure } from '../output/inputOutcomes';
import { addDryRunNote } from '../output/items/dryRunNote';
import { outputItems, type RunInfo } from '../output/items/outputItems';
import { Progress } from '../output/progress';
import { invalidItem } from '../input/invalidItem';
import { outputKindOf, readSettings, type Settings } from '../input/settings';
import { allowedRun } from './allowedRun';
import { checkAccount } from './checkAccount';
import { EarlierTries } from './earlierTries';
import { TOO_LARGE_ADVICE } from './executionSize';
import { prepareInputs } from './prepareInputs';
import { operationFor } from './router';
import {
	invalidItemsError,
	stoppedError,
	tooLargeError,
	toolWithErrorOutput,
	withEarlierTries,
} from '../output/stopError';
import { collectStats } from '../output/runStats';

/** Most pages of one record's associations that the snapshot reads unless it is complete. */
const SNAPSHOT_PAGES = 10;

/**
 * Runs the node once over all its items: items -> inputs -> batches -> responses -> outcomes -> items.
 *
 * @returns what the main output gets; n8n moves the items that have an error to the error output, where there is one
 * @throws NodeOperationError before anything is sent, NodeApiError after the first failed batch; both only with
 *   "On Error: Stop Workflow"
 */
export async function execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	try {
		return await executeTry.call(this);
	} catch (error) {
		throw withEarlierTries(error, EarlierTries.removedBefore(this));
	}
}

async function executeTry(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const count = this.getInputData().length;
	if (count === 0) return [[]];
	const node = this.getNode();
	const ofRun: RunInfo = { isTool: isTool(node), reads: 0 };
	// What a tool throws is all that its agent gets: what was deleted before would be lost.
	const stopAtFailure = !this.continueOnFail() && !ofRun.isTool;
	if (ofRun.isTool && node.onError === 'continueErrorOutput') throw toolWithErrorOutput(node);

	/** A setting belongs to every item, and so does what is wrong with it. */
	const refuseAll = (error: unknown): INodeExecutionData[][] => {
		const invalid = Array.from({ length: count }, (_, item) => invalidItem(item, error));
		if (stopAtFailure) throw invalidItemsError(node, invalid.slice(0, 1));
		const operation = operationFor(
			this.getNodeParameter('resource', 0, ''),
			this.getNodeParameter('operation', 0, ''),
		);
		const typedIn = operation === undefined ? () => ({}) : typedFields(this, operation);
		// The error of an item comes first: what an earlier try did for it is no success of this one.
		const outcomes = inputOutcomes([], new Map(), invalid, typedIn)
			.concat(EarlierTries.removedBefore(this))
			.sort((a, b) => a.item - b.item);
		const items = outputItems(this, outputKindOf(this), outcomes, [], ofRun);
		addHint(this, withNotes(refusedHint(outcomes), { ...ofRun, node, items }));
		return [items];
	};
	let settings: Settings;
	try {
		settings = readSettings(this, operationFor);
	} catch (error) {
		return refuseAll(error);
	}
	const { operation, apiVersion, requestTimeout } = settings;

	const signal = this.getExecutionCancelSignal();
	const progress = new Progress(this, operation);
	const request = hubspotApiRequest(this, requestTimeout);
	let requests = 0;
	let writes = 0;
	const account: Hubspot = {
		apiVersion,
		request: async (endpoint, body) => {
			requests++;
			return await request(endpoint, body).finally(() => progress.requestFinished());
		},
	};

	try {
		ofRun.accountId = await checkAccount(account, settings.onlyInAccount);
	} catch (error) {
		return refuseAll(error);
	}

	const prepared = await prepareInputs(this, account, settings, stopAtFailure);
	const { inputs, invalid, earlier, hubspot } = prepared;
	const { groups, settled, tooLarge, advice } = allowedRun(prepared, settings);
	if (tooLarge !== undefined && stopAtFailure)
		throw tooLargeError(node, tooLarge, TOO_LARGE_ADVICE);

	const send: Send = async (batch) => {
		writes++;
		const isDivisible = batch.targets.length > SMALL_REQUEST;
		const { maxAttempts } = batch;
		const endpoint = { ...operation.endpoint(apiVersion, batch), isDivisible, maxAttempts };
		return await hubspot.request(endpoint, operation.body?.(batch));
	};
	const maxPages = settings.snapshot === 'auto' && !settings.dryRun ? SNAPSHOT_PAGES : undefined;
	const stages = operation.stages?.(groups) ?? [groups];
	const readsFirst =
		operation.readsFirst === true ||
		prepared.readState !== undefined ||
		settings.snapshot !== 'off';
	const result = await executeBatches(stages, send, {
		...settings,
		// What is only read has nothing in its stages.
		desiredState: operation.desiredState ?? REMOVED,
		readStateBefore: prepared.readState ?? operation.readState(hubspot, maxPages),
		readOtherSideBefore: operation.readOtherSide?.(hubspot, maxPages),
		readOtherSide: operation.readOtherSide?.(hubspot),
		readsFirst,
		stopAtFailure,
		failedBefore: [...settled.values()].some(({ status }) => status === 'notSent'),
		signal,
		readState: operation.readState(hubspot),
		sleep: async (ms) => await abortableSleep(ms, signal),
		onBegin: (batches) => progress.begin(batches),
		onFinished: (outcomes) => progress.finished(outcomes),
	});

	for (const { target } of inputs) {
		const outcome = settled.get(target);
		if (outcome !== undefined) result.outcomes.set(target, outcome);
	}
	earlier?.merge(
		inputs.map(({ target }) => target),
		result.outcomes,
	);
	const outcomes = inputOutcomes(
		inputs,
		result.outcomes,
		invalid,
		typedFields(this, operation),
		prepared.givenBy,
	);
	const stats = collectStats(operation, result.outcomes, invalid.length);
	logRun(this, { operation, stats, ...ofRun, results: result.results });
	if (stopAtFailure && outcomes.some(isFailure)) {
		earlier?.keep(inputs, result.outcomes, true);
		throw stoppedError(node, operation, outcomes, stats);
	}
	const isUnseen = !readsFirst && !settings.dryRun;
	const told = { dryRun: settings.dryRun, isUnseen, isTooLarge: tooLarge !== undefined };
	const hint = executionHint(operation, stats, result.results, outcomes, told);
	ofRun.reads = requests - writes;
	const items = outputItems(this, settings.output, outcomes, result.results, ofRun);
	addHint(this, withNotes(hint, { ...ofRun, node, items, advice }));
	// n8n calls a try failed when its first item has an error.
	earlier?.keep(inputs, result.outcomes, items[0]?.json.error !== undefined);
	return [settings.dryRun && ofRun.isTool ? addDryRunNote(items) : items];
}

/** After something was deleted nothing may throw: n8n 1 has no hints in tools, and the outcomes would be lost. */
function addHint(context: IExecuteFunctions, hint: NodeExecutionHint): void {
	try {
		context.addExecutionHints(hint);
	} catch {
		// The items say the same.
	}
}
