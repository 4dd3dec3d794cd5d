import type {
	ILoadOptionsFunctions,
	INodeListSearchItems,
	INodeListSearchResult,
} from 'n8n-workflow';

import { EVERY_OBJECT_TYPE } from '../batch/target';
import { entryOf, nothingToChoose, readLabels } from './definitions';
import { listObjectTypes } from './objectTypes';
import { searchRecords } from './searchRecords';

/**
 * Keeps what the user searches for, in its order; what is spelled exactly so comes first.
 *
 * @param all entries, each with the texts that it is found by
 */
function matching(
	all: ReadonlyArray<{ entry: INodeListSearchItems; spellings: readonly string[] }>,
	filter: string,
): INodeListSearchItems[] {
	const wanted = filter.trim().toLowerCase();
	const found = all
		.map(({ entry, spellings }) => ({ entry, texts: spellings.map((text) => text.toLowerCase()) }))
		.filter(({ texts }) => wanted === '' || texts.some((text) => text.includes(wanted)));
	const isExact = ({ texts }: { texts: string[] }) => texts.includes(wanted);
	return [...found.filter(isExact), ...found.filter((one) => !isExact(one))].map(
		({ entry }) => entry,
	);
}

/**
 * Lists object types for the two object type fields: HubSpot's own, then the account's.
 *
 * @param filter what the user typed into the list's search box: a name in singular or plural, an ID, a full name
 * @throws HubspotError when the account cannot be asked
 */
async function searchObjectTypes(
	this: ILoadOptionsFunctions,
	filter = '',
): Promise<INodeListSearchResult> {
	return { results: matching(await listObjectTypes(this), filter) };
}

/** Stands for whatever a record is associated with. */
const EVERY_ENTRY = {
	entry: { name: 'Every Object Type', value: EVERY_OBJECT_TYPE },
	spellings: ['Every Object Type'],
};

/** The same with every object type as the first entry, for operations that find the records themselves. */
async function searchToObjectTypes(
	this: ILoadOptionsFunctions,
	filter = '',
): Promise<INodeListSearchResult> {
	const { results } = await searchObjectTypes.call(this, filter);
	return { results: [...matching([EVERY_ENTRY], filter), ...results] };
}

/**
 * Lists the labels that were made in the account: those that can be deleted.
 *
 * @param filter what the user typed into the list's search box
 * @throws HubspotError when HubSpot refuses, NodeOperationError when it answers with something else than a list
 */
async function searchCustomLabels(
	this: ILoadOptionsFunctions,
	filter = '',
): Promise<INodeListSearchResult> {
	const { between, definitions } = await readLabels(this);
	const labels = definitions
		.filter(
			({ category, label }) =>
				category === 'USER_DEFINED' && typeof label === 'string' && label.trim() !== '',
		)
		.map((type) => entryOf(type, String(type.label), between));
	if (labels.length === 0) {
		return { results: nothingToChoose('labels made in this account', between) };
	}
	const searchable = labels.map((entry) => ({
		entry,
		spellings: [entry.name, String(entry.value), entry.description ?? ''],
	}));
	return { results: matching(searchable, filter) };
}

/** What the editor calls for searchable lists. */
export const listSearch = {
	searchObjectTypes,
	searchToObjectTypes,
	searchRecords,
	searchCustomLabels,
};
