import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { carryOut } from '../batch/carryOut';
import { group } from '../batch/plan';
import type { Send } from '../batch/run';
import { hubspotApi } from '../transport/hubspotApi';
import { waited } from '../transport/retry';
import { hintOf } from './hint';
import type { Hubspot } from './operation';
import { isTool } from './isTool';
import { inputOutcomes, isFailure } from './outcomes';
import { noted } from './output/noted';
import { outputItems } from './output/outputItems';
import { Progress } from './progress';
import { readInputs } from './readInputs';
import { refusedItem } from './refusedItem';
import { isOutputKind, readSettings, type Settings } from './settings';
import { refusedError, stoppedError } from './stopError';
import { tallyOf } from './tally';

/**
 * Runs the node once over all its items: items -> inputs -> batches -> responses -> outcomes -> items.
 *
 * @returns what the main output gets; n8n moves the items that bear an error to the error output, where there is one
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
		settings = readSettings(this);
	} catch (error) {
		// A setting belongs to every item, and so does what is wrong with it.
		const refused = Array.from({ length: count }, (_, item) => refusedItem(item, error));
		if (stopAtFailure) throw refusedError(node, refused.slice(0, 1));
		const { output } = this.getNodeParameter('options', 0, {});
		const kind = isOutputKind(output) ? output : 'items';
		return [outputItems(this, kind, inputOutcomes([], new Map(), refused), [])];
	}
	const { operation, apiVersion, requestTimeout } = settings;

	const signal = this.getExecutionCancelSignal();
	const progress = new Progress(this, operation);
	const request = hubspotApi(this, requestTimeout);
	const hubspot: Hubspot = {
		apiVersion,
		request: async (endpoint, body) =>
			await request(endpoint, body).finally(() => progress.requested()),
	};

	const read = readInputs(this, operation);
	if (read.refused.length > 0 && stopAtFailure) throw refusedError(node, read.refused);
	const resolved = await operation.resolve?.(read.inputs, hubspot, settings);
	const refused = [...read.refused, ...(resolved?.refused ?? [])];
	if (refused.length > 0 && stopAtFailure) throw refusedError(node, refused);
	const expanded = await operation.expand?.(resolved?.inputs ?? read.inputs, hubspot);
	const settled = new Map([...(resolved?.outcomes ?? []), ...(expanded?.outcomes ?? [])]);
	const { inputs, groups } = group(expanded?.inputs ?? resolved?.inputs ?? read.inputs);

	const send: Send = async (batch) =>
		await hubspot.request(operation.endpoint(apiVersion, batch), operation.body?.(batch));
	const carriedOut = await carryOut(groups, send, {
		...settings,
		goal: operation.goal,
		lookBefore: expanded?.look ?? operation.look(hubspot),
		stopAtFailure,
		failedBefore: [...settled.values()].some(({ status }) => status === 'notSent'),
		signal,
		look: (operation.lookWhetherThere ?? operation.look)(hubspot),
		wait: async (ms) => await waited(ms, signal),
		onBegin: (batches) => progress.begin(batches),
		onFinished: (outcomes) => progress.finished(outcomes),
	});

	// Also what was settled before is one thing, however many items ask for it.
	const settledInputs = [...(resolved?.settled ?? []), ...(expanded?.settled ?? [])];
	const all = [...inputs, ...group(settledInputs).inputs];
	for (const { target } of all) {
		const outcome = settled.get(target);
		if (outcome !== undefined) carriedOut.outcomes.set(target, outcome);
	}
	const outcomes = inputOutcomes(all, carriedOut.outcomes, refused);
	const tally = tallyOf(operation, carriedOut.outcomes, refused.length);
	if (stopAtFailure && outcomes.some(isFailure)) {
		throw stoppedError(node, operation, outcomes, tally);
	}
	this.addExecutionHints(hintOf(operation, tally, carriedOut.results, settings));
	const items = outputItems(this, settings.output, outcomes, carriedOut.results);
	return [settings.dryRun && isTool(node) ? noted(items) : items];
}
