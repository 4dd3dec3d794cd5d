import type { ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';

import { isUnlabeled } from '../batch/desiredState';
import { EVERY_OBJECT_TYPE } from '../batch/target';
import { limitsEndpoint } from '../transport/endpoints';
import type { WireLabel, WireLimit } from '../transport/wire';
import { entryOf, nothingToChoose, readDefinitions, readLabels } from './definitions';
import { idPropertiesOf } from './idProperties';
import { nounsOf } from './objectTypes';
import { note } from './note';

/** Each object type has labels of its own. */
const BY_NAME = 'For every object type, give labels by name, with an expression';

/** What the list calls the type without a label. */
const UNLABELED = 'Unlabeled: removes the whole association';

/**
 * The list that says why there is none: n8n shows nothing of an error on a new node.
 */
async function orWhyNot(list: Promise<INodePropertyOptions[]>): Promise<INodePropertyOptions[]> {
	return await list.catch((error: unknown) => [
		{ ...note('This list could not be loaded'), description: (error as Error).message },
	]);
}

/** Lists the association types between the two object types; what is wrong, in words, where it cannot. Never rejects. */
async function getLabels(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	return await orWhyNot(labelsIn(this));
}

/** Lists the labels, without the unlabeled type; otherwise as {@link getLabels}. */
async function getRealLabels(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	return await orWhyNot(labelsIn(this, (type) => !isUnlabeled(type)));
}

/** Lists the limits between the two object types: at most how many of what; otherwise as {@link getLabels}. */
async function getLimits(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	return await orWhyNot(limitsIn(this));
}

/** Lists the properties by which "from" records can be found; otherwise as {@link getLabels}. */
async function getFromIdProperties(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	return await orWhyNot(idPropertiesOf(this, 'from'));
}

/** The same of "to" records. */
async function getToIdProperties(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	return await orWhyNot(idPropertiesOf(this, 'to'));
}

async function labelsIn(
	context: ILoadOptionsFunctions,
	isMeant: (type: WireLabel) => boolean = () => true,
): Promise<INodePropertyOptions[]> {
	const toType = context.getCurrentNodeParameter('toObjectType', { extractValue: true });
	if (toType === EVERY_OBJECT_TYPE) return [note(BY_NAME)];
	const { between, definitions: listed } = await readLabels(context);
	const definitions = listed.filter(isMeant);
	if (definitions.length === 0) return nothingToChoose('labels', between);
	const labels = definitions.filter((type) => !isUnlabeled(type));
	const unlabeled = definitions.filter(isUnlabeled);
	return [
		...labels.map((type) => entryOf(type, String(type.label), between)),
		// What removes the most is not what the eye falls on first.
		...unlabeled.map((type) => entryOf(type, UNLABELED, between)),
	];
}

async function limitsIn(context: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	const { between, definitions: listed } = await readDefinitions<WireLimit>(
		context,
		limitsEndpoint,
	);
	// A type without a limit may be listed, too.
	const definitions = listed.filter((limit) => limit.userEnforcedMaxToObjectIds !== null);
	if (between === undefined || definitions.length === 0) return nothingToChoose('limits', between);
	const [from, to] = await nounsOf(context, [between.from, between.to]);
	return definitions.map((limit) => {
		const { label, userEnforcedMaxToObjectIds: most } = limit;
		const entry = entryOf(limit, isUnlabeled(limit) ? 'Unlabeled' : String(label), between);
		const howMany = most === 1 ? `1 ${to.one}` : `${most ?? 'an unknown number of'} ${to.many}`;
		return { ...entry, name: `${entry.name}: at most ${howMany} for each ${from.one}` };
	});
}

/** What the editor calls for lists of options. */
export const loadOptions = {
	getLabels,
	getRealLabels,
	getLimits,
	getFromIdProperties,
	getToIdProperties,
};
