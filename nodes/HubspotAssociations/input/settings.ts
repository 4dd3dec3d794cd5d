import type { IDataObject, IExecuteFunctions, INode, INodeProperties } from 'n8n-workflow';

import { type ApiVersion, DEFAULT_API_VERSION, isApiVersion } from '../transport/endpoints';
import { isTool } from './tool/isTool';
import type { IdProperties, Operation } from '../operation';
import { isOutputKind, OUTPUT_KINDS, type OutputKind } from '../descriptions/outputKind';
import { optionsField } from '../descriptions/options';
import { readBoolean } from './boolean';
import { readIdProperties } from './records/idProperties';
import { ParameterError, shown } from './parameterError';
import { checkSameForAllItems } from './sameForAllItems';
import { checkToolExpressions } from './tool/toolExpressions';

/** How much of what is there is read before it is deleted: up to ten pages a record, all of it, or nothing. */
export type SnapshotMode = 'auto' | 'complete' | 'off';

const SNAPSHOT_MODES: readonly SnapshotMode[] = ['auto', 'complete', 'off'];

/** What holds for a whole run, whichever items come in. */
export interface Settings extends IdProperties {
	operation: Operation;
	apiVersion: ApiVersion;
	batchSize: number;
	concurrency: number;
	output: OutputKind;
	/** Milliseconds. */
	requestTimeout: number;
	/** Delete from the other side where that saves requests; on unless switched off. */
	cheaperSide: boolean;
	/** Read back what HubSpot confirmed. */
	verify: boolean;
	/** How much of what is there is read before anything is deleted. */
	snapshot: SnapshotMode;
	/** Restore: put a primary label back although another record has it meanwhile. */
	takePrimary: boolean;
	/** Let labels be removed together with the unlabeled type. */
	allowUnlabeled: boolean;
	/** Whether the option for the snapshot was set by hand. */
	isSnapshotChosen: boolean;
	/** Send nothing unless the credential belongs to the account with this ID. */
	onlyInAccount?: string;
	/** Most that may be deleted; no maximum where absent. */
	maxDeletions?: number;
	/** Delete that many, the lowest To IDs first, where there are more. */
	lowestIdsFirst: boolean;
	/** Delete nothing, only say what would be deleted. */
	dryRun: boolean;
}

/**
 * Reads the parameters that hold for the whole run. Every item has to give the same.
 *
 * @param operationFor finds the operation by the values of `resource` and `operation`
 * @throws ParameterError for a value that cannot be used; nothing may be sent then
 */
export function readSettings(
	context: IExecuteFunctions,
	operationFor: (resource: unknown, operation: unknown) => Operation | undefined,
): Settings {
	const read = (name: string) => context.getNodeParameter(name, 0, '') as unknown;
	const operation = operationFor(read('resource'), read('operation'));
	if (operation === undefined) {
		throw new ParameterError(
			'Operation',
			`got ${shown(read('operation'))}, which "${String(read('resource'))}" does not have`,
			'Choose one from the list. A newer version of this package may be needed.',
		);
	}
	const node = context.getNode();
	if (isTool(node)) checkToolExpressions(node, operation);

	const options = context.getNodeParameter('options', 0, {});
	const settings: Settings = {
		operation,
		apiVersion: readApiVersion(options.apiVersion),
		output: readOutputKind(options.output, node),
		batchSize: readBatchSize(options.batchSize, operation),
		concurrency: readWholeNumber(options.concurrency, 'concurrency'),
		requestTimeout: readWholeNumber(options.requestTimeout, 'requestTimeout'),
		cheaperSide: readSwitch(options, 'cheaperSide', true),
		verify: readSwitch(options, 'verify'),
		snapshot: readSnapshotMode(options.snapshot),
		isSnapshotChosen: options.snapshot !== undefined,
		onlyInAccount: readOnlyInAccount(node, options),
		takePrimary: readSwitch(options, 'takePrimary'),
		allowUnlabeled: readSwitch(options, 'allowUnlabeled'),
		...readMaximum(options),
		dryRun: isDryRun(node, operation, options),
		...readIdProperties(context, options, operation),
	};
	checkSameForAllItems(context);
	return settings;
}

function readApiVersion(value: unknown = DEFAULT_API_VERSION): ApiVersion {
	if (isApiVersion(value)) return value;
	throw new ParameterError(
		optionField('apiVersion').displayName,
		`got ${shown(value)}, which is not a version this package knows`,
		'Choose one from the list. A newer version of this package may be needed.',
	);
}

/** A maximum that an expression leaves empty may be a mistake, and is refused: it must not let everything through. */
function readMaximum(options: IDataObject): Pick<Settings, 'maxDeletions' | 'lowestIdsFirst'> {
	const lowestIdsFirst = readSwitch(options, 'lowestIdsFirst');
	const name = 'maxDeletions';
	if (name in options) {
		return { maxDeletions: readWholeNumber(options[name] ?? '', name), lowestIdsFirst };
	}
	if (!lowestIdsFirst) return { lowestIdsFirst };
	throw new ParameterError(
		optionField('lowestIdsFirst').displayName,
		'is on, and there is no maximum',
		`Add the option ${optionField(name).displayName} as well.`,
	);
}

/** What only reads has no dry run: it changes nothing anyway. */
const isDryRun = (node: INode, { desiredState }: Operation, options: IDataObject): boolean =>
	desiredState !== undefined && (readSwitch(options, 'dryRun') || isUnconfirmedTool(node));

/** An option that an expression leaves empty may be a mistake, and is refused; a model must not have a say in it. */
function readOnlyInAccount(node: INode, options: IDataObject): string | undefined {
	if (!('onlyInAccount' in options)) return undefined;
	const { displayName } = optionField('onlyInAccount');
	const given = (node.parameters.options as IDataObject | undefined)?.onlyInAccount;
	const isExpression = typeof given === 'string' && given.startsWith('=');
	if (isTool(node) && isExpression) {
		throw new ParameterError(
			displayName,
			'is an expression, behind which a model could be',
			'In a tool of an agent, give the ID itself.',
		);
	}
	return readAccountId(options.onlyInAccount, displayName);
}

function readAccountId(value: unknown, displayName: string): string {
	const id = typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';
	if (/^[1-9]\d{0,15}$/.test(id)) return id;
	throw new ParameterError(
		displayName,
		id === '' ? 'is empty' : `got ${shown(value)}`,
		'It has to be the ID of a HubSpot account, such as 12345678: HubSpot shows it where you choose the account, as "Hub ID".',
	);
}

function readSnapshotMode(value: unknown = 'auto'): SnapshotMode {
	const mode = SNAPSHOT_MODES.find((each) => each === value);
	if (mode !== undefined) return mode;
	throw new ParameterError(
		'Snapshot',
		`got ${shown(value)}`,
		`It has to be one of ${SNAPSHOT_MODES.join(', ')}.`,
	);
}

/**
 * What comes out where the settings cannot be used.
 *
 * @returns the option `output` where that much can be read of them
 */
export function outputKindOf(context: IExecuteFunctions): OutputKind {
	const usual = usualOutputKind(context.getNode());
	try {
		const { output } = context.getNodeParameter('options', 0, {});
		return isOutputKind(output) ? output : usual;
	} catch {
		return usual;
	}
}

/** An agent may be given the first item only, so that one has to tell all. */
const usualOutputKind = (node: INode): OutputKind => (isTool(node) ? 'toolSummary' : 'items');

function readOutputKind(given: unknown, node: INode): OutputKind {
	if (given === undefined) return usualOutputKind(node);
	if (isOutputKind(given)) return given;
	throw new ParameterError(
		'Output',
		`got ${shown(given)}`,
		`It has to be one of ${OUTPUT_KINDS.join(', ')}.`,
	);
}

function readBatchSize(value: unknown, { batchSize }: Operation): number {
	const size = readWholeNumber(value ?? batchSize?.usual, 'batchSize');
	return Math.min(size, batchSize?.most ?? size);
}

/** The option's field: default, bounds and name shown are read from there. */
export function optionField(name: string): INodeProperties {
	const field = (optionsField.options ?? []).find((option) => option.name === name);
	if (field === undefined || !('type' in field)) throw new Error(`No option ${name}`);
	return field;
}

/**
 * Whether a node is an agent's tool whose dry run was not switched off by hand. What an agent deletes is gone, too. An
 * expression does not switch it off, because the model could be behind it.
 */
function isUnconfirmedTool(node: INode): boolean {
	const { options } = node.parameters;
	return isTool(node) && (options as IDataObject | undefined)?.dryRun !== false;
}

/**
 * A switch that was not added is off, but for the one that is on; one that an expression leaves empty may be a mistake,
 * and is refused.
 */
function readSwitch(options: IDataObject, name: string, unlessAdded = false): boolean {
	if (!(name in options)) return unlessAdded;
	return readBoolean(options[name], optionField(name).displayName);
}

function readWholeNumber(value: unknown, name: string): number {
	const field = optionField(name);
	const { minValue = 1, maxValue = Number.MAX_SAFE_INTEGER } = field.typeOptions ?? {};
	const given = value ?? field.default;
	const isNumeric = typeof given === 'number' || (typeof given === 'string' && given.trim() !== '');
	const number = isNumeric ? Number(given) : NaN;
	if (!Number.isInteger(number) || number < minValue || number > maxValue) {
		throw new ParameterError(
			field.displayName,
			`got ${shown(value)}`,
			`It has to be a whole number from ${minValue} to ${maxValue}.`,
		);
	}
	return number;
}
