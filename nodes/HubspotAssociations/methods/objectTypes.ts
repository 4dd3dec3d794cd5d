import type { ILoadOptionsFunctions, INodeListSearchItems } from 'n8n-workflow';

import { findStandardObjectType, STANDARD_OBJECT_TYPES } from '../batch/standardObjectTypes';
import { schemasEndpoint } from '../transport/endpoints';
import { HubspotError } from '../transport/errors/hubspotError';
import type { WireSchema } from '../transport/wire';
import { apiVersionOf } from './apiVersionOf';
import { loadOptionsRequest } from './loadOptionsRequest';
import { note } from './note';
import { resultsOf } from './resultsOf';

/** An object type as the list shows it, and all that it is found by. */
export interface ListedObjectType {
	entry: INodeListSearchItems;
	spellings: string[];
}

/** What most accounts associate: at the top of the list, in this order. */
const FIRST = ['contacts', 'companies', 'deals', 'tickets'];

const placeOf = (plural: string): number =>
	FIRST.includes(plural) ? FIRST.indexOf(plural) : FIRST.length;

/** HubSpot's own object types, by the names its association endpoints take. */
const STANDARD: ListedObjectType[] = [...STANDARD_OBJECT_TYPES]
	.sort(
		(a, b) => placeOf(a.plural) - placeOf(b.plural) || a.displayName.localeCompare(b.displayName),
	)
	.map(({ id, singular, plural, displayName }) => ({
		entry: { name: displayName, value: plural },
		spellings: [displayName, plural, id, singular, singular.replace(/_/g, ' ')],
	}));

/** Takes the place of the account's own object types where the credential may not read them. */
const NOT_LISTED: ListedObjectType = {
	entry: note('Custom objects need the scope crm.schemas.custom.read'),
	spellings: ['custom objects'],
};

/** The account's own object types; undefined where the credential may not read them. */
async function readSchemas(context: ILoadOptionsFunctions): Promise<WireSchema[] | undefined> {
	const endpoint = schemasEndpoint(apiVersionOf(context));
	const body = await loadOptionsRequest(context, endpoint).catch((error: unknown) => {
		// Without the scope for schemas the standard types are still of use.
		if (error instanceof HubspotError && error.httpCode === 403) return undefined;
		throw error;
	});
	return body === undefined ? undefined : resultsOf<WireSchema>(context, body);
}

/**
 * The object types there are: HubSpot's own, the usual ones first, then the account's, by the names it gave them.
 *
 * @throws HubspotError when the account cannot be asked
 */
export async function listObjectTypes(context: ILoadOptionsFunctions): Promise<ListedObjectType[]> {
	const schemas = await readSchemas(context);
	const custom = schemas?.map(({ objectTypeId, name, fullyQualifiedName, labels }) => ({
		entry: {
			name: labels?.plural || labels?.singular || name,
			value: objectTypeId,
			description: name,
		},
		spellings: [labels?.plural, labels?.singular, name, fullyQualifiedName, objectTypeId].filter(
			(spelling) => typeof spelling === 'string',
		),
	}));
	return [...STANDARD, ...(custom ?? [NOT_LISTED])];
}

/** What one and several records of a type are called. */
export interface Nouns {
	one: string;
	many: string;
}

/**
 * What records of object types are called: "company" and "companies". The account is asked only for its own types.
 *
 * @param objectTypes in any spelling
 * @returns in the same order; what is not known is called as it is spelled. Never rejects.
 */
export async function nounsOf(
	context: ILoadOptionsFunctions,
	objectTypes: readonly string[],
): Promise<Nouns[]> {
	const standard = objectTypes.map(findStandardObjectType);
	const schemas = standard.includes(undefined)
		? await readSchemas(context).catch(() => undefined)
		: undefined;
	return objectTypes.map((given, index): Nouns => {
		const known = standard[index];
		if (known !== undefined) {
			return { one: known.singular.replace(/_/g, ' '), many: known.displayName.toLowerCase() };
		}
		const schema = schemas?.find(({ objectTypeId, name, fullyQualifiedName }) =>
			[objectTypeId, name, fullyQualifiedName].includes(given),
		);
		const { singular, plural } = schema?.labels ?? {};
		return { one: singular || plural || given, many: plural || singular || given };
	});
}
