import type { ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';

import { objectTypeKey } from '../batch/standardObjectTypes';
import { propertiesEndpoint } from '../transport/endpoints';
import type { WireProperty } from '../transport/wire';
import { apiVersionOf } from './apiVersionOf';
import { chosenObjectType } from './chosenObjectType';
import { loadOptionsRequest } from './loadOptionsRequest';
import { note } from './note';
import { resultsOf } from './resultsOf';

const CONTACTS = '0-1';

/** Record IDs are given without any option. */
const RECORD_ID = 'hs_object_id';

/**
 * Lists the properties of an object type by whose values records can be found: those with unique values, and of contacts
 * their e-mail address, which HubSpot takes whether or not the property says so.
 *
 * @param side whose object type is meant
 * @throws HubspotError when HubSpot refuses, NodeOperationError when it answers with something else than a list
 * @see https://developers.hubspot.com/docs/api-reference/crm-properties-v3/guide
 */
export async function idPropertiesOf(
	context: ILoadOptionsFunctions,
	side: 'from' | 'to',
): Promise<INodePropertyOptions[]> {
	const objectType = chosenObjectType(context, `${side}ObjectType`);
	if (objectType === undefined) {
		const field = side === 'from' ? 'From Object Type' : 'To Object Type';
		return [note(`Choose ${field} first. The list cannot load if it is an expression.`)];
	}
	const endpoint = propertiesEndpoint(apiVersionOf(context), objectType);
	const body = await loadOptionsRequest(context, endpoint);
	const isContact = objectTypeKey(objectType) === CONTACTS;
	const found = resultsOf<WireProperty>(context, body)
		.filter(
			({ hasUniqueValue, name }) => hasUniqueValue === true || (isContact && name === 'email'),
		)
		.filter(({ archived, name }) => archived !== true && name !== RECORD_ID)
		.map(({ name, label }) => ({ name: label || name, value: name, description: name }));
	return found.length > 0 ? found : [note(`${objectType} have no property with unique values`)];
}
