import type { FastifyInstance } from 'fastify';
import type { Context } from '../../context';
import { ASSOCIATION_SCOPES } from '../../http/scopes';
import { OBJECT_VERSIONS, objectTypePath, readableType } from './objectAnswers';

/**
 * The properties of an object type. `/crm/v3/properties/{objectType}` is the address that HubSpot's
 * own client sends; those of the dated versions are a guess after the objects' paths.
 * https://developers.hubspot.com/docs/api-reference/latest/crm/properties/get-properties
 */
export function registerProperties(app: FastifyInstance, context: Context): void {
	const options = { config: { scopes: ASSOCIATION_SCOPES } };
	for (const version of OBJECT_VERSIONS) {
		app.get(`${objectTypePath('properties', version)}/:type`, options, async (request) => {
			const type = readableType(context, request);
			const { emailIsUnique } = request.exchange.behaviour;
			const results = context.account.propertyDefinitions(type.id).map((property) => ({
				name: property.name,
				label: property.label,
				hasUniqueValue: property.hasUniqueValue && (property.name !== 'email' || emailIsUnique),
				hubspotDefined: property.hubspotDefined,
				...{ type: 'string', fieldType: 'text', groupName: 'information', description: '' },
				...{ options: [], hidden: false, calculated: false, archived: false, displayOrder: -1 },
			}));
			return { results };
		});
	}
}
