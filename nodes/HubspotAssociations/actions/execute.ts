import type { IExecuteFunctions, INodeExecutionData, NodeExecutionHint } from 'n8n-workflow';

import { resolveObjectTypes } from '../account/resolveObjectTypes';
import { namingUnknownTypes, type ObjectTypeFields } from '../account/unknownObjectType';
import { executeBatches } from '../batch/executeBatches';
import { groupByObjectTypes } from '../batch/plan';
import type { Send } from '../batch/runBatches';
import { hubspotApiRequest } from '../transport/hubspotApiRequest';
import { abortableSleep } from '../transport/retry';
import { executionHint } from '../output/executionHint';
import type { Hubspot, Operation } from '../operation';
import { isTool } from '../input/isTool';
import { inputOutcomes, isFailure } from '../output/inputOutcomes';
import { addDryRunNote } from '../output/dryRunNote';
import { outputItems } from '../output/outputItems';
import { Progress } from '../output/progress';
import { typedFields } from '../input/typedFields';
import { readInputs } from '../input/readInputs';
import { invalidItem } from '../input/invalidItem';
import { isOutputKind } from '../descriptions/outputKind';
import { readSettings, type Settings } from '../input/settings';
import { EarlierTries, isOfRecord } from './earlierTries';
import { operationFor } from './router';
import { invalidItemsError, stoppedError } from '../output/stopError';
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
	const count = this.getInputData().length;
	if (count === 0) return [[]];
	const node = this.getNode();
	const stopAtFailure = !this.continueOnFail();

	let settings: Settings;
	try {
		settings = readSettings(this, operationFor);
	} catch (error) {
		// A setting belongs to every item, and so does what is wrong with it.
		const invalid = Array.from({ length: count }, (_, item) => invalidItem(item, error));
		if (stopAtFailure) throw invalidItemsError(node, invalid.slice(0, 1));
		const { output } = this.getNodeParameter('options', 0, {});
		const kind = isOutputKind(output) ? output : 'items';
		const operation = operationFor(
			this.getNodeParameter('resource', 0),
			this.getNodeParameter('operation', 0),
		);
		const typedIn = operation === undefined ? () => ({}) : typedFields(this, operation);
		return [outputItems(this, kind, inputOutcomes([], new Map(), invalid, typedIn), [])];
	}
	const { operation, apiVersion, requestTimeout } = settings;

	const signal = this.getExecutionCancelSignal();
	const progress = new Progress(this, operation);
	const request = hubspotApiRequest(this, requestTimeout);
	const account: Hubspot = {
		apiVersion,
		request: async (endpoint, body) =>
			await request(endpoint, body).finally(() => progress.requestFinished()),
	};

	const read = readInputs(this, operation);
	const earlier = EarlierTries.of(this, read.inputs);
	if (read.invalid.length > 0 && stopAtFailure) throw invalidItemsError(node, read.invalid);
	const objectTypes = await resolveObjectTypes(read.inputs, account);
	const hubspot = namingUnknownTypes(account, objectTypeFields(operation), objectTypes);
	const resolved = await operation.resolve?.(objectTypes.inputs, hubspot, settings);
	const doneEarlier = (resolved?.invalid ?? []).flatMap(({ item }) => earlier?.ofItem(item) ?? []);
	const invalid = [...read.invalid, ...(resolved?.invalid ?? [])].filter(
		({ item }) => !doneEarlier.some((input) => input.item === item),
	);
	if (invalid.length > 0 && stopAtFailure) throw invalidItemsError(node, invalid);
	const records = resolved?.inputs ?? objectTypes.inputs;
	const expanded = await operation.expand?.(records, hubspot);
	const toDo = expanded?.inputs ?? records;
	const foundEarlier = expanded === undefined ? [] : (earlier?.pairsOf(records, toDo) ?? []);
	const { inputs, groups } = groupByObjectTypes([...toDo, ...foundEarlier, ...doneEarlier]);
	const settled = new Map([...(resolved?.outcomes ?? []), ...(expanded?.outcomes ?? [])]);

	const send: Send = async (batch) =>
		await hubspot.request(operation.endpoint(apiVersion, batch), operation.body?.(batch));
	const maxPages = settings.snapshot === 'auto' && !settings.dryRun ? SNAPSHOT_PAGES : undefined;
	const pending = earlier?.withoutConfirmed(groups) ?? groups;
	const stages = operation.stages?.(pending) ?? [pending];
	const readsFirst =
		operation.readsFirst === true ||
		expanded?.readState !== undefined ||
		settings.snapshot !== 'off';
	const result = await executeBatches(stages, send, {
		...settings,
		desiredState: operation.desiredState,
		readStateBefore: expanded?.readState ?? operation.readState(hubspot, maxPages),
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

	// Also what was settled before is one thing, however many items ask for it.
	const settledInputs = [...(resolved?.settled ?? []), ...(expanded?.settled ?? [])].filter(
		({ item, target }) =>
			settled.get(target)?.status !== 'absent' ||
			!foundEarlier.some((pair) => pair.item === item && isOfRecord(pair.target, target)),
	);
	const all = [...inputs, ...groupByObjectTypes(settledInputs).inputs];
	for (const { target } of all) {
		const outcome = settled.get(target);
		if (outcome !== undefined) result.outcomes.set(target, outcome);
	}
	earlier?.merge(
		all.map(({ target }) => target),
		result.outcomes,
	);
	const outcomes = inputOutcomes(
		all,
		result.outcomes,
		invalid,
		typedFields(this, operation),
		objectTypes.givenBy,
	);
	const stats = collectStats(operation, result.outcomes, invalid.length);
	if (stopAtFailure && outcomes.some(isFailure)) {
		earlier?.keep(all, result.outcomes, true);
		throw stoppedError(node, operation, outcomes, stats);
	}
	const isUnseen = !readsFirst && !settings.dryRun;
	const told = { dryRun: settings.dryRun, isUnseen };
	addHint(this, executionHint(operation, stats, result.results, outcomes, told));
	const items = outputItems(this, settings.output, outcomes, result.results);
	// n8n calls a try failed when its first item has an error.
	earlier?.keep(all, result.outcomes, items[0]?.json.error !== undefined);
	return [settings.dryRun && isTool(node) ? addDryRunNote(items) : items];
}

/** After something was deleted nothing may throw: n8n 1 has no hints in tools, and the outcomes would be lost. */
function addHint(context: IExecuteFunctions, hint: NodeExecutionHint): void {
	try {
		context.addExecutionHints(hint);
	} catch {
		// The items say the same.
	}
}

/** What the two object types are called: by their fields, or (for Restore) inside the field that holds its items. */
function objectTypeFields({ fields }: Operation): ObjectTypeFields {
	const nameOf = (name: string) =>
		fields.find((field) => field.name === name)?.displayName ?? `${fields[0].displayName}: ${name}`;
	return { from: nameOf('fromObjectType'), to: nameOf('toObjectType') };
}
